//! The targets: what reads files from elsewhere, given any bytes. Panics, overflows, hangs and memory
//! without end are faults; errors are not. The tests of `core` compile this file too, for their
//! short run.

use std::io::{Cursor, Write};

use meadow_core::domain::day::Day;
use meadow_core::ingest::{HEAD_BYTES, Importer, Prepared, prepare, read_json, read_workbook};
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{FileProblem, ImportMapping};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Not the length of a line, so that slices end anywhere.
const SLICE_BYTES: usize = 997;
const TODAY: Day = Day(20_778);
const IS_CHINESE: bool = true;

const AROUND: [(&str, &str); 3] = [
    (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
         relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
    (
        "xl/styles.xml",
        "<styleSheet><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>\
         </styleSheet>",
    ),
];

/// Any bytes as a file of text, in whatever encoding.
pub fn csv(bytes: &[u8]) {
    let _ = prepare(bytes, IS_CHINESE, None).and_then(|ready| import(bytes, &ready));
}

/// Any bytes as JSON or JSON Lines.
pub fn json(bytes: &[u8]) {
    let _ = read_json(bytes, None, None, IS_CHINESE).and_then(|ready| import(bytes, &ready));
}

/// Any bytes as a workbook. What begins with `<` becomes the sheet of a workbook that is right in
/// all else: compression would keep mutations from the cells.
pub fn workbook(bytes: &[u8]) {
    let file = if bytes.starts_with(b"<") { around_sheet(bytes) } else { bytes.to_vec() };
    let _ = read_workbook(&file, None).and_then(|ready| import(&file, &ready));
}

/// Any bytes as a backup: the header as it stands and with its checksum mended, and the contents as
/// they are read behind the encryption, which nothing but the passphrase gets past.
pub fn backup(bytes: &[u8]) {
    meadow_core::backup::probe(bytes);
}

/// Looks at a file made ready, and brings it in as proposed.
fn import(bytes: &[u8], ready: &Prepared) -> Result<(), FileProblem> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let seen = ready.inspect("file", bytes.len() as u64, head, IS_CHINESE, None)?;
    let columns = seen.columns.iter().map(|column| column.guess.clone()).collect();
    let mapping = ready.mapping_of_rows(&ImportMapping::new(seen.dialect.clone(), columns));
    let mut importer = Importer::new(&Tables::default(), &mapping, TODAY)?;
    for slice in ready.csv.as_deref().unwrap_or(bytes).chunks(SLICE_BYTES) {
        importer.feed(slice)?;
    }
    let report = importer.finish()?.report;
    assert!(report.n_rejected() <= report.n_rows, "every row is counted once");
    Ok(())
}

fn around_sheet(sheet: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = AROUND.iter().map(|(path, text)| (*path, text.as_bytes()));
    for (path, bytes) in parts.chain([("xl/worksheets/sheet1.xml", sheet)]) {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(path, stored).expect("a new part");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}
