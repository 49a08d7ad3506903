//! Rates of people who are invited and reminded: drawn from what they rest on, not by themselves.

use super::{FunnelError, FunnelInput, RateId};
use crate::waves::{RemindedWave, answered_at};

/// Where such a rate stands, and what it follows from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reminded {
    place: usize,
    first: RateId,
    relative: RateId,
    shares: Vec<f64>,
}

impl Reminded {
    /// Puts the rate of a draw in its place, once all others are drawn.
    pub(super) fn follow(&self, drawn: &mut [f64]) {
        let (first, relative) = (drawn[self.first.0], drawn[self.relative.0]);
        drawn[self.place] = answered_at(&self.shares, first, relative);
    }
}

impl FunnelInput {
    /// Adds the rate of an answer to an invitation answered at `first` or to one of its reminders, each
    /// answered at `relative` · `first` by its share (0–1) of those still silent ([`RemindedWave`]). Drawn
    /// from these two rates, it moves with all that rests on them; among [`FunnelInput::rates`] it stands as
    /// known by itself.
    ///
    /// # Errors
    /// [`FunnelError::UnknownRate`] for a rate of another funnel.
    pub fn add_reminded(
        &mut self,
        first: RateId,
        relative: RateId,
        shares: &[f64],
    ) -> Result<RateId, FunnelError> {
        let known = |id: RateId| {
            let unknown = FunnelError::UnknownRate { index: id.0, n_rates: self.rates.len() };
            self.rate(id).ok_or(unknown)
        };
        let shares = shares.to_vec();
        let wave = RemindedWave { first: known(first)?, relative: known(relative)?, shares };
        // Where it is all but certain, so is the first.
        let alone = wave.rate_after(wave.shares.len()).unwrap_or(wave.first);
        let id = self.add_rate(alone);
        self.reminded.push(Reminded { place: id.0, first, relative, shares: wave.shares });
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EventShock, drawn_inputs, simulate};
    use super::*;
    use crate::beta_rate::BetaRate;
    use crate::funnel_draws::Stage;

    fn input(shares: &[f64]) -> FunnelInput {
        let rate = |a, b| BetaRate::new(a, b).expect("positive");
        let mut input = FunnelInput::new(EventShock::default());
        let [first, comes, orders] =
            [rate(6.0, 24.0), rate(40.0, 10.0), rate(5.0, 15.0)].map(|rate| input.add_rate(rate));
        let relative = input.add_rate(rate(6.0, 6.0));
        let both = input.add_reminded(first, relative, shares).expect("rates of this input");
        input.add_group(300, [first, comes, orders]).expect("rates of this input");
        input.add_group(300, [both, comes, orders]).expect("rates of this input");
        input
    }

    #[test]
    fn a_reminded_rate_follows_the_invitations() {
        let drawn = drawn_inputs(&input(&[1.0, 0.5]), 50, 7).expect("a valid funnel");
        for draw in 0..50 {
            let (r, q) = (drawn.rates[0][draw], drawn.rates[3][draw]);
            let silent = (1.0 - r) * (1.0 - q * r) * (1.0 - 0.5 * q * r);
            assert!((drawn.rates[4][draw] - (1.0 - silent)).abs() < 1e-15, "{r} {q}");
        }
        assert!((input(&[]).rates()[4].mean() - 0.2).abs() < 1e-12);
    }

    /// Without a reminder both groups are of one rate; a reminder widens what is not known of them.
    #[test]
    fn who_is_reminded_moves_with_who_is_not() {
        let width = |input: &FunnelInput| {
            let draws = simulate(input, 4_000, 3).expect("a valid funnel");
            let band = draws.summary(Stage::Registered).expect("draws").middle_90;
            band.high - band.low
        };
        let mut one = FunnelInput::new(EventShock::default());
        let ids = [0, 1, 2].map(|place: usize| one.add_rate(input(&[]).rates()[place]));
        one.add_group(300, ids).expect("rates of this input");
        one.add_group(300, ids).expect("rates of this input");
        assert!((width(&input(&[])) / width(&one) - 1.0).abs() < 1e-9);
        assert!(width(&input(&[1.0])) > 1.05 * width(&one));
    }

    #[test]
    fn rates_of_another_funnel_are_refused() {
        let mut empty = FunnelInput::new(EventShock::default());
        let unknown = FunnelError::UnknownRate { index: 1, n_rates: 0 };
        assert_eq!(empty.add_reminded(RateId(1), RateId(0), &[1.0]), Err(unknown));
    }
}
