//! Which encoding a text file is in, and its bytes → UTF-8, slice by slice.
//!
//! Must not know what the text says, but for one help: names of columns that everybody uses show
//! better than any statistics that a short Chinese file has been read as it was meant.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::header_words;
use crate::views::import::{FileProblem, TextEncoding};

/// First bytes of files that are no text: workbooks, pictures, archives, PDF, databases.
const SIGNATURES: [&[u8]; 11] = [
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xD0\xCF\x11\xE0",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"%PDF",
    b"\x1F\x8B",
    b"Rar!",
    b"7z\xBC\xAF\x27\x1C",
    b"SQLite format 3\0",
];

/// Stands in decoded text for what is no character: no UTF-8 holds this byte, so that the row it is
/// in is told from the others.
const UNDECODABLE: u8 = 0xFF;

/// How much of the text is searched for known names of columns.
const NAMES_BYTES: usize = 4_096;

/// How much statistics look at: they are slow.
const STATISTICS_BYTES: usize = 1 << 16;

/// Is this a file of another kind than text? Looks at the raw bytes.
pub fn is_binary_signature(head: &[u8]) -> bool {
    SIGNATURES.iter().any(|signature| head.starts_with(signature))
}

/// Refuses what is no text even when decoded.
///
/// # Errors
/// [`FileProblem::Binary`]
pub fn check_text(text: &[u8], encoding: TextEncoding) -> Result<(), FileProblem> {
    let is_control =
        |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let n_control = text.iter().filter(is_control).count();
    // A stray NUL or two in a text is survivable; every third byte is a picture. The older encodings
    // make letters of almost any bytes, so that a picture shows by less.
    let is_unicode =
        matches!(encoding, TextEncoding::Utf8 | TextEncoding::Utf16Le | TextEncoding::Utf16Be)
            && !text.contains(&UNDECODABLE);
    let share = if is_unicode { 3 } else { 20 };
    if n_control * share > text.len() { Err(FileProblem::Binary) } else { Ok(()) }
}

/// The encoding of a file that begins with `head`. `further` is a piece from further on, whole lines,
/// for where the head says nothing; `is_chinese` settles what could be Chinese or something else.
pub fn detect(head: &[u8], further: &[u8], is_chinese: bool) -> TextEncoding {
    if let Some(marked) = by_mark(head) {
        return marked;
    }
    if let Some(wide) = by_zeros(head) {
        return wide;
    }
    if head.is_ascii() && further.is_ascii() {
        return TextEncoding::Utf8;
    }
    let (head_valid, head_broken) = count_utf8(head);
    let (further_valid, further_broken) = count_utf8(further);
    // One broken row among many good ones does not make it another encoding.
    if head_valid + further_valid > 10 * (head_broken + further_broken) {
        return TextEncoding::Utf8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(telling_part(head), false);
    detector.feed(telling_part(further), false);
    let tld: Option<&[u8]> = is_chinese.then_some(b"cn");
    let guess = detector.guess(tld, Utf8Detection::Deny).name();
    let guess = TextEncoding::of_label(guess).unwrap_or(TextEncoding::Windows1252);
    let mut best = (count_known_names(head, guess), guess);
    for other in [TextEncoding::Gb18030, TextEncoding::Big5] {
        let n_known = count_known_names(head, other);
        if n_known > best.0 {
            best = (n_known, other);
        }
    }
    best.1
}

/// From the line with the first letter beyond ASCII on, as much as statistics need.
fn telling_part(bytes: &[u8]) -> &[u8] {
    let Some(first) = bytes.iter().position(|byte| !byte.is_ascii()) else { return b"" };
    let line = bytes[..first].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    &bytes[line..bytes.len().min(first + STATISTICS_BYTES)]
}

fn by_mark(head: &[u8]) -> Option<TextEncoding> {
    let (encoding, _) = Encoding::for_bom(head)?;
    TextEncoding::of_label(encoding.name())
}

/// UTF-16 without a mark: digits, delimiters and line ends leave every second byte zero.
fn by_zeros(head: &[u8]) -> Option<TextEncoding> {
    let head = &head[..head.len().min(1 << 16)];
    let n_zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (n_zeros(0), n_zeros(1));
    let is_many = |n: usize| n >= 2 && n * 2 * 10 >= head.len();
    if is_many(odd) && odd > 20 * even {
        Some(TextEncoding::Utf16Le)
    } else if is_many(even) && even > 20 * odd {
        Some(TextEncoding::Utf16Be)
    } else {
        None
    }
}

/// Characters of more than one byte, and breaks between them. A character cut off by the end counts
/// as neither.
fn count_utf8(bytes: &[u8]) -> (usize, usize) {
    let (mut n_valid, mut n_broken) = (0, 0);
    let mut rest = bytes;
    loop {
        let (valid, broken) = match std::str::from_utf8(rest) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default();
                (valid, error.error_len().map(|n| error.valid_up_to() + n))
            }
        };
        n_valid += valid.bytes().filter(|byte| *byte >= 0xC0).count();
        let Some(after) = broken else { return (n_valid, n_broken) };
        n_broken += 1;
        rest = &rest[after..];
    }
}

/// Names of columns that are known, among the first lines read in this encoding.
fn count_known_names(head: &[u8], encoding: TextEncoding) -> usize {
    let Some(mut decoder) = TextDecoder::new(encoding) else { return 0 };
    let text = decoder.decode(&head[..head.len().min(NAMES_BYTES)], false);
    let text = String::from_utf8_lossy(text);
    text.split([',', ';', '\t', '|', '\n', '\r', '"'])
        .filter(|cell| !cell.is_ascii())
        .filter(|cell| header_words::role_of(&header_words::plain_name(cell)).is_some())
        .count()
}

/// Turns the bytes of a file into UTF-8 while they arrive; the same bytes give the same text however
/// they are sliced. Byte order marks are dropped.
pub struct TextDecoder {
    decoder: Decoder,
    text: Vec<u8>,
}

impl TextDecoder {
    /// `None` for UTF-8, which is taken as it stands.
    pub fn new(encoding: TextEncoding) -> Option<Self> {
        if encoding == TextEncoding::Utf8 {
            return None;
        }
        let encoding = Encoding::for_label(encoding.label().as_bytes())?;
        Some(Self { decoder: encoding.new_decoder_with_bom_removal(), text: Vec::new() })
    }

    /// The text of the next bytes, valid UTF-8 but for one byte 0xFF in place of whatever is no
    /// character. `is_last` with the end of the file, once.
    pub fn decode(&mut self, bytes: &[u8], is_last: bool) -> &[u8] {
        self.text.clear();
        let mut rest = bytes;
        loop {
            let room = self.decoder.max_utf8_buffer_length_without_replacement(rest.len());
            let start = self.text.len();
            self.text.resize(start + room.unwrap_or(rest.len()) + 16, 0);
            let (result, n_read, n_written) = self.decoder.decode_to_utf8_without_replacement(
                rest,
                &mut self.text[start..],
                is_last,
            );
            self.text.truncate(start + n_written);
            rest = &rest[n_read..];
            match result {
                DecoderResult::InputEmpty => return &self.text,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(_, _) => self.text.push(UNDECODABLE),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::Encoding;
    use proptest::prelude::{ProptestConfig, any, proptest};
    use proptest::{prop_assert, prop_assert_eq};

    use super::{TextDecoder, check_text, detect};
    use crate::views::import::{FileProblem, TextEncoding};

    fn encode(text: &str, encoding: TextEncoding) -> Vec<u8> {
        match encoding {
            TextEncoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            TextEncoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => {
                let encoding = Encoding::for_label(encoding.label().as_bytes()).unwrap();
                encoding.encode(text).0.into_owned()
            }
        }
    }

    #[track_caller]
    fn check(text: &str, encoding: TextEncoding) {
        let bytes = encode(text, encoding);
        assert_eq!(detect(&bytes, b"", false), encoding, "{text:?}");
        // Whoever reads Chinese has more Chinese files than Japanese ones.
        if !matches!(encoding, TextEncoding::ShiftJis | TextEncoding::EucKr) {
            assert_eq!(detect(&bytes, b"", true), encoding, "{text:?}, read by a Chinese");
        }
    }

    #[test]
    fn encodings_are_told_apart() {
        use TextEncoding::{Big5, EucKr, Gb18030, ShiftJis, Utf8, Utf16Be, Utf16Le, Windows1252};
        check("id,name\n1,Ann\n", Utf8);
        check("姓名,手机\n林雨晴,13800138017\n", Utf8);
        check("姓名,手机\n林雨晴,13800138017\n", Gb18030);
        check("客户名称,联系电话,城市\n云朵宠物,13800138017,杭州\n", Gb18030);
        check("姓名,手機,城市\n陳怡君,0912345678,臺北\n林志豪,0922333444,高雄\n", Big5);
        check("姓名\t手机\r\n林雨晴\t13800138017\r\n", Utf16Le);
        check("姓名\t手机\r\n林雨晴\t13800138017\r\n", Utf16Be);
        check("name;city;note\nJosé Müller;Zürich;naïve café\nZoë;Köln;déjà vu\n", Windows1252);
        check(
            "お名前,電話番号,住所\n山田太郎,09012345678,東京都新宿区のアパート\nさくら,0312345678,大阪\n",
            ShiftJis,
        );
        check(
            "이름,전화번호,주소\n김민수,01012345678,서울특별시 강남구\n이영희,0212345678,부산\n",
            EucKr,
        );
    }

    #[test]
    fn a_mark_settles_it() {
        assert_eq!(detect(b"\xEF\xBB\xBFa,b\n", b"", false), TextEncoding::Utf8);
        assert_eq!(detect(b"\xFF\xFEa\0", b"", false), TextEncoding::Utf16Le);
        assert_eq!(detect(b"\xFE\xFF\0a", b"", false), TextEncoding::Utf16Be);
    }

    #[test]
    fn what_comes_later_counts_where_the_head_is_plain() {
        let further = encode("7,林雨晴,杭州市西湖区\n", TextEncoding::Gb18030);
        assert_eq!(detect(b"id,name,city\n", &further, true), TextEncoding::Gb18030);
        assert_eq!(detect(b"id\n", "7,林雨晴\n".as_bytes(), true), TextEncoding::Utf8);
    }

    #[test]
    fn one_broken_row_leaves_utf8_what_it_is() {
        let mut bytes = "姓名,手机\n".repeat(20).into_bytes();
        bytes.extend(b"\xC1\xD6,1\n");
        assert_eq!(detect(&bytes, b"", true), TextEncoding::Utf8);
        // The last letter is cut off by the end of the head.
        assert_eq!(detect(&"姓名".as_bytes()[..5], b"", true), TextEncoding::Utf8);
    }

    #[test]
    fn text_is_told_from_what_is_not() {
        let check = |text, expected| assert_eq!(check_text(text, TextEncoding::Utf8), expected);
        check("姓名,手机\n".as_bytes(), Ok(()));
        check(b"a,b\n1,\x00x\nlong enough a line\n", Ok(()));
        check(b"\0\x01\x02a\0\x03", Err(FileProblem::Binary));
    }

    #[test]
    fn what_is_no_character_leaves_a_mark() {
        let mut decoder = TextDecoder::new(TextEncoding::Gb18030).unwrap();
        assert_eq!(decoder.decode(b"a,\xC1\xD6\n\xFF\n", true), b"a,\xE6\x9E\x97\n\xFF\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn slices_of_any_size_decode_as_the_whole(
            bytes in proptest::collection::vec(any::<u8>(), 0..400),
            slice in 1_usize..17,
            at in 1..TextEncoding::ALL.len(),
        ) {
            let encoding = TextEncoding::ALL[at];
            let decode = |slice: usize| {
                let mut decoder = TextDecoder::new(encoding).unwrap();
                let mut text = Vec::new();
                for part in bytes.chunks(slice) {
                    text.extend_from_slice(decoder.decode(part, false));
                }
                text.extend_from_slice(decoder.decode(b"", true));
                text
            };
            let whole = decode(1_000);
            prop_assert_eq!(&decode(slice), &whole);
            let readable: Vec<u8> = whole.into_iter().filter(|byte| *byte != 0xFF).collect();
            prop_assert!(std::str::from_utf8(&readable).is_ok());
        }

        #[test]
        fn what_was_encoded_comes_back(text in "[ -~一-龥\n]{0,60}", slice in 1_usize..7) {
            for encoding in [TextEncoding::Gb18030, TextEncoding::Utf16Le, TextEncoding::Utf16Be] {
                let mut decoder = TextDecoder::new(encoding).unwrap();
                let mut decoded = Vec::new();
                for part in encode(&text, encoding).chunks(slice) {
                    decoded.extend_from_slice(decoder.decode(part, false));
                }
                decoded.extend_from_slice(decoder.decode(b"", true));
                prop_assert_eq!(std::str::from_utf8(&decoded), Ok(text.as_str()));
            }
        }
    }
}
