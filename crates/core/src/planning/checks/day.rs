//! The day: date, place, room, team, preparation and run sheet.

use super::Issues;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus};
use crate::domain::text::Language;
use crate::planning::schedule::find_circle;
use crate::planning::written::{write_count, write_plural};
use crate::playbooks;
use crate::views::plan::PlanView;

pub(super) fn check_when(issues: &mut Issues, event: &Event, view: &PlanView, today: Day) {
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

pub(super) fn check_team(issues: &mut Issues, event: &Event) {
    if event.team.iter().all(|member| member.name.trim().is_empty()) {
        issues.hint(
            "team",
            "team",
            "No name yet: give the lead of the event one, the others can follow.",
            "尚未定人：请先定下负责人，其余可以后补。",
        );
    }
}

pub(super) fn check_schedule(issues: &mut Issues, event: &Event, view: &PlanView) {
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

pub(super) fn check_run_sheet(issues: &mut Issues, event: &Event, view: &PlanView) {
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
