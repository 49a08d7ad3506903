//! Where the cut-offs of the board stand under the rules they were set by: at a quantile, at a natural
//! break, or at a value of the one measure that counts. Owns the way from a rule to points; must not
//! know who is placed where by them.

use std::ops::Range;

use meadow_models::breaks::natural_breaks;
use meadow_models::quantile::quantile_of_sorted;

use super::Derived;
use super::contacts::Contacts;
use super::points::{BUYER_MEASURES, N_CONTRIBUTION, blend, ranked_fact, weights};
use super::purchases::PurchaseFacts;
use super::standing::Measured;
use crate::domain::day::Day;
use crate::domain::workspace::{BoardSettings, CutRule};
use crate::views::table::Measure;

/// Nobody's score reaches it unless everything known of them is the best there is.
const HIGHEST: f64 = 100.0;

/// Those who have bought, whom the rules look at. Leads are measured by the same cut-offs.
pub struct Bought<'a> {
    pub measured: &'a [Measured],
    pub purchases: &'a [PurchaseFacts],
    pub contacts: &'a Contacts,
    pub end: Day,
}

impl<'a> Bought<'a> {
    pub fn of(derived: &'a Derived) -> Self {
        Self {
            measured: &derived.measured,
            purchases: &derived.purchases,
            contacts: &derived.contacts,
            end: derived.data_end.unwrap_or(derived.today),
        }
    }

    /// The settings with each cut-off where its rule puts it; where that finds nothing to go by, it
    /// stays where it stood.
    pub fn resolve(&self, settings: &BoardSettings) -> BoardSettings {
        let weights = weights(settings);
        let at = |rule: CutRule, axis: Range<usize>| self.find(rule, &weights, axis);
        let contribution = at(settings.contribution_rule, 0..N_CONTRIBUTION);
        let loyalty = at(settings.loyalty_rule, N_CONTRIBUTION..BUYER_MEASURES.len());
        BoardSettings {
            contribution_cut: contribution.unwrap_or(settings.contribution_cut),
            loyalty_cut: loyalty.unwrap_or(settings.loyalty_cut),
            ..settings.clone()
        }
    }

    fn find(&self, rule: CutRule, weights: &[f64], axis: Range<usize>) -> Option<f64> {
        match rule {
            CutRule::Points => None,
            CutRule::TopPercent(percent) => {
                let mut scores = self.scores(weights, axis);
                scores.sort_by(f64::total_cmp);
                quantile_of_sorted(&scores, 1.0 - f64::from(percent) / 100.0)
            }
            CutRule::NaturalBreak => {
                let scores = self.scores(weights, axis);
                let below = *natural_breaks(&scores, 2).ok()?.cuts.as_slice().first()?;
                let above =
                    scores.into_iter().filter(|score| *score > below).min_by(f64::total_cmp)?;
                Some(below.midpoint(above))
            }
            CutRule::Value { measure, at } => {
                let only = only_measure(weights, axis.clone()).filter(|only| *only == measure)?;
                let reaches = |found: f64| match only {
                    Measure::Regularity | Measure::Recency => found <= at,
                    _ => found >= at,
                };
                let people = self.measured.iter().enumerate();
                let scores = people.filter_map(|(place, measured)| {
                    let fact = ranked_fact(
                        measure,
                        &self.purchases[place],
                        self.contacts,
                        place,
                        self.end,
                    );
                    fact.filter(|found| reaches(*found))?;
                    score(measured, weights, axis.clone())
                });
                Some(scores.min_by(f64::total_cmp).unwrap_or(HIGHEST))
            }
        }
    }

    fn scores(&self, weights: &[f64], axis: Range<usize>) -> Vec<f64> {
        let scored = |measured| score(measured, weights, axis.clone());
        self.measured.iter().filter_map(scored).collect()
    }
}

/// Of somebody who has bought.
fn score(measured: &Measured, weights: &[f64], axis: Range<usize>) -> Option<f64> {
    let Measured::Buyer(points) = measured else { return None };
    blend(&points[axis.clone()], &weights[axis])
}

/// The one measure of an axis that has any weight.
fn only_measure(weights: &[f64], axis: Range<usize>) -> Option<Measure> {
    let mut weighted = axis.filter(|at| weights[*at] > 0.0);
    let only = weighted.next()?;
    weighted.next().is_none().then(|| BUYER_MEASURES[only])
}

#[cfg(test)]
mod tests {
    use super::Bought;
    use crate::domain::class::Class;
    use crate::domain::day::Day;
    use crate::domain::workspace::{BoardSettings, CutRule};
    use crate::segments::board::view;
    use crate::segments::derive;
    use crate::segments::test_tables::{add_orders, cdnow, order, workspace};
    use crate::table::tables::Tables;
    use crate::views::table::Measure;

    const TODAY: Day = Day(20_000);

    /// By what they spent alone.
    fn by_spend(contribution_rule: CutRule) -> BoardSettings {
        let (referred_orders, margin) = (0.0, 0.0);
        BoardSettings { referred_orders, margin, contribution_rule, ..BoardSettings::default() }
    }

    /// How many are high in contribution under the rule.
    fn n_high(tables: &Tables, settings: &BoardSettings) -> u32 {
        let counts = view(tables, &derive(tables, TODAY), settings).counts;
        counts.get(Class::Bee) + counts.get(Class::Dragonfly)
    }

    #[test]
    fn a_quantile_and_a_value_let_so_many_through() {
        let tables = cdnow();
        let derived = derive(&tables, TODAY);
        let n = derived.purchases.iter().filter(|facts| facts.has_bought()).count() as f64;
        for percent in [10, 30, 50] {
            let high = f64::from(n_high(&tables, &by_spend(CutRule::TopPercent(percent))));
            // Equal scores stay together, and some spent the same.
            assert!(
                (high / n - f64::from(percent) / 100.0).abs() < 0.02,
                "{percent}: {high} of {n}"
            );
        }
        let from = |at| CutRule::Value { measure: Measure::Spend, at };
        for at in [0.0, 20.0, 100.0, 1e9] {
            let spend = derived.purchases.iter().filter(|facts| facts.has_bought());
            let expected = spend.filter(|facts| facts.spend_total.major() >= at).count();
            assert_eq!(n_high(&tables, &by_spend(from(at))) as usize, expected, "{at}");
        }
    }

    #[test]
    fn a_natural_break_parts_two_groups_and_follows_the_data() {
        let spent = [100, 110, 120, 90_000, 91_000];
        let orders = spent.iter().zip(1..).map(|(amount, customer)| order(customer, 10, *amount));
        let mut tables = workspace(vec![Default::default(); 7]);
        add_orders(&mut tables, orders.collect());
        let settings = by_spend(CutRule::NaturalBreak);
        // Points are ranks, 10, 30, 50, 70, 90: two groups, as even as can be.
        let cut = |tables: &Tables| {
            let derived = derive(tables, TODAY);
            Bought::of(&derived).resolve(&settings).contribution_cut
        };
        let before = cut(&tables);
        assert!([40.0, 60.0].contains(&before), "{before}");
        tables.orders.append(&[order(6, 10, 0), order(7, 10, 0)].map(|mut order| {
            order.id.0 += 100 + order.customer.0;
            order
        }));
        // Two who brought nothing have no points: now the gap is above them.
        assert_ne!(cut(&tables), before);
    }

    #[test]
    fn what_cannot_be_found_leaves_the_cut_where_it_stood() {
        let empty = workspace(vec![Default::default()]);
        let derived = derive(&empty, TODAY);
        let value = CutRule::Value { measure: Measure::Spend, at: 5.0 };
        for rule in [CutRule::TopPercent(20), CutRule::NaturalBreak] {
            let settings = by_spend(rule);
            assert_eq!(Bought::of(&derived).resolve(&settings), settings, "{rule:?}");
        }
        // Spend is not all that counts: its value says nothing of the score.
        let tables = cdnow();
        let settings = BoardSettings { contribution_rule: value, ..BoardSettings::default() };
        assert_eq!(Bought::of(&derive(&tables, TODAY)).resolve(&settings), settings);
    }

    #[test]
    fn of_recency_less_is_better() {
        let tables = cdnow();
        let derived = derive(&tables, TODAY);
        let end = derived.data_end.expect("orders");
        let settings = BoardSettings {
            repeat_purchases: 0.0,
            regularity: 0.0,
            engagement: 0.0,
            membership: 0.0,
            loyalty_rule: CutRule::Value { measure: Measure::Recency, at: 90.0 },
            ..BoardSettings::default()
        };
        let counts = view(&tables, &derived, &settings).counts;
        let silent = derived.purchases.iter().filter_map(|facts| facts.last_purchase);
        let expected = silent.filter(|last| end.days_since(*last) <= 90).count();
        assert_eq!((counts.get(Class::Bee) + counts.get(Class::Butterfly)) as usize, expected);
    }
}
