//! The picture: a panel for each state, all on one scale, with the plan in it where there is one.

use super::words::{name, share_now, write_ahead, write_now};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::state::words::agree;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::mix_fan::{FanPoint, MixFan, draw_mix_fan};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::icon::Icon;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::state_name::class_mark;
use leptos::prelude::*;
use meadow_core::views::forecast::Spread;
use meadow_core::views::mix_outlook::{Outlook, StateAhead};

const HEIGHT_PX: f64 = 150.0;

pub fn panels(i18n: Texts, f: &Formatter, outlook: &Outlook) -> impl IntoView + use<> {
    let places: Vec<usize> =
        (0..outlook.states.len()).filter(|place| outlook.is_in_mix[*place]).collect();
    let fans: Vec<MixFan> = places.iter().map(|place| fan(outlook, *place)).collect();
    let points = fans.iter().flat_map(|fan| fan.points.iter().chain(&fan.planned));
    let top = (points.map(|point| point.high_90).fold(0.0, f64::max) * 1.08).min(1.0);
    let each = places.iter().zip(fans).map(|(place, fan)| {
        let state = &outlook.states[*place];
        let last = outlook.ahead.last().map(|round| write_ahead(f, &round[*place]));
        let label = t_string!(
            i18n,
            mix.panel,
            state = name(i18n, state),
            now = write_now(f, outlook, *place),
            range = last.unwrap_or_default()
        );
        panel(
            i18n,
            f,
            state_heading(i18n, outlook, *place),
            label.to_string(),
            MixFan { top, ..fan },
        )
    });
    view! { <div class="panels">{each.collect_view()}</div> }
}

fn panel(i18n: Texts, f: &Formatter, heading: AnyView, label: String, fan: MixFan) -> AnyView {
    let now = t_string!(i18n, mix.now).to_owned();
    let f = f.clone();
    let draw = move |size: ChartSize| {
        let write_round =
            |round: usize| if round == 0 { now.clone() } else { f.fmt_int(round as i64) };
        draw_mix_fan(&fan, size, &|share| f.fmt_percent(share), &write_round)
    };
    view! {
        <div class="panels__one">
            <h3>{heading}</h3>
            <ChartFrame label=label height_px=HEIGHT_PX draw=Callback::new(draw) />
        </div>
    }
    .into_any()
}

/// With its insect, where it is a class.
pub fn state_heading(i18n: Texts, outlook: &Outlook, place: usize) -> AnyView {
    let state = &outlook.states[place];
    let mark = class_mark(state);
    view! {
        <span class="classname" data-class=mark>
            {mark.map(|name| view! { <Icon name=name /> })}
            {name(i18n, state)}
        </span>
    }
    .into_any()
}

fn fan(outlook: &Outlook, place: usize) -> MixFan {
    let now = share_now(outlook, place).unwrap_or_default();
    let now = FanPoint { low_90: now, low_50: now, median: now, high_50: now, high_90: now };
    let points = |ahead: &[Vec<StateAhead>]| {
        let each = ahead.iter().filter_map(|round| round[place].share.as_ref().map(point));
        std::iter::once(now).chain(each).collect()
    };
    let planned = outlook.planned.as_ref().map(|planned| points(&planned.ahead));
    MixFan { points: points(&outlook.ahead), planned: planned.unwrap_or_default(), top: 0.0 }
}

fn point(share: &Spread) -> FanPoint {
    FanPoint {
        low_90: share.p05,
        low_50: share.p25,
        median: share.median,
        high_50: share.p75,
        high_90: share.p95,
    }
}

/// "After 2 rounds".
pub fn after_rounds(i18n: Texts, f: &Formatter, n: usize) -> String {
    agree(&t_string!(i18n, mix.after_n, n = f.fmt_int(n as i64)).to_string())
}
