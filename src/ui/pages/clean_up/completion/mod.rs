//! Filling in from a table: choose it, say how it is joined and what it fills in, see what would come
//! of it, do it.

mod join;
mod outcome;

use self::join::JoinPart;
use self::outcome::OutcomePart;
use crate::i18n::{t, use_i18n};
use crate::platform::files::{carries_files, dropped_files};
use crate::state::clean_up::CleanUp;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::choose_file::{ChooseFile, TABLES};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::icon::Icon;
use crate::ui::components::skeleton::Loading;
use crate::ui::pages::import::wording::problem_texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::protocol::EngineError;
use web_sys::{DragEvent, File};

#[component]
pub fn CompletionTab() -> impl IntoView {
    let i18n = use_i18n();
    let completion = CleanUp::expect().completion;
    let is_joined = Memo::new(move |_| completion.mapping.with(Option::is_some));
    let is_looking = Memo::new(move |_| completion.is_looking());
    let content = move || {
        if is_joined.get() {
            view! { <InHand /> }.into_any()
        } else if is_looking.get() {
            view! {
                <p role="status">{t!(i18n, cleanup.fill_looking)}</p>
                <Loading />
            }
            .into_any()
        } else {
            view! { <DropTable /> }.into_any()
        }
    };
    let problem = move || completion.problem.get().map(|error| view! { <Problem error=error /> });
    view! {
        <p class="clean-up__intro">{t!(i18n, cleanup.fill_lead)}</p>
        {problem}
        {content}
    }
}

/// Before there is a table.
#[component]
fn DropTable() -> impl IntoView {
    let i18n = use_i18n();
    let take = use_taker();
    let over = move |event: DragEvent| {
        if carries_files(event.data_transfer()) {
            event.prevent_default();
        }
    };
    let drop = move |event: DragEvent| {
        let files = dropped_files(event.data_transfer());
        if !files.is_empty() {
            event.prevent_default();
            take(files);
        }
    };
    view! {
        <div class="dropzone" on:dragover=over on:drop=drop>
            <Icon name="import" class="icon--lg" />
            <p class="dropzone__title">{t!(i18n, cleanup.fill_drop)}</p>
            <ChooseFile accept=TABLES is_primary=true on_choose=take>
                {t!(i18n, cleanup.fill_choose)}
            </ChooseFile>
            <p class="fine">{t!(i18n, cleanup.fill_kinds)}</p>
        </div>
    }
}

fn use_taker() -> impl Fn(Vec<File>) + Copy + Send + Sync + 'static {
    let completion = CleanUp::expect().completion;
    let language = Settings::expect().language;
    move |files: Vec<File>| {
        if let Some(file) = files.first() {
            completion.choose(file, language.get_untracked());
        }
    }
}

#[component]
fn InHand() -> impl IntoView {
    let i18n = use_i18n();
    let completion = CleanUp::expect().completion;
    let name = move || completion.file.with(|file| file.as_ref().map(|file| file.name.clone()));
    view! {
        <div class="row">
            <b>{name}</b>
            <ChooseFile accept=TABLES on_choose=use_taker()>
                {t!(i18n, cleanup.fill_other)}
            </ChooseFile>
            <Button kind=ButtonKind::Quiet on_press=move |()| completion.clear()>
                {t!(i18n, cleanup.fill_let_go)}
            </Button>
        </div>
        {move || {
            completion.inspection.get().map(|inspection| view! { <JoinPart inspection=inspection /> })
        }}
        <OutcomePart />
    }
}

/// What happened, what is safe, what to do.
#[component]
fn Problem(error: EngineError) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let texts = Memo::new(move |_| match &error {
        EngineError::BadFile(problem) => problem_texts(i18n, &formatter.get(), problem),
        other => (explain(other).get(language.get()).to_owned(), String::new()),
    });
    let nothing = say!(i18n, cleanup.fill_nothing_changed);
    let space = say!(i18n, import.sentence_space);
    let what = Signal::derive(move || texts.get().0);
    let safe = Signal::derive(move || format!("{}{}{}", nothing.get(), space.get(), texts.get().1));
    view! { <ErrorNote what_happened=what what_is_safe=safe /> }
}
