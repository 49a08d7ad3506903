//! Bringing in a file: choose it, say what its columns are, see what would come of it, do it.

mod certainty;
mod changed_orders;
mod check;
mod check_wording;
mod column_dates;
mod column_details;
mod column_quality;
mod column_row;
mod column_rules;
mod columns;
mod consent_part;
mod date_orders;
mod drop_zone;
mod file_step;
mod finished;
mod headline;
mod joined_names;
mod kept_profiles;
mod paste;
mod preview_rows;
mod profile_parts;
mod queue_list;
mod reading;
mod reading_fields;
mod reading_words;
mod role_field;
mod roles;
mod room;
mod rule_wording;
mod shared_numbers;
mod sheet_choices;
mod sources;
mod summary;
mod update_rules;
pub mod wording;

use self::check::CheckPart;
use self::column_dates::provide_last_set;
use self::columns::{ColumnsPart, provide_column_state};
use self::consent_part::ConsentPart;
use self::drop_zone::{ChooseFile, DropVeil};
use self::file_step::FileStep;
use self::finished::FinishedPart;
use self::headline::{use_file_line, use_title};
use self::paste::PasteAnywhere;
use self::profile_parts::{RememberFields, SourceNote};
use self::queue_list::QueuePart;
use self::reading::ReadingPart;
use self::room::RoomNote;
use self::summary::SummaryPart;
use self::update_rules::RulesPart;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::import_session::ImportSession;
use crate::state::page::{Crumb, declare_page};
use crate::state::settings::Settings;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::icon::Icon;
use crate::ui::components::page_head::PageHead;
use crate::ui::shell::navigation::focus_heading_if_lost;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use meadow_core::domain::workspace::{WorkspaceKind, first_name};

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    File,
    Columns,
    Done,
}

/// What is brought into the sample stands among people who do not exist.
#[component]
fn InSample(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let shell = ShellCommands::expect();
    let summary = Workspace::expect().summary();
    let is_sample = Memo::new(move |_| {
        let is_sample =
            summary.with(|s| s.as_ref().is_some_and(|s| s.kind == WorkspaceKind::Sample));
        is_sample && step.get() != Step::Done
    });
    let language = Settings::expect().language;
    let make = move |()| {
        let name = first_name().get(language.get_untracked()).to_owned();
        shell.send(ShellCommand::CreateWorkspace { name });
    };
    view! {
        <Show when=move || is_sample.get()>
            <Note tone=Tone::Warn>
                <p>{t!(i18n, import.in_sample)}</p>
                <Button size="sm" on_press=make>
                    {t!(i18n, import.own_workspace)}
                </Button>
            </Note>
        </Show>
    }
}

#[component]
pub fn ImportPage() -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || t_string!(i18n, shell.import).to_owned());
    let customers = Signal::derive(move || t_string!(i18n, shell.customers).to_owned());
    declare_page(name, vec![Crumb { name: customers, path: "/customers".to_owned() }]);
    let session = ImportSession::expect();
    let step = Memo::new(move |_| {
        if session.finished.with(Option::is_some) {
            Step::Done
        } else if session.inspection.with(Option::is_some) && session.problem.with(Option::is_none)
        {
            Step::Columns
        } else {
            Step::File
        }
    });
    Effect::new(move |before: Option<Step>| {
        let now = step.get();
        if before.is_some_and(|before| before != now) {
            focus_heading_if_lost();
        }
        now
    });
    let title = use_title(session);
    let over = use_file_line(session);
    view! {
        <PageHead title=title over=over>
            <Steps step=step />
        </PageHead>
        <InSample step=step />
        {move || match step.get() {
            Step::File => view! { <FileStep /> }.into_any(),
            Step::Columns => view! { <ColumnsStep /> }.into_any(),
            Step::Done => {
                session
                    .finished
                    .get()
                    .map(|finished| view! { <FinishedPart finished=finished /> })
                    .into_any()
            }
        }}
        <DropVeil />
        <PasteAnywhere is_wanted=Signal::derive(move || step.get() != Step::Columns) />
    }
}

#[component]
fn Steps(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let done = || view! { <Icon name="check" class="icon--sm" /> };
    let is_at = move |own: Step| (step.get() == own).then_some("step");
    let go = |id: &'static str| {
        move |event: MouseEvent| {
            event.prevent_default();
            if let Some(part) = document().get_element_by_id(id) {
                part.scroll_into_view();
            }
        }
    };
    let is_columns = move || step.get() == Step::Columns;
    view! {
        <ol class="steps" aria-label=move || t_string!(i18n, import.steps)>
            <li aria-current=move || is_at(Step::File)>
                <Show when=move || step.get() != Step::File>{done}</Show>
                <span>{t!(i18n, import.step_file)}</span>
            </li>
            <li aria-current=move || is_at(Step::Columns)>
                <Show when=move || step.get() == Step::Done>{done}</Show>
                <Show
                    when=is_columns
                    fallback=move || view! { <span>{t!(i18n, import.columns)}</span> }
                >
                    <a href="#columns" on:click=go("columns")>
                        {t!(i18n, import.columns)}
                    </a>
                </Show>
            </li>
            <li>
                <Show when=move || step.get() == Step::Done>{done}</Show>
                <Show
                    when=is_columns
                    fallback=move || view! { <span>{t!(i18n, import.check)}</span> }
                >
                    <a href="#check" on:click=go("check")>
                        {t!(i18n, import.check)}
                    </a>
                </Show>
            </li>
            <li aria-current=move || is_at(Step::Done)>
                <span>{t!(i18n, import.step_done)}</span>
            </li>
        </ol>
    }
}

#[component]
fn ColumnsStep() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    provide_last_set();
    provide_column_state(session);
    let others_wait = Memo::new(move |_| session.n_waiting() > 0);
    let importing = Memo::new(move |_| session.import_pace.with(Option::is_some));
    view! {
        <div class="split split--main">
            <div class="stack stack--8">
                <QueuePart />
                <SourceNote />
                <ReadingPart />
                {move || {
                    session
                        .inspection
                        .get()
                        .map(|inspection| view! { <ColumnsPart inspection=inspection /> })
                }}
                <RulesPart />
                <ConsentPart />
                <CheckPart />
            </div>
            <aside
                class="split__aside--sticky stack"
                aria-label=move || t_string!(i18n, import.after_import)
            >
                <RoomNote />
                <SummaryPart />
                <RememberFields />
                <div class="row">
                    <Show when=move || others_wait.get()>
                        <Button disabled=importing on_press=move |()| session.leave_out()>
                            {t!(i18n, import.leave_file_out)}
                        </Button>
                    </Show>
                    <ChooseFile label=move || {
                        view! {
                            {move || match others_wait.get() {
                                true => t_string!(i18n, import.more_files),
                                false => t_string!(i18n, import.other_file),
                            }}
                        }
                    } />
                    <Button kind=ButtonKind::Quiet on_press=move |()| session.start_over()>
                        {t!(i18n, common.cancel)}
                    </Button>
                </div>
            </aside>
        </div>
    }
}
