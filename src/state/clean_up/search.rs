//! The search for people who are here twice, what it found, and which of it is still to decide.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::{
    Get, GetUntracked, LocalStorage, RwSignal, Set, Signal, StoredValue, Update, UpdateValue, With,
    WithUntracked, WithValue,
};
use leptos::task::spawn_local;
use meadow_core::domain::ids::{CustomerId, Revision, WorkspaceId};
use meadow_core::protocol::{Command, EngineError, GetDuplicates};
use meadow_core::views::duplicates::{DuplicateGroupView, DuplicatesView};

use crate::platform::clock::now_ms;
use crate::platform::engine_client::CancelHandle;
use crate::state::import_session::{Pace, pace_of};
use crate::state::workspace::Workspace;

/// Customers who may be one.
pub type Group = Arc<DuplicateGroupView>;

/// The groups in the order in which they are decided, and how far the reader is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    pub groups: Vec<Group>,
    decided: BTreeSet<usize>,
    /// The group at hand.
    place: usize,
}

impl Decisions {
    /// Counted from 1.
    pub fn number(&self) -> usize {
        self.place + 1
    }

    pub fn n_left(&self) -> usize {
        self.groups.len() - self.decided.len()
    }

    /// Those that are left to decide.
    pub fn open(&self) -> impl Iterator<Item = &Group> {
        let places = self.groups.iter().enumerate();
        places.filter(|(place, _)| !self.decided.contains(place)).map(|(_, group)| group)
    }

    /// The group at hand, unless all are decided.
    pub fn current(&self) -> Option<Group> {
        let is_open = !self.decided.contains(&self.place);
        self.groups.get(self.place).filter(|_| is_open).cloned()
    }

    /// On to the next open one; after the last come those that were put off.
    pub fn go_on(&mut self) {
        let later = self.place + 1..self.groups.len();
        let open = later.chain(0..=self.place).find(|place| !self.decided.contains(place));
        self.place = open.unwrap_or(self.place);
    }

    /// Back to the open one before.
    pub fn go_back(&mut self) {
        let before = (0..self.place).rev().find(|place| !self.decided.contains(place));
        self.place = before.unwrap_or(self.place);
    }

    /// Closes every group that one of these belongs to.
    fn settle(&mut self, touched: &BTreeSet<CustomerId>) {
        let closed = self.groups.iter().enumerate().filter(|(_, group)| holds(group, touched));
        self.decided.extend(closed.map(|(place, _)| place));
        if self.decided.contains(&self.place) {
            self.go_on();
        }
    }

    /// What was found anew, at the place where the reader is.
    fn replaced_by(&self, groups: Vec<Group>) -> Self {
        let current = self.current().map(|group| ids(&group));
        let same = groups.iter().position(|group| Some(ids(group)) == current);
        let n_passed = (0..self.place).filter(|place| !self.decided.contains(place)).count();
        let place = same.unwrap_or_else(|| n_passed.min(groups.len().saturating_sub(1)));
        Self { groups, decided: BTreeSet::new(), place }
    }
}

/// Who is in a group, the one whose record stays first.
pub fn ids(group: &DuplicateGroupView) -> Vec<CustomerId> {
    group.parts.iter().map(|part| part.customer.id).collect()
}

fn holds(group: &DuplicateGroupView, touched: &BTreeSet<CustomerId>) -> bool {
    group.parts.iter().any(|part| touched.contains(&part.customer.id))
}

/// The search and its findings.
#[derive(Clone, Copy)]
pub struct DuplicateSearch {
    workspace: Workspace,
    revision: Signal<Option<(WorkspaceId, Revision)>>,
    /// Joined by rule; at most as many as are listed at once.
    pub certain: RwSignal<Vec<Group>>,
    pub n_certain: RwSignal<u32>,
    /// To be decided, the likeliest first.
    pub doubtful: RwSignal<Decisions>,
    pub n_doubtful: RwSignal<u32>,
    pub has_found: RwSignal<bool>,
    /// `Some` while a search is under way.
    pub pace: RwSignal<Option<Pace>>,
    pub error: RwSignal<Option<EngineError>>,
    /// A decision is being carried out.
    pub is_deciding: RwSignal<bool>,
    /// Rises with every step the reader takes from group to group.
    pub n_steps: RwSignal<u32>,
    /// The revision the findings hold for.
    known_at: RwSignal<Option<(WorkspaceId, Revision)>>,
    under_way: StoredValue<(u64, Option<CancelHandle>), LocalStorage>,
}

impl DuplicateSearch {
    pub(super) fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            revision: workspace.revision(),
            certain: RwSignal::new(Vec::new()),
            n_certain: RwSignal::new(0),
            doubtful: RwSignal::new(Decisions::default()),
            n_doubtful: RwSignal::new(0),
            has_found: RwSignal::new(false),
            pace: RwSignal::new(None),
            error: RwSignal::new(None),
            is_deciding: RwSignal::new(false),
            n_steps: RwSignal::new(0),
            known_at: RwSignal::new(None),
            under_way: StoredValue::new_local((0, None)),
        }
    }

    /// Whether something else than a decision made here has changed the base since; tracked.
    pub fn is_stale(self) -> bool {
        self.has_found.get()
            && !self.is_deciding.get()
            && self.known_at.get() != self.revision.get()
    }

    /// Searches the whole base, in place of a search under way. What is shown stays until then.
    pub fn begin(self) {
        let number = self.supersede();
        self.known_at.set(self.revision.get_untracked());
        self.error.set(None);
        let began_ms = now_ms();
        let on_progress = move |progress| {
            if self.is_current(number) {
                self.pace.set(Some(pace_of(progress, began_ms)));
            }
        };
        let Some(begun) = self.workspace.engine.begin_ask(GetDuplicates {}, on_progress) else {
            return;
        };
        self.pace.set(Some(Pace::default()));
        let (cancel, result) = (begun.cancel, begun.result);
        self.under_way.update_value(|(_, handle)| *handle = Some(cancel));
        spawn_local(async move {
            let answer = result.await;
            if !self.is_current(number) {
                return;
            }
            self.pace.set(None);
            match answer {
                Ok(found) => self.take(found),
                Err(EngineError::Cancelled) => {}
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    /// Ends the search under way; what was found before stays.
    pub fn cancel(self) {
        self.supersede();
        self.pace.set(None);
    }

    /// Carries out a decision about these. `is_partial`: what is left of their group is to be
    /// looked at again.
    ///
    /// # Errors
    /// The command's; then nothing is decided.
    pub async fn decide(
        self,
        command: Command,
        touched: BTreeSet<CustomerId>,
        is_partial: bool,
    ) -> Result<(), EngineError> {
        self.is_deciding.set(true);
        let result = self.workspace.run(command).await;
        if result.is_ok() {
            self.settle(&touched);
            self.known_at.set(self.revision.get_untracked());
            let is_through = self.doubtful.with_untracked(|doubtful| {
                let n_listed = doubtful.groups.len() as u32;
                doubtful.n_left() == 0 && self.n_doubtful.get_untracked() > n_listed
            });
            if is_partial || is_through || self.pace.with_untracked(Option::is_some) {
                self.begin();
            }
        }
        self.is_deciding.set(false);
        result.map(drop)
    }

    /// Carries out a command that changes no customer: what was found holds on, and the reader stays
    /// where they are.
    ///
    /// # Errors
    /// The command's.
    pub async fn carry_out_aside(self, command: Command) -> Result<(), EngineError> {
        let held = !self.is_stale_untracked();
        self.is_deciding.set(true);
        let result = self.workspace.run(command).await;
        if result.is_ok() && held {
            self.known_at.set(self.revision.get_untracked());
        }
        self.is_deciding.set(false);
        result.map(drop)
    }

    fn is_stale_untracked(self) -> bool {
        self.known_at.get_untracked() != self.revision.get_untracked()
    }

    /// On to another group, with nothing decided.
    pub fn step(self, step: impl FnOnce(&mut Decisions)) {
        self.doubtful.update(step);
        self.n_steps.update(|n| *n += 1);
    }

    pub(super) fn clear(self) {
        self.cancel();
        self.has_found.set(false);
        self.certain.set(Vec::new());
        self.doubtful.set(Decisions::default());
        self.error.set(None);
    }

    fn settle(self, touched: &BTreeSet<CustomerId>) {
        let n_before = self.certain.with_untracked(Vec::len);
        self.certain.update(|certain| certain.retain(|group| !holds(group, touched)));
        let n_gone = n_before - self.certain.with_untracked(Vec::len);
        self.n_certain.update(|n| *n = n.saturating_sub(n_gone as u32));
        self.step(|doubtful| doubtful.settle(touched));
    }

    fn take(self, found: DuplicatesView) {
        let shared = |groups: Vec<DuplicateGroupView>| groups.into_iter().map(Arc::new).collect();
        self.certain.set(shared(found.certain));
        self.n_certain.set(found.n_certain);
        let doubtful =
            self.doubtful.with_untracked(|doubtful| doubtful.replaced_by(shared(found.doubtful)));
        self.doubtful.set(doubtful);
        self.n_doubtful.set(found.n_doubtful);
        self.has_found.set(true);
    }

    fn supersede(self) -> u64 {
        let mut next = 0;
        self.under_way.update_value(|(number, handle)| {
            *number += 1;
            next = *number;
            if let Some(handle) = handle.take() {
                handle.cancel();
            }
        });
        next
    }

    fn is_current(self, number: u64) -> bool {
        self.under_way.with_value(|(current, _)| *current == number)
    }

    /// The group at hand; tracked.
    pub fn current(self) -> Option<Group> {
        self.doubtful.with(Decisions::current)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::{Decisions, Group, ids};
    use meadow_core::domain::customer::Customer;
    use meadow_core::domain::ids::CustomerId;
    use meadow_core::domain::money::Money;
    use meadow_core::views::duplicates::{DuplicateGroupView, DuplicatePart};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn group(members: [u32; 2]) -> Group {
        let part = |id| DuplicatePart {
            customer: Customer { id: CustomerId(id), ..Customer::default() },
            obstacle: None,
            n_orders: 0,
            spend_total: Money::ZERO,
            last_purchase: None,
        };
        Arc::new(DuplicateGroupView { parts: members.map(part).into(), pairs: Vec::new() })
    }

    fn found(groups: &[[u32; 2]]) -> Decisions {
        Decisions::default().replaced_by(groups.iter().map(|members| group(*members)).collect())
    }

    #[track_caller]
    fn at(decisions: &Decisions, members: [u32; 2]) {
        assert_eq!(
            decisions.current().map(|group| ids(&group)),
            Some(members.map(CustomerId).into())
        );
    }

    #[test]
    fn what_was_put_off_comes_again_after_the_last() {
        let mut decisions = found(&[[1, 2], [3, 4], [5, 6]]);
        decisions.go_on();
        at(&decisions, [3, 4]);
        decisions.settle(&BTreeSet::from([CustomerId(4)]));
        at(&decisions, [5, 6]);
        decisions.settle(&BTreeSet::from([CustomerId(5)]));
        at(&decisions, [1, 2]);
        decisions.settle(&BTreeSet::from([CustomerId(1)]));
        assert_eq!((decisions.current(), decisions.n_left()), (None, 0));
    }

    #[test]
    fn another_search_keeps_the_place() {
        let mut decisions = found(&[[1, 2], [3, 4], [5, 6]]);
        decisions.settle(&BTreeSet::from([CustomerId(1)]));
        at(&decisions, [3, 4]);
        let again = |groups: &[[u32; 2]]| {
            decisions.replaced_by(groups.iter().map(|members| group(*members)).collect())
        };
        at(&again(&[[1, 2], [3, 4], [5, 6]]), [3, 4]);
        at(&again(&[[5, 6], [7, 8]]), [5, 6]);
        assert_eq!(again(&[]).current(), None);
    }
}
