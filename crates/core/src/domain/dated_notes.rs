//! Notes as the lines of one cell, each with its day, and back again.

use super::customer::CustomerNote;
use super::day::Day;

const AFTER_DAY: &str = ": ";
/// Before the further lines of a note, so that none is taken for a note of its own.
const INDENT: &str = "  ";

/// One note after another, each from its day on.
pub fn write(notes: &[CustomerNote]) -> String {
    let written = notes.iter().map(|note| {
        let text = note.text.replace('\n', &format!("\n{INDENT}"));
        format!("{}{AFTER_DAY}{text}", note.day)
    });
    written.collect::<Vec<_>>().join("\n")
}

/// The notes in a cell; one of `today` where it does not begin with a day.
pub fn read(cell: &str, today: Day) -> Vec<CustomerNote> {
    let mut notes: Vec<CustomerNote> = Vec::new();
    for line in cell.lines() {
        if let Some((day, text)) = dated(line) {
            notes.push(CustomerNote { day, text: text.to_owned() });
        } else if let Some(last) = notes.last_mut() {
            last.text.push('\n');
            last.text.push_str(line.strip_prefix(INDENT).unwrap_or(line));
        } else {
            return vec![CustomerNote { day: today, text: cell.to_owned() }];
        }
    }
    notes
}

/// `2026-03-01: text`.
fn dated(line: &str) -> Option<(Day, &str)> {
    let (day, text) = line.split_once(AFTER_DAY)?;
    Some((Day::from_iso(day)?, text))
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::domain::customer::CustomerNote;
    use crate::domain::day::Day;

    fn note(day: i32, text: &str) -> CustomerNote {
        CustomerNote { day: Day(day), text: text.into() }
    }

    #[test]
    fn notes_come_back_as_they_were_written() {
        let today = Day(20_000);
        for notes in [
            vec![],
            vec![note(20_500, "asked for 老年犬 food")],
            vec![note(1, "a\n2026-03-01: not a note\n\n  b"), note(20_500, "c: d")],
        ] {
            assert_eq!(read(&write(&notes), today), notes);
        }
        assert_eq!(read("likes tea\n2026-03-01: x", today).len(), 1, "no list of ours");
        assert_eq!(read("likes tea", today), [note(20_000, "likes tea")]);
    }
}
