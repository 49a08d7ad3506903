//! How files of a known layout were read the last time: same header names, same roles. Kept in
//! localStorage, apart from the settings, so that neither can spoil the other. Holds names of
//! columns as a fingerprint only, never anything from a row.

use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::window;
use meadow_core::views::import::{
    ColumnRole, DateOrder, DecimalMark, ImportInspection, ImportMapping,
};
use serde::{Deserialize, Serialize};

use crate::platform::clock::now_ms;

const STORAGE_KEY: &str = "meadow.import-layouts";
/// The layouts used longest ago are forgotten first.
const MOST_KEPT: usize = 40;

/// What was chosen for a layout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownLayout {
    /// One per column.
    pub roles: Vec<ColumnRole>,
    pub date_order: DateOrder,
    pub decimal_mark: DecimalMark,
    used_ms: f64,
}

/// The layout of a file that looks like this one, if it was imported before.
pub fn recall(inspection: &ImportInspection) -> Option<KnownLayout> {
    let layout = read().remove(&fingerprint(inspection)?)?;
    (layout.roles.len() == inspection.columns.len()).then_some(layout)
}

/// Remembers what was chosen for this layout. Where storage is blocked, nothing is remembered.
pub fn remember(inspection: &ImportInspection, mapping: &ImportMapping) {
    let Some(fingerprint) = fingerprint(inspection) else { return };
    let mut layouts = read();
    layouts.insert(
        fingerprint,
        KnownLayout {
            roles: mapping.columns.clone(),
            date_order: mapping.dialect.date_order,
            decimal_mark: mapping.dialect.decimal_mark,
            used_ms: now_ms(),
        },
    );
    while layouts.len() > MOST_KEPT {
        let oldest = layouts.iter().min_by(|(_, a), (_, b)| a.used_ms.total_cmp(&b.used_ms));
        let Some(oldest) = oldest.map(|(key, _)| key.clone()) else { break };
        layouts.remove(&oldest);
    }
    if is_usable() {
        // A full store costs the reader a convenience, never data.
        let _ = LocalStorage::set(STORAGE_KEY, layouts);
    }
}

fn read() -> BTreeMap<String, KnownLayout> {
    if is_usable() { LocalStorage::get(STORAGE_KEY).unwrap_or_default() } else { BTreeMap::new() }
}

/// gloo-storage throws where storage is blocked, so it is asked for first.
fn is_usable() -> bool {
    matches!(window().local_storage(), Ok(Some(_)))
}

/// FNV-1a over the header names in order; `None` without a header, when nothing tells files apart.
fn fingerprint(inspection: &ImportInspection) -> Option<String> {
    if !inspection.dialect.has_header {
        return None;
    }
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for column in &inspection.columns {
        for byte in column.header.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Some(format!("{hash:016x}"))
}
