//! The steps of the wizard: their order, their names, and one line of what each holds.

use super::written::{write_day, write_minute, write_range};
use crate::domain::event::Event;
use crate::domain::text::{Language, Text};
use crate::domain::wording::Wording;
use crate::forecast::InvitedGroup;
use crate::playbooks;
use crate::table::tables::Tables;
use crate::views::plan::{PlanView, StepState};
use crate::words::{self, write_count};

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
        "goal" => words::plan::step_goal(),
        "offer" => words::plan::step_offer(),
        "method" => words::plan::step_method(),
        "audience" => words::plan::step_audience(),
        "when" => words::plan::step_when(),
        "budget" => words::plan::step_budget(),
        "team" => words::plan::step_team(),
        "schedule" => words::plan::step_schedule(),
        "runsheet" => words::plan::step_runsheet(),
        _ => words::plan::step_review(),
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
    words::plan::goal(write_count(event.goal_orders.into()), percent.to_string())
}

fn audience(groups: &[InvitedGroup]) -> Text {
    let sum = |of: fn(&InvitedGroup) -> u32| groups.iter().map(|group| i64::from(of(group))).sum();
    let n_invited: i64 = sum(|group| group.n_invited);
    let n_may_ask: i64 = sum(|group| group.n_may_ask);
    if n_may_ask == 0 {
        return Text::default();
    }
    words::plan::audience(write_count(n_invited), write_count(n_may_ask))
}

fn when(event: &Event) -> Text {
    let place = event.place.trim();
    let Some(day) = event.day else { return place.into() };
    let time = write_minute(i32::from(event.start_minute));
    let day = write_day(day).unwrap_or_else(|| day.to_string().into());
    match place {
        "" => words::plan::when(day, time),
        _ => words::plan::when_and_where(day, time, place),
    }
}

fn team(event: &Event) -> Text {
    let n_named = event.team.iter().filter(|member| !member.name.trim().is_empty()).count();
    words::plan::team(write_count(event.n_staff.into()), write_count(n_named as i64))
}

fn share_done((n_done, n_all): (u32, u32)) -> Text {
    if n_all == 0 {
        return Text::default();
    }
    words::plan::share_done(write_count(n_done.into()), write_count(n_all.into()))
}

fn run_sheet(view: &PlanView) -> Text {
    let Some(first) = view.run_sheet.first() else { return Text::default() };
    let ends =
        view.run_sheet.iter().map(|row| row.minute.saturating_add(row.duration_minutes.into()));
    let (start, end) =
        (write_minute(first.minute), write_minute(ends.max().unwrap_or(first.minute)));
    words::plan::run_sheet(start, end, write_count(view.run_sheet.len() as i64))
}

fn review(view: &PlanView) -> Text {
    let n_required = view.issues.iter().filter(|issue| issue.required).count() as i64;
    if n_required == 0 {
        return words::plan::ready();
    }
    words::plan::to_mend(write_count(n_required))
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
