//! The steps of the wizard: their order, their names, and one line of what each holds.

use super::written::{write_count, write_day, write_minute, write_plural, write_range};
use crate::domain::event::Event;
use crate::domain::text::{Language, Text};
use crate::domain::wording::Wording;
use crate::forecast::InvitedGroup;
use crate::playbooks;
use crate::table::tables::Tables;
use crate::views::plan::{PlanView, StepState};

/// Slugs in the order of the wizard.
pub const STEPS: [&str; 10] = [
    "goal", "offer", "method", "audience", "when", "budget", "team", "schedule", "runsheet",
    "review",
];

/// Most characters of the user's own text in a summary.
const SUMMARY_CHARS: usize = 60;

/// Every step with what it holds and what is open in it. `view.issues` must be there already.
pub fn describe_steps(
    tables: &Tables,
    groups: &[InvitedGroup],
    event: &Event,
    view: &PlanView,
) -> Vec<StepState> {
    STEPS
        .iter()
        .map(|slug| {
            let count = |required| {
                let issues = view.issues.iter();
                issues.filter(|issue| issue.step == *slug && issue.required == required).count()
            };
            StepState {
                slug: (*slug).to_owned(),
                title: title(slug),
                summary: summary(slug, tables, groups, event, view),
                done: event.steps_done.iter().any(|done| done == slug),
                n_required: count(true) as u32,
                n_hints: count(false) as u32,
            }
        })
        .collect()
}

fn title(slug: &str) -> Text {
    match slug {
        "goal" => Text::new("Goal", "目标"),
        "offer" => Text::new("Offer", "优惠方案"),
        "method" => Text::new("Method", "活动形式"),
        "audience" => Text::new("Audience", "邀约对象"),
        "when" => Text::new("Date and place", "时间地点"),
        "budget" => Text::new("Budget", "预算"),
        "team" => Text::new("Team", "团队分工"),
        "schedule" => Text::new("Schedule", "筹备排期"),
        "runsheet" => Text::new("Run sheet", "活动流程表"),
        _ => Text::new("Review", "检查确认"),
    }
}

fn summary(
    slug: &str,
    tables: &Tables,
    groups: &[InvitedGroup],
    event: &Event,
    view: &PlanView,
) -> Text {
    match slug {
        "goal" => goal(event),
        "offer" => in_both(&event.offer),
        "method" => playbooks::method_guide(event.method).name.clone(),
        "audience" => audience(groups),
        "when" => when(event),
        "budget" if view.budget.is_empty() => Text::default(),
        "budget" => write_range(view.budget_total, &tables.facts.currency),
        "team" => team(event),
        "schedule" => share_done(view.n_ready),
        "runsheet" => run_sheet(view),
        _ => review(view),
    }
}

fn goal(event: &Event) -> Text {
    if event.goal_orders == 0 {
        return Text::default();
    }
    let percent = (event.goal_confidence * 100.0).round() as i64;
    let n = i64::from(event.goal_orders);
    Text::new(
        format!("{}, {percent}\u{a0}% sure", write_plural(n, "order", "orders")),
        format!("{} 单，把握 {percent}%", write_count(n)),
    )
}

fn audience(groups: &[InvitedGroup]) -> Text {
    let sum = |of: fn(&InvitedGroup) -> u32| groups.iter().map(|group| i64::from(of(group))).sum();
    let n_invited: i64 = sum(|group| group.n_invited);
    let n_may_ask: i64 = sum(|group| group.n_may_ask);
    if n_may_ask == 0 {
        return Text::default();
    }
    let (n_invited, n_may_ask) = (write_count(n_invited), write_count(n_may_ask));
    Text::new(
        format!("{n_invited} of {n_may_ask} invited"),
        format!("邀约 {n_invited} 人（可邀 {n_may_ask} 人）"),
    )
}

fn when(event: &Event) -> Text {
    let place = event.place.trim();
    let Some(day) = event.day else { return Text::new(place, place) };
    let time = write_minute(i32::from(event.start_minute));
    let in_language = |language, comma: &str| {
        let day = write_day(day, language).unwrap_or_else(|| day.to_string());
        match place {
            "" => format!("{day} {time}"),
            _ => format!("{day} {time}{comma}{place}"),
        }
    };
    Text::new(in_language(Language::En, ", "), in_language(Language::Zh, "，"))
}

fn team(event: &Event) -> Text {
    let n_named = event.team.iter().filter(|member| !member.name.trim().is_empty()).count();
    let n_staff = i64::from(event.n_staff);
    Text::new(
        format!("{}, {n_named} named", write_plural(n_staff, "person", "people")),
        format!("{} 人，已定 {n_named} 人", write_count(n_staff)),
    )
}

fn share_done((n_done, n_all): (u32, u32)) -> Text {
    if n_all == 0 {
        return Text::default();
    }
    Text::new(format!("{n_done} of {n_all} done"), format!("{n_all} 项已完成 {n_done} 项"))
}

fn run_sheet(view: &PlanView) -> Text {
    let Some(first) = view.run_sheet.first() else { return Text::default() };
    let ends =
        view.run_sheet.iter().map(|row| row.minute.saturating_add(row.duration_minutes.into()));
    let (start, end) =
        (write_minute(first.minute), write_minute(ends.max().unwrap_or(first.minute)));
    let n = view.run_sheet.len() as i64;
    Text::new(
        format!("{start} to {end}, {}", write_plural(n, "item", "items")),
        format!("{start} 至 {end}，{n} 项"),
    )
}

fn review(view: &PlanView) -> Text {
    let n_required = view.issues.iter().filter(|issue| issue.required).count() as i64;
    if n_required == 0 {
        return Text::new("Ready to be marked as planned", "可以定为正式计划");
    }
    Text::new(
        format!("{} still to mend", write_plural(n_required, "point", "points")),
        format!("还有 {n_required} 处需要补全"),
    )
}

fn in_both(wording: &Wording) -> Text {
    let short = |language| {
        let text = wording.get(language).trim();
        match text.char_indices().nth(SUMMARY_CHARS) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        }
    };
    Text::new(short(Language::En), short(Language::Zh))
}
