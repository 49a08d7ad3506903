//! Dates, times and amounts inside sentences of a plan, in both languages.
//!
//! Only for text the core writes itself; screens format figures by the browser's locale.

use crate::domain::day::Day;
use crate::domain::money::{Money, MoneyRange};
use crate::domain::text::Text;
use crate::words::{dates, plan, write_count};

/// "12 December 2026", "2026年12月12日"; `None` outside the calendar.
pub fn write_day(day: Day) -> Option<Text> {
    let (year, month, day) = day.ymd()?;
    Some(dates::day(day.to_string(), month_name(month), year.to_string()))
}

/// "12 December 2026, 14:00", "2026年12月12日 14:00"; `None` outside the calendar.
pub fn write_moment(day: Day, minute: i32) -> Option<Text> {
    Some(dates::moment(write_day(day)?, write_minute(minute)))
}

/// "December 2026", "2026年12月"; `None` outside the calendar.
pub fn write_month(day: Day) -> Option<Text> {
    let (year, month, _) = day.ymd()?;
    Some(dates::month(month_name(month), year.to_string()))
}

/// "14:00"; minutes beyond the day come round to the clock again.
pub fn write_minute(minute: i32) -> String {
    let of_day = minute.rem_euclid(24 * 60);
    format!("{:02}:{:02}", of_day / 60, of_day % 60)
}

/// "CNY 9,400 to 10,300"; whole units, one figure where both ends agree.
pub fn write_range(range: MoneyRange, currency: &str) -> Text {
    let whole = |amount: Money| write_count(amount.major().round() as i64);
    let (low, high) = (whole(range.low), whole(range.high));
    if low == high {
        return format!("{currency} {low}").into();
    }
    plan::range(currency, low, high)
}

fn month_name(month: u32) -> Text {
    match month {
        1 => dates::january(),
        2 => dates::february(),
        3 => dates::march(),
        4 => dates::april(),
        5 => dates::may(),
        6 => dates::june(),
        7 => dates::july(),
        8 => dates::august(),
        9 => dates::september(),
        10 => dates::october(),
        11 => dates::november(),
        _ => dates::december(),
    }
}
