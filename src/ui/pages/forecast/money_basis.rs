//! Where an event's money comes from while nobody has said otherwise: the mark beside an input, what the
//! profit rests on, and the same in words. Must not compute: the engine says which inputs these are.

use super::shown::Shown;
use super::whom::join;
use super::words::driver_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use leptos::prelude::*;
use meadow_core::views::forecast::ForecastView;
use meadow_core::views::money_basis::{MoneyBasis, MoneyInput, MoneySource};

/// The mark beside an input; none beside what somebody typed.
#[component]
pub fn MoneyMark(input: MoneyInput) -> impl IntoView {
    let shown = Shown::expect();
    let source = Memo::new(move |_| {
        let view = shown.view.get()?;
        let found = view.money.iter().find(|basis| basis.input == input);
        found.map(|basis| basis.source.clone())
    });
    move || {
        source.get().map(|source| {
            view! { <span class="sources" data-part="money-mark">{mark(&source)}</span> }
        })
    }
}

/// What of the profit's inputs nobody has typed, each with where it comes from.
pub fn rests_on(view: &ForecastView) -> Option<AnyView> {
    let i18n = use_i18n();
    if view.money.is_empty() {
        return None;
    }
    let invented = invented_in_words(view).map(|text| {
        view! {
            <p>
                <b>{text}</b>
            </p>
        }
    });
    let lines = view.money.iter().map(|basis| {
        view! { <li class="sources">{input_name(basis.input)} " " {mark(&basis.source)}</li> }
    });
    Some(
        view! {
            <div class="stack stack--2" data-part="money-basis">
                {invented}
                <p class="fine">{t!(i18n, forecast.money_rests_on)}</p>
                <ul class="plain fine">{lines.collect_view()}</ul>
            </div>
        }
        .into_any(),
    )
}

/// "Nobody has said the margin, fixed costs: …", where that is so.
pub fn invented_in_words(view: &ForecastView) -> Option<String> {
    let i18n = use_i18n();
    let is_invented = |basis: &&MoneyBasis| basis.source.is_invented();
    let inputs = view.money.iter().filter(is_invented).map(|basis| input_name(basis.input));
    let inputs = join(inputs);
    (!inputs.is_empty())
        .then(|| t_string!(i18n, forecast.money_invented, inputs = inputs).to_string())
}

fn input_name(input: MoneyInput) -> String {
    let i18n = use_i18n();
    match input {
        MoneyInput::Revenue => t_string!(i18n, forecast.revenue_per_order).to_owned(),
        MoneyInput::Margin => t_string!(i18n, forecast.margin).to_owned(),
        MoneyInput::Cost(driver) => driver_name(driver),
        MoneyInput::Staff => t_string!(i18n, forecast.n_staff).to_owned(),
        MoneyInput::Contingency => t_string!(i18n, forecast.contingency).to_owned(),
    }
}

/// In the look of the marks of rates.
fn mark(source: &MoneySource) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let counted = |n: &u32| f.fmt_int((*n).into());
    let (origin, sign, words) = match source {
        MoneySource::PastOrders { same_method: true, n_orders, n_events } => {
            let (n, events) = (counted(n_orders), counted(n_events));
            let text = t_string!(i18n, forecast.money_past, n = n, events = events).to_string();
            ("own", "n".to_owned(), text)
        }
        MoneySource::PastOrders { same_method: false, n_orders, n_events } => {
            let (n, events) = (counted(n_orders), counted(n_events));
            let text = t_string!(i18n, forecast.money_past_other, n = n, events = events);
            ("other", "n".to_owned(), text.to_string())
        }
        MoneySource::ShopOrders { n_orders } => {
            let text = t_string!(i18n, forecast.money_orders, n = counted(n_orders)).to_string();
            ("own", "n".to_owned(), text)
        }
        MoneySource::Prices { n_products } => {
            let text = t_string!(i18n, forecast.money_prices, n = counted(n_products)).to_string();
            ("own", "n".to_owned(), text)
        }
        MoneySource::Products { n_products } => {
            let text = t_string!(i18n, forecast.money_margins, n = counted(n_products)).to_string();
            ("own", "n".to_owned(), text)
        }
        MoneySource::Cited { grade, source, .. } => {
            let source = source.get(Settings::expect().language.get()).to_owned();
            ("cited", grade.to_string(), source)
        }
        MoneySource::Guide { n_lines, n_all } => {
            let (n, all) = (counted(n_lines), counted(n_all));
            let text = t_string!(i18n, forecast.money_guide, n = n, all = all).to_string();
            ("assumption", "?".to_owned(), text)
        }
        MoneySource::Assumed => {
            ("assumption", "?".to_owned(), t_string!(i18n, forecast.money_assumed).to_owned())
        }
        MoneySource::Missing => {
            let text = t_string!(i18n, forecast.missing);
            return view! {
                <span class="tag" data-tone="warn" data-origin="missing">
                    {text}
                </span>
            }
            .into_any();
        }
    };
    let title = match source {
        MoneySource::Cited { grade, .. } => {
            t_string!(i18n, common.rate_grade, grade = grade.to_string()).to_string()
        }
        _ => String::new(),
    };
    view! {
        <span class="grade" data-origin=origin title=title>
            <b aria-hidden="true">{sign}</b>
            <span class="sr-only">{title.clone()}</span>
            {agree(&words)}
        </span>
    }
    .into_any()
}
