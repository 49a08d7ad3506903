//! What is promised, and for how many: a row for every kind of promise, with its terms once it is chosen.

use super::inputs::Inputs;
use super::terms::{Bring, Draw, Gifts, Voucher};
use super::words::offer_name;
use crate::i18n::{t, use_i18n};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::switch::CheckBox;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::views::prizes::{
    BringTerms, DrawTerms, GiftTerms, OfferKind, PrizePlan, VoucherTerms,
};

/// For how many, and within which budget.
#[component]
pub fn HeadFields(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let heads = inputs.bind_counts(|all| all.plan.heads, |all, heads| all.plan.heads = heads);
    let most = inputs.bind_count(|all| all.plan.n_heads_max, |all, n| all.plan.n_heads_max = n);
    let budget = inputs.bind_amount(|all| all.plan.budget, |all, sum| all.plan.budget = sum);
    view! {
        <Section id="h-prizes-heads" title=say!(i18n, prizes.for_whom)>
            <div class="grid-3" data-part="heads">
                <NumberField
                    label=say!(i18n, prizes.heads)
                    hint=say_some!(i18n, prizes.heads_hint)
                    value=heads
                    accepts_range=true
                    least=0.0
                    placeholder=say!(i18n, prizes.as_forecast)
                />
                <NumberField
                    label=say!(i18n, prizes.n_heads_max)
                    hint=say_some!(i18n, prizes.n_heads_max_hint)
                    value=most
                    least=0.0
                />
                <NumberField
                    label=say!(i18n, prizes.budget)
                    hint=say_some!(i18n, prizes.budget_hint)
                    value=budget
                    least=0.0
                />
            </div>
        </Section>
    }
}

#[component]
pub fn OfferFields(
    inputs: Inputs,
    /// The usual ceiling of the law, written; empty where none is known.
    usual_ceiling: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Section id="h-prizes-offers" title=say!(i18n, prizes.promised)>
            <div class="stack">
                <Row inputs=inputs kind=OfferKind::Draw>
                    <Draw inputs=inputs usual_ceiling=usual_ceiling />
                </Row>
                <Row inputs=inputs kind=OfferKind::Gifts>
                    <Gifts inputs=inputs />
                </Row>
                <Row inputs=inputs kind=OfferKind::Voucher>
                    <Voucher inputs=inputs />
                </Row>
                <Row inputs=inputs kind=OfferKind::Bring>
                    <Bring inputs=inputs />
                </Row>
            </div>
            <p class="fine">{t!(i18n, prizes.shares_note)}</p>
        </Section>
    }
}

fn is_promised(plan: &PrizePlan, kind: OfferKind) -> bool {
    match kind {
        OfferKind::Draw => plan.draw.is_some(),
        OfferKind::Gifts => plan.gifts.is_some(),
        OfferKind::Voucher => plan.voucher.is_some(),
        OfferKind::Bring => plan.bring.is_some(),
    }
}

fn promise(plan: &mut PrizePlan, kind: OfferKind, is_promised: bool) {
    match kind {
        OfferKind::Draw => plan.draw = is_promised.then(DrawTerms::default),
        OfferKind::Gifts => plan.gifts = is_promised.then(GiftTerms::default),
        OfferKind::Voucher => plan.voucher = is_promised.then(VoucherTerms::default),
        OfferKind::Bring => plan.bring = is_promised.then(BringTerms::default),
    }
}

/// A promise to choose, with its terms below.
#[component]
fn Row(inputs: Inputs, kind: OfferKind, children: ChildrenFn) -> impl IntoView {
    let is_chosen = inputs.bind(
        move |all| is_promised(&all.plan, kind),
        move |all, is_promised| promise(&mut all.plan, kind, is_promised),
    );
    let name = Signal::derive(move || offer_name(kind));
    let children = StoredValue::new(children);
    view! {
        <div class="promise" role="group" aria-label=name data-offer=format!("{kind:?}")>
            <CheckBox label=name value=is_chosen />
            <Show when=move || is_chosen.get()>
                <div class="promise__terms">{children.with_value(|children| children())}</div>
            </Show>
        </div>
    }
}
