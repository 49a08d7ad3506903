//! The funnel of the whole audience as bands.

use super::method_funnel::{LaterStages, OwnFunnel, later_bands};
use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::{stage_name, write_chance, write_counts, write_heads};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::funnel_bands::{StageBand, draw_funnel_bands, funnel_height_px};
use crate::ui::charts::svg_backend::ChartSize;
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::forecast::{ForecastView, Spread};
use meadow_core::views::method_funnel::MethodFunnelView;
use std::sync::Arc;

#[component]
pub fn Funnel() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let own = OwnFunnel::expect().view;
    // What follows from the orders, as far as they and it are known.
    let later = Memo::new(move |_| {
        let knows_orders = shown
            .view
            .with(|view| view.as_ref().is_some_and(|view| view.is_known(FunnelStage::Ordered)));
        let f = formatter.get();
        let bands = |view: &Arc<MethodFunnelView>| later_bands(&f, view);
        own.with(|own| own.as_ref().filter(|_| knows_orders).map(bands).unwrap_or_default())
    });
    let bands = Memo::new(move |_| {
        let bands = shown.view.with(|view| view.as_ref().map(|view| bands_of(view)));
        bands.map_or_else(Vec::new, |bands| bands.into_iter().chain(later.get()).collect())
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        bands.with(|bands| draw_funnel_bands(bands, size, &|n| f.fmt_number(n, 0)))
    };
    let label = Signal::derive(move || {
        bands.with(|bands| {
            let stages = bands
                .iter()
                .map(|band| format!("{} {} ({})", band.label, band.median_text, band.range_text));
            stages.collect::<Vec<_>>().join(t_string!(i18n, forecast.list_comma))
        })
    });
    let n_bands = Memo::new(move |_| {
        let n_of_event = shown.view.with(|view| {
            view.as_ref().map_or(FunnelStage::ALL.len(), |view| known_stages(view).count())
        });
        n_of_event + later.with(Vec::len)
    });
    let height_at = Callback::new(move |width| funnel_height_px(n_bands.get(), width));
    view! {
        <section class="section" aria-labelledby="h-funnel">
            <div class="section__head">
                <h2 id="h-funnel">{t!(i18n, forecast.funnel)}</h2>
                <ul class="legend">
                    <li>
                        <span class="swatch" data-kind="band"></span>
                        {t!(i18n, forecast.legend_band)}
                    </li>
                    <li>
                        <span class="swatch" data-kind="mid"></span>
                        {t!(i18n, forecast.legend_median)}
                    </li>
                    <li>
                        <span class="swatch" data-kind="threshold"></span>
                        {t!(i18n, forecast.legend_limit)}
                    </li>
                </ul>
            </div>
            <Show
                when=move || n_bands.get() != 0
                fallback=move || view! { <p class="muted">{t!(i18n, forecast.funnel_not_shown)}</p> }
            >
                <ChartFrame label=label height_px=0.0 height_at=height_at draw=Callback::new(draw) />
                {move || shown.view.get().map(|view| room(&view))}
            </Show>
            <LaterStages />
        </section>
    }
}

/// Whether the room is too small or too empty, and the figures to open.
fn room(view: &ForecastView) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let finding = match (view.seats, view.p_overflow) {
        _ if !view.is_known(FunnelStage::Attended) => ().into_any(),
        (Some(seats), Some(p)) => {
            let seats = f.fmt_int(seats.into());
            let chance = write_chance(&f, p);
            let overflow = t_string!(i18n, forecast.overflow, chance = chance).to_string();
            let seated = view.seated.map(|seated| {
                let orders = write_heads(&f, &seated.ordered);
                let text = t_string!(i18n, forecast.ordered_seated, orders = orders).to_string();
                view! {
                    " "
                    <Why figure=Figure::OrderedSeated>{text}</Why>
                }
            });
            view! {
                <b>
                    <Why figure=Figure::Overflow>{overflow}</Why>
                </b>
                " "
                {t_string!(i18n, forecast.overflow_seats, seats = seats).to_string()}
                {seated}
            }
            .into_any()
        }
        _ => view! { <b>{t!(i18n, forecast.no_seats)}</b> }.into_any(),
    };
    let figures = known_stages(view).map(|stage| {
        let spread = spread_of(view, stage);
        let text = format!("{} {}", stage_name(stage), f.fmt_number(spread.median, 0));
        view! {
            <Why figure=Figure::Stage(stage)>{text}</Why>
            " "
        }
    });
    view! {
        <p class="figcap">{finding} " " {t!(i18n, forecast.shared_day)}</p>
        <p class="fine">{t!(i18n, forecast.open_figures)} " " {figures.collect_view()}</p>
    }
    .into_any()
}

/// The stages whose figures rest on something.
fn known_stages(view: &ForecastView) -> impl Iterator<Item = FunnelStage> {
    FunnelStage::ALL.into_iter().filter(move |stage| view.is_known(*stage))
}

pub fn spread_of(view: &ForecastView, stage: FunnelStage) -> &Spread {
    match stage {
        FunnelStage::Registered => &view.registered,
        FunnelStage::Attended => &view.attended,
        FunnelStage::Ordered => &view.ordered,
    }
}

fn bands_of(view: &ForecastView) -> Vec<StageBand> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let band = |stage| {
        let spread = spread_of(view, stage);
        let threshold = match stage {
            FunnelStage::Registered => None,
            FunnelStage::Attended => view.seats.map(|n| {
                let text = t_string!(i18n, forecast.n_seats, n = f.fmt_int(n.into())).to_string();
                (f64::from(n), text)
            }),
            FunnelStage::Ordered => {
                let goal = view.needed.goal_orders;
                let n = f.fmt_int(goal.into());
                let text = match view.break_even_orders {
                    Some(even) => {
                        let even = f.fmt_int(even.into());
                        t_string!(i18n, forecast.goal_and_break_even, n = n, even = even)
                            .to_string()
                    }
                    None => t_string!(i18n, forecast.goal_n, n = n).to_string(),
                };
                Some((f64::from(goal), text))
            }
        };
        StageBand {
            label: stage_name(stage),
            low_90: spread.p05,
            high_90: spread.p95,
            low_50: spread.p25,
            high_50: spread.p75,
            median: spread.median,
            actual: None,
            threshold,
            median_text: f.fmt_number(spread.median, 0),
            range_text: write_counts(&f, spread),
        }
    };
    known_stages(view).map(band).collect()
}
