//! Counts and value per class: what the shell, Today and the board share.

use super::Derived;
use super::purchases::PurchaseFacts;
use super::standing::Standing;
use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::views::workspace::ClassCounts;

/// How people and value are spread over the classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassSummary {
    pub n_people: u32,
    /// Those who have not bought.
    pub n_leads: u32,
    /// Those who have bought.
    pub counts: ClassCounts,
    /// Spend less refunds of those who have bought, in the order of `Class::ALL`.
    pub value: [Money; 4],
    /// Leads by expected class.
    pub expected: ClassCounts,
    /// Too little known to place them, leads and those who have bought.
    pub n_unplaced: u32,
    /// Of these, who have bought: nothing is known of them that has a weight.
    pub n_unplaced_buyers: u32,
    /// Spend less refunds of those.
    pub unplaced_value: Money,
    /// Customers close to a cut-off; leads are not counted here.
    pub n_borderline: u32,
    /// Customers and leads whose class was set by hand.
    pub n_by_hand: u32,
    /// Spend less refunds of everybody.
    pub total_spend: Money,
    pub data_end: Option<Day>,
}

impl ClassSummary {
    /// Counts one person.
    pub(super) fn count(&mut self, standing: &Standing, purchases: &PurchaseFacts) {
        self.n_people += 1;
        self.n_leads += u32::from(!purchases.has_bought());
        self.total_spend += purchases.spend_total;
        let Some(placed) = standing.placed else {
            self.n_unplaced += 1;
            if purchases.has_bought() {
                self.n_unplaced_buyers += 1;
                self.unplaced_value += purchases.spend_total;
            }
            return;
        };
        self.n_by_hand += u32::from(placed.by_hand);
        if placed.expected {
            self.expected.count(placed.class);
        } else {
            self.counts.count(placed.class);
            self.value[placed.class as usize] += purchases.spend_total;
            self.n_borderline += u32::from(placed.borderline);
        }
    }

    /// Shares of `value`, 0–1. A class whose refunds exceed its purchases has none; all are 0 where
    /// nothing was spent.
    pub fn value_shares(&self) -> [f64; 4] {
        let value = self.value.map(|value| value.major().max(0.0));
        let total: f64 = value.iter().sum();
        value.map(|value| if total > 0.0 { value / total } else { 0.0 })
    }
}

/// The summary under the saved weights and cut-offs.
pub fn class_summary(derived: &Derived) -> ClassSummary {
    let mut summary = ClassSummary { data_end: derived.data_end, ..ClassSummary::default() };
    for (standing, purchases) in derived.standings.iter().zip(&derived.purchases) {
        summary.count(standing, purchases);
    }
    summary
}
