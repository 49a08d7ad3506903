//! The parts of an XLSX that its sheets refer to: which sheets there are, number formats, and the
//! texts that cells share.

use std::collections::BTreeMap;

use super::number_format::NumberFormat;
use super::package::Package;
use super::xml_part::{PackedXml, Piece};
use super::{MAX_SHEETS, MAX_TEXT_BYTES, damaged, too_large};
use crate::views::import::{FileProblem, Limited};

/// A sheet as the workbook lists it.
#[derive(Clone, Debug)]
pub struct ListedSheet {
    pub name: String,
    pub is_hidden: bool,
    /// Where its cells are.
    pub part: String,
}

/// The list of sheets, where the shared parts are, and how days are counted.
#[derive(Default)]
pub struct Contents {
    pub sheets: Vec<ListedSheet>,
    pub is_1904: bool,
    pub strings_part: Option<String>,
    pub formats: Vec<NumberFormat>,
}

/// Where one part says another is.
struct Relation {
    kind: String,
    part: String,
}

impl Contents {
    pub fn read(package: &Package<'_>) -> Result<Self, FileProblem> {
        let main = read_relations(package, "_rels/.rels", "")
            .into_values()
            .find(|relation| relation.kind.ends_with("/officeDocument"))
            .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.part);
        // Presentations and texts come in the same container; the binary form is another format.
        if !package.has(&main) || !main.to_lowercase().ends_with("workbook.xml") {
            return Err(FileProblem::Binary);
        }
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations = read_relations(package, &format!("{folder}/_rels/{file}.rels"), folder);
        let mut contents = Self::default();
        let mut xml = PackedXml::unpack(package.unpack(&main)?);
        loop {
            let element = match xml.next()? {
                Piece::Start(element) => element,
                Piece::Eof => break,
                Piece::End(_) | Piece::Text(_) => continue,
            };
            match element.name() {
                "workbookPr" => {
                    let is_1904 = element.get("date1904");
                    contents.is_1904 = matches!(is_1904.as_deref(), Some("1" | "true" | "on"));
                }
                "sheet" => {
                    let relation = element.get("id").and_then(|id| relations.get(id.as_ref()));
                    let (Some(name), Some(relation)) = (element.get("name"), relation) else {
                        continue;
                    };
                    if !relation.kind.ends_with("/worksheet") {
                        continue;
                    }
                    let state = element.get("state");
                    contents.sheets.push(ListedSheet {
                        name: name.into_owned(),
                        is_hidden: state.is_some_and(|state| state != "visible"),
                        part: relation.part.clone(),
                    });
                    if contents.sheets.len() > MAX_SHEETS {
                        return Err(too_large(Limited::Sheets, MAX_SHEETS as u64));
                    }
                }
                _ => {}
            }
        }
        let find = |kind: &str| {
            let found = relations.values().find(|relation| relation.kind.ends_with(kind));
            found.map(|relation| relation.part.clone()).filter(|part| package.has(part))
        };
        contents.strings_part = find("/sharedStrings");
        if let Some(part) = find("/styles") {
            contents.formats = read_formats(package, &part)?;
        }
        Ok(contents)
    }
}

/// By id; empty where the part is missing or broken.
fn read_relations(package: &Package<'_>, part: &str, folder: &str) -> BTreeMap<String, Relation> {
    let mut relations = BTreeMap::new();
    let Ok(unpacking) = package.unpack(part) else { return relations };
    let mut xml = PackedXml::unpack(unpacking);
    while let Ok(piece) = xml.next() {
        match piece {
            Piece::Start(element) if element.name() == "Relationship" => {
                let (Some(id), Some(kind), Some(target)) =
                    (element.get("Id"), element.get("Type"), element.get("Target"))
                else {
                    continue;
                };
                let part = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None if folder.is_empty() => target.clone().into_owned(),
                    None => format!("{folder}/{target}"),
                };
                let part = part.replace("/./", "/");
                relations.insert(id.into_owned(), Relation { kind: kind.into_owned(), part });
            }
            Piece::Eof => break,
            _ => {}
        }
    }
    relations
}

/// The number format of each style that cells refer to.
fn read_formats(package: &Package<'_>, part: &str) -> Result<Vec<NumberFormat>, FileProblem> {
    let mut xml = PackedXml::unpack(package.unpack(part)?);
    let mut custom: BTreeMap<u32, NumberFormat> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut is_within_cell_styles = false;
    loop {
        match xml.next()? {
            Piece::Start(element) => match element.name() {
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (element.number("numFmtId"), element.get("formatCode"))
                    {
                        custom.insert(id, NumberFormat::of_code(&code));
                    }
                }
                "cellXfs" => is_within_cell_styles = true,
                "xf" if is_within_cell_styles => {
                    let id = element.number("numFmtId").unwrap_or(0);
                    let format = custom.get(&id).copied();
                    formats.push(format.unwrap_or_else(|| NumberFormat::built_in(id)));
                }
                _ => {}
            },
            Piece::End(element) if element.name() == "cellXfs" => is_within_cell_styles = false,
            Piece::Eof => return Ok(formats),
            _ => {}
        }
    }
}

/// The texts that cells share, one after the other.
#[derive(Default)]
pub struct SharedTexts {
    text: String,
    ends: Vec<usize>,
}

impl SharedTexts {
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    pub fn push(&mut self, text: &str) -> Result<(), FileProblem> {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        if self.text.len() + self.ends.len() * size_of::<usize>() > MAX_TEXT_BYTES {
            return Err(too_large(Limited::TextBytes, MAX_TEXT_BYTES as u64));
        }
        Ok(())
    }
}

/// The shared texts being read.
pub struct SharedTextsReading<'a> {
    xml: PackedXml<'a>,
    item: TextItem,
}

impl<'a> SharedTextsReading<'a> {
    pub fn new(package: &Package<'a>, part: &str) -> Result<Self, FileProblem> {
        Ok(Self { xml: PackedXml::unpack(package.unpack(part)?), item: TextItem::default() })
    }

    /// Reads so many texts on; `false` at the end.
    pub fn advance(&mut self, texts: &mut SharedTexts, n: usize) -> Result<bool, FileProblem> {
        let n_wanted = texts.ends.len() + n;
        while texts.ends.len() < n_wanted {
            let piece = self.xml.next()?;
            match &piece {
                Piece::Start(element) if element.name() == "si" => self.item = TextItem::default(),
                Piece::End(element) if element.name() == "si" => {
                    texts.push(&unescape(&self.item.text))?;
                }
                Piece::Eof => return Ok(false),
                piece => self.item.take(piece),
            }
        }
        Ok(true)
    }
}

/// A text that is gathered from its runs, without the reading aids for Japanese.
#[derive(Default)]
pub struct TextItem {
    pub text: String,
    is_within_text: bool,
    n_aids: u32,
}

impl TextItem {
    pub fn clear(&mut self) {
        self.text.clear();
        self.is_within_text = false;
        self.n_aids = 0;
    }

    pub fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Start(element) => match element.name() {
                "t" | "v" => self.is_within_text = self.n_aids == 0,
                "rPh" => self.n_aids += 1,
                _ => {}
            },
            Piece::End(element) => match element.name() {
                "t" | "v" => self.is_within_text = false,
                "rPh" => self.n_aids = self.n_aids.saturating_sub(1),
                _ => {}
            },
            Piece::Text(text) if self.is_within_text => self.text.push_str(text),
            Piece::Text(_) | Piece::Eof => {}
        }
    }
}

/// `_x000D_` stands for a character that XML cannot hold.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let code = escape.get(2..6).filter(|_| escape.as_bytes().get(6) == Some(&b'_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                plain.push(letter);
                rest = &escape[7..];
            }
            None => {
                plain.push_str("_x");
                rest = &escape[2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// `C5` → row 4, column 2. `None` where it is no place in a sheet.
pub fn read_place(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.as_bytes();
    let n_letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let column = reference[..n_letters].iter().try_fold(0_u32, |column, letter| {
        let value = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column.checked_mul(26)?.checked_add(value)
    })?;
    let row = std::str::from_utf8(&reference[n_letters..]).ok()?.parse::<u32>().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// What is told of a sheet whose XML cannot be followed.
pub fn bad_place(reference: &str) -> FileProblem {
    let shown: String = reference.chars().take(20).collect();
    damaged(format!("no such cell: {shown}"))
}

#[cfg(test)]
mod tests {
    use super::{read_place, unescape};

    #[test]
    fn places_are_read() {
        assert_eq!(read_place("A1"), Some((0, 0)));
        assert_eq!(read_place("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!(read_place("aa10"), Some((9, 26)));
        for bad in ["", "A", "A0", "1", "AAAAAAAAAAAA1", "A99999999999"] {
            assert_eq!(read_place(bad), None, "{bad}");
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(unescape("a_x000D_b"), "a\rb");
        assert_eq!(unescape("_x4E2D_x"), "中x");
        assert_eq!(unescape("max_x_y _xZZZZ_"), "max_x_y _xZZZZ_");
    }
}
