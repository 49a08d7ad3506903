//! The budget before the event, and the counts after it.

use super::Issues;
use crate::domain::event::{CostDriver, Event, EventStatus};
use crate::domain::money::Money;
use crate::words::checks;

pub(super) fn check_budget(issues: &mut Issues, event: &Event) {
    if event.budget.is_empty() {
        issues.hint("budget", "budget", checks::no_cost());
    }
    for (place, line) in event.budget.iter().enumerate() {
        let field = format!("budget.{place}");
        if line.amount.low > line.amount.high {
            issues.require("budget", &field, checks::range_reversed());
        } else if line.amount.high == Money::ZERO && line.amount.low == Money::ZERO {
            issues.hint("budget", &field, checks::no_amount());
        }
        if line.driver == CostDriver::PerStaff && event.n_staff == 0 {
            issues.hint("budget", &field, checks::no_staff());
        }
    }
    if !(0.0..=1.0).contains(&event.contingency) {
        issues.require("budget", "contingency", checks::contingency_range());
    }
    let per_order = event.budget.iter().filter(|line| line.driver == CostDriver::PerOrdered);
    let driven: f64 = per_order.map(|line| line.amount.middle().major()).sum();
    let margin = event.revenue_per_order.middle().major() * event.margin;
    if margin > 0.0 && driven >= margin {
        issues.hint("budget", "budget", checks::never_breaks_even());
    }
}

pub(super) fn check_counts(issues: &mut Issues, event: &Event) {
    if event.status != EventStatus::Past {
        return;
    }
    let Some(counts) = &event.counts else {
        issues.hint("review", "counts", checks::put_in_counts());
        return;
    };
    let falls = [counts.invited, counts.registered, counts.attended, counts.ordered];
    if !falls.is_sorted_by(|before, after| before >= after) {
        issues.hint("review", "counts", checks::counts_rise());
    }
}
