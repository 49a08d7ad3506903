//! The reasons of how bad it can get, of what moves the profit, and of one more. Must not compute.

use super::super::movers::{moved_between, moved_name, write_width};
use super::super::one_more::write_worth;
use super::super::risk::worst_of;
use super::super::words::{NO_FIGURE, write_amount, write_chance};
use super::Figure;
use super::explanation::{Explanation, accounts_inputs, people_inputs, runs_words, with_invented};
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::wizards::group_name::group_name;
use leptos::prelude::Get;
use meadow_core::domain::event::Event;
use meadow_core::views::event_risk::TailView;
use meadow_core::views::forecast::ForecastView;

/// `None`: no figure of these.
pub fn explain_risk(figure: Figure, view: &ForecastView, event: &Event) -> Option<Explanation> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let both = || {
        let people = people_inputs(view).into_iter();
        people.chain(accounts_inputs(view, event)).collect::<Vec<_>>()
    };
    let make = |title: String, value: String, formula: &str, inputs, source: &str| Explanation {
        title,
        value,
        formula: formula.to_owned(),
        inputs,
        sample: runs_words(view),
        source: source.to_owned(),
        model: figure.model(),
    };
    let of_tail = |place: usize, formula: &str, amount: fn(&TailView) -> f64| {
        let tail = view.risk.risk.tails.get(place);
        make(
            tail.map(worst_of).unwrap_or_default(),
            tail.map_or(NO_FIGURE.to_owned(), |tail| write_amount(&f, amount(tail))),
            formula,
            both(),
            t_string!(i18n, risk.source_tail),
        )
    };
    Some(match figure {
        Figure::PLoss => {
            let risk = &view.risk.risk;
            let mut inputs = vec![(
                t_string!(i18n, risk.error).to_owned(),
                f.fmt_percent_with(risk.p_loss_error, 1),
            )];
            inputs.extend(both());
            make(
                t_string!(i18n, risk.chance_of_loss).to_owned(),
                write_chance(&f, risk.p_loss),
                t_string!(i18n, risk.formula_p_loss),
                inputs,
                &with_invented(t_string!(i18n, forecast.source_accounts), view),
            )
        }
        Figure::AtMost(place) => {
            of_tail(place, t_string!(i18n, risk.formula_at_most), |tail| tail.at_most)
        }
        Figure::MeanOfWorst(place) => {
            of_tail(place, t_string!(i18n, risk.formula_mean_of_worst), |tail| tail.mean)
        }
        Figure::Swing(place) => {
            let swing = view.risk.swings.get(place)?;
            let amounts = [
                (t_string!(i18n, risk.between), moved_between(&f, swing)),
                (t_string!(i18n, risk.at_low), write_amount(&f, swing.at_low)),
                (t_string!(i18n, risk.at_high), write_amount(&f, swing.at_high)),
                (t_string!(i18n, risk.at_medians), write_amount(&f, view.risk.at_medians)),
            ];
            let inputs = amounts.map(|(name, value)| (name.to_owned(), value)).into_iter();
            let explained = make(
                moved_name(swing.moved, view),
                write_width(&f, swing),
                t_string!(i18n, risk.formula_swing),
                inputs.chain(both()).collect(),
                t_string!(i18n, risk.source_swing),
            );
            Explanation { sample: t_string!(i18n, risk.no_draws).to_owned(), ..explained }
        }
        Figure::MoreInvitations(place) => {
            let more = view.risk.invitations.get(place)?;
            let group = group_name(&more.group);
            make(
                t_string!(i18n, forecast.one_more_of, group = group).to_string(),
                write_worth(&f, &more.worth),
                t_string!(i18n, risk.formula_invitation),
                both(),
                t_string!(i18n, risk.source_one_more),
            )
        }
        Figure::MoreSeats => {
            let seat = view.risk.seat?;
            let mut inputs =
                vec![(t_string!(i18n, risk.p_needed).to_owned(), write_chance(&f, seat.p_needed))];
            inputs.extend(both());
            make(
                t_string!(i18n, risk.one_seat).to_owned(),
                write_worth(&f, &seat.worth),
                t_string!(i18n, risk.formula_seat),
                inputs,
                t_string!(i18n, risk.source_one_more),
            )
        }
        _ => return None,
    })
}
