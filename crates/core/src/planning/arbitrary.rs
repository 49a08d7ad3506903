//! Events as no user would write them, for tests: every number at its extremes, tasks in circles,
//! groups chosen twice.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::{collection, option};

use crate::domain::class::Class;
use crate::domain::consent::Channel;
use crate::domain::day::Day;
use crate::domain::event::{
    AudienceChoice, AudienceGroup, BudgetLine, CostDriver, Event, EventCounts, EventStatus,
    FollowUp, FunnelStage, RateRange, RunItem, ScheduleTask, Wave,
};
use crate::domain::method::Method;
use crate::domain::money::{Money, MoneyRange};
use crate::domain::wording::Wording;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, Obstacle};

/// A group of each kind; a few hundred people.
pub fn audience() -> Vec<AudienceEntry> {
    let entry = |group, n_may_ask| {
        let mut entry =
            AudienceEntry { n_people: n_may_ask + 3, n_may_ask, ..AudienceEntry::empty(group) };
        (0..3).for_each(|_| entry.left_out.count(Obstacle::OptedOut));
        entry
    };
    vec![
        entry(AudienceGroup::Class(Class::Bee), 86),
        entry(AudienceGroup::Class(Class::Dragonfly), 96),
        entry(AudienceGroup::Class(Class::Butterfly), 90),
        entry(AudienceGroup::Class(Class::Mantis), 40),
        entry(AudienceGroup::Expected(Class::Dragonfly), 116),
        entry(AudienceGroup::Expected(Class::Butterfly), 60),
        entry(AudienceGroup::Unplaced, 200),
    ]
}

/// Fully arbitrary but for what is left as the method's guide has it.
pub fn any_event() -> impl Strategy<Value = Event> {
    (any_frame(), any_money(), any_plan()).prop_map(|(frame, money, plan)| {
        let (method, day, start_minute, duration_minutes, n_days, status, text) = frame;
        let (revenue_per_order, margin, budget, contingency, n_staff, rates, goal) = money;
        let (audience, waves, schedule, run_sheet, follow_ups, counts) = plan;
        let base = super::defaults_for_audience(
            &Tables::default(),
            &self::audience(),
            method,
            Day(20_000),
        );
        Event {
            name: text.clone(),
            offer: Wording::Own(text),
            day: day.map(Day),
            start_minute,
            duration_minutes,
            n_days,
            status,
            revenue_per_order,
            margin,
            budget,
            contingency,
            n_staff,
            rates,
            goal_orders: goal.0,
            goal_confidence: goal.1,
            seats: goal.2,
            audience,
            waves,
            schedule,
            run_sheet,
            follow_ups,
            counts,
            ..base
        }
    })
}

type Frame = (Method, Option<i32>, u16, u16, u32, EventStatus, String);

fn any_frame() -> impl Strategy<Value = Frame> {
    let status =
        prop_oneof![Just(EventStatus::Draft), Just(EventStatus::Planned), Just(EventStatus::Past),];
    (
        proptest::sample::select(&Method::ALL[..]),
        option::of(prop_oneof![19_000..22_000i32, any::<i32>()]),
        any::<u16>(),
        any::<u16>(),
        prop_oneof![0..4u32, any::<u32>()],
        status,
        ".{0,90}",
    )
}

type Goal = (u32, f64, Option<u32>);
type Sums = (MoneyRange, f64, Vec<BudgetLine>, f64, u32, Vec<RateRange>, Goal);

fn any_money() -> impl Strategy<Value = Sums> {
    (
        any_range(),
        any_share(),
        collection::vec(any_line(), 0..6),
        any_share(),
        prop_oneof![0..20u32, any::<u32>()],
        collection::vec(any_rate(), 0..5),
        (prop_oneof![0..60u32, any::<u32>()], any_share(), option::of(any::<u32>())),
    )
}

fn any_share() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..=1.0f64, any::<f64>(), Just(f64::NAN), Just(f64::INFINITY)]
}

fn any_range() -> impl Strategy<Value = MoneyRange> {
    let amount = prop_oneof![0..1_000_000i64, any::<i64>()];
    (amount.clone(), amount)
        .prop_map(|(low, high)| MoneyRange { low: Money(low), high: Money(high) })
}

fn any_line() -> impl Strategy<Value = BudgetLine> {
    let driver = proptest::sample::select(vec![
        CostDriver::Fixed,
        CostDriver::PerInvited,
        CostDriver::PerRegistered,
        CostDriver::PerAttended,
        CostDriver::PerOrdered,
        CostDriver::PerStaff,
        CostDriver::PerDay,
    ]);
    (driver, any_range()).prop_map(|(driver, amount)| BudgetLine {
        label: Wording::default(),
        driver,
        amount,
        note: Wording::default(),
    })
}

fn any_group() -> impl Strategy<Value = AudienceGroup> {
    prop_oneof![
        proptest::sample::select(&Class::ALL[..]).prop_map(AudienceGroup::Class),
        proptest::sample::select(&Class::ALL[..]).prop_map(AudienceGroup::Expected),
        Just(AudienceGroup::Unplaced),
        Just(AudienceGroup::Outside),
    ]
}

fn any_rate() -> impl Strategy<Value = RateRange> {
    let stage = proptest::sample::select(&FunnelStage::ALL[..]);
    (option::of(any_group()), stage, any_share(), any_share())
        .prop_map(|(group, stage, low, high)| RateRange { group, stage, low, high })
}

type Lists = (
    Vec<AudienceChoice>,
    Vec<Wave>,
    Vec<ScheduleTask>,
    Vec<RunItem>,
    Vec<FollowUp>,
    Option<EventCounts>,
);

fn any_plan() -> impl Strategy<Value = Lists> {
    (
        collection::vec(any_choice(), 0..5),
        collection::vec(any_wave(), 0..4),
        collection::vec(any_task(), 0..8),
        collection::vec(any_run_item(), 0..8),
        collection::vec(any_follow_up(), 0..4),
        option::of(any_counts()),
    )
}

fn any_choice() -> impl Strategy<Value = AudienceChoice> {
    let n_outside = prop_oneof![4 => 0..400u32, 1 => any::<u32>()];
    (any_group(), option::of(any::<u32>()), n_outside)
        .prop_map(|(group, n_invited, n_outside)| AudienceChoice { group, n_invited, n_outside })
}

fn any_wave() -> impl Strategy<Value = Wave> {
    let channel = proptest::sample::select(&Channel::ALL[..]);
    let groups = collection::vec(any_group(), 0..4);
    ("[a-e]", any_offset(), any::<u16>(), groups, channel, "[a-z{}]{0,12}").prop_map(
        |(key, days_before, minute, groups, channel, message)| Wave {
            key,
            days_before,
            minute,
            groups,
            channel,
            message: Wording::Own(message),
        },
    )
}

fn any_offset() -> impl Strategy<Value = i32> {
    prop_oneof![4 => -30..120i32, 1 => any::<i32>()]
}

fn any_task() -> impl Strategy<Value = ScheduleTask> {
    let key = "[a-e]";
    let after = collection::vec("[a-f]", 0..3);
    (key, any_offset(), prop_oneof![0..9u16, any::<u16>()], after, any::<bool>()).prop_map(
        |(key, days_before, duration_days, after, done)| ScheduleTask {
            label: Wording::Own(key.clone()),
            key,
            days_before,
            duration_days,
            owner: Wording::default(),
            after,
            done,
        },
    )
}

fn any_run_item() -> impl Strategy<Value = RunItem> {
    let offset = prop_oneof![4 => -120..600i32, 1 => any::<i32>()];
    (offset, any::<u16>(), "[ab]?", any::<bool>()).prop_map(
        |(offset_minutes, duration_minutes, owner, is_offer)| RunItem {
            offset_minutes,
            duration_minutes,
            item: Wording::Own("item".into()),
            detail: Wording::default(),
            owner: Wording::Own(owner),
            is_offer,
        },
    )
}

fn any_follow_up() -> impl Strategy<Value = FollowUp> {
    ("[a-e]", any::<u32>()).prop_map(|(key, hours_after)| FollowUp {
        key,
        hours_after,
        what: Wording::Own("call".into()),
    })
}

fn any_counts() -> impl Strategy<Value = EventCounts> {
    (any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>()).prop_map(
        |(invited, registered, attended, ordered)| EventCounts {
            invited,
            registered,
            attended,
            ordered,
            cost: Money::ZERO,
            revenue: Money::ZERO,
        },
    )
}
