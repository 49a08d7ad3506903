//! What the user would bet on: a range for a rate, for everybody or for one group, with the shape
//! of what is believed. What nobody knows is asked for above everything else.

use super::belief_curve::{HEIGHT, WIDTH, draw_belief};
use super::fields::bind_percent_range;
use super::ledger::SourceMarks;
use super::shown::Shown;
use super::whom::join;
use super::words::{rate_name, stage_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::forecast::scenario::{rate_range, set_rate_range};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::wizards::group_name::{group_class, group_name};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::{AudienceGroup, FunnelStage};
use meadow_core::views::forecast::{ForecastView, RateView};
use std::sync::Arc;

/// The rates nobody has said anything about, and those that rest on the user's word since.
#[component]
pub fn MissingRates(
    /// Says also what rests on the user's range where nothing was asked for on this visit: pages whose answer
    /// says so itself leave it out.
    #[prop(optional)]
    tells_assumed: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    // A field stays once it was asked for: it must not vanish under the hand that fills it.
    let stages = RwSignal::new(Vec::<FunnelStage>::new());
    Effect::new(move |_| {
        let Some(view) = shown.view.get() else { return };
        let mut known = stages.get_untracked();
        let n_known = known.len();
        known.extend(
            view.missing_rates.iter().filter(|stage| !stages.get_untracked().contains(stage)),
        );
        if known.len() > n_known {
            known.sort();
            stages.set(known);
        }
    });
    let n_open = Memo::new(move |_| {
        shown.view.with(|view| view.as_ref().map_or(0, |view| view.missing_rates.len()))
    });
    let assumed = Memo::new(move |_| {
        let stages = |view: &Arc<ForecastView>| view.assumed_rates.clone();
        shown.view.with(|view| view.as_ref().map(stages).unwrap_or_default())
    });
    let say_assumed = move || {
        let assumed = assumed.get();
        (!assumed.is_empty()).then(|| {
            let stages = join(assumed.into_iter().map(stage_name));
            t_string!(i18n, whom.rests_on_you, stages = stages).to_string()
        })
    };
    let is_asked = Memo::new(move |_| stages.with(|stages| !stages.is_empty()));
    let is_shown =
        move || is_asked.get() || (tells_assumed && assumed.with(|assumed| !assumed.is_empty()));
    let say_open = move || match n_open.get() {
        0 => say_assumed().unwrap_or_else(|| t_string!(i18n, forecast.rests_on_you).to_owned()),
        1 => t_string!(i18n, forecast.one_rate_missing).to_owned(),
        n => t_string!(i18n, forecast.rates_missing, n = n).to_string(),
    };
    view! {
        <Show when=is_shown>
            <Note tone=Tone::Warn>
                <p data-part="rests-on">
                    <b>{say_open}</b>
                    <Show when=move || is_asked.get()>" " {t!(i18n, forecast.bet)}</Show>
                </p>
                <Show when=move || is_asked.get()>
                    <div class="missing">
                        <For each=move || stages.get() key=|stage| *stage let:stage>
                            <RangeField group=None stage=stage label=Signal::derive(move || rate_name(stage)) />
                        </For>
                    </div>
                </Show>
            </Note>
        </Show>
    }
}

/// A range in percent for a group's rate; empty means as the data and sources say.
#[component]
fn RangeField(
    group: Option<AudienceGroup>,
    stage: FunnelStage,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] placeholder: Signal<String>,
) -> impl IntoView {
    let forecast = Shown::expect().forecast;
    let group = StoredValue::new(group);
    let range = bind_percent_range(
        forecast,
        move |scenario| {
            group.with_value(|group| rate_range(&scenario.event, group.as_ref(), stage))
        },
        move |scenario, range| {
            let range = range.map(|(low, high)| (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0)));
            group.with_value(|group| {
                set_rate_range(&mut scenario.event, group.as_ref(), stage, range);
            });
        },
    );
    view! {
        <NumberField
            label=label
            value=range
            accepts_range=true
            placeholder=placeholder
            unit_after=Signal::stored(Some("%".to_owned()))
        />
    }
}

/// Ranges by group, one stage at a time.
#[component]
pub fn Beliefs() -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let stage_value = RwSignal::new(value_of(FunnelStage::Registered).to_owned());
    let stage = Memo::new(move |_| stage_value.with(|value| stage_of(value)));
    let shown = Shown::expect();
    let choices = stage_choices(shown);
    let heading = move || match stage.get() {
        Some(stage) if shown.has_own_funnel() => rate_name(stage),
        Some(FunnelStage::Attended) => t_string!(i18n, forecast.of_100_registered).to_owned(),
        Some(FunnelStage::Ordered) => t_string!(i18n, forecast.of_100_attended).to_owned(),
        _ => t_string!(i18n, forecast.of_100_invited).to_owned(),
    };
    let groups = Memo::new(move |_| {
        forecast.scenario.with(|scenario| {
            let audience = scenario.as_ref().map(|scenario| &scenario.event.audience);
            let groups = audience.into_iter().flatten().map(|choice| Some(choice.group.clone()));
            std::iter::once(None).chain(groups).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="section" aria-labelledby="h-beliefs">
            <div class="section__head">
                <h2 id="h-beliefs">{t!(i18n, forecast.beliefs)}</h2>
            </div>
            <Segmented label=say!(i18n, forecast.beliefs) choices=choices value=stage_value />
            <h3>{heading}</h3>
            <div class="beliefs">
                {move || {
                    let stage = stage.get()?;
                    let rows = groups.get().into_iter();
                    Some(rows.map(|group| view! { <Belief group=group stage=stage /> }).collect_view())
                }}
            </div>
            <p class="fine">{t!(i18n, forecast.bet_note)}</p>
        </section>
    }
}

/// The stages a rate leads to, to choose from.
pub fn stage_choices(shown: Shown) -> Signal<Vec<Choice>> {
    let i18n = use_i18n();
    Signal::derive(move || {
        // A method with stages of its own has its own names for them.
        let choice = |stage: FunnelStage, usual: &str| {
            let own = shown.has_own_funnel().then(|| stage_name(stage));
            Choice::new(value_of(stage), own.unwrap_or_else(|| usual.to_owned()))
        };
        vec![
            choice(FunnelStage::Registered, t_string!(i18n, forecast.register)),
            choice(FunnelStage::Attended, t_string!(i18n, forecast.attend)),
            choice(FunnelStage::Ordered, t_string!(i18n, forecast.order)),
        ]
    })
}

/// The stage that was chosen.
pub fn stage_of(value: &str) -> Option<FunnelStage> {
    FunnelStage::ALL.into_iter().find(|stage| value_of(*stage) == value)
}

pub fn value_of(stage: FunnelStage) -> &'static str {
    match stage {
        FunnelStage::Registered => "registered",
        FunnelStage::Attended => "attended",
        FunnelStage::Ordered => "ordered",
    }
}

#[component]
fn Belief(group: Option<AudienceGroup>, stage: FunnelStage) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let class = group.as_ref().and_then(group_class).map(Class::slug);
    let is_general = group.is_none();
    let of_group = group.clone();
    let label = Signal::derive({
        let group = group.clone();
        move || match &group {
            Some(group) => group_name(group),
            None => t_string!(i18n, forecast.everybody).to_owned(),
        }
    });
    // Its own rate, else the one it shares with all.
    let rate = Memo::new(move |_| {
        let view = shown.view.get()?;
        let of = |group: Option<&AudienceGroup>| {
            view.rates.iter().find(|rate| rate.stage == stage && rate.group.as_ref() == group)
        };
        of(of_group.as_ref()).or_else(|| of(None)).cloned()
    });
    let placeholder = Signal::derive(move || {
        let f = formatter.get();
        // The unit stands beside the field.
        let percent = |share: f64| f.fmt_number(share * 100.0, if share < 0.1 { 1 } else { 0 });
        rate.get()
            .map(|rate| f.join_range(&percent(rate.low), &percent(rate.high)))
            .unwrap_or_default()
    });
    view! {
        <div class="belief belief--field" role="group" aria-label=label data-class=class>
            <RangeField group=group stage=stage label=label placeholder=placeholder />
            {move || {
                let rate = rate.get()?;
                let is_own = is_general || rate.group.is_some();
                Some(
                    if is_own {
                        view! { <BeliefFoot rate=rate /> }.into_any()
                    } else {
                        view! { <p class="fine">{t!(i18n, forecast.as_everybody)}</p> }.into_any()
                    },
                )
            }}
        </div>
    }
}

#[component]
fn BeliefFoot(rate: RateView) -> impl IntoView {
    let f = use_formatter();
    let curve = draw_belief(rate.alpha, rate.beta, rate.low, rate.high);
    let scale_end = curve.scale_end;
    view! {
        <div class="belief__foot">
            <svg
                class="belief__curve"
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                <path class="belief__core" d=curve.core></path>
                <path class="belief__line" d=curve.line></path>
            </svg>
            <span class="fine">{move || f.get().fmt_percent(scale_end)}</span>
        </div>
        <SourceMarks sources=rate.sources />
    }
}
