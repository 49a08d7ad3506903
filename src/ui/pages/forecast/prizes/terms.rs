//! The terms of each kind of promise, as fields.

use super::super::words::stage_name;
use super::inputs::{Inputs, PrizeInputs, change_draw, is_draw_of_event};
use crate::i18n::{t, use_i18n};
use crate::ui::components::button::{Button, IconButton};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::shell::navigation::focus_heading_if_lost;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::prizes::{BringTerms, MAX_KINDS, PrizePlan, PrizeTerms, VoucherTerms};

const PERCENT: &str = "%";

/// Whose heads count; with heads typed there is nothing to choose.
#[component]
fn Stage(
    inputs: Inputs,
    get: fn(&PrizePlan) -> Option<FunnelStage>,
    set: fn(&mut PrizePlan, FunnelStage),
) -> impl IntoView {
    let i18n = use_i18n();
    let key = |stage: FunnelStage| format!("{stage:?}");
    let value = inputs.bind(
        move |all| get(&all.plan).map(key).unwrap_or_default(),
        move |all, chosen: String| {
            let stage = FunnelStage::ALL.into_iter().find(|stage| key(*stage) == chosen);
            if let Some(stage) = stage {
                set(&mut all.plan, stage);
            }
        },
    );
    let choices = Signal::derive(move || {
        FunnelStage::ALL.map(|stage| Choice::new(key(stage), stage_name(stage))).to_vec()
    });
    let is_typed = Memo::new(move |_| inputs.all.with(|all| all.plan.heads.is_some()));
    view! {
        <Show when=move || !is_typed.get()>
            <SelectField label=say!(i18n, prizes.at) choices=choices value=value />
        </Show>
    }
}

fn kind_of(all: &PrizeInputs, place: usize) -> Option<PrizeTerms> {
    all.plan.draw.as_ref()?.prizes.get(place).copied()
}

#[component]
pub fn Draw(inputs: Inputs, usual_ceiling: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let n_kinds = Memo::new(move |_| {
        inputs.all.with(|all| all.plan.draw.as_ref().map_or(0, |draw| draw.prizes.len()))
    });
    let rows = move || {
        (0..n_kinds.get()).map(|place| view! { <Kind inputs=inputs place=place /> }).collect_view()
    };
    let claimed = inputs.bind_shares(
        |all| all.plan.draw.as_ref()?.claimed,
        |all, range| {
            if let Some(draw) = &mut all.plan.draw {
                draw.claimed = range;
            }
        },
    );
    let ceiling = inputs.bind_amount(|all| all.plan.ceiling, |all, sum| all.plan.ceiling = sum);
    let add = move |()| change_draw(inputs, |draw| draw.prizes.push(PrizeTerms::default()));
    view! {
        <Stage
            inputs=inputs
            get=|plan| plan.draw.as_ref().map(|draw| draw.at)
            set=|plan, at| {
                if let Some(draw) = &mut plan.draw {
                    draw.at = at;
                }
            }
        />
        <NumberField
            label=say!(i18n, prizes.claimed)
            hint=say_some!(i18n, prizes.claimed_hint)
            value=claimed
            accepts_range=true
            least=0.0
            most=Signal::stored(Some(100.0))
            placeholder=say!(i18n, forecast.all)
            unit_after=Signal::stored(Some(PERCENT.to_owned()))
        />
        <NumberField
            label=say!(i18n, prizes.ceiling)
            hint=say_some!(i18n, prizes.ceiling_hint)
            value=ceiling
            least=0.0
            placeholder=usual_ceiling
        />
        <div class="promise__kinds">
            {rows}
            <Button
                icon="plus"
                size="sm"
                disabled=Signal::derive(move || n_kinds.get() >= MAX_KINDS)
                on_press=add
            >
                {t!(i18n, prizes.add_kind)}
            </Button>
            <Show when=move || is_draw_of_event(inputs)>
                <p class="fine">{t!(i18n, prizes.of_event)}</p>
            </Show>
        </div>
    }
}

/// One kind of prize of the draw.
#[component]
fn Kind(inputs: Inputs, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let change = move |all: &mut PrizeInputs, edit: &dyn Fn(&mut PrizeTerms)| {
        let draw = all.plan.draw.as_mut();
        if let Some(kind) = draw.and_then(|draw| draw.prizes.get_mut(place)) {
            edit(kind);
        }
    };
    let n = inputs.bind_count(
        move |all| kind_of(all, place)?.n,
        move |all, n| change(all, &|kind| kind.n = n),
    );
    let cost = inputs.bind_amount(
        move |all| kind_of(all, place)?.cost,
        move |all, cost| change(all, &|kind| kind.cost = cost),
    );
    let remove = move |()| {
        change_draw(inputs, |draw| {
            if place < draw.prizes.len() {
                draw.prizes.remove(place);
            }
        });
        focus_heading_if_lost();
    };
    view! {
        <div class="promise__kind" data-kind=place.to_string()>
            <NumberField label=say!(i18n, prizes.n_prizes) value=n least=0.0 />
            <NumberField label=say!(i18n, prizes.cost_each) value=cost least=0.0 />
            <IconButton icon="trash" label=say!(i18n, prizes.remove_kind) on_press=remove />
        </div>
    }
}

#[component]
pub fn Gifts(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let n = inputs.bind_count(
        |all| all.plan.gifts.as_ref()?.gifts.n,
        |all, n| {
            if let Some(terms) = &mut all.plan.gifts {
                terms.gifts.n = n;
            }
        },
    );
    let cost = inputs.bind_amount(
        |all| all.plan.gifts.as_ref()?.gifts.cost,
        |all, cost| {
            if let Some(terms) = &mut all.plan.gifts {
                terms.gifts.cost = cost;
            }
        },
    );
    view! {
        <Stage
            inputs=inputs
            get=|plan| plan.gifts.as_ref().map(|terms| terms.at)
            set=|plan, at| {
                if let Some(terms) = &mut plan.gifts {
                    terms.at = at;
                }
            }
        />
        <NumberField label=say!(i18n, prizes.n_gifts) value=n least=0.0 />
        <NumberField label=say!(i18n, prizes.cost_each) value=cost least=0.0 />
    }
}

#[component]
pub fn Voucher(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let change = |all: &mut PrizeInputs, edit: &dyn Fn(&mut VoucherTerms)| {
        if let Some(terms) = &mut all.plan.voucher {
            edit(terms);
        }
    };
    let cost = inputs.bind_amount(
        |all| all.plan.voucher.as_ref()?.cost,
        move |all, cost| change(all, &|terms| terms.cost = cost),
    );
    let redeemed = inputs.bind_shares(
        |all| all.plan.voucher.as_ref()?.redeemed,
        move |all, range| change(all, &|terms| terms.redeemed = range),
    );
    let n_max = inputs.bind_count(
        |all| all.plan.voucher.as_ref()?.n_max,
        move |all, n| change(all, &|terms| terms.n_max = n),
    );
    view! {
        <Stage
            inputs=inputs
            get=|plan| plan.voucher.as_ref().map(|terms| terms.at)
            set=|plan, at| {
                if let Some(terms) = &mut plan.voucher {
                    terms.at = at;
                }
            }
        />
        <NumberField
            label=say!(i18n, prizes.cost_redeemed)
            hint=say_some!(i18n, prizes.cost_redeemed_hint)
            value=cost
            least=0.0
        />
        <NumberField
            label=say!(i18n, prizes.redeemed)
            value=redeemed
            accepts_range=true
            least=0.0
            most=Signal::stored(Some(100.0))
            placeholder=say!(i18n, whom.ask_cost)
            unit_after=Signal::stored(Some(PERCENT.to_owned()))
        />
        <NumberField
            label=say!(i18n, prizes.n_max_redeemed)
            value=n_max
            least=0.0
            placeholder=say!(i18n, prizes.no_limit)
        />
    }
}

#[component]
pub fn Bring(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let change = |all: &mut PrizeInputs, edit: &dyn Fn(&mut BringTerms)| {
        if let Some(terms) = &mut all.plan.bring {
            edit(terms);
        }
    };
    let n_brought = inputs.bind_count(
        |all| all.plan.bring.as_ref()?.n_brought,
        move |all, n| change(all, &|terms| terms.n_brought = n),
    );
    let brings = inputs.bind_shares(
        |all| all.plan.bring.as_ref()?.brings,
        move |all, range| change(all, &|terms| terms.brings = range),
    );
    let own = inputs.bind_amount(
        |all| all.plan.bring.as_ref()?.cost_of_own,
        move |all, cost| change(all, &|terms| terms.cost_of_own = cost),
    );
    let others = inputs.bind_amount(
        |all| all.plan.bring.as_ref()?.cost_of_brought,
        move |all, cost| change(all, &|terms| terms.cost_of_brought = cost),
    );
    let n_max = inputs.bind_count(
        |all| all.plan.bring.as_ref()?.n_max,
        move |all, n| change(all, &|terms| terms.n_max = n),
    );
    view! {
        <Stage
            inputs=inputs
            get=|plan| plan.bring.as_ref().map(|terms| terms.at)
            set=|plan, at| {
                if let Some(terms) = &mut plan.bring {
                    terms.at = at;
                }
            }
        />
        <NumberField label=say!(i18n, prizes.n_brought) value=n_brought least=1.0 />
        <NumberField
            label=say!(i18n, prizes.brings)
            value=brings
            accepts_range=true
            least=0.0
            most=Signal::stored(Some(100.0))
            placeholder=say!(i18n, whom.ask_cost)
            unit_after=Signal::stored(Some(PERCENT.to_owned()))
        />
        <NumberField label=say!(i18n, prizes.cost_of_own) value=own least=0.0 />
        <NumberField
            label=say!(i18n, prizes.cost_of_brought)
            value=others
            least=0.0
            placeholder=say!(i18n, prizes.no_gift)
        />
        <NumberField
            label=say!(i18n, prizes.n_max_rewarded)
            value=n_max
            least=0.0
            placeholder=say!(i18n, prizes.no_limit)
        />
    }
}
