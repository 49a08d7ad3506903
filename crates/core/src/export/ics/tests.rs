//! The file read back line by line, as a calendar would.

use std::collections::BTreeSet;

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use super::{CalendarIdentity, write_calendar};
use crate::contact::outreach::Outreach;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus};
use crate::domain::ids::{DocumentId, Revision, WorkspaceId};
use crate::domain::method::Method;
use crate::domain::text::Language;
use crate::domain::wording::Wording;
use crate::planning;
use crate::planning::arbitrary::{any_event, audience};
use crate::table::tables::Tables;

const IDENTITY: CalendarIdentity = CalendarIdentity {
    workspace: WorkspaceId(0xfeed),
    document: DocumentId(7),
    revision: Revision(42),
    revised_ms: 1_795_255_445_900.0, // 2026-11-21 10:04:05.9 UTC
};

fn coat_day() -> Event {
    let today = Day(20_778);
    let mut event =
        planning::defaults_for_audience(&Tables::default(), &audience(), Method::Activity, today);
    event.name = "Winter Coat Day, 冬季护毛日".into();
    event.day = Day::from_ymd(2026, 12, 12);
    (event.start_minute, event.duration_minutes) = (14 * 60, 210);
    event.place = "Experience zone".into();
    event.status = EventStatus::Planned;
    event
}

fn written(event: &Event, time_zone: &str, language: Language) -> String {
    let mut tables = Tables::default();
    std::sync::Arc::make_mut(&mut tables.facts).time_zone = time_zone.into();
    let waves = Outreach::of_counts(audience(), event).waves;
    let file = write_calendar(&tables, &waves, event, &IDENTITY, language).expect("has a day");
    String::from_utf8(file.bytes).expect("text")
}

/// Content lines, unfolded, as (name with parameters, value).
fn read(file: &str) -> Vec<(String, String)> {
    let unfolded = file.replace("\r\n ", "");
    let lines = unfolded.strip_suffix("\r\n").expect("ends with a line end").split("\r\n");
    lines
        .map(|line| line.split_once(':').expect("name and value"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The lines of the entry whose UID ends so.
fn entry(lines: &[(String, String)], key: &str) -> Vec<(String, String)> {
    let uid = format!("000000000000feed-7-{key}@meadow");
    let entries = lines.split(|(name, value)| name == "BEGIN" && value == "VEVENT");
    let mut found = entries.filter(|lines| lines.contains(&("UID".into(), uid.clone())));
    found.next().unwrap_or_else(|| panic!("no {uid}")).to_vec()
}

#[track_caller]
fn check(entry: &[(String, String)], name: &str, expected: &str) {
    let value = entry.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    assert_eq!(value, Some(expected), "{entry:?}");
}

#[test]
fn the_event_stands_at_its_wall_clock_in_a_zone_the_file_defines() {
    let lines = read(&written(&coat_day(), "Asia/Shanghai", Language::En));
    let event = entry(&lines, "event");
    check(&event, "DTSTART;TZID=Asia/Shanghai", "20261212T140000");
    check(&event, "DTEND;TZID=Asia/Shanghai", "20261212T173000");
    check(&event, "SUMMARY", "Winter Coat Day\\, 冬季护毛日");
    check(&event, "LOCATION", "Experience zone");
    check(&event, "STATUS", "CONFIRMED");
    check(&event, "SEQUENCE", "42");
    check(&event, "DTSTAMP", "20261121T100405Z");
    check(&lines, "TZID", "Asia/Shanghai");
    check(&lines, "TZOFFSETTO", "+0800");
}

#[test]
fn where_clocks_change_the_time_floats() {
    let file = written(&coat_day(), "Europe/Berlin", Language::En);
    check(&entry(&read(&file), "event"), "DTSTART", "20261212T140000");
    assert!(!file.contains("TZID") && !file.contains("VTIMEZONE"));
}

#[test]
fn preparation_waves_and_follow_ups_are_in_it() {
    let mut event = coat_day();
    event.schedule[0].key = "book room".into();
    event.schedule[0].label = Wording::Own("Book; room".into());
    (event.schedule[0].days_before, event.schedule[0].duration_days) = (20, 3);
    event.waves[0].days_before = 21;
    let lines = read(&written(&event, "Asia/Shanghai", Language::Zh));
    let task = entry(&lines, "task-book_20_room");
    check(&task, "DTSTART;VALUE=DATE", "20261122");
    check(&task, "DTEND;VALUE=DATE", "20261125");
    check(&task, "SUMMARY", "Winter Coat Day\\, 冬季护毛日：Book\\; room");
    check(&task, "TRANSP", "TRANSPARENT");
    check(&task, "RELATED-TO", "000000000000feed-7-event@meadow");
    let wave = entry(&lines, &format!("wave-{}", event.waves[0].key));
    check(&wave, "DTSTART;TZID=Asia/Shanghai", "20261121T100000");
    check(&wave, "SUMMARY", "Winter Coat Day\\, 冬季护毛日：微信邀约 86 人");
    event.follow_ups[0].hours_after = 24;
    let lines = read(&written(&event, "Asia/Shanghai", Language::Zh));
    let follow_up = entry(&lines, &format!("follow-up-{}", event.follow_ups[0].key));
    check(&follow_up, "DTSTART;VALUE=DATE", "20261213");
    let n_entries =
        lines.iter().filter(|(name, value)| name == "BEGIN" && value == "VEVENT").count();
    let n_items = event.schedule.len() + event.waves.len() + event.follow_ups.len();
    assert_eq!(n_entries, 1 + n_items);
}

#[test]
fn an_event_of_several_days_recurs_daily() {
    let mut event = coat_day();
    event.n_days = 3;
    let lines = read(&written(&event, "Asia/Tokyo", Language::En));
    check(&entry(&lines, "event"), "RRULE", "FREQ=DAILY;COUNT=3");
}

#[test]
fn ids_outlive_changes_of_everything_else() {
    let before = coat_day();
    let mut after = coat_day();
    after.name = "Another name".into();
    after.day = Day::from_ymd(2027, 1, 9);
    after.schedule.reverse();
    after.waves.reverse();
    for (place, step) in after.follow_ups.iter_mut().enumerate() {
        step.hours_after = 1_000 - place as u32;
    }
    assert_eq!(uids(&before), uids(&after));
}

#[test]
fn a_removed_wave_takes_no_other_entry_with_it() {
    let mut before = coat_day();
    let mut second = before.waves[0].clone();
    (second.key, second.days_before) = ("own-1".into(), 3);
    before.waves.truncate(1);
    before.waves.push(second);
    let mut after = before.clone();
    after.waves.remove(0);
    let gone = format!("000000000000feed-7-wave-{}@meadow", before.waves[0].key);
    let expected: BTreeSet<String> = uids(&before).into_iter().filter(|uid| *uid != gone).collect();
    assert_eq!(uids(&after), expected);
    let day = |event| {
        let lines = entry(&read(&written(event, "Europe/Berlin", Language::En)), "wave-own-1");
        lines.into_iter().find(|(name, _)| name == "DTSTART").map(|(_, day)| day)
    };
    assert_eq!(day(&before).as_deref(), Some("20261209T100000"));
    assert_eq!(day(&after), day(&before));
}

fn uids(event: &Event) -> BTreeSet<String> {
    let lines = read(&written(event, "Asia/Shanghai", Language::En));
    lines.into_iter().filter(|(name, _)| name == "UID").map(|(_, value)| value).collect()
}

#[test]
fn without_a_day_there_is_no_file() {
    let mut event = coat_day();
    for day in [None, Some(Day(i32::MAX)), Day::from_ymd(-20, 1, 1)] {
        event.day = day;
        let waves = Outreach::of_counts(audience(), &event).waves;
        let file = write_calendar(&Tables::default(), &waves, &event, &IDENTITY, Language::En);
        assert!(file.is_err(), "{day:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_event_gives_a_file_a_calendar_can_read(event in any_event()) {
        let tables = Tables::default();
        let waves = Outreach::of_counts(audience(), &event).waves;
        let Ok(file) = write_calendar(&tables, &waves, &event, &IDENTITY, Language::Zh) else {
            return Ok(());
        };
        let text = String::from_utf8(file.bytes).expect("text");
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
        let lines = read(&text);
        let uids: Vec<_> = lines.iter().filter(|(name, _)| name == "UID").collect();
        let distinct: BTreeSet<_> = uids.iter().collect();
        prop_assert_eq!(distinct.len(), uids.len());
        let mut open = Vec::new();
        for (name, value) in &lines {
            match name.as_str() {
                "BEGIN" => open.push(value),
                "END" => prop_assert_eq!(open.pop(), Some(value)),
                _ => {}
            }
        }
        prop_assert!(open.is_empty());
    }
}
