//! What the tables of this page are in a file: days as days, ranges as columns of their own. Call these inside
//! a view or signal.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::ui::export_table::{Ranged, plain, with_range};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use meadow_core::views::timing::{LeadWaits, NeedCalendar, NeedWeek, SourceWaits, TimeTo};

/// `None` where the sources are too small to be told apart.
pub fn sources_file(f: &Formatter, leads: &LeadWaits) -> Option<ShownTable> {
    let i18n = use_i18n();
    let days = f.fmt_number(leads.sources.first()?.bought.days, 0);
    let bought_by = t_string!(i18n, timing.bought_by, days = days).to_string();
    let table = TableOf::new(t_string!(i18n, timing.sources))
        .column("source", t_string!(i18n, timing.source), |source: &SourceWaits| {
            source.name.clone()
        })
        .column("leads", t_string!(i18n, timing.n_leads), |source| source.n_leads)
        .column("bought", t_string!(i18n, timing.n_bought), |source| source.n_bought);
    let bought_by = ("bought_by", bought_by.as_str());
    let table = with_range(table, i18n, bought_by, plain, |source| Ranged {
        middle: source.bought.share,
        low: source.bought.low,
        high: source.bought.high,
    });
    let half = ("half_of_buyers", t_string!(i18n, timing.half_of_buyers));
    let table = with_range(table, i18n, half, plain, |source| {
        source.half.as_ref().map_or(Ranged::UNKNOWN, of_time)
    });
    Some(table.rows(&leads.sources))
}

/// An end that the data do not reach is empty.
fn of_time(time: &TimeTo) -> Ranged {
    Ranged {
        middle: time.days,
        low: time.low.unwrap_or(f64::NAN),
        high: time.high.unwrap_or(f64::NAN),
    }
}

pub fn weeks_file(need: &NeedCalendar) -> ShownTable {
    let i18n = use_i18n();
    let table = TableOf::new(t_string!(i18n, timing.weeks))
        .column("first_day", t_string!(i18n, timing.file_first_day), |week: &NeedWeek| week.first)
        .column("last_day", t_string!(i18n, timing.file_last_day), |week| week.last());
    let expected = ("expected", t_string!(i18n, timing.expected));
    with_range(table, i18n, expected, plain, |week| {
        let (low, high) = week.range.unwrap_or((f64::NAN, f64::NAN));
        Ranged { middle: week.expected, low, high }
    })
    .column("likeliest_day", t_string!(i18n, timing.listed), |week| week.n_listed)
    .rows(&need.weeks)
}
