//! The records that an XLS is a row of, and the texts in them.

use encoding_rs::Encoding;

use super::compound_file::read_u16;

/// A record: its number and its bytes.
#[derive(Clone, Copy)]
pub struct Record<'b> {
    pub number: u16,
    pub data: &'b [u8],
}

/// Records from a place in the stream on; ends where the stream does.
pub struct Records<'b> {
    pub rest: &'b [u8],
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let number = read_u16(self.rest, 0)?;
        let n_bytes = usize::from(read_u16(self.rest, 2)?);
        let data = self.rest.get(4..4 + n_bytes)?;
        self.rest = &self.rest[4 + n_bytes..];
        Some(Record { number, data })
    }
}

/// How texts are written: in Unicode since 1997, before that in a code page.
#[derive(Clone, Copy)]
pub enum TextForm {
    Unicode,
    CodePage(&'static Encoding),
}

impl TextForm {
    pub fn of_code_page(number: u16) -> Self {
        let label = match number {
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            1250 => "windows-1250",
            1251 => "windows-1251",
            1253 => "windows-1253",
            1254 => "windows-1254",
            1255 => "windows-1255",
            1256 => "windows-1256",
            1257 => "windows-1257",
            1258 => "windows-1258",
            10_000 | 32_768 => "macintosh",
            _ => "windows-1252",
        };
        let encoding = Encoding::for_label(label.as_bytes());
        Self::CodePage(encoding.unwrap_or(encoding_rs::WINDOWS_1252))
    }

    /// A text whose length stands before it, in one byte or in two.
    pub fn read(self, bytes: &[u8], n_length_bytes: usize) -> Option<String> {
        let n_letters = match n_length_bytes {
            1 => usize::from(*bytes.first()?),
            _ => usize::from(read_u16(bytes, 0)?),
        };
        let rest = bytes.get(n_length_bytes..)?;
        match self {
            Self::CodePage(encoding) => {
                let letters = &rest[..n_letters.min(rest.len())];
                Some(encoding.decode_without_bom_handling(letters).0.into_owned())
            }
            Self::Unicode => {
                let (flags, letters) = rest.split_first()?;
                let mut text = Vec::new();
                take_letters(letters, n_letters, flags & 1 != 0, &mut text);
                Some(String::from_utf16_lossy(&text))
            }
        }
    }
}

/// Up to `n` letters, one byte or two each; returns the bytes they took.
fn take_letters(bytes: &[u8], n: usize, is_wide: bool, text: &mut Vec<u16>) -> usize {
    let before = text.len();
    if is_wide {
        let letters = bytes.chunks_exact(2).take(n);
        text.extend(letters.map(|letter| u16::from_le_bytes([letter[0], letter[1]])));
        2 * (text.len() - before)
    } else {
        text.extend(bytes.iter().take(n).map(|letter| u16::from(*letter)));
        text.len() - before
    }
}

/// The table of shared texts, over the records that continue it.
pub struct SharedTextsCursor<'b> {
    records: std::vec::IntoIter<&'b [u8]>,
    record: &'b [u8],
}

impl<'b> SharedTextsCursor<'b> {
    pub fn new(records: Vec<&'b [u8]>) -> Self {
        let mut records = records.into_iter();
        Self { record: records.next().unwrap_or_default(), records }
    }

    /// The next text; `None` at the end, or where the table breaks off.
    pub fn read_text(&mut self) -> Option<String> {
        let n_letters = usize::from(u16::from_le_bytes([self.byte()?, self.byte()?]));
        let flags = self.byte()?;
        let n_runs = match flags & 8 {
            0 => 0,
            _ => u16::from_le_bytes([self.byte()?, self.byte()?]),
        };
        let n_aid_bytes = match flags & 4 {
            0 => 0,
            _ => u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]),
        };
        let mut text = Vec::new();
        let mut is_wide = flags & 1 != 0;
        while text.len() < n_letters {
            let n_missing = n_letters - text.len();
            let n_taken = take_letters(self.record, n_missing, is_wide, &mut text);
            self.record = &self.record[n_taken..];
            if text.len() < n_letters {
                // Where a record continues a text, it says again how wide its letters are.
                self.next_record()?;
                is_wide = self.byte()? & 1 != 0;
            }
        }
        self.skip(usize::from(n_runs) * 4 + n_aid_bytes as usize);
        Some(String::from_utf16_lossy(&text))
    }

    fn next_record(&mut self) -> Option<()> {
        self.record = self.records.next()?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        loop {
            if let Some((byte, rest)) = self.record.split_first() {
                self.record = rest;
                return Some(*byte);
            }
            self.next_record()?;
        }
    }

    fn skip(&mut self, mut n: usize) {
        while n > 0 {
            let n_here = n.min(self.record.len());
            self.record = &self.record[n_here..];
            n -= n_here;
            if n > 0 && self.next_record().is_none() {
                return;
            }
        }
    }
}
