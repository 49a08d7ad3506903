//! The brief: goal, offer, and what the method asks.

use super::Issues;
use crate::domain::event::Event;
use crate::domain::money::Money;
use crate::domain::wording::Wording;
use crate::planning::defaults::ASSUMED_MARGIN;
use crate::playbooks;
use crate::table::tables::Tables;
use crate::words::checks;

pub(super) fn check_goal(issues: &mut Issues, tables: &Tables, event: &Event) {
    if event.name.trim().is_empty() {
        issues.require("goal", "name", checks::name_event());
    }
    if event.product.trim().is_empty() {
        issues.require("goal", "product", checks::say_product());
    }
    if event.goal_orders == 0 {
        issues.require("goal", "goal_orders", checks::say_goal());
    }
    if !(event.goal_confidence > 0.0 && event.goal_confidence < 1.0) {
        issues.require("goal", "goal_confidence", checks::certainty_range());
    }
    let revenue = event.revenue_per_order;
    if revenue.low > revenue.high {
        issues.require("goal", "revenue_per_order", checks::range_reversed());
    } else if revenue.high <= Money::ZERO || revenue.low < Money::ZERO {
        issues.require("goal", "revenue_per_order", checks::say_revenue());
    }
    if !(event.margin > 0.0 && event.margin <= 1.0) {
        issues.require("goal", "margin", checks::margin_range());
    } else if event.margin == ASSUMED_MARGIN
        && tables.products.iter().all(|product| product.margin.is_none())
    {
        issues.hint("goal", "margin", checks::margin_assumed());
    }
    if event.why_now.trim().is_empty() {
        issues.hint("goal", "why_now", checks::say_why_now());
    }
}

pub(super) fn check_offer(issues: &mut Issues, event: &Event) {
    if is_blank(&event.offer) {
        issues.require("offer", "offer", checks::say_offer());
    }
}

pub(super) fn check_method(issues: &mut Issues, event: &Event) {
    let guide = playbooks::method_guide(event.method);
    for question in &guide.questions {
        if event.answers.get(&question.key).is_none_or(|answer| answer.trim().is_empty()) {
            let field = format!("answers.{}", question.key);
            issues.add("method", &field, question.prompt.clone(), false);
        }
    }
    for risk in &guide.risks {
        if event.risk_answers.get(&risk.key).is_none_or(|answer| answer.trim().is_empty()) {
            issues.hint("method", &format!("risks.{}", risk.key), checks::open_risk(&risk.asks));
        }
    }
}

fn is_blank(wording: &Wording) -> bool {
    match wording {
        Wording::Guide(text) => text.en.trim().is_empty() && text.zh.trim().is_empty(),
        Wording::Own(text) => text.trim().is_empty(),
    }
}
