//! The clocks of places: what they show at a moment.
//!
//! Knows the zones whose clock is not put forward or back (any more: some did until 2022), and those that
//! follow the rules of Europe (since 1996), of North America (since 2007), of Australia (since 2008) or of New
//! Zealand (since 2007); before that, a few weeks or a summer are an hour off. Must not guess any other.

use super::day::Day;

pub const MINUTES_PER_DAY: i64 = 24 * 60;
/// The clock in summer is ahead by so much.
const SUMMER_MINUTES: i64 = 60;

/// A place's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// As IANA calls it.
    pub name: &'static str,
    /// Minutes ahead of UTC in winter.
    standard: i16,
    summer: Summer,
}

/// When the clock is ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Summer {
    Never,
    /// From the last Sunday of March to the last of October, at 1:00 UTC.
    European,
    /// From the second Sunday of March to the first of November, at 2:00 by the clock.
    NorthAmerican,
    /// From the first Sunday of October to the first of April, at 2:00 by the clock of winter.
    Australian,
    /// From the last Sunday of September to the first of April, at 2:00 by the clock of winter.
    NewZealand,
}

impl Zone {
    const ALL: [Self; 96] = [
        Self::fixed("UTC", 0),
        Self::fixed("Etc/UTC", 0),
        Self::fixed("Asia/Shanghai", 480),
        Self::fixed("Asia/Urumqi", 360),
        Self::fixed("Asia/Hong_Kong", 480),
        Self::fixed("Asia/Macau", 480),
        Self::fixed("Asia/Taipei", 480),
        Self::fixed("Asia/Singapore", 480),
        Self::fixed("Asia/Kuala_Lumpur", 480),
        Self::fixed("Asia/Manila", 480),
        Self::fixed("Asia/Tokyo", 540),
        Self::fixed("Asia/Seoul", 540),
        Self::fixed("Asia/Bangkok", 420),
        Self::fixed("Asia/Jakarta", 420),
        Self::fixed("Asia/Ho_Chi_Minh", 420),
        Self::fixed("Asia/Saigon", 420),
        Self::fixed("Asia/Kolkata", 330),
        Self::fixed("Asia/Calcutta", 330),
        Self::fixed("Asia/Dubai", 240),
        Self::fixed("Asia/Riyadh", 180),
        Self::fixed("Asia/Qatar", 180),
        Self::fixed("Asia/Kuwait", 180),
        Self::fixed("Asia/Baghdad", 180),
        Self::fixed("Asia/Karachi", 300),
        Self::fixed("Asia/Tashkent", 300),
        Self::fixed("Asia/Colombo", 330),
        Self::fixed("Asia/Kathmandu", 345),
        Self::fixed("Asia/Katmandu", 345),
        Self::fixed("Asia/Dhaka", 360),
        Self::fixed("Asia/Yangon", 390),
        Self::fixed("Asia/Rangoon", 390),
        Self::fixed("Asia/Phnom_Penh", 420),
        Self::fixed("Asia/Vientiane", 420),
        Self::fixed("Asia/Brunei", 480),
        Self::fixed("Asia/Ulaanbaatar", 480),
        Self::fixed("Europe/Moscow", 180),
        Self::fixed("Europe/Minsk", 180),
        Self::fixed("Europe/Istanbul", 180),
        Self::fixed("Africa/Lagos", 60),
        Self::fixed("Africa/Johannesburg", 120),
        Self::fixed("Africa/Nairobi", 180),
        Self::fixed("Australia/Brisbane", 600),
        Self::fixed("Australia/Perth", 480),
        Self::fixed("Australia/Darwin", 570),
        Self::fixed("America/Sao_Paulo", -180),
        Self::fixed("America/Argentina/Buenos_Aires", -180),
        Self::fixed("America/Buenos_Aires", -180),
        Self::fixed("America/Bogota", -300),
        Self::fixed("America/Lima", -300),
        Self::fixed("America/Mexico_City", -360),
        Self::fixed("America/Phoenix", -420),
        Self::fixed("Pacific/Honolulu", -600),
        Self::european("Europe/London", 0),
        Self::european("Europe/Dublin", 0),
        Self::european("Europe/Lisbon", 0),
        Self::european("Europe/Berlin", 60),
        Self::european("Europe/Paris", 60),
        Self::european("Europe/Madrid", 60),
        Self::european("Europe/Rome", 60),
        Self::european("Europe/Amsterdam", 60),
        Self::european("Europe/Brussels", 60),
        Self::european("Europe/Luxembourg", 60),
        Self::european("Europe/Vienna", 60),
        Self::european("Europe/Zurich", 60),
        Self::european("Europe/Stockholm", 60),
        Self::european("Europe/Oslo", 60),
        Self::european("Europe/Copenhagen", 60),
        Self::european("Europe/Prague", 60),
        Self::european("Europe/Warsaw", 60),
        Self::european("Europe/Budapest", 60),
        Self::european("Europe/Athens", 120),
        Self::european("Europe/Helsinki", 120),
        Self::european("Europe/Bucharest", 120),
        Self::european("Europe/Sofia", 120),
        Self::european("Europe/Vilnius", 120),
        Self::european("Europe/Riga", 120),
        Self::european("Europe/Tallinn", 120),
        Self::european("Europe/Kiev", 120),
        Self::european("Europe/Kyiv", 120),
        Self::north_american("America/Halifax", -240),
        Self::north_american("America/New_York", -300),
        Self::north_american("America/Detroit", -300),
        Self::north_american("America/Toronto", -300),
        Self::north_american("America/Chicago", -360),
        Self::north_american("America/Winnipeg", -360),
        Self::north_american("America/Denver", -420),
        Self::north_american("America/Edmonton", -420),
        Self::north_american("America/Los_Angeles", -480),
        Self::north_american("America/Vancouver", -480),
        Self::north_american("America/Anchorage", -540),
        Self::australian("Australia/Sydney", 600),
        Self::australian("Australia/Melbourne", 600),
        Self::australian("Australia/Canberra", 600),
        Self::australian("Australia/Hobart", 600),
        Self::australian("Australia/Adelaide", 570),
        Self { name: "Pacific/Auckland", standard: 720, summer: Summer::NewZealand },
    ];

    const fn fixed(name: &'static str, standard: i16) -> Self {
        Self { name, standard, summer: Summer::Never }
    }

    const fn european(name: &'static str, standard: i16) -> Self {
        Self { name, standard, summer: Summer::European }
    }

    const fn north_american(name: &'static str, standard: i16) -> Self {
        Self { name, standard, summer: Summer::NorthAmerican }
    }

    const fn australian(name: &'static str, standard: i16) -> Self {
        Self { name, standard, summer: Summer::Australian }
    }

    /// `None` where its clock is not known here.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.name == name)
    }

    /// Minutes ahead of UTC; `None` where the clock is put forward and back.
    pub fn fixed_offset(self) -> Option<i16> {
        (self.summer == Summer::Never).then_some(self.standard)
    }

    /// The day and the minute of the day here, so many minutes after the beginning of 1970 UTC.
    pub fn local(self, utc_minutes: i64) -> (Day, u16) {
        let ahead = if self.is_summer(utc_minutes) { SUMMER_MINUTES } else { 0 };
        let here = utc_minutes + i64::from(self.standard) + ahead;
        (Day(here.div_euclid(MINUTES_PER_DAY) as i32), here.rem_euclid(MINUTES_PER_DAY) as u16)
    }

    fn is_summer(self, utc_minutes: i64) -> bool {
        let year = Day(utc_minutes.div_euclid(MINUTES_PER_DAY) as i32).ymd().map(|(year, ..)| year);
        let span = || {
            let year = year?;
            let standard = i64::from(self.standard);
            let at = |day: Day, minute: i64| i64::from(day.0) * MINUTES_PER_DAY + minute;
            let at_two = |day: Day| at(day, 120 - standard);
            Some(match self.summer {
                Summer::Never => return None,
                Summer::European => {
                    at(sunday_by(year, 3, 31)?, 60)..at(sunday_by(year, 10, 31)?, 60)
                }
                Summer::NorthAmerican => {
                    let end = 120 - SUMMER_MINUTES - standard;
                    at_two(sunday_by(year, 3, 14)?)..at(sunday_by(year, 11, 7)?, end)
                }
                Summer::Australian => {
                    at_two(sunday_by(year, 4, 7)?)..at_two(sunday_by(year, 10, 7)?)
                }
                Summer::NewZealand => {
                    at_two(sunday_by(year, 4, 7)?)..at_two(sunday_by(year, 9, 30)?)
                }
            })
        };
        // In the south summer goes over the turn of the year: the span is winter.
        let is_southern = matches!(self.summer, Summer::Australian | Summer::NewZealand);
        span().is_some_and(|span| span.contains(&utc_minutes) != is_southern)
    }
}

/// The last Sunday up to this day.
fn sunday_by(year: i32, month: u32, day: u32) -> Option<Day> {
    let day = Day::from_ymd(year, month, day)?;
    Some(day.plus_days(-i32::from((day.weekday() + 1) % 7)))
}

#[cfg(test)]
mod tests {
    use super::{MINUTES_PER_DAY, Zone};
    use crate::domain::day::Day;

    /// Of a moment in UTC, what the clock of the zone shows.
    #[track_caller]
    fn check(zone: &str, utc: (i32, u32, u32, i64), expected: &str) {
        let (year, month, day, minute) = utc;
        let day = Day::from_ymd(year, month, day).unwrap();
        let (day, minute) =
            Zone::of(zone).unwrap().local(i64::from(day.0) * MINUTES_PER_DAY + minute);
        assert_eq!(format!("{day} {:02}:{:02}", minute / 60, minute % 60), expected, "{zone}");
    }

    #[test]
    fn a_clock_that_never_changes() {
        check("Asia/Shanghai", (2026, 3, 12, 20 * 60 + 30), "2026-03-13 04:30");
        check("Asia/Kolkata", (2026, 12, 31, 18 * 60 + 30), "2027-01-01 00:00");
        check("America/Phoenix", (2026, 7, 1, 6 * 60 + 59), "2026-06-30 23:59");
        assert_eq!(Zone::of("Asia/Shanghai").and_then(Zone::fixed_offset), Some(480));
    }

    /// In 2026 from 29 March to 25 October.
    #[test]
    fn summer_in_europe() {
        check("Europe/Berlin", (2026, 3, 29, 59), "2026-03-29 01:59");
        check("Europe/Berlin", (2026, 3, 29, 60), "2026-03-29 03:00");
        check("Europe/Berlin", (2026, 10, 25, 59), "2026-10-25 02:59");
        check("Europe/Berlin", (2026, 10, 25, 60), "2026-10-25 02:00");
        check("Europe/London", (2026, 7, 1, 23 * 60), "2026-07-02 00:00");
        assert_eq!(Zone::of("Europe/Berlin").and_then(Zone::fixed_offset), None);
    }

    /// In 2026 from 8 March to 1 November.
    #[test]
    fn summer_in_north_america() {
        check("America/New_York", (2026, 3, 8, 6 * 60 + 59), "2026-03-08 01:59");
        check("America/New_York", (2026, 3, 8, 7 * 60), "2026-03-08 03:00");
        check("America/New_York", (2026, 11, 1, 5 * 60 + 59), "2026-11-01 01:59");
        check("America/New_York", (2026, 11, 1, 6 * 60), "2026-11-01 01:00");
    }

    /// In 2026 until 5 April and again from 4 October, in New Zealand from 27 September.
    #[test]
    fn summer_in_the_south() {
        check("Australia/Sydney", (2026, 4, 4, 15 * 60 + 59), "2026-04-05 02:59");
        check("Australia/Sydney", (2026, 4, 4, 16 * 60), "2026-04-05 02:00");
        check("Australia/Sydney", (2026, 10, 3, 15 * 60 + 59), "2026-10-04 01:59");
        check("Australia/Sydney", (2026, 10, 3, 16 * 60), "2026-10-04 03:00");
        check("Australia/Sydney", (2026, 12, 31, 13 * 60), "2027-01-01 00:00");
        check("Australia/Sydney", (2027, 1, 1, 0), "2027-01-01 11:00");
        check("Australia/Adelaide", (2026, 7, 1, 0), "2026-07-01 09:30");
        check("Pacific/Auckland", (2026, 4, 4, 13 * 60 + 59), "2026-04-05 02:59");
        check("Pacific/Auckland", (2026, 4, 4, 14 * 60), "2026-04-05 02:00");
        check("Pacific/Auckland", (2026, 9, 26, 14 * 60), "2026-09-27 03:00");
        assert_eq!(Zone::of("Australia/Sydney").and_then(Zone::fixed_offset), None);
    }

    /// These were put forward and back once, and are no more.
    #[test]
    fn clocks_that_change_no_more() {
        check("Europe/Moscow", (2026, 7, 1, 21 * 60), "2026-07-02 00:00");
        check("Europe/Istanbul", (2026, 1, 1, 21 * 60), "2026-01-02 00:00");
        check("America/Sao_Paulo", (2026, 1, 1, 2 * 60 + 59), "2025-12-31 23:59");
        check("America/Mexico_City", (2026, 7, 1, 5 * 60 + 59), "2026-06-30 23:59");
        check("Asia/Karachi", (2026, 7, 1, 19 * 60), "2026-07-02 00:00");
        check("Asia/Dhaka", (2026, 7, 1, 18 * 60), "2026-07-02 00:00");
    }

    #[test]
    fn a_clock_nobody_has_written_down_here_is_not_guessed() {
        assert_eq!(Zone::of("Australia/Lord_Howe"), None);
        assert_eq!(Zone::of(""), None);
    }
}
