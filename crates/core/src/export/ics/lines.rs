//! Content lines of an iCalendar file (RFC 5545, 3.1): escaping, folding, line ends.
//!
//! Written here rather than by a crate: the one at hand brings a clock and a source of random numbers
//! into the core, and folds a continuation line one octet too long.

/// Longest line in octets, without its line end.
const MAX_OCTETS: usize = 75;

/// Lines of one file, each folded and ended as the standard asks.
#[derive(Default)]
pub struct CalendarLines {
    written: String,
}

impl CalendarLines {
    /// A line whose value is used as it is: dates, keywords, names of components.
    pub fn push(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A line whose value is text of the user's; left out when there is none.
    pub fn push_text(&mut self, name: &str, text: &str) {
        let escaped = escape_text(text.trim());
        if !escaped.is_empty() {
            self.fold(&format!("{name}:{escaped}"));
        }
    }

    pub fn into_text(self) -> String {
        self.written
    }

    /// Continuation lines begin with a space, which counts as an octet of the line. No character is
    /// cut in two.
    fn fold(&mut self, line: &str) {
        let mut n_octets = 0;
        for character in line.chars() {
            if n_octets + character.len_utf8() > MAX_OCTETS {
                self.written.push_str("\r\n ");
                n_octets = 1;
            }
            self.written.push(character);
            n_octets += character.len_utf8();
        }
        self.written.push_str("\r\n");
    }
}

/// TEXT of RFC 5545, 3.3.11. Control characters other than line ends have no place in it.
fn escape_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::CalendarLines;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut lines = CalendarLines::default();
        lines.push_text("SUMMARY", text);
        assert_eq!(lines.into_text(), expected);
    }

    #[test]
    fn text_is_escaped_and_control_characters_go() {
        check("a,b;c\\d", "SUMMARY:a\\,b\\;c\\\\d\r\n");
        check("one\r\ntwo\nthree\u{7}", "SUMMARY:one\\ntwo\\nthree\r\n");
        check("BEGIN:VEVENT\r\nX:1", "SUMMARY:BEGIN:VEVENT\\nX:1\r\n");
        check("  ", "");
    }

    #[test]
    fn lines_fold_at_75_octets_without_cutting_a_character() {
        let mut lines = CalendarLines::default();
        let text = "冬季护毛日🐕".repeat(30);
        lines.push_text("SUMMARY", &text);
        let written = lines.into_text();
        let folded: Vec<&str> = written.strip_suffix("\r\n").unwrap_or("").split("\r\n").collect();
        assert!(folded.len() > 5);
        assert!(folded.iter().all(|line| line.len() <= 75), "{folded:?}");
        assert!(folded[1..].iter().all(|line| line.starts_with(' ')));
        assert_eq!(written.replace("\r\n ", "").trim_end(), format!("SUMMARY:{text}"));
    }

    #[test]
    fn a_line_of_exactly_75_octets_is_not_folded() {
        check(&"x".repeat(67), &format!("SUMMARY:{}\r\n", "x".repeat(67)));
        check(&"x".repeat(68), &format!("SUMMARY:{}\r\n x\r\n", "x".repeat(67)));
    }
}
