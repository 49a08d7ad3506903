//! The plan found: how many of whom by which channel, whether they find seats, and what choosing them
//! brings against inviting everybody alike; or why there is none.

use super::super::words::{NO_FIGURE, stage_name, write_amount, write_chance, write_money};
use super::files::{even_file, plan_file};
use super::prices::Prices;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::group_name::GroupName;
use crate::ui::wizards::labels::channel_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::whom::{GroupPlan, NoPlan, WhomView};

/// Why there is no plan, and what would make one.
#[component]
pub fn NoPlanNote(why: NoPlan) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match &why {
        NoPlan::NoChannel => t_string!(i18n, whom.no_channel).to_owned(),
        NoPlan::NoCost(channels) => {
            let names = join(channels.iter().map(|channel| channel_name(*channel)));
            t_string!(i18n, whom.no_cost, channels = names).to_string()
        }
        NoPlan::NobodyToAsk => t_string!(i18n, whom.nobody_to_ask).to_owned(),
        NoPlan::RatesMissing(stages) => {
            let stages = join(stages.iter().map(|stage| stage_name(*stage)));
            t_string!(i18n, whom.rates_missing, stages = stages).to_string()
        }
    };
    view! {
        <div role="status" data-plan="none">
            <Note tone=Tone::Warn>
                <p>{words}</p>
            </Note>
        </div>
    }
}

pub fn join(names: impl Iterator<Item = String>) -> String {
    let i18n = use_i18n();
    names.collect::<Vec<_>>().join(t_string!(i18n, forecast.list_comma))
}

#[component]
pub fn Plan(plan: WhomView) -> impl IntoView {
    let i18n = use_i18n();
    let plan = StoredValue::new(plan);
    let table = move || plan.with_value(table);
    let room = move || plan.with_value(room);
    let even = move || plan.with_value(even);
    let notes = move || plan.with_value(notes);
    view! {
        <Section id="h-whom-plan" title=say!(i18n, whom.plan)>
            {notes}
            {table}
            <ExportTableMenu table=move || Some(plan.with_value(plan_file)) />
            {room}
        </Section>
        <Prices plan=plan />
        <Section id="h-whom-even" title=say!(i18n, whom.even)>
            {even}
            <ExportTableMenu table=move || Some(plan.with_value(even_file)) />
        </Section>
    }
}

fn notes(plan: &WhomView) -> AnyView {
    let i18n = use_i18n();
    let alike = plan.are_alike.then(|| {
        view! {
            <Note tone=Tone::Warn>
                <p>{t!(i18n, whom.are_alike)}</p>
            </Note>
        }
    });
    let assumed = (!plan.assumed.is_empty()).then(|| {
        let stages = join(plan.assumed.iter().map(|stage| stage_name(*stage)));
        let text = t_string!(i18n, whom.rests_on_you, stages = stages).to_string();
        view! { <p class="fine">{text}</p> }
    });
    view! {
        {alike}
        {assumed}
    }
    .into_any()
}

fn table(plan: &WhomView) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let heads = plan.channels.iter().map(|channel| {
        view! {
            <th scope="col" class="num">
                {channel_name(channel.channel)}
            </th>
        }
    });
    let rows = plan.groups.iter().map(|group| row(&f, plan, group));
    let totals = plan.channels.iter().map(|channel| {
        let n = f.fmt_int(channel.n_invited.into());
        let text = format!("{n} · {}", write_amount(&f, channel.cost));
        view! {
            <td class="num" data-label=channel_name(channel.channel)>
                {text}
            </td>
        }
    });
    view! {
        <div class="scroll-x">
            <table class="table ledger" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, forecast.invited)}</th>
                        {heads.collect_view()}
                        <th scope="col" class="num">
                            {t!(i18n, whom.value)}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">
                            {t_string!(i18n, forecast.all_n, n = f.fmt_int(plan.n_invited.into()))
                                .to_string()}
                        </th>
                        {totals.collect_view()}
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn row(f: &Formatter, plan: &WhomView, group: &GroupPlan) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let invited = t_string!(
        i18n,
        forecast.n_of_all,
        n = f.fmt_int(group.n_invited.into()),
        all = f.fmt_int(group.n_may_ask.into())
    )
    .to_string();
    let cells = plan.channels.iter().zip(&group.by_channel).map(|(channel, n)| {
        view! {
            <td class="num" data-label=channel_name(channel.channel)>
                {f.fmt_int((*n).into())}
            </td>
        }
    });
    // Through the channel that brings most.
    let best = group.value.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    view! {
        <tr data-invited=group.n_invited.to_string()>
            <th scope="row">
                <GroupName group=group.group.clone() />
                <small>{invited}</small>
            </th>
            {cells.collect_view()}
            <td class="num" data-label=t_string!(i18n, whom.value)>
                {write_amount(f, best)}
            </td>
        </tr>
    }
}

/// Whether the guests find seats, and what comes of the plan in simulated events.
fn room(plan: &WhomView) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let guests = t_string!(
        i18n,
        whom.guests,
        guests = f.fmt_number(plan.n_guests, 0),
        orders = f.fmt_number(plan.n_orders, 0),
        cost = write_amount(&f, plan.cost)
    )
    .to_string();
    let seats = plan.seats.zip(plan.p_over).map(|(seats, p_over)| {
        t_string!(
            i18n,
            whom.room,
            seats = f.fmt_int(seats.into()),
            chance = write_chance(&f, p_over)
        )
        .to_string()
    });
    let drawn = plan.p_over_drawn.map(|p| {
        t_string!(
            i18n,
            whom.room_drawn,
            n = f.fmt_int(plan.n_draws.into()),
            chance = write_chance(&f, p)
        )
        .to_string()
    });
    let too_bold = plan.p_over_allowed.zip(plan.p_over_drawn).filter(|(allowed, p)| p > allowed);
    let too_bold = too_bold.map(|_| {
        view! {
            <Note tone=Tone::Warn>
                <p>{t!(i18n, whom.too_bold)}</p>
            </Note>
        }
    });
    let profit = t_string!(
        i18n,
        whom.profit_drawn,
        n = f.fmt_int(plan.n_draws.into()),
        seed = plan.seed,
        profit = write_money(&f, &plan.profit_drawn)
    )
    .to_string();
    view! {
        <p>{guests}</p>
        {seats.map(|text| view! { <p><b>{text}</b> " " {drawn}</p> })}
        {too_bold}
        <p class="fine">{profit} " " {registered_by_channel(plan)}</p>
    }
    .into_any()
}

/// A forecast counts everybody alike, however invited.
fn registered_by_channel(plan: &WhomView) -> Option<&'static str> {
    let i18n = use_i18n();
    let differs = plan.groups.iter().any(|group| {
        let mut chances = group.p_attend.iter();
        let first = chances.next();
        chances.any(|chance| Some(chance) != first)
    });
    (differs && plan.assumed.contains(&FunnelStage::Registered))
        .then(|| t_string!(i18n, whom.by_channel_only_here))
}

fn even(plan: &WhomView) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let gain = plan.profit - plan.even.profit;
    let finding = if gain > 0.5 {
        t_string!(i18n, whom.gain, amount = write_amount(&f, gain)).to_string()
    } else {
        t_string!(i18n, whom.no_gain).to_owned()
    };
    let rows = [
        (
            say!(i18n, whom.this_plan),
            plan.n_invited,
            plan.cost,
            plan.n_guests,
            plan.profit,
            plan.p_over,
        ),
        (
            say!(i18n, whom.everybody_alike),
            plan.even.n_invited,
            plan.even.cost,
            plan.even.n_guests,
            plan.even.profit,
            plan.even.p_over,
        ),
    ];
    let rows = rows.map(|(name, n_invited, cost, n_guests, profit, p_over)| {
        let overflow = p_over.map_or(NO_FIGURE.to_owned(), |p| write_chance(&f, p));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-label=t_string!(i18n, forecast.invited)>
                    {f.fmt_int(n_invited.into())}
                </td>
                <td class="num" data-label=t_string!(i18n, whom.cost)>
                    {write_amount(&f, cost)}
                </td>
                <td class="num" data-label=t_string!(i18n, whom.guests_expected)>
                    {f.fmt_number(n_guests, 0)}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.chance_of_overflow)>
                    {overflow}
                </td>
                <td class="num" data-label=t_string!(i18n, forecast.expected_profit)>
                    {write_amount(&f, profit)}
                </td>
            </tr>
        }
    });
    view! {
        <p>{finding}</p>
        <table class="table" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, whom.way)}</th>
                    <th scope="col" class="num">{t!(i18n, forecast.invited)}</th>
                    <th scope="col" class="num">{t!(i18n, whom.cost)}</th>
                    <th scope="col" class="num">{t!(i18n, whom.guests_expected)}</th>
                    <th scope="col" class="num">{t!(i18n, forecast.chance_of_overflow)}</th>
                    <th scope="col" class="num">{t!(i18n, forecast.expected_profit)}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().collect_view()}</tbody>
        </table>
        <p class="fine">{t!(i18n, whom.even_note)}</p>
    }
    .into_any()
}
