//! A delimiter of several bytes → one byte, while the text goes by, so that whoever takes rows apart
//! needs to know single bytes only.
//!
//! Follows quotes exactly as far as it takes to leave what stands within them as it is. The same bytes
//! come out the same however they are sliced.

/// Stands for the delimiter behind this stage. No program writes it into a cell; where it stands in one
/// all the same, it becomes a space.
pub const STAND_IN: u8 = 0x1F;

/// Where in its row a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first byte of a cell.
    Start,
    /// In a cell without quotes, or behind them: a quote is a sign like any other.
    Bare,
    Quoted,
    /// Behind a quote within quotes, which ends them or is one of two.
    AfterQuote,
}

/// Takes text in slices.
#[derive(Debug)]
pub struct LongDelimiter {
    delimiter: Vec<u8>,
    state: State,
    /// Bytes that may be the beginning of a delimiter.
    pending: Vec<u8>,
}

impl LongDelimiter {
    /// `None` where the delimiter is a single byte already.
    pub fn new(delimiter: &[u8]) -> Option<Self> {
        (delimiter.len() > 1).then(|| Self {
            delimiter: delimiter.to_vec(),
            state: State::Start,
            pending: Vec::new(),
        })
    }

    /// Adds to `text` what the next bytes come to.
    pub fn translate(&mut self, bytes: &[u8], text: &mut Vec<u8>) {
        for byte in bytes {
            self.pending.push(*byte);
            self.settle(text);
        }
    }

    /// The text has ended: what may have been the beginning of a delimiter is none.
    pub fn finish(&mut self, text: &mut Vec<u8>) {
        for byte in std::mem::take(&mut self.pending) {
            self.pass(byte, text);
        }
    }

    /// Lets go of the bytes that are no delimiter, from the first on.
    fn settle(&mut self, text: &mut Vec<u8>) {
        while let Some(first) = self.pending.first().copied() {
            let may_be = self.state != State::Quoted && self.delimiter.starts_with(&self.pending);
            if !may_be {
                self.pending.remove(0);
                self.pass(first, text);
            } else if self.pending.len() == self.delimiter.len() {
                self.pending.clear();
                self.state = State::Start;
                text.push(STAND_IN);
            } else {
                return;
            }
        }
    }

    fn pass(&mut self, byte: u8, text: &mut Vec<u8>) {
        self.state = match (self.state, byte) {
            (State::Start, b'"') | (State::AfterQuote, b'"') => State::Quoted,
            (State::Quoted, b'"') => State::AfterQuote,
            (State::Quoted, _) => State::Quoted,
            (_, b'\r' | b'\n') => State::Start,
            _ => State::Bare,
        };
        text.push(if byte == STAND_IN { b' ' } else { byte });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::LongDelimiter;

    fn translated(delimiter: &str, bytes: &[u8], slice: usize) -> Vec<u8> {
        let mut stage = LongDelimiter::new(delimiter.as_bytes()).unwrap();
        let mut text = Vec::new();
        bytes.chunks(slice).for_each(|part| stage.translate(part, &mut text));
        stage.finish(&mut text);
        text
    }

    #[track_caller]
    fn check(delimiter: &str, text: &str, expected: &str) {
        let found = translated(delimiter, text.as_bytes(), 1);
        assert_eq!(String::from_utf8(found).unwrap(), expected);
    }

    #[test]
    fn delimiters_outside_quotes_become_one_byte() {
        check("，", "姓名，手机\n林；雨，1\n", "姓名\u{1F}手机\n林；雨\u{1F}1\n");
        check("||", "a||b|c|||d\n", "a\u{1F}b|c\u{1F}|d\n");
        check("||", "\"a||b\"||\"c\"\"||\"|||\n", "\"a||b\"\u{1F}\"c\"\"||\"\u{1F}|\n");
        check("||", "5\" x||y\n\"q\"r||s|", "5\" x\u{1F}y\n\"q\"r\u{1F}s|");
        check("||", "a\u{1F}b||c", "a b\u{1F}c");
        assert!(LongDelimiter::new(b",").is_none());
    }

    proptest! {
        #[test]
        fn slices_change_nothing(
            bytes in proptest::collection::vec(
                proptest::sample::select(b"a|||\"\"\r\n\xEF\xBC\x8C\xBC\x9B\x1F".to_vec()), 0..60,
            ),
            slice in 1_usize..9,
        ) {
            for delimiter in ["||", "，", "|，|"] {
                prop_assert_eq!(
                    translated(delimiter, &bytes, slice),
                    translated(delimiter, &bytes, 60)
                );
            }
        }
    }
}
