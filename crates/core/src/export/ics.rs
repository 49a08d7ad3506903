//! The calendar file of an event (RFC 5545): the event, its preparation, its waves of invitations
//! and what follows.
//!
//! Every entry keeps its UID as long as it exists, so that a file imported again updates the calendar
//! instead of doubling it. Times are the wall clock at the place of the event. Zones whose clock never
//! changes are written with their VTIMEZONE; for the others the time is floating: the same wall clock
//! in every calendar, which is what a guest and the staff on the spot need, and right without a table
//! of every country's clock changes.

mod lines;

#[cfg(test)]
mod tests;

use self::lines::CalendarLines;
use crate::contact::outreach::WaveReach;
use crate::domain::consent::Channel;
use crate::domain::contact_rules::ContactRules;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus, ScheduleTask, Wave};
use crate::domain::ids::{DocumentId, Revision, WorkspaceId};
use crate::domain::text::{Language, Text};
use crate::domain::zone::{MINUTES_PER_DAY, Zone};
use crate::planning;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::workspace::ExportedFile;
use crate::words::{calendar, refusals};

/// How long sending a wave is put down for.
const WAVE_MINUTES: i64 = 30;

/// What makes entries recognisable, and when they were last changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalendarIdentity {
    pub workspace: WorkspaceId,
    pub document: DocumentId,
    /// Becomes SEQUENCE: a later revision replaces an earlier one.
    pub revision: Revision,
    /// When that revision was made, in milliseconds since 1970 UTC: becomes DTSTAMP.
    pub revised_ms: f64,
}

/// The calendar file of an event, with whom its waves reach. Refuses an event without a day, or with one no calendar can hold.
pub fn write_calendar(
    tables: &Tables,
    reached: &[WaveReach],
    event: &Event,
    identity: &CalendarIdentity,
    language: Language,
) -> Result<ExportedFile, EngineError> {
    let day = event
        .day
        .filter(|day| write_date(*day).is_some())
        .ok_or_else(|| EngineError::BadInput { detail: refusals::calendar_needs_day() })?;
    let mut file = Calendar {
        lines: CalendarLines::default(),
        zone: Zone::of(&tables.facts.time_zone).filter(|zone| zone.fixed_offset().is_some()),
        rules: &tables.facts.contact,
        stamp: write_stamp(identity.revised_ms),
        uid_start: format!("{:016x}-{}", identity.workspace.0, identity.document.0),
        sequence: identity.revision.0,
        event,
        day,
        language,
    };
    file.write_head();
    file.write_event();
    file.write_tasks();
    file.write_waves(reached);
    file.write_follow_ups();
    file.lines.push("END", "VCALENDAR");
    Ok(ExportedFile {
        name: format!("{}.ics", file_name(&event.name, language)),
        media_type: "text/calendar;charset=utf-8".into(),
        bytes: file.lines.into_text().into_bytes(),
    })
}

/// When an entry takes place.
enum Span {
    /// Whole days, both included.
    Days(Day, Day),
    /// Minutes from midnight of the event's first day.
    Minutes { start: i64, duration: i64 },
}

/// What an entry says, beside the lines every entry has.
struct Entry {
    /// Stable within the event.
    key: String,
    span: Span,
    summary: String,
    description: String,
    category: Text,
}

struct Calendar<'a> {
    lines: CalendarLines,
    /// Where its clock is never put forward or back.
    zone: Option<Zone>,
    rules: &'a ContactRules,
    stamp: String,
    uid_start: String,
    sequence: u64,
    event: &'a Event,
    day: Day,
    language: Language,
}

impl Calendar<'_> {
    fn write_head(&mut self) {
        self.lines.push("BEGIN", "VCALENDAR");
        self.lines.push("VERSION", "2.0");
        self.lines.push("PRODID", "-//Meadow//Event plan//EN");
        self.lines.push("CALSCALE", "GREGORIAN");
        self.lines.push("METHOD", "PUBLISH");
        self.lines.push_text("X-WR-CALNAME", &self.event.name);
        if let Some(zone) = self.zone
            && let Some(minutes) = zone.fixed_offset()
        {
            let offset = write_offset(minutes);
            self.lines.push("BEGIN", "VTIMEZONE");
            self.lines.push("TZID", zone.name);
            self.lines.push("BEGIN", "STANDARD");
            self.lines.push("DTSTART", "19700101T000000");
            self.lines.push("TZOFFSETFROM", &offset);
            self.lines.push("TZOFFSETTO", &offset);
            self.lines.push("END", "STANDARD");
            self.lines.push("END", "VTIMEZONE");
        }
    }

    fn write_event(&mut self) {
        let event = self.event;
        let start = i64::from(event.start_minute);
        let duration = i64::from(event.duration_minutes.max(1));
        let entry = Entry {
            key: "event".into(),
            span: Span::Minutes { start, duration },
            summary: event.name.clone(),
            description: self.describe_event(),
            category: calendar::category_event(),
        };
        if !self.open(&entry) {
            return;
        }
        if event.n_days > 1 {
            self.lines.push("RRULE", &format!("FREQ=DAILY;COUNT={}", event.n_days));
        }
        let place: Vec<&str> = [event.place.trim(), event.address.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        self.lines.push_text("LOCATION", &place.join(", "));
        let status = if event.status == EventStatus::Draft { "TENTATIVE" } else { "CONFIRMED" };
        self.lines.push("STATUS", status);
        self.lines.push("END", "VEVENT");
    }

    /// The offer, then the run sheet by the clock.
    fn describe_event(&self) -> String {
        let mut parts = vec![self.event.offer.get(self.language).trim().to_owned()];
        for row in planning::lay_out_run_sheet(self.event) {
            let minute = row.minute.rem_euclid(MINUTES_PER_DAY as i32);
            let item = row.item.get(self.language);
            parts.push(format!("{:02}:{:02} {item}", minute / 60, minute % 60));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    fn write_tasks(&mut self) {
        let event = self.event;
        let mut keys = Keys::default();
        for task in &event.schedule {
            let mark = if task.done { "✓ " } else { "" };
            let entry = Entry {
                key: keys.make("task", &task.key),
                span: Span::Days(
                    planning::start_of(task, self.day),
                    planning::end_of(task, self.day),
                ),
                summary: format!("{mark}{}", self.of_event(task.label.get(self.language))),
                description: self.describe_task(task),
                category: calendar::category_preparation(),
            };
            self.write(&entry);
        }
    }

    fn describe_task(&self, task: &ScheduleTask) -> String {
        match task.owner.get(self.language).trim() {
            "" => String::new(),
            owner => self.say(calendar::in_charge(owner)),
        }
    }

    fn write_waves(&mut self, reached: &[WaveReach]) {
        let event = self.event;
        let mut keys = Keys::default();
        for (wave, reach) in event.waves.iter().zip(reached) {
            let message = planning::wave_message(self.rules, event, wave);
            let (day, minute) = self.rules.out_of_quiet_hours(Day::default(), wave.minute);
            let start = i64::from(minute) + i64::from(day.0).saturating_mul(MINUTES_PER_DAY)
                - i64::from(wave.days_before).saturating_mul(MINUTES_PER_DAY);
            let entry = Entry {
                key: keys.make("wave", &wave.key),
                span: Span::Minutes { start, duration: WAVE_MINUTES },
                summary: self.of_event(&self.describe_wave(wave, reach)),
                description: message.get(self.language).to_owned(),
                category: calendar::category_invitations(),
            };
            self.write(&entry);
        }
    }

    fn describe_wave(&self, wave: &Wave, reach: &WaveReach) -> String {
        let n_people = reach.n_people.to_string();
        self.say(match wave.channel {
            Channel::WeChat => calendar::invite_by_wechat(n_people),
            Channel::Sms => calendar::invite_by_sms(n_people),
            Channel::Phone => calendar::invite_by_phone(n_people),
            Channel::Email => calendar::invite_by_email(n_people),
            Channel::Post => calendar::invite_by_post(n_people),
            Channel::InPerson => calendar::invite_in_person(n_people),
        })
    }

    fn write_follow_ups(&mut self) {
        let mut keys = Keys::default();
        for step in planning::date_follow_ups(self.event) {
            let Some(day) = step.day else { continue };
            let what = step.what.get(self.language);
            let entry = Entry {
                key: keys.make("follow-up", &step.key),
                span: Span::Days(day, day),
                summary: self.of_event(what),
                description: String::new(),
                category: calendar::category_follow_up(),
            };
            self.write(&entry);
        }
    }

    fn of_event(&self, what: &str) -> String {
        self.say(calendar::of_event(self.event.name.as_str(), what))
    }

    fn say(&self, words: Text) -> String {
        words.get(self.language).to_owned()
    }

    fn write(&mut self, entry: &Entry) {
        if self.open(entry) {
            self.lines.push("RELATED-TO", &self.uid("event"));
            self.lines.push("END", "VEVENT");
        }
    }

    /// Begins an entry; says no, and writes nothing, where a calendar cannot hold its date.
    fn open(&mut self, entry: &Entry) -> bool {
        let Some([(start_name, start), (end_name, end)]) = self.write_span(&entry.span) else {
            return false;
        };
        let is_whole_day = matches!(entry.span, Span::Days(..));
        self.lines.push("BEGIN", "VEVENT");
        self.lines.push("UID", &self.uid(&entry.key));
        self.lines.push("DTSTAMP", &self.stamp);
        self.lines.push("SEQUENCE", &self.sequence.to_string());
        self.lines.push(&start_name, &start);
        self.lines.push(&end_name, &end);
        self.lines.push_text("SUMMARY", &entry.summary);
        self.lines.push_text("DESCRIPTION", &entry.description);
        self.lines.push_text("CATEGORIES", entry.category.get(self.language));
        self.lines.push("TRANSP", if is_whole_day { "TRANSPARENT" } else { "OPAQUE" });
        true
    }

    /// Names (with parameters) and values of start and end; the end is not part of the span.
    fn write_span(&self, span: &Span) -> Option<[(String, String); 2]> {
        match span {
            Span::Days(first, last) => {
                let after = last.plus_days(1);
                Some([
                    ("DTSTART;VALUE=DATE".into(), write_date(*first)?),
                    ("DTEND;VALUE=DATE".into(), write_date(after)?),
                ])
            }
            Span::Minutes { start, duration } => {
                let zone = self.zone.map_or(String::new(), |zone| format!(";TZID={}", zone.name));
                let end = start.saturating_add(*duration);
                Some([
                    (format!("DTSTART{zone}"), write_time(self.day, *start)?),
                    (format!("DTEND{zone}"), write_time(self.day, end)?),
                ])
            }
        }
    }

    fn uid(&self, key: &str) -> String {
        format!("{}-{key}@meadow", self.uid_start)
    }
}

/// Keys of a list of entries; the second entry of a key is told apart by its number.
#[derive(Default)]
struct Keys {
    made: Vec<String>,
}

impl Keys {
    /// Characters that do not belong into an identifier are written as their code, so that no two
    /// keys become one.
    fn make(&mut self, kind: &str, key: &str) -> String {
        let mut written = format!("{kind}-");
        for character in key.chars() {
            if character.is_ascii_alphanumeric() || character == '-' {
                written.push(character);
            } else {
                written.push_str(&format!("_{:x}_", u32::from(character)));
            }
        }
        let n_before = self.made.iter().filter(|made| **made == written).count();
        self.made.push(written.clone());
        if n_before > 0 { format!("{written}.{}", n_before + 1) } else { written }
    }
}

/// `YYYYMMDD`; `None` outside the years 1 to 9999.
/// `+0800`.
fn write_offset(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

fn write_date(day: Day) -> Option<String> {
    let (year, month, day) = day.ymd()?;
    (1..=9999).contains(&year).then(|| format!("{year:04}{month:02}{day:02}"))
}

/// `YYYYMMDDTHHMMSS`, minutes counted from midnight of `day`.
fn write_time(day: Day, minutes: i64) -> Option<String> {
    let n_days = i32::try_from(minutes.div_euclid(MINUTES_PER_DAY)).ok()?;
    let minute = minutes.rem_euclid(MINUTES_PER_DAY);
    let date = write_date(day.plus_days(n_days))?;
    Some(format!("{date}T{:02}{:02}00", minute / 60, minute % 60))
}

/// UTC, for DTSTAMP; the start of 1970 where the clock was nonsense.
fn write_stamp(ms: f64) -> String {
    let seconds = (ms / 1000.0).floor() as i64;
    let day = i32::try_from(seconds.div_euclid(86_400)).unwrap_or(0);
    let second = seconds.rem_euclid(86_400);
    let date = write_date(Day(day)).unwrap_or_else(|| "19700101".into());
    format!("{date}T{:02}{:02}{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// The event's name without what file systems refuse.
fn file_name(name: &str, language: Language) -> String {
    let kept = |c: char| !c.is_control() && !r#"\/:*?"<>|"#.contains(c);
    let name: String = name.chars().filter(|c| kept(*c)).take(80).collect();
    match name.trim().trim_matches('.') {
        "" => calendar::file().get(language).to_owned(),
        name => name.to_owned(),
    }
}
