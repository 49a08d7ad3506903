//! A funnel whose room turns guests away: in every draw only guests with a seat are counted, and only they
//! order. Knows counts and seats, no money.
//!
//! Where S guests come and there are c < S seats, they are split over the groups as the guests are, to whole
//! seats: every guest has the same chance of one. Those seated order as on the day of the draw,
//! Bin(seated, r₃′), from the random stream of the whole count: seating everybody changes nothing, and
//! seating fewer of a group never brings one order more. In expectation this is what [`crate::marginal`]
//! reckons one more seat by.

use crate::binomial::draw_binomial;
use crate::funnel::{FunnelError, FunnelInput, RateDraws};
use crate::funnel_draws::{FunnelDraws, Stage};
use crate::marginal::Room;
use crate::stream::{DrawStreams, Purpose};

/// The step from guests to orders.
const ORDERING: usize = 2;

/// The draws with guests beyond the seats, and their orders, taken out. `draws` must be those of this funnel
/// with this seed.
///
/// # Errors
/// As [`crate::FunnelSimulation::new`].
pub fn seat_guests(
    input: &FunnelInput,
    draws: &FunnelDraws,
    seed: u64,
    room: Room<'_>,
) -> Result<FunnelDraws, FunnelError> {
    input.check()?;
    let rates = RateDraws::new(input, seed);
    let n_groups = input.groups().len();
    let mut seated = FunnelDraws::empty(n_groups);
    seated.reserve(draws.n_draws());
    for (draw, &n_guests) in draws.total(Stage::Attended).iter().enumerate() {
        let counts = |group| Stage::ALL.map(|stage| draws.group(group, stage)[draw]);
        let n_seats = room.seats_in(draw);
        if n_guests <= n_seats {
            seated.add_draw((0..n_groups).map(counts));
            continue;
        }
        let on_day = rates.draw(draw);
        let streams = DrawStreams::new(seed, draw);
        let (mut guests_so_far, mut seats_so_far) = (0_u64, 0_u64);
        seated.add_draw((0..n_groups).map(|group| {
            let [invited, registered, attended, _] = counts(group);
            guests_so_far += u64::from(attended);
            let seats = u64::from(n_seats) * guests_so_far / u64::from(n_guests);
            // At most the group's guests, since there are fewer seats than guests.
            let n_seated = (seats - seats_so_far) as u32;
            seats_so_far = seats;
            let mut stream = streams.of(Purpose::Outcome { group, step: ORDERING });
            let ordered = draw_binomial(n_seated, on_day[group][ORDERING], &mut stream);
            [invited, registered, n_seated, ordered]
        }));
    }
    Ok(seated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_rate::BetaRate;
    use crate::economics::{EconomicsDraws, EventEconomics, HeadCosts, OrderValue};
    use crate::funnel::{EventShock, simulate};
    use crate::marginal::seat_worth;

    fn certain(rate: f64) -> BetaRate {
        BetaRate::from_point(rate, 1e9).expect("between 0 and 1")
    }

    fn room(n_seats: u32) -> Room<'static> {
        Room { n_seats, seats_of_draws: None, cost_per_turned_away: 0.0 }
    }

    #[test]
    fn forty_seats_are_forty_tosses() {
        let mut input = FunnelInput::new(EventShock::default());
        // 60 and 30 of 90 come for certain: of 40 seats 26 (26.7 rounded down) and 14.
        for n in [60, 30] {
            let sure = certain(1.0 - 1e-9);
            input.add_group_of_its_own(n, [sure, sure, certain(0.5)]);
        }
        let draws = simulate(&input, 20_000, 3).expect("a valid funnel");
        let seated = seat_guests(&input, &draws, 3, room(40)).expect("a valid funnel");
        let counts = [0, 1].map(|group| seated.group(group, Stage::Attended)[17]);
        assert_eq!((counts, seated.n_draws()), ([26, 14], 20_000));
        assert!(seated.total(Stage::Attended).iter().all(|&n| n == 40));
        assert_eq!(seated.total(Stage::Registered), draws.total(Stage::Registered));
        let orders = seated.total(Stage::Ordered);
        let n = orders.len() as f64;
        let mean = orders.iter().map(|&k| f64::from(k)).sum::<f64>() / n;
        let var = orders.iter().map(|&k| (f64::from(k) - mean).powi(2)).sum::<f64>() / n;
        // Bin(40, ½): 20, and 10 about it.
        assert!((mean - 20.0).abs() < 4.5 * (10.0 / n).sqrt(), "{mean}");
        assert!((var / 10.0 - 1.0).abs() < 0.06, "{var}");
        // No draw has an order that the whole count has not.
        assert!(orders.iter().zip(draws.total(Stage::Ordered)).all(|(few, all)| few <= all));
    }

    #[test]
    fn seats_for_all_change_nothing_and_no_seats_leave_nobody() {
        let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.3, ordering_sd: 0.2 });
        let rate = |a, b| BetaRate::new(a, b).expect("positive");
        input.add_group_of_its_own(700, [rate(3.0, 7.0), rate(6.0, 4.0), rate(2.0, 6.0)]);
        input.add_group_of_its_own(50, [rate(1.0, 19.0), rate(6.0, 4.0), rate(2.0, 6.0)]);
        let draws = simulate(&input, 500, 7).expect("a valid funnel");
        let seated = |room: Room<'_>| seat_guests(&input, &draws, 7, room).expect("a valid funnel");
        assert_eq!(seated(room(750)), draws);
        let none = seated(room(0));
        assert_eq!((none.mean(Stage::Attended), none.mean(Stage::Ordered)), (0.0, 0.0));
        // As many seats as there are guests, draw by draw; then one fewer in each.
        let mut seats = draws.total(Stage::Attended).to_vec();
        let of_draws = |seats: &[u32]| {
            seated(Room { n_seats: 0, seats_of_draws: Some(seats), cost_per_turned_away: 0.0 })
        };
        assert_eq!(of_draws(&seats), draws);
        seats.iter_mut().for_each(|n| *n = n.saturating_sub(1));
        assert_eq!(of_draws(&seats).total(Stage::Attended), seats);
    }

    #[test]
    fn one_more_seat_adds_what_it_is_said_to_be_worth() {
        let plan = EventEconomics {
            fixed_cost: 500.0,
            cost_per_head: HeadCosts {
                invited: 1.0,
                registered: 2.0,
                attended: 20.0,
                ordered: 10.0,
            },
            order_value: OrderValue { mean: 650.0, cv: 0.0 },
            margin_rate: 0.4,
        };
        let mut input = FunnelInput::new(EventShock::default());
        input.add_group_of_its_own(65, [certain(1.0 - 1e-9), certain(0.6), certain(0.3)]);
        let draws = simulate(&input, 40_000, 3).expect("a valid funnel");
        let profit = |n_seats| {
            let seated = seat_guests(&input, &draws, 3, room(n_seats)).expect("a valid funnel");
            let accounts = EconomicsDraws::draw(&plan, &seated, 3).expect("valid accounts");
            accounts.profit.iter().sum::<f64>() / 40_000.0
        };
        let worth = seat_worth(&input, &draws, 3, &plan, room(40)).expect("a valid funnel");
        // A guest leaves .3·250 − 20 = 55, in about 35 of 100 draws; one order more or less in a draw is
        // 250·√(.3·.7) = 115, of 40,000 draws 0.6.
        assert!(worth.value > 15.0, "{worth:?}");
        let added = profit(41) - profit(40);
        assert!((added - worth.value).abs() < 2.0, "{added} {worth:?}");
    }
}
