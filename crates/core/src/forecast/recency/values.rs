//! What recency is worth: chances and amounts are drawn from what is known of them, and each draw is
//! worked out exactly. In slices, so that it can be cancelled.

use meadow_models::markov::{MarkovError, PeriodAccount, RecencyChain};
use meadow_models::range_draw::draw_between;
use meadow_models::{BetaRate, Summary};

use super::periods::{Periods, Seen, margin, usual_period};
use crate::forecast::report::spread;
use crate::segments::Derived;
use crate::segments::pace::typical_interval_days;
use crate::segments::purchases::YEAR_DAYS;
use crate::table::tables::Tables;
use crate::views::forecast::Spread;
use crate::views::recency::{BuyingPeriod, RecencyInputs, RecencyRow, RecencyValue, RecencyView};

const SEED: u64 = 2026;
const N_DRAWS: usize = 1_000;
const LEVEL: f64 = 0.9;
/// A discount of nothing has no end to its sum, and none above this is meant.
const DISCOUNT_LIMITS: (f64, f64) = (0.001, 10.0);
/// Places of the drawn amounts.
const MARGIN: usize = 0;
const COST: usize = 1;
const DISCOUNT: usize = 2;

/// A valuation under way.
pub struct RecencyRun {
    view: RecencyView,
    chances: Vec<BetaRate>,
    /// Margin, cost of contact and yearly discount, each as a range; `None` while one is missing.
    amounts: Option<[(f64, f64); 3]>,
    n_done: usize,
    going_on: Vec<Vec<f64>>,
    best: Vec<Vec<f64>>,
    n_stops: Vec<u32>,
    of_new: Vec<f64>,
}

impl RecencyRun {
    /// Prepares it; nothing is drawn yet. Without a period, the one that fits the data.
    pub fn new(
        tables: &Tables,
        derived: &Derived,
        period: Option<BuyingPeriod>,
        inputs: &RecencyInputs,
    ) -> Self {
        let typical_interval_days = typical_interval_days(&derived.purchases);
        let usual_period = usual_period(typical_interval_days);
        let period = period.unwrap_or(usual_period);
        let counted = Periods::count(derived, period);
        let margin = margin(tables, derived, period);
        let chances: Vec<BetaRate> = counted.seen.iter().map(chance).collect();
        let n_states = chances.len();
        let row = |(place, (seen, chance)): (usize, (&Seen, &BetaRate))| {
            let interval = chance.interval(LEVEL);
            RecencyRow {
                n_periods_ago: place as u32 + 1,
                is_open: place + 1 == n_states,
                n_now: seen.n_now,
                n_seen: seen.n_seen,
                n_bought: seen.n_bought,
                mean: chance.mean(),
                low: interval.low,
                high: interval.high,
                value: None,
            }
        };
        let rows: Vec<RecencyRow> =
            counted.seen.iter().zip(&chances).enumerate().map(row).collect();
        let found = margin.map(|margin| (margin.low, margin.high));
        let amounts = match (inputs.margin.or(found), inputs.contact_cost, inputs.yearly_discount) {
            (Some(margin), Some(cost), Some(discount)) if n_states > 0 => {
                let within = |rate: f64| rate.clamp(DISCOUNT_LIMITS.0, DISCOUNT_LIMITS.1);
                Some([margin, cost, (within(discount.0), within(discount.1))])
            }
            _ => None,
        };
        let is_finite =
            |amounts: &[(f64, f64); 3]| amounts.iter().all(|(l, h)| l.is_finite() && h.is_finite());
        let amounts = amounts.filter(is_finite);
        let n_draws = if amounts.is_some() { N_DRAWS } else { 0 };
        let view = RecencyView {
            period,
            usual_period,
            typical_interval_days,
            n_customers: counted.n_customers,
            n_periods: counted.n_periods,
            data_end: derived.data_end,
            rows,
            margin,
            is_valued: amounts.is_some(),
            of_a_new_customer: None,
            n_draws: n_draws as u32,
            seed: SEED,
        };
        Self {
            view,
            chances,
            amounts,
            n_done: 0,
            going_on: vec![Vec::new(); n_states],
            best: vec![Vec::new(); n_states],
            n_stops: vec![0; n_states],
            of_new: Vec::new(),
        }
    }

    /// Makes up to so many more draws; says whether there is more to do.
    pub fn advance(&mut self, n_draws: usize) -> Result<bool, MarkovError> {
        for _ in 0..n_draws.min(self.view.n_draws as usize - self.n_done) {
            self.draw_once()?;
        }
        Ok(self.n_done < self.view.n_draws as usize)
    }

    pub fn n_done(&self) -> u64 {
        self.n_done as u64
    }

    fn draw_once(&mut self) -> Result<(), MarkovError> {
        let Some(amounts) = self.amounts else { return Ok(()) };
        let key = (self.n_done, SEED);
        let amount = |place: usize| draw_between(amounts[place].0, amounts[place].1, place, key);
        let yearly = amount(DISCOUNT).clamp(DISCOUNT_LIMITS.0, DISCOUNT_LIMITS.1);
        let period_years = f64::from(self.view.period.n_days()) / f64::from(YEAR_DAYS);
        let account = PeriodAccount {
            margin: amount(MARGIN),
            contact_cost: amount(COST).max(0.0),
            discount: (1.0 + yearly).powf(period_years) - 1.0,
        };
        let p_buys: Vec<f64> = (self.chances.iter().enumerate())
            .map(|(state, chance)| chance.draw(state, key.0, key.1))
            .collect();
        let chain = RecencyChain::new(&p_buys)?;
        let (values, rule) = (chain.values(account)?, chain.best_stop(account)?);
        for (state, stops) in rule.stops.iter().enumerate() {
            self.going_on[state].push(values[state]);
            self.best[state].push(rule.values[state]);
            self.n_stops[state] += u32::from(*stops);
        }
        self.of_new.push(account.margin + rule.values.first().copied().unwrap_or_default());
        self.n_done += 1;
        Ok(())
    }

    /// What there is to tell, after making the draws still missing.
    pub fn finish(mut self) -> Result<RecencyView, MarkovError> {
        while self.advance(usize::MAX)? {}
        if self.n_done > 0 {
            for (state, row) in self.view.rows.iter_mut().enumerate() {
                row.value = Some(RecencyValue {
                    going_on: spread_of(&self.going_on[state]),
                    best: spread_of(&self.best[state]),
                    p_stop: f64::from(self.n_stops[state]) / self.n_done as f64,
                });
            }
            self.view.of_a_new_customer = Some(spread_of(&self.of_new));
        }
        Ok(self.view)
    }
}

/// Jeffreys' prior with what was seen.
fn chance(seen: &Seen) -> BetaRate {
    let known = BetaRate::JEFFREYS.updated(seen.n_bought.into(), seen.n_seen.into());
    known.unwrap_or(BetaRate::JEFFREYS)
}

fn spread_of(values: &[f64]) -> Spread {
    spread(Summary::of_values(values))
}
