//! What a personality is called. Must not know where it is shown.

use crate::domain::personality::Personality;
use crate::domain::text::Text;
use crate::words::export;

/// In both languages; a word of the user's own as it stands.
pub fn personality_name(written: &str) -> Text {
    match Personality::from_slug(written) {
        Some(Personality::Shrewd) => export::shrewd(),
        Some(Personality::Grumbling) => export::grumbling(),
        Some(Personality::Silent) => export::silent(),
        Some(Personality::Orderly) => export::orderly(),
        Some(Personality::ClearMinded) => export::clear_minded(),
        None => Text::from(written),
    }
}
