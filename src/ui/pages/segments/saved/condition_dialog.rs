//! The dialog in which a condition is built, with how many it holds for.

use super::condition_draft::{CONTACT_KINDS, ConditionDraft, goods_key, kind_key};
use super::day_fields::DayFields;
use super::lists::Lists;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::pages::customers::test_fields::{Picks, TestFields};
use crate::ui::pages::customers::wording::interaction_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::CountRule;
use meadow_core::views::rule::{Condition, Goods, Rule};

/// `on_done` gets the condition.
#[component]
pub fn ConditionDialog(
    open: RwSignal<bool>,
    draft: ConditionDraft,
    lists: Lists,
    #[prop(into)] on_done: Callback<Condition>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let condition = Memo::new(move |_| open.get().then(|| draft.condition(lists)).flatten());
    let count = Workspace::expect()
        .asked(move || Some(CountRule { rule: Rule::Is(condition.get()?), n_first: 0 }));
    let counted = move || {
        if open.get() && draft.is_reversed(lists) {
            return Some(t_string!(i18n, rules.reversed).to_owned());
        }
        condition.get()?;
        let n = formatter.get().fmt_int(i64::from(count.get()?.sum.n_people));
        Some(agree(&t_string!(i18n, rules.holds_for, n = n).to_string()))
    };
    let asks = Signal::derive(move || {
        vec![
            Choice::new("field", t_string!(i18n, rules.ask_field)),
            Choice::new("orders", t_string!(i18n, rules.ask_orders)),
            Choice::new("contacts", t_string!(i18n, rules.ask_contacts)),
            Choice::new("ordered", t_string!(i18n, rules.ask_ordered)),
        ]
    });
    let fields = move || {
        match draft.asks.get().as_str() {
        "orders" => view! { <OrderFields draft=draft lists=lists /> }.into_any(),
        "contacts" => view! { <ContactFields draft=draft lists=lists /> }.into_any(),
        "ordered" => view! { <OrderedAtFields draft=draft lists=lists /> }.into_any(),
        _ => view! {
            <TestFields
                draft=draft.test
                known=lists.columns
                date_fields=move || {
                    view! { <DayFields label=say!(i18n, rules.which_days) draft=draft.column_days /> }
                }
            />
        }
        .into_any(),
    }
    };
    let finish = move |()| {
        if let Some(condition) = condition.get_untracked() {
            open.set(false);
            on_done.run(condition);
        }
    };
    let foot = move || {
        view! {
            <span class="muted push" role="status">{counted}</span>
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || condition.with(Option::is_none))
                on_press=finish
            >
                {t!(i18n, rules.take_condition)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=say!(i18n, rules.condition) foot=foot>
            <SelectField label=say!(i18n, rules.asks) choices=asks value=draft.asks />
            {fields}
        </Dialog>
    }
}

#[component]
fn OrderFields(draft: ConditionDraft, lists: Lists) -> impl IntoView {
    let i18n = use_i18n();
    let measures = Signal::derive(move || {
        vec![
            Choice::new("count", t_string!(i18n, rules.n_orders)),
            Choice::new("sum", t_string!(i18n, rules.spend)),
            Choice::new("average", t_string!(i18n, rules.average)),
            Choice::new("first", t_string!(i18n, rules.first_order)),
            Choice::new("last", t_string!(i18n, rules.last_order)),
        ]
    });
    let goods = Signal::derive(move || {
        let any = Choice::new(goods_key(&Goods::Any), t_string!(i18n, rules.any_goods));
        let (mut categories, mut products) = (Vec::new(), Vec::new());
        lists.products.with(|all| {
            for product in all {
                if !categories.contains(&product.category) {
                    categories.push(product.category.clone());
                }
                let name = product.name.clone();
                products.push(Choice::new(goods_key(&Goods::Product(product.id)), name));
            }
        });
        categories.sort();
        let categories = categories.into_iter().map(|category| {
            let name = match category.is_empty() {
                true => t_string!(i18n, rules.no_category).to_owned(),
                false => t_string!(i18n, rules.category, name = category.clone()).to_string(),
            };
            Choice::new(goods_key(&Goods::Category(category)), name)
        });
        std::iter::once(any).chain(categories).chain(products).collect::<Vec<_>>()
    });
    let test = move || match draft.measure.get().as_str() {
        "first" | "last" => {
            view! { <DayFields label=say!(i18n, rules.on_days) draft=draft.order_days /> }
                .into_any()
        }
        _ => view! { <Bounds draft=draft /> }.into_any(),
    };
    view! {
        <SelectField label=say!(i18n, rules.measure) choices=measures value=draft.measure />
        {test}
        <SelectField label=say!(i18n, rules.goods) choices=goods value=draft.goods />
        <DayFields label=say!(i18n, rules.orders_of) draft=draft.days />
    }
}

#[component]
fn ContactFields(draft: ConditionDraft, lists: Lists) -> impl IntoView {
    let i18n = use_i18n();
    let kinds = CONTACT_KINDS
        .map(|kind| (kind_key(kind), Signal::derive(move || interaction_name(i18n, kind)), None));
    view! {
        <Picks chosen=draft.kinds choices=kinds.into() />
        <EventField draft=draft lists=lists />
        <DayFields label=say!(i18n, rules.contacts_of) draft=draft.days />
        <Bounds draft=draft />
    }
}

#[component]
fn OrderedAtFields(draft: ConditionDraft, lists: Lists) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="fine">{t!(i18n, rules.ordered_at_hint)}</p>
        <EventField draft=draft lists=lists />
        <DayFields label=say!(i18n, rules.orders_of) draft=draft.days />
        <Bounds draft=draft />
    }
}

#[component]
fn EventField(draft: ConditionDraft, lists: Lists) -> impl IntoView {
    let i18n = use_i18n();
    let events = Signal::derive(move || {
        let any = Choice::new("", t_string!(i18n, rules.any_event));
        let events = lists.events.get().into_iter();
        let events = events.map(|event| {
            let DocumentId(id) = event.id;
            Choice::new(id.to_string(), event.name)
        });
        std::iter::once(any).chain(events).collect::<Vec<_>>()
    });
    view! { <SelectField label=say!(i18n, rules.event) choices=events value=draft.event /> }
}

#[component]
fn Bounds(draft: ConditionDraft) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="grid-2">
            <NumberField label=say!(i18n, customers.at_least) value=draft.low />
            <NumberField label=say!(i18n, customers.at_most) value=draft.high />
        </div>
    }
}
