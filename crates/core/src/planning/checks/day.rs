//! The day: date, place, room, team, preparation and run sheet.

use super::Issues;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus};
use crate::planning::schedule::find_circle;
use crate::playbooks;
use crate::views::plan::PlanView;
use crate::words::{checks, write_count};

/// `knows_guests`: how many come rests on something.
pub(super) fn check_when(
    issues: &mut Issues,
    event: &Event,
    view: &PlanView,
    knows_guests: bool,
    today: Day,
) {
    match event.day {
        None => issues.require("when", "day", checks::choose_day()),
        Some(day) if day.to_date().is_none() => {
            issues.require("when", "day", checks::no_such_day());
        }
        Some(day) if day < today && event.status != EventStatus::Past => {
            issues.require("when", "day", checks::day_passed())
        }
        Some(_) => {}
    }
    if event.place.trim().is_empty() {
        issues.require("when", "place", checks::say_place());
    }
    if event.start_minute >= 24 * 60 {
        issues.require("when", "start_minute", checks::no_such_time());
    }
    if event.duration_minutes == 0 {
        issues.require("when", "duration_minutes", checks::say_duration());
    }
    if event.n_days == 0 {
        issues.require("when", "n_days", checks::at_least_a_day());
    }
    check_seats(issues, event, knows_guests.then_some(view.expected.attended));
}

fn check_seats(issues: &mut Issues, event: &Event, heads: Option<f64>) {
    let heads = heads.unwrap_or(0.0);
    let expected = write_count(heads.round() as i64);
    match event.seats {
        Some(0) => {
            issues.require("when", "seats", checks::at_least_a_seat());
        }
        Some(seats) if f64::from(seats) < heads => {
            issues.hint("when", "seats", checks::too_few_seats(expected))
        }
        Some(_) => {}
        None if heads < 1.0 => {
            issues.hint("when", "seats", checks::say_seats());
        }
        None => {
            // Guests who come and go need fewer places at one moment than heads.
            let room = &playbooks::method_guide(event.method).room;
            let places = write_count((heads * room.places_per_expected_head).ceil() as i64);
            issues.hint("when", "seats", checks::say_seats_for(expected, places));
        }
    }
}

pub(super) fn check_team(issues: &mut Issues, event: &Event) {
    if event.team.iter().all(|member| member.name.trim().is_empty()) {
        issues.hint("team", "team", checks::name_lead());
    }
}

pub(super) fn check_schedule(issues: &mut Issues, event: &Event, view: &PlanView) {
    if event.schedule.is_empty() {
        issues.hint("schedule", "schedule", checks::no_preparation());
    }
    if let Some(place) = find_circle(&event.schedule).first() {
        let label = &event.schedule[*place].label;
        issues.require(
            "schedule",
            &format!("schedule.{place}"),
            checks::waits_for_itself(label.in_both()),
        );
    }
    let n_late = view.schedule.iter().filter(|row| row.late).count() as i64;
    if n_late > 0 {
        issues.hint("schedule", "schedule", checks::n_late(write_count(n_late)));
    }
    let n_blocked = view.schedule.iter().filter(|row| row.blocked_by.is_some()).count() as i64;
    if n_blocked > 0 {
        issues.hint("schedule", "schedule", checks::n_blocked(write_count(n_blocked)));
    }
}

pub(super) fn check_run_sheet(issues: &mut Issues, event: &Event, view: &PlanView) {
    if event.run_sheet.is_empty() {
        issues.hint("runsheet", "run_sheet", checks::no_run_sheet());
        return;
    }
    if !event.run_sheet.iter().any(|item| item.is_offer) {
        issues.hint("runsheet", "run_sheet", checks::mark_offer());
    }
    let n_overlaps = view.run_sheet.iter().filter(|row| row.overlaps).count() as i64;
    if n_overlaps > 0 {
        issues.hint("runsheet", "run_sheet", checks::n_overlap(write_count(n_overlaps)));
    }
}
