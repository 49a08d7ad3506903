//! Who of the customers is worth inviting: who is still active, how often they will come, what that is
//! worth, how such forecasts have done, and what all of it rests on; and how long members go on renewing.

mod chances;
mod figures;
mod files;
mod holdout;
mod people;
mod refusal;
mod renewals;
mod settings;
mod spread;
mod why;

use self::chances::Chances;
use self::figures::Figures;
use self::holdout::Trial;
use self::people::PeopleLists;
use self::refusal::TooLittle;
use self::renewals::RenewalsSection;
use self::settings::ReckonedWith;
use self::spread::Spread;
use self::why::WhyTheseNumbers;
use super::question_strip::QuestionStrip;
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::page::{Crumb, declare_page};
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::outlook_wording::{
    WORTH_SETTINGS, no_amounts, write_money, write_value,
};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::part_in_address::go_to_part_in_address;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetCustomerBase;
use meadow_core::views::customer_base::{BaseReport, CustomerBaseView, NoValue};

/// What the parts of the page show; the report is there once something could be told.
type Base = Asked<CustomerBaseView>;

#[component]
pub fn CustomersForecast() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let forecast = Crumb { name: say!(i18n, shell.forecast), path: Question::Event.path() };
    declare_page(Question::Customers.name(), vec![forecast]);
    let base: Base = Workspace::expect().asked(|| Some(GetCustomerBase {}));
    let said = move |say: fn(Texts, &Formatter, &CustomerBaseView, &BaseReport) -> String| {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        Some(say(i18n, &formatter.get(), &view, report))
    };
    let title = Signal::derive(move || {
        said(finding).unwrap_or_else(|| t_string!(i18n, worth.title).to_owned())
    });
    let over = say!(i18n, worth.title);
    let over = Signal::derive(move || said(finding).map(|_| over.get()));
    let lead = Signal::derive(move || said(lead));
    let help = Help::new(
        "worth-help",
        say!(i18n, worth.title),
        say!(i18n, worth.goes_by),
        say!(i18n, worth.how),
        say!(i18n, worth.doubt),
    )
    .in_full_at(model_href(ModelTopic::CustomerBase))
    .leading_to(WORTH_SETTINGS, say!(i18n, worth.to_settings));
    let state =
        Memo::new(move |_| base.answer.with(|view| view.as_ref().map(|view| view.found.is_ok())));
    go_to_part_in_address(move |_| state.get() == Some(true));
    let body = move || match state.get() {
        None => view! { <Waiting base=base /> }.into_any(),
        Some(false) => view! { <TooLittle base=base /> }.into_any(),
        Some(true) => view! {
            <Figures base=base />
            <ReckonedWith base=base />
            <Chances base=base />
            <Spread base=base />
            <PeopleLists base=base />
            <Trial base=base />
            <WhyTheseNumbers base=base />
        }
        .into_any(),
    };
    view! {
        <PageHead title=title over=over lead=lead help=help />
        <QuestionStrip />
        <Trouble base=base />
        <div class="stack stack--8">{body} <RenewalsSection /></div>
    }
}

/// How far the work is, for as long as there is nothing to show.
#[component]
fn Waiting(base: Base) -> impl IntoView {
    let done = move || {
        let progress = base.progress.get()?;
        (progress.total > 0).then(|| (progress.done as f64 / progress.total as f64).to_string())
    };
    let i18n = use_i18n();
    view! {
        <progress
            class="progress__bar"
            value=done
            max="1"
            aria-label=move || t_string!(i18n, forecast.progress)
        ></progress>
        <Skeleton />
    }
}

#[component]
fn Trouble(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    move || {
        base.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, worth.what_is_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    }
}

fn finding(i18n: Texts, f: &Formatter, view: &CustomerBaseView, report: &BaseReport) -> String {
    let bought = f.fmt_int(view.n_bought.into());
    match report.active.range {
        Some((low, high)) => t_string!(
            i18n,
            worth.finding,
            bought = bought,
            low = f.fmt_number(low, 0),
            high = f.fmt_number(high, 0)
        )
        .to_string(),
        None => {
            let n = f.fmt_number(report.active.value, 0);
            t_string!(i18n, worth.finding_plain, bought = bought, n = n).to_string()
        }
    }
}

fn lead(i18n: Texts, f: &Formatter, view: &CustomerBaseView, report: &BaseReport) -> String {
    let months = f.fmt_int(view.settings.horizon_months.into());
    let purchases = write_value(f, &report.purchases, 0);
    let said = match report.value {
        Ok(value) => {
            let value = write_money(f, &value);
            t_string!(i18n, worth.lead_value, months = months, purchases = purchases, value = value)
                .to_string()
        }
        Err(NoValue::Amounts(why)) => {
            let why = no_amounts(i18n, f, why);
            t_string!(
                i18n,
                worth.lead_no_amounts,
                months = months,
                purchases = purchases,
                why = why
            )
            .to_string()
        }
        Err(NoValue::NoMargin | NoValue::NoInterest | NoValue::NoMarginNorInterest) => {
            t_string!(i18n, worth.lead, months = months, purchases = purchases).to_string()
        }
    };
    agree(&said)
}
