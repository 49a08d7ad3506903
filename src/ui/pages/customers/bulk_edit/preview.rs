//! What a change would do, shown before it is made, and making it.

use super::scope::Scope;
use super::wording::change_lines;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::icon::Icon;
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{BulkChange, Command, EngineError, Outcome, PreviewBulkEdit};
use meadow_core::views::bulk::{BulkExample, BulkPreview};
use meadow_core::views::table::ColumnInfo;
use std::time::Duration;

/// Long enough to type on, short enough to feel at once.
const ASK_AFTER: Duration = Duration::from_millis(200);

/// A change on its way from being typed to being made.
#[derive(Clone, Copy)]
pub struct Proposal {
    scope: Scope,
    /// As typed; `None` while it says nothing.
    change: Signal<Option<BulkChange>>,
    /// As it is asked about.
    settled: RwSignal<Option<BulkChange>>,
    asked: Asked<BulkPreview>,
    numbers: NumberFaults,
    is_open: RwSignal<bool>,
    is_running: RwSignal<bool>,
    /// Why it was not made.
    refusal: RwSignal<Option<EngineError>>,
    workspace: Workspace,
    offers: UndoOffers,
}

impl Proposal {
    pub fn new(
        scope: Scope,
        change: Signal<Option<BulkChange>>,
        numbers: NumberFaults,
        is_open: RwSignal<bool>,
    ) -> Self {
        let workspace = Workspace::expect();
        let settled = RwSignal::new(None);
        let refusal = RwSignal::new(None);
        let mut settle_later = debounce(ASK_AFTER, move |change| {
            let _ = settled.try_set(change);
        });
        Effect::new(move |_| {
            let change = change.get();
            refusal.set(None);
            settle_later(change);
        });
        let asked = workspace.asked(move || {
            let change = settled.get().filter(|_| is_open.get())?;
            let ids = scope.ids()?.as_ref().clone();
            Some(PreviewBulkEdit { ids, change })
        });
        let offers = UndoOffers::expect();
        let is_running = RwSignal::new(false);
        Self {
            scope,
            change,
            settled,
            asked,
            numbers,
            is_open,
            is_running,
            refusal,
            workspace,
            offers,
        }
    }

    /// Is what is shown what would be done? Tracked.
    fn is_settled(self) -> bool {
        self.change.with(|change| self.settled.with(|settled| settled == change))
            && !self.scope.is_asking()
            && !self.asked.is_asking.get()
    }

    /// What is worth doing; tracked.
    fn is_ready(self) -> bool {
        let changes_some =
            self.asked.answer.with(|answer| answer.as_ref().is_some_and(|a| a.n_changed > 0));
        self.change.with(Option::is_some)
            && self.is_settled()
            && self.asked.error.with(Option::is_none)
            && changes_some
    }

    /// Makes the change, says so, and closes the dialog.
    pub fn carry_out(self, i18n: Texts, formatter: Signal<Formatter>) {
        let is_ready = untrack(|| self.is_ready()) && !self.numbers.any();
        if !is_ready || self.is_running.get_untracked() {
            return;
        }
        let (Some(ids), Some(change)) = (untrack(|| self.scope.ids()), self.change.get_untracked())
        else {
            return;
        };
        self.is_running.set(true);
        spawn_local(async move {
            let ids = ids.as_ref().clone();
            let result = self.workspace.run(Command::BulkEdit { ids, change }).await;
            let _ = self.is_running.try_set(false);
            match result {
                Ok(outcome) => {
                    let n = match outcome {
                        Outcome::Changed { n_customers } => n_customers,
                        _ => 0,
                    };
                    let n = formatter.get_untracked().fmt_int(i64::from(n));
                    let said = t_string!(i18n, customers.changed_many, n = n).to_string();
                    self.offers.offer(agree(&said));
                    let _ = self.is_open.try_set(false);
                }
                Err(error) => drop(self.refusal.try_set(Some(error))),
            }
        });
    }
}

/// The buttons at the foot of a dialog.
#[component]
pub fn ProposalFoot(proposal: Proposal, #[prop(into)] act: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    view! {
        <Button on_press=move |()| proposal.is_open.set(false)>{t!(i18n, common.cancel)}</Button>
        <Button
            kind=ButtonKind::Primary
            disabled=Signal::derive(move || !proposal.is_ready())
            busy=proposal.is_running
            on_press=move |()| proposal.carry_out(i18n, formatter)
        >
            {move || act.get()}
        </Button>
    }
}

#[component]
pub fn ProposalPreview(proposal: Proposal, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let fault = move || {
        let refused = proposal.refusal.get();
        let error =
            refused.or_else(|| proposal.asked.error.get().filter(|_| proposes(proposal)))?;
        Some(view! {
            <p class="field__error" role="alert">
                <Icon name="error" class="icon--sm" />
                {move || explain(&error).get(language.get()).to_owned()}
            </p>
        })
    };
    let counted = move || {
        let preview = proposal.asked.get().filter(|_| proposes(proposal))?;
        let f = formatter.get();
        let (n, same) =
            (f.fmt_int(i64::from(preview.n_changed)), f.fmt_int(i64::from(preview.n_same)));
        Some(match (preview.n_changed, preview.n_same) {
            (0, _) => t_string!(i18n, customers.preview_none).to_owned(),
            (_, 0) => agree(&t_string!(i18n, customers.preview_all, n = n).to_string()),
            _ => agree(&t_string!(i18n, customers.preview_some, n = n, same = same).to_string()),
        })
    };
    let unusual = move || {
        let preview = proposal.asked.get().filter(|_| proposes(proposal))?;
        (preview.n_unusual > 0).then(|| {
            let n = formatter.get().fmt_int(preview.n_unusual.into());
            let text = t_string!(i18n, customers.unusual_moves, n = n).to_string();
            view! { <p class="fine">{agree(&text)}</p> }
        })
    };
    let examples = move || {
        let preview = proposal.asked.get().filter(|_| proposes(proposal))?;
        let f = formatter.get();
        let example = |example: &BulkExample| {
            let lines = known
                .with(|known| change_lines(i18n, &f, known, &preview.reasons, &example.changes));
            let name = match example.name.as_str() {
                "" => t_string!(i18n, customers.no_name).to_owned(),
                name => name.to_owned(),
            };
            view! {
                <li>
                    <b>{name}</b>
                    {lines.into_iter().map(|line| view! { <span>{line}</span> }).collect_view()}
                </li>
            }
        };
        Some(preview.examples.iter().map(example).collect_view())
    };
    view! {
        <div
            class="well preview"
            role="group"
            aria-label=move || t_string!(i18n, customers.preview)
            aria-busy=move || (!proposal.is_settled()).then_some("true")
        >
            <p aria-live="polite">
                {move || {
                    counted().unwrap_or_else(|| t_string!(i18n, customers.preview_wait).to_owned())
                }}
            </p>
            {unusual}
            <ul class="plain preview__examples">{examples}</ul>
            {fault}
        </div>
    }
}

fn proposes(proposal: Proposal) -> bool {
    proposal.change.with(Option::is_some)
}
