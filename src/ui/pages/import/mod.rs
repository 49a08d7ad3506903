//! Bringing in a file: choose it, say what its columns are, see what would come of it, do it.

mod check;
mod columns;
mod drop_zone;
mod finished;
mod roles;
mod room;
mod sources;
mod summary;
pub mod wording;

use self::check::{CheckPart, Tally};
use self::columns::ColumnsPart;
use self::drop_zone::{ChooseFile, DropVeil, DropZone};
use self::finished::FinishedPart;
use self::room::RoomNote;
use self::summary::SummaryPart;
use self::wording::problem_texts;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::PluralCategory;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::state::page::{Crumb, declare_page};
use crate::state::settings::Settings;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::words::agree;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::icon::Icon;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::shell::navigation::focus_heading_if_lost;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use meadow_core::protocol::EngineError;
use meadow_core::views::import::{FileProblem, ImportReport};
use std::sync::Arc;

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    File,
    Columns,
    Done,
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
    }
}

/// The page says what it found.
fn use_title(session: ImportSession) -> Signal<String> {
    let i18n = use_i18n();
    let formatter = use_formatter();
    Signal::derive(move || {
        let f = formatter.get();
        let found = |report: &ImportReport| {
            let (n_new, n_updated) = (report.n_customers_new, report.n_customers_updated);
            let people = |n: u32| {
                let one = f.plural(n.into()) == PluralCategory::One;
                let n = f.fmt_int(n.into());
                if one {
                    t_string!(i18n, import.one_new, n = n).to_string()
                } else {
                    t_string!(i18n, import.many_new, n = n).to_string()
                }
            };
            let n_orders = i64::from(report.n_orders);
            let orders = match f.plural(n_orders) {
                PluralCategory::One => {
                    t_string!(i18n, import.one_order, n = f.fmt_int(n_orders)).to_string()
                }
                PluralCategory::Other => {
                    t_string!(i18n, import.many_orders, n = f.fmt_int(n_orders)).to_string()
                }
            };
            let updated = t_string!(i18n, import.known_updated, n = f.fmt_int(n_updated.into()));
            let parts = [
                (n_new > 0).then(|| people(n_new)),
                (n_updated > 0).then(|| updated.to_string()),
                (n_orders > 0).then_some(orders),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            match parts.as_slice() {
                [] if report.n_rows > 0 && report.n_rejected() >= report.n_rows => {
                    t_string!(i18n, import.found_unusable).to_owned()
                }
                [] => t_string!(i18n, import.found_nothing).to_owned(),
                parts => parts.join(t_string!(i18n, import.list_comma)),
            }
        };
        if let Some(finished) = session.finished.get() {
            let found = found(&finished.report);
            return match finished.is_undone {
                true => t_string!(i18n, import.title_undone).to_owned(),
                false => t_string!(i18n, import.title_done, found = found).to_string(),
            };
        }
        match session.preview.get() {
            Some(report) => found(&report),
            None => t_string!(i18n, import.title).to_owned(),
        }
    })
}

/// The file's name and facts.
fn use_file_line(session: ImportSession) -> Signal<Option<String>> {
    let i18n = use_i18n();
    let formatter = use_formatter();
    Signal::derive(move || {
        let f = formatter.get();
        if let Some(finished) = session.finished.get() {
            return Some(finished.file_name);
        }
        let file = session.file.get()?;
        let size = f.fmt_bytes(file.n_bytes);
        let Some(inspection) = session.inspection.get() else {
            return Some(format!("{} · {size}", file.name));
        };
        let rows = f.fmt_int(inspection.n_rows_estimated as i64);
        let rows = if inspection.whole {
            agree(&t_string!(i18n, import.n_rows, n = rows).to_string())
        } else {
            t_string!(i18n, import.about_n_rows, n = rows).to_string()
        };
        let n_columns = inspection.columns.len() as i64;
        let columns = match f.plural(n_columns) {
            PluralCategory::One => t_string!(i18n, import.one_column).to_owned(),
            PluralCategory::Other => {
                t_string!(i18n, import.n_columns, n = f.fmt_int(n_columns)).to_string()
            }
        };
        Some(format!("{} · {rows} · {columns} · {size}", file.name))
    })
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

/// No file yet, one being looked at, or one that cannot come in.
#[component]
fn FileStep() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let commands = ShellCommands::expect();
    let is_looking =
        move || session.file.with(Option::is_some) && session.problem.with(Option::is_none);
    view! {
        {move || {
            session.problem.get().map(|error| view! { <WholeFileProblem error=error /> })
        }}
        {move || {
            if is_looking() {
                view! {
                    <p role="status">{t!(i18n, import.looking)}</p>
                    <Skeleton />
                }
                    .into_any()
            } else {
                view! {
                    <DropZone />
                    <section class="import-help">
                        <h2>{t!(i18n, import.what_can_be_in)}</h2>
                        <ul class="plain">
                            <li>{t!(i18n, import.can_customers)}</li>
                            <li>{t!(i18n, import.can_orders)}</li>
                            <li>{t!(i18n, import.can_both)}</li>
                        </ul>
                        <p class="fine">{t!(i18n, import.stays_here)}</p>
                        <div class="row">
                            <Button
                                kind=ButtonKind::Quiet
                                on_press=move |()| commands.send(ShellCommand::OpenSample)
                            >
                                {t!(i18n, import.open_sample)}
                            </Button>
                        </div>
                    </section>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn ColumnsStep() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    view! {
        <div class="split split--main">
            <div class="stack stack--8">
                {move || {
                    session
                        .inspection
                        .get()
                        .map(|inspection| view! { <ColumnsPart inspection=inspection /> })
                }}
                <CheckPart />
            </div>
            <aside
                class="split__aside--sticky stack"
                aria-label=move || t_string!(i18n, import.after_import)
            >
                <RoomNote />
                <SummaryPart />
                <div class="row">
                    <ChooseFile label=move || view! { {t!(i18n, import.other_file)} } />
                    <Button kind=ButtonKind::Quiet on_press=move |()| session.start_over()>
                        {t!(i18n, common.cancel)}
                    </Button>
                </div>
            </aside>
        </div>
    }
}

/// What happened, what is safe, what to do.
#[component]
fn WholeFileProblem(error: EngineError) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let session = ImportSession::expect();
    let report = match &error {
        EngineError::BadFile(FileProblem::AllRowsRejected { report }) => {
            Some(Arc::new(report.as_ref().clone()))
        }
        _ => None,
    };
    let can_retry = !matches!(error, EngineError::BadFile(_));
    let file_name = session.file.with_untracked(|file| file.as_ref().map(|f| f.name.clone()));
    let texts = Memo::new(move |_| match &error {
        EngineError::BadFile(problem) => problem_texts(i18n, &formatter.get(), problem),
        other => (explain(other).get(language.get()).to_owned(), String::new()),
    });
    let what = Signal::derive(move || {
        let what = texts.get().0;
        match &file_name {
            Some(name) => {
                t_string!(i18n, import.about_file, file = name.clone(), what = what).to_string()
            }
            None => what,
        }
    });
    let safe = Signal::derive(move || {
        let advice = texts.get().1;
        let nothing = t_string!(i18n, import.nothing_changed);
        format!("{nothing}{}{advice}", t_string!(i18n, import.sentence_space))
    });
    view! {
        <ErrorNote what_happened=what what_is_safe=safe>
            {can_retry
                .then(|| {
                    view! {
                        <Button on_press=move |()| session.look(None)>
                            {t!(i18n, common.retry)}
                        </Button>
                    }
                })}
        </ErrorNote>
        {report.map(|report| view! { <Tally report=report /> })}
    }
}
