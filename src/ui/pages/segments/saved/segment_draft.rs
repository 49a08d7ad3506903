//! A segment that is being built or changed: kept in the browser as it is typed, so that it is there
//! again after the page was left, until it is saved or let go of. Must not know how it is shown.

use crate::state::drafts::new_writer;
use crate::state::workspace::Workspace;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::text_field::read_day;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::DocumentId;
use meadow_core::domain::money::Money;
use meadow_core::protocol::DraftBase;
use meadow_core::views::rule::Rule;
use meadow_core::views::segment::{
    SegmentAbout, SegmentEntry, SegmentKind, SegmentTarget, TargetAmount,
};
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// The number rises with the form of `Kept`.
const PREFIX: &str = "segment.1/";
/// Typing rests so long before it is kept.
const REST: Duration = Duration::from_millis(400);

/// What is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    pub about: SegmentAbout,
    /// `None` for a list or segments put together, whose people stay as they are.
    pub rule: Option<Rule>,
}

impl Typed {
    /// A new one: everybody, until something is asked.
    pub fn new() -> Self {
        Self { about: SegmentAbout::default(), rule: Some(Rule::default()) }
    }

    fn of(entry: &SegmentEntry) -> Self {
        let rule = match &entry.kind {
            SegmentKind::Live(rule) => Some(rule.clone()),
            SegmentKind::Listed | SegmentKind::Combined(..) => None,
        };
        Self { about: entry.about.clone(), rule }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    typed: Typed,
    /// What is saved, as it was when the typing began.
    base: Typed,
}

#[derive(Clone, Copy)]
pub struct SegmentDraft {
    id: Option<DocumentId>,
    workspace: Workspace,
    pub is_ready: RwSignal<bool>,
    pub name: RwSignal<String>,
    pub owner: RwSignal<String>,
    /// `none`, `money` or `orders`.
    pub target: RwSignal<String>,
    pub amount: RwSignal<Option<Quantity>>,
    pub by: RwSignal<String>,
    pub before_sale: RwSignal<String>,
    pub after_sale: RwSignal<String>,
    pub rule: RwSignal<Rule>,
    has_rule: RwSignal<bool>,
    pub base: RwSignal<Typed>,
    /// Rises with every change; outlives the page, for what was typed just before it was left.
    n_changes: StoredValue<Rc<Cell<u64>>, LocalStorage>,
}

impl SegmentDraft {
    /// Begins with what was kept, else with what is saved. `stored`: `None` until it is known, then
    /// `None` within for a new one.
    pub fn open(id: Option<DocumentId>, stored: Signal<Option<Option<SegmentEntry>>>) -> Self {
        let text = || RwSignal::new(String::new());
        let draft = Self {
            id,
            workspace: Workspace::expect(),
            is_ready: RwSignal::new(false),
            name: text(),
            owner: text(),
            target: RwSignal::new("none".to_owned()),
            amount: RwSignal::new(None),
            by: text(),
            before_sale: text(),
            after_sale: text(),
            rule: RwSignal::new(Rule::default()),
            has_rule: RwSignal::new(true),
            base: RwSignal::new(Typed::new()),
            n_changes: StoredValue::new_local(Rc::default()),
        };
        // What was kept: asked for once, then `Some`.
        let kept = RwSignal::new(None::<Option<Kept>>);
        spawn_local(async move {
            let found = draft.workspace.draft::<Kept>(&draft.key()).await.ok().flatten();
            let _ = kept.try_set(Some(found.map(|(kept, _)| kept)));
        });
        Effect::new(move |_| {
            let (Some(kept), Some(stored)) = (kept.get(), stored.get()) else { return };
            if id.is_some() && stored.is_none() {
                return;
            }
            let saved = stored.as_ref().map_or_else(Typed::new, Typed::of);
            if draft.is_ready.get_untracked() {
                // Undo, or another tab: whoever has typed nothing sees what is saved.
                if id.is_some() && !untrack(|| draft.is_changed()) {
                    draft.base.set(saved.clone());
                    draft.fill(saved);
                }
                return;
            }
            let (typed, base) = kept.map_or((saved.clone(), saved), |kept| (kept.typed, kept.base));
            draft.base.set(base);
            draft.fill(typed);
            draft.is_ready.set(true);
        });
        draft.keep_as_typed();
        draft
    }

    fn key(self) -> String {
        match self.id {
            Some(DocumentId(id)) => format!("{PREFIX}{id}"),
            None => format!("{PREFIX}new"),
        }
    }

    pub fn fill(self, typed: Typed) {
        let Typed { about, rule } = typed;
        self.name.set(about.name);
        self.owner.set(about.owner);
        self.before_sale.set(about.before_sale);
        self.after_sale.set(about.after_sale);
        let amount = about.target.map(|target| target.amount);
        let (kind, amount) = match amount {
            None => ("none", None),
            Some(TargetAmount::Money(money)) => ("money", Some(money.major())),
            Some(TargetAmount::Orders(n)) => ("orders", Some(n.into())),
        };
        self.target.set(kind.to_owned());
        self.amount.set(amount.map(Quantity::Exact));
        let by = about.target.and_then(|target| target.by);
        self.by.set(by.map(|day| day.to_string()).unwrap_or_default());
        self.has_rule.set(rule.is_some());
        self.rule.set(rule.unwrap_or_default());
    }

    /// Tracked.
    pub fn typed(self) -> Typed {
        let amount = self.amount.get().map(Quantity::middle);
        let amount = match self.target.get().as_str() {
            "money" => amount.map(|amount| TargetAmount::Money(Money::from_major(amount))),
            "orders" => amount.map(|amount| TargetAmount::Orders(amount.round() as u32)),
            _ => None,
        };
        let by = read_day(&self.by.get());
        let about = SegmentAbout {
            name: self.name.get(),
            owner: self.owner.get(),
            target: amount.map(|amount| SegmentTarget { amount, by }),
            before_sale: self.before_sale.get(),
            after_sale: self.after_sale.get(),
        };
        Typed { about, rule: self.has_rule.get().then(|| self.rule.get()) }
    }

    /// Is there anything that has not been saved? Tracked.
    pub fn is_changed(self) -> bool {
        self.is_ready.get() && self.typed() != self.base.get()
    }

    fn keep_as_typed(self) {
        let writer = new_writer();
        let n_changes = self.n_changes.get_value();
        Effect::new(move |_| {
            if !self.is_ready.get() {
                return;
            }
            let (typed, base) = (self.typed(), self.base.get());
            n_changes.set(n_changes.get() + 1);
            let (n_changes, number) = (n_changes.clone(), n_changes.get());
            set_timeout(
                move || {
                    // Typed on since, or saved.
                    if n_changes.get() != number {
                        return;
                    }
                    spawn_local(async move {
                        let key = self.key();
                        // A draft that cannot be kept is still there to be saved.
                        let _ = if typed == base {
                            self.workspace.delete_draft(&key, DraftBase::Anything).await
                        } else {
                            let kept = Kept { typed, base };
                            let base = DraftBase::Anything;
                            self.workspace.put_draft(&key, &kept, writer, base).await
                        };
                    });
                },
                REST,
            );
        });
    }

    /// What is typed is saved now, or let go of.
    pub fn settle(self, saved: Typed) {
        // Nothing that was typed before is kept any more.
        if let Some(n_changes) = self.n_changes.try_get_value() {
            n_changes.set(n_changes.get() + 1);
        }
        let _ = self.base.try_set(saved.clone());
        if self.is_ready.try_get_untracked() == Some(true) {
            self.fill(saved);
        }
        let key = self.key();
        spawn_local(async move {
            let _ = self.workspace.delete_draft(&key, DraftBase::Anything).await;
        });
    }

    /// Somebody has saved it meanwhile, as it stands there now; tracked.
    pub fn theirs(self, stored: Option<&SegmentEntry>) -> Option<Typed> {
        let theirs = Typed::of(stored?);
        (self.is_changed() && self.base.with(|base| *base != theirs)).then_some(theirs)
    }
}
