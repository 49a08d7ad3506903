//! One person looked at closely: facts, tags, the class with its reasons, orders and contacts, notes,
//! consent. Every change is one step of undo, made on the newest state: a change that was saved in
//! another tab meanwhile stays, and one of the same field is asked about.

mod add_word;
mod class_story;
mod consent;
mod edit_part;
mod erase;
mod facts;
mod habits;
mod history;
mod keeping;
mod notes;
mod outlook;
mod reasons;
mod record;
mod tags;
mod why_class;

use self::consent::ConsentPart;
use self::edit_part::EditPart;
use self::erase::ErasePart;
use self::facts::{FactsPart, facts_line};
use self::habits::HabitsPart;
use self::history::HistoryPart;
use self::keeping::KeepingPart;
use self::notes::NotesPart;
use self::outlook::OutlookPart;
use self::reasons::ReasonsPart;
use self::tags::TagsPart;
use self::why_class::WhyClassPart;
use super::deleted::deleted_note;
use super::wording::Texts;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::drawer::Drawer;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::skeleton::Skeleton;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::workspace::CustomField;
use meadow_core::protocol::{Command, EngineError, GetCustomerCard, GetFacts, GetPersonHabits};
use meadow_core::views::table::{ColumnInfo, CustomerCard};
use std::sync::Arc;

/// So often a change is made anew because another tab was first.
const MOST_TRIES: usize = 3;

/// What the parts of the drawer share.
#[derive(Clone, Copy)]
struct Person {
    id: CustomerId,
    i18n: Texts,
    workspace: Workspace,
    offers: UndoOffers,
    /// As last answered.
    card: RwSignal<Option<Arc<CustomerCard>>>,
    fields: Signal<Vec<CustomField>>,
    /// The table's columns, for what others have.
    known: Signal<Vec<ColumnInfo>>,
    is_saving: RwSignal<bool>,
}

impl Person {
    /// Changes the newest state of the person, says `what` and offers to take it back.
    fn edit(self, change: impl Fn(&mut Customer) + 'static, what: String) {
        spawn_local(async move {
            let changed = |newest: &Customer| {
                let mut customer = newest.clone();
                change(&mut customer);
                Some(customer)
            };
            match self.change_newest(&changed).await {
                Ok(_) => self.offers.offer(what),
                Err(error) => self.offers.say(&explain(&error)),
            }
        });
    }

    /// Keeps what `change` makes of the newest state; where another tab saves another one in
    /// between, of that. Returns what was kept, `None` if there was nothing to keep.
    async fn change_newest(
        self,
        change: &dyn Fn(&Customer) -> Option<Customer>,
    ) -> Result<Option<Customer>, EngineError> {
        let _ = self.is_saving.try_set(true);
        let mut result = Err(EngineError::Conflict);
        for _ in 0..MOST_TRIES {
            if result == Err(EngineError::Conflict) {
                result = self.change_once(change).await;
            }
        }
        let _ = self.is_saving.try_set(false);
        result
    }

    async fn change_once(
        self,
        change: &dyn Fn(&Customer) -> Option<Customer>,
    ) -> Result<Option<Customer>, EngineError> {
        let before = self.workspace.ask(GetCustomerCard { id: self.id }).await?.customer;
        let Some(customer) = change(&before) else { return Ok(None) };
        let command = Command::EditCustomer {
            before: Box::new(before),
            customer: Box::new(customer.clone()),
        };
        self.workspace.run(command).await.map(|_| Some(customer))
    }
}

#[component]
pub fn PersonDrawer(
    id: CustomerId,
    known: Signal<Vec<ColumnInfo>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let asked = workspace.asked(move || Some(GetCustomerCard { id }));
    let habits = workspace.asked(move || Some(GetPersonHabits { id }));
    let facts = workspace.asked(|| Some(GetFacts {}));
    let fields = Signal::derive(move || {
        facts.get().map(|facts| facts.custom_fields.clone()).unwrap_or_default()
    });
    let person = Person {
        id,
        i18n,
        workspace,
        offers: UndoOffers::expect(),
        card: asked.answer,
        fields,
        known,
        is_saving: RwSignal::new(false),
    };
    // What was typed before and neither saved nor cancelled is gone on with.
    let unfinished = CustomerTable::expect().unfinished;
    let is_editing = RwSignal::new(unfinished.edit(id).is_some());
    let title = Signal::derive(move || {
        asked
            .answer
            .with(|card| card.as_ref().map(|card| title_of(i18n, &card.customer)))
            .unwrap_or_default()
    });
    // Undone or deleted in another tab: nothing is left to show.
    Effect::new(move |_| {
        if matches!(asked.error.get(), Some(EngineError::NotFound { .. })) {
            on_close.run(());
        }
    });
    let head = move || {
        let line = move || asked.get().map(|card| facts_line(i18n, &card));
        view! { <p class="muted">{line}</p> }
    };
    // Looked at apart: an answer that is only newer must not make the fields anew.
    let is_there = Memo::new(move |_| asked.answer.with(Option::is_some));
    let body = move || {
        if is_editing.get() && is_there.get() {
            return view! { <EditPart person=person is_editing=is_editing /> }.into_any();
        }
        if !is_there.get() {
            return match asked.error.get() {
                Some(error) => error_view(error).into_any(),
                None => view! {
                    <Skeleton />
                }
                .into_any(),
            };
        }
        view! {
            <Acts person=person is_editing=is_editing />
            <WhyClassPart person=person />
            <OutlookPart person=person />
            <HabitsPart person=person habits=habits />
            <KeepingPart person=person habits=habits />
            <FactsPart person=person />
            <TagsPart person=person />
            <ReasonsPart person=person />
            <HistoryPart person=person />
            <NotesPart person=person />
            <ConsentPart person=person />
            <ErasePart person=person />
        }
        .into_any()
    };
    view! {
        <Drawer title=title head=head on_close=on_close>
            {body}
        </Drawer>
    }
}

/// What a person is called here.
fn title_of(i18n: Texts, customer: &Customer) -> String {
    [&customer.name, &customer.key, &customer.phone, &customer.email]
        .into_iter()
        .find(|text| !text.is_empty())
        .cloned()
        .unwrap_or_else(|| t_string!(i18n, customers.no_name).to_owned())
}

fn error_view(error: EngineError) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let what = Signal::derive(move || explain(&error).get(language.get()).to_owned());
    let safe = Signal::derive(move || t_string!(i18n, customers.data_safe).to_owned());
    view! { <ErrorNote what_happened=what what_is_safe=safe /> }
}

/// The buttons under the name.
#[component]
fn Acts(person: Person, is_editing: RwSignal<bool>) -> impl IntoView {
    let i18n = person.i18n;
    let table = CustomerTable::expect();
    let formatter = use_formatter();
    let delete = move |()| {
        let Some(card) = person.card.get_untracked() else { return };
        let id = card.customer.id;
        let what = t_string!(i18n, customers.deleted_one, name = title_of(i18n, &card.customer))
            .to_string();
        spawn_local(async move {
            match person.workspace.run(Command::DeleteCustomers { ids: vec![id] }).await {
                Ok(outcome) => {
                    table.selected.update(|selected| {
                        selected.remove(&id);
                    });
                    if table.opened.get_untracked() == Some(id) {
                        table.opened.set(None);
                    }
                    let f = formatter.get_untracked();
                    person.offers.offer(deleted_note(i18n, &f, what, &outcome));
                }
                Err(error) => person.offers.say(&explain(&error)),
            }
        });
    };
    view! {
        <div class="row">
            <Button icon="edit" on_press=move |()| is_editing.set(true)>
                {t!(i18n, customers.edit)}
            </Button>
            <Button kind=ButtonKind::Quiet icon="trash" on_press=delete>
                {t!(i18n, customers.delete)}
            </Button>
        </div>
    }
}
