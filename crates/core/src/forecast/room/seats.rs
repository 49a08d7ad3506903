//! How the guests drawn fit the seats, how many registrations that takes, and what one more seat is worth.
//! Must not draw: guests and seats are the run's, one of each a draw.

use super::{RoomRun, Searched, SeatMoney};
use crate::views::event_risk::Worth;
use crate::views::forecast::N_DRAWS;
use crate::views::room::{Accepted, AcceptedAs, LOOKS_EMPTY, RISK, SeatsView, SeatsWorth};

impl RoomRun {
    /// The seats of a draw.
    pub(super) fn seats_in(&self, draw: usize) -> Option<u32> {
        let drawn = self.seats_of_draws.as_ref().and_then(|seats| seats.get(draw).copied());
        drawn.or(self.n_seats)
    }

    /// `guests`: one number a draw.
    pub(super) fn seats_view(&self, guests: &[u32], n_expected: u32) -> Option<SeatsView> {
        let (n_seats, searched) = self.n_seats.zip(self.searched.as_ref())?;
        // Of what depends on the guests of a draw and its seats.
        let mean = |of: &dyn Fn(u32, u32) -> f64| {
            let draws = guests.iter().enumerate();
            let sum: f64 =
                draws.map(|(draw, &n)| of(n, self.seats_in(draw).unwrap_or(n_seats))).sum();
            sum / guests.len().max(1) as f64
        };
        let chance = |is_so: &dyn Fn(u32, u32) -> bool| {
            let p = mean(&|n, seats| f64::from(u8::from(is_so(n, seats))));
            (p, (p * (1.0 - p) / f64::from(N_DRAWS)).max(0.0).sqrt())
        };
        let looks_empty = self.terms.looks_empty.unwrap_or(LOOKS_EMPTY);
        // Rounding of the product is no guest.
        let empty_below = |seats: u32| (looks_empty * f64::from(seats) - 1e-9).ceil() as u32;
        let p_over = chance(&|n, seats| n > seats);
        let within_risk = searched.within_risk.flatten();
        let worth = searched.money.map(|money| seats_worth(&money, &searched.best, p_over.0));
        let best = worth.as_ref().ok().and_then(|worth| worth.best);
        let looked_at = [
            (AcceptedAs::Seats, Some(n_seats)),
            (AcceptedAs::WithinRisk, within_risk),
            (AcceptedAs::MostValuable, best),
            (AcceptedAs::Expected, Some(n_expected)),
        ];
        let mut compared: Vec<Accepted> = looked_at
            .into_iter()
            .filter_map(|(why, n)| Some(accepted(searched, n_seats, why, n?)))
            .collect();
        compared.sort_by_key(|accepted| accepted.n);
        Some(SeatsView {
            n_seats,
            n_seats_range: self.n_seats_range,
            p_over,
            looks_empty,
            empty_below: empty_below(n_seats),
            p_empty: chance(&|n, seats| n < empty_below(seats)),
            n_turned_away: mean(&|n, seats| n.saturating_sub(seats).into()),
            n_empty: mean(&|n, seats| seats.saturating_sub(n).into()),
            risk: self.terms.risk.unwrap_or(RISK),
            within_risk,
            worth,
            compared,
        })
    }
}

fn seats_worth(money: &SeatMoney, best: &[Option<u32>], p_over: f64) -> SeatsWorth {
    let number = |place: usize| best.get(place).copied().flatten();
    let costs = money.per_turned_away;
    let seat = |cost: f64| p_over * (money.per_guest + cost);
    SeatsWorth {
        per_guest: money.per_guest,
        is_guest_typed: money.is_guest_typed,
        per_turned_away: costs,
        is_turned_away_typed: money.is_turned_away_typed,
        best: number(0),
        best_if_cheap: number(1),
        best_if_dear: number(2),
        one_more_seat: Worth {
            value: seat(costs.mean),
            low: seat(costs.low),
            high: seat(costs.high),
        },
    }
}

fn accepted(searched: &Searched, n_seats: u32, why: AcceptedAs, n: u32) -> Accepted {
    let seating = searched.turn_out.seating(n_seats, n);
    Accepted {
        why,
        n,
        p_over: searched.turn_out.p_over(n_seats, n),
        n_turned_away: seating.turned_away,
        n_empty: seating.empty,
        value: searched
            .money
            .ok()
            .map(|money| seating.value(money.value(money.per_turned_away.mean))),
    }
}
