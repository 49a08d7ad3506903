//! What the user may set of a lens, below its groups. Kept with the workspace, each change one step of
//! undo.

use crate::i18n::{t_string, use_i18n};
use crate::state::facts_in_hand::FactsInHand;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use crate::ui::pages::customers::wording::language_of;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::lens::{LensColumn, LensSettings, RfmRule, TierCut};
use meadow_core::domain::money::Money;
use meadow_core::segments::lenses::names::usual_tier_name;
use meadow_core::views::table::Column;

/// The settings as they are saved, and a way to change them.
#[derive(Clone, Copy)]
struct Saved {
    facts: FactsInHand,
    settings: Memo<Option<LensSettings>>,
}

impl Saved {
    fn change(self, change: impl FnOnce(&mut LensSettings)) {
        self.facts.save(|facts| change(&mut facts.lenses));
    }

    /// A field that holds a number of these settings; `set` gets what was typed.
    fn number(
        self,
        get: impl Fn(&LensSettings) -> Option<f64> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut LensSettings, Option<f64>) + Copy + Send + Sync + 'static,
    ) -> (RwSignal<Option<Quantity>>, Callback<Option<Quantity>>) {
        let now = Memo::new(move |_| {
            self.settings.with(|settings| settings.as_ref().and_then(get).map(Quantity::Exact))
        });
        let value = RwSignal::new(now.get_untracked());
        Effect::new(move |_| value.set(now.get()));
        let commit = Callback::new(move |typed: Option<Quantity>| {
            self.change(|settings| set(settings, typed.map(Quantity::middle)));
        });
        (value, commit)
    }
}

#[component]
pub fn LensSettingsPart(column: Column) -> impl IntoView {
    let i18n = use_i18n();
    let facts = FactsInHand::open();
    let settings =
        Memo::new(move |_| facts.facts.with(|facts| Some(facts.as_ref()?.lenses.clone())));
    let saved = Saved { facts, settings };
    let is_there = Memo::new(move |_| settings.with(Option::is_some));
    let has_fields = matches!(
        column,
        Column::Lens(
            LensColumn::Rfm
                | LensColumn::ValueTier
                | LensColumn::Activity
                | LensColumn::Decade
                | LensColumn::TargetAge
                | LensColumn::SpendingTier
        )
    );
    let fields = move || {
        if !is_there.get() {
            return ().into_any();
        }
        match &column {
            Column::Lens(LensColumn::Rfm) => view! { <RfmRuleField saved=saved /> }.into_any(),
            Column::Lens(LensColumn::ValueTier) => view! { <AbcFields saved=saved /> }.into_any(),
            Column::Lens(LensColumn::Activity) => {
                view! { <HalfLifeField saved=saved /> }.into_any()
            }
            Column::Lens(LensColumn::Decade | LensColumn::TargetAge) => {
                view! { <TargetAgeFields saved=saved /> }.into_any()
            }
            Column::Lens(LensColumn::SpendingTier) => {
                view! { <TierFields saved=saved /> }.into_any()
            }
            _ => ().into_any(),
        }
    };
    has_fields.then(|| {
        view! {
            <Section id="lens-settings" title=say!(i18n, lenses.settings)>
                {fields}
            </Section>
        }
    })
}

#[component]
fn RfmRuleField(saved: Saved) -> impl IntoView {
    let i18n = use_i18n();
    let now = Memo::new(move |_| {
        saved.settings.with(|settings| settings.as_ref().map(|settings| settings.rfm_rule))
    });
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(now.get().map(rule_key).unwrap_or_default().to_owned()));
    let choices = Signal::derive(move || {
        RfmRule::ALL
            .map(|rule| {
                let name = match rule {
                    RfmRule::Quantiles => t_string!(i18n, lenses.rule_quantiles),
                    RfmRule::RPackage => t_string!(i18n, lenses.rule_r),
                    RfmRule::RankFirst => t_string!(i18n, lenses.rule_rank),
                };
                Choice::new(rule_key(rule), name)
            })
            .to_vec()
    });
    let choose = Callback::new(move |key: String| {
        if let Some(rule) = RfmRule::ALL.into_iter().find(|rule| rule_key(*rule) == key) {
            saved.change(|settings| settings.rfm_rule = rule);
        }
    });
    view! {
        <div class="rules">
            <SelectField
                label=say!(i18n, lenses.rfm_rule)
                hint=Signal::derive(move || Some(t_string!(i18n, lenses.rfm_rule_hint).to_owned()))
                choices=choices
                value=value
                on_choose=choose
            />
        </div>
    }
}

fn rule_key(rule: RfmRule) -> &'static str {
    match rule {
        RfmRule::Quantiles => "quantiles",
        RfmRule::RPackage => "r",
        RfmRule::RankFirst => "rank",
    }
}

#[component]
fn AbcFields(saved: Saved) -> impl IntoView {
    let i18n = use_i18n();
    let whole = |typed: Option<f64>, usual: u8| typed.map_or(usual, |typed| typed.round() as u8);
    let (a, save_a) = saved.number(
        |settings| Some(settings.abc_percent.0.into()),
        move |settings, typed| {
            settings.abc_percent.0 = whole(typed, 80).min(settings.abc_percent.1);
        },
    );
    let (ab, save_ab) = saved.number(
        |settings| Some(settings.abc_percent.1.into()),
        move |settings, typed| {
            settings.abc_percent.1 = whole(typed, 95).max(settings.abc_percent.0);
        },
    );
    view! {
        <div class="rules">
            <NumberField
                label=say!(i18n, lenses.abc_a)
                value=a
                least=1.0
                most=Some(100.0)
                unit_after=Some("%".to_owned())
                on_commit=save_a
            />
            <NumberField
                label=say!(i18n, lenses.abc_ab)
                value=ab
                least=1.0
                most=Some(100.0)
                unit_after=Some("%".to_owned())
                on_commit=save_ab
            />
        </div>
    }
}

#[component]
fn HalfLifeField(saved: Saved) -> impl IntoView {
    let i18n = use_i18n();
    let (days, save) = saved.number(
        |settings| Some(settings.half_life_days.into()),
        |settings, typed| settings.half_life_days = typed.map_or(180, |days| days.round() as u16),
    );
    view! {
        <div class="rules">
            <NumberField
                label=say!(i18n, lenses.half_life)
                hint=Signal::derive(move || Some(t_string!(i18n, lenses.half_life_hint).to_owned()))
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
fn TargetAgeFields(saved: Saved) -> impl IntoView {
    let i18n = use_i18n();
    let age = |typed: f64| typed.round().clamp(0.0, 120.0) as u8;
    let (from, save_from) = saved.number(
        |settings| settings.target_age.map(|(from, _)| from.into()),
        move |settings, typed| {
            settings.target_age = typed.map(|typed| {
                let to = settings.target_age.map_or(120, |(_, to)| to);
                (age(typed).min(to), to)
            });
        },
    );
    let (to, save_to) = saved.number(
        |settings| settings.target_age.map(|(_, to)| to.into()),
        move |settings, typed| {
            settings.target_age = typed.map(|typed| {
                let from = settings.target_age.map_or(0, |(from, _)| from);
                (from, age(typed).max(from))
            });
        },
    );
    view! {
        <div class="rules">
            <NumberField
                label=say!(i18n, lenses.age_from)
                hint=Signal::derive(move || Some(t_string!(i18n, lenses.age_hint).to_owned()))
                value=from
                least=0.0
                most=Some(120.0)
                on_commit=save_from
            />
            <NumberField
                label=say!(i18n, lenses.age_to)
                value=to
                least=0.0
                most=Some(120.0)
                on_commit=save_to
            />
        </div>
    }
}

/// Name, beginning and regularity of every tier, from the lowest up.
#[component]
fn TierFields(saved: Saved) -> impl IntoView {
    let n_tiers = Memo::new(move |_| {
        saved.settings.with(|settings| settings.as_ref().map_or(0, |s| s.tiers.len()))
    });
    let rows =
        move || (0..n_tiers.get()).map(|at| view! { <TierRow saved=saved at=at /> }).collect_view();
    view! { <div class="stack">{rows}</div> }
}

#[component]
fn TierRow(saved: Saved, at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let tier = move |settings: &LensSettings| settings.tiers.get(at).cloned();
    let now = Memo::new(move |_| saved.settings.with(|s| s.as_ref().and_then(tier)));
    let name = RwSignal::new(String::new());
    Effect::new(move |_| name.set(now.get().map(|tier| tier.name).unwrap_or_default()));
    let save_name = Callback::new(move |typed: String| {
        saved.change(|settings| {
            if let Some(tier) = settings.tiers.get_mut(at) {
                tier.name = typed.trim().to_owned();
            }
        });
    });
    let (top, save_top) = saved.number(
        move |settings| match settings.tiers.get(at)?.from {
            TierCut::TopPercent(percent) => Some(percent.into()),
            TierCut::Money(_) => None,
        },
        move |settings, typed| {
            if let (Some(tier), Some(typed)) = (settings.tiers.get_mut(at), typed) {
                tier.from = TierCut::TopPercent(typed.round().clamp(0.0, 100.0) as u8);
            }
        },
    );
    let (money, save_money) = saved.number(
        move |settings| match settings.tiers.get(at)?.from {
            TierCut::Money(money) => Some(money.major()),
            TierCut::TopPercent(_) => None,
        },
        move |settings, typed| {
            if let (Some(tier), Some(typed)) = (settings.tiers.get_mut(at), typed) {
                tier.from = TierCut::Money(Money::from_major(typed));
            }
        },
    );
    let (days, save_days) = saved.number(
        move |settings| Some(settings.tiers.get(at)?.n_purchase_days.into()),
        move |settings, typed| {
            if let Some(tier) = settings.tiers.get_mut(at) {
                tier.n_purchase_days = typed.map_or(0, |days| days.round().max(0.0) as u32);
            }
        },
    );
    let usual = Signal::derive(move || {
        usual_tier_name(u8::try_from(at).unwrap_or(u8::MAX)).get(language_of(i18n)).to_owned()
    });
    // The lowest takes everybody whom no other takes.
    let cuts = (at > 0).then(|| {
        view! {
            <NumberField
                label=say!(i18n, lenses.tier_top)
                value=top
                least=0.0
                most=Some(100.0)
                unit_after=Some("%".to_owned())
                on_commit=save_top
            />
            <NumberField
                label=say!(i18n, lenses.tier_money)
                value=money
                least=0.0
                on_commit=save_money
            />
            <NumberField
                label=say!(i18n, lenses.tier_days)
                value=days
                least=0.0
                most=Some(366.0)
                on_commit=save_days
            />
        }
    });
    view! {
        <fieldset class="rules">
            <legend class="sr-only">{usual}</legend>
            <TextField
                label=say!(i18n, lenses.tier_name)
                placeholder=usual
                value=name
                on_commit=save_name
            />
            {cuts}
        </fieldset>
    }
}
