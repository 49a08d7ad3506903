//! The sheets of a workbook as choices, each with what is known of its size.

use super::wording::Texts;
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::state::words::agree;
use crate::ui::components::select_field::Choice;
use meadow_core::views::import::SheetEntry;

/// In the workbook's order.
pub fn sheet_choices(i18n: Texts, f: &Formatter, sheets: &[SheetEntry]) -> Vec<Choice> {
    sheets.iter().map(|sheet| Choice::new(&sheet.name, sheet_label(i18n, f, sheet))).collect()
}

fn sheet_label(i18n: Texts, f: &Formatter, sheet: &SheetEntry) -> String {
    let n_rows = sheet
        .n_rows
        .map(|n| agree(&t_string!(i18n, import.n_rows, n = f.fmt_int(i64::from(n))).to_string()));
    let hidden = sheet.is_hidden.then(|| t_string!(i18n, import.sheet_hidden).to_owned());
    let facts: Vec<String> = n_rows.into_iter().chain(hidden).collect();
    if facts.is_empty() {
        return sheet.name.clone();
    }
    format!("{} · {}", sheet.name, facts.join(" · "))
}
