//! What a sex is called. Must not know where it is shown.

use crate::domain::text::Text;
use crate::ingest::values::word::read_is_female;
use crate::words::export;

/// In both languages, whatever language it was written in; another word as it stands.
pub fn sex_name(written: &str) -> Text {
    match read_is_female(written) {
        Some(true) => export::female(),
        Some(false) => export::male(),
        None => Text::from(written),
    }
}
