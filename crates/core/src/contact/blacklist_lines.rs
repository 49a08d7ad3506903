//! Contacts as somebody pastes them, a line each: a contact with or without a reason behind it, or the
//! rows of an exported blacklist. Must not know who puts them on the list.

use super::blacklist::normalise;
use crate::domain::blacklist::{BlockedBy, BlockedContact};
use crate::domain::day::Day;
use crate::domain::text::Language;
use crate::export::{blocked_by_key, blocked_by_name};
use crate::words::export;

/// A number with fewer digits is no telephone.
const FEWEST_DIGITS: usize = 7;

/// What pasted lines hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    pub entries: Vec<BlockedContact>,
    /// Lines that are no contact.
    pub unread: Vec<String>,
}

/// Without a word for it, what a contact is shows by its form; without a day of its own it is of `day`.
pub fn read_lines(text: &str, day: Day) -> Lines {
    let mut read = Lines::default();
    for line in text.lines() {
        let cells = cells_of(line);
        let value = cells.first().map_or("", String::as_str);
        if value.is_empty() || is_header(&cells) {
            continue;
        }
        let entry = match cells.get(1).and_then(|word| known_by(word)) {
            Some(by) => BlockedContact {
                by,
                value: value.to_owned(),
                reason: cells.get(2).cloned().unwrap_or_default(),
                day: cells.get(3).and_then(|day| Day::from_iso(day)).unwrap_or(day),
            },
            None => BlockedContact {
                by: kind_of(value),
                value: value.to_owned(),
                reason: reason_of(line).to_owned(),
                day,
            },
        };
        match normalise(entry.by, &entry.value) {
            Some(_) => read.entries.push(entry),
            None => read.unread.push(line.to_owned()),
        }
    }
    read
}

const SEPARATORS: [char; 5] = ['\t', ',', '，', ';', '；'];

/// All that stands behind the contact, commas too.
fn reason_of(line: &str) -> &str {
    line.trim_start().split_once(SEPARATORS).map_or("", |(_, reason)| reason.trim())
}

/// As tables are copied or kept: between tabs, else between commas, quoted where one holds them. A
/// sign that keeps a spreadsheet from reckoning is no part of the cell.
fn cells_of(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let has_tabs = line.contains('\t');
    let mut is_quoted = false;
    let mut signs = line.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(sign) = signs.next() {
        let is_end = if has_tabs { sign == '\t' } else { SEPARATORS.contains(&sign) };
        match sign {
            // Twice within quotes it stands for itself.
            '"' if !is_quoted || signs.next_if_eq(&'"').is_none() => is_quoted = !is_quoted,
            _ if is_end && !is_quoted => cells.push(String::new()),
            sign => cells.last_mut().into_iter().for_each(|cell| cell.push(sign)),
        }
    }
    let clean = |cell: String| {
        let cell = cell.trim();
        let guarded = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
        guarded.unwrap_or(cell).to_owned()
    };
    cells.into_iter().map(clean).collect()
}

fn is_header(cells: &[String]) -> bool {
    let is = |at: usize, text: crate::domain::text::Text| {
        cells.get(at).is_some_and(|cell| [&text.en, &text.zh].contains(&cell))
    };
    is(0, export::blocked_contact()) && is(1, export::blocked_by())
}

fn known_by(word: &str) -> Option<BlockedBy> {
    BlockedBy::ALL.into_iter().find(|by| {
        let name = blocked_by_name(*by);
        word == blocked_by_key(*by)
            || [Language::En, Language::Zh].iter().any(|language| name.get(*language) == word)
    })
}

fn kind_of(value: &str) -> BlockedBy {
    let n_digits = value.chars().filter(char::is_ascii_digit).count();
    let is_number = value.chars().all(|c| c.is_ascii_digit() || "+-() .".contains(c));
    match value {
        _ if value.contains('@') => BlockedBy::Email,
        _ if is_number && n_digits >= FEWEST_DIGITS => BlockedBy::Phone,
        _ if is_number => BlockedBy::Key,
        _ => BlockedBy::WeChat,
    }
}

#[cfg(test)]
mod tests {
    use super::read_lines;
    use crate::contact::blacklist::{entries, replace};
    use crate::domain::blacklist::{BlockedBy, BlockedContact};
    use crate::domain::day::Day;
    use crate::domain::text::Language;
    use crate::export::Export;
    use crate::redaction::redact;
    use crate::segments::derive;
    use crate::table::tables::Tables;
    use crate::views::workspace::FileFormat;
    use std::io::{Cursor, Read};

    #[test]
    fn each_line_is_a_contact_by_its_form() {
        let text = "+86 138-0013-8000\tasked twice\n\n ann@example.org，投诉, 两次\nwxid_ann\nno@\n\
                    00123,\n";
        let read = read_lines(text, Day(0));
        let told: Vec<_> = read
            .entries
            .iter()
            .map(|entry| (entry.by, entry.value.as_str(), entry.reason.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (BlockedBy::Phone, "+86 138-0013-8000", "asked twice"),
                (BlockedBy::Email, "ann@example.org", "投诉, 两次"),
                (BlockedBy::WeChat, "wxid_ann", ""),
                (BlockedBy::Key, "00123", ""),
            ]
        );
        assert_eq!(read.unread, ["no@"]);
    }

    /// Whatever each is known by, its reason and its day: out and in again.
    #[test]
    fn an_exported_blacklist_is_read_again() {
        let entry = |by, value: &str, reason: &str| BlockedContact {
            by,
            value: value.into(),
            reason: reason.into(),
            day: Day(20_454),
        };
        let listed = vec![
            entry(BlockedBy::Phone, "13800138000", "投诉, \"两次\"；"),
            entry(BlockedBy::Phone, "+447854585409", "=1+1"),
            entry(BlockedBy::Email, "ann@example.org", ""),
            entry(BlockedBy::WeChat, "lin_88", "asked"),
            // By its form it would be a telephone.
            entry(BlockedBy::Key, "00123456", ""),
        ];
        let tables = replace(&Tables::default(), listed);
        for (language, name) in [(Language::En, "blacklist.csv"), (Language::Zh, "黑名单.csv")] {
            let derived = derive(&tables, Day(20_500));
            let export = Export::of_workspace(&tables, &derived, FileFormat::Csv, language, 0.0);
            let mut archive =
                zip::ZipArchive::new(Cursor::new(export.run().unwrap().bytes)).unwrap();
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            let read = read_lines(&text, Day(1));
            assert_eq!(
                (read.entries.as_slice(), read.unread.len()),
                (entries(&tables), 0),
                "{text}"
            );
            assert_eq!(entries(&redact(&tables, 7)), [], "a copy for others has none");
            // As it is copied from a spreadsheet.
            let tabs = "13800138000\t电话\t投诉\t2026-01-01";
            let read = read_lines(tabs, Day(1)).entries;
            assert_eq!(read, [entry(BlockedBy::Phone, "13800138000", "投诉")]);
        }
    }
}
