//! What is to be expected of the person: still active, purchases to come and their worth, the next need,
//! and what these rest on. Asked apart from the rest of the card: of many customers it takes a while.

use super::Person;
use crate::i18n::{t, t_string};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::ModelLink;
use crate::ui::pages::customers::outlook_wording::{
    WORTH_SETTINGS, amount, count_with_range, margin_text, model_formula, model_line,
    money_with_range, no_outlook, no_value, unit_name, with_range,
};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::shell::questions::Question;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetPersonOutlook;
use meadow_core::views::customer_base::{NextNeed, NoValue, PersonOutlookView, PersonReport};

#[component]
pub fn OutlookPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let asked = person.workspace.asked(move || Some(GetPersonOutlook { id: person.id }));
    let body = move || {
        let f = formatter.get();
        let Some(outlook) = asked.get() else {
            return match asked.error.with(Option::is_some) {
                // The card itself says what went wrong.
                true => ().into_any(),
                false => view! { <Skeleton /> }.into_any(),
            };
        };
        match &*outlook {
            PersonOutlookView::HasNotBought => {
                view! { <p>{t_string!(i18n, worth.person_not_bought)}</p> }.into_any()
            }
            PersonOutlookView::None(why) => {
                let why = no_outlook(i18n, &f, *why);
                let said = t_string!(i18n, worth.person_none, why = why).to_string();
                view! { <p>{said}</p> }.into_any()
            }
            PersonOutlookView::Told(report) => told_view(i18n, &f, report).into_any(),
        }
    };
    view! {
        <section class="drawer__part" aria-labelledby="drawer-outlook">
            <h3 id="drawer-outlook">{t!(i18n, worth.person_title)}</h3>
            {body}
            <a class="fine" href=link(&Question::Customers.path())>
                {t!(i18n, worth.person_more)}
            </a>
        </section>
    }
}

fn told_view(i18n: Texts, f: &Formatter, report: &PersonReport) -> impl IntoView + use<> {
    let rows = facts(i18n, f, report).into_iter().map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    let by_rule = report
        .is_alive_by_rule
        .then(|| view! { <p class="fine">{t_string!(i18n, worth.person_by_rule)}</p> });
    view! {
        <p>{story(i18n, f, report)}</p>
        <dl class="kv">{rows.collect_view()}</dl>
        {by_rule}
        {why(i18n, f, report)}
    }
}

/// The model, its formula and what it takes of the person, with the sources.
fn why(i18n: Texts, f: &Formatter, report: &PersonReport) -> impl IntoView + use<> {
    let (formula, source) = model_formula(i18n, report.model);
    let fitted = (report.n_fitted, report.n_bought);
    let known = t_string!(
        i18n,
        worth.person_known,
        unit = unit_name(i18n, f, report.unit),
        x = f.fmt_int(report.n_repeat.into()),
        recency = f.fmt_number(report.recency, 1),
        age = f.fmt_number(report.age, 1)
    )
    .to_string();
    let source = t_string!(i18n, worth.source, source = source).to_string();
    view! {
        <details class="later" data-part="outlook-why">
            <summary>{t_string!(i18n, worth.why)}</summary>
            <p>{model_line(i18n, f, report.model, fitted, report.unit)} " " {formula}</p>
            <p>{known} " " {t_string!(i18n, worth.person_formula)}</p>
            <p>{t_string!(i18n, worth.how)}</p>
            <p class="fine">{source} " " {t_string!(i18n, worth.source_amounts)}</p>
            <ModelLink topic=ModelTopic::CustomerBase />
        </details>
    }
}

/// What the figures rest on.
fn story(i18n: Texts, f: &Formatter, report: &PersonReport) -> String {
    let days = f.fmt_int(report.silent_days.into());
    let said = match report.interval_days {
        Some(interval) => t_string!(
            i18n,
            worth.person_often,
            n = f.fmt_int(report.n_purchases.into()),
            interval = f.fmt_number(interval, 0),
            days = days
        )
        .to_string(),
        None => t_string!(i18n, worth.person_once, days = days).to_string(),
    };
    agree(&said)
}

fn facts(i18n: Texts, f: &Formatter, report: &PersonReport) -> Vec<(String, AnyView)> {
    let active = report
        .active
        .range
        .map(|(low, high)| f.join_range(&f.fmt_percent(low), &f.fmt_percent(high)));
    let purchases = count_with_range(i18n, f, &report.purchases, 1);
    let purchases = match report.outcome {
        Some((low, high)) => {
            let range = f.join_range(&f.fmt_number(low, 0), &f.fmt_number(high, 0));
            t_string!(i18n, worth.person_outcome, value = purchases, range = range).to_string()
        }
        None => purchases,
    };
    let months = f.fmt_int(report.horizon_months.into());
    let months = t_string!(i18n, worth.person_purchases, months = months).to_string();
    let expected = report.amount.map(|expected| match report.own_amount {
        Some(own) => t_string!(
            i18n,
            worth.person_amount_own,
            amount = amount(f, expected),
            own = amount(f, own)
        )
        .to_string(),
        None => amount(f, expected),
    });
    let value = match report.value {
        Ok(value) => money_with_range(i18n, f, &value).into_any(),
        Err(why) => no_value_view(i18n, f, why),
    };
    let known = [
        (
            t_string!(i18n, worth.chance).to_owned(),
            Some(with_range(i18n, f.fmt_percent(report.active.value), active).into_any()),
        ),
        (agree(&months), Some(purchases.into_any())),
        (t_string!(i18n, worth.person_value).to_owned(), Some(value)),
        (
            t_string!(i18n, worth.person_amount).to_owned(),
            expected.map(|expected| expected.into_any()),
        ),
        (
            t_string!(i18n, worth.margin).to_owned(),
            report.margin.map(|margin| margin_text(i18n, f, &margin).into_any()),
        ),
        (
            t_string!(i18n, worth.person_next).to_owned(),
            report.need.map(|need| next_text(i18n, f, &need).into_any()),
        ),
    ];
    known.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Why there is no value, and the way to where what is missing is given.
fn no_value_view(i18n: Texts, f: &Formatter, why: NoValue) -> AnyView {
    let said = no_value(i18n, f, why);
    if !why.is_to_give() {
        return said.into_any();
    }
    let href = link(&format!("{}#{WORTH_SETTINGS}", Question::Customers.path()));
    view! {
        {said}
        " "
        <a href=href>{t_string!(i18n, worth.to_settings)}</a>
    }
    .into_any()
}

fn next_text(i18n: Texts, f: &Formatter, need: &NextNeed) -> String {
    let day = |day: meadow_core::domain::day::Day| f.fmt_date(day.0, DateStyle::Iso);
    let range = f.join_range(&day(need.range.0), &day(need.range.1));
    t_string!(i18n, worth.person_next_range, day = day(need.expected), range = range).to_string()
}
