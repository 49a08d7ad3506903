//! What customers are worth by how long ago they bought: what is asked, and what follows.

use super::super::words::{write_amount, write_chance, write_money};
use super::inputs::Inputs;
use super::recency_table::{RecencyTable, days_ago};
use super::words::period_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::shell_summary::ShellSummary;
use crate::state::workspace::Workspace;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::{ErrorNote, Note};
use crate::ui::components::help::Help;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::forecast::Spread;
use meadow_core::views::recency::{BuyingPeriod, FEWEST_PERIODS, FEWEST_SEEN, RecencyView};

/// From this share of the draws on, stopping is the answer.
const STOPS_FROM: f64 = 0.5;

#[component]
pub fn RecencySection(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let query =
        Memo::new(move |_| inputs.is_ready().then(|| inputs.all.with(|all| all.recency_query())));
    let asked = Workspace::expect().asked(move || query.get());
    let help = Help::new(
        "recency-help",
        say!(i18n, mix.recency),
        say!(i18n, mix.recency_goes_by),
        say!(i18n, mix.recency_how),
        say!(i18n, mix.recency_doubt),
    )
    .in_full_at(model_href(ModelTopic::Recency));
    let problem = move || {
        asked.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, forecast.what_is_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let has_rows = Memo::new(move |_| asked.get().map(|view| !view.rows.is_empty()));
    let part = move || match has_rows.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! { <TooLittle asked=asked /> }.into_any(),
        Some(true) => view! {
            <Said asked=asked />
            <RecencyTable asked=asked inputs=inputs />
        }
        .into_any(),
    };
    view! {
        <Section id="recency" title=say!(i18n, mix.recency) help=help>
            <p>{t!(i18n, mix.recency_lead)}</p>
            {problem}
            <Fields asked=asked inputs=inputs />
            {part}
        </Section>
    }
}

#[component]
fn Fields(asked: Asked<RecencyView>, inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let choices = Signal::derive(move || {
        let usual = asked.get().map(|view| view.usual_period);
        let usual = match usual {
            Some(usual) => {
                let period = period_name(i18n, usual).to_lowercase();
                t_string!(i18n, mix.as_fits, period = period).to_string()
            }
            None => t_string!(i18n, mix.as_fits_data).to_owned(),
        };
        let each =
            BuyingPeriod::ALL.map(|period| Choice::new(key(period), period_name(i18n, period)));
        std::iter::once(Choice::new("", usual)).chain(each).collect::<Vec<_>>()
    });
    let period = inputs.bind(
        |all| all.period.map(key).unwrap_or_default().to_owned(),
        |all, chosen: String| {
            all.period = BuyingPeriod::ALL.into_iter().find(|period| key(*period) == chosen);
        },
    );
    let margin = inputs.bind_range(|all| all.margin, |all, margin| all.margin = margin);
    let cost = inputs.bind_range(|all| all.contact_cost, |all, cost| all.contact_cost = cost);
    let discount = inputs.bind_range(|all| all.discount, |all, rate| all.discount = rate);
    let unit = Signal::derive({
        let currency = ShellSummary::expect().currency;
        move || Some(currency.get())
    });
    let margin_hint = Signal::derive(move || {
        let f = formatter.get();
        Some(match asked.get().and_then(|view| view.margin) {
            Some(found) => {
                let range =
                    f.join_range(&write_amount(&f, found.low), &write_amount(&f, found.high));
                let n = f.fmt_int(found.n.into());
                t_string!(i18n, mix.margin_found, range = range, n = n).to_string()
            }
            None => t_string!(i18n, mix.margin_unknown).to_owned(),
        })
    });
    let interval_hint = Signal::derive(move || {
        let days = asked.get().and_then(|view| view.typical_interval_days)?;
        let n = formatter.get().fmt_number(days, 0);
        Some(t_string!(i18n, mix.interval_is, n = n).to_string())
    });
    view! {
        <div class="recency__fields">
            <SelectField
                label=say!(i18n, mix.period)
                hint=interval_hint
                choices=choices
                value=period
            />
            <NumberField
                label=say!(i18n, mix.margin)
                hint=margin_hint
                value=margin
                accepts_range=true
                unit_before=unit
            />
            <NumberField
                label=say!(i18n, mix.contact_cost)
                hint=say_some!(i18n, mix.contact_cost_hint)
                value=cost
                accepts_range=true
                least=0.0
                unit_before=unit
            />
            <NumberField
                label=say!(i18n, mix.discount)
                hint=say_some!(i18n, mix.discount_hint)
                value=discount
                accepts_range=true
                least=0.1
                most=Signal::stored(Some(1000.0))
                unit_after=Signal::stored(Some("%".to_owned()))
            />
        </div>
    }
}

fn key(period: BuyingPeriod) -> &'static str {
    match period {
        BuyingPeriod::Month => "month",
        BuyingPeriod::Quarter => "quarter",
        BuyingPeriod::HalfYear => "half-year",
        BuyingPeriod::Year => "year",
    }
}

/// What it takes.
#[component]
fn TooLittle(asked: Asked<RecencyView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let said = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let n = |n: u32| f.fmt_int(n.into());
        let said = t_string!(
            i18n,
            mix.recency_too_little,
            n = n(view.n_customers),
            periods = n(view.n_periods),
            least_periods = n(FEWEST_PERIODS),
            least = n(FEWEST_SEEN)
        );
        Some(said.to_string())
    };
    view! {
        <Note>
            <p>{said}</p>
            <div class="row">
                <LinkButton path="/import" icon="import">{t!(i18n, mix.bring_orders)}</LinkButton>
            </div>
        </Note>
    }
}

/// The answer in words, or what is still asked.
#[component]
fn Said(asked: Asked<RecencyView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let view = asked.get()?;
        let f = formatter.get();
        if !view.is_valued {
            let ask = view! {
                <Note>
                    <p>{t!(i18n, mix.ask_costs)}</p>
                </Note>
            };
            return Some(ask.into_any());
        }
        let new = view.of_a_new_customer.as_ref().map(|new| new_customer(i18n, &f, new));
        let said = stopping(i18n, &f, &view);
        Some(view! { <p role="status">{said} " " {new}</p> }.into_any())
    }
}

/// When to stop contacting.
fn stopping(i18n: Texts, f: &Formatter, view: &RecencyView) -> String {
    let stops =
        view.rows.iter().position(|row| row.value.is_some_and(|value| value.p_stop > STOPS_FROM));
    match stops {
        None => t_string!(i18n, mix.never_stop).to_owned(),
        Some(0) => t_string!(i18n, mix.never_contact).to_owned(),
        Some(at) => {
            let row = &view.rows[at];
            let ago = days_ago(i18n, f, view, row).to_lowercase();
            let chance = row.value.map_or(0.0, |value| value.p_stop);
            let chance = write_chance(f, chance);
            t_string!(i18n, mix.stop_from, ago = ago, chance = chance).to_string()
        }
    }
}

fn new_customer(i18n: Texts, f: &Formatter, new: &Spread) -> String {
    t_string!(i18n, mix.new_customer, value = write_money(f, new)).to_string()
}
