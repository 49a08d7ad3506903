//! One workspace as the records of a backup: the revision in force, and the drafts beside it. The
//! history stays behind. Must not know how a backup is written.

use crate::saved::{
    DraftRecord, Manifest, NewChunk, SavedError, StoredRecord, WorkspaceRecord, chunk_name,
};

const WORKSPACES: &str = "workspaces";
const MANIFESTS: &str = "manifests";
const CHUNKS: &str = "chunks";
const DRAFTS: &str = "drafts";

/// A workspace out of a backup, to be stored as a new one. Its rows are still to be unpacked
/// (`saved::Unpacking` over `manifest`), which also checks that they are whole.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkspaceBackup {
    /// As it stood in the list it was taken from; the number is another's by now.
    pub record: WorkspaceRecord,
    pub manifest: Manifest,
    /// In the order the manifest names them.
    pub chunks: Vec<NewChunk>,
    pub drafts: Vec<(String, DraftRecord)>,
}

/// The records of a workspace. `chunks` are those the manifest names, each once, as stored.
pub fn workspace_records(
    record: &WorkspaceRecord,
    manifest: &Manifest,
    chunks: Vec<NewChunk>,
    drafts: &[(String, DraftRecord)],
) -> Vec<StoredRecord> {
    let stored = |store: &str, key: String, bytes: Vec<u8>| StoredRecord {
        store: store.to_owned(),
        key,
        bytes,
    };
    let mut records = vec![
        stored(WORKSPACES, record.id.0.to_string(), record.to_bytes()),
        stored(MANIFESTS, manifest.revision.0.to_string(), manifest.to_bytes()),
    ];
    records.extend(
        chunks.into_iter().map(|chunk| stored(CHUNKS, format!("{:032x}", chunk.id.0), chunk.bytes)),
    );
    records
        .extend(drafts.iter().map(|(name, draft)| stored(DRAFTS, name.clone(), draft.to_bytes())));
    records
}

impl WorkspaceBackup {
    /// # Errors
    /// `Damaged` if something is missing or cannot be read, `NewerForm` if a newer program made it.
    pub fn read(records: Vec<StoredRecord>) -> Result<Self, SavedError> {
        let missing = |what: &str| SavedError::Damaged { what: what.into(), detail: "missing" };
        let (mut record, mut manifest) = (None, None);
        let (mut chunks, mut drafts) = (Vec::new(), Vec::new());
        for stored in records {
            match stored.store.as_str() {
                WORKSPACES => record = Some(WorkspaceRecord::from_bytes(&stored.bytes)?),
                MANIFESTS => manifest = Some(Manifest::from_bytes(&stored.bytes)?),
                CHUNKS => {
                    let id = chunk_name(&stored.bytes);
                    chunks.push(NewChunk { id, bytes: stored.bytes });
                }
                DRAFTS => drafts.push((stored.key, DraftRecord::from_bytes(&stored.bytes)?)),
                // A later version may keep more beside.
                _ => {}
            }
        }
        let manifest: Manifest = manifest.ok_or_else(|| missing("manifest"))?;
        let by_id: std::collections::HashSet<_> = chunks.iter().map(|chunk| chunk.id).collect();
        if let Some(lost) = manifest.chunks().find(|chunk| !by_id.contains(&chunk.id)) {
            return Err(missing(&format!("chunk {:032x}", lost.id.0)));
        }
        Ok(Self {
            record: record.ok_or_else(|| missing("workspace record"))?,
            manifest,
            chunks,
            drafts,
        })
    }
}
