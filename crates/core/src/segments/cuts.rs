//! Where the cut-offs of the board stand under the rules they were set by: at a quantile, where a share of
//! the value lies above, at a natural break, or at a value of the one measure that counts. Owns the way from a rule to points; must not
//! know who is placed where by them.

use std::ops::Range;

use meadow_models::breaks::{natural_breaks, value_cut_by};
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
            // Of one measure its own values tell, not its points: those are ranks, which lie evenly and
            // have no gap.
            CutRule::NaturalBreak => match self.only_measure(weights, axis.clone()) {
                Some(only) => {
                    let (below, above) = natural_gap(&self.facts(only).collect::<Vec<_>>())?;
                    let at = if less_is_better(only) { below } else { above };
                    self.reaching(only, at, weights, axis)
                }
                None => {
                    let (below, above) = natural_gap(&self.scores(weights, axis))?;
                    Some(below.midpoint(above))
                }
            },
            CutRule::Value { measure, at } => {
                self.only_measure(weights, axis.clone()).filter(|only| *only == measure)?;
                Some(self.reaching(measure, at, weights, axis).unwrap_or(HIGHEST))
            }
            CutRule::ShareOfValue(percent) => {
                let people = self.measured.iter().zip(self.purchases);
                let valued = people.filter_map(|(measured, purchases)| {
                    let score = score(measured, weights, axis.clone())?;
                    Some((score, purchases.spend_total.major()))
                });
                Some(value_cut_by(valued, f64::from(percent) / 100.0)?.at_least)
            }
        }
    }

    /// The lowest score among those whose value of the one measure that counts reaches `at`.
    fn reaching(&self, only: Measure, at: f64, weights: &[f64], axis: Range<usize>) -> Option<f64> {
        let reaches = |found: &f64| if less_is_better(only) { *found <= at } else { *found >= at };
        let scores = self.measured.iter().enumerate().filter_map(|(place, measured)| {
            self.fact(only, place).filter(reaches)?;
            score(measured, weights, axis.clone())
        });
        scores.min_by(f64::total_cmp)
    }

    /// The one measure of an axis that counts: it has weight, and somebody has points in it. What nobody
    /// has anything for leaves its weight to the others. To be a member or not is no amount.
    fn only_measure(&self, weights: &[f64], axis: Range<usize>) -> Option<Measure> {
        let has_points = |at: usize| {
            self.measured.iter().any(|measured| match measured {
                Measured::Buyer(points) => !points[at].is_nan(),
                Measured::Lead(_) => false,
            })
        };
        let mut counts = axis.filter(|at| weights[*at] > 0.0 && has_points(*at));
        let only = BUYER_MEASURES[counts.next()?];
        (counts.next().is_none() && only != Measure::Membership).then_some(only)
    }

    fn fact(&self, measure: Measure, place: usize) -> Option<f64> {
        ranked_fact(measure, &self.purchases[place], self.contacts, place, self.end)
    }

    /// Of those who have bought.
    fn facts(&self, measure: Measure) -> impl Iterator<Item = f64> {
        let bought = self.purchases.iter().enumerate().filter(|(_, facts)| facts.has_bought());
        bought.filter_map(move |(place, _)| self.fact(measure, place))
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

fn less_is_better(measure: Measure) -> bool {
    matches!(measure, Measure::Regularity | Measure::Recency)
}

/// The values on both sides of the natural break into two groups.
fn natural_gap(values: &[f64]) -> Option<(f64, f64)> {
    let below = *natural_breaks(values, 2).ok()?.cuts.as_slice().first()?;
    let above = values.iter().copied().filter(|value| *value > below).min_by(f64::total_cmp)?;
    Some((below, above))
}

#[cfg(test)]
mod tests {
    use super::Bought;
    use crate::domain::class::Class;
    use crate::domain::day::Day;
    use crate::domain::money::Money;
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
    fn a_natural_break_is_where_the_values_leave_a_gap() {
        // By ranks the middle would be cut; the money leaves its gap below the last two.
        let spent = [100, 110, 120, 130, 140, 150, 90_000, 91_000];
        let orders = spent.iter().zip(1..).map(|(amount, customer)| order(customer, 10, *amount));
        let mut tables = workspace(vec![Default::default(); spent.len()]);
        add_orders(&mut tables, orders.collect());
        assert_eq!(n_high(&tables, &by_spend(CutRule::NaturalBreak)), 2);
        // It follows the data: with far more above, the two are no group of their own.
        tables.orders.append(&[order(1, 11, 9_000_000)].map(|mut order| {
            order.id.0 += 100;
            order
        }));
        assert_eq!(n_high(&tables, &by_spend(CutRule::NaturalBreak)), 1);
    }

    #[test]
    fn of_recency_the_group_that_came_lately_is_high() {
        let mut tables = workspace(vec![Default::default(); 5]);
        let days = [(1, 100), (2, 110), (3, 105), (4, 900), (5, 905)];
        add_orders(&mut tables, days.map(|(customer, day)| order(customer, day, 100)).to_vec());
        let settings = BoardSettings {
            repeat_purchases: 0.0,
            regularity: 0.0,
            engagement: 0.0,
            membership: 0.0,
            loyalty_rule: CutRule::NaturalBreak,
            ..BoardSettings::default()
        };
        let counts = view(&tables, &derive(&tables, TODAY), &settings).counts;
        assert_eq!(counts.get(Class::Bee) + counts.get(Class::Butterfly), 2);
    }

    #[test]
    fn a_measure_that_nobody_has_anything_for_is_none_of_several() {
        // Neither costs nor referrals are recorded: spend counts alone, whatever the weights are.
        let spent = [100, 110, 120, 130, 140, 150, 90_000, 91_000];
        let orders = spent.iter().zip(1..).map(|(amount, customer)| order(customer, 10, *amount));
        let mut tables = workspace(vec![Default::default(); spent.len()]);
        add_orders(&mut tables, orders.collect());
        let contribution_rule = CutRule::NaturalBreak;
        let usual = BoardSettings { contribution_rule, ..BoardSettings::default() };
        assert_eq!(n_high(&tables, &usual), 2);
        let at = 900.0;
        let contribution_rule = CutRule::Value { measure: Measure::Spend, at };
        assert_eq!(n_high(&tables, &BoardSettings { contribution_rule, ..usual }), 2);
    }

    #[test]
    fn of_several_measures_the_scores_are_parted() {
        let mut tables = workspace(vec![Default::default(); 4]);
        // Who spends more leaves a larger share, too.
        let sales = [(10, 9), (20, 16), (30, 21), (40, 24)].into_iter().zip(1..);
        let sales = sales.map(|((paid, cost), who)| {
            let mut sale = order(who, 10, paid);
            sale.cost = Some(Money(cost));
            sale
        });
        add_orders(&mut tables, sales.collect());
        let settings =
            BoardSettings { contribution_rule: CutRule::NaturalBreak, ..BoardSettings::default() };
        // The scores are the points of both, 12.5, 37.5, 62.5 and 87.5.
        let derived = derive(&tables, TODAY);
        assert_eq!(Bought::of(&derived).resolve(&settings).contribution_cut, 50.0);
    }

    #[test]
    fn the_high_bring_the_share_of_value_and_no_fewer_would_do() {
        let tables = cdnow();
        let derived = derive(&tables, TODAY);
        let mut spent: Vec<i64> =
            derived.purchases.iter().map(|facts| facts.spend_total.0.max(0)).collect();
        spent.sort_unstable_by(|a, b| b.cmp(a));
        let all: i64 = spent.iter().sum();
        for percent in [20_u8, 50, 80] {
            let n = n_high(&tables, &by_spend(CutRule::ShareOfValue(percent))) as usize;
            let share = |n: usize| spent[..n].iter().sum::<i64>() as f64 / all as f64;
            let wanted = f64::from(percent) / 100.0;
            assert!(share(n) >= wanted, "{percent}: {n}");
            // Equal amounts stay together.
            let lower = spent[..n].iter().filter(|spend| **spend > spent[n - 1]).count();
            assert!(share(lower) < wanted, "{percent}: {n}");
        }
        // Of loyalty too: the steadiest who bring half of it.
        let settings =
            BoardSettings { loyalty_rule: CutRule::ShareOfValue(50), ..BoardSettings::default() };
        let board = view(&tables, &derived, &settings);
        let loyal = board.value[Class::Bee as usize].0 + board.value[Class::Butterfly as usize].0;
        assert!(2 * loyal >= all, "{loyal} of {all}");
    }

    #[test]
    fn what_cannot_be_found_leaves_the_cut_where_it_stood() {
        let empty = workspace(vec![Default::default()]);
        let derived = derive(&empty, TODAY);
        for rule in [CutRule::TopPercent(20), CutRule::NaturalBreak, CutRule::ShareOfValue(80)] {
            let settings = by_spend(rule);
            assert_eq!(Bought::of(&derived).resolve(&settings), settings, "{rule:?}");
        }
        // Repeat purchases are not all that counts: their number says nothing of the score.
        let tables = cdnow();
        let loyalty_rule = CutRule::Value { measure: Measure::RepeatPurchases, at: 5.0 };
        let settings = BoardSettings { loyalty_rule, ..BoardSettings::default() };
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
