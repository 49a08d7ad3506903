//! The encodings of text that files come in.

use serde::{Deserialize, Serialize};

macro_rules! encodings {
    ($($(#[$doc:meta])* $variant:ident => $label:literal,)*) => {
        /// How a text file writes its letters as bytes.
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum TextEncoding { $($(#[$doc])* $variant),* }

        impl TextEncoding {
            /// All that can be chosen, the usual ones first.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its label in the WHATWG Encoding Standard.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }
    };
}

encodings! {
    #[default]
    Utf8 => "UTF-8",
    Utf16Le => "UTF-16LE",
    Utf16Be => "UTF-16BE",
    /// Contains GBK and GB2312.
    Gb18030 => "gb18030",
    Big5 => "Big5",
    Windows1252 => "windows-1252",
    ShiftJis => "Shift_JIS",
    EucJp => "EUC-JP",
    EucKr => "EUC-KR",
    Windows1250 => "windows-1250",
    Windows1251 => "windows-1251",
    Windows1253 => "windows-1253",
    Windows1254 => "windows-1254",
    Windows1255 => "windows-1255",
    Windows1256 => "windows-1256",
    Windows1257 => "windows-1257",
    Windows1258 => "windows-1258",
    Windows874 => "windows-874",
    Iso8859_2 => "ISO-8859-2",
    Iso8859_4 => "ISO-8859-4",
    Iso8859_5 => "ISO-8859-5",
    Iso8859_6 => "ISO-8859-6",
    Iso8859_7 => "ISO-8859-7",
    Iso8859_8 => "ISO-8859-8",
    Iso8859_13 => "ISO-8859-13",
    Koi8U => "KOI8-U",
    Ibm866 => "IBM866",
}

impl TextEncoding {
    /// The one with this label, in any case. GBK is read as GB18030, which contains it.
    pub fn of_label(label: &str) -> Option<Self> {
        if label.eq_ignore_ascii_case("gbk") {
            return Some(Self::Gb18030);
        }
        Self::ALL.iter().copied().find(|own| own.label().eq_ignore_ascii_case(label))
    }
}
