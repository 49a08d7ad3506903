//! Rows that a file could not bring in: choose the file, repair its rows, bring them in or give them
//! up.

use super::row_table::RowTable;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::save_file;
use crate::platform::locale::DateStyle;
use crate::state::clean_up::CleanUp;
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::{agree, both};
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_note::{ErrorNote, Note, Tone};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::skeleton::Loading;
use crate::ui::pages::import::wording::reason_name;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::DocumentId;
use meadow_core::export::csv;
use meadow_core::protocol::{Command, EngineError, GetQuarantine, Outcome, Thing};
use meadow_core::views::import::{FileProblem, ImportEntry};
use std::collections::BTreeSet;

/// Rows drawn at once: each cell is a field.
const N_SHOWN: u32 = 50;

/// Rows of an import that wait, for whatever reason.
pub fn n_waiting(entry: &ImportEntry) -> u32 {
    entry.waiting.iter().map(|(_, n)| n).sum()
}

#[component]
pub fn RowsTab(imports: Asked<Vec<ImportEntry>>) -> impl IntoView {
    let i18n = use_i18n();
    let repairs = CleanUp::expect().repairs;
    let waiting = Memo::new(move |_| {
        let imports = imports.get()?;
        let waiting = imports.iter().filter(|entry| n_waiting(entry) > 0).cloned();
        Some(waiting.collect::<Vec<_>>())
    });
    let import = Memo::new(move |_| {
        let waiting = waiting.get()?;
        let chosen = repairs.chosen.get();
        let chosen = waiting.iter().find(|entry| Some(entry.id) == chosen);
        chosen.or(waiting.first()).map(|entry| entry.id)
    });
    let is_empty = Memo::new(move |_| waiting.with(|waiting| waiting.as_ref().map(Vec::is_empty)));
    view! {
        {move || match is_empty.get() {
            None => view! { <Loading /> }.into_any(),
            Some(true) => {
                view! {
                    <EmptyState
                        title=say!(i18n, cleanup.no_rows_title)
                        text=say!(i18n, cleanup.no_rows_text)
                    >
                        <LinkButton path="/import" icon="import">
                            {t!(i18n, customers.bring_file)}
                        </LinkButton>
                    </EmptyState>
                }
                    .into_any()
            }
            Some(false) => {
                view! {
                    <div class="stack">
                        <ImportChoice waiting=waiting import=import />
                        {move || import.get().map(|import| view! { <Rows import=import /> })}
                    </div>
                }
                    .into_any()
            }
        }}
    }
}

/// Which file, and how many of its rows wait for which reason.
#[component]
fn ImportChoice(
    waiting: Memo<Option<Vec<ImportEntry>>>,
    import: Memo<Option<DocumentId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let repairs = CleanUp::expect().repairs;
    let value = RwSignal::new(String::new());
    Effect::new(move |_| {
        value.set(import.get().map(|id| id.0.to_string()).unwrap_or_default());
    });
    let choices = Signal::derive(move || {
        let f = formatter.get();
        let name = |entry: &ImportEntry| {
            let n = f.fmt_int(i64::from(n_waiting(entry)));
            let date = f.fmt_date(entry.day.0, DateStyle::Short);
            let file = entry.file_name.as_str();
            agree(
                &t_string!(i18n, cleanup.file_choice, file = file, date = date, n = n).to_string(),
            )
        };
        let choice = |entry: &ImportEntry| Choice::new(entry.id.0.to_string(), name(entry));
        waiting.with(|waiting| waiting.iter().flatten().map(choice).collect::<Vec<_>>())
    });
    let choose = move |value: String| {
        if let Ok(id) = value.parse() {
            repairs.choose(DocumentId(id));
        }
    };
    let entry = Memo::new(move |_| {
        let id = import.get()?;
        waiting.with(|waiting| waiting.iter().flatten().find(|entry| entry.id == id).cloned())
    });
    let reasons = move || {
        let f = formatter.get();
        let entry = entry.get()?;
        let lines = entry.waiting.iter().map(|(reason, n)| {
            let (n, reason) = (f.fmt_int(i64::from(*n)), reason_name(i18n, reason));
            view! {
                <li>
                    <b>{n}</b>
                    " "
                    {reason}
                </li>
            }
        });
        Some(lines.collect_view())
    };
    let not_kept = move || {
        let n = entry.get().map_or(0, |entry| entry.n_not_kept);
        (n > 0).then(|| {
            let n = formatter.get().fmt_int(n as i64);
            let text = agree(&t_string!(i18n, cleanup.not_kept, n = n).to_string());
            view! {
                <Note tone=Tone::Warn>
                    <p>{text}</p>
                </Note>
            }
        })
    };
    view! {
        <div class="waiting">
            <SelectField
                label=say!(i18n, cleanup.file)
                choices=choices
                value=value
                on_choose=choose
            />
            <ul class="waiting__reasons" aria-label=move || t_string!(i18n, cleanup.by_reason)>
                {reasons}
            </ul>
        </div>
        {not_kept}
    }
}

#[component]
fn Rows(import: DocumentId) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let repairs = CleanUp::expect().repairs;
    let offset = RwSignal::new(0u32);
    let page = workspace
        .asked(move || Some(GetQuarantine { import, offset: offset.get(), limit: N_SHOWN }));
    // Fewer rows than before: back to the last that there are.
    Effect::new(move |_| {
        let n_rows = page.get().map_or(0, |page| page.n_rows);
        if n_rows > 0 && offset.get() >= n_rows {
            offset.set((n_rows - 1) / N_SHOWN * N_SHOWN);
        }
    });
    let n_edited = Memo::new(move |_| repairs.n_edited(import));
    let n_selected = Memo::new(move |_| repairs.selected.with(BTreeSet::len));
    let is_busy = RwSignal::new(false);
    // Not one row came in.
    let is_refused = RwSignal::new(false);

    let repair = move |()| {
        let Some(n_columns) = page.get().map(|page| page.headers.len()) else { return };
        let rows = repairs.repaired(import, n_columns);
        if rows.is_empty() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        is_refused.set(false);
        spawn_local(async move {
            let command = Command::RepairRows { import, rows: rows.clone() };
            let result = workspace.run(command).await;
            let _ = is_busy.try_set(false);
            match result {
                Ok(outcome) => {
                    let (n_wrong, has_changed) = match outcome {
                        Outcome::Imported(report) => (
                            report.n_rejected()
                                + report.n_orders_rejected()
                                + report.n_rows_with_gaps,
                            report.n_customers_updated + report.n_orders_changed > 0,
                        ),
                        _ => (0, true),
                    };
                    let n_in = (rows.len() as u64).saturating_sub(n_wrong);
                    // Rows that are still wrong are stored as they were typed.
                    repairs.close(import, rows.iter().map(|row| row.row));
                    if n_in == 0 && !has_changed {
                        let _ = is_refused.try_set(true);
                        return;
                    }
                    let f = formatter.get_untracked();
                    let (n, left) = (f.fmt_int(n_in as i64), f.fmt_int(n_wrong as i64));
                    let what = match n_wrong {
                        0 => say_now!(i18n, cleanup.came_in, n = n.as_str()),
                        _ if n_in == 0 => {
                            say_now!(i18n, cleanup.kept_partly, left = left.as_str())
                        }
                        _ => {
                            let (n, left) = (n.as_str(), left.as_str());
                            say_now!(i18n, cleanup.came_in_partly, n = n, left = left)
                        }
                    };
                    offers.offer(agree(&what));
                }
                Err(EngineError::BadFile(FileProblem::AllRowsRejected { report })) => {
                    repairs.keep_refusals(import, &rows, &report);
                    let _ = is_refused.try_set(true);
                }
                Err(error) => {
                    offers.say(&explain(&error));
                    if error == (EngineError::NotFound { what: Thing::Row })
                        && let Err(error) = repairs.forget_gone(import).await
                    {
                        offers.say(&explain(&error));
                    }
                }
            }
        });
    };
    let give_up = move |()| {
        let rows: Vec<u64> =
            repairs.selected.with_untracked(|selected| selected.iter().copied().collect());
        let n = formatter.get_untracked().fmt_int(rows.len() as i64);
        let what = agree(&say_now!(i18n, cleanup.given_up, n = n.as_str()));
        is_busy.set(true);
        spawn_local(async move {
            let command = Command::DiscardRows { import, rows: rows.clone() };
            let result = workspace.run(command).await;
            let _ = is_busy.try_set(false);
            match result {
                Ok(_) => {
                    repairs.selected.set(BTreeSet::new());
                    repairs.close(import, rows);
                    offers.offer(what);
                }
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let download = move |()| {
        let holds = say_now!(i18n, cleanup.rows_file);
        spawn_local(async move {
            let page = match repairs.all_rows(import).await {
                Ok(page) => page,
                Err(error) => return offers.say(&explain(&error)),
            };
            let typed = page
                .rows
                .iter()
                .map(|row| repairs.typed(import, row.row).unwrap_or_else(|| row.cells.clone()));
            let rows: Vec<Vec<String>> =
                std::iter::once(page.headers.clone()).chain(typed).collect();
            let subject = page.file_name.rsplit_once('.').map_or("", |(name, _)| name);
            let file =
                csv::rows(subject, &holds, rows.iter().map(|row| row.iter().map(String::as_str)));
            if !save_file(&file.name, &file.media_type, &file.bytes) {
                offers.say(&both!(errors.file_not_taken));
            }
        });
    };

    let n_rows = Memo::new(move |_| page.get().map_or(0, |page| page.n_rows));
    let range = move || {
        let f = formatter.get();
        let (from, all) = (offset.get(), n_rows.get());
        let shown = page.get().map_or(0, |page| page.rows.len() as u32);
        t_string!(
            i18n,
            cleanup.rows_shown,
            range = f.fmt_range(f64::from(from + 1), f64::from(from + shown)),
            all = f.fmt_int(i64::from(all))
        )
        .to_string()
    };
    let counts = move || {
        let f = formatter.get();
        let edited = t_string!(i18n, cleanup.n_edited, n = f.fmt_int(n_edited.get() as i64));
        agree(&edited.to_string())
    };
    let error = move || {
        page.error.get().map(|error| {
            let what = Signal::derive(move || explain(&error).get(language.get()).to_owned());
            view! { <ErrorNote what_happened=what what_is_safe=say!(i18n, customers.data_safe) /> }
        })
    };
    let has_pages = move || n_rows.get() > N_SHOWN;
    view! {
        <p class="fine">{t!(i18n, cleanup.rows_hint)}</p>
        {error}
        <Show when=move || is_refused.get()>
            <ErrorNote
                what_happened=say!(i18n, cleanup.none_came_in)
                what_is_safe=say!(i18n, cleanup.edits_kept)
            />
        </Show>
        <RowTable import=import page=page />
        <Show when=has_pages>
            <nav class="row" aria-label=move || t_string!(i18n, cleanup.pages)>
                <Button
                    size="sm"
                    icon="left"
                    disabled=Signal::derive(move || offset.get() == 0)
                    on_press=move |()| offset.update(|at| *at = at.saturating_sub(N_SHOWN))
                >
                    {t!(i18n, cleanup.page_before)}
                </Button>
                <span role="status">{range}</span>
                <Button
                    size="sm"
                    icon="right"
                    disabled=Signal::derive(move || offset.get() + N_SHOWN >= n_rows.get())
                    on_press=move |()| offset.update(|at| *at += N_SHOWN)
                >
                    {t!(i18n, cleanup.page_after)}
                </Button>
            </nav>
        </Show>
        <div class="repair__foot">
            <p role="status">{counts}</p>
            <div class="row">
                <Button
                    kind=ButtonKind::Primary
                    icon="import"
                    busy=is_busy
                    disabled=Signal::derive(move || n_edited.get() == 0)
                    on_press=repair
                >
                    {t!(i18n, cleanup.bring_in)}
                </Button>
                <Button
                    kind=ButtonKind::Danger
                    icon="trash"
                    busy=is_busy
                    disabled=Signal::derive(move || n_selected.get() == 0)
                    on_press=give_up
                >
                    {move || {
                        let n = formatter.get().fmt_int(n_selected.get() as i64);
                        t_string!(i18n, cleanup.give_up, n = n).to_string()
                    }}
                </Button>
                <Button icon="export" on_press=download>
                    {t!(i18n, cleanup.download)}
                </Button>
            </div>
        </div>
    }
}
