//! What one more invitation and one more seat would bring, with what is not known of it.

use super::files::one_more_file;
use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::{write_amount, write_chance, write_money};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::help::Help;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::model_link::model_href;
use crate::ui::wizards::group_name::GroupName;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::event_risk::Worth;
use meadow_core::views::forecast::ForecastView;
use std::sync::Arc;

#[component]
pub fn OneMore() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    let help = Help::new(
        "one-more-help",
        say!(i18n, risk.one_more),
        say!(i18n, risk.one_more_goes_by),
        say!(i18n, risk.one_more_how),
        say!(i18n, risk.one_more_doubt),
    )
    .in_full_at(model_href(ModelTopic::OneMore));
    view! {
        <Section id="h-one-more" title=say!(i18n, risk.one_more) help=help>
            {move || shown.view.get().map(|view| table(&view))}
            <ExportTableMenu table=move || Some(one_more_file(&*shown.view.get()?)) />
        </Section>
    }
}

/// An expected value and its range.
pub fn write_worth(f: &Formatter, worth: &Worth) -> String {
    let range = f.join_range(&write_amount(f, worth.low), &write_amount(f, worth.high));
    format!("{} ({range})", write_amount(f, worth.value))
}

fn table(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let rows = view.risk.invitations.iter().enumerate().map(|(place, more)| {
        let worth = write_worth(&f, &more.worth);
        view! {
            <tr>
                <th scope="row">
                    {t!(i18n, risk.one_invitation)}
                    <small>
                        <GroupName group=more.group.clone() />
                    </small>
                </th>
                <td class="num" data-label=t_string!(i18n, risk.brings)>
                    <Why figure=Figure::MoreInvitations(place)>{worth}</Why>
                </td>
                <td class="num" data-label=t_string!(i18n, risk.with_seat)>
                    {write_amount(&f, more.with_seat)}
                </td>
            </tr>
        }
    });
    let seat = view.risk.seat.map(|seat| {
        let worth = write_worth(&f, &seat.worth);
        view! {
            <tr>
                <th scope="row">{t!(i18n, risk.one_seat)}</th>
                <td class="num" data-label=t_string!(i18n, risk.brings)>
                    <Why figure=Figure::MoreSeats>{worth}</Why>
                </td>
                <td></td>
            </tr>
        }
    });
    let by_seated = view.seated.map(|seated| {
        let profit = write_money(&f, &seated.profit);
        view! {
            <p class="fine">{t_string!(i18n, risk.by_seated, profit = profit).to_string()}</p>
        }
    });
    view! {
        <p>{in_words(view)}</p>
        {by_seated}
        <table class="table ledger" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, risk.what)}</th>
                    <th scope="col" class="num">
                        {t!(i18n, risk.brings)}
                    </th>
                    <th scope="col" class="num">
                        {t!(i18n, risk.with_seat)}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()} {seat}</tbody>
        </table>
    }
    .into_any()
}

fn in_words(view: &ForecastView) -> String {
    let i18n = use_i18n();
    let f = use_formatter().get();
    match view.risk.seat {
        None => t_string!(i18n, risk.no_room).to_owned(),
        Some(seat) => t_string!(
            i18n,
            risk.seat_finding,
            chance = write_chance(&f, seat.p_needed),
            amount = write_amount(&f, seat.worth.value)
        )
        .to_string(),
    }
}
