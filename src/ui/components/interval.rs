//! Small marks in a row of a table, in percent coordinates, so that they need no measuring: an
//! interval and a bar. The figure always stands beside them in text.

use leptos::prelude::*;

/// Where an interval lies on its column's scale, everything in the same unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalMarks {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
    /// What happened, once it has.
    pub actual: Option<f64>,
    /// The end of the scale; it starts at 0.
    pub scale_end: f64,
}

impl IntervalMarks {
    fn percent(self, value: f64) -> f64 {
        if self.scale_end > 0.0 { (value / self.scale_end * 100.0).clamp(0.0, 100.0) } else { 0.0 }
    }
}

/// Pale band: 90 %; tick: median; poppy dot: what happened. A class colours it through
/// `data-class` on any element around it.
#[component]
pub fn Interval(#[prop(into)] marks: Signal<IntervalMarks>) -> impl IntoView {
    let x = move |value: fn(IntervalMarks) -> f64| {
        move || {
            let marks = marks.get();
            format!("{:.1}%", marks.percent(value(marks)))
        }
    };
    let width = move || {
        let marks = marks.get();
        format!("{:.1}%", (marks.percent(marks.high) - marks.percent(marks.low)).max(0.5))
    };
    view! {
        <svg class="iv" width="100%" height="16" aria-hidden="true">
            <line class="iv__axis" x1="0" x2="100%" y1="8" y2="8"></line>
            <rect class="iv__band" x=x(|m| m.low) width=width y="3" height="10" rx="2"></rect>
            <line class="iv__mid" x1=x(|m| m.middle) x2=x(|m| m.middle) y1="0.5" y2="15.5"></line>
            {move || {
                let marks = marks.get();
                marks
                    .actual
                    .map(|actual| {
                        view! {
                            <circle
                                class="iv__actual"
                                cx=format!("{:.1}%", marks.percent(actual))
                                cy="8"
                                r="4.5"
                            ></circle>
                        }
                    })
            }}
        </svg>
    }
}

/// A share between 0 and 1 as a bar.
#[component]
pub fn HBar(#[prop(into)] share: Signal<f64>) -> impl IntoView {
    let width = move || format!("{:.1}%", share.get().clamp(0.0, 1.0) * 100.0);
    view! {
        <svg class="hbar" width="100%" height="8" aria-hidden="true">
            <rect class="hbar__track" width="100%" height="8" rx="2"></rect>
            <rect class="hbar__fill" width=width height="8" rx="2"></rect>
        </svg>
    }
}
