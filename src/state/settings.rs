//! The few choices that belong to this browser, not to a workspace: language, theme, table
//! columns. Kept in localStorage under a version; where that is blocked they last until the page
//! closes. Must not hold anything a workspace would miss.

use crate::platform::locale::browser_language;
use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::{
    Effect, Get, Memo, RwSignal, Set, Signal, Update, With, use_context, window,
};
use meadow_core::domain::text::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const STORAGE_KEY: &str = "meadow.settings";
const VERSION: u32 = 1;

/// Light and dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The one after it when a single button goes round.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// The stored form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedSettings {
    version: u32,
    /// `None` follows the browser.
    language: Option<Language>,
    theme: Theme,
    /// Names of the visible columns, in order, by table.
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
}

impl Default for SavedSettings {
    fn default() -> Self {
        Self { version: VERSION, language: None, theme: Theme::System, columns: BTreeMap::new() }
    }
}

/// The settings in use. A change is stored at once.
#[derive(Clone, Copy)]
pub struct Settings {
    /// The language the reader chose, `None` while the browser's is followed.
    pub chosen_language: RwSignal<Option<Language>>,
    /// The language in use.
    pub language: Signal<Language>,
    pub theme: RwSignal<Theme>,
    columns: RwSignal<BTreeMap<String, Vec<String>>>,
}

impl Settings {
    /// Reads the stored settings and keeps them stored from now on.
    pub fn open() -> Self {
        let storage = Stored::probe();
        let saved = storage.read();
        let chosen_language = RwSignal::new(saved.language);
        let settings = Self {
            chosen_language,
            language: Memo::new(move |_| chosen_language.get().unwrap_or_else(browser_language))
                .into(),
            theme: RwSignal::new(saved.theme),
            columns: RwSignal::new(saved.columns),
        };
        Effect::new(move |_| storage.write(&settings.to_saved()));
        settings
    }

    /// The settings in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the settings above every component.
        use_context().expect("settings in context")
    }

    /// The columns chosen for a table, `None` while it shows its own choice.
    pub fn columns(self, table: &'static str) -> Signal<Option<Vec<String>>> {
        Memo::new(move |_| self.columns.with(|columns| columns.get(table).cloned())).into()
    }

    /// Remembers the columns of a table, in order.
    pub fn set_columns(self, table: &str, names: Vec<String>) {
        self.columns.update(|columns| {
            columns.insert(table.to_owned(), names);
        });
    }

    /// Switches to the other language.
    pub fn switch_language(self) {
        let other = match self.language.get() {
            Language::En => Language::Zh,
            Language::Zh => Language::En,
        };
        self.chosen_language.set(Some(other));
    }

    fn to_saved(self) -> SavedSettings {
        SavedSettings {
            version: VERSION,
            language: self.chosen_language.get(),
            theme: self.theme.get(),
            columns: self.columns.get(),
        }
    }
}

/// Whether and how localStorage may be used.
#[derive(Clone, Copy)]
enum Stored {
    Here,
    /// Storage is blocked, or holds settings of a newer version that must not be overwritten.
    Nowhere,
}

impl Stored {
    /// gloo-storage throws when storage is blocked, so it is asked for first.
    fn probe() -> Self {
        let Ok(Some(storage)) = window().local_storage() else { return Self::Nowhere };
        if storage.get_item(STORAGE_KEY).is_err() {
            return Self::Nowhere;
        }
        match LocalStorage::get::<VersionOnly>(STORAGE_KEY) {
            Ok(saved) if saved.version > VERSION => Self::Nowhere,
            _ => Self::Here,
        }
    }

    fn read(self) -> SavedSettings {
        match self {
            Self::Here => LocalStorage::get(STORAGE_KEY).unwrap_or_default(),
            Self::Nowhere => SavedSettings::default(),
        }
    }

    fn write(self, saved: &SavedSettings) {
        if let Self::Here = self {
            // A full or newly blocked store costs the reader a preference, never data.
            let _ = LocalStorage::set(STORAGE_KEY, saved);
        }
    }
}

#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}
