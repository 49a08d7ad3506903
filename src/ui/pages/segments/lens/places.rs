//! Which lenses there are, and under which addresses they stand.

use crate::platform::site;
use crate::state::customer_table::column_key::{column_of, key_of};
use meadow_core::domain::ids::DocumentId;
use meadow_core::domain::lens::LensColumn;
use meadow_core::views::table::Column;

/// Inside the application.
const PATH: &str = "/segments";
const SAVED: &str = "groups";
const NEW: &str = "new";
const ROUNDS: &str = "rounds";
const CLUSTERS: &str = "clusters";
const PORTRAIT: &str = "portrait";
const CANVAS: &str = "canvas";
const SUMMARY: &str = "summary";
const PLAYS: &str = "plays";

/// What the Meadow page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum LensPlace {
    Board,
    Lens(Column),
    Saved(SavedPlace),
    /// Mix and movement.
    Rounds,
    /// People put together by likeness.
    Clusters,
    /// Of whom, the query says.
    Portrait,
    Canvas(CanvasPlace),
    /// The playbooks by class and reason; which one stands open, the query says.
    Plays,
    /// An address that names no lens there is.
    Unknown(String),
}

/// Among the saved segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedPlace {
    List,
    New,
    Of(DocumentId),
}

impl SavedPlace {
    pub fn path(self) -> String {
        match self {
            Self::List => format!("{PATH}/{SAVED}"),
            Self::New => format!("{PATH}/{SAVED}/{NEW}"),
            Self::Of(DocumentId(id)) => format!("{PATH}/{SAVED}/{id}"),
        }
    }
}

/// Among the positioning canvases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CanvasPlace {
    List,
    New,
    Of(DocumentId),
    /// What it comes to.
    Summary(DocumentId),
}

impl CanvasPlace {
    pub fn path(self) -> String {
        match self {
            Self::List => format!("{PATH}/{CANVAS}"),
            Self::New => format!("{PATH}/{CANVAS}/{NEW}"),
            Self::Of(DocumentId(id)) => format!("{PATH}/{CANVAS}/{id}"),
            Self::Summary(DocumentId(id)) => format!("{PATH}/{CANVAS}/{id}/{SUMMARY}"),
        }
    }

    /// By what follows the word in the address.
    fn of(rest: &str) -> Self {
        let (id, is_summary) = match rest.split_once('/') {
            Some((id, SUMMARY)) => (id, true),
            _ => (rest, false),
        };
        match (id, id.parse().map(DocumentId)) {
            (NEW, _) => Self::New,
            (_, Ok(id)) if is_summary => Self::Summary(id),
            (_, Ok(id)) => Self::Of(id),
            (_, Err(_)) => Self::List,
        }
    }
}

/// Those in the strip, in its order; every other column that groups people is offered after them.
pub const IN_STRIP: [Column; 10] = [
    Column::Stage,
    Column::Lens(LensColumn::SpendingTier),
    Column::Lens(LensColumn::Rfm),
    Column::Lens(LensColumn::ValueTier),
    Column::Lens(LensColumn::Activity),
    Column::Lens(LensColumn::Relationship),
    Column::Lens(LensColumn::Need),
    Column::Lens(LensColumn::Decade),
    Column::Member,
    Column::LeadSource,
];

impl LensPlace {
    pub fn path(&self) -> String {
        match self {
            Self::Board => PATH.to_owned(),
            Self::Lens(column) => {
                format!("{PATH}/{}", js_sys::encode_uri_component(&key_of(column)))
            }
            Self::Saved(place) => place.path(),
            Self::Rounds => format!("{PATH}/{ROUNDS}"),
            Self::Clusters => format!("{PATH}/{CLUSTERS}"),
            Self::Portrait => format!("{PATH}/{PORTRAIT}"),
            Self::Canvas(place) => place.path(),
            Self::Plays => format!("{PATH}/{PLAYS}"),
            Self::Unknown(asked) => format!("{PATH}/{}", js_sys::encode_uri_component(asked)),
        }
    }
}

/// `None` for another page's address.
pub fn place_of(pathname: &str) -> Option<LensPlace> {
    place_inside(site::path_inside(pathname))
}

/// By a path inside the application.
fn place_inside(path: &str) -> Option<LensPlace> {
    let rest = path.strip_prefix(PATH)?;
    let key = rest.trim_matches('/');
    let after = |word: &str| {
        let rest = key.strip_prefix(word).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        rest.map(|rest| rest.trim_matches('/'))
    };
    if let Some(saved) = after(SAVED) {
        return Some(LensPlace::Saved(match saved {
            NEW => SavedPlace::New,
            id => id.parse().map_or(SavedPlace::List, |id| SavedPlace::Of(DocumentId(id))),
        }));
    }
    if let Some(canvas) = after(CANVAS) {
        return Some(LensPlace::Canvas(CanvasPlace::of(canvas)));
    }
    match key {
        ROUNDS => return Some(LensPlace::Rounds),
        CLUSTERS => return Some(LensPlace::Clusters),
        PORTRAIT => return Some(LensPlace::Portrait),
        PLAYS => return Some(LensPlace::Plays),
        _ => {}
    }
    let key = js_sys::decode_uri_component(key).map_or_else(|_| key.to_owned(), String::from);
    if key.is_empty() {
        return Some(LensPlace::Board);
    }
    Some(column_of(&key).map_or_else(|| LensPlace::Unknown(key.clone()), LensPlace::Lens))
}

#[cfg(test)]
mod tests {
    use super::{CanvasPlace, IN_STRIP, LensPlace, SavedPlace, place_inside};
    use meadow_core::domain::ids::DocumentId;
    use meadow_core::views::table::Column;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_address_leads_back_to_its_lens() {
        let custom = [Column::Custom("宠物/品种".into())];
        for column in IN_STRIP.into_iter().chain(custom) {
            let place = LensPlace::Lens(column);
            assert_eq!(place_inside(&place.path()), Some(place));
        }
        for place in [SavedPlace::List, SavedPlace::New, SavedPlace::Of(DocumentId(7))] {
            assert_eq!(place_inside(&place.path()), Some(LensPlace::Saved(place)));
        }
        let id = DocumentId(7);
        let canvases =
            [CanvasPlace::List, CanvasPlace::New, CanvasPlace::Of(id), CanvasPlace::Summary(id)];
        for place in canvases {
            assert_eq!(place_inside(&place.path()), Some(LensPlace::Canvas(place)));
        }
        let others =
            [LensPlace::Rounds, LensPlace::Clusters, LensPlace::Portrait, LensPlace::Plays];
        for place in others {
            assert_eq!(place_inside(&place.path()), Some(place));
        }
        assert_eq!(place_inside("/segments"), Some(LensPlace::Board));
        assert_eq!(place_inside("/segments/"), Some(LensPlace::Board));
        let unknown = LensPlace::Unknown("no such".into());
        assert_eq!(place_inside("/segments/no%20such"), Some(unknown.clone()));
        assert_eq!(place_inside(&unknown.path()), Some(unknown));
        assert_eq!(place_inside("/customers"), None);
    }
}
