//! The budget before the event, and the counts after it.

use super::Issues;
use crate::domain::event::{CostDriver, Event, EventStatus};
use crate::domain::money::Money;

pub(super) fn check_budget(issues: &mut Issues, event: &Event) {
    if event.budget.is_empty() {
        issues.hint(
            "budget",
            "budget",
            "No cost yet: an event without costs is rare.",
            "还没有费用：不花钱的活动很少见。",
        );
    }
    for (place, line) in event.budget.iter().enumerate() {
        let field = format!("budget.{place}");
        if line.amount.low > line.amount.high {
            issues.require(
                "budget",
                &field,
                "The range starts above its end: swap the two.",
                "下限高于上限，请对调。",
            );
        } else if line.amount.high == Money::ZERO && line.amount.low == Money::ZERO {
            issues.hint(
                "budget",
                &field,
                "No amount yet: put in a quotation, or remove the line.",
                "尚无金额：请填报价，或删去此项。",
            );
        }
        if line.driver == CostDriver::PerStaff && event.n_staff == 0 {
            issues.hint(
                "budget",
                &field,
                "Paid per member of staff, but the team has nobody yet.",
                "按工作人员计费，但团队人数为零。",
            );
        }
    }
    if !(0.0..=1.0).contains(&event.contingency) {
        issues.require(
            "budget",
            "contingency",
            "The contingency is a share of the budget, usually 5 to 15\u{a0}%.",
            "预备金是预算的一个比例，通常为 5% 至 15%。",
        );
    }
    let per_order = event.budget.iter().filter(|line| line.driver == CostDriver::PerOrdered);
    let driven: f64 = per_order.map(|line| line.amount.middle().major()).sum();
    let margin = event.revenue_per_order.middle().major() * event.margin;
    if margin > 0.0 && driven >= margin {
        issues.hint(
            "budget",
            "budget",
            "Every order costs more than its margin: no number of orders breaks even.",
            "每单费用高于毛利：成交再多也不会保本。",
        );
    }
}

pub(super) fn check_counts(issues: &mut Issues, event: &Event) {
    if event.status != EventStatus::Past {
        return;
    }
    let Some(counts) = &event.counts else {
        issues.hint(
            "review",
            "counts",
            "Put in what came of it: the next forecast learns from it.",
            "请填写活动结果：下一次预测要靠它。",
        );
        return;
    };
    let falls = [counts.invited, counts.registered, counts.attended, counts.ordered];
    if !falls.is_sorted_by(|before, after| before >= after) {
        issues.hint(
            "review",
            "counts",
            "A later step counts more people than the one before. Those shares cannot be learnt from.",
            "后一步的人数多于前一步，这样的比例无法用于预测。",
        );
    }
}
