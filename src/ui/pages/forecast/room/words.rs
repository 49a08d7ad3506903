//! The findings of this page in sentences. Call these inside a view or signal.

use super::super::whom::join;
use super::super::words::{
    stage_name, write_amount, write_chance, write_count_or_range, write_heads,
};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::words::agree;
use meadow_core::views::room::{AcceptedAs, GuestsFrom, RoomView, SeatsView, SeatsWorth};

/// The finding as a title.
pub fn title(f: &Formatter, view: &RoomView) -> String {
    let i18n = use_i18n();
    let n = f.fmt_number(view.guests.median, 0);
    let said = match &view.seats {
        Some(seats) => t_string!(
            i18n,
            room.title_finding,
            n = n,
            seats = write_count_or_range(f, seats.n_seats, seats.n_seats_range),
            over = write_chance(f, seats.p_over.0),
            empty = write_chance(f, seats.p_empty.0)
        )
        .to_string(),
        None => {
            let (low, high) = (f.fmt_number(view.guests.p05, 0), f.fmt_number(view.guests.p95, 0));
            t_string!(i18n, room.title_no_seats, n = n, low = low, high = high).to_string()
        }
    };
    agree(&said)
}

/// How the guests fit the seats.
pub fn fit(f: &Formatter, seats: &SeatsView) -> String {
    let i18n = use_i18n();
    t_string!(
        i18n,
        room.fit,
        over = write_chance(f, seats.p_over.0),
        empty = write_chance(f, seats.p_empty.0),
        below = f.fmt_int(seats.empty_below.into()),
        share = f.fmt_percent(seats.looks_empty)
    )
    .to_string()
}

/// What the guests are reckoned from, and what of it is the user's own bet.
pub fn basis(f: &Formatter, view: &RoomView) -> String {
    let i18n = use_i18n();
    let registered = write_heads(f, &view.registered);
    let from = match &view.from {
        GuestsFrom::Invited { n_invited } => {
            let n = f.fmt_int((*n_invited).into());
            t_string!(i18n, room.from_invited, n = n, registered = registered).to_string()
        }
        GuestsFrom::Registrations { n_now, is_counted: true } => {
            let n = f.fmt_int((*n_now).into());
            t_string!(i18n, room.from_noted, n = n, registered = registered).to_string()
        }
        GuestsFrom::Registrations { n_now, is_counted: false } => {
            let n = f.fmt_int((*n_now).into());
            t_string!(i18n, room.from_typed, n = n, registered = registered).to_string()
        }
    };
    let not_followed =
        view.not_followed.is_some().then(|| t_string!(i18n, room.not_followed).to_owned());
    let assumed = (!view.assumed.is_empty()).then(|| {
        let stages = join(view.assumed.iter().map(|stage| stage_name(*stage)));
        t_string!(i18n, whom.rests_on_you, stages = stages).to_string()
    });
    let drawn = view.seats.as_ref().and_then(|seats| {
        let range = write_count_or_range(f, seats.n_seats, Some(seats.n_seats_range?));
        let n = f.fmt_int(seats.n_seats.into());
        Some(t_string!(i18n, room.seats_drawn, seats = range, n = n).to_string())
    });
    let said = [Some(from), not_followed, assumed, drawn].into_iter().flatten();
    let said = said.collect::<Vec<_>>();
    said.join(t_string!(i18n, forecast.sentence_gap))
}

/// How many registrations to accept.
pub fn accept(f: &Formatter, seats: &SeatsView) -> String {
    let i18n = use_i18n();
    let risk = f.fmt_percent(seats.risk);
    let within = match seats.within_risk {
        Some(n) => {
            let n = f.fmt_int(n.into());
            t_string!(i18n, room.accept_within, n = n, risk = risk).to_string()
        }
        None => t_string!(i18n, room.accept_any, risk = risk).to_string(),
    };
    let best = match &seats.worth {
        Ok(worth) => most_valuable(f, worth),
        Err(_) => None,
    };
    let said = std::iter::once(within).chain(best).collect::<Vec<_>>();
    said.join(t_string!(i18n, forecast.sentence_gap))
}

fn most_valuable(f: &Formatter, worth: &SeatsWorth) -> Option<String> {
    let i18n = use_i18n();
    let n = |n: u32| f.fmt_int(n.into());
    let best = worth.best?;
    Some(match (worth.best_if_dear, worth.best_if_cheap) {
        (Some(low), Some(high)) if low < high => {
            t_string!(i18n, room.accept_best_between, n = n(best), low = n(low), high = n(high))
                .to_string()
        }
        _ => t_string!(i18n, room.accept_best, n = n(best)).to_string(),
    })
}

/// What one more seat is worth.
pub fn one_more_seat(f: &Formatter, seats: &SeatsView, worth: &SeatsWorth) -> String {
    let i18n = use_i18n();
    let chance = write_chance(f, seats.p_over.0);
    let amount = write_amount(f, worth.one_more_seat.value);
    t_string!(i18n, risk.seat_finding, chance = chance, amount = amount).to_string()
}

/// What is behind the money, defaults named.
pub fn money_basis(f: &Formatter, worth: &SeatsWorth) -> String {
    let i18n = use_i18n();
    let guest = write_amount(f, worth.per_guest);
    let guest = match worth.is_guest_typed {
        true => t_string!(i18n, room.guest_typed, amount = guest).to_string(),
        false => t_string!(i18n, room.guest_by_event, amount = guest).to_string(),
    };
    let cost = cost_range(f, worth);
    let cost = match worth.is_turned_away_typed {
        true => t_string!(i18n, room.turned_away_typed, amounts = cost).to_string(),
        false => t_string!(i18n, room.turned_away_default, amounts = cost).to_string(),
    };
    [guest, cost].join(t_string!(i18n, forecast.sentence_gap))
}

pub fn cost_range(f: &Formatter, worth: &SeatsWorth) -> String {
    let cost = worth.per_turned_away;
    if cost.low == cost.high {
        return write_amount(f, cost.mean);
    }
    f.join_range(&write_amount(f, cost.low), &write_amount(f, cost.high))
}

pub fn accepted_as(why: AcceptedAs) -> &'static str {
    let i18n = use_i18n();
    match why {
        AcceptedAs::Seats => t_string!(i18n, room.as_seats),
        AcceptedAs::WithinRisk => t_string!(i18n, room.as_within_risk),
        AcceptedAs::MostValuable => t_string!(i18n, room.as_most_valuable),
        AcceptedAs::Expected => t_string!(i18n, room.as_expected),
    }
}
