//! Words of `locales/` where no component is near to say them in the reader's language.

/// A text of `locales/` in both languages.
macro_rules! both {
    ($($key:tt)*) => {
        meadow_core::domain::text::Text::new(
            $crate::i18n::td_string!($crate::i18n::Locale::en, $($key)*).to_string(),
            $crate::i18n::td_string!($crate::i18n::Locale::zh_CN, $($key)*).to_string(),
        )
    };
}
pub(crate) use both;

/// Chooses between the two forms of every `[day|days]` by the number before it, as English wants.
pub fn agree(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (forms, after))) =
        rest.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?)))
    {
        said.push_str(before);
        let is_one = said.split_whitespace().next_back() == Some("1");
        match forms.split_once('|') {
            Some((one, many)) => said.push_str(if is_one { one } else { many }),
            None => said.push_str(&format!("[{forms}]")),
        }
        rest = after;
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::agree;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn one_is_singular_and_all_else_plural() {
        assert_eq!(agree("1 [day|days] ago"), "1 day ago");
        assert_eq!(agree("0 [day|days], 1 [row|rows]"), "0 days, 1 row");
        assert_eq!(agree("1,001 [day|days]"), "1,001 days");
        assert_eq!(agree("21 天"), "21 天");
        assert_eq!(agree("a [note] and [an open end"), "a [note] and [an open end");
    }
}
