//! The parts of a workbook around its rows, and how text stands in XML.

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

pub const WORKSHEET: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
);

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Fonts, fills and borders that Excel insists on, and the formats named in `style`.
const STYLES: &str = concat!(
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>",
    "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/></numFmts>",
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>",
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>",
    "</cellStyleXfs><cellXfs count=\"6\">",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>",
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>",
    "</cellStyles></styleSheet>"
);

/// Everything but the sheets themselves, by path. `names` are escaped.
pub fn parts(names: &[String], made_ms: f64) -> [(&'static str, String); 6] {
    let made = chrono::DateTime::from_timestamp_millis(made_ms as i64).unwrap_or_default();
    let made = made.format("%Y-%m-%dT%H:%M:%SZ");
    let numbered = || names.iter().zip(1..);
    let types: String = numbered()
        .map(|(_, n)| {
            format!(
                "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.\
                 openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            )
        })
        .collect();
    let sheets: String = numbered()
        .map(|(name, n)| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
        .collect();
    let relations: String = numbered()
        .map(|(_, n)| {
            format!(
                "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" \
                 Target=\"worksheets/sheet{n}.xml\"/>"
            )
        })
        .collect();
    let styles_id = names.len() + 1;
    [
        (
            "[Content_Types].xml",
            format!(
                "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/\
                 content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.\
                 openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
                 ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.\
                 main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.\
                 openxmlformats-officedocument.spreadsheetml.styles+xml\"/><Override \
                 PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-\
                 package.core-properties+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{DECLARATION}<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" \
                 Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship \
                 Id=\"rId2\" Type=\"{RELATIONS}/metadata/core-properties\" \
                 Target=\"docProps/core.xml\"/></Relationships>"
            ),
        ),
        (
            "docProps/core.xml",
            format!(
                "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/\
                 package/2006/metadata/core-properties\" xmlns:dcterms=\"http://purl.org/dc/terms/\
                 \" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dcterms:created \
                 xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:created></cp:coreProperties>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{DECLARATION}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/\
                 2006/main\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews>\
                 <sheets>{sheets}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">{relations}<Relationship \
                 Id=\"rId{styles_id}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
                 </Relationships>"
            ),
        ),
        ("xl/styles.xml", format!("{DECLARATION}{STYLES}")),
    ]
}

/// `A1` for column 0 and row 1.
pub fn cell_name(column: usize, row: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = ((rest - 1) % 26) as u8;
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

/// What XML cannot hold is written as Excel does, `_x0007_`; a text that already looks so is
/// escaped at its first letter, or it would be read as the character.
pub fn escape_text(text: &str, into: &mut String) {
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '_' if is_escape(&text.as_bytes()[at..]) => into.push_str("_x005F_"),
            '\t' | '\n' => into.push(letter),
            '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => {
                into.push_str(&format!("_x{:04X}_", u32::from(letter)));
            }
            _ => into.push(letter),
        }
    }
}

pub fn escape_attribute(text: &str) -> String {
    let mut escaped = String::new();
    escape_text(text, &mut escaped);
    escaped.replace('"', "&quot;")
}

fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() >= 5
        && digits[..4].iter().all(u8::is_ascii_hexdigit)
        && digits[4] == b'_')
}

#[cfg(test)]
mod tests {
    use super::{cell_name, escape_text};

    #[test]
    fn columns_are_lettered() {
        for (column, name) in [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")] {
            assert_eq!(cell_name(column, 7), name);
        }
    }

    #[test]
    fn text_survives_xml() {
        let mut escaped = String::new();
        escape_text("<a&b>\u{7}_x0041_ _x_\r\n", &mut escaped);
        assert_eq!(escaped, "&lt;a&amp;b&gt;_x0007__x005F_x0041_ _x__x000D_\n");
    }
}
