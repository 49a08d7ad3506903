//! Writes the files in tests/fixtures/awkward, but for those that another program had to make (see the
//! README there). Run from the repository's root: `cargo run -p meadow-core --example awkward_files`.

use std::error::Error;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let folder = Path::new("tests/fixtures/awkward");
    fs::create_dir_all(folder)?;
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes);
    for (name, text) in TEXTS {
        write(name, text.as_bytes())?;
    }
    for (name, label, text) in ENCODED {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).ok_or(*label)?;
        write(name, &encoding.encode(text).0)?;
    }
    let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let people = "姓名\t手机\t备注\r\n林雨晴\t13800138017\t喜欢猫\r\n赵明宇\t13900139026\t\r\n";
    write("utf16le_unicode_text.txt", &[b"\xFF\xFE".to_vec(), le(people)].concat())?;
    write("utf16be_marked.tsv", &[b"\xFE\xFF".to_vec(), be(people)].concat())?;
    write("utf16le_unmarked.tsv", &le(people))?;
    let mut broken = encoding_rs::GBK.encode("姓名,手机\n林雨晴,13800138017\n").0.into_owned();
    broken.extend(b"\xFF\xC1,13700137035\n");
    write("gbk_broken_row.csv", &broken)?;
    let mut plain_first = b"id,name\n".to_vec();
    for id in 1..40 {
        plain_first.extend(format!("{id},Customer {id}\n").bytes());
    }
    plain_first.extend(&*encoding_rs::GBK.encode("40,林雨晴\n41,赵明宇\n42,欧阳晓彤\n").0);
    write("gbk_after_plain_rows.csv", &plain_first)?;
    write("nul_bytes.csv", b"id,name\n1,An\0n\n2,\0Bob\n3,Cid long enough a line\n")?;

    write("values.xlsx", &values()?)?;
    write("days_since_1904.xlsx", &days_since_1904()?)?;
    write("two_header_rows.xlsx", &two_header_rows()?)?;
    write("title_rows.xlsx", &title_rows()?)?;
    write("merged_rows.xlsx", &merged_rows()?)?;
    write("several_sheets.xlsx", &several_sheets()?)?;
    write("far_cell.xlsx", &sheet_by_hand(FAR_CELL, "")?)?;
    write("inline_texts.xlsx", &sheet_by_hand(INLINE_TEXTS, "")?)?;
    write("lying_counts.xlsx", &sheet_by_hand(LYING_COUNTS, LYING_TEXTS)?)?;
    write("unknown_error.xlsx", &sheet_by_hand(UNKNOWN_ERROR, "")?)?;
    let blanks = " ".repeat(40 << 20);
    write("bomb.xlsx", &sheet_by_hand(&format!("<sheetData>{blanks}</sheetData>"), "")?)?;
    let whole = values()?;
    write("cut_off.xlsx", &whole[..whole.len() / 2])?;
    write("missing_sheet.xlsx", &without(&whole, "xl/worksheets/sheet1.xml")?)?;
    write(
        "document.docx",
        &archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")])?,
    )?;
    write("plain.ods", &archive(&[("mimetype", ODS), ("content.xml", ODS_CONTENT)])?)?;
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/>";
    let locked = [("mimetype", ODS), ("META-INF/manifest.xml", manifest), ("content.xml", "x")];
    write("locked.ods", &archive(&locked)?)?;
    Ok(())
}

/// Every kind of value that a cell can hold.
fn values() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("客户")?;
    let names = [
        "客户编号",
        "姓名",
        "手机",
        "下单时间",
        "金额",
        "折扣",
        "会员",
        "到店",
        "比例",
        "工号",
        "备注",
    ];
    for (at, name) in names.into_iter().enumerate() {
        sheet.write(0, at as u16, name)?;
    }
    let moment = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\" h:mm");
    let clock = Format::new().set_num_format("h:mm");
    let money = Format::new().set_num_format("¥#,##0.00");
    let percent = Format::new().set_num_format("0.0%");
    let padded = Format::new().set_num_format("00000");
    sheet.write(1, 0, "00123")?.write(1, 1, "林雨晴")?.write(1, 2, 13_800_138_017_u64)?;
    let at = ExcelDateTime::from_ymd(2026, 3, 12)?.and_hms(14, 5, 0)?;
    sheet.write_with_format(1, 3, &at, &moment)?;
    sheet.write_with_format(1, 4, 0.1 + 0.2, &money)?.write(1, 5, 12.5)?.write(1, 6, true)?;
    sheet.write_with_format(1, 7, 0.5, &clock)?.write_with_format(1, 8, 0.256, &percent)?;
    sheet.write_with_format(1, 9, 42, &padded)?.write(1, 10, "a \"quoted\", note\nin two lines")?;
    sheet.write(2, 0, "12345678901234567890")?.write(2, 1, "赵明宇")?.write(
        2,
        2,
        "139 0013 9026",
    )?;
    sheet.write_with_format(2, 3, &ExcelDateTime::from_ymd(2026, 3, 13)?, &moment)?;
    sheet.write(2, 4, Formula::new("=100+1").set_result("101"))?.write(2, 6, false)?;
    sheet.write(2, 5, Formula::new("=NA()").set_result("#N/A"))?;
    sheet.write(2, 10, Formula::new("=\"text \"&1").set_result("text 1"))?;
    sheet.write(4, 0, "00125")?.write(4, 1, "after a blank row")?.write(
        4,
        2,
        1.37e10 + 137_035.0,
    )?;
    sheet.write(4, 3, "2026-02-30")?.write(4, 4, 1e3)?;
    Ok(book.save_to_buffer()?)
}

/// The first workbook, but days are counted as on old Macs.
fn days_since_1904() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "姓名")?.write(0, 1, "注册日期")?;
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(1, 0, "林雨晴")?.write_with_format(1, 1, 44_631, &day)?;
    sheet.write(2, 0, "赵明宇")?.write_with_format(2, 1, 0, &day)?;
    let bytes = book.save_to_buffer()?;
    rewrite(&bytes, |name, part| match name {
        "xl/workbook.xml" => Some(part.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")),
        _ => Some(part),
    })
}

fn two_header_rows() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 5, "2026年春季客户登记表", &plain)?;
    sheet.merge_range(1, 0, 2, 0, "姓名", &plain)?;
    sheet.merge_range(1, 1, 1, 2, "联系方式", &plain)?;
    sheet.write(2, 1, "手机")?.write(2, 2, "微信号")?;
    sheet.merge_range(1, 3, 1, 4, "消费", &plain)?;
    sheet.write(2, 3, "下单日期")?.write(2, 4, "金额")?;
    sheet.merge_range(1, 5, 2, 5, "备注", &plain)?;
    sheet.write(3, 0, "林雨晴")?.write(3, 1, "13800138017")?.write(3, 2, "lyq_0317")?;
    sheet.write(3, 3, "2026-03-12")?.write(3, 4, 128)?;
    sheet.write(4, 0, "赵明宇")?.write(4, 1, "13900139026")?.write(4, 2, "zmy")?;
    sheet.write(4, 3, "2026-03-13")?.write(4, 4, 64.5)?.write(4, 5, "老客")?;
    Ok(book.save_to_buffer()?)
}

fn title_rows() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "会员名单")?;
    sheet.write(1, 0, "导出时间：")?.write(1, 1, "2026-03-12 09:00")?;
    for (at, name) in ["会员卡号", "姓名", "手机", "城市", "会员等级"].into_iter().enumerate()
    {
        sheet.write(3, at as u16, name)?;
    }
    for (row, name) in ["林雨晴", "赵明宇", "欧阳晓彤"].into_iter().enumerate() {
        let at = row as u32 + 4;
        sheet.write(at, 0, format!("VIP{:04}", row + 1))?.write(at, 1, name)?;
        sheet
            .write(at, 2, format!("1380013801{row}"))?
            .write(at, 3, "杭州")?
            .write(at, 4, "银卡")?;
    }
    Ok(book.save_to_buffer()?)
}

/// Orders under one customer, whose cells are merged downwards.
fn merged_rows() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    for (at, name) in ["姓名", "手机", "下单日期", "金额"].into_iter().enumerate() {
        sheet.write(0, at as u16, name)?;
    }
    sheet.merge_range(1, 0, 3, 0, "林雨晴", &plain)?;
    sheet.merge_range(1, 1, 3, 1, "13800138017", &plain)?;
    sheet.write(4, 0, "赵明宇")?.write(4, 1, "13900139026")?;
    for row in 1..5 {
        sheet.write(row, 2, format!("2026-03-1{row}"))?.write(row, 3, row * 10)?;
    }
    Ok(book.save_to_buffer()?)
}

/// An explanation, the customers, a hidden sheet that is longer, and an empty one.
fn several_sheets() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("填写说明")?;
    for row in 0..6 {
        notes.write(row, 0, "请按要求填写每一列")?;
    }
    let list = book.add_worksheet().set_name("客户 名单")?;
    list.write(0, 0, "姓名")?.write(0, 1, "手机")?;
    list.write(1, 0, "林雨晴")?.write(1, 1, "13800138017")?;
    let hidden = book.add_worksheet().set_name("字典")?;
    for row in 0..30 {
        hidden.write(row, 0, row)?.write(row, 1, "x")?.write(row, 2, "y")?;
    }
    hidden.set_hidden(true);
    book.add_worksheet().set_name("Sheet4")?;
    Ok(book.save_to_buffer()?)
}

/// A workbook with one sheet whose XML is as given, and texts that cells share.
fn sheet_by_hand(rows: &str, texts: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: u32, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: &str| format!("<Relationships>{inner}</Relationships>");
    archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &relations(&relation(1, "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(
                &(relation(1, "worksheet", "worksheets/sheet1.xml")
                    + &relation(2, "sharedStrings", "sharedStrings.xml")),
            ),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        ("xl/sharedStrings.xml", &format!("<sst {texts}</sst>").replace("<sst </sst>", "<sst/>")),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet>{rows}</worksheet>")),
    ])
}

fn archive(parts: &[(&str, &str)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, part) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn without(bytes: &[u8], gone: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    rewrite(bytes, |name, part| (name != gone).then_some(part))
}

fn rewrite(
    bytes: &[u8],
    change: impl Fn(&str, String) -> Option<String>,
) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        let name = part.name()?.into_owned();
        if let Some(text) = change(&name, text) {
            parts.push((name, text));
        }
    }
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    self::archive(&parts)
}

const FAR_CELL: &str = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">\
<c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>phone</t></is></c></row>\
<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Ann Lee</t></is></c><c r=\"B2\"><v>13800138017</v></c></row>\
<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";

const INLINE_TEXTS: &str = "<sheetData><row><c t=\"inlineStr\"><is><r><t>na</t></r><r><t>me</t></r></is></c>\
<c t=\"inlineStr\"><is><t>note</t></is></c></row>\
<row><c t=\"str\"><v>Ann &amp; &#x6797;</v></c><c t=\"inlineStr\"><is><t>a_x000D_b</t><rPh><t>reading aid</t></rPh></is></c></row>\
<row><c t=\"d\"><v>2026-03-12</v></c></row></sheetData>";

const LYING_COUNTS: &str = "<dimension ref=\"A1\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
<c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>13800138017</v></c></row></sheetData>";
const LYING_TEXTS: &str = "count=\"4294967295\" uniqueCount=\"4294967295\"><si><t>name</t></si><si><t>phone</t></si><si><t>Ann Lee</t></si>";

const UNKNOWN_ERROR: &str = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c>\
<c r=\"B1\" t=\"inlineStr\"><is><t>city</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Ann Lee</t></is></c>\
<c r=\"B2\" t=\"e\"><v>#SPILL!</v></c></row></sheetData>";

const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
const ODS_CONTENT: &str = "<office:document-content><office:automatic-styles>\
<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
</office:automatic-styles><office:body><office:spreadsheet>\
<table:table table:name=\"字典\" table:style-name=\"ta2\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>hidden</text:p></table:table-cell></table:table-row></table:table>\
<table:table table:name=\"客户\"><table:table-row>\
<table:table-cell office:value-type=\"string\"><text:p>姓名</text:p></table:table-cell>\
<table:table-cell office:value-type=\"string\"><text:p>手机</text:p></table:table-cell>\
<table:table-cell office:value-type=\"string\"><text:p>注册日期</text:p></table:table-cell>\
<table:table-cell office:value-type=\"string\"><text:p>预算</text:p></table:table-cell>\
<table:table-cell office:value-type=\"string\"><text:p>到店</text:p></table:table-cell></table:table-row>\
<table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>林<text:span>雨晴</text:span></text:p><office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>\
<table:table-cell office:value-type=\"float\" office:value=\"13800138017\"><text:p>1.38E+10</text:p></table:table-cell>\
<table:table-cell office:value-type=\"date\" office:date-value=\"2026-03-12T00:00:00\"><text:p>12/03/26</text:p></table:table-cell>\
<table:table-cell office:value-type=\"currency\" office:value=\"0.30000000000000004\"><text:p>¥0.30</text:p></table:table-cell>\
<table:table-cell office:value-type=\"time\" office:time-value=\"PT14H05M00S\"><text:p>14:05</text:p></table:table-cell></table:table-row>\
<table:table-row><table:covered-table-cell/><table:table-cell office:value-type=\"string\"><text:p>13900139026</text:p></table:table-cell>\
<table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row>\
<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
</table:table></office:spreadsheet></office:body></office:document-content>";

/// In encodings other than Unicode: name, encoding, text.
const ENCODED: &[(&str, &str, &str)] = &[
    (
        "gbk_chinese_excel.csv",
        "gbk",
        "客户编号,姓名,手机,城市,备注\r\n001,林雨晴,13800138017,杭州,\"喜欢猫,也养狗\"\r\n002,赵明宇,13900139026,上海,\r\n",
    ),
    (
        "gb18030_rare_letters.csv",
        "gb18030",
        "姓名,手机,备注\n㐂田𠮷,13800138017,生僻字\n林雨晴,13900139026,\n",
    ),
    ("big5.csv", "big5", "姓名,手機,城市\r\n陳怡君,0912345678,臺北\r\n林志豪,0922333444,高雄\r\n"),
    (
        "windows1252_semicolons.csv",
        "windows-1252",
        "Name;City;Budget\r\nJosé Müller;Zürich;1.234,56\r\nZoë Brontë;Köln;99,90\r\n",
    ),
    (
        "windows1251.csv",
        "windows-1251",
        "Имя;Город;Телефон\r\nАнна Иванова;Москва;+79161234567\r\nПётр Сидоров;Казань;+79167654321\r\n",
    ),
    (
        "shift_jis.csv",
        "shift_jis",
        "お名前,電話番号,住所\r\n山田太郎,09012345678,東京都新宿区のアパート\r\nさくら,0312345678,大阪のマンション\r\n",
    ),
    (
        "gbk_table.xls",
        "gbk",
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head><body><table border=\"1\"><tr><th>姓名</th><th>手机</th><th>下单时间</th><th>金额</th></tr><tr><td>林雨晴</td><td style=\"mso-number-format:'\\@'\">13800138017</td><td>2026-03-12 14:05</td><td>&yen;128.00</td></tr><tr><td>赵明宇</td><td>13900139026</td><td>2026-03-13</td><td>64.5</td></tr></table></body></html>",
    ),
    (
        "tabs_in_gbk.xls",
        "gbk",
        "订单编号\t买家会员名\t下单时间\t实付金额\r\n1234567890123456789\t林雨晴\t2026-03-12\t128.00\r\n1234567890123456790\t赵明宇\t2026-03-13\t64.50\r\n",
    ),
];

/// In UTF-8.
const TEXTS: &[(&str, &str)] = &[
    ("utf8_marked.csv", "\u{feff}姓名,手机\r\n林雨晴,13800138017\r\n"),
    ("bars.csv", "name|city|note\nAnn Lee|Leeds|a, b; c\nBob Tan|York|\n"),
    ("carets.txt", "name^city\nAnn Lee^Leeds\nBob Tan^York\n"),
    ("tildes.txt", "name~city~note\nAnn Lee~Leeds~a,b\nBob Tan~York~\n"),
    ("colons.txt", "id:name:city\n1:Ann Lee:Leeds\n2:Bob Tan:York\n"),
    ("control_a.txt", "name\u{1}city\nAnn Lee\u{1}Leeds\nBob Tan\u{1}York\n"),
    ("sep_line.csv", "sep=;\nname;city\nAnn Lee;Leeds\nBob Tan;York\n"),
    ("full_width_commas.csv", "姓名，手机\n林雨晴，13800138017\n"),
    ("old_mac_lines.csv", "name,city\rAnn Lee,Leeds\rBob Tan,York\r"),
    ("mixed_lines.csv", "name,city\r\nAnn Lee,Leeds\nBob Tan,York\rCid Wu,Bath\r\n\r\n\n"),
    (
        "ragged.csv",
        "id,name,city\n1,Ann Lee,Leeds\n2,Bob Tan\n3,Cid Wu,York,oops\n4,Dee Fox,Bath,,\n",
    ),
    (
        "unclosed_quote.csv",
        "name,note\nAnn Lee,fine\nBob Tan,\"never closed\nCid Wu,fine\nDee Fox,fine\n",
    ),
    ("same_names.csv", "name,phone,phone,note,note\nAnn Lee,13800138017,13900139026,a,b\n"),
    ("no_names.csv", "name,,city,\nAnn Lee,x,Leeds,\nBob Tan,y,York,\n"),
    ("proto.csv", "id,__proto__,constructor,toString\n1,a,b,c\n2,d,e,f\n"),
    (
        "title_rows.csv",
        "客户名单\n导出时间：,2026-03-12 09:00\n\n姓名,手机,城市,等级\n林雨晴,13800138017,杭州,A\n赵明宇,13900139026,上海,B\n",
    ),
    (
        "two_header_rows.csv",
        "姓名,联系方式,,地址,\n,手机,邮箱,城市,详细地址\n林雨晴,13800138017,lyq@example.com,杭州,柳荫公寓\n赵明宇,13900139026,zmy@example.com,上海,河畔公寓\n",
    ),
    ("no_header.csv", "林雨晴,13800138017,2026-03-12,128\n赵明宇,13900139026,2026-03-13,64.5\n"),
    ("header_only.csv", "姓名,手机,城市\n"),
    ("nothing.csv", "\n \r\n\t\n"),
    (
        "accounting.csv",
        "客户编号,下单日期,实付金额\n1,2026-03-12,\"1,234.50\"\n2,2026-03-12,(300)\n3,2026-03-12,-¥0.50\n4,2026-03-12,1.2万\n5,2026-03-12,12元\n",
    ),
    (
        "decimal_commas.csv",
        "customer id;order date;amount\n1;12.03.2026;1.234,56\n2;13.03.2026;99,90\n3;14.03.2026;-0,50\n",
    ),
    (
        "impossible_dates.csv",
        "客户编号,下单日期,实付金额\n1,2026-02-30,10\n2,2026-13-01,10\n3,2026-03-12,10\n4,,10\n5,明天,10\n",
    ),
    (
        "undecided_dates.csv",
        "customer id,order date,amount\n1,03/04/2026,10\n2,05/06/2026,20\n3,07/08/2026,30\n",
    ),
    (
        "two_date_orders.csv",
        "customer id,order date,amount,registered\n1,25/12/2025,10,12/25/2025\n2,03/04/2026,20,04/03/2026\n3,31/01/2026,30,01/31/2026\n",
    ),
    (
        "mixed_date_order.csv",
        "customer id,order date,amount\n1,25/12/2025,10\n2,26/12/2025,20\n3,12/27/2025,30\n",
    ),
    (
        "day_numbers.csv",
        "姓名,手机,注册日期,积分\n林雨晴,13800138017,45321,45321\n赵明宇,13900139026,45322.5,120\n",
    ),
    (
        "long_numbers.csv",
        "客户编号,姓名,身份证号\n00123,林雨晴,110101199003078515\n12345678901234567890,赵明宇,=\"440301198812126638\"\n'00125,欧阳晓彤,1.10101E+17\n4.13262E+18,司徒静,\n4.13262E+18,上官文,\n",
    ),
    (
        "spaces.csv",
        " 姓名 ,\u{3000}手机\u{a0},城市\u{200b}\n\u{3000}林雨晴 , 138 0013 8017 ,\t杭州\n赵 明宇,139-0013-9026,\u{feff}上海\n",
    ),
    (
        "full_width.csv",
        "姓名，别名,手机,下单日期,实付金额\n林雨晴,１３８００１３８０１７,２０２６年３月１２日,￥１２８．５０\n赵明宇,13900139026,2026年3月13日,６４\n",
    ),
    (
        "markup_and_formulas.csv",
        "姓名,备注\n<b>林雨晴</b>,<script>alert(1)</script>\n赵\u{202e}明宇,=HYPERLINK(\"http://example.com\")\n@SUM(1),\"+1+1\"\n-2,&amp;\n",
    ),
    (
        "pasted_cells.txt",
        "姓名\t手机\t备注\r\n林雨晴\t13800138017\t\"第一行\n第二行\"\r\n赵明宇\t13900139026\t\"他说\"\"好\"\"\"\r\n",
    ),
    (
        "tab_before_numbers.csv",
        "订单编号,买家手机,下单时间,实付金额\n\"\t1234567890123456789\",\"\t13800138017\",2026-03-12,128.00\n\"\t1234567890123456790\",\"\t13900139026\",2026-03-13,64.50\n",
    ),
    ("one_column.csv", "手机\n13800138017\n13900139026\n"),
    (
        "consent_words.csv",
        "姓名,手机,性别,短信同意,会员\n林雨晴,13800138017,女,同意,Y\n赵明宇,13900139026,男,不同意,N\n",
    ),
    (
        "plain_table.xls",
        "<table><tr><td rowspan=\"2\">姓名</td><td colspan=\"2\">联系方式</td></tr><tr><td>手机</td><td>邮箱</td></tr><tr><td>林雨晴</td><td>13800138017</td><td>lyq@example.com</td></tr><tr><td>赵明宇</td><td>13900139026</td><td>zmy@example.com</td></tr></table>",
    ),
    ("page_without_table.xls", "<!DOCTYPE html><html><body><h1>登录已过期</h1></body></html>"),
    (
        "records.json",
        "[\n  {\"name\": \"Ann Lee\", \"phone\": \"13800138017\", \"city\": \"Leeds\"},\n  {\"name\": \"Bob Tan\", \"tags\": [\"new\", \"vip\"], \"city\": null, \"member\": true}\n]\n",
    ),
    (
        "answer_of_a_service.json",
        "{\"code\": 0, \"data\": {\"total\": 2, \"errors\": [{\"x\": 1}], \"list\": [{\"id\": 12345678901234567890, \"name\": \"林雨晴\", \"contact\": {\"phone\": \"13800138017\", \"mail\": {\"work\": \"lyq@example.com\"}}, \"spent\": 1.50, \"__proto__\": \"a\"}, {\"id\": 1e3, \"id\": 7, \"name\": \"赵\\u660e宇\", \"items\": [{\"sku\": 1}]}, \"odd\"]}}",
    ),
    (
        "rows_as_lists.json",
        "[[\"name\", \"phone\"], [\"Ann Lee\", 13800138017], [\"Bob Tan\", null]]",
    ),
    (
        "lines.jsonl",
        "{\"name\": \"Ann Lee\", \"phone\": \"13800138017\"}\n{\"name\": \"Bob Tan\", \"city\": \"York\"}\n\n{\"name\": \"Cid Wu\"}\n",
    ),
    ("broken.json", "[\n  {\"name\": \"Ann Lee\"},\n  {\"name\": \"Bob Tan\",, \"city\": 1}\n]\n"),
    ("broken_off.jsonl", "{\"name\": \"Ann Lee\"}\n{\"name\": \"Bob"),
    ("one_object.json", "{\"name\": \"Ann Lee\", \"tags\": [1, 2, 3]}"),
    ("no_records.json", "[ ]"),
    ("too_deep.json", DEEP),
];

const DEEP: &str = "[{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1";
