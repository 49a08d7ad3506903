//! A field for one value, typed as suits it and kept in the plain form that the core reads: numbers
//! with a point, days as 2026-03-05, `yes` and `no`. Must not know whose value it is.

use super::wording::yes_or_no;
use crate::i18n::{t_string, use_i18n};
use crate::ui::components::field::{Field, FieldTies};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use leptos::prelude::*;
use meadow_core::table::custom_column::{read_date, read_number};

/// How a value is typed.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueForm {
    Text,
    /// Text, with values offered that others have.
    Known(Vec<String>),
    Number,
    Whole {
        least: f64,
        most: f64,
    },
    Money,
    Date,
    YesNo,
}

/// `value` is rewritten only as something else is typed: what was read in another form stays.
#[component]
pub fn ValueField(
    form: ValueForm,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    match form {
        ValueForm::Text => view! { <TextField label=label value=value hint=hint /> }.into_any(),
        ValueForm::Known(known) => {
            let known = Signal::stored(known);
            view! { <KnownField label=label value=value hint=hint known=known /> }.into_any()
        }
        ValueForm::Number => {
            let number = linked_number(value, |number| number);
            view! { <NumberField label=label value=number hint=hint /> }.into_any()
        }
        ValueForm::Whole { least, most } => {
            let number = linked_number(value, f64::round);
            let most = Signal::stored(Some(most));
            view! { <NumberField label=label value=number hint=hint least=least most=most /> }
                .into_any()
        }
        ValueForm::Money => {
            let number = linked_number(value, |amount| (amount * 100.0).round() / 100.0);
            view! { <NumberField label=label value=number hint=hint /> }.into_any()
        }
        ValueForm::Date => view! { <DayField label=label value=value hint=hint /> }.into_any(),
        ValueForm::YesNo => {
            let choices = Signal::derive(move || {
                vec![
                    Choice::new("", t_string!(i18n, customers.not_known)),
                    Choice::new("yes", yes_or_no(i18n, true)),
                    Choice::new("no", yes_or_no(i18n, false)),
                ]
            });
            view! { <SelectField label=label choices=choices value=value hint=hint /> }.into_any()
        }
    }
}

/// The number behind a text, each following the other; the text stays while it means the same.
fn linked_number(value: RwSignal<String>, round: fn(f64) -> f64) -> RwSignal<Option<Quantity>> {
    let read = move || value.with(|text| read_number(text.trim()).map(Quantity::Exact));
    let number = RwSignal::new(untrack(read));
    Effect::new(move |_| {
        let outside = read();
        if number.get_untracked().map(Quantity::middle) != outside.map(Quantity::middle) {
            number.set(outside);
        }
    });
    Effect::new(move |before: Option<()>| {
        let typed = number.get().map(|quantity| round(quantity.middle()));
        if before.is_some() && untrack(read).map(Quantity::middle) != typed {
            value.set(typed.map(|number| number.to_string()).unwrap_or_default());
        }
    });
    number
}

#[component]
fn DayField(
    label: Signal<String>,
    value: RwSignal<String>,
    hint: Signal<Option<String>>,
) -> impl IntoView {
    let shown = move || value.with(|text| read_date(text).map(|day| day.to_string()));
    let control = move |ties: FieldTies| {
        view! {
            <input
                class="input"
                id=ties.control_id()
                type="date"
                aria-describedby=move || ties.described_by()
                prop:value=move || shown().unwrap_or_default()
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
    };
    view! { <Field label=label hint=hint control=control /> }
}

/// One line of text, with values offered that others have.
#[component]
pub fn KnownField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    known: Signal<Vec<String>>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
) -> impl IntoView {
    let control = move |ties: FieldTies| {
        let list_id = format!("{}-known", ties.control_id());
        let options = move || {
            let option = |value: String| view! { <option value=value></option> };
            known.get().into_iter().map(option).collect_view()
        };
        view! {
            <input
                class="input"
                id=ties.control_id()
                type="text"
                autocomplete="off"
                list=list_id.clone()
                aria-describedby=move || ties.described_by()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <datalist id=list_id>{options}</datalist>
        }
    };
    view! { <Field label=label hint=hint control=control /> }
}
