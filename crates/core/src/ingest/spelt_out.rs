//! Lists of one customer as the document of a whole workspace spells them out, an object each, which
//! is how they stand in the cell of its row: `{"day":"2026-03-01","text":"asked"}, {…}`.
//!
//! Must not know which column it is; a cell that is written otherwise is none of these.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::customer::CustomerNote;
use crate::domain::day::Day;
use crate::domain::reason::{ReasonSource, RecordedReason};
use crate::playbooks::reason_cell::source_key;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeltNote {
    day: String,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeltReason {
    reason: String,
    day: String,
    source: String,
}

/// The notes of a cell, if all of it is notes.
pub fn notes(cell: &str) -> Option<Vec<CustomerNote>> {
    let note = |note: SpeltNote| {
        Some(CustomerNote { day: Day::from_iso(&note.day)?, text: note.text.unwrap_or_default() })
    };
    objects(cell)?.into_iter().map(note).collect()
}

/// The reasons of a cell, if all of it is reasons.
pub fn reasons(cell: &str) -> Option<Vec<RecordedReason>> {
    let reason = |reason: SpeltReason| {
        let source =
            ReasonSource::ALL.into_iter().find(|source| source_key(*source) == reason.source)?;
        Some(RecordedReason { key: reason.reason, day: Day::from_iso(&reason.day)?, source })
    };
    objects(cell)?.into_iter().map(reason).collect()
}

fn objects<T: DeserializeOwned>(cell: &str) -> Option<Vec<T>> {
    cell.starts_with('{').then(|| serde_json::from_str(&format!("[{cell}]")).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{notes, reasons};
    use crate::domain::customer::CustomerNote;
    use crate::domain::day::Day;
    use crate::domain::reason::{ReasonSource, RecordedReason};

    #[test]
    fn objects_are_read_and_nothing_else_is() {
        let day = Day::from_ymd(2026, 3, 1).unwrap();
        let cell = r#"{"day":"2026-03-01","text":"a\n{b}"}, {"day":"2026-03-01","text":null}"#;
        let expected = ["a\n{b}", ""].map(|text| CustomerNote { day, text: text.into() });
        assert_eq!(notes(cell), Some(expected.to_vec()));
        let cell = r#"{"reason":"price","day":"2026-03-01","source":"call"}"#;
        let expected = RecordedReason { key: "price".into(), day, source: ReasonSource::Call };
        assert_eq!(reasons(cell), Some(vec![expected]));
        for other in ["", "{smiles}", "2026-03-01: {x}", r#"{"day":"soon","text":"x"}"#, cell] {
            assert_eq!(notes(other), None, "{other}");
        }
        assert_eq!(reasons("price"), None);
    }
}
