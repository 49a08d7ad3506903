//! What would become of the file, counted: who is new, what is left out and why.

use super::changed_orders::ChangedOrders;
use super::date_orders::DateOrders;
use super::joined_names::JoinedNames;
use super::shared_numbers::SharedNumbers;
use super::wording::{
    Texts, doubt_text, dropped_text, other_currency_text, problem_texts, reason_name,
};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::{ErrorNote, Note, Tone};
use crate::ui::components::section::Section;
use leptos::prelude::*;
use meadow_core::protocol::EngineError;
use meadow_core::views::import::{FileProblem, ImportReport, RejectCount, RejectedRow};
use std::sync::Arc;

/// Rows shown of one reason.
const N_EXAMPLES: usize = 5;
/// Where a table without people fills in what is missing of them.
const FILL_IN: &str = "/customers/clean-up/complete";

#[component]
pub fn CheckPart() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let title = Signal::derive(move || t_string!(i18n, import.check).to_owned());
    let note = Signal::derive(move || Some(t_string!(i18n, import.nothing_changed_yet).to_owned()));
    let content = move || {
        if let Some(error) = session.mapping_problem.get() {
            return view! { <MappingProblem error=error /> }.into_any();
        }
        match session.preview.get() {
            Some(report) => view! { <Tally report=report is_preview=true /> }.into_any(),
            None => view! {
                <div class="skeleton" role="status" aria-label=move || t_string!(i18n, import.counting)>
                    <span></span>
                    <span></span>
                    <span></span>
                </div>
            }
            .into_any(),
        }
    };
    view! {
        <Section id="check" title=title note=note>
            {content}
        </Section>
    }
}

/// The roles cannot stay as they are.
#[component]
fn MappingProblem(error: EngineError) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    match error {
        EngineError::BadFile(problem) => {
            let is_nobody = problem == FileProblem::NobodyNamed;
            let texts = Memo::new(move |_| problem_texts(i18n, &formatter.get(), &problem));
            view! {
                <Note tone=Tone::Warn>
                    <p role="alert">
                        <b>{move || texts.get().0}</b>
                    </p>
                    <p>{move || texts.get().1}</p>
                    {is_nobody
                        .then(|| {
                            view! {
                                <p>{t!(i18n, import.fill_instead)}</p>
                                <LinkButton path=FILL_IN icon="ledger" size="sm">
                                    {t!(i18n, import.fill_from_table)}
                                </LinkButton>
                            }
                        })}
                </Note>
            }
            .into_any()
        }
        error => {
            let what = Signal::derive(move || explain(&error).get(language.get()).to_owned());
            let safe = Signal::derive(move || t_string!(i18n, import.nothing_changed).to_owned());
            view! { <ErrorNote what_happened=what what_is_safe=safe /> }.into_any()
        }
    }
}

/// The counts, and the rows left out.
#[component]
pub fn Tally(
    report: Arc<ImportReport>,
    /// The rows are in, not only counted.
    #[prop(optional)]
    is_done: bool,
    /// The file can still be read otherwise.
    #[prop(optional)]
    is_preview: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let may_be_known = report.n_doubtful > 0;
    let n_not_compared = report.n_not_compared;
    let n_by_day = report.n_orders_by_day;
    let n_settled = report.n_rows_settled;
    let n_rejected = report.n_rejected();
    let n_orders_rejected = report.n_orders_rejected();
    let n_rows = report.n_rows;
    let counts: Vec<(&str, Signal<String>, u64)> = vec![
        (
            "new",
            label(i18n, |i18n| t_string!(i18n, import.n_new).to_owned()),
            report.n_customers_new.into(),
        ),
        (
            "dup",
            label(i18n, |i18n| t_string!(i18n, import.n_doubtful).to_owned()),
            report.n_doubtful.into(),
        ),
        (
            "dup",
            label(i18n, |i18n| t_string!(i18n, import.n_joined).to_owned()),
            report.n_joined.into(),
        ),
        (
            "upd",
            label(i18n, |i18n| t_string!(i18n, import.n_updated).to_owned()),
            report.n_customers_updated.into(),
        ),
        (
            "same",
            label(i18n, |i18n| t_string!(i18n, import.n_unchanged).to_owned()),
            report.n_customers_unchanged.into(),
        ),
        (
            "new",
            label(i18n, |i18n| t_string!(i18n, import.n_orders).to_owned()),
            report.n_orders.into(),
        ),
        (
            "new",
            label(i18n, |i18n| t_string!(i18n, import.n_lines).to_owned()),
            report.n_order_lines.into(),
        ),
        (
            "upd",
            label(i18n, |i18n| t_string!(i18n, import.n_orders_changed).to_owned()),
            report.n_orders_changed.into(),
        ),
        (
            "upd",
            label(i18n, |i18n| t_string!(i18n, import.n_orders_numbered).to_owned()),
            report.n_orders_numbered.into(),
        ),
        (
            "same",
            label(i18n, |i18n| t_string!(i18n, import.n_known).to_owned()),
            report.n_orders_known.into(),
        ),
        (
            "same",
            label(i18n, |i18n| t_string!(i18n, import.n_orders_left).to_owned()),
            report.n_orders_left.into(),
        ),
        (
            "same",
            label(i18n, |i18n| t_string!(i18n, import.n_closed).to_owned()),
            report.n_orders_closed.into(),
        ),
        (
            "new",
            label(i18n, |i18n| t_string!(i18n, import.n_products).to_owned()),
            report.n_products_new.into(),
        ),
        (
            "new",
            label(i18n, |i18n| t_string!(i18n, import.n_fields).to_owned()),
            report.n_fields_new.into(),
        ),
        (
            "err",
            label(i18n, |i18n| t_string!(i18n, import.n_orders_rejected).to_owned()),
            n_orders_rejected,
        ),
        (
            if n_rejected > 0 { "err" } else { "same" },
            label(i18n, |i18n| t_string!(i18n, import.n_rejected).to_owned()),
            n_rejected,
        ),
    ];
    // Who is new and what is left out is worth saying also when it is nobody and nothing.
    let last = counts.len() - 1;
    let items = counts
        .into_iter()
        .enumerate()
        .filter(|(at, (.., n))| *n > 0 || *at == 0 || *at == last)
        .map(|(_, (kind, name, n))| {
            view! {
                <div data-k=kind>
                    <dt>{name}</dt>
                    <dd>{move || formatter.get().fmt_int(n as i64)}</dd>
                </div>
            }
        })
        .collect_view();
    // A sum far from what the shop takes shows what no count does, such as totals that are added up.
    let orders_sum = report.orders_sum;
    let sum = (report.n_orders > 0).then(|| {
        view! {
            <div data-k="same" data-sum="orders">
                <dt>{t!(i18n, import.orders_sum)}</dt>
                <dd>{move || formatter.get().fmt_money_exact(orders_sum)}</dd>
            </div>
        }
    });
    let bar_label = move || {
        let f = formatter.get();
        t_string!(
            i18n,
            import.bar_label,
            kept = f.fmt_int((n_rows - n_rejected.min(n_rows)) as i64),
            all = f.fmt_int(n_rows as i64)
        )
        .to_string()
    };
    let kept = if n_rows > 0 { 100.0 * (1.0 - n_rejected as f64 / n_rows as f64) } else { 0.0 };
    let dropped = report.n_cells_dropped.clone();
    let examples = report.cells_dropped.clone();
    let doubts = report.doubts.clone();
    let other_currencies = report.other_currencies.clone();
    view! {
        <div class="tally">
            {(n_rejected > 0).then(|| view! {
            <svg class="tally__bar" width="100%" height="18" role="img" aria-label=bar_label>
                <rect data-k="upd" x="0" width=format!("{kept:.2}%") height="18"></rect>
                <rect
                    data-k="err"
                    x=format!("{kept:.2}%")
                    width=format!("{:.2}%", 100.0 - kept)
                    height="18"
                ></rect>
            </svg>
            })}
            <dl class="tally__list">{items} {sum}</dl>
        </div>
        <DateOrders report=&report is_preview=is_preview />
        <ChangedOrders report=&report />
        <JoinedNames report=&report is_done=is_done />
        <SharedNumbers report=&report />
        {(!doubts.is_empty())
            .then(|| {
                let lines = doubts
                    .into_iter()
                    .map(|count| {
                        let text = move || doubt_text(i18n, &formatter.get(), &count);
                        view! { <li>{text}</li> }
                    })
                    .collect_view();
                view! {
                    <Note tone=Tone::Warn>
                        <p>{t!(i18n, import.doubts_title)}</p>
                        <ul class="plain">{lines}</ul>
                        {may_be_known.then(|| view! { <WayToDuplicates is_done=is_done /> })}
                    </Note>
                }
            })}
        {(!other_currencies.is_empty())
            .then(|| {
                let lines = other_currencies
                    .into_iter()
                    .map(|told| {
                        let text = move || other_currency_text(i18n, &formatter.get(), &told);
                        view! { <li>{text}</li> }
                    })
                    .collect_view();
                view! {
                    <Note tone=Tone::Warn>
                        <p>{t!(i18n, import.currencies_head)}</p>
                        <ul class="plain">{lines}</ul>
                    </Note>
                }
            })}
        {(n_by_day > 0)
            .then(|| {
                let text = move || {
                    let n = formatter.get().fmt_int(n_by_day.into());
                    t_string!(i18n, import.orders_by_day, n = n).to_string()
                };
                view! {
                    <Note>
                        <p>{text}</p>
                    </Note>
                }
            })}
        {(n_not_compared > 0)
            .then(|| {
                let text = move || {
                    let n = formatter.get().fmt_int(n_not_compared.into());
                    t_string!(i18n, import.not_compared, n = n).to_string()
                };
                view! {
                    <Note>
                        <p>{text}</p>
                        <WayToDuplicates is_done=is_done />
                    </Note>
                }
            })}
        {(!dropped.is_empty())
            .then(|| {
                let lines = dropped
                    .into_iter()
                    .map(|(column, n)| {
                        let own: Vec<RejectedRow> = examples
                            .iter()
                            .filter(|(of, _)| *of == column)
                            .map(|(_, example)| example.clone())
                            .collect();
                        let text = move || dropped_text(i18n, &formatter.get(), &column, n, &own);
                        view! { <li>{text}</li> }
                    })
                    .collect_view();
                view! {
                    <Note>
                        <p>{t!(i18n, import.cells_dropped_title)}</p>
                        <ul class="plain">{lines}</ul>
                    </Note>
                }
            })}
        {(n_rejected > 0)
            .then(|| {
                let title = label(i18n, |i18n| t_string!(i18n, import.left_out).to_owned());
                view! { <RejectedRows title=title rejected=report.rejected.clone() /> }
            })}
        {(n_orders_rejected > 0)
            .then(|| {
                let title = label(i18n, |i18n| t_string!(i18n, import.order_left_out).to_owned());
                view! { <RejectedRows title=title rejected=report.orders_rejected.clone() /> }
            })}
        {(n_rejected + n_orders_rejected > 0)
            .then(|| view! { <p class="fine">{t!(i18n, import.left_out_hint)}</p> })}
        {(n_settled > 0)
            .then(|| {
                let text = move || {
                    let n = formatter.get().fmt_int(n_settled as i64);
                    agree(&t_string!(i18n, import.rows_settled, n = n).to_string())
                };
                view! { <p data-rows="settled">{text}</p> }
            })}
    }
}

/// Those who may be known already are compared elsewhere, once they are in.
#[component]
fn WayToDuplicates(is_done: bool) -> impl IntoView {
    let i18n = use_i18n();
    if is_done {
        view! {
            <LinkButton path="/customers/clean-up/duplicates" icon="merge" size="sm">
                {t!(i18n, import.see_duplicates)}
            </LinkButton>
        }
        .into_any()
    } else {
        view! { <p>{t!(i18n, import.duplicates_later)}</p> }.into_any()
    }
}

/// Row by row, as a spreadsheet numbers them.
#[component]
fn RejectedRows(title: Signal<String>, rejected: Vec<RejectCount>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let n_rows: u64 = rejected.iter().map(|count| count.n_rows).sum();
    let n_text = move || {
        agree(
            &t_string!(i18n, import.n_rows, n = formatter.get().fmt_int(n_rows as i64)).to_string(),
        )
    };
    let groups = rejected
        .into_iter()
        .map(|count| {
            let n_more = count.n_rows.saturating_sub(N_EXAMPLES as u64);
            let reason = StoredValue::new(count.reason);
            let name = move || reason.with_value(|reason| reason_name(i18n, reason));
            let rows = count
                .examples
                .into_iter()
                .take(N_EXAMPLES)
                .map(|example| {
                    view! {
                        <tr>
                            <th scope="row" data-label=move || t_string!(i18n, import.row)>
                                {move || formatter.get().fmt_int(example.row as i64)}
                            </th>
                            <td data-label=move || t_string!(i18n, import.what_is_wrong)>{name}</td>
                            <td data-label=move || t_string!(i18n, import.value) class="sample">
                                {example.value}
                            </td>
                        </tr>
                    }
                })
                .collect_view();
            let more = (n_more > 0).then(|| {
                let text = move || {
                    let n = formatter.get().fmt_int(n_more as i64);
                    t_string!(i18n, import.more_of_reason, n = n, reason = name()).to_string()
                };
                view! {
                    <tr>
                        <td colspan="3" class="fine">{text}</td>
                    </tr>
                }
            });
            view! {
                {rows}
                {more}
            }
        })
        .collect_view();
    view! {
        <h3>
            {title}
            " "
            <span class="muted">{n_text}</span>
        </h3>
        <table class="table rejected" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, import.row)}</th>
                    <th scope="col">{t!(i18n, import.what_is_wrong)}</th>
                    <th scope="col">{t!(i18n, import.value)}</th>
                </tr>
            </thead>
            <tbody>{groups}</tbody>
        </table>
    }
}

fn label(i18n: Texts, text: fn(Texts) -> String) -> Signal<String> {
    Signal::derive(move || text(i18n))
}
