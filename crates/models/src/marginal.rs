//! What one more invitation, and one more seat, would bring to an event. Money in one currency.
//!
//! Given the rates r of a draw, one more person of a group comes with chance r₁r₂′ and orders with
//! r₁r₂′r₃′, independently of the others. Where seats are short, a guest beyond them does not order
//! and costs what turning away costs, so that the same person brings
//! r₁r₂′·(free seat ? r₃′·margin − costs of a guest : −turning away) − costs of an invitation; averaged
//! over draws. One more seat is used when more come than there are: P(S > c)·(guest's margin + cost of
//! turning away), as in [`crate::overbooking`].
//!
//! Of either there is a range that leaves out the luck of the single guest: where the expected value
//! would lie, nine times in ten, were the rates and the day known. Given these, the guests are taken as
//! Bin(N, p̄) at the groups' mean chance p̄: exact for one group, and for several a little wider than
//! their Poisson-binomial (W. Hoeffding 1956, *Annals of Mathematical Statistics* 27, 713).

use crate::binomial::p_binomial_at_least;
use crate::economics::EventEconomics;
use crate::funnel::{FunnelError, FunnelInput, RateDraws};
use crate::funnel_draws::{FunnelDraws, Stage};
use crate::summary::{Interval, Summary};

/// A room that may be too small.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room<'a> {
    /// Guests it seats.
    pub n_seats: u32,
    /// The seats of every draw, where they are known by a range alone; None: `n_seats` in all.
    pub seats_of_draws: Option<&'a [u32]>,
    /// What a guest without a seat costs (a gift, a second date, ill will).
    pub cost_per_turned_away: f64,
}

impl Room<'_> {
    pub(crate) fn seats_in(&self, draw: usize) -> u32 {
        self.seats_of_draws.and_then(|seats| seats.get(draw).copied()).unwrap_or(self.n_seats)
    }

    /// Chance that more come than there are seats.
    pub fn p_over(&self, draws: &FunnelDraws) -> f64 {
        let guests = draws.total(Stage::Attended).iter().enumerate();
        let n_over = guests.filter(|&(draw, &n)| n > self.seats_in(draw)).count();
        n_over as f64 / draws.n_draws().max(1) as f64
    }
}

/// What one more invitation of a group would bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InvitationValue {
    /// Expected profit of it, after all its costs.
    pub value: f64,
    /// The same were there always a seat.
    pub value_with_seat: f64,
    /// Where `value` would lie, nine times in ten, were the rates and the day known.
    pub range: Interval,
}

/// What one more seat would bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeatWorth {
    /// Expected profit of it: nothing where nobody needs it.
    pub value: f64,
    /// Where that would lie, nine times in ten, were the rates and the day known.
    pub range: Interval,
    /// Chance that somebody needs it.
    pub p_needed: f64,
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
    room: Option<Room<'_>>,
) -> Result<Vec<InvitationValue>, FunnelError> {
    input.check()?;
    let rates = RateDraws::new(input, seed);
    let costs = economics.cost_per_head;
    let margin = economics.margin_per_order() - costs.ordered;
    let n_groups = input.groups().len();
    let (mut with_seat, mut without) = (vec![0.0; n_groups], vec![0.0; n_groups]);
    let mut expected = vec![Vec::with_capacity(draws.n_draws()); n_groups];
    for (draw, &n_attended) in draws.total(Stage::Attended).iter().enumerate() {
        let is_full = room.filter(|room| n_attended >= room.seats_in(draw));
        let drawn = rates.draw(draw);
        // A seat more than there are guests besides: full from as many guests as seats.
        let p_full = room.map_or(0.0, |room| p_at_least(input, &drawn, room.seats_in(draw)));
        for (group, &[register, attend, order]) in drawn.iter().enumerate() {
            let before = -costs.invited - register * costs.registered;
            let seated = register * attend * (order * margin - costs.attended);
            let turned_away =
                room.map_or(0.0, |room| -register * attend * room.cost_per_turned_away);
            with_seat[group] += before + seated;
            without[group] += before + if is_full.is_some() { turned_away } else { seated };
            expected[group].push(before + p_full * turned_away + (1.0 - p_full) * seated);
        }
    }
    let n = draws.n_draws().max(1) as f64;
    let value = |group: usize| InvitationValue {
        value: without[group] / n,
        value_with_seat: with_seat[group] / n,
        range: middle_90(&expected[group]),
    };
    Ok((0..n_groups).map(value).collect())
}

/// What one more seat would bring, and how well that is known. The draws must be those of this funnel
/// with this seed.
///
/// # Errors
/// As [`crate::FunnelSimulation::new`].
pub fn seat_worth(
    input: &FunnelInput,
    draws: &FunnelDraws,
    seed: u64,
    economics: &EventEconomics,
    room: Room<'_>,
) -> Result<SeatWorth, FunnelError> {
    input.check()?;
    let rates = RateDraws::new(input, seed);
    let costs = economics.cost_per_head;
    let margin = economics.margin_per_order() - costs.ordered;
    let mut value = 0.0;
    let mut expected = Vec::with_capacity(draws.n_draws());
    for (draw, &n_attended) in draws.total(Stage::Attended).iter().enumerate() {
        let drawn = rates.draw(draw);
        let (mut guests, mut orders) = (0.0, 0.0);
        for (group, [register, attend, order]) in input.groups().iter().zip(&drawn) {
            let n = f64::from(group.n_invited) * register * attend;
            guests += n;
            orders += n * order;
        }
        let per_guest = if guests > 0.0 { orders / guests * margin - costs.attended } else { 0.0 };
        let used = per_guest + room.cost_per_turned_away;
        let n_seats = room.seats_in(draw);
        if n_attended > n_seats {
            value += used;
        }
        expected.push(p_at_least(input, &drawn, n_seats.saturating_add(1)) * used);
    }
    Ok(SeatWorth {
        value: value / draws.n_draws().max(1) as f64,
        range: middle_90(&expected),
        p_needed: room.p_over(draws),
    })
}

/// Chance of at least `n` guests at these rates, by the binomial at their mean chance.
fn p_at_least(input: &FunnelInput, drawn: &[[f64; 3]], n: u32) -> f64 {
    let (mut n_invited, mut guests) = (0, 0.0);
    for (group, [register, attend, _]) in input.groups().iter().zip(drawn) {
        n_invited += group.n_invited;
        guests += f64::from(group.n_invited) * register * attend;
    }
    p_binomial_at_least(n_invited, n, guests / f64::from(n_invited))
}

fn middle_90(values: &[f64]) -> Interval {
    Summary::of_values(values).map_or(Interval { low: 0.0, high: 0.0 }, |all| all.middle_90)
}

/// The value of one more seat: what the first guest who finds none would have brought, had they found
/// one, times the chance that there is such a guest. `margin_per_guest` is what a seated guest leaves on
/// average, after the costs of a guest.
pub fn one_more_seat(draws: &FunnelDraws, room: Room<'_>, margin_per_guest: f64) -> f64 {
    room.p_over(draws) * (margin_per_guest + room.cost_per_turned_away)
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
    const ROOM: Room<'static> =
        Room { n_seats: 40, seats_of_draws: None, cost_per_turned_away: 30.0 };

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
        // Nothing but chance among guests is left, and that is in no range.
        let worth = seat_worth(&input, &draws, 3, &PLAN, ROOM).expect("valid");
        assert!((worth.value - exact).abs() < 1.0, "{worth:?}, exactly {exact}");
        assert!((worth.range.low - exact).abs() < 0.05, "{worth:?}, exactly {exact}");
        assert!((worth.range.high - worth.range.low).abs() < 0.05, "{worth:?}");
        assert_eq!(worth.p_needed, draws.p_more_than(Stage::Attended, 40));
        assert!(values[0].range.high - values[0].range.low < 0.05, "{values:?}");
    }

    #[test]
    fn a_room_that_is_never_full_changes_nothing() {
        let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.3, ordering_sd: 0.0 });
        let rate = |a, b| BetaRate::new(a, b).expect("positive");
        input.add_group_of_its_own(50, [rate(3.0, 7.0), rate(6.0, 4.0), rate(2.0, 6.0)]);
        input.add_group_of_its_own(50, [rate(1.0, 19.0), rate(6.0, 4.0), rate(2.0, 6.0)]);
        let draws = simulate(&input, 2000, 7).expect("a valid funnel");
        let large = Room { n_seats: 1000, ..ROOM };
        let values = one_more_invitation(&input, &draws, 7, &PLAN, Some(large)).expect("valid");
        assert!(values.iter().all(|v| v.value == v.value_with_seat));
        assert!(values[0].value > values[1].value);
        let free = one_more_invitation(&input, &draws, 7, &PLAN, None).expect("valid");
        assert_eq!(free, values);
        assert_eq!(one_more_seat(&draws, large, 55.0), 0.0);
        // Rates that are hardly known leave a wide range about the value.
        for value in &values {
            let Interval { low, high } = value.range;
            assert!(low < value.value && value.value < high && high - low > 4.0, "{values:?}");
        }
        let worth = seat_worth(&input, &draws, 7, &PLAN, large).expect("valid");
        assert_eq!((worth.value, worth.range.high, worth.p_needed), (0.0, 0.0, 0.0));
    }
}
