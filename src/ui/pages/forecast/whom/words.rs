//! The findings of this page in sentences. Call these inside a view or signal.

use super::super::words::{write_amount, write_chance};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use meadow_core::views::whom::WhomView;

/// The finding as a title.
pub fn title(f: &Formatter, plan: &WhomView) -> String {
    let i18n = use_i18n();
    if plan.n_invited == 0 {
        return t_string!(i18n, whom.nobody_pays).to_owned();
    }
    t_string!(
        i18n,
        whom.finding,
        n = f.fmt_int(plan.n_invited.into()),
        profit = write_amount(f, plan.drawn.profit.mean),
        chance = write_chance(f, plan.chance_of_goal()),
        goal = f.fmt_int(plan.goal_orders.into())
    )
    .to_string()
}

/// How many orders, without a full stop.
pub fn finding(f: &Formatter, plan: &WhomView) -> String {
    let i18n = use_i18n();
    let orders = &plan.drawn.orders;
    t_string!(
        i18n,
        whom.orders_finding,
        n = f.fmt_number(orders.median, 0),
        low = f.fmt_number(orders.p05, 0),
        high = f.fmt_number(orders.p95, 0),
        goal = f.fmt_int(plan.goal_orders.into()),
        chance = write_chance(f, plan.drawn.p_goal)
    )
    .to_string()
}

/// What the room there is makes of it, and whether the goal is as sure as it is wanted.
pub fn on_goal(f: &Formatter, plan: &WhomView) -> String {
    let i18n = use_i18n();
    let seated = plan.short_room().map(|(seats, seated)| {
        t_string!(
            i18n,
            whom.seated_finding,
            seats = f.fmt_int(seats.into()),
            n = f.fmt_number(seated.ordered.median, 0),
            chance = write_chance(f, seated.p_goal)
        )
        .to_string()
    });
    let confidence = f.fmt_percent(plan.goal_confidence);
    let goal = match plan.is_goal_sure() {
        true => t_string!(i18n, whom.goal_sure, confidence = confidence).to_string(),
        false => t_string!(i18n, whom.goal_unsure, confidence = confidence).to_string(),
    };
    let said: Vec<String> = seated.into_iter().chain([goal]).collect();
    said.join(t_string!(i18n, forecast.sentence_gap))
}

/// What is left, as a sentence.
pub fn profit_finding(f: &Formatter, plan: &WhomView) -> String {
    let i18n = use_i18n();
    let profit = &plan.drawn.profit;
    t_string!(
        i18n,
        whom.profit_finding,
        median = write_amount(f, profit.median),
        low = write_amount(f, profit.p05),
        high = write_amount(f, profit.p95)
    )
    .to_string()
}
