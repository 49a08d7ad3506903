//! Words of `locales/` where no component is near to say them in the reader's language.

use crate::i18n::Locale;
use meadow_core::domain::text::Language;

/// The locale that a language is written in.
pub fn locale_of(language: Language) -> Locale {
    match language {
        Language::En => Locale::en,
        Language::Zh => Locale::zh_CN,
    }
}

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
