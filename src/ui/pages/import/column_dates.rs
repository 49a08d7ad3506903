//! How the dates of one column are read, by an example from the file, and the choice of another way.

use super::wording::Texts;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::state::workspace::Workspace;
use crate::ui::components::icon::Icon;
use crate::ui::components::select_field::{Choice, ChoiceList};
use leptos::html;
use leptos::prelude::*;
use meadow_core::domain::zone::Zone;
use meadow_core::ingest::values::date::{self, DateReading, OrderEvidence};
use meadow_core::views::import::{ColumnInspection, DateOrder, ImportInspection, ImportWarning};

/// The column whose dates the reader set last: the table is drawn anew after that, and the focus
/// goes back to where it was.
#[derive(Clone, Copy)]
pub struct LastSet(StoredValue<Option<usize>>);

/// For the columns below.
pub fn provide_last_set() {
    provide_context(LastSet(StoredValue::new(None)));
}

/// Under what a column of dates looks like.
#[component]
pub fn ColumnDates(index: usize, column: ColumnInspection) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let order = column.date_order?;
    let header = StoredValue::new(column.header.clone());
    let is_undecided = session.inspection.with_untracked(|inspection| {
        inspection.as_ref().is_some_and(|inspection| is_open(inspection, &column.header))
    });
    let summary = Workspace::expect().summary();
    let example = move || {
        let zone = summary.with(|open| open.as_ref().and_then(|open| Zone::of(&open.time_zone)));
        date_example(&formatter.get(), &column.samples, DateReading { order, zone })
    };
    let label = move || {
        header.with_value(|header| {
            t_string!(i18n, import.dates_of_column, column = header).to_string()
        })
    };
    let last_set = use_context::<LastSet>();
    let choose = move |event| {
        let order = order_of_key(&event_target_value(&event));
        if let Ok(column) = u32::try_from(index) {
            session.read_dates_as(column, order);
        }
        if let Some(LastSet(last)) = last_set {
            last.set_value(Some(index));
        }
    };
    let field = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        let Some(field) = field.get() else { return };
        if let Some(LastSet(last)) = last_set
            && last.get_value() == Some(index)
        {
            last.set_value(None);
            // Fails only for a field that is gone already.
            let _ = field.focus();
        }
    });
    let value = Signal::stored(key_of_order(order).to_owned());
    Some(view! {
        <div class="column-dates">
            <select
                class="select"
                data-size="sm"
                node_ref=field
                aria-label=label
                on:change=choose
            >
                <ChoiceList choices=Signal::derive(move || order_choices(i18n)) value=value />
            </select>
            {is_undecided
                .then(|| {
                    view! {
                        <span class="tag" data-tone="warn">
                            <Icon name="warn" />
                            {t!(i18n, import.dates_undecided)}
                        </span>
                    }
                })}
            {move || {
                example().filter(|_| !is_undecided).map(|text| view! { <span class="fine">{text}</span> })
            }}
        </div>
    })
}

/// The orders in which dates may be written.
pub fn order_choices(i18n: Texts) -> Vec<Choice> {
    [
        (DateOrder::YearMonthDay, t_string!(i18n, import.dates_ymd)),
        (DateOrder::DayMonthYear, t_string!(i18n, import.dates_dmy)),
        (DateOrder::MonthDayYear, t_string!(i18n, import.dates_mdy)),
        (DateOrder::ExcelSerial, t_string!(i18n, import.dates_serial)),
    ]
    .map(|(order, label)| Choice::new(key_of_order(order), label))
    .to_vec()
}

pub fn key_of_order(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay => "ymd",
        DateOrder::DayMonthYear => "dmy",
        DateOrder::MonthDayYear => "mdy",
        DateOrder::ExcelSerial => "serial",
    }
}

pub fn order_of_key(key: &str) -> DateOrder {
    match key {
        "dmy" => DateOrder::DayMonthYear,
        "mdy" => DateOrder::MonthDayYear,
        "serial" => DateOrder::ExcelSerial,
        _ => DateOrder::YearMonthDay,
    }
}

/// A date of the file and the day it is read as; one that shows the order, if there is any.
fn date_example(f: &Formatter, samples: &[String], dates: DateReading) -> Option<String> {
    let read = |text: &String| dates.read(text).map(|moment| (text.clone(), moment.day));
    let telling = samples
        .iter()
        .find(|text| date::evidence(text).is_some_and(|evidence| evidence != OrderEvidence::Plain));
    let (text, day) = telling.and_then(read).or_else(|| samples.iter().find_map(read))?;
    Some(format!("{text} → {}", f.fmt_date(day.0, DateStyle::Short)))
}

/// Do the dates of this column read either way?
fn is_open(inspection: &ImportInspection, column: &str) -> bool {
    inspection.warnings.iter().any(
        |warning| matches!(warning, ImportWarning::AmbiguousDates { header } if header == column),
    )
}
