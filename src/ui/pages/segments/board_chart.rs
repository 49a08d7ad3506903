//! The meadow board as a drawing at the container's real size: quarters with their counts, marks of
//! customers, rings around those close to a line, how people spread along each axis, and the two
//! lines. Readers get the same figures from the table below it.

use super::cut_line::{Cut, CutLine};
use super::legend::Legend;
use super::plot::Plot;
use crate::i18n::{t_string, use_i18n};
use crate::platform::observe::observe_size;
use crate::platform::site::{asset, link};
use crate::state::board::Board;
use crate::state::customer_table::{Listing, address};
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::no_invite_mark::no_invite_text;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::{html, svg};
use leptos_router::hooks::use_navigate;
use meadow_core::domain::class::Class;
use meadow_core::views::board::BoardMark;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// `choose` is called with a class whose quarter is pressed.
#[component]
pub fn BoardChart(board: Board, choose: Callback<Class>) -> impl IntoView {
    let i18n = use_i18n();
    let container = NodeRef::<html::Div>::new();
    let canvas = NodeRef::<svg::Svg>::new();
    let width = RwSignal::new(0.0);
    Effect::new(move |_| {
        if let Some(element) = container.get() {
            observe_size(&element, move |now, _| {
                // Below half a pixel nothing would be drawn differently.
                if width.try_get_untracked().is_some_and(|before| f64::abs(before - now) >= 0.5) {
                    width.set(now);
                }
            });
        }
    });
    let plot = Memo::new(move |_| Plot::of_width(width.get()));
    let pointed: RwSignal<Option<BoardMark>> = RwSignal::new(None);
    let place_of = move |event: &MouseEvent| {
        let canvas = canvas.get_untracked()?;
        let canvas: &Element = canvas.unchecked_ref();
        let place = canvas.get_bounding_client_rect();
        Some((
            f64::from(event.client_x()) - place.left(),
            f64::from(event.client_y()) - place.top(),
        ))
    };
    let mark_under = move |event: &MouseEvent| {
        let (x, y) = place_of(event)?;
        let view = board.view.answer.get_untracked()?;
        plot.get_untracked().mark_at(&view.marks, x, y).cloned()
    };
    let point = move |event: MouseEvent| {
        let mark = mark_under(&event);
        let id = |mark: &Option<BoardMark>| mark.as_ref().map(|mark| mark.id);
        if pointed.with_untracked(id) != id(&mark) {
            pointed.set(mark);
        }
    };
    let navigate = use_navigate();
    // A mark opens its customer, the ground around it the playbook of its class.
    let press = move |event: MouseEvent| {
        if let Some(mark) = mark_under(&event) {
            let listing = Listing { opened: Some(mark.id), ..Listing::of_class(mark.placed.class) };
            let path = format!("/customers?{}", address::write(&listing));
            return navigate(&path, Default::default());
        }
        let settings = board.settings.get_untracked();
        if let (Some((x, y)), Some(settings)) = (place_of(&event), settings) {
            let plot = plot.get_untracked();
            if x >= plot.left && x <= plot.right && y >= plot.top && y <= plot.bottom {
                choose.run(Class::from_axes(
                    plot.contribution_at(y) >= settings.contribution_cut,
                    plot.loyalty_at(x) >= settings.loyalty_cut,
                ));
            }
        }
    };
    view! {
        <figure class="figure board">
            <div class="chart-box" node_ref=container>
                <svg
                    class="chart board__svg"
                    node_ref=canvas
                    viewBox=move || {
                        let plot = plot.get();
                        format!("0 0 {:.1} {:.1}", plot.width.max(1.0), plot.height)
                    }
                    height=move || format!("{:.1}", plot.get().height)
                    role="group"
                    aria-label=move || t_string!(i18n, segments.chart)
                    data-pointed=move || pointed.with(Option::is_some).then_some("")
                    on:mousemove=point
                    on:mouseleave=move |_| pointed.set(None)
                    on:click=press
                >
                    {Class::ALL.map(|class| view! { <Quarter class=class board=board plot=plot /> })}
                    <Axes board=board plot=plot />
                    <Histograms board=board plot=plot />
                    <Marks board=board plot=plot />
                    {Class::ALL
                        .map(|class| view! { <QuarterLabel class=class board=board plot=plot /> })}
                    <CutLine cut=Cut::Contribution board=board plot=plot canvas=canvas />
                    <CutLine cut=Cut::Loyalty board=board plot=plot canvas=canvas />
                    <Pointed pointed=pointed plot=plot />
                </svg>
            </div>
            <Legend board=board plot=plot />
        </figure>
    }
}

/// The ground of one class, up to the lines.
#[component]
fn Quarter(class: Class, board: Board, plot: Memo<Plot>) -> impl IntoView {
    let area = move || {
        let plot = plot.get();
        let (contribution, loyalty) = board.settings.with(|settings| {
            settings.as_ref().map_or((60.0, 50.0), |s| (s.contribution_cut, s.loyalty_cut))
        });
        let (x1, x2) = match class.has_high_loyalty() {
            true => (plot.x(loyalty), plot.right),
            false => (plot.left, plot.x(loyalty)),
        };
        let (y1, y2) = match class.has_high_contribution() {
            true => (plot.top, plot.y(contribution)),
            false => (plot.y(contribution), plot.bottom),
        };
        [x1, y1, x2 - x1, y2 - y1].map(|length| format!("{:.1}", length.max(0.0)))
    };
    let side = move |at: usize| move || area()[at].clone();
    view! {
        <g data-class=class.slug()>
            <rect class="quad" x=side(0) y=side(1) width=side(2) height=side(3)></rect>
        </g>
    }
}

/// Insect, name, count and share of value in the class's own corner of the board.
#[component]
fn QuarterLabel(class: Class, board: Board, plot: Memo<Plot>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let name = class_plural(class);
    let is_right = class.has_high_loyalty();
    let bug_px = move || if plot.get().is_narrow { 24.0 } else { 30.0 };
    let bug_x = move || {
        let plot = plot.get();
        if is_right { plot.right - 8.0 - bug_px() } else { plot.left + 8.0 }
    };
    let text_x = move || if is_right { bug_x() - 8.0 } else { bug_x() + bug_px() + 8.0 };
    let base = move || {
        let plot = plot.get();
        if class.has_high_contribution() { plot.top + 22.0 } else { plot.bottom - 26.0 }
    };
    let count = move || {
        let n = board.view.get().map(|view| i64::from(view.counts.get(class)));
        let n = n.map(|n| formatter.get().fmt_int(n)).unwrap_or_default();
        format!("{} {n}", name.get())
    };
    let share = move || {
        let share = board.view.get().map_or(0.0, |view| view.value_shares[class as usize]);
        t_string!(i18n, segments.value_share, share = formatter.get().fmt_percent(share))
            .to_string()
    };
    let px = |value: f64| format!("{value:.1}");
    let (first, second) =
        if is_right { ("quadlab__n halo end", "halo end") } else { ("quadlab__n halo", "halo") };
    view! {
        <g class="quadlab" data-class=class.slug() aria-hidden="true">
            <use
                class="quad__bug"
                href=asset(&format!("icons.svg#i-{}", class.slug()))
                x=move || px(bug_x())
                y=move || px(base() - bug_px() / 2.0 + 3.0)
                width=move || px(bug_px())
                height=move || px(bug_px())
            ></use>
            <text class=first x=move || px(text_x()) y=move || px(base())>
                {count}
            </text>
            <text class=second x=move || px(text_x()) y=move || px(base() + 16.0)>
                {share}
            </text>
        </g>
    }
}

#[component]
fn Axes(board: Board, plot: Memo<Plot>) -> impl IntoView {
    let i18n = use_i18n();
    let px = |value: f64| format!("{value:.1}");
    // Where the cut-off writes its own number, a tick so close would run into it.
    let is_covered = move |score: f64| {
        let cut = board.settings.with(|s| s.as_ref().map_or(0.0, |s| s.loyalty_cut));
        plot.get().is_narrow && (score - cut).abs() < 9.0
    };
    let ticks = [0.0, 25.0, 50.0, 75.0, 100.0].map(|score| {
        view! {
            <text class="mid" x=move || px(plot.get().x(score)) y=move || px(plot.get().bottom + 18.0)>
                {move || (!is_covered(score)).then_some(score)}
            </text>
            <text class="end" x=move || px(plot.get().left - 10.0) y=move || px(plot.get().y(score) + 4.0)>
                {score}
            </text>
        }
    });
    view! {
        <g aria-hidden="true">
            {ticks.collect_view()}
            <text
                class="label-2 end"
                x=move || px(plot.get().right)
                y=move || px(plot.get().bottom + 34.0)
            >
                {move || t_string!(i18n, segments.loyalty_axis)}
            </text>
            // Above the bars where there are any.
            <text
                class="label-2"
                x=move || px(plot.get().left)
                y=move || px(if plot.get().is_narrow { plot.get().top - 8.0 } else { 10.0 })
            >
                {move || t_string!(i18n, segments.contribution_axis)}
            </text>
        </g>
    }
}

/// How customers spread along each axis; left out where there is no room.
#[component]
fn Histograms(board: Board, plot: Memo<Plot>) -> impl IntoView {
    let bars = move || {
        let plot = plot.get();
        let view = board.view.get().filter(|_| !plot.is_narrow)?;
        let bars = plot
            .loyalty_bars(&view.loyalty_histogram)
            .into_iter()
            .chain(plot.contribution_bars(&view.contribution_histogram))
            .filter(|(_, _, width, height)| *width > 0.05 && *height > 0.05)
            .map(|(x, y, width, height)| {
                let [x, y, width, height] = [x, y, width, height].map(|n| format!("{n:.1}"));
                view! { <rect class="bar--dim" x=x y=y width=width height=height></rect> }
            });
        Some(bars.collect_view())
    };
    view! { <g aria-hidden="true">{bars}</g> }
}

/// One path per class keeps four hundred marks as light as four.
#[component]
fn Marks(board: Board, plot: Memo<Plot>) -> impl IntoView {
    let class_path = move |class: Class| {
        move || board.view.get().map(|view| plot.get().marks_path(&view.marks, class))
    };
    let rings = move || board.view.get().map(|view| plot.get().rings_path(&view.marks));
    view! {
        <g aria-hidden="true">
            {Class::ALL
                .map(|class| {
                    view! {
                        <path class="mark dots" data-class=class.slug() d=class_path(class)></path>
                    }
                })
                .collect_view()}
            <path class="ring" d=rings></path>
        </g>
    }
}

/// The name and scores of the mark under the pointer.
#[component]
fn Pointed(pointed: RwSignal<Option<BoardMark>>, plot: Memo<Plot>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        pointed.get().map(|mark| {
            let (plot, f) = (plot.get(), formatter.get());
            let (x, y) = (plot.x(mark.loyalty), plot.y(mark.contribution));
            let is_right = x > (plot.left + plot.right) / 2.0;
            let is_high = y < plot.top + 44.0;
            let x_text = format!("{:.1}", if is_right { x - 12.0 } else { x + 12.0 });
            let y_text = if is_high { y + 22.0 } else { y - 20.0 };
            let scores = t_string!(
                i18n,
                segments.mark_scores,
                contribution = f.fmt_number(mark.contribution, 0),
                loyalty = f.fmt_number(mark.loyalty, 0)
            )
            .to_string();
            let obstacle = mark.obstacle.map(|obstacle| no_invite_text(i18n, obstacle));
            let scores = std::iter::once(scores).chain(obstacle).collect::<Vec<_>>().join(" · ");
            let side = if is_right { " end" } else { "" };
            view! {
                <g class="board__tip" aria-hidden="true">
                    <circle
                        class="ring"
                        cx=format!("{x:.1}")
                        cy=format!("{y:.1}")
                        r="9"
                    ></circle>
                    <text class=format!("label halo{side}") x=x_text.clone() y=format!("{y_text:.1}")>
                        {mark.name}
                    </text>
                    <text class=format!("halo{side}") x=x_text y=format!("{:.1}", y_text + 14.0)>
                        {scores}
                    </text>
                </g>
            }
        })
    }
}

/// The list of the customers close to a line.
pub fn borderline_list() -> String {
    use meadow_core::views::table::{Column, Filter, Test};
    let test = Test::ClassIs { classes: Vec::new(), expected: Some(false), borderline: Some(true) };
    let filters = vec![Filter { column: Column::Class, test }];
    link(&format!("/customers?{}", address::write(&Listing { filters, ..Listing::default() })))
}
