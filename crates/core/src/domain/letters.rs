//! Letters that are the same to a reader though they are coded differently.

/// Full-width digits, letters and signs, as Chinese keyboards write them, to plain ones.
pub fn half_width(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{A0}' | '\u{202F}' | '\u{2009}' => ' ',
        _ => letter,
    }
}
