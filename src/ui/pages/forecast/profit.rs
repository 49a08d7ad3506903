//! What is left on the day: the histogram with its losses, and the figures beside it.

use super::money_basis::rests_on;
use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::{NO_FIGURE, write_amount, write_chance, write_money};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::histogram::{Histogram, Threshold, draw_histogram};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::forecast::{AmountBin, ForecastView};
use std::sync::Arc;

const HEIGHT_PX: f64 = 190.0;

#[component]
pub fn Profit() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let finding = Signal::derive(move || {
        let f = formatter.get();
        shown.view.with(|view| {
            view.as_ref().map_or_else(String::new, |view| {
                t_string!(
                    i18n,
                    forecast.profit_finding,
                    median = write_amount(&f, view.profit.median),
                    low = write_amount(&f, view.profit.p05),
                    high = write_amount(&f, view.profit.p95)
                )
                .to_string()
            })
        })
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        shown.view.with(|view| {
            view.as_ref().map_or_else(Vec::new, |view| {
                let histogram = profit_histogram(&f, &view.profit_bins, view.profit.median);
                draw_histogram(&histogram, size, &|value| write_amount(&f, value))
            })
        })
    };
    view! {
        <section class="section" aria-labelledby="h-profit">
            <div class="section__head">
                <h2 id="h-profit">{t!(i18n, forecast.profit)}</h2>
                <p class="section__note">{t!(i18n, forecast.profit_note)}</p>
            </div>
            <div class="grid-2">
                <ChartFrame label=finding height_px=HEIGHT_PX draw=Callback::new(draw)>
                    <b>{finding}</b>
                    " "
                    {t!(i18n, forecast.profit_caption)}
                </ChartFrame>
                {move || shown.view.get().map(|view| figures(&view))}
            </div>
            {move || shown.view.get().and_then(|view| rests_on(&view))}
        </section>
    }
}

fn figures(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let count = |n: Option<u32>| {
        n.map_or_else(|| t_string!(i18n, forecast.never).to_owned(), |n| f.fmt_int(n.into()))
    };
    // A closed form, which waits for no run.
    let margin = Shown::expect().forecast.scenario.with(|scenario| {
        scenario.as_ref().map_or(NO_FIGURE.to_owned(), |scenario| {
            let event = scenario.resulting_event();
            write_amount(&f, event.revenue_per_order.middle().major() * event.margin)
        })
    });
    let mut rows = vec![
        (say!(i18n, forecast.chance_of_profit), Figure::PProfit, write_chance(&f, view.p_profit)),
        (say!(i18n, forecast.expected_profit), Figure::Profit, write_money(&f, &view.profit)),
        (say!(i18n, forecast.revenue), Figure::Revenue, write_money(&f, &view.revenue)),
        (say!(i18n, forecast.cost), Figure::Cost, write_money(&f, &view.cost)),
        (say!(i18n, forecast.margin_per_order), Figure::Margin, margin),
        (
            say!(i18n, forecast.break_even_orders),
            Figure::BreakEvenOrders,
            count(view.break_even_orders),
        ),
        (
            say!(i18n, forecast.break_even_heads),
            Figure::BreakEvenHeads,
            count(view.break_even_heads),
        ),
    ];
    if let Some(seated) = view.seated {
        // Beside the profit that serves whoever comes.
        let written = write_money(&f, &seated.profit);
        rows.insert(2, (say!(i18n, forecast.profit_seated), Figure::ProfitSeated, written));
    }
    let rows = rows.into_iter().map(|(label, figure, value)| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>
                    <Why figure=figure>{value}</Why>
                </dd>
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

/// The profit of simulated events, losses told apart.
pub fn profit_histogram(f: &Formatter, bins: &[AmountBin], median: f64) -> Histogram {
    let i18n = use_i18n();
    let Some(AmountBin { low, high, .. }) = bins.first().copied() else {
        return Histogram::default();
    };
    let has_losses = low < 0.0;
    Histogram {
        start: low,
        bar_width: high - low,
        n_per_bar: bins.iter().map(|bin| f64::from(bin.n_draws)).collect(),
        threshold: has_losses.then(|| Threshold {
            value: 0.0,
            name: t_string!(i18n, forecast.break_even).to_owned(),
            bad_above: false,
        }),
        median: Some((median, write_amount(f, median))),
    }
}
