//! Calendar days, with the time where there is one. Days that do not exist are not read, and
//! 03/04 is not guessed.

use chrono::Datelike;

use super::beside_date::{read_clock, without_weekday};
use super::cell::half_width;
use crate::domain::day::Day;
use crate::domain::zone::{MINUTES_PER_DAY, Zone};
use crate::views::import::DateOrder;

/// Years outside this are typing errors.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Of the days that spreadsheets count, those in these years are meant as days wherever dates are.
const USUAL_YEARS: std::ops::RangeInclusive<i32> = 1950..=2060;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub day: Day,
    /// Minute of the day. Midnight exactly is what programs write for "no time": `None`.
    pub minute: Option<u16>,
    /// By which clock, in minutes ahead of UTC, where the cell says so.
    pub offset_minutes: Option<i16>,
}

impl Moment {
    /// By the clock of this zone. Midnight stays: it is no time, whichever clock it is said by.
    fn told_in(self, zone: Zone) -> Self {
        let Some((offset, minute)) = self.offset_minutes.zip(self.minute) else { return self };
        let utc = i64::from(self.day.0) * MINUTES_PER_DAY + i64::from(minute) - i64::from(offset);
        let (day, minute) = zone.local(utc);
        Self { day, minute: (minute > 0).then_some(minute), ..self }
    }
}

/// How the dates of a column are read.
#[derive(Clone, Copy, Debug)]
pub struct DateReading {
    pub order: DateOrder,
    /// The clock of the workspace, into which moments by another clock are turned. `None`: it is not known
    /// here, and they stay as written.
    pub zone: Option<Zone>,
}

impl DateReading {
    pub fn read(self, text: &str) -> Option<Moment> {
        let moment = read(text, self.order)?;
        Some(self.zone.map_or(moment, |zone| moment.told_in(zone)))
    }
}

/// What stands behind a day.
#[derive(Clone, Copy, Debug, Default)]
struct Time {
    minute: Option<u16>,
    offset_minutes: Option<i16>,
}

impl Time {
    fn plain(minute: Option<u16>) -> Self {
        Self { minute, offset_minutes: None }
    }
}

/// What a date says about its own order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderEvidence {
    /// Readable in one way only, whatever the order.
    Plain,
    DayFirst,
    MonthFirst,
    /// 03/04/2026: both orders give a day, and not the same.
    Either,
}

/// How the day was written.
enum Written {
    Day(Day),
    /// Two numbers before a year.
    Open {
        first: u32,
        second: u32,
        year: i32,
    },
}

/// A date in this order, as written; `YearMonthDay` reads only what cannot be misread, `ExcelSerial` also the
/// numbers that spreadsheets count days by.
pub fn read(text: &str, order: DateOrder) -> Option<Moment> {
    read_written(text, order).or_else(|| {
        // The days of a spreadsheet, alone among dates that are written out.
        let moment = read_serial(text)?;
        USUAL_YEARS.contains(&moment.day.ymd()?.0).then_some(moment)
    })
}

fn read_written(text: &str, order: DateOrder) -> Option<Moment> {
    if order == DateOrder::ExcelSerial
        && let Some(moment) = read_serial(text)
    {
        return Some(moment);
    }
    let (written, time) = take_apart(text)?;
    let day = match written {
        Written::Day(day) => day,
        Written::Open { first, second, year } => match order {
            DateOrder::DayMonthYear => real_day(year, second, first)?,
            DateOrder::MonthDayYear => real_day(year, first, second)?,
            DateOrder::YearMonthDay | DateOrder::ExcelSerial => {
                match (real_day(year, second, first), real_day(year, first, second)) {
                    (Some(day), None) | (None, Some(day)) => day,
                    (Some(day), Some(other)) if day == other => day,
                    _ => return None,
                }
            }
        },
    };
    let minute = time.minute.filter(|minute| *minute > 0);
    Some(Moment { day, minute, offset_minutes: time.offset_minutes })
}

/// Days since 1899-12-30, five digits, with the time as a fraction of the day: 45321.5.
pub fn read_serial(text: &str) -> Option<Moment> {
    let is_serial = text.len() <= 32
        && text.bytes().take_while(u8::is_ascii_digit).count() == 5
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let serial: f64 = is_serial.then(|| text.parse().ok())??;
    let minutes = (serial * 1_440.0).round() as i64;
    let (days, minute) = (minutes / 1_440, (minutes % 1_440) as u16);
    let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?
        .checked_add_days(chrono::Days::new(u64::try_from(days).ok()?))?;
    let (year, month, day) = (day.year(), day.month(), day.day());
    let minute = (minute > 0).then_some(minute);
    Some(Moment { day: real_day(year, month, day)?, minute, offset_minutes: None })
}

/// A year, a birthday, or an age: `1996`, `1996年`, `1996-03-12`, `28`, `28岁`.
pub fn read_birth_year(text: &str, order: DateOrder, today: Day) -> Option<i16> {
    let this_year = today.ymd()?.0;
    let number = text.strip_suffix(['年', '岁']).unwrap_or(text).trim_end();
    let year = match number.parse::<i32>() {
        Ok(age @ 1..=119) if !text.ends_with('年') => this_year - age,
        Ok(year) if YEARS.contains(&year) => year,
        _ => read(text, order)?.day.ymd()?.0,
    };
    i16::try_from(year).ok()
}

/// `None` where this is no date in any order.
pub fn evidence(text: &str) -> Option<OrderEvidence> {
    Some(match take_apart(text)?.0 {
        Written::Day(_) => OrderEvidence::Plain,
        Written::Open { first, second, year } => {
            match (real_day(year, second, first), real_day(year, first, second)) {
                (Some(day), Some(other)) if day == other => OrderEvidence::Plain,
                (Some(_), Some(_)) => OrderEvidence::Either,
                (Some(_), None) => OrderEvidence::DayFirst,
                (None, Some(_)) => OrderEvidence::MonthFirst,
                (None, None) => return None,
            }
        }
    })
}

/// The day, if the calendar has it and it is no typing error. Asked for every row, hence worked out here
/// and not by way of a calendar that knows all years.
fn real_day(year: i32, month: u32, day: u32) -> Option<Day> {
    const DAYS_BEFORE: [i32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    if !YEARS.contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let month = month as usize;
    let n_days = DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] + i32::from(is_leap && month == 2);
    let day = i32::try_from(day).ok().filter(|day| (1..=n_days).contains(day))?;
    // Leap days from year 1 up to the end of a year.
    let n_leaps = |year: i32| year / 4 - year / 100 + year / 400;
    let new_year = 365 * (year - 1970) + n_leaps(year - 1) - n_leaps(1969);
    let leap_day_is_past = i32::from(is_leap && month > 2);
    Some(Day(new_year + DAYS_BEFORE[month - 1] + leap_day_is_past + day - 1))
}

fn take_apart(text: &str) -> Option<(Written, Time)> {
    // No date with its time is longer; this also keeps notes from being searched for dates.
    if text.len() > 64 || !text.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    if let Some((day, minute)) = read_usual(text.as_bytes()) {
        return Some((Written::Day(day), Time::plain(minute)));
    }
    if text.len() == 8
        && let Some(day) = read_compact(text.as_bytes())
    {
        return Some((Written::Day(day), Time::default()));
    }
    let text: String = text.chars().map(half_width).collect::<String>().to_lowercase();
    let mut rest = without_weekday(&text);
    if let Some(found) = read_with_month_name(rest) {
        return Some(found);
    }
    let first = take_digits(&mut rest)?;
    if first.len() == 8 {
        let (year, month, day) =
            (first[..4].parse().ok()?, first[4..6].parse().ok()?, first[6..].parse().ok()?);
        return Some((Written::Day(real_day(year, month, day)?), read_time(rest)?));
    }
    let separator = rest.chars().next()?;
    rest = &rest[separator.len_utf8()..];
    let second = take_digits(&mut rest)?;
    if separator == '年' {
        rest = rest.strip_prefix('月')?;
        let day = take_digits(&mut rest)?;
        rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
        let day = real_day(first.parse().ok()?, second.parse().ok()?, day.parse().ok()?)?;
        return Some((Written::Day(day), read_time(rest)?));
    }
    if !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    rest = rest.strip_prefix(separator)?;
    let third = take_digits(&mut rest)?;
    let time = read_time(rest)?;
    if first.len() == 4 && second.len() <= 2 && third.len() <= 2 {
        let day = real_day(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?)?;
        return Some((Written::Day(day), time));
    }
    if first.len() > 2 || second.len() > 2 {
        return None;
    }
    let (first, second, year) = (first.parse().ok()?, second.parse().ok()?, read_year(third)?);
    // With points the day always comes first.
    if separator == '.' {
        return Some((Written::Day(real_day(year, second, first)?), time));
    }
    Some((Written::Open { first, second, year }, time))
}

/// `2026-03-12`, `2026/3/2 14:05`, `2026-03-12T14:05:33`: the forms most cells have, without the detours
/// the others need. `None` for all others, also for days and times that there are not.
fn read_usual(text: &[u8]) -> Option<(Day, Option<u16>)> {
    let mut rest = text;
    let year = take_number(&mut rest, 4, 4)?;
    let separator = *rest.first()?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    rest = &rest[1..];
    let month = take_number(&mut rest, 1, 2)?;
    rest = rest.strip_prefix(&[separator])?;
    let day = take_number(&mut rest, 1, 2)?;
    let minute = match rest {
        [] => None,
        [b' ' | b'T' | b't', time @ ..] => {
            rest = time;
            let hour = take_number(&mut rest, 1, 2)?;
            rest = rest.strip_prefix(b":")?;
            let minute = take_number(&mut rest, 2, 2)?;
            if let Some(seconds) = rest.strip_prefix(b":") {
                rest = seconds;
                take_number(&mut rest, 2, 2)?;
            }
            Some(
                (hour < 24 && minute < 60 && rest.is_empty())
                    .then_some((hour * 60 + minute) as u16)?,
            )
        }
        _ => return None,
    };
    Some((real_day(i32::try_from(year).ok()?, month, day)?, minute))
}

/// `20260312`, as old systems write it, also without the detours.
fn read_compact(text: &[u8]) -> Option<Day> {
    let mut rest = text;
    let digits = take_number(&mut rest, 8, 8)?;
    real_day(i32::try_from(digits / 10_000).ok()?, digits / 100 % 100, digits % 100)
}

/// All digits at the start, if there are so many.
fn take_number(rest: &mut &[u8], fewest: usize, most: usize) -> Option<u32> {
    let mut number = 0;
    let mut n = 0;
    while let Some(digit) = rest.get(n).filter(|digit| digit.is_ascii_digit()) {
        if n == most {
            return None;
        }
        number = number * 10 + u32::from(digit - b'0');
        n += 1;
    }
    *rest = &rest[n..];
    (n >= fewest).then_some(number)
}

/// `12 Mar 2026`, `12-Mar-26`, `Mar 12, 2026`, `March 12 2026`.
fn read_with_month_name(text: &str) -> Option<(Written, Time)> {
    let name_start = text.find(|c: char| c.is_ascii_alphabetic())?;
    let month = 1 + MONTHS.iter().position(|name| text[name_start..].starts_with(name))? as u32;
    let name_end = text[name_start..].find(|c: char| !c.is_ascii_alphabetic())? + name_start;
    let is_gap = |c: char| matches!(c, ' ' | '-' | ',' | '.' | '/');
    let before = text[..name_start].trim_end_matches(is_gap);
    let mut rest = text[name_end..].trim_start_matches(is_gap);
    let mut day = before;
    if day.is_empty() {
        day = take_digits(&mut rest)?;
        rest = rest.trim_start_matches(is_gap);
    }
    // The year may come last: tue mar 5 14:05:33 cst 2024.
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let last = rest.rsplit_once(' ').filter(|(time, year)| time.contains(':') && is_year(year));
    let year = match last {
        Some((time, year)) => {
            rest = time;
            read_year(year)?
        }
        None => read_year(take_digits(&mut rest)?)?,
    };
    Some((Written::Day(real_day(year, month, day.parse().ok()?)?), read_time(rest)?))
}

/// Four digits, or two: 00–69 are 20xx, 70–99 are 19xx.
fn read_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// What follows a date: nothing, or a time, with the day of the week before it or not. `None` is "neither".
fn read_time(rest: &str) -> Option<Time> {
    let rest = without_weekday(rest).trim();
    let rest = rest.strip_prefix('t').unwrap_or(rest).trim_start();
    if rest.is_empty() {
        return Some(Time::default());
    }
    let (afternoon_before, rest) = strip_half_day(rest, str::strip_prefix);
    let (afternoon_after, rest) = strip_half_day(rest, str::strip_suffix);
    let mut rest = rest.trim();
    let hour: u16 = take_digits(&mut rest)?.parse().ok()?;
    rest = rest.strip_prefix([':', '时', '点'])?;
    let minute: u16 = take_digits(&mut rest).map_or(Some(0), |digits| digits.parse().ok())?;
    rest = rest.strip_prefix('分').unwrap_or(rest);
    if let Some(seconds) = rest.strip_prefix(':') {
        rest = seconds;
        take_digits(&mut rest)?;
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction;
        take_digits(&mut rest)?;
    }
    // Also after a blank.
    let offset_minutes = read_clock(rest.trim_start())?;
    if hour >= 24 || minute >= 60 {
        return None;
    }
    let hour = match afternoon_before.or(afternoon_after) {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Some(Time { minute: Some(hour * 60 + minute), offset_minutes })
}

/// Morning or afternoon, said at one end of a time.
fn strip_half_day<'a>(
    text: &'a str,
    strip: fn(&'a str, &'static str) -> Option<&'a str>,
) -> (Option<bool>, &'a str) {
    for (word, afternoon) in [("am", false), ("pm", true), ("上午", false), ("下午", true)] {
        if let Some(rest) = strip(text, word) {
            return (Some(afternoon), rest);
        }
    }
    (None, text)
}

fn take_digits<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let n = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, after) = rest.split_at(n);
    *rest = after;
    (1..=9).contains(&n).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::{DateReading, OrderEvidence, YEARS, evidence, read, read_birth_year, real_day};
    use crate::domain::day::Day;
    use crate::domain::zone::Zone;
    use crate::views::import::DateOrder::{self, DayMonthYear, MonthDayYear, YearMonthDay};

    /// Expected as `2026-03-12` or `2026-03-12 14:05`; empty for "not read".
    #[track_caller]
    fn check(text: &str, order: DateOrder, expected: &str) {
        let found = read(text, order).map_or(String::new(), |moment| match moment.minute {
            Some(minute) => format!("{} {:02}:{:02}", moment.day, minute / 60, minute % 60),
            None => moment.day.to_string(),
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn years_of_birth_in_every_form() {
        let today = Day::from_ymd(2026, 11, 21).unwrap_or_default();
        for (text, expected) in [
            ("1996", Some(1996)),
            ("1988年", Some(1988)),
            ("28", Some(1998)),
            ("28岁", Some(1998)),
            ("1996-03-12", Some(1996)),
            ("28年", None),
            ("1850", None),
            ("90后", None),
        ] {
            assert_eq!(read_birth_year(text, YearMonthDay, today), expected, "{text}");
        }
    }

    #[test]
    fn dates_that_can_be_read_in_one_way_only() {
        for order in [YearMonthDay, DayMonthYear, MonthDayYear] {
            check("2026-03-12", order, "2026-03-12");
            check("2026/3/12", order, "2026-03-12");
            check("2026.3.12", order, "2026-03-12");
            check("2026年3月12日", order, "2026-03-12");
            check("２０２６年３月１２日", order, "2026-03-12");
            check("20260312", order, "2026-03-12");
            check("12.03.2026", order, "2026-03-12");
            check("12-Mar-26", order, "2026-03-12");
            check("12 March 2026", order, "2026-03-12");
            check("Mar 12, 2026", order, "2026-03-12");
        }
    }

    /// As mail, browsers and calendars write them.
    #[test]
    fn the_day_of_the_week_says_nothing_more() {
        for order in [YearMonthDay, DayMonthYear, MonthDayYear] {
            check("2024年3月5日 星期二", order, "2024-03-05");
            check("2024年3月5日星期二", order, "2024-03-05");
            check("2024-03-05（周二）", order, "2024-03-05");
            check("周二 2024/3/5", order, "2024-03-05");
            check("2024年3月5日 星期二 下午2:05", order, "2024-03-05 14:05");
            check("Tue, 5 Mar 2024", order, "2024-03-05");
            check("Tuesday, March 5, 2024", order, "2024-03-05");
            check("Tue, 05 Mar 2024 14:05:33 GMT", order, "2024-03-05 14:05");
            check("Tue Mar 05 2024 14:05:33 GMT+0800 (中国标准时间)", order, "2024-03-05 14:05");
            check("Tue Mar 05 14:05:33 CST 2024", order, "2024-03-05 14:05");
        }
        check("Tue 03/04/2024", DayMonthYear, "2024-04-03");
        check("Tue 03/04/2024", YearMonthDay, "");
        check("Tuesday", YearMonthDay, "");
        check("Sun May", YearMonthDay, "");
        check("周二", YearMonthDay, "");
    }

    #[test]
    fn the_order_decides_between_day_and_month() {
        check("03/12/2026", DayMonthYear, "2026-12-03");
        check("03/12/2026", MonthDayYear, "2026-03-12");
        check("03/12/2026", YearMonthDay, "");
        check("3-4-26", DayMonthYear, "2026-04-03");
        check("31/12/99", DayMonthYear, "1999-12-31");
        check("25/03/2026", YearMonthDay, "2026-03-25");
        check("03/25/2026", YearMonthDay, "2026-03-25");
        check("03/25/2026", DayMonthYear, "");
        check("04/04/2026", YearMonthDay, "2026-04-04");
    }

    #[test]
    fn times_come_along() {
        check("2026-03-12T14:05:33.123Z", YearMonthDay, "2026-03-12 14:05");
        check("2026-03-12 14:05:33+08:00", YearMonthDay, "2026-03-12 14:05");
        check("2026-03-12 14:05:33 -0400", YearMonthDay, "2026-03-12 14:05");
        check("2026-03-12 14:05:33 UTC", YearMonthDay, "2026-03-12 14:05");
        check("2026-03-12 14:05:33 CEST", YearMonthDay, "2026-03-12 14:05");
        check("2026-03-12 14:05:33 CST", YearMonthDay, "2026-03-12 14:05");
        check("2026-03-12 14:05 soon", YearMonthDay, "");
        check("2026-03-12 09:05", YearMonthDay, "2026-03-12 09:05");
        check("2026年3月12日 14时05分", YearMonthDay, "2026-03-12 14:05");
        check("2026/3/12 下午2:05", YearMonthDay, "2026-03-12 14:05");
        check("3/12/2026 2:05 PM", MonthDayYear, "2026-03-12 14:05");
        check("3/12/2026 12:05 AM", MonthDayYear, "2026-03-12 00:05");
        check("2026-03-12 00:00:00", YearMonthDay, "2026-03-12");
        check("2026-03-12 25:00", YearMonthDay, "");
        check("2026-03-12 1200:00", YearMonthDay, "");
        check("2026-03-12 65535:59 pm", YearMonthDay, "");
        check("2026-03-12 soon", YearMonthDay, "");
    }

    /// A moment is a day only by somebody's clock.
    #[test]
    fn a_moment_by_another_clock_is_turned_into_the_workspaces() {
        #[track_caller]
        fn check(zone: &str, text: &str, expected: &str) {
            let reading = DateReading { order: MonthDayYear, zone: Zone::of(zone) };
            let found = reading.read(text).map_or(String::new(), |moment| {
                let minute = moment.minute.unwrap_or_default();
                format!("{} {:02}:{:02}", moment.day, minute / 60, minute % 60)
            });
            assert_eq!(found, expected, "{text} in {zone}");
        }
        check("Asia/Shanghai", "2026-03-12T20:30:00Z", "2026-03-13 04:30");
        check("Asia/Shanghai", "2026-03-12T15:59:00.000Z", "2026-03-12 23:59");
        check("Asia/Shanghai", "2026-03-12T16:00:00Z", "2026-03-13 00:00");
        check("Asia/Shanghai", "2026-03-12 20:30:00+08:00", "2026-03-12 20:30");
        check("Asia/Shanghai", "2026-03-12 20:30:00 -0400", "2026-03-13 08:30");
        check("Asia/Shanghai", "3/12/2026 20:30 +5:30", "2026-03-12 23:00");
        check("Europe/Berlin", "2026-07-01T22:30:00Z", "2026-07-02 00:30");
        check("America/New_York", "2026-03-12T02:00:00 utc", "2026-03-11 22:00");
        check("Asia/Shanghai", "2026-07-01 14:05 CEST", "2026-07-01 20:05");
        check("Asia/Shanghai", "Thu, 12 Mar 2026 20:30:00 GMT", "2026-03-13 04:30");
        // One of several clocks: as written.
        check("Asia/Shanghai", "2026-03-12 20:30 CST", "2026-03-12 20:30");
        // No clock, no time, a clock that cannot be, and one that is not known here.
        check("Asia/Shanghai", "2026-03-12 20:30", "2026-03-12 20:30");
        check("America/New_York", "2026-03-12T00:00:00Z", "2026-03-12 00:00");
        check("Asia/Shanghai", "2026-03-12 20:30 +9999", "2026-03-12 20:30");
        check("Africa/Casablanca", "2026-03-12T20:30:00Z", "2026-03-12 20:30");
    }

    #[test]
    fn the_days_that_spreadsheets_count_are_read_where_they_are_meant() {
        use DateOrder::ExcelSerial;
        check("45321", ExcelSerial, "2024-01-30");
        check("45321.5", ExcelSerial, "2024-01-30 12:00");
        check("36526", ExcelSerial, "2000-01-01");
        check("2026/3/12", ExcelSerial, "2026-03-12");
        check("20260312", ExcelSerial, "2026-03-12");
        check("4532", ExcelSerial, "");
        check("99999", ExcelSerial, "");
        check("45321", YearMonthDay, "2024-01-30");
        check("12345", YearMonthDay, "");
        check("99999", YearMonthDay, "");
    }

    #[test]
    fn days_that_do_not_exist_are_not_read() {
        for text in [
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "20260230",
            "2026年2月30日",
            "30.02.2026",
            "31/04/2026",
            "0000-00-00",
            "1800-01-01",
            "2026-02",
            "tomorrow",
            "",
            "12",
            "2026",
            "1997-1-1-1",
            "12345678901234567890",
            "Mar 2026",
        ] {
            for order in [YearMonthDay, DayMonthYear, MonthDayYear] {
                check(text, order, "");
            }
        }
    }

    #[test]
    fn a_date_shows_its_order_where_it_can() {
        assert_eq!(evidence("13/02/2026"), Some(OrderEvidence::DayFirst));
        assert_eq!(evidence("02/13/2026"), Some(OrderEvidence::MonthFirst));
        assert_eq!(evidence("02/03/2026"), Some(OrderEvidence::Either));
        assert_eq!(evidence("02/02/2026"), Some(OrderEvidence::Plain));
        assert_eq!(evidence("2026-02-03"), Some(OrderEvidence::Plain));
        assert_eq!(evidence("31/31/2026"), None);
    }

    #[test]
    fn every_day_is_the_calendars() {
        for year in YEARS {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                let expected = Day::from_ymd(year, month, day);
                assert_eq!(real_day(year, month, day), expected, "{year}-{month}-{day}");
            }
        }
        assert_eq!(real_day(1899, 12, 31), None);
        assert_eq!(real_day(2101, 1, 1), None);
    }
}
