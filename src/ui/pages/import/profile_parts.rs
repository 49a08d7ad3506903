//! The profile by which the file is read, and whether and under which name it is remembered how it
//! was read.

use super::sources::source_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::ui::components::button::Button;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::switch::Switch;
use crate::ui::components::text_field::TextField;
use leptos::prelude::*;

/// Says that the file is read like the last one, or whose export it looks like.
#[component]
pub fn SourceNote() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let key = Memo::new(move |_| {
        session.inspection.with(|found| found.as_ref().and_then(|f| f.known_source.clone()))
    });
    move || {
        let Some(profile) = session.recalled.get() else {
            let name = source_name(i18n, &key.get()?)?;
            let text = t_string!(i18n, import.looks_like_export, name = name).to_string();
            return Some(view! { <Note><p>{text}</p></Note> }.into_any());
        };
        let used = formatter.get().fmt_date(profile.used.0, DateStyle::Short);
        let name = profile.name.clone();
        let said = t_string!(i18n, import.read_like_last, name = name, used = used).to_string();
        let listed = |columns: &[String]| columns.join(t_string!(i18n, import.row_comma));
        let new = (!profile.columns_new.is_empty()).then(|| {
            let list = listed(&profile.columns_new);
            t_string!(i18n, import.columns_new, list = list).to_string()
        });
        let missing = (!profile.columns_missing.is_empty()).then(|| {
            let list = listed(&profile.columns_missing);
            t_string!(i18n, import.columns_missing, list = list).to_string()
        });
        let tone = if new.is_some() || missing.is_some() { Tone::Warn } else { Tone::Good };
        Some(
            view! {
                <Note tone=tone>
                    <p>{said}</p>
                    {new.map(|text| view! { <p>{text}</p> })}
                    {missing.map(|text| view! { <p>{text}</p> })}
                    <div class="row">
                        <Button size="sm" on_press=move |()| session.guess_afresh()>
                            {t!(i18n, import.guess_afresh)}
                        </Button>
                    </div>
                </Note>
            }
            .into_any(),
        )
    }
}

/// On, under a name of its own, unless the reader says otherwise.
#[component]
pub fn RememberFields() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    // A program has a better name than the file that it wrote, as long as nobody gave another.
    let proposed = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let key =
            session.inspection.with(|found| found.as_ref().and_then(|f| f.known_source.clone()));
        let name = key.and_then(|key| source_name(i18n, &key));
        if name != proposed.get_value() {
            proposed.set_value(name.clone());
            if let Some(name) = name.filter(|_| !session.is_recalled.get_untracked()) {
                session.profile_name.set(name);
            }
        }
    });
    let importing = Memo::new(move |_| session.import_pace.with(Option::is_some));
    view! {
        <Show when=move || !importing.get()>
            <div class="remember">
                <Switch
                    label=Signal::derive(move || t_string!(i18n, import.remember).to_owned())
                    value=session.remembers
                />
                <Show when=move || session.remembers.get()>
                    <TextField
                        label=Signal::derive(move || t_string!(i18n, import.remember_as).to_owned())
                        hint=Signal::derive(move || {
                            Some(t_string!(i18n, import.remember_hint).to_owned())
                        })
                        value=session.profile_name
                    />
                </Show>
            </div>
        </Show>
    }
}
