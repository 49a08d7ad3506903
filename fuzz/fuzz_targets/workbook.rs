//! Any bytes as a workbook. What begins with `<` becomes the sheet of a workbook that is right in
//! all else: compression would keep mutations from the cells.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use meadow_core::ingest::read_workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

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

fuzz_target!(|bytes: &[u8]| {
    let file = if bytes.starts_with(b"<") { around_sheet(bytes) } else { bytes.to_vec() };
    let _ = read_workbook(&file, None).and_then(|ready| meadow_fuzz::import(&file, &ready));
});

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
