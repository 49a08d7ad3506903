//! Whom to call, as the query part of an address: `class=bee`, `class=unplaced`, `view=3`,
//! `segment=4`; nothing for everybody.

use meadow_core::domain::class::Class;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::calls::CallAudience;

const UNPLACED: &str = "unplaced";

/// Reads a query part, with or without `?`. What cannot be read means everybody.
pub fn read(query: &str) -> CallAudience {
    let parts = query.trim_start_matches('?').split('&');
    let read = |part: &str| match part.split_once('=')? {
        ("view", id) => id.parse().ok().map(|id| CallAudience::View(DocumentId(id))),
        ("segment", id) => id.parse().ok().map(|id| CallAudience::Segment(DocumentId(id))),
        ("class", UNPLACED) => Some(CallAudience::Unplaced),
        ("class", slug) => Class::from_slug(slug).map(CallAudience::Class),
        _ => None,
    };
    parts.into_iter().find_map(read).unwrap_or_default()
}

/// The whole address.
pub fn write(audience: CallAudience) -> String {
    match audience {
        CallAudience::Everyone => "/calls".to_owned(),
        CallAudience::Class(class) => format!("/calls?class={}", class.slug()),
        CallAudience::Unplaced => format!("/calls?class={UNPLACED}"),
        CallAudience::View(DocumentId(id)) => format!("/calls?view={id}"),
        CallAudience::Segment(DocumentId(id)) => format!("/calls?segment={id}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use meadow_core::domain::class::Class;
    use meadow_core::domain::ids::DocumentId;
    use meadow_core::views::calls::CallAudience;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_address_leads_back_to_its_audience() {
        for audience in [
            CallAudience::Everyone,
            CallAudience::Class(Class::Dragonfly),
            CallAudience::Unplaced,
            CallAudience::View(DocumentId(7)),
            CallAudience::Segment(DocumentId(9)),
        ] {
            let path = write(audience);
            let query = path.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(read(query), audience, "{path}");
        }
        assert_eq!(read("?class=wasp&view=x"), CallAudience::Everyone);
    }
}
