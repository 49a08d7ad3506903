//! The brief: goal, offer, and what the method asks.

use super::Issues;
use crate::domain::event::Event;
use crate::domain::money::Money;
use crate::domain::wording::Wording;
use crate::planning::defaults::ASSUMED_MARGIN;
use crate::playbooks;
use crate::table::tables::Tables;

pub(super) fn check_goal(issues: &mut Issues, tables: &Tables, event: &Event) {
    if event.name.trim().is_empty() {
        issues.require("goal", "name", "Give the event a name.", "请为活动起个名称。");
    }
    if event.product.trim().is_empty() {
        issues.require("goal", "product", "Say what is to be sold.", "请写明要卖什么。");
    }
    if event.goal_orders == 0 {
        issues.require(
            "goal",
            "goal_orders",
            "Say how many orders would make it a success.",
            "请填写成交多少单才算成功。",
        );
    }
    if !(event.goal_confidence > 0.0 && event.goal_confidence < 1.0) {
        issues.require(
            "goal",
            "goal_confidence",
            "The certainty must lie between 1 and 99\u{a0}%; 80\u{a0}% is usual.",
            "把握须在 1% 至 99% 之间，通常取 80%。",
        );
    }
    let revenue = event.revenue_per_order;
    if revenue.low > revenue.high {
        issues.require(
            "goal",
            "revenue_per_order",
            "The range starts above its end: swap the two.",
            "下限高于上限，请对调。",
        );
    } else if revenue.high <= Money::ZERO || revenue.low < Money::ZERO {
        issues.require(
            "goal",
            "revenue_per_order",
            "Say what one order brings in, as a figure or a range.",
            "请填写每单收入，可填一个数或一个区间。",
        );
    }
    if !(event.margin > 0.0 && event.margin <= 1.0) {
        issues.require(
            "goal",
            "margin",
            "The margin must lie above 0 and not above 100\u{a0}%.",
            "毛利率须大于 0，且不超过 100%。",
        );
    } else if event.margin == ASSUMED_MARGIN
        && tables.products.iter().all(|product| product.margin.is_none())
    {
        issues.hint(
            "goal",
            "margin",
            "40\u{a0}% is only a placeholder: no product states its margin. Put in your own.",
            "40% 只是占位：尚无产品填写毛利率，请换成您自己的数。",
        );
    }
    if event.why_now.trim().is_empty() {
        issues.hint(
            "goal",
            "why_now",
            "Say why now: the reason to come at this time.",
            "请写明为什么是现在：客户此时来的理由。",
        );
    }
}

pub(super) fn check_offer(issues: &mut Issues, event: &Event) {
    if is_blank(&event.offer) {
        issues.require(
            "offer",
            "offer",
            "Say what guests are offered; everything else speaks of it.",
            "请写明给到场客户的优惠，邀约和现场都围绕它来讲。",
        );
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
            issues.hint(
                "method",
                &format!("risks.{}", risk.key),
                format!("Open risk: {}", risk.asks.en),
                format!("风险未答：{}", risk.asks.zh),
            );
        }
    }
}

fn is_blank(wording: &Wording) -> bool {
    match wording {
        Wording::Guide(text) => text.en.trim().is_empty() && text.zh.trim().is_empty(),
        Wording::Own(text) => text.trim().is_empty(),
    }
}
