//! The register of a draw in two phases: what is counted, and what it says of turn-out, orders and cost.

use super::super::kept_inputs::KeptInputs;
use super::super::whom::join;
use super::super::why::Reasons;
use super::super::words::{
    NO_FIGURE, rate_name, stage_name, write_amount, write_share, write_shares,
};
use super::files::register_file;
use super::register_reasons::{RegisterFigure, counted_of, explain_register};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::help::Help;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Loading;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::draw_register::{
    MAX_REGISTERED, NoRegister, RegisterAnswer, RegisterTerms, RegisterView, StepRateView,
};
use meadow_core::views::word_of_mouth::Ranged;
use std::sync::Arc;

/// The number rises with the form of `RegisterTerms`.
pub const DRAFT: &str = "forecast.register.1";

pub type Counts = KeptInputs<RegisterTerms>;

#[component]
pub fn RegisterSection(counts: Counts, asked: Asked<RegisterAnswer>) -> impl IntoView {
    let i18n = use_i18n();
    let help = Help::new(
        "register-help",
        say!(i18n, prizes.register),
        say!(i18n, prizes.register_goes_by),
        say!(i18n, prizes.register_how),
        say!(i18n, prizes.register_doubt),
    )
    .in_full_at(model_href(ModelTopic::DrawRegister));
    let answer = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(RegisterAnswer::None(why)) => view! { <NoRegisterNote why=*why /> }.into_any(),
        Some(RegisterAnswer::Found(found)) => {
            view! { <Found view=Arc::new((**found).clone()) /> }.into_any()
        }
    };
    view! {
        <Section id="h-prizes-register" title=say!(i18n, prizes.register) help=help>
            <p>{t!(i18n, prizes.register_lead)}</p>
            <Fields counts=counts />
            {answer}
        </Section>
    }
}

#[component]
fn Fields(counts: Counts) -> impl IntoView {
    let i18n = use_i18n();
    let invited = counts.bind_count(|all| all.n_invited, |all, n| all.n_invited = n);
    let registered = counts.bind_count(|all| all.n_registered, |all, n| all.n_registered = n);
    let came = counts.bind_count(|all| all.n_came, |all, n| all.n_came = n);
    let ordered = counts.bind_count(|all| all.n_ordered, |all, n| all.n_ordered = n);
    view! {
        <div class="grid-3" data-part="register">
            <NumberField
                label=say!(i18n, prizes.register_invited)
                hint=say_some!(i18n, prizes.register_invited_hint)
                value=invited
                least=0.0
                placeholder=say!(i18n, prizes.as_event_invites)
            />
            <NumberField label=say!(i18n, prizes.register_registered) value=registered least=0.0 />
            <NumberField
                label=say!(i18n, prizes.register_came)
                hint=say_some!(i18n, prizes.register_later_hint)
                value=came
                least=0.0
            />
            <NumberField
                label=say!(i18n, prizes.register_ordered)
                hint=say_some!(i18n, prizes.register_later_hint)
                value=ordered
                least=0.0
            />
        </div>
    }
}

/// Why nothing can be said yet, and what would change that.
#[component]
fn NoRegisterNote(why: NoRegister) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let words = move || match why {
        NoRegister::NotCounted => t_string!(i18n, prizes.register_not_counted).to_owned(),
        NoRegister::GuestsOpen => t_string!(i18n, prizes.register_guests_open).to_owned(),
        NoRegister::MoreThanBefore(stage) => {
            t_string!(i18n, prizes.register_more_than_before, stage = stage_name(stage)).to_string()
        }
        NoRegister::TooMany => {
            let n = formatter.get().fmt_int(MAX_REGISTERED.into());
            t_string!(i18n, prizes.register_too_many, n = n).to_string()
        }
        NoRegister::TurnOutMissing => t_string!(i18n, prizes.register_turn_out_missing).to_owned(),
    };
    let tone = if why == NoRegister::NotCounted { Tone::Plain } else { Tone::Warn };
    view! {
        <div role="status" data-register="none">
            <Note tone=tone>
                <p>{words}</p>
            </Note>
        </div>
    }
}

#[component]
fn Found(view: Arc<RegisterView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    view! {
        <p data-register="found">
            <b>{move || found.with_value(|view| finding(&formatter.get(), view))}</b>
            " "
            {move || found.with_value(|view| money_words(&formatter.get(), view))}
            " "
            {move || found.with_value(|view| narrowed(&formatter.get(), view))}
        </p>
        {move || found.with_value(figures)}
        {move || found.with_value(table)}
        <ExportTableMenu table=move || Some(found.with_value(|view| register_file(view))) />
        <p class="fine">{t!(i18n, prizes.register_next)}</p>
    }
}

fn finding(f: &Formatter, view: &RegisterView) -> String {
    let i18n = use_i18n();
    let registered = f.fmt_int(view.n_registered.into());
    let orders = view.orders.map(|orders| counted(f, &orders));
    match (view.n_came, view.n_ordered, orders) {
        (Some(came), Some(ordered), _) => t_string!(
            i18n,
            prizes.register_finding_over,
            registered = registered,
            came = f.fmt_int(came.into()),
            ordered = f.fmt_int(ordered.into())
        )
        .to_string(),
        (Some(came), None, Some(orders)) => t_string!(
            i18n,
            prizes.register_finding_came,
            registered = registered,
            came = f.fmt_int(came.into()),
            orders = orders
        )
        .to_string(),
        (None, _, Some(orders)) => t_string!(
            i18n,
            prizes.register_finding,
            registered = registered,
            guests = counted(f, &view.guests),
            orders = orders
        )
        .to_string(),
        (_, _, None) => t_string!(
            i18n,
            prizes.register_finding_guests,
            registered = registered,
            guests = counted(f, &view.guests)
        )
        .to_string(),
    }
}

fn money_words(f: &Formatter, view: &RegisterView) -> String {
    let i18n = use_i18n();
    match (view.cost, view.cost_per_guest) {
        (Some(cost), Some(each)) => t_string!(
            i18n,
            prizes.register_cost_words,
            cost = summed(f, &cost),
            each = write_amount(f, each)
        )
        .to_string(),
        (Some(cost), None) => {
            t_string!(i18n, prizes.register_cost_nobody, cost = summed(f, &cost)).to_string()
        }
        (None, _) if view.missing.is_empty() => t_string!(i18n, prizes.register_no_cost).to_owned(),
        (None, _) => t_string!(i18n, prizes.register_cost_unknown).to_owned(),
    }
}

/// How much less is open now than before anybody had registered.
fn narrowed(f: &Formatter, view: &RegisterView) -> Option<String> {
    let i18n = use_i18n();
    let before = view.guests_before.filter(|_| view.n_came.is_none())?;
    let range = f.fmt_range(before.low, before.high);
    Some(t_string!(i18n, prizes.register_narrowed, range = range).to_string())
}

/// A number with its range, where it has any.
pub fn counted(f: &Formatter, n: &Ranged) -> String {
    let mean = f.fmt_number(n.mean, 0);
    if n.low == n.high { mean } else { format!("{mean} ({})", f.fmt_range(n.low, n.high)) }
}

pub fn summed(f: &Formatter, sum: &Ranged) -> String {
    let [low, mean, high] = [sum.low, sum.mean, sum.high].map(|sum| write_amount(f, sum));
    if low == high { mean } else { format!("{mean} ({})", f.join_range(&low, &high)) }
}

fn figures(view: &Arc<RegisterView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let amount = |sum: Option<f64>| sum.map_or(NO_FIGURE.to_owned(), |sum| write_amount(&f, sum));
    let none = || NO_FIGURE.to_owned();
    let rows = [
        (
            t_string!(i18n, prizes.register_guests),
            RegisterFigure::Guests,
            counted(&f, &view.guests),
        ),
        (
            t_string!(i18n, prizes.register_orders),
            RegisterFigure::Orders,
            view.orders.map_or_else(none, |orders| counted(&f, &orders)),
        ),
        (
            t_string!(i18n, prizes.register_cost),
            RegisterFigure::Cost,
            view.cost.map_or_else(none, |cost| summed(&f, &cost)),
        ),
        (
            t_string!(i18n, prizes.register_per_registered),
            RegisterFigure::PerRegistered,
            amount(view.cost_per_registered),
        ),
        (
            t_string!(i18n, prizes.register_per_guest),
            RegisterFigure::PerGuest,
            amount(view.cost_per_guest),
        ),
        (
            t_string!(i18n, prizes.register_per_order),
            RegisterFigure::PerOrder,
            amount(view.cost_per_order),
        ),
    ];
    let rows = rows.into_iter().map(|(name, figure, written)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{why(view, figure, written)}</dd>
            </div>
        }
    });
    view! {
        <dl class="kv" data-wide="">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}

fn why(view: &Arc<RegisterView>, figure: RegisterFigure, written: String) -> AnyView {
    let i18n = use_i18n();
    let (view, value) = (view.clone(), written.clone());
    let explain = move || explain_register(&view, figure, value.clone());
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}

/// A share with its range; nothing where nothing is known.
pub fn write_rate(f: &Formatter, rate: Option<Ranged>) -> String {
    rate.map_or(NO_FIGURE.to_owned(), |rate| {
        format!("{} ({})", write_share(f, rate.mean), write_shares(f, rate.low, rate.high))
    })
}

fn table(view: &Arc<RegisterView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let row = |(place, rate): (usize, &StepRateView)| {
        let after = why(view, RegisterFigure::Rate(place), write_rate(&f, rate.after));
        view! {
            <tr>
                <th scope="row">{rate_name(rate.stage)}</th>
                <td class="num" data-label=t_string!(i18n, prizes.register_before)>
                    {write_rate(&f, rate.before)}
                </td>
                <td class="num" data-label=t_string!(i18n, prizes.register_counted)>
                    {counted_of(&f, rate)}
                </td>
                <td class="num" data-label=t_string!(i18n, prizes.register_after)>
                    {after}
                </td>
            </tr>
        }
    };
    let assumed = (!view.assumed.is_empty()).then(|| {
        let stages = join(view.assumed.iter().map(|stage| stage_name(*stage)));
        t_string!(i18n, whom.rests_on_you, stages = stages).to_string()
    });
    view! {
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, prizes.register_rate)}</th>
                    <th scope="col" class="num">{t!(i18n, prizes.register_before)}</th>
                    <th scope="col" class="num">{t!(i18n, prizes.register_counted)}</th>
                    <th scope="col" class="num">{t!(i18n, prizes.register_after)}</th>
                </tr>
            </thead>
            <tbody>{view.rates.iter().enumerate().map(row).collect_view()}</tbody>
        </table>
        {assumed.map(|said| view! { <p class="fine">{said}</p> })}
    }
    .into_any()
}
