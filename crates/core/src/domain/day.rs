//! Calendar days in the workspace's own time zone. No clock: today is always handed in.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days since 1970-01-01.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Day(pub i32);

impl Day {
    /// `None` where the calendar has no such day (2026-02-30).
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    /// As it is displayed, `2026-03-01`, and in no other form.
    pub fn from_iso(text: &str) -> Option<Self> {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self::from_date)?;
        (day.to_string() == text).then_some(day)
    }

    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.to_epoch_days())
    }

    /// `None` far outside the calendar (beyond some 260,000 years).
    pub fn to_date(self) -> Option<NaiveDate> {
        NaiveDate::from_epoch_days(self.0)
    }

    /// Year, month 1–12, day 1–31.
    pub fn ymd(self) -> Option<(i32, u32, u32)> {
        self.to_date().map(|date| (date.year(), date.month(), date.day()))
    }

    pub fn plus_days(self, n_days: i32) -> Self {
        Self(self.0.saturating_add(n_days))
    }

    /// Days from `earlier` to `self`.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// 0 = Monday … 6 = Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.0.rem_euclid(7) + 3).rem_euclid(7) as u8
    }
}

/// ISO 8601, for files and logs; screens use the locale's form.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_date() {
            Some(date) => write!(f, "{date}"),
            None => write!(f, "day {}", self.0),
        }
    }
}
