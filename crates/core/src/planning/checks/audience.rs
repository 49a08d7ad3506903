//! Who is invited, in which waves, and which rates are believed of them.

use super::Issues;
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event, EventStatus, FunnelStage};
use crate::forecast::{InvitedGroup, Rates};
use crate::table::tables::Tables;
use crate::words::{checks, write_count};

pub(super) fn check_audience(
    issues: &mut Issues,
    tables: &Tables,
    groups: &[InvitedGroup],
    event: &Event,
    today: Day,
) {
    if groups.iter().all(|group| group.n_invited == 0) {
        issues.require("audience", "audience", checks::nobody_invited());
    }
    for (place, choice) in event.audience.iter().enumerate() {
        let field = format!("audience.{place}");
        if choice.group == AudienceGroup::Outside && choice.n_outside == 0 {
            issues.hint("audience", &field, checks::count_outside());
        }
        let there = groups.iter().find(|group| group.group == choice.group);
        let n_may_ask = there.map_or(0, |group| group.n_may_ask);
        if choice.n_invited.is_some_and(|n| n > n_may_ask) {
            issues.hint(
                "audience",
                &field,
                checks::only_n_may_be_asked(write_count(n_may_ask.into())),
            );
        }
    }
    check_rates(issues, tables, groups, event);
    let in_waves =
        |group: &AudienceGroup| event.waves.iter().any(|wave| wave.groups.contains(group));
    if !event.waves.is_empty() && groups.iter().any(|g| g.n_invited > 0 && !in_waves(&g.group)) {
        issues.hint("audience", "waves", checks::group_in_no_wave());
    }
    let Some(day) = event.day.filter(|_| event.status != EventStatus::Past) else { return };
    let is_over = |days_before: i32| day.plus_days(days_before.saturating_neg()) < today;
    if event.waves.iter().any(|wave| is_over(wave.days_before)) {
        issues.hint("audience", "waves", checks::wave_is_over());
    }
}

fn check_rates(issues: &mut Issues, tables: &Tables, groups: &[InvitedGroup], event: &Event) {
    for range in &event.rates {
        if !(range.low >= 0.0 && range.low <= range.high && range.high <= 1.0) {
            issues.require("audience", stage_field(range.stage), checks::share_range());
        }
    }
    let invited = groups.iter().filter(|group| group.n_invited > 0).map(|group| &group.group);
    for stage in Rates::believe(tables, event).missing_for(invited) {
        let step = match stage {
            FunnelStage::Registered => checks::those_invited_register(),
            FunnelStage::Attended => checks::those_registered_come(),
            FunnelStage::Ordered => checks::those_who_come_order(),
        };
        issues.hint("audience", stage_field(stage), checks::rate_missing(step));
    }
}

fn stage_field(stage: FunnelStage) -> &'static str {
    match stage {
        FunnelStage::Registered => "rates.registered",
        FunnelStage::Attended => "rates.attended",
        FunnelStage::Ordered => "rates.ordered",
    }
}
