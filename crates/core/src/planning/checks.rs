//! What is still open in a plan, step by step, said beside the field it belongs to.
//!
//! Required issues keep a plan from being marked as planned; hints only point. Each names what is
//! wrong and what to do about it.

use super::defaults::ASSUMED_MARGIN;
use super::schedule::find_circle;
use super::written::{write_count, write_plural};
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, CostDriver, Event, EventStatus, FunnelStage};
use crate::domain::money::Money;
use crate::domain::text::{Language, Text};
use crate::domain::wording::Wording;
use crate::forecast::{InvitedGroup, Rates};
use crate::playbooks;
use crate::table::tables::Tables;
use crate::views::plan::{PlanIssue, PlanView};

/// Everything open, in the order of the wizard's steps.
pub fn find_issues(
    tables: &Tables,
    groups: &[InvitedGroup],
    event: &Event,
    view: &PlanView,
    today: Day,
) -> Vec<PlanIssue> {
    let mut issues = Issues { found: Vec::new() };
    check_goal(&mut issues, tables, event);
    check_offer(&mut issues, event);
    check_method(&mut issues, event);
    check_audience(&mut issues, tables, groups, event, today);
    check_when(&mut issues, event, view, today);
    check_budget(&mut issues, event);
    check_team(&mut issues, event);
    check_schedule(&mut issues, event, view);
    check_run_sheet(&mut issues, event, view);
    check_counts(&mut issues, event);
    issues.found
}

struct Issues {
    found: Vec<PlanIssue>,
}

impl Issues {
    fn require(&mut self, step: &str, field: &str, en: impl Into<String>, zh: impl Into<String>) {
        self.add(step, field, Text::new(en, zh), true);
    }

    fn hint(&mut self, step: &str, field: &str, en: impl Into<String>, zh: impl Into<String>) {
        self.add(step, field, Text::new(en, zh), false);
    }

    fn add(&mut self, step: &str, field: &str, message: Text, required: bool) {
        let (step, field) = (step.to_owned(), field.to_owned());
        self.found.push(PlanIssue { step, field, message, required });
    }
}

fn check_goal(issues: &mut Issues, tables: &Tables, event: &Event) {
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

fn check_offer(issues: &mut Issues, event: &Event) {
    if is_blank(&event.offer) {
        issues.require(
            "offer",
            "offer",
            "Say what guests are offered; everything else speaks of it.",
            "请写明给到场客户的优惠，邀约和现场都围绕它来讲。",
        );
    }
}

fn check_method(issues: &mut Issues, event: &Event) {
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

fn check_audience(
    issues: &mut Issues,
    tables: &Tables,
    groups: &[InvitedGroup],
    event: &Event,
    today: Day,
) {
    if groups.iter().all(|group| group.n_invited == 0) {
        issues.require(
            "audience",
            "audience",
            "Nobody is invited yet: choose a group that has people in it.",
            "尚未选定邀约对象：请选择有人的客群。",
        );
    }
    for (place, choice) in event.audience.iter().enumerate() {
        let field = format!("audience.{place}");
        if choice.group == AudienceGroup::Outside && choice.n_outside == 0 {
            issues.hint(
                "audience",
                &field,
                "Say how many people outside the workspace you can invite.",
                "请填写可邀请的名单外人数。",
            );
        }
        let there = groups.iter().find(|group| group.group == choice.group);
        let n_may_ask = there.map_or(0, |group| group.n_may_ask);
        if choice.n_invited.is_some_and(|n| n > n_may_ask) {
            let n = write_count(n_may_ask.into());
            issues.hint(
                "audience",
                &field,
                format!("Only {n} may be asked: so many are counted on."),
                format!("可邀约的只有 {n} 人，按此计算。"),
            );
        }
    }
    check_rates(issues, tables, groups, event);
    let in_waves =
        |group: &AudienceGroup| event.waves.iter().any(|wave| wave.groups.contains(group));
    if !event.waves.is_empty() && groups.iter().any(|g| g.n_invited > 0 && !in_waves(&g.group)) {
        issues.hint(
            "audience",
            "waves",
            "A group that is invited is in no wave: nobody will write to it.",
            "有客群已选定，却不在任何邀约批次里，没人会去邀请。",
        );
    }
    let Some(day) = event.day.filter(|_| event.status != EventStatus::Past) else { return };
    let is_over = |days_before: i32| day.plus_days(days_before.saturating_neg()) < today;
    if event.waves.iter().any(|wave| is_over(wave.days_before)) {
        issues.hint(
            "audience",
            "waves",
            "A wave should have gone out before today: move it or the event.",
            "有邀约批次的日期已过，请改批次或活动日期。",
        );
    }
}

fn check_rates(issues: &mut Issues, tables: &Tables, groups: &[InvitedGroup], event: &Event) {
    for range in &event.rates {
        if !(range.low >= 0.0 && range.low <= range.high && range.high <= 1.0) {
            issues.require(
                "audience",
                stage_field(range.stage),
                "A range runs from a smaller to a larger share, both from 0 to 100\u{a0}%.",
                "区间应由小到大，两端均在 0% 至 100% 之间。",
            );
        }
    }
    let invited = groups.iter().filter(|group| group.n_invited > 0).map(|group| &group.group);
    for stage in Rates::believe(tables, event).missing_for(invited) {
        let (en, zh) = match stage {
            FunnelStage::Registered => ("those invited register", "邀约后报名"),
            FunnelStage::Attended => ("those registered come", "报名后到场"),
            FunnelStage::Ordered => ("those who come order", "到场后成交"),
        };
        issues.hint(
            "audience",
            stage_field(stage),
            format!(
                "No citable rate says how many of {en}. Give the range you would bet on 9 to 1; \
                 until then the forecast rests on next to nothing here."
            ),
            format!("{zh}的比例没有可引用的数据。请给出您愿意以 9 比 1 打赌的区间；在此之前，预测在这一步几乎没有依据。"),
        );
    }
}

fn check_when(issues: &mut Issues, event: &Event, view: &PlanView, today: Day) {
    match event.day {
        None => issues.require("when", "day", "Choose the day.", "请选择日期。"),
        Some(day) if day.to_date().is_none() => {
            issues.require("when", "day", "There is no such day.", "没有这一天。");
        }
        Some(day) if day < today && event.status != EventStatus::Past => issues.require(
            "when",
            "day",
            "The day has passed: choose another, or mark the event as past.",
            "日期已过：请另选一天，或把活动标为已举办。",
        ),
        Some(_) => {}
    }
    if event.place.trim().is_empty() {
        issues.require("when", "place", "Say where it takes place.", "请填写地点。");
    }
    if event.start_minute >= 24 * 60 {
        issues.require("when", "start_minute", "There is no such time.", "没有这个时刻。");
    }
    if event.duration_minutes == 0 {
        issues.require("when", "duration_minutes", "Say how long it lasts.", "请填写活动时长。");
    }
    if event.n_days == 0 {
        issues.require("when", "n_days", "An event takes at least one day.", "活动至少一天。");
    }
    check_seats(issues, event, view);
}

fn check_seats(issues: &mut Issues, event: &Event, view: &PlanView) {
    let heads = view.expected.attended;
    let expected = write_count(heads.round() as i64);
    match event.seats {
        Some(0) => {
            issues.require(
                "when",
                "seats",
                "A room needs at least one seat.",
                "场地至少要有一个座位。",
            );
        }
        Some(seats) if f64::from(seats) < heads => issues.hint(
            "when",
            "seats",
            format!("About {expected} guests are expected: more than there are seats."),
            format!("预计约 {expected} 人到场，座位不够。"),
        ),
        Some(_) => {}
        None if heads < 1.0 => {
            let (en, zh) = ("Say how many the room takes.", "请填写场地可容纳人数。");
            issues.hint("when", "seats", en, zh);
        }
        None => {
            // Guests who come and go need fewer places at one moment than heads.
            let room = &playbooks::method_guide(event.method).room;
            let places = write_count((heads * room.places_per_expected_head).ceil() as i64);
            issues.hint(
                "when",
                "seats",
                format!(
                    "About {expected} guests are expected, {places} places at one moment: say how \
                     many the room takes."
                ),
                format!(
                    "预计约 {expected} 人到场，同时需要约 {places} 个位子：请填写场地可容纳人数。"
                ),
            );
        }
    }
}

fn check_budget(issues: &mut Issues, event: &Event) {
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

fn check_team(issues: &mut Issues, event: &Event) {
    if event.team.iter().all(|member| member.name.trim().is_empty()) {
        issues.hint(
            "team",
            "team",
            "No name yet: give the lead of the event one, the others can follow.",
            "尚未定人：请先定下负责人，其余可以后补。",
        );
    }
}

fn check_schedule(issues: &mut Issues, event: &Event, view: &PlanView) {
    if event.schedule.is_empty() {
        issues.hint("schedule", "schedule", "No preparation is planned.", "尚未安排筹备事项。");
    }
    if let Some(place) = find_circle(&event.schedule).first() {
        let label = &event.schedule[*place].label;
        issues.require(
            "schedule",
            &format!("schedule.{place}"),
            format!(
                "“{}” waits for itself, round about: remove one of the links.",
                label.get(Language::En)
            ),
            format!("“{}”绕了一圈在等自己：请去掉一处先后关系。", label.get(Language::Zh)),
        );
    }
    let n_late = view.schedule.iter().filter(|row| row.late).count() as i64;
    if n_late > 0 {
        issues.hint(
            "schedule",
            "schedule",
            format!("{} should have begun before today.", write_plural(n_late, "task", "tasks")),
            format!("有 {n_late} 项本应在今天之前开始。"),
        );
    }
    let n_blocked = view.schedule.iter().filter(|row| row.blocked_by.is_some()).count() as i64;
    if n_blocked > 0 {
        issues.hint(
            "schedule",
            "schedule",
            format!(
                "{} before what it waits for is finished.",
                write_plural(n_blocked, "task starts", "tasks start")
            ),
            format!("有 {n_blocked} 项在前置事项完成之前就开始了。"),
        );
    }
}

fn check_run_sheet(issues: &mut Issues, event: &Event, view: &PlanView) {
    if event.run_sheet.is_empty() {
        let (en, zh) = ("The day has no run sheet yet.", "活动当天还没有流程表。");
        issues.hint("runsheet", "run_sheet", en, zh);
        return;
    }
    if !event.run_sheet.iter().any(|item| item.is_offer) {
        issues.hint(
            "runsheet",
            "run_sheet",
            "Mark the moment of the offer: without one, nobody asks for the order.",
            "请标出推出优惠的时刻：没有这一刻，就没人开口要单。",
        );
    }
    let n_overlaps = view.run_sheet.iter().filter(|row| row.overlaps).count() as i64;
    if n_overlaps > 0 {
        issues.hint(
            "runsheet",
            "run_sheet",
            format!("{n_overlaps} items ask for the same person at the same time."),
            format!("有 {n_overlaps} 项在同一时间用到同一个人。"),
        );
    }
}

fn check_counts(issues: &mut Issues, event: &Event) {
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

fn stage_field(stage: FunnelStage) -> &'static str {
    match stage {
        FunnelStage::Registered => "rates.registered",
        FunnelStage::Attended => "rates.attended",
        FunnelStage::Ordered => "rates.ordered",
    }
}

fn is_blank(wording: &Wording) -> bool {
    match wording {
        Wording::Guide(text) => text.en.trim().is_empty() && text.zh.trim().is_empty(),
        Wording::Own(text) => text.trim().is_empty(),
    }
}
