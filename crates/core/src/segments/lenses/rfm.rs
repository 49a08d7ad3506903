//! Recency, frequency and money of those who have bought, as scores from 1 to 5 among them. Recency
//! counts to the data's own end, frequency counts purchase days, money is spend less refunds, in major
//! units. Their grid puts recency against frequency.

use meadow_models::rfm::{Rfm, RfmCuts, ScoreRule, score_rfm};

use super::{buyers, spread};
use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::segments::Derived;
use crate::segments::purchases::PurchaseFacts;
use crate::table::tables::Tables;
use crate::views::lens::{RfmCellView, RfmView};

/// With fewer buyers some scores stay empty whatever they bought.
const N_SCORES: u32 = 5;

/// `None` for those who have not bought; also where the scores change.
pub fn scores(
    purchases: &[PurchaseFacts],
    rule: ScoreRule,
    end: Day,
) -> (Vec<Option<Rfm>>, RfmCuts) {
    let of = |value: &dyn Fn(&PurchaseFacts) -> f64| buyers(purchases).map(value).collect();
    // Somebody who buys tomorrow, by a slip of the year, bought today.
    let silence: Vec<f64> =
        of(&|facts| facts.last_purchase.map_or(0.0, |last| f64::from(end.days_since(last).max(0))));
    let n_days: Vec<f64> = of(&|facts| f64::from(facts.n_purchase_days));
    let spend: Vec<f64> = of(&|facts| facts.spend_total.major());
    match score_rfm(&silence, &n_days, &spend, rule) {
        Some((found, cuts)) => (spread(purchases, found), cuts),
        None => (vec![None; purchases.len()], RfmCuts::default()),
    }
}

/// The grid of recency × frequency.
pub fn rfm_view(tables: &Tables, derived: &Derived) -> RfmView {
    let found = derived.lenses(tables);
    let mut cells = [[RfmCellView::default(); 5]; 5];
    let (mut n_buyers, mut value) = (0, Money::ZERO);
    for (scores, facts) in found.rfm.iter().zip(&derived.purchases) {
        let Some(Rfm { recency, frequency, money }) = scores else { continue };
        let cell = &mut cells[usize::from(*recency) - 1][usize::from(*frequency) - 1];
        cell.n_people += 1;
        cell.value += facts.spend_total;
        cell.mean_money_score += f64::from(*money);
        n_buyers += 1;
        value += facts.spend_total;
    }
    for cell in cells.iter_mut().flatten().filter(|cell| cell.n_people > 0) {
        cell.mean_money_score /= f64::from(cell.n_people);
    }
    let rule = tables.facts.lenses.score_rule;
    let by_ties = rule != ScoreRule::RankFirst && n_buyers >= N_SCORES;
    let empty = |n_people: &dyn Fn(usize) -> u32| {
        let scores = (0..5).filter(|at| by_ties && n_people(*at) == 0);
        scores.map(|at| at as u8 + 1).collect::<Vec<u8>>()
    };
    let of_recency = |at: usize| cells[at].iter().map(|cell| cell.n_people).sum::<u32>();
    let of_frequency = |at: usize| cells.iter().map(|row| row[at].n_people).sum::<u32>();
    RfmView {
        rule,
        empty_recency: empty(&of_recency),
        empty_frequency: empty(&of_frequency),
        cells,
        n_buyers,
        value,
        recency_cut: found.rfm_cuts.recency,
        frequency_cut: found.rfm_cuts.frequency,
        money_cut: found.rfm_cuts.money,
        data_end: derived.data_end,
    }
}
