//! How wide a text will be, from a table: measuring in the page would force a layout. Close
//! enough to place labels; never used to cut a text.

/// Width in pixels of a text set in the interface's face at `font_px`.
pub fn estimate_text_width(text: &str, font_px: f64) -> f64 {
    text.chars().map(width_in_em).sum::<f64>() * font_px
}

fn width_in_em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | '!' | '.' | ',' | ':' | ';' => 0.28,
        ' ' | '\u{a0}' | 'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 0.36,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.88,
        '0'..='9' | '¥' | '€' | '$' | '£' | '+' | '−' => 0.6,
        'A'..='Z' => 0.67,
        // Chinese, Japanese, Korean and full-width signs fill their square.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' => 1.0,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' => 1.0,
        '\u{20000}'..='\u{3ffff}' => 1.0,
        _ => 0.55,
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::estimate_text_width;

    #[test]
    fn chinese_fills_its_squares() {
        assert_eq!(estimate_text_width("盈亏平衡点", 10.0), 50.0);
        assert!(estimate_text_width("break-even", 10.0) < 60.0);
        assert!(estimate_text_width("1111", 12.0) == estimate_text_width("8888", 12.0));
    }
}
