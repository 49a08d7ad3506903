//! Movement as a picture: where people were on the left, where they are on the right, bands between
//! as wide as the people in them. The table beside it has the same numbers.

use super::flow_layout::{Band, Bar, layout};
use super::words::{Side, class_mark, stage_mark, state_name};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::views::round::MovementView;

/// The picture's inner size, in its own units.
const WIDTH: f64 = 720.0;
/// Room for names on either side.
const NAMES: f64 = 215.0;
const BAR: f64 = 10.0;
const MARGIN: f64 = 6.0;

/// `said` is the movement in a sentence.
pub fn flow_picture(
    i18n: Texts,
    f: &Formatter,
    moved: &MovementView,
    said: String,
) -> impl IntoView + use<> {
    let plan = layout(&moved.flows);
    let view_box = format!("0 {} {WIDTH} {}", -MARGIN, plan.height + 2.0 * MARGIN);
    let bands: Vec<_> = plan.bands.iter().map(|band| band_view(i18n, f, band)).collect();
    let from: Vec<_> = plan.from.iter().map(|bar| bar_view(i18n, f, bar, Side::From)).collect();
    let to: Vec<_> = plan.to.iter().map(|bar| bar_view(i18n, f, bar, Side::To)).collect();
    view! {
        <svg class="chart flow" viewBox=view_box role="img" aria-label=said>
            {bands}
            {from}
            {to}
        </svg>
    }
}

fn band_view(i18n: Texts, f: &Formatter, band: &Band) -> impl IntoView + use<> {
    let (left, right) = (NAMES + BAR, WIDTH - NAMES - BAR);
    let middle = (left + right) / 2.0;
    let (from, to, width) = (band.from_top, band.to_top, band.width);
    let (from_end, to_end) = (from + width, to + width);
    let path = format!(
        "M{left} {from:.2}C{middle} {from:.2} {middle} {to:.2} {right} {to:.2}\
         V{to_end:.2}C{middle} {to_end:.2} {middle} {from_end:.2} {left} {from_end:.2}Z"
    );
    let flow = &band.flow;
    let title = t_string!(
        i18n,
        rounds.cell,
        n = f.fmt_int(flow.n.into()),
        from = state_name(i18n, &flow.from, Side::From),
        to = state_name(i18n, &flow.to, Side::To)
    );
    let stayed = (flow.from == flow.to).then_some("");
    view! {
        <path
            class="flow__band"
            data-class=class_mark(&flow.from)
            data-stage=stage_mark(&flow.from)
            data-stayed=stayed
            d=path
        >
            <title>{title.to_string()}</title>
        </path>
    }
}

fn bar_view(i18n: Texts, f: &Formatter, bar: &Bar, side: Side) -> impl IntoView + use<> {
    let name = state_name(i18n, &bar.state, side);
    let said = format!("{name} {}", f.fmt_int(bar.n.into()));
    let (x, text_x, anchor) = match side {
        Side::From => (NAMES, NAMES - 6.0, "end"),
        Side::To => (WIDTH - NAMES - BAR, WIDTH - NAMES + 6.0, "start"),
    };
    let text_y = bar.top + bar.height / 2.0 + 4.0;
    view! {
        <g data-class=class_mark(&bar.state) data-stage=stage_mark(&bar.state)>
            <rect
                class="flow__bar"
                x=x.to_string()
                y=format!("{:.2}", bar.top)
                width=BAR.to_string()
                height=format!("{:.2}", bar.height.max(1.0))
            ></rect>
            <text
                class="label-2"
                x=text_x.to_string()
                y=format!("{text_y:.2}")
                text-anchor=anchor
            >
                {said}
            </text>
        </g>
    }
}
