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

/// What is kept besides the revision in force and the way forward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retention {
    pub now_ms: f64,
    /// So many steps of undo, whatever their age.
    pub n_steps: usize,
    /// Everything younger, whatever its number.
    pub ms: f64,
    /// May revisions go that cannot be read? Else they hold everything.
    pub drops_unreadable: bool,
}

impl Retention {
    /// What is kept when nobody asks for less.
    pub fn usual(now_ms: f64) -> Self {
        Self { now_ms, n_steps: N_STEPS_KEPT, ms: MS_KEPT, drops_unreadable: false }
    }

    /// Steps that are older go, and those that cannot be read.
    pub fn younger_than(now_ms: f64, ms: f64) -> Self {
        Self { n_steps: 0, ms, drops_unreadable: true, ..Self::usual(now_ms) }
    }
}

/// What may go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sweep {
    pub manifests: BTreeSet<Revision>,
    /// Chunks that some kept manifest names; all others of the workspace may go.
    pub named_chunks: BTreeSet<ChunkId>,
}

/// Plans a sweep over all manifests of one workspace. If any cannot be read, nothing may go.
pub fn plan_sweep(
    head: &Head,
    stored: &[(Revision, Vec<u8>)],
    retention: &Retention,
) -> Result<Sweep, SavedError> {
    let mut manifests = BTreeMap::new();
    for (revision, bytes) in stored {
        match Manifest::from_bytes(bytes) {
            Ok(manifest) => drop(manifests.insert(*revision, manifest)),
            Err(SavedError::Damaged { .. }) if retention.drops_unreadable => {}
            Err(error) => return Err(error),
        }
    }
    let mut kept: BTreeSet<Revision> = head.redo.iter().copied().collect();
    let mut step = Some(head.manifest);
    // The manifest in force, and the steps before it.
    for _ in 0..=retention.n_steps {
        let Some(revision) = step else { break };
        kept.insert(revision);
        step = manifests.get(&revision).and_then(|manifest| manifest.parent);
    }
    let age_ms = |manifest: &Manifest| retention.now_ms - manifest.at_ms;
    let young = manifests.values().filter(|manifest| age_ms(manifest) < retention.ms);
    kept.extend(young.map(|manifest| manifest.revision));
    let named = manifests.values().filter(|manifest| kept.contains(&manifest.revision));
    Ok(Sweep {
        named_chunks: named.flat_map(Manifest::kept_chunks).collect(),
        manifests: stored.iter().map(|(r, _)| *r).filter(|r| !kept.contains(r)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::{MS_KEPT, N_STEPS_KEPT, Retention, plan_sweep};
    use crate::domain::ids::Revision;
    use crate::domain::text::Text;
    use crate::saved::{Head, pack};
    use crate::table::tables::Tables;

    #[track_caller]
    fn check(n_steps: u64, age_ms: f64, n_undone: u64, dropped: std::ops::Range<u64>) {
        let manifest = |revision: u64| {
            let parent = revision.checked_sub(1).filter(|parent| *parent > 0).map(Revision);
            let packed = pack(&Tables::default(), Revision(revision), parent, Text::default(), 0.0);
            (Revision(revision), packed.manifest.to_bytes())
        };
        let manifests: Vec<_> = (1..=n_steps).map(manifest).collect();
        let head = Head {
            revision: Revision(n_steps + n_undone),
            manifest: Revision(n_steps - n_undone),
            redo: (n_steps - n_undone + 1..=n_steps).rev().map(Revision).collect(),
            ..Head::default()
        };
        let sweep = plan_sweep(&head, &manifests, &Retention::usual(age_ms)).unwrap();
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
        let (head, unreadable) = (Head::default(), [(Revision(1), b"nonsense".to_vec())]);
        let usual = Retention::usual(0.0);
        assert!(plan_sweep(&head, &unreadable, &usual).is_err());
        let without = Retention { drops_unreadable: true, ..usual };
        let sweep = plan_sweep(&head, &unreadable, &without).unwrap();
        assert_eq!(sweep.manifests, [Revision(1)].into());
    }
}
