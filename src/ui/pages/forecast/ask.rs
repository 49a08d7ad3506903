//! "I want at least 40 orders with 80 % confidence, so invite 612 people", and the curve behind it.

use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::write_chance;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::forecast::scenario::{invite_best_first, n_by_choice};
use crate::ui::charts::chance_curve::{ChanceCurve, ChancePoint, draw_chance_curve};
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::button::Button;
use crate::ui::components::number_input::{Quantity, parse_quantity};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::forecast::{ForecastView, InvitationsNeeded};
use std::sync::Arc;

const CURVE_HEIGHT_PX: f64 = 170.0;
/// A chance of 0 or 1 is no confidence to ask for.
const CONFIDENCES: (f64, f64) = (0.5, 0.99);

#[component]
pub fn Ask() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let forecast = shown.forecast;
    let goal = Memo::new(move |_| {
        forecast.scenario.with(|s| s.as_ref().map(|s| s.event.goal_orders)).unwrap_or_default()
    });
    let confidence = Memo::new(move |_| {
        forecast.scenario.with(|s| s.as_ref().map(|s| s.event.goal_confidence)).unwrap_or_default()
    });
    let is_money_known = shown.is_money_known();
    let n_rewrites = RwSignal::new(0u32);
    // What cannot be read stays as it was typed, and is said below.
    let (is_goal_wrong, is_confidence_wrong) = (RwSignal::new(false), RwSignal::new(false));
    let set_goal = move |text: String| {
        let typed = read_middle(&text).filter(|n| *n >= 0.5);
        is_goal_wrong.set(typed.is_none());
        if let Some(n) = typed {
            forecast.change(|scenario| scenario.event.goal_orders = n.round() as u32);
            n_rewrites.update(|n| *n += 1);
        }
    };
    let set_confidence = move |text: String| {
        let typed = read_middle(&text).filter(|typed| *typed > 0.0);
        is_confidence_wrong.set(typed.is_none());
        if let Some(typed) = typed {
            let share = if typed > 1.0 { typed / 100.0 } else { typed };
            forecast.change(|scenario| {
                scenario.event.goal_confidence = share.clamp(CONFIDENCES.0, CONFIDENCES.1);
            });
            n_rewrites.update(|n| *n += 1);
        }
    };
    let fault = move || {
        (is_goal_wrong.get() || is_confidence_wrong.get()).then(|| {
            view! {
                <p class="field__error" role="alert">
                    {t!(i18n, common.number_invalid_range)}
                </p>
            }
        })
    };
    let goal_text = move || {
        n_rewrites.track();
        goal.get().to_string()
    };
    let confidence_text = move || {
        n_rewrites.track();
        formatter.get().fmt_percent(confidence.get())
    };
    let goal_input = view! {
        <label>
            <span class="sr-only">{t!(i18n, forecast.ask_orders_label)}</span>
            <input
                class="input"
                type="text"
                autocomplete="off"
                aria-invalid=move || is_goal_wrong.get().then_some("true")
                prop:value=goal_text
                on:change=move |event| set_goal(event_target_value(&event))
            />
        </label>
    };
    let confidence_input = view! {
        <label>
            <span class="sr-only">{t!(i18n, forecast.ask_confidence_label)}</span>
            <input
                class="input"
                type="text"
                autocomplete="off"
                aria-invalid=move || is_confidence_wrong.get().then_some("true")
                prop:value=confidence_text
                on:change=move |event| set_confidence(event_target_value(&event))
            />
        </label>
    };
    view! {
        <section class="ask" aria-label=move || t_string!(i18n, forecast.ask)>
            <div class="stack">
                <p class="ask__say">
                    {t!(i18n, forecast.ask_1)} {goal_input} {t!(i18n, forecast.ask_2)} {confidence_input}
                    {move || shown.view.get().map(|view| answer(&view))}
                </p>
                {fault}
                {move || shown.view.get().map(|view| more(&view))}
            </div>
            <Show when=move || is_money_known.get()>
                <Curve />
            </Show>
        </section>
    }
}

/// A number, or the middle of a range: one number counts here.
fn read_middle(text: &str) -> Option<f64> {
    parse_quantity(text).ok().flatten().map(Quantity::middle)
}

/// The end of the sentence: how many to invite, or what can be had instead.
fn answer(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let needed = &view.needed;
    if !view.is_money_known() {
        return t_string!(i18n, forecast.ask_rates_first).into_any();
    }
    match needed.n_invitations {
        _ if !needed.is_searched => t_string!(i18n, forecast.ask_searching).into_any(),
        Some(n) => {
            let people = t_string!(i18n, forecast.n_people, n = f.fmt_int(n.into())).to_string();
            view! {
                {t!(i18n, forecast.ask_so_invite)}
                <output>
                    <Why figure=Figure::Needed>{people}</Why>
                </output>
                {t!(i18n, forecast.full_stop)}
            }
            .into_any()
        }
        None => {
            let n = f.fmt_int(needed.n_may_ask.into());
            let shortage = t_string!(i18n, forecast.ask_not_enough, n = n).to_string();
            view! {
                {t!(i18n, forecast.ask_cannot)}
                <output>
                    <Why figure=Figure::Needed>{shortage}</Why>
                </output>
                {t!(i18n, forecast.full_stop)}
            }
            .into_any()
        }
    }
}

fn more(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let shown = Shown::expect();
    let needed = &view.needed;
    if !view.is_money_known() {
        return ().into_any();
    }
    let chance_now = t_string!(
        i18n,
        forecast.chance_now,
        n = f.fmt_int(view.n_invited.into()),
        chance = write_chance(&f, view.p_goal)
    )
    .to_string();
    let others: Vec<String> = needed
        .at_confidence
        .iter()
        .filter(|_| needed.is_searched)
        .filter(|(confidence, _)| (confidence - needed.confidence).abs() > 0.001)
        .map(|(confidence, n)| {
            let confidence = f.fmt_percent(*confidence);
            match n {
                Some(n) => {
                    let n = f.fmt_int((*n).into());
                    t_string!(i18n, forecast.at_confidence, confidence = confidence, n = n)
                        .to_string()
                }
                None => t_string!(i18n, forecast.at_confidence_never, confidence = confidence)
                    .to_string(),
            }
        })
        .collect();
    let is_out_of_reach = needed.is_searched && needed.n_invitations.is_none();
    let reachable = is_out_of_reach.then(|| {
        let said = t_string!(
            i18n,
            forecast.reachable,
            all = f.fmt_int(needed.n_may_ask.into()),
            chance = write_chance(&f, needed.best_chance),
            goal = f.fmt_int(needed.goal_orders.into()),
            n = f.fmt_int(needed.reachable_orders.into()),
            confidence = f.fmt_percent(needed.confidence)
        )
        .to_string();
        with_not_chosen(i18n, &f, said, needed)
    });
    let invite = needed.n_invitations.filter(|n| *n != view.n_invited).map(|n| {
        let margins = view.groups.iter().map(|group| group.margin_per_invitation);
        let margins: Vec<f64> = margins.collect();
        let invite = move |()| {
            let Some(audience) = shown.audience.answer.get_untracked() else { return };
            shown.forecast.change(|scenario| {
                let groups = n_by_choice(&scenario.event, &audience);
                let n_invited = invite_best_first(&groups, &margins, n);
                for (choice, n) in scenario.event.audience.iter_mut().zip(n_invited) {
                    choice.n_invited = Some(n);
                }
                scenario.what_if.n_invited = None;
            });
        };
        let label = t_string!(i18n, forecast.invite_these, n = f.fmt_int(n.into())).to_string();
        view! {
            <Button size="sm" icon="people" on_press=invite>
                {label}
            </Button>
        }
    });
    let (crowded, seated) = (crowd(&f, view), in_the_seats(&f, view));
    view! {
        {reachable.map(|text| view! { <p>{text}</p> })}
        {crowded.map(|text| view! { <p data-part="crowd">{text}</p> })}
        <p class="ask__more">
            {others.into_iter().map(|text| view! { <span>{text}</span> }).collect_view()}
        </p>
        <div class="row">
            <p class="fine">
                <Why figure=Figure::PGoal>{chance_now}</Why>
                {seated}
            </p>
            {invite}
        </div>
    }
    .into_any()
}

/// What is said of the chosen groups, with how many others may be asked.
fn with_not_chosen(i18n: Texts, f: &Formatter, said: String, needed: &InvitationsNeeded) -> String {
    if needed.n_not_chosen == 0 {
        return said;
    }
    let more = f.fmt_int(needed.n_not_chosen.into());
    let more = t_string!(i18n, forecast.not_chosen, n = more).to_string();
    [said, more].join(t_string!(i18n, forecast.sentence_gap))
}

/// The sentence reckons with a seat for everybody: said where so many guests are too many.
fn crowd(f: &Formatter, view: &ForecastView) -> Option<String> {
    let i18n = use_i18n();
    let (guests, seats) = view.guests_beyond_seats()?;
    let guests = f.fmt_number(guests, 0);
    let seats = f.fmt_int(seats.into());
    Some(t_string!(i18n, forecast.ask_crowd, guests = guests, seats = seats).to_string())
}

/// The chance of the goal where only guests with a seat order.
fn in_the_seats(f: &Formatter, view: &ForecastView) -> Option<String> {
    let i18n = use_i18n();
    let (seats, seated) = view.short_room()?;
    let seats = f.fmt_int(seats.into());
    let chance = write_chance(f, seated.p_goal);
    Some(t_string!(i18n, forecast.chance_seated, seats = seats, chance = chance).to_string())
}

#[component]
fn Curve() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let view = Shown::expect().view;
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        view.with(|view| {
            view.as_ref().map_or_else(Vec::new, |view| {
                draw_chance_curve(&curve_of(&view.needed), size, &|n| f.fmt_number(n, 0))
            })
        })
    };
    let goal = move || {
        let f = formatter.get();
        view.with(|view| {
            view.as_ref().map_or_else(String::new, |view| f.fmt_int(view.needed.goal_orders.into()))
        })
    };
    let all = move || {
        let f = formatter.get();
        view.with(|view| {
            view.as_ref().map_or_else(String::new, |view| f.fmt_int(view.needed.n_may_ask.into()))
        })
    };
    let label = say!(i18n, forecast.curve_label, goal = goal(), all = all());
    let caption = move || {
        let said = t_string!(i18n, forecast.curve_caption, goal = goal(), all = all()).to_string();
        let f = formatter.get();
        view.with(|view| match view {
            Some(view) => with_not_chosen(i18n, &f, said, &view.needed),
            None => said,
        })
    };
    view! {
        <ChartFrame label=label height_px=CURVE_HEIGHT_PX draw=Callback::new(draw)>
            <span class="fine" data-part="curve-caption">
                {caption}
            </span>
        </ChartFrame>
    }
}

/// The curve without its flat beginning, which would push what matters to the edge.
fn curve_of(needed: &InvitationsNeeded) -> ChanceCurve {
    const FLAT_BELOW: f64 = 0.002;
    let n_flat = needed.curve.iter().take_while(|point| point.high < FLAT_BELOW).count();
    // A goal out of reach leaves a flat line, which is the finding.
    let n_hidden = if n_flat == needed.curve.len() { 0 } else { n_flat.saturating_sub(1) };
    let points = needed.curve.iter().skip(n_hidden);
    ChanceCurve {
        points: points
            .map(|point| ChancePoint {
                n_invited: point.n_invited.into(),
                low: point.low,
                middle: point.chance,
                high: point.high,
            })
            .collect(),
        goal: needed.n_invitations.map(|n| (n.into(), needed.confidence)),
        n_reachable: Some(needed.n_may_ask.into()),
    }
}
