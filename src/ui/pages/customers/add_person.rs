//! Adding one person by hand.

use super::person_form::{PersonDraft, PersonFields};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::dialog_form::{DialogForm, SubmitButton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::workspace::CustomField;
use meadow_core::protocol::{Command, GetFacts, Outcome};

/// Ties the button at the dialog's foot to the form in its body.
const FORM_ID: &str = "add-person";

/// The new person is opened once it is saved.
#[component]
pub fn AddPersonDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let facts = workspace.asked(move || open.get().then_some(GetFacts {}));
    let is_saving = RwSignal::new(false);
    let is_settled = StoredValue::new(false);
    let title = Signal::derive(move || t_string!(i18n, customers.add_title).to_owned());
    let foot = move || {
        view! {
            <Button on_press=move |()| {
                is_settled.set_value(true);
                open.set(false);
            }>{t!(i18n, common.cancel)}</Button>
            <SubmitButton form=FORM_ID busy=is_saving>
                {t!(i18n, customers.add_person)}
            </SubmitButton>
        }
    };
    let form = move || {
        facts.get().map(|facts| {
            view! {
                <AddPersonForm fields=facts.custom_fields.clone() open=open is_saving=is_saving is_settled=is_settled />
            }
        })
    };
    view! {
        <Dialog open=open title=title foot=foot>
            {form}
        </Dialog>
    }
}

#[component]
fn AddPersonForm(
    fields: Vec<CustomField>,
    open: RwSignal<bool>,
    is_saving: RwSignal<bool>,
    /// Saved or cancelled: only then is what was typed forgotten.
    is_settled: StoredValue<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let table = CustomerTable::expect();
    let offers = UndoOffers::expect();
    let draft = PersonDraft::of(&table.unfinished.new_person(), &fields);
    is_settled.set_value(false);
    on_cleanup(move || {
        let is_settled = is_settled.try_get_value().unwrap_or(true);
        let typed = if is_settled { Customer::default() } else { draft.typed(Customer::default()) };
        table.unfinished.keep_new_person(typed);
    });
    let save = move |()| {
        if is_saving.get_untracked() {
            return;
        }
        let Some(customer) = draft.finish(Customer::default()) else { return };
        is_saving.set(true);
        let what = t_string!(i18n, customers.added_one).to_owned();
        spawn_local(async move {
            let result = workspace.run(Command::AddCustomer { customer: Box::new(customer) }).await;
            let _ = is_saving.try_set(false);
            match result {
                Ok(outcome) => {
                    let _ = is_settled.try_update_value(|settled| *settled = true);
                    let _ = open.try_set(false);
                    if let Outcome::Customer(id) = outcome {
                        table.opened.set(Some(id));
                    }
                    offers.offer(what);
                }
                Err(error) if draft.refuse(&error) => {}
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    view! {
        <DialogForm id=FORM_ID on_submit=save>
            <PersonFields draft=draft />
        </DialogForm>
    }
}
