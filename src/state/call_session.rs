//! Going through the call list: whom to call, who is next, and going back with undo. Where it was left
//! off follows from the calls of today, so that it survives a reload. Must not know any widget.

use std::collections::BTreeSet;

use leptos::prelude::{
    Callable, Callback, Effect, Get, GetUntracked, Memo, RwSignal, Set, Update, With, WithUntracked,
};
use leptos::task::spawn_local;
use meadow_core::domain::call::CallOutcome;
use meadow_core::domain::class::Class;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::protocol::{Command, EngineError, GetCalls, GetShopFacts, NewCall};
use meadow_core::views::calls::{CallAudience, CallEntry, CallEvent, CallList, ShopFacts};

use super::engine::Asked;
use super::workspace::Workspace;

/// Made by the page that shows the list, and gone with it.
#[derive(Clone, Copy)]
pub struct CallSession {
    pub audience: RwSignal<CallAudience>,
    pub list: Asked<CallList>,
    pub shop: Asked<ShopFacts>,
    /// The event the calls are about; `None`: about none.
    pub event: Memo<Option<CallEvent>>,
    /// Who is called now; `None` where nobody is left.
    pub current: Memo<Option<CallEntry>>,
    pub is_saving: RwSignal<bool>,
    chosen_event: RwSignal<Option<Option<DocumentId>>>,
    /// Stays who it is until the call has been noted, whatever moves in the list.
    picked: RwSignal<Option<CustomerId>>,
    put_off: RwSignal<Vec<CustomerId>>,
    logged: RwSignal<Vec<CustomerId>>,
    workspace: Workspace,
}

/// What is noted of a call beside how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallNotes {
    pub script: Option<Class>,
    /// The key of the reason that it was worded for.
    pub script_reason: String,
    pub again: Option<Day>,
    pub reasons: Vec<String>,
    pub text: String,
}

impl CallSession {
    pub fn open(audience: CallAudience) -> Self {
        let workspace = Workspace::expect();
        let audience = RwSignal::new(audience);
        let shop = workspace.asked(|| Some(GetShopFacts {}));
        let chosen_event: RwSignal<Option<Option<DocumentId>>> = RwSignal::new(None);
        // The next one that is still to come, until another is chosen.
        let event = Memo::new(move |_| {
            let shop = shop.get()?;
            match chosen_event.get() {
                None => shop.events.first().cloned(),
                Some(id) => shop.events.iter().find(|event| Some(event.id) == id).cloned(),
            }
        });
        let (is_ready, about) =
            (Memo::new(move |_| shop.get().is_some()), Memo::new(move |_| Some(event.get()?.id)));
        // Not before it is known what the calls are about: that tells who is left out.
        let list = workspace.asked(move || {
            let ask = GetCalls { audience: audience.get(), event: about.get() };
            is_ready.get().then_some(ask)
        });
        let picked = RwSignal::new(None);
        let put_off: RwSignal<Vec<CustomerId>> = RwSignal::new(Vec::new());
        let current = Memo::new(move |_| {
            let list = list.get()?;
            let of = |id: Option<CustomerId>| list.queue.iter().find(|entry| Some(entry.id) == id);
            let first = || {
                put_off.with(|put_off| {
                    let not_yet = list.queue.iter().find(|entry| !put_off.contains(&entry.id));
                    // Whoever was put off first comes round again.
                    let again = || put_off.iter().find_map(|id| of(Some(*id)));
                    not_yet.or_else(again)
                })
            };
            of(picked.get()).or_else(first).cloned()
        });
        let session = Self {
            audience,
            list,
            shop,
            event,
            current,
            is_saving: RwSignal::new(false),
            chosen_event,
            picked,
            put_off,
            logged: RwSignal::new(Vec::new()),
            workspace,
        };
        session.keep_current();
        session.follow_undo();
        session
    }

    /// Chooses what the calls are about.
    pub fn choose_event(self, event: Option<DocumentId>) {
        self.chosen_event.set(Some(event));
    }

    /// Calls somebody else of the list now.
    pub fn pick(self, id: CustomerId) {
        self.picked.set(Some(id));
    }

    /// Goes on to the next; this one comes again at the end.
    pub fn put_off(self) {
        let Some(entry) = self.current.get_untracked() else { return };
        self.put_off.update(|ids| {
            ids.retain(|id| *id != entry.id);
            ids.push(entry.id);
        });
        self.picked.set(None);
    }

    /// Notes how the call ended, as one step of undo; then the next is called. `done` hears how it went.
    pub fn log(
        self,
        outcome: CallOutcome,
        notes: CallNotes,
        done: Callback<Result<CallEntry, EngineError>>,
    ) {
        let Some(entry) = self.current.get_untracked() else { return };
        // A second press, before the list has moved on, is none.
        let is_logged = self.logged.with_untracked(|logged| logged.contains(&entry.id));
        if self.is_saving.get_untracked() || is_logged {
            return;
        }
        let CallNotes { script, script_reason, again, reasons, text } = notes;
        let call = NewCall {
            customer: entry.id,
            outcome,
            script,
            script_reason,
            event: self.event.with_untracked(|event| event.as_ref().map(|event| event.id)),
            again,
            reasons,
            text,
        };
        self.is_saving.set(true);
        spawn_local(async move {
            let result = self.workspace.run(Command::LogCall { call }).await;
            let _ = self.is_saving.try_set(false);
            if result.is_ok() {
                let _ = self.logged.try_update(|logged| logged.push(entry.id));
                let _ = self.put_off.try_update(|ids| ids.retain(|id| *id != entry.id));
            }
            done.run(result.map(|_| entry));
        });
    }

    /// Another call noted, a rate that moved or another tab must not change who is on the line.
    fn keep_current(self) {
        Effect::new(move |_| {
            let current = self.current.with(|entry| entry.as_ref().map(|entry| entry.id));
            if current.is_some() {
                self.picked.set(current);
            }
        });
    }

    /// Whoever was called today and is in the list again was taken back: they are called next.
    fn follow_undo(self) {
        Effect::new(move |before: Option<BTreeSet<CustomerId>>| {
            let Some(list) = self.list.get() else { return BTreeSet::new() };
            let was_called = |entry: &&CallEntry| {
                before.as_ref().is_some_and(|before| before.contains(&entry.id))
            };
            if let Some(back) = list.queue.iter().find(was_called) {
                self.logged.update(|logged| logged.retain(|id| *id != back.id));
                self.picked.set(Some(back.id));
            }
            list.called_today.iter().map(|called| called.id).collect()
        });
    }
}
