//! What the user may set of a lens, below its groups. Kept with the workspace, each change one step of
//! undo.

use super::stage_moves::StageMoveFields;
use super::tier_fields::TierFields;
use crate::i18n::{t_string, use_i18n};
use crate::state::facts_in_hand::FactsInHand;
use crate::ui::components::fact_fields::number_fact;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::lens::{LensColumn, LensSettings, ScoreRule};
use meadow_core::views::table::Column;

/// May anything be set of this lens?
pub fn has_settings(column: &Column) -> bool {
    fields_of(column).is_some()
}

/// Nothing for a lens that has no settings.
#[component]
pub fn LensSettingsPart(column: Column) -> impl IntoView {
    let i18n = use_i18n();
    let Some(fields) = fields_of(&column) else { return ().into_any() };
    let facts = FactsInHand::open();
    let is_there = Memo::new(move |_| facts.facts.with(Option::is_some));
    view! {
        <Section id="lens-settings" title=say!(i18n, lenses.settings)>
            {move || is_there.get().then(|| fields(facts))}
        </Section>
    }
    .into_any()
}

fn fields_of(column: &Column) -> Option<fn(FactsInHand) -> AnyView> {
    let lens = match column {
        Column::Stage => return Some(|facts| view! { <StageMoveFields facts=facts /> }.into_any()),
        Column::Lens(lens) => lens,
        _ => return None,
    };
    Some(match lens {
        LensColumn::Rfm => |facts| view! { <RuleField facts=facts /> }.into_any(),
        LensColumn::ValueTier => |facts| view! { <AbcFields facts=facts /> }.into_any(),
        LensColumn::Activity | LensColumn::Momentum => {
            |facts| view! { <HalfLifeField facts=facts /> }.into_any()
        }
        LensColumn::Decade | LensColumn::TargetAge => {
            |facts| view! { <TargetAgeFields facts=facts /> }.into_any()
        }
        LensColumn::SpendingTier => |facts| view! { <TierFields facts=facts /> }.into_any(),
        LensColumn::RecencyScore
        | LensColumn::FrequencyScore
        | LensColumn::MoneyScore
        | LensColumn::Relationship
        | LensColumn::Need
        | LensColumn::NextPurchase => return None,
    })
}

#[component]
fn RuleField(facts: FactsInHand) -> impl IntoView {
    let i18n = use_i18n();
    let value = facts.follow(|facts| rule_key(facts.lenses.score_rule).to_owned());
    let choices = Signal::derive(move || {
        ScoreRule::ALL
            .map(|rule| {
                let name = match rule {
                    ScoreRule::Quantiles => t_string!(i18n, lenses.rule_quantiles),
                    ScoreRule::RPackage => t_string!(i18n, lenses.rule_r),
                    ScoreRule::RankFirst => t_string!(i18n, lenses.rule_rank),
                };
                Choice::new(rule_key(rule), name)
            })
            .to_vec()
    });
    let choose = Callback::new(move |key: String| {
        if let Some(rule) = ScoreRule::ALL.into_iter().find(|rule| rule_key(*rule) == key) {
            facts.save(|facts| facts.lenses.score_rule = rule);
        }
    });
    view! {
        <div class="rules">
            <SelectField
                label=say!(i18n, lenses.rfm_rule)
                hint=say_some!(i18n, lenses.rfm_rule_hint)
                choices=choices
                value=value
                on_choose=choose
            />
        </div>
    }
}

fn rule_key(rule: ScoreRule) -> &'static str {
    match rule {
        ScoreRule::Quantiles => "quantiles",
        ScoreRule::RPackage => "r",
        ScoreRule::RankFirst => "rank",
    }
}

#[component]
fn AbcFields(facts: FactsInHand) -> impl IntoView {
    let i18n = use_i18n();
    let usual = LensSettings::default().abc_percent;
    let whole = |typed: Option<f64>, usual: u8| typed.map_or(usual, |typed| typed.round() as u8);
    let (a, save_a) = number_fact(
        facts,
        |facts| Some(facts.lenses.abc_percent.0.into()),
        move |facts, typed| {
            let percent = &mut facts.lenses.abc_percent;
            percent.0 = whole(typed, usual.0).min(percent.1);
        },
    );
    let (ab, save_ab) = number_fact(
        facts,
        |facts| Some(facts.lenses.abc_percent.1.into()),
        move |facts, typed| {
            let percent = &mut facts.lenses.abc_percent;
            percent.1 = whole(typed, usual.1).max(percent.0);
        },
    );
    let field = move |label, value, on_commit| {
        view! {
            <NumberField
                label=label
                value=value
                least=1.0
                most=Some(100.0)
                unit_after=Some("%".to_owned())
                on_commit=on_commit
            />
        }
    };
    view! {
        <div class="rules">
            {field(say!(i18n, lenses.abc_a), a, save_a)}
            {field(say!(i18n, lenses.abc_ab), ab, save_ab)}
        </div>
    }
}

#[component]
fn HalfLifeField(facts: FactsInHand) -> impl IntoView {
    let i18n = use_i18n();
    let usual = LensSettings::default().half_life_days;
    let (days, save) = number_fact(
        facts,
        |facts| Some(facts.lenses.half_life_days.into()),
        move |facts, typed| {
            facts.lenses.half_life_days = typed.map_or(usual, |days| days.round() as u16);
        },
    );
    view! {
        <div class="rules">
            <NumberField
                label=say!(i18n, lenses.half_life)
                hint=say_some!(i18n, lenses.half_life_hint)
                value=days
                least=1.0
                most=Some(3_650.0)
                on_commit=save
            />
        </div>
    }
}

/// From and to; without both there is no target age.
#[component]
fn TargetAgeFields(facts: FactsInHand) -> impl IntoView {
    let i18n = use_i18n();
    const OLDEST: u8 = 120;
    let age = |typed: f64| typed.round() as u8;
    let (from, save_from) = number_fact(
        facts,
        |facts| facts.lenses.target_age.map(|(from, _)| from.into()),
        move |facts, typed| {
            let to = facts.lenses.target_age.map_or(OLDEST, |(_, to)| to);
            facts.lenses.target_age = typed.map(|typed| (age(typed).min(to), to));
        },
    );
    let (to, save_to) = number_fact(
        facts,
        |facts| facts.lenses.target_age.map(|(_, to)| to.into()),
        move |facts, typed| {
            let from = facts.lenses.target_age.map_or(0, |(from, _)| from);
            facts.lenses.target_age = typed.map(|typed| (from, age(typed).max(from)));
        },
    );
    let field = move |label, value, on_commit| {
        view! {
            <NumberField
                label=label
                hint=say_some!(i18n, lenses.age_hint)
                value=value
                least=0.0
                most=Some(f64::from(OLDEST))
                on_commit=on_commit
            />
        }
    };
    view! {
        <div class="rules">
            {field(say!(i18n, lenses.age_from), from, save_from)}
            {field(say!(i18n, lenses.age_to), to, save_to)}
        </div>
    }
}
