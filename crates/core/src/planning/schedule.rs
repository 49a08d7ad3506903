//! Dates worked back from the day of the event, and forward from its end.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus, ScheduleTask};
use crate::views::plan::{FollowUpRow, ScheduleRow};

/// The preparation with dates: every task after those it waits for, else by start. Empty while the
/// event has no day. Tasks that wait for each other in a circle come by start, flagged as blocked;
/// a task that waits for one that does not exist does not wait.
pub fn work_back(event: &Event, today: Day) -> Vec<ScheduleRow> {
    let Some(day) = event.day else { return Vec::new() };
    let tasks = &event.schedule;
    let mut place_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, task) in tasks.iter().enumerate() {
        place_of.entry(task.key.as_str()).or_insert(place);
    }
    let waits_for = |task: &ScheduleTask| -> Vec<usize> {
        task.after.iter().filter_map(|key| place_of.get(key.as_str()).copied()).collect()
    };
    let is_over = event.status == EventStatus::Past;
    order_tasks(tasks, &waits_for)
        .into_iter()
        .map(|place| {
            let task = &tasks[place];
            let start = start_of(task, day);
            let blocker = waits_for(task)
                .into_iter()
                .map(|before| &tasks[before])
                .find(|before| !before.done && end_of(before, day) >= start);
            ScheduleRow {
                key: task.key.clone(),
                label: task.label.clone(),
                start,
                end: end_of(task, day),
                owner: task.owner.clone(),
                done: task.done,
                late: !task.done && !is_over && start < today,
                blocked_by: blocker
                    .filter(|_| !task.done && !is_over)
                    .map(|before| before.label.clone()),
            }
        })
        .collect()
}

/// The first day of a task.
pub fn start_of(task: &ScheduleTask, event_day: Day) -> Day {
    event_day.plus_days(task.days_before.saturating_neg())
}

/// The last day of a task; a task without duration takes its day.
pub fn end_of(task: &ScheduleTask, event_day: Day) -> Day {
    start_of(task, event_day).plus_days(i32::from(task.duration_days.max(1)) - 1)
}

/// The steps after the event with their days, soonest first. Hours count from the end of the last day.
pub fn date_follow_ups(event: &Event) -> Vec<FollowUpRow> {
    let last_day = event
        .day
        .map(|day| day.plus_days(i32::try_from(event.n_days.max(1) - 1).unwrap_or(i32::MAX)));
    let end_minute = i64::from(event.start_minute) + i64::from(event.duration_minutes);
    let mut rows: Vec<FollowUpRow> = event
        .follow_ups
        .iter()
        .map(|step| {
            let n_days = (end_minute + i64::from(step.hours_after) * 60).div_euclid(24 * 60);
            FollowUpRow {
                key: step.key.clone(),
                day: last_day.map(|day| day.plus_days(i32::try_from(n_days).unwrap_or(i32::MAX))),
                hours_after: step.hours_after,
                what: step.what.clone(),
            }
        })
        .collect();
    rows.sort_by_key(|row| row.hours_after);
    rows
}

/// Are there tasks that wait for each other in a circle? Their keys' places, in no special order.
pub fn find_circle(tasks: &[ScheduleTask]) -> Vec<usize> {
    let place_of = |key: &String| tasks.iter().position(|task| task.key == *key);
    let mut open: Vec<usize> = (0..tasks.len()).collect();
    loop {
        let waits = |place: &usize| {
            tasks[*place].after.iter().filter_map(place_of).any(|before| open.contains(&before))
        };
        let still: Vec<usize> = open.iter().copied().filter(waits).collect();
        if still.len() == open.len() {
            return still;
        }
        open = still;
    }
}

/// Places of the tasks in an order that respects what they wait for; ties by start, then as given.
fn order_tasks(
    tasks: &[ScheduleTask],
    waits_for: &dyn Fn(&ScheduleTask) -> Vec<usize>,
) -> Vec<usize> {
    let mut by_start: Vec<usize> = (0..tasks.len()).collect();
    // Larger `days_before` is earlier.
    by_start.sort_by_key(|place| std::cmp::Reverse(tasks[*place].days_before));
    let mut placed = vec![false; tasks.len()];
    let mut order = Vec::with_capacity(tasks.len());
    while !by_start.is_empty() {
        let is_ready =
            |place: &usize| waits_for(&tasks[*place]).iter().all(|before| placed[*before]);
        // In a circle nothing is ready: the earliest breaks it.
        let next = by_start.iter().position(is_ready).unwrap_or(0);
        let place = by_start.remove(next);
        placed[place] = true;
        order.push(place);
    }
    order
}
