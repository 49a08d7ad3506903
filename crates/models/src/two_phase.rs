//! The register of a draw in two phases as evidence: first people register without being sold to, then
//! the draw or sale is held at an announced time and place. Knows counts and rates.
//!
//! What has been counted updates its own rate (Beta + successes and failures). What has not happened
//! yet is censored: it updates nothing, and those who registered are no longer uncertain.

use crate::beta_rate::{BetaRate, RateError};
use crate::count_distribution::CountDistribution;

/// What is known of an event's three steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepRates {
    /// Registered of invited.
    pub register: BetaRate,
    /// Came of registered.
    pub come: BetaRate,
    /// Ordered of those who came.
    pub order: BetaRate,
}

/// What the register says so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    /// People asked to register.
    pub n_invited: u64,
    /// People who did.
    pub n_registered: u64,
    /// Who came, and of these who ordered; None before the second phase is over.
    pub came_and_ordered: Option<(u64, u64)>,
}

impl StepRates {
    /// The rates after this register. Before the second phase only the first is updated.
    ///
    /// # Errors
    /// [`RateError::MoreThanAll`] where a stage counts more than the one before.
    pub fn updated(self, register: Register) -> Result<Self, RateError> {
        let Register { n_invited, n_registered, came_and_ordered } = register;
        let after_first =
            StepRates { register: self.register.updated(n_registered, n_invited)?, ..self };
        let Some((n_came, n_ordered)) = came_and_ordered else {
            return Ok(after_first);
        };
        Ok(StepRates {
            come: self.come.updated(n_came, n_registered)?,
            order: self.order.updated(n_ordered, n_came)?,
            ..after_first
        })
    }

    /// The exact distribution of those who will come, and of those who will order, of so many
    /// registered. Takes time in proportion to the square of their number.
    pub fn second_phase(self, n_registered: u32) -> (CountDistribution, CountDistribution) {
        let come = CountDistribution::beta_binomial(n_registered, self.come);
        let order = come.thinned(self.order);
        (come, order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> StepRates {
        let rate = |a, b| BetaRate::new(a, b).expect("positive");
        StepRates { register: rate(2.0, 8.0), come: rate(5.0, 5.0), order: rate(1.0, 3.0) }
    }

    #[test]
    fn what_is_not_over_yet_teaches_nothing_about_what_follows() {
        let open = Register { n_invited: 400, n_registered: 100, came_and_ordered: None };
        let after = rates().updated(open).expect("possible counts");
        assert_eq!((after.register.a(), after.register.b()), (102.0, 308.0));
        assert_eq!((after.come, after.order), (rates().come, rates().order));
        let over = Register { came_and_ordered: Some((70, 21)), ..open };
        let after = rates().updated(over).expect("possible counts");
        assert_eq!((after.come.a(), after.come.b()), (75.0, 35.0));
        assert_eq!((after.order.a(), after.order.b()), (22.0, 52.0));
    }

    #[test]
    fn the_register_narrows_the_forecast_of_orders() {
        let (come, order) = rates().second_phase(100);
        assert!((come.mean() - 50.0).abs() < 1e-9 && (order.mean() - 12.5).abs() < 1e-9);
        let register = CountDistribution::beta_binomial(500, rates().register);
        let before = register.thinned(rates().come).thinned(rates().order);
        // The same mean, from 500 invited of whom a fifth would register.
        assert!((before.mean() - 12.5).abs() < 1e-9 && before.sd() > 1.1 * order.sd());
    }

    #[test]
    fn more_than_before_is_refused() {
        let wrong = Register { n_invited: 40, n_registered: 30, came_and_ordered: Some((31, 0)) };
        let error = RateError::MoreThanAll { n_successes: 31, n_trials: 30 };
        assert_eq!(rates().updated(wrong), Err(error));
    }
}
