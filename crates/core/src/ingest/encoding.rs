//! Is this text at all, and is it UTF-8? Other encodings are named as a problem, never guessed.

use crate::views::import::FileProblem;

/// First bytes of files that people drop by mistake: spreadsheets, pictures, archives, PDF, databases.
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

/// Checks the beginning of a file. With `whole` unset the last letter may be cut.
pub fn check_text(head: &[u8], whole: bool) -> Result<(), FileProblem> {
    if SIGNATURES.iter().any(|signature| head.starts_with(signature)) {
        return Err(FileProblem::Binary);
    }
    let utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if utf16 {
        return Err(FileProblem::NotUtf8 { offset: 0 });
    }
    let is_control =
        |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let n_control = head.iter().filter(is_control).count();
    // A stray NUL or two in a text is survivable; every third byte is a picture or UTF-16.
    if n_control * 10 > head.len() * 3 {
        return Err(FileProblem::Binary);
    }
    match std::str::from_utf8(head) {
        Ok(_) => Ok(()),
        Err(cut) if cut.error_len().is_none() && !whole => Ok(()),
        Err(_) if n_control * 20 > head.len() => Err(FileProblem::Binary),
        Err(broken) => Err(FileProblem::NotUtf8 { offset: broken.valid_up_to() as u64 }),
    }
}

#[cfg(test)]
mod tests {
    use super::check_text;
    use crate::views::import::FileProblem;

    #[track_caller]
    fn check(bytes: &[u8], whole: bool, expected: Result<(), FileProblem>) {
        assert_eq!(check_text(bytes, whole), expected);
    }

    #[test]
    fn text_is_told_from_what_is_not() {
        check("姓名,手机\n".as_bytes(), true, Ok(()));
        check(b"a,b\n1,\x00x\nlong enough a line\n", true, Ok(()));
        check(b"PK\x03\x04\x14\x00", true, Err(FileProblem::Binary));
        check(b"a\0,\0b\0\n\0", true, Err(FileProblem::Binary));
        check(b"\xFF\xFEa\0b\0", true, Err(FileProblem::NotUtf8 { offset: 0 }));
        // GB18030 for a name.
        check(b"name\n\xC1\xD6\xD3\xEA\xC7\xE7\n", true, Err(FileProblem::NotUtf8 { offset: 5 }));
    }

    #[test]
    fn a_letter_cut_by_the_end_of_the_head_is_no_error() {
        let cut = &"姓名".as_bytes()[..5];
        check(cut, false, Ok(()));
        check(cut, true, Err(FileProblem::NotUtf8 { offset: 3 }));
    }
}
