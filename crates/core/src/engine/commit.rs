//! Making revisions: commands, undo and redo, and what happens when another tab was first.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::Poll;

use super::Engine;
use super::commands::{Change, apply, still_applies};
use super::host::Host;
use super::snapshot::Snapshot;
use super::store::{HeadMove, Store, StoreError};
use crate::domain::day::Day;
use crate::domain::ids::{Revision, WorkspaceId};
use crate::protocol::{Command, EngineError, Progress, ProgressUnit, Reply};
use crate::saved::{Head, Manifest, Packing, Retention, mark_saved};

/// Chunks written between two pauses.
const CHUNKS_PER_WRITE: usize = 8;
/// A command is made so often when other tabs keep being first: a long import in one must not fail
/// because somebody goes on working in another.
const MOST_TRIES: usize = 8;
/// Storage is swept after so many commands.
const COMMANDS_PER_SWEEP: u64 = 64;

impl<S: Store> Engine<S> {
    /// `meant_for`: the workspace the command must find open; `None`: whichever is.
    pub(super) async fn carry_out(
        &self,
        host: &impl Host,
        today: Day,
        command: Command,
        meant_for: Option<WorkspaceId>,
    ) -> Result<Reply, EngineError> {
        let _turn = self.turns.take().await;
        host.breathe(Progress::default()).await?;
        let mut before = self.snapshot()?;
        if meant_for.is_some_and(|id| id != before.id) {
            return Err(EngineError::OtherWorkspace);
        }
        for _ in 0..MOST_TRIES {
            let change = apply(&before.tables, &command, &self.sources, host, today).await?;
            match self.commit(host, &before, &change).await {
                Err(EngineError::Conflict) => {}
                result => return result.map(|snapshot| done(&snapshot, today, change)),
            }
            // Another tab was first: what it saved is read, and the command made once more on top,
            // unless both have changed the same thing.
            let theirs = self.load(host, before.id, Some(&before)).await?;
            self.show(theirs.clone());
            if !still_applies(&command, &before.tables, &theirs.tables) {
                break;
            }
            before = theirs;
        }
        Err(EngineError::Conflict)
    }

    pub(super) async fn undo(&self, host: &impl Host, today: Day) -> Result<Reply, EngineError> {
        let _turn = self.turns.take().await;
        let before = self.snapshot()?;
        let steps = self.steps_of_undo(before.id, &before.manifest).await?;
        let undone = steps.last().filter(|_| before.undo.is_some());
        let target = undone.and_then(|step| step.parent).ok_or(EngineError::NothingToUndo)?;
        let mut redo = before.head.redo.clone();
        redo.extend(steps.iter().map(|step| step.revision));
        self.go_to(host, today, &before, target, redo).await
    }

    pub(super) async fn redo(&self, host: &impl Host, today: Day) -> Result<Reply, EngineError> {
        let _turn = self.turns.take().await;
        let before = self.snapshot()?;
        let mut redo = before.head.redo.clone();
        let mut target = redo.pop().ok_or(EngineError::NothingToRedo)?;
        while let Some(next) = redo.last().copied()
            && self.is_erasure(before.id, next).await
        {
            target = next;
            redo.pop();
        }
        self.go_to(host, today, &before, target, redo).await
    }

    /// The steps that one undo takes back, newest first: an erasure changed every state that is
    /// kept, so that it shows nothing to go back to, and goes with the step before it.
    pub(super) async fn steps_of_undo(
        &self,
        id: WorkspaceId,
        newest: &Manifest,
    ) -> Result<Vec<Manifest>, EngineError> {
        let mut steps = vec![newest.clone()];
        while let Some(step) = steps.last().filter(|step| step.is_erasure)
            && let Some(parent) = step.parent
        {
            steps.push(self.find_manifest(id, parent).await?);
        }
        Ok(steps)
    }

    async fn is_erasure(&self, id: WorkspaceId, revision: Revision) -> bool {
        let manifest = self.store.manifest(id, revision).await;
        manifest.is_ok_and(|manifest| manifest.is_some_and(|manifest| manifest.is_erasure))
    }

    /// Makes an earlier or later manifest the one in force.
    async fn go_to(
        &self,
        host: &impl Host,
        today: Day,
        before: &Rc<Snapshot>,
        target: Revision,
        redo: Vec<Revision>,
    ) -> Result<Reply, EngineError> {
        let head = Head {
            revision: Revision(before.head.revision.0 + 1),
            manifest: target,
            redo,
            at_ms: host.now_ms(),
            backup: before.head.backup,
            next_ids: before.tables.next_ids,
        };
        let snapshot = self.load_at(host, before.id, head, Some(before)).await?;
        let record = Snapshot::record(before.id, &snapshot.tables, host.now_ms());
        let moved = self.store.move_head(HeadMove {
            workspace: before.id,
            expected: Some(before.head.revision),
            head: &snapshot.head,
            manifest: None,
            chunks: &(),
            record: &record,
        });
        match moved.await {
            Ok(()) => {}
            Err(StoreError::Conflict) => {
                // What the user saw is not what is there: show it before anything is taken back.
                let theirs = self.load(host, before.id, Some(before)).await?;
                self.show(theirs);
                return Err(EngineError::Conflict);
            }
            Err(error) => return Err(error.into()),
        }
        let snapshot = Rc::new(snapshot);
        self.show(snapshot.clone());
        Ok(Reply::Summary(Box::new(snapshot.summary(today))))
    }

    /// Saves a change on top of `before` and makes it the open revision.
    pub(super) async fn commit(
        &self,
        host: &impl Host,
        before: &Rc<Snapshot>,
        change: &Change,
    ) -> Result<Rc<Snapshot>, EngineError> {
        let saved = self.save(host, before.id, Some(before), change).await;
        let must_sweep = match &saved {
            Ok(snapshot) => {
                self.show(snapshot.clone());
                snapshot.head.revision.0.is_multiple_of(COMMANDS_PER_SWEEP)
            }
            // What was written before it failed takes up room for nothing.
            Err(_) => true,
        };
        if must_sweep {
            // The outcome stands either way; what could not be collected now will be next time.
            let _ = self.store.sweep(before.id, Retention::usual(host.now_ms())).await;
        }
        saved
    }

    /// Writes the chunks, then moves the head. Nothing has happened unless this returns `Ok`.
    pub(super) async fn save(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        before: Option<&Snapshot>,
        change: &Change,
    ) -> Result<Rc<Snapshot>, EngineError> {
        let expected = before.map(|before| before.head.revision);
        let revision = Revision(expected.map_or(1, |revision| revision.0 + 1));
        let parent = before.map(|before| before.manifest.revision);
        let at_ms = host.now_ms();
        let mut packing = Packing::new(&change.tables);
        let total = packing.n_new() as u64;
        let mut done = 0;
        let mut chunks = packing.pack_next(CHUNKS_PER_WRITE);
        while !chunks.is_empty() {
            host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
            let next = {
                // The next are packed while these are written.
                let mut writing = pin!(self.store.put_chunks(id, &chunks));
                let written = begin(writing.as_mut()).await;
                let next = packing.pack_next(CHUNKS_PER_WRITE);
                match written {
                    Some(written) => written?,
                    None => writing.await?,
                }
                next
            };
            done += chunks.len() as u64;
            chunks = next;
        }
        let manifest = packing.finish(revision, parent, change.label.clone(), at_ms);
        let backup = before.and_then(|before| before.head.backup);
        let next_ids = change.tables.next_ids;
        let redo = Vec::new();
        let head = Head { revision, manifest: revision, redo, at_ms, backup, next_ids };
        let record = Snapshot::record(id, &change.tables, at_ms);
        let head_move = HeadMove {
            workspace: id,
            expected,
            head: &head,
            manifest: Some(&manifest),
            chunks: &packing,
            record: &record,
        };
        self.store.move_head(head_move).await?;
        mark_saved(&change.tables, &manifest);
        let undo = parent.map(|_| manifest.label.clone());
        Ok(Rc::new(Snapshot::new(id, head, manifest, change.tables.clone(), undo, None)))
    }
}

/// Lets a future do all that it can do at once; what came of it, if that was all.
async fn begin<F: Future>(mut future: Pin<&mut F>) -> Option<F::Output> {
    poll_fn(|context| {
        Poll::Ready(match future.as_mut().poll(context) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        })
    })
    .await
}

fn done(snapshot: &Snapshot, today: Day, change: Change) -> Reply {
    Reply::Done { summary: Box::new(snapshot.summary(today)), outcome: change.outcome }
}
