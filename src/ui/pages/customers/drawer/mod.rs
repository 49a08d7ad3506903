//! One person looked at closely: facts, the class with its reasons, orders and contacts, notes,
//! consent. Every change is one step of undo.

mod consent;
mod facts;
mod history;
mod notes;
mod why_class;

use self::consent::ConsentPart;
use self::facts::{FactsPart, facts_line};
use self::history::HistoryPart;
use self::notes::NotesPart;
use self::why_class::WhyClassPart;
use super::focus_soon;
use super::person_form::{PersonDraft, PersonFields};
use super::wording::Texts;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::drawer::Drawer;
use crate::ui::components::error_note::ErrorNote;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::workspace::CustomField;
use meadow_core::protocol::{Command, EngineError, GetCustomerCard, GetFacts};
use meadow_core::views::table::CustomerCard;
use std::sync::Arc;

/// What the parts of the drawer share.
#[derive(Clone, Copy)]
struct Person {
    i18n: Texts,
    workspace: Workspace,
    offers: UndoOffers,
    /// As last answered.
    card: RwSignal<Option<Arc<CustomerCard>>>,
    fields: Signal<Vec<CustomField>>,
    is_saving: RwSignal<bool>,
}

impl Person {
    /// Keeps a changed customer, says `what` and offers to take it back.
    fn save(self, customer: Customer, what: String) {
        self.is_saving.set(true);
        spawn_local(async move {
            let result =
                self.workspace.run(Command::EditCustomer { customer: Box::new(customer) }).await;
            let _ = self.is_saving.try_set(false);
            match result {
                Ok(_) => self.offers.offer(what),
                Err(error) => self.offers.say(&explain(&error)),
            }
        });
    }

    /// Changes the customer as last answered.
    fn edit(self, change: impl FnOnce(&mut Customer), what: String) {
        let card = self.card.with_untracked(|card| card.as_ref().map(|card| card.customer.clone()));
        if let Some(mut customer) = card {
            change(&mut customer);
            self.save(customer, what);
        }
    }
}

#[component]
pub fn PersonDrawer(id: CustomerId, on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let asked = workspace.asked(move || Some(GetCustomerCard { id }));
    let facts = workspace.asked(|| Some(GetFacts {}));
    let fields = Signal::derive(move || {
        facts.get().map(|facts| facts.custom_fields.clone()).unwrap_or_default()
    });
    let person = Person {
        i18n,
        workspace,
        offers: UndoOffers::expect(),
        card: asked.answer,
        fields,
        is_saving: RwSignal::new(false),
    };
    let is_editing = RwSignal::new(false);
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
    let body = move || {
        if is_editing.get() {
            return view! { <EditPart person=person is_editing=is_editing /> }.into_any();
        }
        let is_there = asked.answer.with(Option::is_some);
        if !is_there {
            return match asked.error.get() {
                Some(error) => error_view(error).into_any(),
                None => view! {
                    <div class="skeleton" aria-hidden="true">
                        <span></span>
                        <span></span>
                        <span></span>
                    </div>
                }
                .into_any(),
            };
        }
        view! {
            <Acts person=person is_editing=is_editing />
            <WhyClassPart person=person />
            <FactsPart person=person />
            <HistoryPart person=person />
            <NotesPart person=person />
            <ConsentPart person=person />
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
    let delete = move |()| {
        let Some(card) = person.card.get_untracked() else { return };
        let id = card.customer.id;
        let what = t_string!(i18n, customers.deleted_one, name = title_of(i18n, &card.customer))
            .to_string();
        spawn_local(async move {
            match person.workspace.run(Command::DeleteCustomers { ids: vec![id] }).await {
                Ok(_) => {
                    table.selected.update(|selected| {
                        selected.remove(&id);
                    });
                    if table.opened.get_untracked() == Some(id) {
                        table.opened.set(None);
                    }
                    person.offers.offer(what);
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

/// The facts become fields.
#[component]
fn EditPart(person: Person, is_editing: RwSignal<bool>) -> impl IntoView {
    let i18n = person.i18n;
    let customer = person
        .card
        .with_untracked(|card| card.as_ref().map(|card| card.customer.clone()))
        .unwrap_or_default();
    let draft = PersonDraft::of(&customer, &person.fields.get_untracked());
    focus_soon("#drawer form input");
    let leave = move || {
        is_editing.set(false);
        focus_soon("#drawer h2");
    };
    let save = move || {
        // What was changed meanwhile elsewhere stays: only the fields are ours.
        let Some(card) = person.card.get_untracked() else { return };
        if let Some(changed) = draft.finish(card.customer.clone()) {
            leave();
            if changed != card.customer {
                let name = title_of(i18n, &changed);
                person.save(changed, t_string!(i18n, customers.saved_one, name = name).to_string());
            }
        }
    };
    view! {
        <form
            class="drawer__part"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    leave();
                }
            }
        >
            <PersonFields draft=draft />
            <div class="row row--end drawer__foot">
                <Button on_press=move |()| leave()>{t!(i18n, common.cancel)}</Button>
                <button class="btn" data-variant="primary" type="submit">
                    {t!(i18n, common.save)}
                </button>
            </div>
        </form>
    }
}
