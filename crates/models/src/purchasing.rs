//! What every model of purchasing answers, whichever it is. Who buys goes on buying at a rate of their
//! own until they drop out unseen; rates and dropping out differ between people.

use crate::estimate::{Fit, FitError, Parametric};
use crate::history_table::HistoryTable;
use crate::purchase_history::PurchaseHistory;
use rand::{Rng, RngExt};

/// A model of when people buy and when they stop. Times in the unit the model was fitted in; histories
/// must be possible ones ([`PurchaseHistory::is_possible`]).
pub trait PurchaseModel: Parametric {
    /// Parameters to start the search from, for the time scale of these histories.
    fn starts(table: &HistoryTable) -> Vec<Vec<f64>>;

    /// The parameters that make the histories likeliest, sought from these starts, without asking whether
    /// the data are enough.
    ///
    /// # Errors
    /// [`FitError::NotConverged`]; histories that do not suit the model.
    fn fit_from(table: &HistoryTable, starts: &[Vec<f64>]) -> Result<Fit<Self>, FitError>;

    /// The parameters that make the histories likeliest.
    ///
    /// # Errors
    /// [`FitError`]: too few people or repeat purchases, too short a time, no maximum found.
    fn fit(table: &HistoryTable) -> Result<Fit<Self>, FitError> {
        table.check_enough()?;
        Self::fit_from(table, &Self::starts(table))
    }

    /// Log-likelihood of one history.
    fn ln_likelihood(&self, history: &PurchaseHistory) -> f64;

    /// The chance that somebody with this history has not dropped out.
    fn p_alive(&self, history: &PurchaseHistory) -> f64;

    /// Expected purchases in (T, T + horizon] of somebody with this history; 0 for no horizon.
    fn expected_purchases(&self, history: &PurchaseHistory, horizon: f64) -> f64;

    /// The chance of a purchase in (T, T + horizon], 1 − L(x, tₓ, T + horizon)/L(x, tₓ, T): without one the
    /// history will be the same, observed for longer.
    fn p_any_purchase(&self, history: &PurchaseHistory, horizon: f64) -> f64 {
        let silent = PurchaseHistory { age: history.age + horizon.max(0.0), ..*history };
        let ln_silent = self.ln_likelihood(&silent) - self.ln_likelihood(history);
        -ln_silent.min(0.0).exp_m1()
    }

    /// Expected repeat purchases of a new buyer within the horizon.
    fn expected_of_new(&self, horizon: f64) -> f64 {
        self.expected_purchases(&PurchaseHistory::NEW, horizon)
    }

    /// Purchases from T on for ever, each discounted by e^(−δt): discounted expected residual
    /// transactions. δ > 0 is the interest per unit of time, compounded continuously. None for any other,
    /// and for models without a closed form.
    fn discounted_residual(&self, _history: &PurchaseHistory, _delta: f64) -> Option<f64> {
        None
    }

    /// A number of purchases in (T, T + horizon], drawn with rate and dropping out as this history
    /// leaves them uncertain.
    fn draw_purchases(
        &self,
        history: &PurchaseHistory,
        horizon: f64,
        stream: &mut impl Rng,
    ) -> u32 {
        match stream.random::<f64>() < self.p_alive(history) {
            true => self.draw_while_alive(history, horizon, stream),
            false => 0,
        }
    }

    /// The same of somebody who has not dropped out by T.
    fn draw_while_alive(
        &self,
        history: &PurchaseHistory,
        horizon: f64,
        stream: &mut impl Rng,
    ) -> u32;

    /// The history of somebody drawn from the model, observed for `age`.
    fn draw_history(&self, age: f64, stream: &mut impl Rng) -> PurchaseHistory;
}
