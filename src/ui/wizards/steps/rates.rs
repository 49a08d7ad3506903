//! The three shares the forecast rests on, where each comes from, and the user's own range.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::rate_mark::{RateMark, RateOrigin, origins_of};
use crate::ui::components::section::Section;
use crate::ui::wizards::labels::stage_name;
use crate::ui::wizards::wizard::Wizard;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::{Event, FunnelStage, RateRange};
use meadow_core::domain::text::Language;
use meadow_core::views::forecast::RateView;

const STEP: &str = "audience";

#[component]
pub fn Rates() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Section id="h-rates" title=say!(i18n, events.rates) note=say_some!(i18n, events.rates_note)>
            <div class="beliefs">
                {FunnelStage::ALL.map(|stage| view! { <Rate stage=stage /> }).collect_view()}
            </div>
            <p class="fine">{t!(i18n, events.rate_hint)}</p>
        </Section>
    }
}

#[component]
fn Rate(stage: FunnelStage) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let field = match stage {
        FunnelStage::Registered => "rates.registered",
        FunnelStage::Attended => "rates.attended",
        FunnelStage::Ordered => "rates.ordered",
    };
    let value = wizard.draft.percent_range(
        move |event| own_range(event, stage).map(|range| (range.low, range.high)),
        move |event, range| set_own_range(event, stage, range),
    );
    let rates = Memo::new(move |_| {
        let Some(forecast) = wizard.forecast.get() else { return Vec::new() };
        forecast.rates.iter().filter(|rate| rate.stage == stage).cloned().collect::<Vec<_>>()
    });
    let believed = move || {
        let f = formatter.get();
        rates.with(|rates| {
            let low = rates.iter().map(|rate| rate.low).reduce(f64::min)?;
            let high = rates.iter().map(|rate| rate.high).reduce(f64::max)?;
            let range = f.join_range(&f.fmt_percent(low), &f.fmt_percent(high));
            Some(t_string!(i18n, events.rate_now, range = range).to_string())
        })
    };
    let origins = move || rates.with(|rates| origins_of_all(rates, language.get()));
    let label = Signal::derive(move || stage_name(stage));
    view! {
        <div class="rate">
            <NumberField
                label=label
                value=value
                accepts_range=true
                unit_after=Signal::stored(Some("%".to_owned()))
                placeholder=say!(i18n, events.rate_placeholder)
                error=wizard.error(STEP, field)
                hint=wizard.hint(STEP, field, None)
            />
            <div class="rate__say">
                <p>{believed}</p>
                {move || {
                    origins()
                        .into_iter()
                        .map(|origin| view! { <RateMark origin=Signal::stored(origin) /> })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

/// Each origin once, in the order of the groups.
fn origins_of_all(rates: &[RateView], language: Language) -> Vec<RateOrigin> {
    let mut origins = Vec::new();
    for origin in rates.iter().flat_map(|rate| origins_of(&rate.sources, language)) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins
}

fn own_range(event: &Event, stage: FunnelStage) -> Option<&RateRange> {
    event.rates.iter().find(|range| range.stage == stage && range.group.is_none())
}

fn set_own_range(event: &mut Event, stage: FunnelStage, range: Option<(f64, f64)>) {
    event.rates.retain(|range| range.stage != stage || range.group.is_some());
    if let Some((low, high)) = range {
        event.rates.push(RateRange { group: None, stage, low, high });
    }
}
