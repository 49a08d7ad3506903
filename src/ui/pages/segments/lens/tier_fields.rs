//! The spending tiers: how many there are, and of each its name, beginning and regularity. Cut-offs
//! stay as they are typed; where a higher tier begins lower, that is said.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::facts_in_hand::FactsInHand;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::fact_fields::{number_fact, text_fact};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use crate::ui::pages::customers::wording::{Texts, language_of};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::lens::{
    FEWEST_TIERS, LensGroup, LensSettings, MOST_TIERS, SpendingTier, TierCut,
};
use meadow_core::domain::money::Money;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::protocol::GetTierBegins;
use meadow_core::segments::lenses::names::{group_name, usual_tier_name};
use meadow_core::segments::lenses::tier_falls;

/// From the lowest tier up.
#[component]
pub fn TierFields(facts: FactsInHand) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let n_tiers = Memo::new(move |_| {
        facts.facts.with(|facts| facts.as_ref().map_or(0, |facts| facts.lenses.tiers.len()))
    });
    let begins = Workspace::expect().asked(|| Some(GetTierBegins {}));
    let begins = Signal::derive(move || {
        begins.get().map(|begins| begins.as_ref().clone()).unwrap_or_default()
    });
    let rows = move || {
        (0..n_tiers.get())
            .map(|at| view! { <TierRow facts=facts at=at begins=begins /> })
            .collect_view()
    };
    let value = facts.follow(|facts| facts.lenses.tiers.len().to_string());
    let choices = Signal::derive(move || {
        let f = formatter.get();
        let choice = |n: usize| Choice::new(n.to_string(), f.fmt_int(n as i64));
        (FEWEST_TIERS..=MOST_TIERS).map(choice).collect::<Vec<_>>()
    });
    let choose = Callback::new(move |n: String| {
        if let Ok(n) = n.parse() {
            facts.save(|facts| facts.lenses.set_n_tiers(n));
        }
    });
    let unordered = move || {
        let settings = facts.facts.get()?.lenses;
        let said = unordered_text(i18n, &formatter.get(), &settings, &begins.get());
        (!said.is_empty()).then(|| {
            let said = said.into_iter().map(|said| view! { <p>{said}</p> });
            view! { <Note tone=Tone::Warn>{said.collect_view()}</Note> }
        })
    };
    view! {
        <div class="stack">
            <div class="rules">
                <SelectField
                    label=say!(i18n, lenses.n_tiers)
                    hint=say_some!(i18n, lenses.n_tiers_hint)
                    choices=choices
                    value=value
                    on_choose=choose
                />
            </div>
            {rows}
            <div role="status">{unordered}</div>
        </div>
    }
}

/// Each tier that begins lower than the one below it.
fn unordered_text(
    i18n: Texts,
    f: &Formatter,
    settings: &LensSettings,
    begins: &[Option<Money>],
) -> Vec<String> {
    let language = language_of(i18n);
    let name = |at: usize| {
        let tier = LensGroup::Tier(u8::try_from(at).unwrap_or(u8::MAX));
        group_name(settings, tier).get(language).to_owned()
    };
    let money =
        |at: usize| f.fmt_money_rounded(begins.get(at).copied().flatten().unwrap_or_default());
    let said = tier_falls(begins).into_iter().map(|(lower, higher)| {
        let (low, high) = (money(lower), money(higher));
        t_string!(
            i18n,
            lenses.tier_falls,
            higher = name(higher),
            high = high,
            lower = name(lower),
            low = low
        )
        .to_string()
    });
    said.collect()
}

#[component]
fn TierRow(facts: FactsInHand, at: usize, begins: Signal<Vec<Option<Money>>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let (name, save_name) = text_fact(
        facts,
        move |facts| facts.lenses.tiers.get(at).map(|tier| tier.name.clone()).unwrap_or_default(),
        move |facts, typed| change_tier(facts, at, |tier| tier.name = typed),
    );
    let usual = Signal::derive(move || {
        usual_tier_name(u8::try_from(at).unwrap_or(u8::MAX)).get(language_of(i18n)).to_owned()
    });
    // The lowest takes everybody whom no other takes.
    let cuts = (at > 0).then(|| view! { <TierCuts facts=facts at=at /> });
    let begin = move || {
        let begin = begins.with(|begins| begins.get(at).copied()).filter(|_| at > 0)?;
        let said = match begin {
            Some(money) => {
                let money = formatter.get().fmt_money_rounded(money);
                t_string!(i18n, lenses.tier_begins, money = money).to_string()
            }
            None => t_string!(i18n, lenses.tier_of_nobody).to_owned(),
        };
        Some(view! { <p class="fine">{said}</p> })
    };
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
            {begin}
        </fieldset>
    }
}

/// One of two: the top so many percent, or an amount. Whichever is typed counts.
#[component]
fn TierCuts(facts: FactsInHand, at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let (top, save_top) = number_fact(
        facts,
        move |facts| match facts.lenses.tiers.get(at)?.from {
            TierCut::TopPercent(percent) => Some(percent.into()),
            TierCut::Money(_) => None,
        },
        move |facts, typed| {
            let from = typed.map(|typed| TierCut::TopPercent(typed.round() as u8));
            change_tier(facts, at, |tier| tier.from = from.unwrap_or(tier.from));
        },
    );
    let (money, save_money) = number_fact(
        facts,
        move |facts| match facts.lenses.tiers.get(at)?.from {
            TierCut::Money(money) => Some(money.major()),
            TierCut::TopPercent(_) => None,
        },
        move |facts, typed| {
            let from = typed.map(|typed| TierCut::Money(Money::from_major(typed)));
            change_tier(facts, at, |tier| tier.from = from.unwrap_or(tier.from));
        },
    );
    let (days, save_days) = number_fact(
        facts,
        move |facts| Some(facts.lenses.tiers.get(at)?.n_purchase_days.into()),
        move |facts, typed| {
            change_tier(facts, at, |tier| {
                tier.n_purchase_days = typed.map_or(0, |days| days.round() as u32);
            });
        },
    );
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
}

fn change_tier(facts: &mut WorkspaceFacts, at: usize, change: impl FnOnce(&mut SpendingTier)) {
    if let Some(tier) = facts.lenses.tiers.get_mut(at) {
        change(tier);
    }
}
