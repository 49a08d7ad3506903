//! Reasons for not buying as the lines of one cell, each with its day and who said so, and back again:
//! `2026-03-01: Finds the price too high (by call)`. Must not know whose they are.

use super::reasons::{reason_key, reason_name};
use crate::domain::day::Day;
use crate::domain::reason::{ReasonSource, RecordedReason, add_missing};
use crate::domain::text::Text;
use crate::words::export;

const AFTER_DAY: &str = ": ";
/// Between reasons that somebody else's file has on one line.
const SEPARATORS: [char; 6] = [',', ';', '|', '，', '；', '、'];

/// What the source is called.
pub fn source_name(source: ReasonSource) -> Text {
    match source {
        ReasonSource::Call => export::reason_by_call(),
        ReasonSource::Import => export::reason_by_import(),
        ReasonSource::Hand => export::reason_by_hand(),
    }
}

/// For programs.
pub fn source_key(source: ReasonSource) -> &'static str {
    match source {
        ReasonSource::Call => "call",
        ReasonSource::Import => "import",
        ReasonSource::Hand => "hand",
    }
}

/// By their names, in each language.
pub fn write(reasons: &[RecordedReason]) -> Text {
    let lines = |pick: fn(Text) -> String| {
        write_lines(reasons, |key| pick(reason_name(key)), |source| pick(source_name(source)))
    };
    Text::new(lines(|text| text.en), lines(|text| text.zh))
}

/// By their keys.
pub fn write_keys(reasons: &[RecordedReason]) -> String {
    write_lines(reasons, str::to_owned, |source| source_key(source).to_owned())
}

fn write_lines(
    reasons: &[RecordedReason],
    name: impl Fn(&str) -> String,
    source: impl Fn(ReasonSource) -> String,
) -> String {
    let line = |reason: &RecordedReason| {
        let name = name(&reason.key).replace('\n', " ");
        format!("{}{AFTER_DAY}{name} ({})", reason.day, source(reason.source))
    };
    reasons.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The reasons in a cell, each once. What has no day was given `today`, what names no source by the
/// file.
pub fn read(cell: &str, today: Day) -> Vec<RecordedReason> {
    let mut reasons = Vec::new();
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let dated =
            line.split_once(AFTER_DAY).and_then(|(day, rest)| Some((Day::from_iso(day)?, rest)));
        match dated {
            Some((day, rest)) => {
                let (words, source) = split_source(rest);
                add_missing(&mut reasons, reason(words, day, source));
            }
            None => {
                let parts = line.split(SEPARATORS);
                let found = parts.filter_map(|words| reason(words, today, ReasonSource::Import));
                add_missing(&mut reasons, found);
            }
        }
    }
    reasons
}

fn reason(words: &str, day: Day, source: ReasonSource) -> Option<RecordedReason> {
    let key = reason_key(words);
    (!key.is_empty()).then_some(RecordedReason { key, day, source })
}

/// `Finds the price too high (by call)`.
fn split_source(text: &str) -> (&str, ReasonSource) {
    let found =
        text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).and_then(|(words, named)| {
            let source = ReasonSource::ALL.into_iter().find(|source| {
                let Text { en, zh } = source_name(*source);
                named == en || named == zh || named == source_key(*source)
            })?;
            Some((words, source))
        });
    found.unwrap_or((text, ReasonSource::Import))
}

#[cfg(test)]
mod tests {
    use super::{read, write, write_keys};
    use crate::domain::day::Day;
    use crate::domain::reason::{ReasonSource, RecordedReason};

    fn reason(key: &str, day: i32, source: ReasonSource) -> RecordedReason {
        RecordedReason { key: key.into(), day: Day(day), source }
    }

    #[test]
    fn reasons_come_back_as_they_were_written() {
        let reasons = [
            reason("price", 20_000, ReasonSource::Call),
            reason("搬家, or so: (soon) (by call)", 20_001, ReasonSource::Hand),
            reason("waiting-right-time", 20_002, ReasonSource::Import),
        ];
        let written = write(&reasons);
        for cell in [written.en, written.zh, write_keys(&reasons)] {
            assert_eq!(read(&cell, Day(0)), reasons, "{cell}");
        }
    }

    #[test]
    fn words_of_others_are_taken_one_by_one() {
        let today = Day(20_500);
        let expected = [
            reason("price", 20_500, ReasonSource::Import),
            reason("Moves away", 20_500, ReasonSource::Import),
        ];
        assert_eq!(read("Finds the price too high; Moves away;price\n", today), expected);
        assert_eq!(read(" \n;", today), []);
    }
}
