//! Find and replace in the words of many people.

use super::preview::{Proposal, ProposalFoot, ProposalPreview};
use super::scope::{Scope, ScopeField};
use crate::i18n::{t_string, use_i18n};
use crate::state::customer_table::rows::CustomerRows;
use crate::state::figures::use_formatter;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::switch::CheckBox;
use crate::ui::components::text_field::TextField;
use crate::ui::pages::customers::fields::{all_fields, field_choices, field_of, holds_words};
use leptos::prelude::*;
use meadow_core::protocol::BulkChange;
use meadow_core::views::table::{ColumnInfo, TableQuery};

/// Every field that holds words, rather than one.
const ALL_FIELDS: &str = "";

#[component]
pub fn FindDialog(
    open: RwSignal<bool>,
    rows: CustomerRows,
    query: Signal<Option<TableQuery>>,
    known: Signal<Vec<ColumnInfo>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let find = RwSignal::new(String::new());
    let with = RwSignal::new(String::new());
    let field = RwSignal::new(ALL_FIELDS.to_owned());
    let is_whole = RwSignal::new(false);
    let scope = Scope::new(rows, query, open);
    // A space may be what is looked for, so nothing is trimmed.
    let change = Memo::new(move |_| {
        let find = find.get();
        (!find.is_empty()).then(|| BulkChange::Replace {
            field: field.with(|key| field_of(key)),
            find,
            with: with.get(),
            whole: is_whole.get(),
        })
    });
    let proposal = Proposal::new(scope, change.into(), NumberFaults::new(), open);
    Effect::new(move |_| {
        if open.get() {
            scope.begin(true);
        }
    });
    let fields = Signal::derive(move || {
        known.with(|known| {
            let fields: Vec<_> =
                all_fields(known).into_iter().filter(|field| holds_words(field, known)).collect();
            let all = Choice::new(ALL_FIELDS, t_string!(i18n, customers.all_word_fields));
            let each = field_choices(i18n, &fields, known);
            std::iter::once(all).chain(each).collect::<Vec<_>>()
        })
    });
    let in_all = Signal::derive(move || {
        let is_all = field.with(|key| key == ALL_FIELDS);
        is_all.then(|| t_string!(i18n, customers.all_word_hint).to_owned())
    });
    let act = Signal::derive(move || t_string!(i18n, customers.replace).to_owned());
    let label = move |text: fn(crate::ui::pages::customers::wording::Texts) -> String| {
        Signal::derive(move || text(i18n))
    };
    view! {
        <Dialog
            open=open
            title=label(|i18n| t_string!(i18n, customers.find_replace).to_owned())
            foot=move || view! { <ProposalFoot proposal=proposal act=act /> }
        >
            <form
                novalidate
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    proposal.carry_out(i18n, formatter);
                }
            >
                <div class="grid-2">
                    <TextField
                        label=label(|i18n| t_string!(i18n, customers.find).to_owned())
                        hint=Signal::derive(move || {
                            Some(t_string!(i18n, customers.find_hint).to_owned())
                        })
                        value=find
                    />
                    <TextField
                        label=label(|i18n| t_string!(i18n, customers.replace_with).to_owned())
                        hint=Signal::derive(move || {
                            Some(t_string!(i18n, customers.replace_hint).to_owned())
                        })
                        value=with
                    />
                </div>
                <SelectField
                    label=label(|i18n| t_string!(i18n, customers.find_in).to_owned())
                    choices=fields
                    value=field
                    hint=in_all
                />
                <CheckBox
                    label=label(|i18n| t_string!(i18n, customers.whole_cell).to_owned())
                    value=is_whole
                />
                <ScopeField scope=scope />
                // Enter in a field replaces, once it may.
                <button class="sr-only" type="submit" tabindex="-1" aria-hidden="true"></button>
            </form>
            <ProposalPreview proposal=proposal known=known />
        </Dialog>
    }
}
