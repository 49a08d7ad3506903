//! People by two of the measures, each as the number of their cluster, and the centres over them. The
//! tables have the same in figures.

use super::Search;
use super::words::{measure_name, sentence, value_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::cluster::{ClustersView, FoundClusters, MeasureScale};

/// The picture's inner size, in its own units.
const WIDTH: f64 = 440.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 62.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 38.0;

#[component]
pub fn PicturePart(search: Search) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let measures = Memo::new(move |_| search.chosen.get().basis.measures().to_vec());
    let choices = Signal::derive(move || {
        let named = measures.get().into_iter();
        named.map(|one| Choice::new(one.slug(), measure_name(i18n, one))).collect::<Vec<_>>()
    });
    let (across, up) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // The first and the last measure, until somebody chooses others; a lost one is replaced.
    Effect::new(move |_| {
        let known = measures.get();
        let keep = |axis: RwSignal<String>, usual: Option<&str>| {
            let is_known = axis.with_untracked(|slug| known.iter().any(|one| one.slug() == slug));
            if let Some(usual) = usual.filter(|_| !is_known) {
                axis.set(usual.to_owned());
            }
        };
        keep(across, known.first().map(|one| one.slug()));
        keep(up, known.last().map(|one| one.slug()));
    });
    let picture = move || {
        let f = formatter.get();
        let place = |axis: RwSignal<String>, view: &ClustersView| {
            axis.with(|slug| view.scales.iter().position(|scale| scale.measure.slug() == slug))
        };
        search.found(|view, found| {
            let (x, y) = (place(across, view)?, place(up, view)?);
            Some(draw(i18n, &f, view, found, (x, y)))
        })
    };
    let shown = move || {
        let f = formatter.get();
        search.found(|view, found| {
            let (shown, all) = (found.marks.len() as u32, view.n_clustered);
            (shown < all).then(|| {
                let n = |n: u32| f.fmt_int(i64::from(n));
                t_string!(i18n, clusters.some_shown, n = n(shown), all = n(all)).to_string()
            })
        })
    };
    view! {
        <Section id="cluster-picture" title=say!(i18n, clusters.picture)>
            <div class="between">
                <SelectField label=say!(i18n, clusters.across) choices=choices value=across />
                <SelectField label=say!(i18n, clusters.up) choices=choices value=up />
            </div>
            <figure class="figure">
                {move || picture().flatten()}
                <figcaption class="figcap">
                    {t!(i18n, clusters.caption)} " " {move || shown().flatten()}
                </figcaption>
            </figure>
        </Section>
    }
}

/// An axis: from deviations to the picture's units.
struct Axis<'a> {
    at: usize,
    scale: &'a MeasureScale,
    low: f64,
    high: f64,
}

impl<'a> Axis<'a> {
    fn of(view: &'a ClustersView, found: &FoundClusters, at: usize) -> Option<Self> {
        let shown = found.marks.iter().map(|mark| &mark.deviations);
        let all = shown.chain(found.rows.iter().map(|row| &row.deviations));
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for z in all.filter_map(|own| own.get(at)) {
            (low, high) = (low.min(*z), high.max(*z));
        }
        let room = 0.04 * (high - low).max(1.0);
        Some(Self { at, scale: view.scales.get(at)?, low: low - room, high: high + room })
    }

    /// 0 at the low end, 1 at the high one.
    fn part(&self, z: f64) -> f64 {
        ((z - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    fn part_of(&self, deviations: &[f64]) -> f64 {
        self.part(deviations.get(self.at).copied().unwrap_or(0.0))
    }
}

fn x_at(part: f64) -> f64 {
    LEFT + part * (WIDTH - LEFT - RIGHT)
}

fn y_at(part: f64) -> f64 {
    HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)
}

fn draw(
    i18n: Texts,
    f: &Formatter,
    view: &ClustersView,
    found: &FoundClusters,
    (across, up): (usize, usize),
) -> Option<impl IntoView + use<>> {
    let (across, up) = (Axis::of(view, found, across)?, Axis::of(view, found, up)?);
    let px = |value: f64| format!("{value:.1}");
    let place =
        |deviations: &[f64]| (x_at(across.part_of(deviations)), y_at(up.part_of(deviations)));
    let marks = found.marks.iter().map(|mark| {
        let (x, y) = place(&mark.deviations);
        let number = u32::from(mark.cluster) + 1;
        view! { <text class="cluster-mark" data-cluster=number x=px(x) y=px(y + 3.0)>{number}</text> }
    });
    let centres = found.rows.iter().zip(1..).map(|(row, number)| {
        let (x, y) = place(&row.deviations);
        view! {
            <g class="cluster-centre" data-cluster=number>
                <circle cx=px(x) cy=px(y) r="9"></circle>
                <text x=px(x) y=px(y + 4.0)>{number}</text>
            </g>
        }
    });
    let write = |axis: &Axis<'_>, value: f64| value_text(i18n, f, axis.scale.measure, value);
    let ticks_across = across.scale.ticks.iter().map(|(z, value)| {
        let x = px(x_at(across.part(*z)));
        view! { <text class="mid" x=x y=px(HEIGHT - BOTTOM + 15.0)>{write(&across, *value)}</text> }
    });
    let ticks_up = up.scale.ticks.iter().map(|(z, value)| {
        let y = px(y_at(up.part(*z)) + 4.0);
        view! { <text class="end" x=px(LEFT - 6.0) y=y>{write(&up, *value)}</text> }
    });
    let said: Vec<String> = found
        .rows
        .iter()
        .zip(1..)
        .map(|(row, number)| {
            let name = t_string!(i18n, clusters.name, n = number).to_string();
            format!("{name}: {}", sentence(i18n, row))
        })
        .collect();
    Some(view! {
        <svg
            class="chart cluster-picture"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            role="img"
            aria-label=said.join(" ")
        >
            <line
                class="axis"
                x1=px(LEFT)
                x2=px(WIDTH - RIGHT)
                y1=px(HEIGHT - BOTTOM)
                y2=px(HEIGHT - BOTTOM)
            ></line>
            <line class="axis" x1=px(LEFT) x2=px(LEFT) y1=px(TOP) y2=px(HEIGHT - BOTTOM)></line>
            {ticks_across.collect_view()}
            {ticks_up.collect_view()}
            <text class="label-2 end" x=px(WIDTH - RIGHT) y=px(HEIGHT - 6.0)>
                {measure_name(i18n, across.scale.measure)} " →"
            </text>
            <text class="label-2" x="0" y="11">
                "↑ " {measure_name(i18n, up.scale.measure)}
            </text>
            {marks.collect_view()}
            {centres.collect_view()}
        </svg>
    })
}
