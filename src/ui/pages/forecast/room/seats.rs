//! How many registrations to accept, side by side, and what one more seat is worth.

use super::super::one_more::write_worth;
use super::super::words::{NO_FIGURE, write_amount, write_chance};
use super::reasons::{RoomFigure, why};
use super::words::{accept, accepted_as, money_basis, one_more_seat};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::room::{Accepted, NoWorth, RoomView, SeatsView};
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};
use std::sync::Arc;

/// `view` has seats.
#[component]
pub fn Accept(view: Arc<RoomView>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = StoredValue::new(view);
    let with_seats = move |show: fn(&Formatter, &Arc<RoomView>, &SeatsView) -> AnyView| {
        let f = formatter.get();
        found.with_value(|view| view.seats.as_ref().map(|seats| show(&f, view, seats)))
    };
    view! {
        <Section id="h-room-accept" title=say!(i18n, room.accept)>
            {move || {
                with_seats(|f, _, seats| view! { <p><b>{accept(f, seats)}</b></p> }.into_any())
            }}
            {move || with_seats(table)}
            <ExportTableMenu table=move || {
                found.with_value(|view| view.seats.as_ref().map(accepted_file))
            } />
            {move || with_seats(worth)}
            <ul class="plain limits">
                <li>{t!(i18n, room.limit_promise)}</li>
                <li>{t!(i18n, room.limit_companions)}</li>
            </ul>
        </Section>
    }
}

fn table(f: &Formatter, view: &Arc<RoomView>, seats: &SeatsView) -> AnyView {
    let i18n = use_i18n();
    let row = |(place, row): (usize, &Accepted)| {
        let n = why(view, RoomFigure::Accepted(place), f.fmt_int(row.n.into()));
        let value = row.value.map_or(NO_FIGURE.to_owned(), |value| write_amount(f, value));
        view! {
            <tr data-accepted=format!("{:?}", row.why)>
                <th scope="row">{accepted_as(row.why)}</th>
                <td class="num" data-label=t_string!(i18n, room.accepted)>
                    {n}
                </td>
                <td class="num" data-label=t_string!(i18n, room.p_over)>
                    {write_chance(f, row.p_over)}
                </td>
                <td class="num" data-label=t_string!(i18n, room.n_turned_away)>
                    {f.fmt_number(row.n_turned_away, 1)}
                </td>
                <td class="num" data-label=t_string!(i18n, room.n_empty)>
                    {f.fmt_number(row.n_empty, 1)}
                </td>
                <td class="num" data-label=t_string!(i18n, room.value)>
                    {value}
                </td>
            </tr>
        }
    };
    view! {
        <table class="table accepted" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, room.accepted_as)}</th>
                    <th scope="col" class="num">{t!(i18n, room.accepted)}</th>
                    <th scope="col" class="num">{t!(i18n, room.p_over)}</th>
                    <th scope="col" class="num">{t!(i18n, room.n_turned_away)}</th>
                    <th scope="col" class="num">{t!(i18n, room.n_empty)}</th>
                    <th scope="col" class="num">{t!(i18n, room.value)}</th>
                </tr>
            </thead>
            <tbody>{seats.compared.iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// Call this inside a view or signal.
fn accepted_file(seats: &SeatsView) -> ShownTable {
    let i18n = use_i18n();
    TableOf::new(t_string!(i18n, room.accept))
        .column("accepting", t_string!(i18n, room.accepted_as), |row: &Accepted| {
            accepted_as(row.why).to_owned()
        })
        .column("registrations", t_string!(i18n, room.accepted), |row| row.n)
        .column("chance_of_too_many", t_string!(i18n, room.p_over), |row| row.p_over)
        .column("turned_away", t_string!(i18n, room.n_turned_away), |row| row.n_turned_away)
        .column("empty_seats", t_string!(i18n, room.n_empty), |row| row.n_empty)
        .column("brings", t_string!(i18n, room.value), |row| row.value.map(ShownCell::amount))
        .rows(&seats.compared)
}

/// What a seat brings, or why that is not known.
fn worth(f: &Formatter, view: &Arc<RoomView>, seats: &SeatsView) -> AnyView {
    let i18n = use_i18n();
    match &seats.worth {
        Ok(worth) => {
            let seat = why(view, RoomFigure::OneMoreSeat, write_worth(f, &worth.one_more_seat));
            view! {
                <p>{one_more_seat(f, seats, worth)}</p>
                <dl class="kv" data-wide="">
                    <div>
                        <dt>{t!(i18n, room.one_more_seat)}</dt>
                        <dd>{seat}</dd>
                    </div>
                </dl>
                <p class="fine">{money_basis(f, worth)}</p>
            }
            .into_any()
        }
        Err(none) => {
            let words = match none {
                NoWorth::OrdersUnknown => t_string!(i18n, room.orders_unknown),
                NoWorth::BringsNothing => t_string!(i18n, room.brings_nothing),
            };
            view! {
                <div data-room="no-worth">
                    <Note tone=Tone::Warn>
                        <p>{words}</p>
                    </Note>
                </div>
            }
            .into_any()
        }
    }
}
