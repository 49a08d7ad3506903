//! What everything promised may cost: the sentence, the distribution with the budget, the figures, a row
//! for each promise; or what has to be said first.

use super::super::whom::join;
use super::super::why::Reasons;
use super::super::words::{
    NO_FIGURE, stage_name, write_amount, write_amounts, write_chance, write_counts,
};
use super::files::offers_file;
use super::reasons::{CostFigure, explain_cost};
use super::words::{offer_name, open_term};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::histogram::{Histogram, Threshold, draw_histogram};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::prizes::{NoPrizes, OfferCost, PrizesView};
use std::sync::Arc;

const HEIGHT_PX: f64 = 190.0;

/// Why nothing can be said yet, and what would change that.
#[component]
pub fn NoPrizesNote(why: NoPrizes) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match &why {
        NoPrizes::NoOffer => t_string!(i18n, prizes.no_offer).to_owned(),
        NoPrizes::NobodyInvited => t_string!(i18n, prizes.nobody_invited).to_owned(),
        NoPrizes::RatesMissing(stages) => {
            let stages = join(stages.iter().map(|stage| stage_name(*stage)));
            t_string!(i18n, prizes.rates_missing, stages = stages).to_string()
        }
        NoPrizes::Open(open) => {
            let said = open.iter().map(|(kind, term)| {
                let (name, term) = (offer_name(*kind), open_term(*term));
                t_string!(i18n, prizes.open_one, offer = name, term = term).to_string()
            });
            t_string!(i18n, prizes.open, what = join(said)).to_string()
        }
    };
    view! {
        <div role="status" data-prizes="none">
            <Note tone=Tone::Warn>
                <p>{words}</p>
            </Note>
        </div>
    }
}

/// The finding as a title.
pub fn title(f: &Formatter, view: &PrizesView) -> String {
    let i18n = use_i18n();
    let cost = write_amount(f, view.cost.mean);
    match view.worst {
        Some(worst) => {
            let worst = write_amount(f, worst);
            t_string!(i18n, prizes.title_finding, cost = cost, worst = worst).to_string()
        }
        None => t_string!(i18n, prizes.title_no_worst, cost = cost).to_string(),
    }
}

/// The same in sentences.
fn finding(f: &Formatter, view: &PrizesView) -> String {
    let i18n = use_i18n();
    let mean = write_amount(f, view.cost.mean);
    let cost = if is_certain(view) {
        t_string!(i18n, prizes.finding_certain, cost = mean).to_string()
    } else {
        let (low, high) = (write_amount(f, view.cost.p05), write_amount(f, view.cost.p95));
        t_string!(i18n, prizes.finding, cost = mean, low = low, high = high).to_string()
    };
    let worst = match view.worst {
        Some(worst) => {
            t_string!(i18n, prizes.finding_worst, worst = write_amount(f, worst)).to_string()
        }
        None => t_string!(i18n, prizes.finding_no_worst).to_owned(),
    };
    [cost, worst].join(t_string!(i18n, forecast.sentence_gap))
}

fn is_certain(view: &PrizesView) -> bool {
    view.bins.iter().filter(|bin| bin.n_draws > 0).count() < 2
}

#[component]
pub fn Cost(view: Arc<PrizesView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    let sentence = Signal::derive(move || {
        let f = formatter.get();
        found.with_value(|view| finding(&f, view))
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        found.with_value(|view| {
            draw_histogram(&histogram_of(&f, view), size, &|value| write_amount(&f, value))
        })
    };
    let has_picture = found.with_value(|view| !is_certain(view));
    let picture = has_picture.then(|| {
        view! {
            <ChartFrame label=sentence height_px=HEIGHT_PX draw=Callback::new(draw)>
                {t!(i18n, prizes.picture)}
            </ChartFrame>
        }
    });
    view! {
        <Section id="h-prizes-cost" title=say!(i18n, prizes.cost)>
            <p>
                <b>{sentence}</b>
                " "
                {move || found.with_value(|view| budget_words(&formatter.get(), view))}
            </p>
            {move || found.with_value(|view| notes(&formatter.get(), view))}
            <div class="grid-2">{picture} {move || found.with_value(figures)}</div>
            {move || found.with_value(table)}
            <ExportTableMenu table=move || Some(found.with_value(|view| offers_file(view))) />
            <p class="fine">{move || found.with_value(|view| sample(&formatter.get(), view))}</p>
        </Section>
    }
}

fn histogram_of(f: &Formatter, view: &PrizesView) -> Histogram {
    let i18n = use_i18n();
    let Some(first) = view.bins.first() else { return Histogram::default() };
    Histogram {
        start: first.low,
        bar_width: first.high - first.low,
        n_per_bar: view.bins.iter().map(|bin| f64::from(bin.n_draws)).collect(),
        threshold: view.budget.map(|budget| Threshold {
            value: budget,
            name: t_string!(i18n, prizes.budget_line).to_owned(),
            bad_above: true,
        }),
        median: Some((view.cost.median, write_amount(f, view.cost.median))),
    }
}

fn budget_words(f: &Formatter, view: &PrizesView) -> String {
    let i18n = use_i18n();
    let Some((budget, (p, _))) = view.budget.zip(view.p_over) else {
        return t_string!(i18n, prizes.no_budget).to_owned();
    };
    let budget_written = write_amount(f, budget);
    let over = t_string!(i18n, prizes.over, budget = budget_written, chance = write_chance(f, p));
    let short = view.worst.filter(|worst| *worst > budget).map(|worst| {
        let amount = write_amount(f, worst - budget);
        t_string!(i18n, prizes.worst_over, amount = amount).to_string()
    });
    let said = std::iter::once(over.to_string()).chain(short).collect::<Vec<_>>();
    said.join(t_string!(i18n, forecast.sentence_gap))
}

/// The law's ceiling, and a promise without a limit.
fn notes(f: &Formatter, view: &PrizesView) -> AnyView {
    let i18n = use_i18n();
    let open = view.worst.is_none().then(|| {
        view! {
            <Note tone=Tone::Warn>
                <p>{t!(i18n, prizes.set_limit)}</p>
            </Note>
        }
    });
    let ceiling = view.ceiling.map(|ceiling| {
        let (most, dearest) = (write_amount(f, ceiling.ceiling), write_amount(f, ceiling.dearest));
        let said = match ceiling.is_over() {
            true => {
                t_string!(i18n, prizes.over_ceiling, dearest = dearest, most = most).to_string()
            }
            false => {
                t_string!(i18n, prizes.under_ceiling, dearest = dearest, most = most).to_string()
            }
        };
        let law = ceiling.is_usual.then(|| t_string!(i18n, prizes.usual_law));
        let law = law.unwrap_or_else(|| t_string!(i18n, prizes.own_law));
        if ceiling.is_over() {
            view! {
                <div data-ceiling="over">
                    <Note tone=Tone::Danger>
                        <p>{said} " " {law}</p>
                    </Note>
                </div>
            }
            .into_any()
        } else {
            view! { <p class="fine" data-ceiling="under">{said} " " {law}</p> }.into_any()
        }
    });
    view! {
        {open}
        {ceiling}
    }
    .into_any()
}

fn worst_written(f: &Formatter, worst: Option<f64>) -> String {
    let i18n = use_i18n();
    worst
        .map_or_else(|| t_string!(i18n, prizes.no_limit).to_owned(), |worst| write_amount(f, worst))
}

fn figures(view: &Arc<PrizesView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let mut rows = vec![
        (t_string!(i18n, prizes.worst), CostFigure::Worst, worst_written(&f, view.worst)),
        (t_string!(i18n, prizes.expected), CostFigure::Expected, write_amount(&f, view.cost.mean)),
        (t_string!(i18n, prizes.range), CostFigure::Range, write_amounts(&f, &view.cost)),
    ];
    if let Some((p, _)) = view.p_over {
        rows.push((t_string!(i18n, prizes.p_over), CostFigure::Over, write_chance(&f, p)));
    }
    let per_visit = view.cost_per_visit.map_or(NO_FIGURE.to_owned(), |cost| precise(&f, cost));
    rows.push((t_string!(i18n, prizes.per_visit), CostFigure::PerVisit, per_visit));
    if let Some(sharing) = &view.sharing {
        let brought = format!(
            "{} ({})",
            f.fmt_number(sharing.brought.mean, 0),
            write_counts(&f, &sharing.brought)
        );
        rows.push((t_string!(i18n, prizes.brought), CostFigure::Brought, brought));
    }
    let rows = rows.into_iter().map(|(name, figure, written)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{why(view, figure, written)}</dd>
            </div>
        }
    });
    view! {
        <dl class="kv" data-wide="">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}

/// Small sums keep their hundredths.
fn precise(f: &Formatter, amount: f64) -> String {
    if amount < 100.0 {
        f.fmt_money(meadow_core::domain::money::Money::from_major(amount))
    } else {
        write_amount(f, amount)
    }
}

fn why(view: &Arc<PrizesView>, figure: CostFigure, written: String) -> AnyView {
    let i18n = use_i18n();
    let (view, value) = (view.clone(), written.clone());
    let explain = move || explain_cost(&view, figure, value.clone());
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}

fn table(view: &Arc<PrizesView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let row = |(place, offer): (usize, &OfferCost)| {
        let at =
            offer.at.map_or_else(|| t_string!(i18n, prizes.heads_typed).to_owned(), stage_name);
        let worst = why(view, CostFigure::WorstOf(place), worst_written(&f, offer.worst));
        let expected = why(view, CostFigure::ExpectedOf(place), write_amount(&f, offer.cost.mean));
        view! {
            <tr data-cost=format!("{:?}", offer.kind)>
                <th scope="row">
                    <span>{offer_name(offer.kind)} <small>{at}</small></span>
                </th>
                <td class="num" data-label=t_string!(i18n, prizes.worst)>
                    {worst}
                </td>
                <td class="num" data-label=t_string!(i18n, prizes.expected)>
                    {expected}
                </td>
                <td class="num" data-label=t_string!(i18n, prizes.range)>
                    {write_amounts(&f, &offer.cost)}
                </td>
            </tr>
        }
    };
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, prizes.offer)}</th>
                    <th scope="col" class="num">{t!(i18n, prizes.worst)}</th>
                    <th scope="col" class="num">{t!(i18n, prizes.expected)}</th>
                    <th scope="col" class="num">{t!(i18n, prizes.range)}</th>
                </tr>
            </thead>
            <tbody>{view.offers.iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What the figures are drawn from, and what of it is the user's own bet.
fn sample(f: &Formatter, view: &PrizesView) -> String {
    let i18n = use_i18n();
    let visits =
        format!("{} ({})", f.fmt_number(view.visits.mean, 0), write_counts(f, &view.visits));
    let n = f.fmt_int(view.n_draws.into());
    let drawn = t_string!(i18n, prizes.sample, n = n, seed = view.seed, visits = visits);
    let assumed = (!view.assumed.is_empty()).then(|| {
        let stages = join(view.assumed.iter().map(|stage| stage_name(*stage)));
        t_string!(i18n, whom.rests_on_you, stages = stages).to_string()
    });
    let said = std::iter::once(drawn.to_string()).chain(assumed).collect::<Vec<_>>();
    said.join(t_string!(i18n, forecast.sentence_gap))
}
