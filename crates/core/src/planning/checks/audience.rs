//! Who is invited, in which waves, and which rates are believed of them.

use super::Issues;
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event, EventStatus, FunnelStage};
use crate::forecast::{InvitedGroup, Rates};
use crate::planning::written::write_count;
use crate::table::tables::Tables;

pub(super) fn check_audience(
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

fn stage_field(stage: FunnelStage) -> &'static str {
    match stage {
        FunnelStage::Registered => "rates.registered",
        FunnelStage::Attended => "rates.attended",
        FunnelStage::Ordered => "rates.ordered",
    }
}
