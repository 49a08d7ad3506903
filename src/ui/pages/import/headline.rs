//! The head of the page: what was found in the file, and the file's own facts.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::PluralCategory;
use crate::state::figures::use_formatter;
use crate::state::import_session::{FinishedImport, ImportSession, QueueState, QueuedFile};
use crate::state::words::agree;
use leptos::prelude::*;
use meadow_core::views::import::ImportReport;

/// The page says what it found.
pub fn use_title(session: ImportSession) -> Signal<String> {
    let i18n = use_i18n();
    let formatter = use_formatter();
    Signal::derive(move || {
        let f = formatter.get();
        let found = |report: &ImportReport| {
            let (n_new, n_updated) = (report.n_customers_new, report.n_customers_updated);
            let people = |n: u32| {
                let one = f.plural(n.into()) == PluralCategory::One;
                let n = f.fmt_int(n.into());
                if one {
                    t_string!(i18n, import.one_new, n = n).to_string()
                } else {
                    t_string!(i18n, import.many_new, n = n).to_string()
                }
            };
            let n_orders = i64::from(report.n_orders);
            let orders = match f.plural(n_orders) {
                PluralCategory::One => {
                    t_string!(i18n, import.one_order, n = f.fmt_int(n_orders)).to_string()
                }
                PluralCategory::Other => {
                    t_string!(i18n, import.many_orders, n = f.fmt_int(n_orders)).to_string()
                }
            };
            let updated = t_string!(i18n, import.known_updated, n = f.fmt_int(n_updated.into()));
            let parts = [
                (n_new > 0).then(|| people(n_new)),
                (n_updated > 0).then(|| updated.to_string()),
                (n_orders > 0).then_some(orders),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            match parts.as_slice() {
                [] if report.n_rows > 0 && report.n_rejected() >= report.n_rows => {
                    t_string!(i18n, import.found_unusable).to_owned()
                }
                [] => t_string!(i18n, import.found_nothing).to_owned(),
                parts => parts.join(t_string!(i18n, import.list_comma)),
            }
        };
        if let Some(finished) = session.finished.get() {
            let (report, is_undone) = sum_up(&session.queue.get(), finished);
            let found = found(&report);
            return match is_undone {
                true => t_string!(i18n, import.title_undone).to_owned(),
                false => t_string!(i18n, import.title_done, found = found).to_string(),
            };
        }
        match session.preview.get() {
            Some(report) => found(&report),
            None => t_string!(i18n, import.title).to_owned(),
        }
    })
}

/// The file's name and facts.
pub fn use_file_line(session: ImportSession) -> Signal<Option<String>> {
    let i18n = use_i18n();
    let formatter = use_formatter();
    Signal::derive(move || {
        let f = formatter.get();
        if let Some(finished) = session.finished.get() {
            let n_files = session.queue.with(Vec::len);
            return Some(match n_files {
                0 | 1 => finished.file_name,
                n => t_string!(i18n, import.n_files, n = f.fmt_int(n as i64)).to_string(),
            });
        }
        let file = session.file.get()?;
        let size = f.fmt_bytes(file.n_bytes);
        let Some(inspection) = session.inspection.get() else {
            return Some(format!("{} · {size}", file.name));
        };
        let rows = f.fmt_int(inspection.n_rows_estimated as i64);
        let rows = if inspection.whole {
            agree(&t_string!(i18n, import.n_rows, n = rows).to_string())
        } else {
            t_string!(i18n, import.about_n_rows, n = rows).to_string()
        };
        let n_columns = inspection.columns.len() as i64;
        let columns = match f.plural(n_columns) {
            PluralCategory::One => t_string!(i18n, import.one_column).to_owned(),
            PluralCategory::Other => {
                t_string!(i18n, import.n_columns, n = f.fmt_int(n_columns)).to_string()
            }
        };
        Some(format!("{} · {rows} · {columns} · {size}", file.name))
    })
}

/// What came of all files together that are not undone; whether there is none such left.
fn sum_up(queue: &[QueuedFile], last: FinishedImport) -> (ImportReport, bool) {
    if queue.len() < 2 {
        return (last.report, last.is_undone);
    }
    let kept: Vec<&ImportReport> = queue
        .iter()
        .filter_map(|queued| match &queued.state {
            QueueState::BroughtIn(finished) if !finished.is_undone => Some(&finished.report),
            _ => None,
        })
        .collect();
    let sum = |n: fn(&ImportReport) -> u32| kept.iter().map(|report| n(report)).sum();
    let report = ImportReport {
        n_customers_new: sum(|report| report.n_customers_new),
        n_customers_updated: sum(|report| report.n_customers_updated),
        n_orders: sum(|report| report.n_orders),
        ..ImportReport::default()
    };
    (report, kept.is_empty())
}
