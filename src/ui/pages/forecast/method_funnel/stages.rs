//! The stages as bands, and as a table with the share that leads to each.

use super::super::ledger::SourceMarks;
use super::super::words::{NO_FIGURE, write_counts, write_heads, write_share, write_shares};
use super::reasons::why_heads;
use super::{name_of, share_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::funnel_bands::{StageBand, draw_funnel_bands, funnel_height_px};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::export_table::{ExportTableMenu, Ranged, plain, with_range};
use leptos::prelude::*;
use meadow_core::views::forecast::Spread;
use meadow_core::views::method_funnel::{MethodFunnelView, OwnStage};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use std::sync::Arc;

#[component]
pub fn Picture(#[prop(into)] view: Signal<Option<Arc<MethodFunnelView>>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let bands = Memo::new(move |_| {
        let f = formatter.get();
        view.with(|view| view.as_ref().map(|view| bands_of(&f, view)).unwrap_or_default())
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
    let n_stages = Memo::new(move |_| bands.with(Vec::len));
    move || {
        let n_stages = n_stages.get();
        let height_at = Callback::new(move |width| funnel_height_px(n_stages, width));
        (n_stages > 0).then(|| {
            view! {
                <ChartFrame label=label height_px=0.0 height_at=height_at draw=Callback::new(draw) />
            }
        })
    }
}

fn bands_of(f: &Formatter, view: &MethodFunnelView) -> Vec<StageBand> {
    view.stages.iter().filter_map(|stage| band_of(f, view, stage)).collect()
}

/// The stages that follow from the orders, as far as they are known.
pub fn later_bands(f: &Formatter, view: &MethodFunnelView) -> Vec<StageBand> {
    view.of_its_own().filter_map(|stage| band_of(f, view, stage)).collect()
}

fn band_of(f: &Formatter, view: &MethodFunnelView, stage: &OwnStage) -> Option<StageBand> {
    let i18n = use_i18n();
    let heads = stage.heads.as_ref()?;
    let goal = view.money.as_ref().filter(|money| money.at == stage.key).map(|money| {
        let n = f.fmt_int(money.goal.into());
        (f64::from(money.goal), t_string!(i18n, forecast.goal_n, n = n).to_string())
    });
    Some(StageBand {
        label: name_of(stage),
        low_90: heads.p05,
        high_90: heads.p95,
        low_50: heads.p25,
        high_50: heads.p75,
        median: heads.median,
        actual: None,
        threshold: goal,
        median_text: f.fmt_number(heads.median, 0),
        range_text: write_counts(f, heads),
    })
}

/// A row for every stage that is wanted, and the same as a file under the title.
pub fn stages(
    view: Memo<Option<Arc<MethodFunnelView>>>,
    title: Signal<String>,
    is_wanted: fn(&OwnStage) -> bool,
) -> AnyView {
    let is_there = Memo::new(move |_| view.with(Option::is_some));
    view! {
        {move || view.get().map(|view| table(&view, is_wanted))}
        <Show when=move || is_there.get()>
            <ExportTableMenu table=move || {
                let view = view.get()?;
                Some(stages_file(title.get(), &view, is_wanted))
            } />
        </Show>
    }
    .into_any()
}

fn stages_file(
    title: String,
    view: &MethodFunnelView,
    is_wanted: fn(&OwnStage) -> bool,
) -> ShownTable {
    let i18n = use_i18n();
    let wanted = view.stages.iter().filter(|stage| is_wanted(stage));
    let wanted: Vec<OwnStage> = wanted.cloned().collect();
    let heads = ("heads", t_string!(i18n, method_funnel.heads));
    let seated = ("heads_seated", t_string!(i18n, method_funnel.file_seated));
    let in_use = ("in_use", t_string!(i18n, forecast.in_use));
    let of = |heads: Option<Spread>| heads.as_ref().map_or(Ranged::UNKNOWN, Ranged::median);
    let table = TableOf::new(title).column(
        "stage",
        t_string!(i18n, method_funnel.stage),
        |stage: &OwnStage| name_of(stage),
    );
    let table = with_range(table, i18n, heads, plain, move |stage| of(stage.heads));
    let table = match wanted.iter().any(|stage| told_seated(stage).is_some()) {
        true => with_range(table, i18n, seated, plain, move |stage| of(told_seated(stage))),
        false => table,
    };
    let table = table.column("rate", t_string!(i18n, forecast.rate), |stage| {
        share_name(&stage.rate.of, &stage.rate.to)
    });
    with_range(table, i18n, in_use, plain, |stage| {
        let share = stage.rate.share;
        share.map_or(Ranged::UNKNOWN, |(middle, low, high)| Ranged { middle, low, high })
    })
    .rows(&wanted)
}

/// Those with a seat, where that says something: the room leaves out some who would order.
fn told_seated(stage: &OwnStage) -> Option<Spread> {
    stage.seated.filter(|seated| stage.heads.is_some_and(|all| *seated != all))
}

/// Call inside a view or signal.
fn table(view: &Arc<MethodFunnelView>, is_wanted: fn(&OwnStage) -> bool) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let row = |(place, stage): (usize, &OwnStage)| {
        let seated = told_seated(stage).map(|seated| {
            let heads = write_heads(&f, &seated);
            let text = t_string!(i18n, method_funnel.in_seats, heads = heads).to_string();
            view! { <small>{text}</small> }
        });
        let heads = match &stage.heads {
            Some(heads) => {
                let n = f.fmt_number(heads.median, 0);
                why_heads(view, place, format!("{n} ({})", write_counts(&f, heads)))
            }
            None => NO_FIGURE.into_any(),
        };
        let share = stage.rate.share.map_or(NO_FIGURE.to_owned(), |(mean, low, high)| {
            format!("{} ({})", write_share(&f, mean), write_shares(&f, low, high))
        });
        view! {
            <tr data-stage=stage.key.clone()>
                <th scope="row">{name_of(stage)}</th>
                <td class="num" data-label=t_string!(i18n, method_funnel.heads)>
                    {heads}
                    {seated}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.rate)>
                    <span>{share} <small>{share_name(&stage.rate.of, &stage.rate.to)}</small></span>
                </td>
                <td data-label=t_string!(i18n, forecast.rests_on)>
                    <SourceMarks sources=stage.rate.sources.clone() />
                </td>
            </tr>
        }
    };
    let rows = view.stages.iter().enumerate().filter(|(_, stage)| is_wanted(stage)).map(row);
    view! {
        <table class="table ledger" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, method_funnel.stage)}</th>
                    <th scope="col" class="num">{t!(i18n, method_funnel.heads)}</th>
                    <th scope="col" class="num">{t!(i18n, forecast.rate)}</th>
                    <th scope="col">{t!(i18n, forecast.rests_on)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
