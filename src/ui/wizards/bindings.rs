//! Fields of a form tied to values of the event, as the fields want them: texts, numbers with or
//! without a range, days and times. Must not know which values.

use crate::state::drafts::EventDraft;
use crate::state::settings::Settings;
use crate::ui::components::number_input::Quantity;
use leptos::prelude::*;
use meadow_core::domain::day::Day;
use meadow_core::domain::event::Event;
use meadow_core::domain::money::{Money, MoneyRange};
use meadow_core::domain::wording::Wording;

/// Shares are compared in millionths, so that what is typed as percent comes back the same.
const MILLIONTHS: f64 = 1e6;

impl EventDraft {
    /// A line of the user's own text.
    pub fn text(
        self,
        get: impl Fn(&Event) -> &str + Send + Sync + 'static,
        set: impl Fn(&mut Event, String) + 'static,
    ) -> RwSignal<String> {
        self.bind(move |event| get(event).to_owned(), set, |text| text, Clone::clone)
    }

    /// A text from a guide until the user writes their own. `at` gives `None` for a line that has
    /// been removed.
    pub fn wording(
        self,
        get: impl Fn(&Event) -> Option<&Wording> + Send + Sync + 'static,
        at: impl Fn(&mut Event) -> Option<&mut Wording> + 'static,
    ) -> RwSignal<String> {
        let language = Settings::expect().language;
        self.bind(
            move |event| {
                get(event).map(|text| text.get(language.get()).to_owned()).unwrap_or_default()
            },
            move |event, text| {
                if let Some(wording) = at(event) {
                    *wording = Wording::Own(text);
                }
            },
            |text| text,
            Clone::clone,
        )
    }

    /// A whole number; an empty field is 0.
    pub fn count(
        self,
        get: impl Fn(&Event) -> u32 + Send + Sync + 'static,
        set: impl Fn(&mut Event, u32) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        let to = |n| (n > 0).then(|| Quantity::Exact(f64::from(n)));
        self.bind(get, set, to, |typed| typed.map_or(0, whole))
    }

    /// A whole number that may be left out.
    pub fn count_if_any(
        self,
        get: impl Fn(&Event) -> Option<u32> + Send + Sync + 'static,
        set: impl Fn(&mut Event, Option<u32>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        let to = |n: Option<u32>| n.map(|n| Quantity::Exact(f64::from(n)));
        self.bind(get, set, to, |typed| typed.map(whole))
    }

    /// A whole number or a range of them, that may be left out.
    pub fn count_range_if_any(
        self,
        get: impl Fn(&Event) -> Option<(u32, u32)> + Send + Sync + 'static,
        set: impl Fn(&mut Event, Option<(u32, u32)>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        let to = |range: Option<(u32, u32)>| {
            range.map(|(low, high)| quantity(f64::from(low), f64::from(high)))
        };
        self.bind(get, set, to, |typed| {
            typed.map(|typed| {
                let (low, high) = ends(typed);
                (whole(Quantity::Exact(low)), whole(Quantity::Exact(high)))
            })
        })
    }

    /// A whole number that may be negative; an empty field is 0.
    pub fn signed(
        self,
        get: impl Fn(&Event) -> i32 + Send + Sync + 'static,
        set: impl Fn(&mut Event, i32) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        let to = |n| Some(Quantity::Exact(f64::from(n)));
        // Saturates where a number is typed that no calendar holds.
        self.bind(get, set, to, |typed| typed.map_or(0, |n| n.middle().round() as i32))
    }

    /// A share as percent.
    pub fn percent(
        self,
        get: impl Fn(&Event) -> f64 + Send + Sync + 'static,
        set: impl Fn(&mut Event, f64) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(
            move |event| to_millionths(get(event)),
            move |event, share| set(event, share as f64 / MILLIONTHS),
            |share| Some(Quantity::Exact(as_percent(share))),
            |typed| typed.map_or(0, |typed| to_millionths(typed.middle() / 100.0)),
        )
    }

    /// A share, or a range of shares, as percent; an empty field is 0.
    pub fn share(
        self,
        get: impl Fn(&Event) -> (f64, f64) + Send + Sync + 'static,
        set: impl Fn(&mut Event, (f64, f64)) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        let share = |millionths: i64| millionths as f64 / MILLIONTHS;
        self.bind(
            move |event| {
                let (low, high) = get(event);
                (to_millionths(low), to_millionths(high))
            },
            move |event, (low, high): (i64, i64)| set(event, (share(low), share(high))),
            |(low, high): (i64, i64)| Some(quantity(as_percent(low), as_percent(high))),
            |typed: &Option<Quantity>| {
                let (low, high) = typed.map_or((0.0, 0.0), ends);
                (to_millionths(low / 100.0), to_millionths(high / 100.0))
            },
        )
    }

    /// A range of shares as percent; `None` while the user has not said anything.
    pub fn percent_range(
        self,
        get: impl Fn(&Event) -> Option<(f64, f64)> + Send + Sync + 'static,
        set: impl Fn(&mut Event, Option<(f64, f64)>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        let share = |millionths: i64| millionths as f64 / MILLIONTHS;
        self.bind(
            move |event| get(event).map(|(low, high)| (to_millionths(low), to_millionths(high))),
            move |event, range: Option<(i64, i64)>| {
                set(event, range.map(|(low, high)| (share(low), share(high))));
            },
            |range| range.map(|(low, high)| quantity(as_percent(low), as_percent(high))),
            |typed| {
                typed.map(|typed| {
                    let (low, high) = ends(typed);
                    (to_millionths(low / 100.0), to_millionths(high / 100.0))
                })
            },
        )
    }

    /// An amount or a range of amounts; an empty field is 0.
    pub fn money(
        self,
        get: impl Fn(&Event) -> MoneyRange + Send + Sync + 'static,
        set: impl Fn(&mut Event, MoneyRange) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(
            get,
            set,
            |range| Some(quantity(range.low.major(), range.high.major())),
            |typed| {
                let (low, high) = typed.map_or((0.0, 0.0), ends);
                MoneyRange { low: Money::from_major(low), high: Money::from_major(high) }
            },
        )
    }

    /// A day, as a date field writes it.
    pub fn day(
        self,
        get: impl Fn(&Event) -> Option<Day> + Send + Sync + 'static,
        set: impl Fn(&mut Event, Option<Day>) + 'static,
    ) -> RwSignal<String> {
        let to = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        self.bind(get, set, to, |text| parse_day(text))
    }

    /// A time of day in minutes, as a time field writes it.
    pub fn minute(
        self,
        get: impl Fn(&Event) -> u16 + Send + Sync + 'static,
        set: impl Fn(&mut Event, u16) + 'static,
    ) -> RwSignal<String> {
        self.bind(
            move |event| Some(get(event)),
            // A cleared field leaves the time as it is.
            move |event, minute| {
                if let Some(minute) = minute {
                    set(event, minute);
                }
            },
            |minute| minute.map(|minute| write_minute(i32::from(minute))).unwrap_or_default(),
            |text| parse_minute(text),
        )
    }

    /// Yes or no.
    pub fn flag(
        self,
        get: impl Fn(&Event) -> bool + Send + Sync + 'static,
        set: impl Fn(&mut Event, bool) + 'static,
    ) -> RwSignal<bool> {
        self.bind(get, set, |flag| flag, |flag| *flag)
    }
}

/// The clock time of a minute; minutes of another day come round to the clock again.
pub fn write_minute(minute: i32) -> String {
    let of_day = minute.rem_euclid(24 * 60);
    format!("{:02}:{:02}", of_day / 60, of_day % 60)
}

/// Reads `14:30`, also with seconds.
pub fn parse_minute(text: &str) -> Option<u16> {
    let mut parts = text.split(':');
    let hour: u16 = parts.next()?.parse().ok()?;
    let minute: u16 = parts.next()?.parse().ok()?;
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Reads `2026-12-12`.
pub fn parse_day(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Day::from_ymd(year, month, day)
}

/// A typed number as a count; saturates.
pub fn whole(typed: Quantity) -> u32 {
    typed.middle().round().max(0.0) as u32
}

fn quantity(low: f64, high: f64) -> Quantity {
    if low == high { Quantity::Exact(low) } else { Quantity::Range { low, high } }
}

fn ends(typed: Quantity) -> (f64, f64) {
    match typed {
        Quantity::Exact(value) => (value, value),
        Quantity::Range { low, high } => (low, high),
    }
}

fn to_millionths(share: f64) -> i64 {
    (share * MILLIONTHS).round() as i64
}

fn as_percent(millionths: i64) -> f64 {
    millionths as f64 / (MILLIONTHS / 100.0)
}

#[cfg(test)]
mod tests {
    use super::{as_percent, parse_day, parse_minute, to_millionths, write_minute};
    use meadow_core::domain::day::Day;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn percent_comes_back_as_typed() {
        for typed in [7.0, 12.5, 33.3333, 99.0] {
            assert_eq!(as_percent(to_millionths(typed / 100.0)), typed);
        }
    }

    #[test]
    fn days_and_times_as_the_browser_writes_them() {
        assert_eq!(parse_minute("14:30"), Some(870));
        assert_eq!(parse_minute("14:30:00"), Some(870));
        assert_eq!(parse_minute("24:00"), None);
        assert_eq!(write_minute(870), "14:30");
        assert_eq!(write_minute(-30), "23:30");
        assert_eq!(parse_day("2026-12-12"), Day::from_ymd(2026, 12, 12));
        assert_eq!(parse_day("2026-02-30"), None);
        assert_eq!(parse_day(""), None);
    }
}
