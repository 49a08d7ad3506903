//! The reasons of the figures of this page in words. Must not compute: every figure is the engine's.

use super::super::why::{Explanation, Reasons};
use super::super::words::{
    write_amount, write_count_or_range, write_heads, write_share, write_shares,
};
use super::words::{accepted_as, cost_range};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::room::{GuestsFrom, RoomView};
use std::sync::Arc;

/// A figure of this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomFigure {
    Guests,
    TurnOut,
    Over,
    Empty,
    TurnedAway,
    EmptySeats,
    /// The number of registrations at this place of those compared.
    Accepted(usize),
    OneMoreSeat,
    Portions,
    Enough,
    Left,
    Missing,
}

/// A figure that opens its reasons.
pub fn why(view: &Arc<RoomView>, figure: RoomFigure, written: String) -> AnyView {
    let i18n = use_i18n();
    let (view, value) = (view.clone(), written.clone());
    let explain = move || explain_room(&view, figure, value.clone());
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}

fn explain_room(view: &RoomView, figure: RoomFigure, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let (title, formula) = title_and_formula(view, figure);
    let averaged = matches!(figure, RoomFigure::Accepted(_));
    let n = if averaged { view.n_turn_outs } else { view.n_draws };
    let (n, seed) = (f.fmt_int(n.into()), view.seed);
    let sample = match averaged {
        true => t_string!(i18n, room.sample_turn_outs, n = n, seed = seed).to_string(),
        false => t_string!(i18n, room.sample, n = n, seed = seed).to_string(),
    };
    Explanation {
        title: title.to_owned(),
        value,
        formula: formula.to_owned(),
        inputs: inputs(&f, view, figure),
        sample,
        source: source(figure).to_owned(),
        model: Some(ModelTopic::Room),
    }
}

fn title_and_formula(view: &RoomView, figure: RoomFigure) -> (&'static str, &'static str) {
    let i18n = use_i18n();
    match figure {
        RoomFigure::Guests => match &view.from {
            GuestsFrom::Invited { .. } => {
                (t_string!(i18n, room.guests), t_string!(i18n, room.formula_invited))
            }
            GuestsFrom::Registrations { .. } => {
                (t_string!(i18n, room.guests), t_string!(i18n, room.formula_registered))
            }
        },
        RoomFigure::TurnOut => {
            (t_string!(i18n, room.turn_out), t_string!(i18n, room.formula_turn_out))
        }
        RoomFigure::Over => (t_string!(i18n, room.p_over), t_string!(i18n, room.formula_over)),
        RoomFigure::Empty => (t_string!(i18n, room.p_empty), t_string!(i18n, room.formula_empty)),
        RoomFigure::TurnedAway => {
            (t_string!(i18n, room.n_turned_away), t_string!(i18n, room.formula_turned_away))
        }
        RoomFigure::EmptySeats => {
            (t_string!(i18n, room.n_empty), t_string!(i18n, room.formula_empty_seats))
        }
        RoomFigure::Accepted(place) => {
            let row = view.seats.as_ref().and_then(|seats| seats.compared.get(place));
            let title =
                row.map_or_else(|| t_string!(i18n, room.accepted), |row| accepted_as(row.why));
            (title, t_string!(i18n, room.formula_accepted))
        }
        RoomFigure::OneMoreSeat => {
            (t_string!(i18n, room.one_more_seat), t_string!(i18n, room.formula_seat))
        }
        RoomFigure::Portions => {
            (t_string!(i18n, room.n_portions), t_string!(i18n, room.formula_portions))
        }
        RoomFigure::Enough => {
            (t_string!(i18n, room.p_enough), t_string!(i18n, room.formula_enough))
        }
        RoomFigure::Left => (t_string!(i18n, room.n_left), t_string!(i18n, room.formula_left)),
        RoomFigure::Missing => {
            (t_string!(i18n, room.n_missing), t_string!(i18n, room.formula_missing))
        }
    }
}

fn source(figure: RoomFigure) -> &'static str {
    let i18n = use_i18n();
    match figure {
        RoomFigure::Accepted(_) | RoomFigure::OneMoreSeat => t_string!(i18n, room.source_accept),
        RoomFigure::Portions | RoomFigure::Enough | RoomFigure::Left | RoomFigure::Missing => {
            t_string!(i18n, room.source_portions)
        }
        _ => t_string!(i18n, room.source_guests),
    }
}

fn inputs(f: &Formatter, view: &RoomView, figure: RoomFigure) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let turn_out = view.turn_out;
    let mut inputs = vec![
        (t_string!(i18n, forecast.registered).to_owned(), write_heads(f, &view.registered)),
        (
            t_string!(i18n, room.turn_out).to_owned(),
            format!(
                "{} ({})",
                write_share(f, turn_out.mean),
                write_shares(f, turn_out.low, turn_out.high)
            ),
        ),
    ];
    match &view.from {
        GuestsFrom::Invited { n_invited } => inputs
            .push((t_string!(i18n, forecast.invited).to_owned(), f.fmt_int((*n_invited).into()))),
        GuestsFrom::Registrations { n_now, .. } => inputs
            .push((t_string!(i18n, registrations.n_now).to_owned(), f.fmt_int((*n_now).into()))),
    }
    if let Some(seats) = &view.seats {
        let written = write_count_or_range(f, seats.n_seats, seats.n_seats_range);
        inputs.push((t_string!(i18n, forecast.seats).to_owned(), written));
        let error = match figure {
            RoomFigure::Over => Some(seats.p_over.1),
            RoomFigure::Empty => Some(seats.p_empty.1),
            _ => None,
        };
        if let Some(error) = error {
            let written = f.fmt_percent_with(error, 1);
            inputs.push((t_string!(i18n, risk.error).to_owned(), written));
        }
        if figure == RoomFigure::Empty {
            let written = f.fmt_percent(seats.looks_empty);
            inputs.push((t_string!(i18n, room.looks_empty).to_owned(), written));
        }
        if matches!(figure, RoomFigure::Accepted(_)) {
            inputs.push((t_string!(i18n, room.risk).to_owned(), f.fmt_percent(seats.risk)));
        }
        let has_money = matches!(figure, RoomFigure::Accepted(_) | RoomFigure::OneMoreSeat);
        if let (true, Ok(worth)) = (has_money, &seats.worth) {
            let guest = write_amount(f, worth.per_guest);
            inputs.push((t_string!(i18n, room.per_guest).to_owned(), guest));
            let cost = cost_range(f, worth);
            inputs.push((t_string!(i18n, room.per_turned_away).to_owned(), cost));
        }
    }
    let is_of_portions = matches!(
        figure,
        RoomFigure::Portions | RoomFigure::Enough | RoomFigure::Left | RoomFigure::Missing
    );
    if let (true, Some(portions)) = (is_of_portions, &view.portions) {
        let missing = write_amount(f, portions.per_missing);
        inputs.push((t_string!(i18n, room.per_missing).to_owned(), missing));
        let left = write_amount(f, portions.per_left);
        inputs.push((t_string!(i18n, room.per_left).to_owned(), left));
        inputs.push((t_string!(i18n, room.wanted).to_owned(), f.fmt_percent(portions.wanted)));
    }
    inputs
}
