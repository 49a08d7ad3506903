//! Which stage pays, and what the event then earns.

use meadow_models::{EconomicsDraws, Stage, Summary};

use super::super::accounts::vary_amounts;
use super::super::input_ranges::draw_margins;
use super::super::report::spread;
use super::steps::{N_OF_EVENT, Place, Step};
use super::{MethodFunnelRun, has_own_funnel};
use crate::domain::event::FunnelStage;
use crate::domain::method::Method;
use crate::views::method_funnel::OwnMoney;

impl MethodFunnelRun {
    /// Whoever joins may pay, and whoever comes as far as an order or beyond. Where the funnel ends in orders,
    /// these pay, and nobody is asked.
    pub(super) fn may_pay(&self, step: &Step) -> bool {
        if !has_own_funnel(self.event.method) {
            return false;
        }
        match step.place {
            Place::Along(along) if along >= N_OF_EVENT => true,
            Place::Along(_) => {
                step.stage.counts_as == Some(FunnelStage::Attended)
                    && self.event.method == Method::Membership
            }
            Place::Within(_) => false,
        }
    }

    /// The event's accounts, with an order's money for every head of the stage instead of for every order.
    pub(super) fn money(&self) -> Option<OwnMoney> {
        let payers = || self.steps.iter().filter(|step| self.may_pay(step));
        // A stage of another method, which the event had before, pays nothing here.
        let asked = self.event.pays_at();
        let step = payers()
            .find(|step| Some(step.stage.key.as_str()) == asked)
            .or_else(|| payers().find(|step| step.stage.counts_as == Some(FunnelStage::Ordered)))?;
        if !self.is_known(step) {
            return None;
        }
        let Place::Along(along) = step.place else { return None };
        let heads = self.draws.total(along);
        let summary = Summary::of_counts(heads)?;
        let draws = self.simulation.draws();
        let mut accounts = EconomicsDraws::draw(&self.economics, draws, self.event.seed).ok()?;
        vary_amounts(&mut accounts, &self.event, &self.economics, draws);
        let margins = draw_margins(&self.event, draws.n_draws());
        let mean_order = self.economics.order_value.mean;
        let orders = draws.total(Stage::Ordered);
        let profits: Vec<f64> = (0..draws.n_draws())
            .map(|draw| {
                let n_orders = f64::from(orders[draw]);
                // What an order brings in this draw; the mean where there is none.
                let value =
                    if n_orders > 0.0 { accounts.revenue[draw] / n_orders } else { mean_order };
                let margin =
                    margins.as_ref().map_or(self.economics.margin_rate, |margins| margins[draw]);
                let per_order = value * margin - self.economics.cost_per_head.ordered;
                accounts.profit[draw] + (f64::from(heads[draw]) - n_orders) * per_order
            })
            .collect();
        let n_profitable = profits.iter().filter(|profit| **profit > 0.0).count();
        let goal = self.event.goal_orders;
        let p_goal = self.draws.p_at_least(along, goal);
        Some(OwnMoney {
            at: step.stage.key.clone(),
            heads: spread(Some(summary)),
            profit: spread(Summary::of_values(&profits)),
            p_profit: n_profitable as f64 / profits.len().max(1) as f64,
            goal,
            p_goal,
        })
    }
}
