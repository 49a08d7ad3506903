//! A field for a number, with its unit and, where it makes sense, a range. It keeps what was
//! typed, and gives the number behind it only while it can be read.

use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::field::{Field, FieldTies};
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::components::number_input::{NumberFault, Quantity, parse_number, parse_quantity};
use leptos::prelude::*;

/// `value` is what is typed turned into a number, `None` while the field is empty or unreadable.
/// Setting `value` from outside rewrites the field.
#[component]
pub fn NumberField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<Option<Quantity>>,
    #[prop(optional)] accepts_range: bool,
    /// A range may be typed although one number counts: its middle, which the hint then says. What is
    /// given on is that number.
    #[prop(optional)]
    takes_middle: bool,
    /// What is less, or more, is a fault and said beside the field.
    #[prop(optional)]
    least: Option<f64>,
    #[prop(into, optional)] most: Signal<Option<f64>>,
    #[prop(into, optional)] unit_before: Signal<Option<String>>,
    #[prop(into, optional)] unit_after: Signal<Option<String>>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    /// An error of the page's own, such as a missing value.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    #[prop(into, optional)] placeholder: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// Called when the field is left or Enter is pressed and the text can be read.
    #[prop(into, optional)]
    on_commit: Option<Callback<Option<Quantity>>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let typed = RwSignal::new(value.get_untracked().map(write_quantity).unwrap_or_default());
    let may_be_range = accepts_range || takes_middle;
    let is_percent = move || unit_after.with_untracked(|unit| unit.as_deref() == Some("%"));
    // Both ends of a range must be allowed, not its middle alone.
    let read = move |text: &str, most: Option<f64>| -> Result<Option<Quantity>, NumberFault> {
        let read = if may_be_range {
            parse_quantity(text)
        } else {
            parse_number(text).map(|n| n.map(Quantity::Exact))
        };
        let read =
            read?.map(|quantity| if is_percent() { quantity.in_percent(text) } else { quantity });
        let read = read.map(|quantity| quantity.within(least, most)).transpose()?;
        Ok(match takes_middle {
            true => read.map(|quantity| Quantity::Exact(quantity.middle())),
            false => read,
        })
    };
    let fault = Memo::new(move |_| typed.with(|text| read(text, most.get()).err()));
    NumberFaults::watch(Memo::new(move |_| fault.with(Option::is_some)));
    // What is typed stays as it is while it means the same number.
    Effect::new(move |_| {
        let outside = value.get();
        let inside = typed.with_untracked(|text| read(text, most.get_untracked()));
        if inside.is_ok() && inside != Ok(outside) {
            typed.set(outside.map(write_quantity).unwrap_or_default());
        }
    });
    let shown_error = Signal::derive(move || match fault.get() {
        None => error.get(),
        Some(NumberFault::TooSmall { value, least }) => {
            let f = formatter.get();
            let (value, least) = (f.fmt_number(value, 2), f.fmt_number(least, 2));
            Some(t_string!(i18n, common.number_too_small, value = value, least = least).to_string())
        }
        Some(NumberFault::TooLarge { value, most }) => {
            let f = formatter.get();
            let (value, most) = (f.fmt_number(value, 2), f.fmt_number(most, 2));
            Some(t_string!(i18n, common.number_too_large, value = value, most = most).to_string())
        }
        Some(fault) => Some(
            match fault {
                NumberFault::NotANumber if may_be_range => {
                    t_string!(i18n, common.number_invalid_range)
                }
                NumberFault::NotANumber => t_string!(i18n, common.number_invalid),
                NumberFault::Brackets => t_string!(i18n, common.number_brackets),
                NumberFault::DivisionByZero => t_string!(i18n, common.number_division),
                _ => t_string!(i18n, common.number_reversed),
            }
            .to_owned(),
        ),
    });
    // Arithmetic and ranges are answered with what was understood.
    let middle_of = Memo::new(move |_| {
        let quantity = typed.with(|text| {
            let quantity = parse_quantity(text).ok().flatten()?;
            Some(if is_percent() { quantity.in_percent(text) } else { quantity })
        });
        match quantity {
            Some(Quantity::Range { low, high }) if takes_middle => Some((low, high)),
            _ => None,
        }
    });
    let shown_hint = Signal::derive(move || {
        let f = formatter.get();
        if let (Some((low, high)), Some(Quantity::Exact(middle))) = (middle_of.get(), value.get()) {
            let [low, high, middle] = [low, high, middle].map(|n| f.fmt_number(n, 2));
            let text =
                t_string!(i18n, common.middle_counts, low = low, high = high, middle = middle);
            return Some(text.to_string());
        }
        match (
            value.get(),
            typed.with(|text| text.contains(['*', '/', '+', '(', '×', '÷', '万', 'k'])),
        ) {
            (Some(Quantity::Range { low, high }), _) => Some(
                t_string!(
                    i18n,
                    common.range_is,
                    low = f.fmt_number(low, 2),
                    high = f.fmt_number(high, 2)
                )
                .to_string(),
            ),
            (Some(Quantity::Exact(n)), true) => {
                Some(t_string!(i18n, common.number_is, value = f.fmt_number(n, 2)).to_string())
            }
            _ => hint.get(),
        }
    });
    let control = move |ties: FieldTies| {
        let unit = |unit: Signal<Option<String>>| {
            move || unit.get().map(|text| view! { <span class="affix__unit">{text}</span> })
        };
        view! {
            <span class="affix">
                {unit(unit_before)}
                <input
                    class="input"
                    id=ties.control_id()
                    type="text"
                    inputmode=if may_be_range { "text" } else { "decimal" }
                    autocomplete="off"
                    placeholder=move || placeholder.get()
                    aria-describedby=move || ties.described_by()
                    aria-invalid=move || ties.invalid()
                    disabled=move || disabled.get()
                    prop:value=move || typed.get()
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        value.set(typed.with_untracked(|text| read(text, most.get_untracked())).ok().flatten());
                    }
                    on:change=move |_| {
                        // Browsers also tell of a change as a field is taken away with its page.
                        if let (Some(on_commit), Some(None), Some(value)) =
                            (on_commit, fault.try_get_untracked(), value.try_get_untracked())
                        {
                            on_commit.run(value);
                        }
                    }
                />
                {unit(unit_after)}
            </span>
        }
    };
    view! { <Field label=label hint=shown_hint error=shown_error control=control /> }
}

/// A quantity as it can be typed again.
fn write_quantity(quantity: Quantity) -> String {
    match quantity {
        Quantity::Exact(value) => value.to_string(),
        Quantity::Range { low, high } => format!("{low}-{high}"),
    }
}
