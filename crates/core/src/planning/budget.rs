//! The budget at the heads expected: lines, contingency, total.

use crate::domain::event::{CostDriver, Event};
use crate::domain::money::{Money, MoneyRange};
use crate::views::plan::{BudgetRow, ExpectedHeads};

/// A budget added up. `total` is the sum of the rows' totals and the contingency, end by end: its
/// upper end is what the event costs if everything turns out dear at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    pub rows: Vec<BudgetRow>,
    pub contingency: MoneyRange,
    pub total: MoneyRange,
}

/// Works out every line at the units its driver stands at.
pub fn add_up_budget(event: &Event, heads: &ExpectedHeads) -> Budget {
    let rows: Vec<BudgetRow> = event
        .budget
        .iter()
        .map(|line| {
            let n_units = count_units(line.driver, event, heads);
            let per_unit = in_order(line.amount);
            BudgetRow {
                label: line.label.clone(),
                driver: line.driver,
                n_units,
                per_unit,
                total: scale(per_unit, n_units),
            }
        })
        .collect();
    let lines = MoneyRange {
        low: rows.iter().map(|row| row.total.low).sum(),
        high: rows.iter().map(|row| row.total.high).sum(),
    };
    // A budget that earns (sponsors) needs nothing set aside.
    let basis = MoneyRange { low: lines.low.max(Money::ZERO), high: lines.high.max(Money::ZERO) };
    let share = if event.contingency.is_finite() { event.contingency.max(0.0) } else { 0.0 };
    let contingency = scale(basis, share);
    let total =
        MoneyRange { low: lines.low + contingency.low, high: lines.high + contingency.high };
    Budget { rows, contingency, total }
}

fn count_units(driver: CostDriver, event: &Event, heads: &ExpectedHeads) -> f64 {
    match driver {
        CostDriver::Fixed => 1.0,
        CostDriver::PerInvited => heads.invited,
        CostDriver::PerRegistered => heads.registered,
        CostDriver::PerAttended => heads.attended,
        CostDriver::PerOrdered => heads.ordered,
        CostDriver::PerStaff => f64::from(event.n_staff),
        CostDriver::PerDay => f64::from(event.n_days),
    }
}

fn in_order(range: MoneyRange) -> MoneyRange {
    MoneyRange { low: range.low.min(range.high), high: range.low.max(range.high) }
}

fn scale(range: MoneyRange, factor: f64) -> MoneyRange {
    let scaled = |amount: Money| Money::from_major(amount.major() * factor);
    MoneyRange { low: scaled(range.low), high: scaled(range.high) }
}
