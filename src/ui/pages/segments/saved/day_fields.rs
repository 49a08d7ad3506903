//! Fields for some days: dates, or so many days as counted from today.

use crate::i18n::{t_string, use_i18n};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextField, read_day};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::day::Day;
use meadow_core::views::rule::DayRange;

/// More days than this are as good as all of them.
const MOST_DAYS: f64 = 36_500.0;

/// Days that are being chosen.
#[derive(Clone, Copy)]
pub struct DayDraft {
    /// `ever`, `between`, `last`, `before` or `next`.
    manner: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    n: RwSignal<Option<Quantity>>,
}

impl DayDraft {
    pub fn new() -> Self {
        Self {
            manner: RwSignal::new("ever".to_owned()),
            from: RwSignal::new(String::new()),
            to: RwSignal::new(String::new()),
            n: RwSignal::new(Some(Quantity::Exact(90.0))),
        }
    }

    pub fn fill(self, days: DayRange) {
        let n = |manner: &str, n: u32| {
            self.manner.set(manner.to_owned());
            self.n.set(Some(Quantity::Exact(n.into())));
        };
        match days {
            DayRange::Ever => self.manner.set("ever".to_owned()),
            DayRange::Between { from, to } => {
                let write = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
                self.manner.set("between".to_owned());
                self.from.set(write(from));
                self.to.set(write(to));
            }
            DayRange::Last(days) => n("last", days),
            DayRange::Before(days) => n("before", days),
            DayRange::Next(days) => n("next", days),
        }
    }

    /// Once they say something; tracked.
    pub fn range(self) -> Option<DayRange> {
        let n = || Some(self.n.get()?.middle().round() as u32).filter(|n| *n > 0);
        match self.manner.get().as_str() {
            "between" => {
                let (from, to) = (read_day(&self.from.get()), read_day(&self.to.get()));
                (from.is_some() || to.is_some()).then_some(DayRange::Between { from, to })
            }
            "last" => n().map(DayRange::Last),
            "before" => n().map(DayRange::Before),
            "next" => n().map(DayRange::Next),
            _ => Some(DayRange::Ever),
        }
    }
}

#[component]
pub fn DayFields(#[prop(into)] label: Signal<String>, draft: DayDraft) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Signal::derive(move || {
        vec![
            Choice::new("ever", t_string!(i18n, rules.ever)),
            Choice::new("last", t_string!(i18n, rules.days_last)),
            Choice::new("before", t_string!(i18n, rules.days_before)),
            Choice::new("next", t_string!(i18n, rules.days_next)),
            Choice::new("between", t_string!(i18n, rules.days_between)),
        ]
    });
    let values = move || match draft.manner.get().as_str() {
        "ever" => ().into_any(),
        "between" => view! {
            <div class="grid-2">
                <TextField kind="date" label=say!(i18n, rules.from_day) value=draft.from />
                <TextField kind="date" label=say!(i18n, rules.to_day) value=draft.to />
            </div>
        }
        .into_any(),
        _ => view! {
            <NumberField
                label=say!(i18n, rules.how_many_days)
                value=draft.n
                least=1.0
                most=Some(MOST_DAYS)
            />
        }
        .into_any(),
    };
    view! {
        <SelectField label=label choices=choices value=draft.manner />
        {values}
    }
}
