//! What must hold of every plan, and what a new event of each method looks like.

use std::collections::BTreeMap;

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

use super::arbitrary::{any_event, audience};
use super::{defaults_for_audience, defaults_for_class, plan};
use crate::contact::outreach::Outreach;
use crate::domain::class::Class;
use crate::domain::consent::Channel;
use crate::domain::contact_rules::{ContactRules, QuietHours};
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event, EventCounts, EventStatus, ScheduleTask};
use crate::domain::method::Method;
use crate::domain::money::{Money, MoneyRange};
use crate::domain::text::{Language, Text};
use crate::domain::wording::Wording;
use crate::forecast::ForecastRun;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::plan::{PlanIssue, PlanView};

const TODAY: Day = Day(20_778); // 2026-11-21, a Saturday

fn new_event(method: Method) -> Event {
    defaults_for_audience(&Tables::default(), &audience(), method, TODAY)
}

fn plan_of(event: &Event) -> PlanView {
    plan(&Tables::default(), &Outreach::of_counts(audience(), event), event, TODAY)
}

fn required(view: &PlanView) -> Vec<(&str, &str)> {
    let required = view.issues.iter().filter(|issue| issue.required);
    required.map(|issue| (issue.step.as_str(), issue.field.as_str())).collect()
}

#[test]
fn a_new_event_of_any_method_leaves_at_most_a_dozen_fields_to_fill() {
    for method in Method::ALL {
        let mut event = new_event(method);
        let view = plan_of(&event);
        let open = required(&view);
        assert!(open.len() <= 12, "{method:?}: {open:?}");
        let user_only = ["product", "place", "revenue_per_order", "audience"];
        assert!(open.iter().all(|(_, field)| user_only.contains(field)), "{method:?}: {open:?}");

        event.product = "Top-up package".into();
        event.place = "Experience zone".into();
        event.revenue_per_order = MoneyRange::exactly(Money(88_000));
        for choice in &mut event.audience {
            choice.n_outside = 60;
        }
        assert_eq!(required(&plan_of(&event)), [], "{method:?}");
    }
}

#[test]
fn an_event_for_one_class_invites_nobody_else() {
    let tables = Tables::default();
    for method in Method::ALL {
        for class in Class::ALL {
            let event = defaults_for_class(&tables, &audience(), method, class, TODAY);
            let invited: Vec<AudienceGroup> =
                event.audience.into_iter().map(|choice| choice.group).collect();
            let own = |group: &AudienceGroup| matches!(group, AudienceGroup::Class(c) | AudienceGroup::Expected(c) if *c == class);
            assert!(invited.contains(&AudienceGroup::Class(class)), "{method:?}");
            assert!(invited.iter().all(own), "{method:?}: {invited:?}");
            assert!(event.waves.iter().flat_map(|wave| &wave.groups).all(own), "{method:?}");
        }
    }
}

#[test]
fn the_guides_plans_run_without_collision() {
    for method in Method::ALL {
        let event = new_event(method);
        let view = plan_of(&event);
        assert!(!view.schedule.is_empty() && !view.run_sheet.is_empty(), "{method:?}");
        assert!(
            view.schedule.iter().all(|row| !row.late && row.blocked_by.is_none()),
            "{method:?}"
        );
        assert!(view.run_sheet.iter().all(|row| !row.overlaps), "{method:?}");
        assert!(view.run_sheet.iter().any(|row| row.is_offer), "{method:?}");
        assert!(
            view.waves.iter().all(|wave| wave.day.is_some_and(|day| day > TODAY)),
            "{method:?}"
        );
        assert!(view.budget_total.low > Money::ZERO, "{method:?}");
        assert_eq!(view.steps.len(), super::STEPS.len());
        assert_eq!(view.n_risks_open as usize, view.risks.len());
        let weekday = event.day.map(Day::weekday);
        assert!(weekday == Some(5) || weekday == Some(3), "{method:?} on {weekday:?}");
        assert!(event.n_staff > 0 && event.is_staff_suggested());
    }
}

/// Seats that nobody typed would decide how many can order.
#[test]
fn a_new_event_has_no_seats_until_somebody_says_so() {
    for method in Method::ALL {
        let mut event = new_event(method);
        assert_eq!(event.seats, None, "{method:?}");
        // Said, the number is theirs.
        event.n_staff += 1;
        assert!(!event.is_staff_suggested(), "{method:?}");
    }
}

/// Nobody has published how many register for a training.
#[test]
fn a_new_event_rests_on_no_rate_that_nobody_has_given() {
    let mut event = new_event(Method::Training);
    assert!(event.audience.iter().all(|choice| choice.n_invited.is_none()), "{event:?}");
    event.seats = Some(15);
    // The stand-in of 1–50 % would send some sixty people into these fifteen seats.
    let view = plan_of(&event);
    assert!(view.issues.iter().all(|issue| issue.field != "seats"), "{:?}", view.issues);
}

/// 20 of 200 invited registered for the last one, and 14 came.
#[test]
fn invitations_stop_when_a_usual_event_is_full() {
    let mut tables = Tables::default();
    let counts = EventCounts {
        invited: 200,
        registered: 20,
        attended: 14,
        ordered: 4,
        ..Default::default()
    };
    tables.add_document(Document::Event(Box::new(Event {
        name: "Last training".into(),
        status: EventStatus::Past,
        day: Some(TODAY.plus_days(-60)),
        counts: Some(counts),
        ..new_event(Method::Training)
    })));
    let event = defaults_for_audience(&tables, &audience(), Method::Training, TODAY);
    let view = plan(&tables, &Outreach::of_counts(audience(), &event), &event, TODAY);
    assert!((11.0..=14.0).contains(&view.expected.attended), "{:?}", view.expected);
    assert!(view.expected.invited < 400.0);
    let n_invited: Vec<u32> = event.audience.iter().filter_map(|choice| choice.n_invited).collect();
    assert_eq!(n_invited.len(), event.audience.len(), "the same share of every group");
}

#[test]
fn revenue_goal_and_currency_come_from_the_workspace() {
    let tables = crate::sample::tables();
    let activity = super::defaults(&tables, Method::Activity, TODAY);
    // Two past activities: ¥52,780 from 60 orders.
    assert!((87_000..89_000).contains(&activity.revenue_per_order.middle().0), "{activity:?}");
    assert!(activity.margin > 0.0 && activity.margin != super::defaults::ASSUMED_MARGIN);
    let view = plan(&tables, &Outreach::of_counts(audience(), &activity), &activity, TODAY);
    assert!((20..=60).contains(&activity.goal_orders), "{}", activity.goal_orders);
    assert!(view.issues.iter().all(|issue| !issue.field.starts_with("rates.")), "own events");

    let dealers = super::defaults(&tables, Method::DealerRecruitment, TODAY);
    assert_eq!(dealers.revenue_per_order, MoneyRange::default());

    let mut yen = crate::table::tables::Tables::default();
    std::sync::Arc::make_mut(&mut yen.facts).currency = "JPY".into();
    let event = defaults_for_audience(&yen, &audience(), Method::Seminar, TODAY);
    assert!(event.budget.iter().all(|line| line.amount == MoneyRange::default()));
}

#[test]
fn the_same_day_and_method_give_the_same_event() {
    assert_eq!(new_event(Method::Seminar), new_event(Method::Seminar));
    assert_ne!(new_event(Method::Seminar).seed, new_event(Method::Activity).seed);
}

fn task(key: &str, days_before: i32, duration_days: u16, after: &[&str]) -> ScheduleTask {
    ScheduleTask {
        key: key.into(),
        label: Wording::Own(format!("task {key}")),
        days_before,
        duration_days,
        owner: Wording::default(),
        after: after.iter().map(|key| (*key).to_owned()).collect(),
        done: false,
    }
}

#[test]
fn dates_are_worked_back_and_conflicts_flagged() {
    let mut event = new_event(Method::Activity);
    event.day = Day::from_ymd(2026, 12, 12);
    event.schedule = vec![
        task("print", 10, 3, &["design"]),
        task("design", 12, 3, &[]),
        task("book", 30, 1, &[]),
    ];
    let view = plan_of(&event);
    let keys: Vec<&str> = view.schedule.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["book", "design", "print"]);
    let [book, design, print] = &view.schedule[..] else { panic!("three tasks") };
    assert_eq!((Some(design.start), Some(design.end)), {
        (Day::from_ymd(2026, 11, 30), Day::from_ymd(2026, 12, 2))
    });
    // Printing starts on 2 December, the last day of the design.
    assert_eq!(print.blocked_by, Some(Wording::Own("task design".into())));
    assert!(book.late && !design.late);
}

#[test]
fn a_circle_of_tasks_is_named_and_survives() {
    let mut event = new_event(Method::Activity);
    event.schedule =
        vec![task("a", 20, 2, &["c"]), task("b", 15, 2, &["a"]), task("c", 10, 2, &["b"])];
    let view = plan_of(&event);
    assert_eq!(view.schedule.len(), 3);
    assert!(required(&view).contains(&("schedule", "schedule.0")), "{:?}", view.issues);
}

#[test]
fn follow_ups_count_from_the_end_of_the_last_day() {
    let mut event = new_event(Method::Exhibition);
    event.day = Day::from_ymd(2026, 12, 10);
    (event.start_minute, event.duration_minutes, event.n_days) = (9 * 60, 480, 3);
    event.follow_ups.iter_mut().for_each(|step| step.hours_after = 1);
    event.follow_ups[0].hours_after = 24;
    let view = plan_of(&event);
    assert_eq!(view.follow_ups.last().and_then(|row| row.day), Day::from_ymd(2026, 12, 13));
    assert_eq!(view.follow_ups[0].day, Day::from_ymd(2026, 12, 12));
}

#[test]
fn a_message_is_filled_once_and_keeps_the_guests_name() {
    let mut event = new_event(Method::Activity);
    event.name = "Coat {place} Day".into();
    event.place = "Zone 3".into();
    event.day = Day::from_ymd(2026, 12, 12);
    event.offer = Wording::Own(String::new());
    let text = Text::new("{name}: {event}, {date}, {place} {offer} {", "{name}：{date}{event}");
    let rules = ContactRules::default();
    let mut wave = event.waves[0].clone();
    (wave.channel, wave.message) = (Channel::WeChat, Wording::Guide(text));
    let filled = super::wave_message(&rules, &event, &wave);
    assert_eq!(
        filled.get(Language::En),
        "{name}: Coat {place} Day, 12 December 2026, 14:00, Zone 3 {offer} {"
    );
    assert_eq!(filled.get(Language::Zh), "{name}：2026年12月12日 14:00Coat {place} Day");
    wave.channel = Channel::Sms;
    let rules = ContactRules { sms_signature: "草地宠物".into(), ..rules };
    let sent = super::wave_message(&rules, &event, &wave);
    assert_eq!(
        sent.get(Language::Zh),
        "【草地宠物】{name}：2026年12月12日 14:00Coat {place} Day，拒收请回复R"
    );
}

#[test]
fn a_wave_in_the_quiet_hours_must_be_moved_and_none_starts_there() {
    let mut tables = Tables::default();
    let facts = std::sync::Arc::make_mut(&mut tables.facts);
    facts.contact.quiet = Some(QuietHours { from_minute: 20 * 60, to_minute: 11 * 60 });
    let mut event = defaults_for_audience(&tables, &audience(), Method::Activity, TODAY);
    assert!(event.waves.iter().all(|wave| wave.minute == 11 * 60));
    event.waves[1].minute = 10 * 60;
    let view = plan(&tables, &Outreach::of_counts(audience(), &event), &event, TODAY);
    let is_quiet = |issue: &&PlanIssue| issue.field == "waves.1.minute" && issue.required;
    let issue = view.issues.iter().find(is_quiet).expect("must be moved");
    assert!(issue.message.en.contains("11:00"), "{}", issue.message.en);
}

#[test]
fn overlapping_work_of_one_owner_is_flagged_on_both() {
    let mut event = new_event(Method::Activity);
    event.run_sheet.truncate(3);
    let owners = ["Zhou", "Zhou", "Li"];
    for ((item, owner), offset) in event.run_sheet.iter_mut().zip(owners).zip([0, 10, 10]) {
        item.owner = Wording::Own(owner.into());
        (item.offset_minutes, item.duration_minutes) = (offset, 15);
    }
    let flags: Vec<bool> = plan_of(&event).run_sheet.iter().map(|row| row.overlaps).collect();
    assert_eq!(flags, [true, true, false]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn budget_total_is_lines_and_contingency(event in any_event()) {
        let view = plan_of(&event);
        let sum = |end: fn(MoneyRange) -> Money| {
            view.budget.iter().map(|row| end(row.total)).sum::<Money>() + end(view.contingency)
        };
        prop_assert_eq!(sum(|range| range.low), view.budget_total.low);
        prop_assert_eq!(sum(|range| range.high), view.budget_total.high);
        prop_assert!(view.contingency.low >= Money::ZERO);
    }

    #[test]
    fn tasks_come_after_what_they_wait_for_or_are_flagged(event in any_event()) {
        let view = plan_of(&event);
        prop_assert_eq!(view.schedule.len(), event.day.map_or(0, |_| event.schedule.len()));
        let is_circular = view.issues.iter().any(|issue| issue.step == "schedule" && issue.required);
        // Only the first task of a key can be waited for.
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, row) in view.schedule.iter().enumerate() {
            let task = event.schedule.iter().find(|task| task.key == row.key);
            let is_first = task.is_some_and(|task| task.label == row.label);
            if is_first {
                first.entry(row.key.as_str()).or_insert(place);
            }
        }
        let keys: Vec<&str> = event.schedule.iter().map(|task| task.key.as_str()).collect();
        let are_unique = keys.iter().enumerate().all(|(n, key)| !keys[..n].contains(key));
        if !are_unique || event.status == EventStatus::Past {
            return Ok(());
        }
        for (place, row) in view.schedule.iter().enumerate() {
            let Some(task) = event.schedule.iter().find(|task| task.key == row.key) else { continue };
            for before in task.after.iter().filter_map(|key| first.get(key.as_str())) {
                prop_assert!(is_circular || *before < place);
                let before = &view.schedule[*before];
                let collides = before.end >= row.start && !before.done && !row.done;
                prop_assert!(!collides || row.blocked_by.is_some());
            }
        }
    }

    #[test]
    fn the_run_sheet_is_sorted_and_whole(event in any_event()) {
        let view = plan_of(&event);
        prop_assert!(view.run_sheet.is_sorted_by_key(|row| row.minute));
        prop_assert_eq!(view.run_sheet.len(), event.run_sheet.len());
        prop_assert_eq!(view.waves.len(), event.waves.len());
    }

    #[test]
    fn nobody_is_invited_who_may_not_be_asked(event in any_event()) {
        let may_ask = |group: &AudienceGroup| match group {
            AudienceGroup::Outside => u32::MAX,
            _ => audience().iter().find(|entry| entry.group == *group).map_or(0, |e| e.n_may_ask),
        };
        for group in crate::forecast::choose_groups(&audience(), &event) {
            prop_assert!(group.n_invited <= group.n_may_ask && group.n_may_ask <= may_ask(&group.group));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_event_makes_the_forecast_panic(event in any_event(), n_draws in any::<u32>()) {
        if let Ok(mut run) = ForecastRun::new(&Tables::default(), &audience(), &event, n_draws % 40) {
            while run.advance(17) {}
            let view = run.finish();
            let shares = [view.p_profit, view.p_goal, view.needed.best_chance];
            prop_assert!(shares.iter().all(|share| (0.0..=1.0 + 1e-9).contains(share)));
            let binned: u32 = view.profit_bins.iter().map(|bin| bin.n_draws).sum();
            prop_assert_eq!(binned, view.n_draws);
        }
    }
}
