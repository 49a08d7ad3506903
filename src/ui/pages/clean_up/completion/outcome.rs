//! What would come of a table, counted and by example, and doing it.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::clean_up::CleanUp;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::pages::customers::bulk_edit::wording::change_lines;
use crate::ui::wizards::{say, say_now, say_some};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::GetColumns;
use meadow_core::views::completion::CompletionReport;
use std::sync::Arc;

#[component]
pub fn OutcomePart() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let completion = CleanUp::expect().completion;
    let offers = UndoOffers::expect();
    let n_changed = Memo::new(move |_| {
        completion.preview.with(|report| report.as_ref().map_or(0, |report| report.n_changed))
    });
    let has_fills = Memo::new(move |_| {
        completion.mapping.with(|mapping| mapping.as_ref().is_some_and(|m| !m.fills.is_empty()))
    });
    let complete = move |()| {
        spawn_local(async move {
            match completion.complete().await {
                Ok(report) => {
                    let n = formatter.get_untracked().fmt_int(i64::from(report.n_changed));
                    offers.offer(agree(&say_now!(i18n, cleanup.fill_done, n = n.as_str())));
                }
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let content = move || match completion.preview.get() {
        Some(report) => view! { <Counts report=report /> }.into_any(),
        None if !has_fills.get() => {
            view! { <p role="status">{t!(i18n, cleanup.fill_nothing_chosen)}</p> }.into_any()
        }
        None if completion.is_counting.get() => view! {
            <p role="status">{t!(i18n, cleanup.fill_counting)}</p>
            <Loading />
        }
        .into_any(),
        None => ().into_any(),
    };
    let label = move || {
        let n = formatter.get().fmt_int(i64::from(n_changed.get()));
        agree(&t_string!(i18n, cleanup.fill_do, n = n).to_string())
    };
    let cannot = Signal::derive(move || n_changed.get() == 0 || completion.is_counting.get());
    view! {
        <Section
            id="fill-result"
            title=say!(i18n, cleanup.fill_result)
            note=say_some!(i18n, cleanup.fill_not_yet)
        >
            {content}
            <div class="row">
                <Button
                    kind=ButtonKind::Primary
                    icon="check"
                    busy=completion.is_completing
                    disabled=cannot
                    on_press=complete
                >
                    {label}
                </Button>
            </div>
        </Section>
    }
}

#[component]
fn Counts(report: Arc<CompletionReport>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let counts = [
        ("new", say!(i18n, cleanup.fill_n_changed), report.n_changed),
        ("upd", say!(i18n, cleanup.fill_n_matched), report.n_matched),
        ("same", say!(i18n, cleanup.fill_n_without_row), report.n_without_row),
        ("same", say!(i18n, cleanup.fill_n_without_value), report.n_without_value),
        ("err", say!(i18n, cleanup.fill_n_doubtful), report.n_doubtful),
    ];
    let items = counts.into_iter().enumerate().filter(|(at, (.., n))| *n > 0 || *at < 2).map(
        move |(_, (kind, name, n))| {
            view! {
                <div data-k=kind>
                    <dt>{name}</dt>
                    <dd>{move || formatter.get().fmt_int(i64::from(n))}</dd>
                </div>
            }
        },
    );
    let told = report.clone();
    let lines = move || {
        let f = formatter.get();
        let comma = t_string!(i18n, customers.list_comma);
        let more = |list: Vec<String>, n: u32| {
            let n_more = (n as usize).saturating_sub(list.len());
            let list = list.join(comma);
            if n_more == 0 {
                return list;
            }
            let n = f.fmt_int(n_more as i64);
            t_string!(i18n, cleanup.fill_and_more, list = list, n = n).to_string()
        };
        let mut lines = Vec::new();
        if told.n_without_row > 0 {
            let value = |(value, n): &(String, u32)| {
                let n = f.fmt_int(i64::from(*n));
                t_string!(i18n, cleanup.fill_value_n, value = value.as_str(), n = n).to_string()
            };
            let list: Vec<String> = told.values_without_row.iter().map(value).collect();
            let list = list.join(comma);
            lines.push(t_string!(i18n, cleanup.fill_values_without, list = list).to_string());
        }
        if told.n_doubtful > 0 {
            let list = told.doubtful.join(comma);
            lines.push(t_string!(i18n, cleanup.fill_doubtful, list = list).to_string());
        }
        if told.n_keys_twice > 0 {
            let list = more(told.keys_twice.clone(), told.n_keys_twice);
            lines.push(t_string!(i18n, cleanup.fill_twice, list = list).to_string());
        }
        if told.n_keys_unused > 0 {
            let list = more(told.keys_unused.clone(), told.n_keys_unused);
            lines.push(t_string!(i18n, cleanup.fill_unused, list = list).to_string());
        }
        if told.n_rows_unusable > 0 {
            let n = f.fmt_int(i64::from(told.n_rows_unusable));
            let text = t_string!(i18n, cleanup.fill_rows_unusable, n = n).to_string();
            lines.push(agree(&text));
        }
        for (column, n) in &told.n_cells_dropped {
            let n = f.fmt_int(i64::from(*n));
            let text = t_string!(i18n, cleanup.fill_dropped, column = column.as_str(), n = n);
            lines.push(agree(&text.to_string()));
        }
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        <div class="tally" role="status">
            <dl class="tally__list">{items.collect_view()}</dl>
        </div>
        <ul class="plain fine">{lines}</ul>
        <Examples report=report />
    }
}

/// The first customers of whom something changes.
#[component]
fn Examples(report: Arc<CompletionReport>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let columns = Workspace::expect().asked(|| Some(GetColumns {}));
    (!report.examples.is_empty()).then(|| {
        let examples = move || {
            let f = formatter.get();
            let known = columns.get();
            let known = known.as_ref().map_or(&[][..], |known| known.as_slice());
            let example = |example: &meadow_core::views::bulk::BulkExample| {
                let lines = change_lines(i18n, &f, known, &[], &example.changes).into_iter();
                let name = match example.name.as_str() {
                    "" => t_string!(i18n, customers.no_name).to_owned(),
                    name => name.to_owned(),
                };
                view! {
                    <li>
                        <b>{name}</b>
                        {lines.map(|line| view! { <span>{line}</span> }).collect_view()}
                    </li>
                }
            };
            report.examples.iter().map(example).collect_view()
        };
        view! {
            <div
                class="well preview"
                role="group"
                aria-label=move || t_string!(i18n, cleanup.fill_examples)
            >
                <ul class="plain preview__examples">{examples}</ul>
            </div>
        }
    })
}
