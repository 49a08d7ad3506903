//! Customers by how many periods ago they last bought: who buys again goes back to the first state, who
//! does not goes on to the next. P. E. Pfeifer & R. L. Carraway (2000), *Journal of Interactive
//! Marketing* 14 (2), 43.
//!
//! Two things differ from the paper's example. The last state keeps those who bought longer ago instead
//! of giving them up: where it is best to stop is an answer, not an assumption. And values count from
//! now on, without the purchase that is made already: V of the paper less the margin in the first state.

use super::{MarkovError, StopRule, TransitionMatrix, best_stop, lifetime_value};

/// What follows a contact, by how long ago somebody bought.
#[derive(Debug, Clone, PartialEq)]
pub struct RecencyChain {
    /// Of buying again in the next period, by recency; the last state is of all who bought longer ago.
    p_buys: Vec<f64>,
    matrix: TransitionMatrix,
}

/// What a period brings and costs. Amounts of one unit, whichever.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeriodAccount {
    /// What a period with a purchase brings after the goods are paid.
    pub margin: f64,
    /// What contacting one customer for a period costs.
    pub contact_cost: f64,
    /// For one period.
    pub discount: f64,
}

impl RecencyChain {
    /// # Errors
    /// [`MarkovError::Shape`] without any state, [`MarkovError::Row`] for a chance that is none.
    pub fn new(p_buys: &[f64]) -> Result<Self, MarkovError> {
        let n_states = p_buys.len();
        let row = |(state, &p): (usize, &f64)| {
            let mut row = vec![0.0; n_states];
            row[(state + 1).min(n_states - 1)] += 1.0 - p;
            row[0] += p;
            row
        };
        let matrix = TransitionMatrix::new(p_buys.iter().enumerate().map(row).collect())?;
        Ok(Self { p_buys: p_buys.to_vec(), matrix })
    }

    /// From state to state, period by period.
    pub fn matrix(&self) -> &TransitionMatrix {
        &self.matrix
    }

    /// What everybody is worth from now on, by recency, where contacts go on for ever.
    ///
    /// # Errors
    /// As [`lifetime_value`]: without discount there is no end to the sum.
    pub fn values(&self, account: PeriodAccount) -> Result<Vec<f64>, MarkovError> {
        lifetime_value(&self.matrix, &self.nets(account), account.discount, None)
    }

    /// The same where contacts end as soon as they cost more than they bring, and with them, as the
    /// paper has it, the purchases.
    ///
    /// # Errors
    /// As [`RecencyChain::values`].
    pub fn best_stop(&self, account: PeriodAccount) -> Result<StopRule, MarkovError> {
        best_stop(&self.matrix, &self.nets(account), account.discount)
    }

    /// What a contact brings in the period after it, less what it costs now.
    fn nets(&self, account: PeriodAccount) -> Vec<f64> {
        let PeriodAccount { margin, contact_cost, discount } = account;
        self.p_buys.iter().map(|p| p * margin / (1.0 + discount) - contact_cost).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{PeriodAccount, RecencyChain};
    use crate::markov::MarkovError;

    #[track_caller]
    fn check(found: &[f64], expected: &[f64], tolerance: f64) {
        let is_close = found.len() == expected.len()
            && found.iter().zip(expected).all(|(f, e)| (f - e).abs() <= tolerance);
        assert!(is_close, "{found:?}, expected {expected:?}");
    }

    const ACCOUNT: PeriodAccount = PeriodAccount { margin: 40.0, contact_cost: 4.0, discount: 0.2 };

    /// The paper's customers are given up after four periods: nobody of longer ago buys, nor is written to.
    #[test]
    fn best_stop_is_the_published_one_less_the_purchase_already_made() {
        let chain = RecencyChain::new(&[0.3, 0.2, 0.15, 0.05, 0.0]).expect("chances");
        let rule = chain.best_stop(ACCOUNT).expect("a discount");
        assert_eq!(rule.stops, [false, false, false, true, true]);
        check(&rule.values, &[53.1494 - 40.0, 6.6207, 2.6437, 0.0, 0.0], 5.1e-5);
    }

    #[test]
    fn going_on_for_ever_costs_what_longer_ago_does() {
        let chain = RecencyChain::new(&[0.3, 0.2, 0.15, 0.05, 0.0]).expect("chances");
        let values = chain.values(ACCOUNT).expect("a discount");
        // Of longer ago: 4 each period for nothing, 4 · 1.2 / 0.2. The others are what the next period
        // makes of them: −4 + (p·(40 + V₁) + (1 − p)·V₊) / 1.2.
        check(&values[4..], &[-24.0], 1e-9);
        let next = |state: usize, p: f64| {
            -4.0 + (p * (40.0 + values[0]) + (1.0 - p) * values[state + 1]) / 1.2
        };
        let again = [next(0, 0.3), next(1, 0.2), next(2, 0.15), next(3, 0.05)];
        check(&values[..4], &again, 1e-9);
        // With contacts free for those of longer ago it is the paper's endless horizon.
        let free = PeriodAccount { contact_cost: 0.0, ..ACCOUNT };
        let worth = chain.values(free).expect("a discount");
        assert!(worth.is_sorted_by(|one, other| one >= other) && worth[4] == 0.0, "{worth:?}");
    }

    #[test]
    fn one_state_is_a_perpetuity() {
        let chain = RecencyChain::new(&[0.25]).expect("a chance");
        // Each period −4 now and ¼ · 40 a period on.
        let values = chain.values(ACCOUNT).expect("a discount");
        check(&values, &[(-4.0 + 10.0 / 1.2) / (1.0 - 1.0 / 1.2)], 1e-9);
    }

    #[test]
    fn what_is_no_chance_is_refused() {
        assert!(matches!(RecencyChain::new(&[1.2, 0.1]), Err(MarkovError::Row { state: 0, .. })));
        assert!(matches!(RecencyChain::new(&[]), Err(MarkovError::Shape { .. })));
        let chain = RecencyChain::new(&[0.3, 0.1]).expect("chances");
        let endless = PeriodAccount { discount: 0.0, ..ACCOUNT };
        assert_eq!(chain.values(endless), Err(MarkovError::Endless));
    }
}
