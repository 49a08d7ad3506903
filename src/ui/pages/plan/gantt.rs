//! Where the bars of the preparation lie: days to units of the drawing. Must not know the page.

use crate::ui::charts::text_width::estimate_text_width;
use meadow_core::domain::day::Day;
use meadow_core::domain::text::Language;
use meadow_core::views::plan::ScheduleRow;

const FONT_PX: f64 = 11.5;
const TOP: f64 = 20.0;

/// A row of bars beside their names, or, on a phone, below them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GanttLayout {
    Wide,
    Narrow,
}

impl GanttLayout {
    /// Width of the drawing, left edge of the calendar, height of a row, of a bar.
    fn sizes(self) -> (f64, f64, f64, f64) {
        match self {
            Self::Wide => (720.0, 230.0, 22.0, 13.0),
            Self::Narrow => (330.0, 8.0, 38.0, 11.0),
        }
    }
}

/// A drawing in its own units.
#[derive(Clone, Debug, PartialEq)]
pub struct Gantt {
    pub width: f64,
    pub height: f64,
    pub top: f64,
    pub ticks: Vec<Tick>,
    pub bars: Vec<Bar>,
    /// `None` when today lies outside.
    pub today_x: Option<f64>,
    pub day_x: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub day: Day,
    pub x: f64,
    /// `""` starts at the line, `mid` stands over it, `end` ends at it.
    pub anchor: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub label: String,
    pub label_x: f64,
    pub label_y: f64,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// `done`, `now`, or nothing.
    pub kind: &'static str,
    pub owner: Option<Owner>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Owner {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub anchor: &'static str,
}

impl Gantt {
    /// `None` without tasks.
    pub fn lay_out(
        rows: &[ScheduleRow],
        event_day: Day,
        today: Day,
        layout: GanttLayout,
        language: Language,
    ) -> Option<Self> {
        let (width, left, row_height, bar_height) = layout.sizes();
        let first = rows.iter().map(|row| row.start).min()?.min(event_day);
        let last = rows.iter().map(|row| row.end).max()?.max(event_day);
        let right = width - 12.0;
        let n_days = f64::from(last.days_since(first).max(0)) + 1.0;
        let x = |day: Day| left + f64::from(day.days_since(first)) / n_days * (right - left);
        let bars = rows.iter().enumerate().map(|(place, row)| {
            let y = TOP + 12.0 + row_height * place as f64;
            let (start, end) = (x(row.start), x(row.end.plus_days(1)));
            let (label_x, label_y, bar_y) = match layout {
                GanttLayout::Wide => (0.0, y + 10.0, y),
                GanttLayout::Narrow => (left, y + 8.0, y + 14.0),
            };
            let owner = row.owner.get(language).trim().to_owned();
            let owner = (layout == GanttLayout::Wide && !owner.is_empty())
                .then(|| place_owner(owner, start, end, label_y, right));
            Bar {
                label: shorten(row.label.get(language), layout_room(layout, left, right)),
                label_x,
                label_y,
                x: start,
                y: bar_y,
                width: (end - start).max(3.0),
                height: bar_height,
                kind: kind_of(row, today),
                owner,
            }
        });
        Some(Self {
            width,
            height: TOP + 12.0 + row_height * rows.len() as f64 + 22.0,
            top: TOP,
            ticks: ticks(first, last, event_day, layout, x),
            bars: bars.collect(),
            today_x: (first <= today && today <= last).then(|| x(today)),
            day_x: x(event_day),
        })
    }
}

fn layout_room(layout: GanttLayout, left: f64, right: f64) -> f64 {
    match layout {
        GanttLayout::Wide => left - 12.0,
        GanttLayout::Narrow => right - left,
    }
}

/// After the bar; before it where the paper ends.
fn place_owner(text: String, start: f64, end: f64, y: f64, right: f64) -> Owner {
    let fits = end + 6.0 + estimate_text_width(&text, FONT_PX) <= right + 8.0;
    if fits {
        Owner { text, x: end + 6.0, y, anchor: "" }
    } else {
        Owner { text, x: start - 6.0, y, anchor: "end" }
    }
}

fn kind_of(row: &ScheduleRow, today: Day) -> &'static str {
    match row.done {
        true => "done",
        false if row.late || (row.start <= today && today <= row.end) => "now",
        false => "",
    }
}

/// Weeks back from the event, as many as can be read.
fn ticks(
    first: Day,
    last: Day,
    event_day: Day,
    layout: GanttLayout,
    x: impl Fn(Day) -> f64,
) -> Vec<Tick> {
    let most = if layout == GanttLayout::Wide { 7 } else { 4 };
    let n_weeks = last.days_since(first) / 7 + 1;
    let step = 7 * (n_weeks as f64 / f64::from(most)).ceil().max(1.0) as i32;
    let mut days = vec![event_day];
    let mut day = event_day.plus_days(-step);
    while day >= first {
        days.push(day);
        day = day.plus_days(-step);
    }
    days.reverse();
    let n = days.len();
    let anchored = days.into_iter().enumerate().map(|(place, day)| Tick {
        day,
        x: x(day),
        anchor: match place {
            _ if place + 1 == n && event_day == last => "end",
            0 => "",
            _ => "mid",
        },
    });
    anchored.collect()
}

/// Cuts a name that would run into the bars.
fn shorten(text: &str, room: f64) -> String {
    if estimate_text_width(text, FONT_PX) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if estimate_text_width(&short, FONT_PX) + 2.0 * FONT_PX > room {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Gantt, GanttLayout, shorten};
    use meadow_core::domain::day::Day;
    use meadow_core::domain::text::{Language, Text};
    use meadow_core::domain::wording::Wording;
    use meadow_core::views::plan::ScheduleRow;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row(start: i32, end: i32) -> ScheduleRow {
        ScheduleRow {
            key: String::new(),
            label: Wording::Guide(Text::new("List approved", "名单确认")),
            start: Day(start),
            end: Day(end),
            owner: Wording::Own("Zhou Min".to_owned()),
            done: false,
            late: false,
            blocked_by: None,
        }
    }

    #[test]
    fn bars_keep_their_days_and_stay_on_the_paper() {
        let rows = [row(100, 106), row(107, 113), row(120, 120)];
        for layout in [GanttLayout::Wide, GanttLayout::Narrow] {
            let gantt = Gantt::lay_out(&rows, Day(121), Day(101), layout, Language::En).unwrap();
            let [a, b, c] = &gantt.bars[..] else { panic!("three bars") };
            assert!((a.width - b.width).abs() < 1e-9 && c.width < a.width);
            assert!((a.x + a.width - b.x).abs() < 1e-9, "the second begins where the first ends");
            assert!(c.x + c.width <= gantt.width);
            assert!(gantt.bars.iter().all(|bar| bar.y + bar.height < gantt.height));
            assert_eq!(gantt.ticks.last().unwrap().day, Day(121));
            assert_eq!(a.kind, "now");
        }
    }

    #[test]
    fn long_names_are_cut_to_their_room() {
        assert_eq!(shorten("short", 200.0), "short");
        assert!(shorten("a name that goes on and on and on", 80.0).ends_with('…'));
    }
}
