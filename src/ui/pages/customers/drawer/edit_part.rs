//! The facts as fields. What was typed goes on top of the newest state, field by field; where
//! another tab has changed the same field meanwhile, the reader says which is to stand.

use super::facts::typed_facts;
use super::{Person, title_of};
use crate::i18n::{t, t_string};
use crate::platform::locale::Formatter;
use crate::state::customer_table::CustomerTable;
use crate::state::customer_table::unfinished::UnfinishedEdit;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::toasts::{ToastAction, Toasts};
use crate::ui::components::button::Button;
use crate::ui::components::icon::Icon;
use crate::ui::pages::customers::focus_soon;
use crate::ui::pages::customers::person_form::{PersonDraft, PersonFields};
use crate::ui::pages::customers::wording::{column_name, stage_name};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::customer_merge::merge;
use meadow_core::views::table::Column;

#[component]
pub fn EditPart(person: Person, is_editing: RwSignal<bool>) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let unfinished = CustomerTable::expect().unfinished;
    let kept = unfinished.edit(person.id);
    let customer = kept.as_ref().map(|kept| kept.base.clone()).unwrap_or_else(|| {
        person
            .card
            .with_untracked(|card| card.as_ref().map(|card| card.customer.clone()))
            .unwrap_or_default()
    });
    let draft = PersonDraft::of(
        kept.as_ref().map_or(&customer, |kept| &kept.typed),
        &person.fields.get_untracked(),
    );
    let stage_now =
        Signal::derive(move || person.card.with(|card| card.as_ref().map(|card| card.stage)));
    // What the fields began from: only what differs from it was typed.
    let base = StoredValue::new(customer);
    let theirs = RwSignal::new(None::<Customer>);
    focus_soon("#drawer form input");
    // Another person, Escape, another page: what was typed waits for its person.
    let is_settled = StoredValue::new(false);
    let toasts = Toasts::expect();
    let opened = CustomerTable::expect().opened;
    on_cleanup(move || {
        let base = base.get_value();
        let typed = draft.typed(base.clone());
        let name = title_of(i18n, &base);
        let edit = (!is_settled.get_value()).then_some(UnfinishedEdit { base, typed });
        if unfinished.keep_edit(person.id, edit) {
            let back = ToastAction {
                label: t_string!(i18n, customers.typed_back).to_owned(),
                shortcut: None,
                run: Callback::new(move |()| {
                    opened.set(None);
                    opened.set(Some(person.id));
                }),
            };
            toasts.show_with(t_string!(i18n, customers.typed_kept, name = name).to_string(), back);
        }
    });
    let leave = move || {
        let _ = is_settled.try_update_value(|settled| *settled = true);
        let _ = is_editing.try_set(false);
        focus_soon("#drawer h2");
    };
    let save = move || {
        if person.is_saving.get_untracked() {
            return;
        }
        let base = base.get_value();
        let Some(mine) = draft.finish(base.clone()) else { return };
        theirs.set(None);
        spawn_local(async move {
            let put_together = |newest: &Customer| {
                let changed = merge(&base, &mine, newest);
                if changed != merge(&base, newest, &mine) {
                    let _ = theirs.try_set(Some(newest.clone()));
                    // The question stands below many fields.
                    focus_soon("#drawer form [role='alert'] button");
                    return None;
                }
                (changed != *newest).then_some(changed)
            };
            match person.change_newest(&put_together).await {
                Ok(Some(saved)) => {
                    leave();
                    let name = title_of(i18n, &saved);
                    let what = t_string!(i18n, customers.saved_one, name = name).to_string();
                    person.offers.offer(what);
                }
                Ok(None) if theirs.try_with_untracked(Option::is_some) == Some(true) => {}
                Ok(None) => leave(),
                // The fields stay open with what was typed.
                Err(error) if draft.refuse(&error) => {}
                Err(error) => person.offers.say(&explain(&error)),
            }
        });
    };
    let settle = move |mine_stands: bool| {
        let (before, Some(there)) = (base.get_value(), theirs.get_untracked()) else { return };
        let Some(here) = draft.finish(before.clone()) else { return };
        draft.fill(&if mine_stands {
            merge(&before, &here, &there)
        } else {
            merge(&before, &there, &here)
        });
        base.set_value(there);
        save();
    };
    let clash = move || {
        let (there, before) = (theirs.get()?, base.get_value());
        let here = untrack(|| draft.finish(before.clone()))?;
        let sides = [merge(&before, &there, &here), merge(&before, &here, &there)];
        let fields = clashing_fields(person, &formatter.get(), sides);
        Some(view! {
            <div class="note" data-tone="warn" role="alert">
                <Icon name="warn" />
                <div>
                    <b>{t!(i18n, customers.clash_title)}</b>
                    <ul class="plain">
                        {fields.into_iter().map(|field| view! { <li>{field}</li> }).collect_view()}
                    </ul>
                    <p>{t!(i18n, customers.clash_safe)}</p>
                    <div class="row">
                        <Button on_press=move |()| settle(true)>{t!(i18n, common.keep_mine)}</Button>
                        <Button on_press=move |()| settle(false)>
                            {t!(i18n, common.take_theirs)}
                        </Button>
                    </div>
                </div>
            </div>
        })
    };
    view! {
        <form
            novalidate
            class="drawer__part"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    is_editing.set(false);
                    focus_soon("#drawer h2");
                }
            }
        >
            <PersonFields draft=draft stage_now=stage_now />
            {clash}
            <div class="row row--end drawer__foot">
                <Button on_press=move |()| leave()>{t!(i18n, common.cancel)}</Button>
                <button
                    class="btn"
                    data-variant="primary"
                    type="submit"
                    aria-busy=move || person.is_saving.get().then_some("true")
                >
                    {t!(i18n, common.save)}
                </button>
            </div>
        </form>
    }
}

/// A line for each field in which the two differ: how it stands there, how here.
fn clashing_fields(person: Person, f: &Formatter, [there, here]: [Customer; 2]) -> Vec<String> {
    let i18n = person.i18n;
    let facts_of = |customer: &Customer| {
        let stage = customer.stage.map(|stage| stage_name(i18n, stage));
        let mut facts = vec![
            (column_name(i18n, &Column::Name, None), Some(customer.name.clone())),
            (column_name(i18n, &Column::Stage, None), stage),
            (
                column_name(i18n, &Column::Tags, None),
                Some(customer.tags.join(t_string!(i18n, customers.list_comma))),
            ),
        ];
        facts.extend(typed_facts(i18n, f, customer, &person.fields.get_untracked()));
        facts
    };
    let written = |value: Option<String>| {
        value
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| t_string!(i18n, customers.not_known).to_owned())
    };
    let pairs = facts_of(&there).into_iter().zip(facts_of(&here));
    pairs
        .filter(|((_, there), (_, here))| there != here)
        .map(|((field, there), (_, here))| {
            let (theirs, mine) = (written(there), written(here));
            t_string!(i18n, customers.clash_field, field = field, theirs = theirs, mine = mine)
                .to_string()
        })
        .collect()
}
