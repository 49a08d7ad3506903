//! What one more invitation, and one more seat, would bring to an event. Money in one currency.
//!
//! Given the rates r of a draw, one more person of a group comes with chance r₁r₂′ and orders with
//! r₁r₂′r₃′, independently of the others. Where seats are short, a guest beyond them does not order
//! and costs what turning away costs, so that the same person brings
//! r₁r₂′·(free seat ? r₃′·margin − costs of a guest : −turning away) − costs of an invitation; averaged
//! over draws. One more seat is used when more come than there are: P(S > c)·(guest's margin + cost of
//! turning away), as in [`crate::overbooking`].

use crate::economics::EventEconomics;
use crate::funnel::{FunnelError, FunnelInput, RateDraws};
use crate::funnel_draws::{FunnelDraws, Stage};

/// A room that may be too small.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Guests it seats.
    pub n_seats: u32,
    /// What a guest without a seat costs (a gift, a second date, ill will).
    pub cost_per_turned_away: f64,
}

/// What one more invitation of a group would bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InvitationValue {
    /// Expected profit of it, after all its costs.
    pub value: f64,
    /// The same were there always a seat.
    pub value_with_seat: f64,
}

/// The value of one more invitation of every group, beside all that are invited. The draws must be those
/// of this funnel with this seed.
///
/// # Errors
/// As [`crate::FunnelSimulation::new`].
pub fn one_more_invitation(
    input: &FunnelInput,
    draws: &FunnelDraws,
    seed: u64,
    economics: &EventEconomics,
    room: Option<Room>,
) -> Result<Vec<InvitationValue>, FunnelError> {
    input.check()?;
    let rates = RateDraws::new(input, seed);
    let costs = economics.cost_per_head;
    let margin = economics.margin_per_order() - costs.ordered;
    let n_groups = input.groups().len();
    let (mut with_seat, mut without) = (vec![0.0; n_groups], vec![0.0; n_groups]);
    for (draw, &n_attended) in draws.total(Stage::Attended).iter().enumerate() {
        let is_full = room.filter(|room| n_attended >= room.n_seats);
        for (group, [register, attend, order]) in rates.draw(draw).into_iter().enumerate() {
            let before = -costs.invited - register * costs.registered;
            let seated = register * attend * (order * margin - costs.attended);
            with_seat[group] += before + seated;
            without[group] += before
                + is_full.map_or(seated, |room| -register * attend * room.cost_per_turned_away);
        }
    }
    let n = draws.n_draws().max(1) as f64;
    let value = |(with_seat, without): (&f64, &f64)| InvitationValue {
        value: without / n,
        value_with_seat: with_seat / n,
    };
    Ok(with_seat.iter().zip(&without).map(value).collect())
}

/// The value of one more seat: what the first guest who finds none would have brought, had they found
/// one, times the chance that there is such a guest. `margin_per_guest` is what a seated guest leaves on
/// average, after the costs of a guest.
pub fn one_more_seat(draws: &FunnelDraws, room: Room, margin_per_guest: f64) -> f64 {
    let p_over = draws.p_more_than(Stage::Attended, room.n_seats);
    p_over * (margin_per_guest + room.cost_per_turned_away)
}

/// What a seated guest leaves on average, at the draws' own mean ratio of orders to guests; None when
/// nobody is expected.
pub fn margin_per_guest(economics: &EventEconomics, draws: &FunnelDraws) -> Option<f64> {
    let guests = draws.mean(Stage::Attended);
    let margin = economics.margin_per_order() - economics.cost_per_head.ordered;
    let orders_per_guest = draws.mean(Stage::Ordered) / guests;
    (guests > 0.0).then_some(orders_per_guest * margin - economics.cost_per_head.attended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_rate::BetaRate;
    use crate::economics::{HeadCosts, OrderValue};
    use crate::funnel::{EventShock, simulate};
    use crate::overbooking::{SeatValue, expected_value};

    const PLAN: EventEconomics = EventEconomics {
        fixed_cost: 500.0,
        cost_per_head: HeadCosts { invited: 1.0, registered: 2.0, attended: 20.0, ordered: 10.0 },
        order_value: OrderValue { mean: 650.0, cv: 0.0 },
        margin_rate: 0.4,
    };
    const ROOM: Room = Room { n_seats: 40, cost_per_turned_away: 30.0 };

    fn certain(rate: f64) -> BetaRate {
        BetaRate::from_point(rate, 1e9).expect("between 0 and 1")
    }

    #[test]
    fn with_known_rates_it_is_the_closed_form() {
        let mut input = FunnelInput::new(EventShock::default());
        input.add_group_of_its_own(65, [certain(1.0 - 1e-9), certain(0.6), certain(0.3)]);
        let draws = simulate(&input, 40_000, 3).expect("a valid funnel");
        let values = one_more_invitation(&input, &draws, 3, &PLAN, Some(ROOM)).expect("valid");
        // A guest leaves .3·250 − 20 = 55.
        assert!((values[0].value_with_seat - (0.6 * 55.0 - 3.0)).abs() < 1e-3, "{values:?}");
        let seats = SeatValue { per_seated: 55.0, per_turned_away: 30.0 };
        let worth = |n| expected_value(40, n, 0.6, seats);
        let exact = worth(66) - worth(65) - 3.0;
        // Of 40,000 draws a chance errs by .25 points: by .6·85·.0025.
        assert!((values[0].value - exact).abs() < 0.6, "{values:?}, exactly {exact}");
        let margin = margin_per_guest(&PLAN, &draws).expect("guests");
        assert!((margin - 55.0).abs() < 1.0, "{margin}");
        let seat = one_more_seat(&draws, ROOM, 55.0);
        let exact = expected_value(41, 65, 0.6, seats) - expected_value(40, 65, 0.6, seats);
        assert!((seat - exact).abs() < 1.0, "{seat}, exactly {exact}");
    }

    #[test]
    fn a_room_that_is_never_full_changes_nothing() {
        let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.3, ordering_sd: 0.0 });
        let rate = |a, b| BetaRate::new(a, b).expect("positive");
        input.add_group_of_its_own(50, [rate(3.0, 7.0), rate(6.0, 4.0), rate(2.0, 6.0)]);
        input.add_group_of_its_own(50, [rate(1.0, 19.0), rate(6.0, 4.0), rate(2.0, 6.0)]);
        let draws = simulate(&input, 2000, 7).expect("a valid funnel");
        let large = Room { n_seats: 1000, cost_per_turned_away: 30.0 };
        let values = one_more_invitation(&input, &draws, 7, &PLAN, Some(large)).expect("valid");
        assert!(values.iter().all(|v| v.value == v.value_with_seat));
        assert!(values[0].value > values[1].value);
        let free = one_more_invitation(&input, &draws, 7, &PLAN, None).expect("valid");
        assert_eq!(free, values);
        assert_eq!(one_more_seat(&draws, large, 55.0), 0.0);
    }
}
