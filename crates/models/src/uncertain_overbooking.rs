//! How many to register for a room of given size when the chance that a guest comes is not known, and the
//! day moves all guests together.
//!
//! Given the chance p of a draw, guests come independently: S | p ~ Bin(n, p). Averaged over draws of p,
//! more than c seats are needed with chance E[P(Bin(n, p) ≥ c + 1)], and one more registration is worth
//! taking while E[p·(v·P(Bin(n, p) ≤ c − 1) − cₒ·P(Bin(n, p) ≥ c))] > 0: the rule of
//! [`crate::overbooking`], each draw counting by how likely the one more comes in it. With a single chance
//! it is that rule; where the seats are known by a range, c is the draw's own too.
//! E[min(S, c)] = n·p·P(Bin(n − 1, p) ≤ c − 1) + c·P(Bin(n, p) ≥ c + 1).

use crate::binomial::{draw_binomial, p_binomial_at_least};
use crate::count_distribution::CountDistribution;
use crate::funnel::{FunnelError, FunnelInput, drawn_inputs};
use crate::overbooking::{MAX_REGISTERED, SeatValue};
use crate::stream::{Purpose, random_stream};
use rand::RngExt;

/// The chance that somebody who has registered comes, as draws of what is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct UncertainTurnOut {
    rates: Vec<f64>,
    seats_of_draws: Option<Vec<u32>>,
}

/// What a number of registrations leads to on average, in heads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seating {
    /// Guests who find a seat.
    pub seated: f64,
    /// Guests who find none.
    pub turned_away: f64,
    /// Seats that stay empty.
    pub empty: f64,
}

impl Seating {
    /// v·seated − cₒ·turned away.
    pub fn value(self, value: SeatValue) -> f64 {
        value.per_seated * self.seated - value.per_turned_away * self.turned_away
    }
}

impl UncertainTurnOut {
    /// None without draws, or where one is no chance.
    pub fn new(rates: Vec<f64>) -> Option<Self> {
        let are_chances = rates.iter().all(|rate| (0.0..=1.0).contains(rate));
        let are_there = are_chances && !rates.is_empty();
        are_there.then_some(UncertainTurnOut { rates, seats_of_draws: None })
    }

    /// The same in a room that is known by a range alone: every draw has seats of its own, which count in
    /// place of the number asked with.
    #[must_use]
    pub fn in_rooms(self, seats_of_draws: Option<Vec<u32>>) -> Self {
        UncertainTurnOut { seats_of_draws, ..self }
    }

    /// The share of all who register that comes, in the first `n_draws` draws of a simulation of this
    /// funnel with this seed: the groups' rates on the day of the draw, each weighing as many as are
    /// expected to register. None for a funnel in which nobody registers.
    ///
    /// # Errors
    /// As [`crate::FunnelSimulation::new`].
    pub fn of_funnel(
        input: &FunnelInput,
        n_draws: usize,
        seed: u64,
    ) -> Result<Option<Self>, FunnelError> {
        let drawn = drawn_inputs(input, n_draws, seed)?;
        let share_in = |draw: usize| {
            let (mut registered, mut attended) = (0.0, 0.0);
            for group in input.groups() {
                let [register, attend, _] = group.rates.map(|id| drawn.rates[id.index()][draw]);
                let n = f64::from(group.n_invited) * register;
                registered += n;
                let day = input.day_shift(group.rates[1]);
                attended += n * day.apply(attend, drawn.turn_out[draw]);
            }
            attended / registered
        };
        // Nobody registered leaves no number, and no number is no chance. Rounding leaves 1 + ε.
        Ok(Self::new((0..n_draws).map(|draw| share_in(draw).clamp(0.0, 1.0)).collect()))
    }

    /// One a draw.
    pub fn rates(&self) -> &[f64] {
        &self.rates
    }

    /// Chance that more come than there are seats.
    pub fn p_over(&self, n_seats: u32, n_registered: u32) -> f64 {
        self.mean(n_seats, |seats, p| p_binomial_at_least(n_registered, seats.saturating_add(1), p))
    }

    /// Who finds a seat, and who does not.
    pub fn seating(&self, n_seats: u32, n_registered: u32) -> Seating {
        let n = f64::from(n_registered);
        let seated = self.mean(n_seats, |seats, p| {
            let n_others = n_registered.saturating_sub(1);
            let p_free = 1.0 - p_binomial_at_least(n_others, seats, p);
            let p_over = p_binomial_at_least(n_registered, seats.saturating_add(1), p);
            n * p * p_free + f64::from(seats) * p_over
        });
        let arrivals = n * self.mean(n_seats, |_, p| p);
        let all_seats = self.mean(n_seats, |seats, _| f64::from(seats));
        Seating {
            seated,
            turned_away: (arrivals - seated).max(0.0),
            empty: (all_seats - seated).max(0.0),
        }
    }

    /// The largest number of registrations with which more come than there are seats at most this often.
    /// None if even [`MAX_REGISTERED`] are within that risk.
    pub fn most_within_risk(&self, n_seats: u32, p_over_allowed: f64) -> Option<u32> {
        first(|n| self.p_over(n_seats, n + 1) > p_over_allowed)
    }

    /// The number of registrations that brings most on average. None if one more is still worth taking
    /// at [`MAX_REGISTERED`].
    pub fn most_valuable(&self, n_seats: u32, value: SeatValue) -> Option<u32> {
        let SeatValue { per_seated, per_turned_away } = value;
        first(|n| {
            let one_more = self.mean(n_seats, |seats, p| {
                let p_full = p_binomial_at_least(n, seats, p);
                p * (per_seated * (1.0 - p_full) - per_turned_away * p_full)
            });
            one_more <= 0.0
        })
    }

    /// How many come of those registered, whose number is as distributed: one a draw.
    pub fn guests(&self, registered: &CountDistribution, seed: u64) -> Vec<u32> {
        let mut sum = 0.0;
        let up_to: Vec<f64> = registered
            .chances()
            .iter()
            .map(|p| {
                sum += p;
                sum
            })
            .collect();
        let come = |(draw, rate): (usize, &f64)| {
            let mut stream = random_stream(seed, draw, Purpose::Guests);
            let u = stream.random::<f64>() * sum;
            let n = up_to.partition_point(|p| *p <= u).min(registered.largest());
            draw_binomial(n as u32, *rate, &mut stream)
        };
        self.rates.iter().enumerate().map(come).collect()
    }

    /// Over the draws, of what depends on their seats and their chance.
    fn mean(&self, n_seats: u32, value: impl Fn(u32, f64) -> f64) -> f64 {
        let of_draw = |(draw, rate): (usize, &f64)| {
            let drawn = self.seats_of_draws.as_ref().and_then(|seats| seats.get(draw).copied());
            value(drawn.unwrap_or(n_seats), *rate)
        };
        self.rates.iter().enumerate().map(of_draw).sum::<f64>() / self.rates.len() as f64
    }
}

/// The first number for which `holds`, which holds for all beyond it.
fn first(holds: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut low, mut high) = (0, MAX_REGISTERED);
    while low < high {
        let middle = u32::midpoint(low, high);
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    (low < MAX_REGISTERED).then_some(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_rate::BetaRate;
    use crate::funnel::{EventShock, simulate};
    use crate::funnel_draws::Stage;
    use crate::overbooking::{
        expected_value, most_registrations_within_risk, most_valuable_registrations,
    };

    /// A Beta rate as so many equally likely values.
    fn spread(rate: BetaRate, n: usize) -> UncertainTurnOut {
        let middle = |place: usize| rate.quantile((place as f64 + 0.5) / n as f64);
        UncertainTurnOut::new((0..n).map(middle).collect()).expect("chances")
    }

    #[test]
    fn a_known_chance_gives_the_published_numbers() {
        for (seats, p, v, over) in [(100, 0.85, 1.0, 2.0), (50, 0.7, 1.0, 3.0), (40, 0.6, 8., 12.)]
        {
            let known = UncertainTurnOut::new(vec![p; 3]).expect("chances");
            let value = SeatValue { per_seated: v, per_turned_away: over };
            let best = most_valuable_registrations(seats, p, value);
            assert_eq!(known.most_valuable(seats, value), best);
            let within = most_registrations_within_risk(seats, p, 0.05);
            assert_eq!(known.most_within_risk(seats, 0.05), within);
            let n = best.expect("a best number");
            let exact = expected_value(seats, n, p, value);
            assert!((known.seating(seats, n).value(value) - exact).abs() < 1e-6);
        }
    }

    #[test]
    fn an_uncertain_chance_is_the_beta_binomial_and_asks_for_fewer() {
        let rate = BetaRate::new(34.0, 6.0).expect("positive");
        let turn_out = spread(rate, 4_000);
        for n in [100, 110, 120] {
            let exact = CountDistribution::beta_binomial(n, rate);
            assert!((turn_out.p_over(100, n) - exact.p_over(100)).abs() < 1e-3);
            let seated = exact.expected(|k| k.min(100) as f64);
            let found = turn_out.seating(100, n);
            assert!((found.seated - seated).abs() < 0.02, "{found:?} {seated}");
            assert!((found.seated + found.turned_away - exact.mean()).abs() < 0.02);
            assert!((found.seated + found.empty - 100.0).abs() < 1e-9);
        }
        let known = UncertainTurnOut::new(vec![0.85]).expect("a chance");
        let within = |it: &UncertainTurnOut| it.most_within_risk(100, 0.05).expect("an end");
        assert_eq!(within(&known), 111);
        assert!(within(&turn_out) < 108, "{}", within(&turn_out));
        // No other number is worth more.
        let value = SeatValue { per_seated: 1.0, per_turned_away: 2.0 };
        let best = turn_out.most_valuable(100, value).expect("an end");
        let worth = |n| turn_out.seating(100, n).value(value);
        assert!(worth(best) >= worth(best - 1) && worth(best) >= worth(best + 1));
    }

    #[test]
    fn a_room_that_may_be_either_is_the_mean_of_both() {
        let one = UncertainTurnOut::new(vec![0.8]).expect("a chance");
        let two = UncertainTurnOut::new(vec![0.8; 2]).expect("chances");
        let either = two.clone().in_rooms(Some(vec![30, 50]));
        let mean = |of: &dyn Fn(u32) -> f64| of(30).midpoint(of(50));
        for n in [20, 45, 60] {
            let over = either.p_over(40, n);
            assert!((over - mean(&|seats| one.p_over(seats, n))).abs() < 1e-12, "{n} {over}");
            let found = either.seating(40, n);
            let seated = mean(&|seats| one.seating(seats, n).seated);
            let empty = mean(&|seats| one.seating(seats, n).empty);
            assert!((found.seated - seated).abs() < 1e-9, "{found:?}");
            assert!((found.empty - empty).abs() < 1e-9, "{found:?}");
        }
        // Half of the rooms hold 30: within 5 % only what overflows those one time in ten.
        let within = either.most_within_risk(40, 0.05).expect("an end");
        assert_eq!(Some(within), one.most_within_risk(30, 0.1));
        let value = SeatValue { per_seated: 1.0, per_turned_away: 2.0 };
        let best = either.most_valuable(40, value).expect("an end");
        let worth = |n| either.seating(40, n).value(value);
        assert!(worth(best) >= worth(best - 1) && worth(best) >= worth(best + 1), "{best}");
        assert_eq!(two.clone().in_rooms(None), two);
    }

    #[test]
    fn the_ends() {
        let free = SeatValue { per_seated: 1.0, per_turned_away: 1.0 };
        let all = UncertainTurnOut::new(vec![1.0]).expect("a chance");
        assert_eq!(all.most_valuable(10, free), Some(10));
        assert_eq!(all.most_within_risk(10, 0.05), Some(10));
        assert_eq!(all.most_valuable(0, free), Some(0));
        let nobody = UncertainTurnOut::new(vec![0.0]).expect("a chance");
        assert_eq!(nobody.most_within_risk(10, 0.05), None);
        // Whoever brings nothing is not asked to come.
        let worthless = SeatValue { per_seated: -1.0, per_turned_away: 1.0 };
        assert_eq!(all.most_valuable(10, worthless), Some(0));
        assert_eq!(UncertainTurnOut::new(vec![]), None);
        assert_eq!(UncertainTurnOut::new(vec![1.2]), None);
    }

    #[test]
    fn of_a_funnel_it_is_the_share_that_comes_in_its_simulation() {
        let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.3, ordering_sd: 0.0 });
        let rate = |a, b| BetaRate::new(a, b).expect("positive");
        input.add_group_of_its_own(4_000, [rate(30.0, 70.0), rate(60.0, 40.0), rate(2.0, 6.0)]);
        input.add_group_of_its_own(2_000, [rate(10.0, 190.0), rate(80.0, 20.0), rate(2.0, 6.0)]);
        let turn_out = UncertainTurnOut::of_funnel(&input, 300, 5).expect("valid").expect("people");
        let draws = simulate(&input, 300, 5).expect("valid");
        let pairs = draws.total(Stage::Registered).iter().zip(draws.total(Stage::Attended));
        let mean_error: f64 = pairs
            .zip(turn_out.rates())
            .map(|((n, k), rate)| f64::from(*k) / f64::from(*n) - rate)
            .sum::<f64>()
            / 300.0;
        // One guest more or less in 1,300, averaged over 300 draws.
        assert!(mean_error.abs() < 0.004, "{mean_error}");
        // Of a certain number of registrations the guests are those of the rates.
        let guests = turn_out.guests(&CountDistribution::certain(1_000), 5);
        let off = guests.iter().zip(turn_out.rates()).map(|(n, p)| f64::from(*n) - 1_000.0 * p);
        let mean_off = off.sum::<f64>() / 300.0;
        assert!(mean_off.abs() < 4.5 * 16.0 / 300f64.sqrt(), "{mean_off}");
        let nobody = FunnelInput::new(EventShock::default());
        assert_eq!(UncertainTurnOut::of_funnel(&nobody, 10, 5), Ok(None));
    }
}
