//! How long undone and older revisions are kept, and which chunks are no longer needed.

use std::collections::{BTreeMap, BTreeSet};

use super::SavedError;
use super::head::Head;
use super::manifest::Manifest;
use crate::domain::ids::Revision;
use crate::table::chunk::ChunkId;

/// Steps of undo that are kept whatever their age.
const N_STEPS_KEPT: usize = 200;
/// Everything younger is kept whatever its number.
const MS_KEPT: f64 = 30.0 * 24.0 * 3_600.0 * 1_000.0;

/// What may go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sweep {
    pub manifests: BTreeSet<Revision>,
    /// Chunks that some kept manifest names; all others of the workspace may go.
    pub named_chunks: BTreeSet<ChunkId>,
}

/// Plans a sweep over all manifests of one workspace. If any cannot be read, nothing may go.
pub fn plan_sweep<'a>(
    head: &Head,
    manifests: impl IntoIterator<Item = &'a [u8]>,
    now_ms: f64,
) -> Result<Sweep, SavedError> {
    let manifests: Result<BTreeMap<Revision, Manifest>, SavedError> = manifests
        .into_iter()
        .map(|bytes| Manifest::from_bytes(bytes).map(|manifest| (manifest.revision, manifest)))
        .collect();
    let manifests = manifests?;
    let mut kept: BTreeSet<Revision> = head.redo.iter().copied().collect();
    let mut step = Some(head.manifest);
    // The manifest in force, and the steps before it.
    for _ in 0..=N_STEPS_KEPT {
        let Some(revision) = step else { break };
        kept.insert(revision);
        step = manifests.get(&revision).and_then(|manifest| manifest.parent);
    }
    let young = manifests.values().filter(|manifest| now_ms - manifest.at_ms < MS_KEPT);
    kept.extend(young.map(|manifest| manifest.revision));
    let named = manifests.values().filter(|manifest| kept.contains(&manifest.revision));
    Ok(Sweep {
        named_chunks: named.flat_map(Manifest::chunks).map(|chunk| chunk.id).collect(),
        manifests: manifests.keys().copied().filter(|revision| !kept.contains(revision)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::{MS_KEPT, N_STEPS_KEPT, plan_sweep};
    use crate::domain::ids::Revision;
    use crate::domain::text::Text;
    use crate::saved::{Head, pack};
    use crate::table::tables::Tables;

    #[track_caller]
    fn check(n_steps: u64, age_ms: f64, n_undone: u64, dropped: std::ops::Range<u64>) {
        let manifest = |revision: u64| {
            let parent = revision.checked_sub(1).filter(|parent| *parent > 0).map(Revision);
            pack(&Tables::default(), Revision(revision), parent, Text::default(), 0.0)
                .manifest
                .to_bytes()
        };
        let manifests: Vec<Vec<u8>> = (1..=n_steps).map(manifest).collect();
        let head = Head {
            revision: Revision(n_steps + n_undone),
            manifest: Revision(n_steps - n_undone),
            redo: (n_steps - n_undone + 1..=n_steps).rev().map(Revision).collect(),
            at_ms: 0.0,
        };
        let sweep = plan_sweep(&head, manifests.iter().map(Vec::as_slice), age_ms).unwrap();
        let expected = dropped.map(Revision).collect();
        assert_eq!(
            sweep.manifests, expected,
            "{n_steps} steps, {age_ms} ms old, {n_undone} undone"
        );
    }

    #[test]
    fn only_what_is_beyond_both_limits_goes() {
        let kept = N_STEPS_KEPT as u64;
        check(500, MS_KEPT - 1.0, 0, 0..0);
        check(kept + 1, MS_KEPT, 0, 0..0);
        check(500, MS_KEPT, 0, 1..500 - kept);
        check(500, MS_KEPT, 100, 1..400 - kept);
    }

    #[test]
    fn an_unreadable_manifest_stops_the_sweep() {
        let head =
            Head { revision: Revision(1), manifest: Revision(1), redo: Vec::new(), at_ms: 0.0 };
        assert!(plan_sweep(&head, [b"nonsense".as_slice()], 0.0).is_err());
    }
}
