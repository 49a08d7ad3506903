//! Changing many people at once: what, whom, a look at what would become of them, one step of undo.

mod draft;
mod find_replace;
mod preview;
mod reason_fields;
mod scope;
pub mod wording;

pub use self::find_replace::FindDialog;

use self::draft::{Act, BY_ORDERS, BulkDraft};
use self::preview::{Proposal, ProposalFoot, ProposalPreview};
use self::reason_fields::{NewReasonField, OldReasonField};
use self::scope::{Scope, ScopeField};
use super::fields::{all_fields, field_choices, value_form};
use super::value_field::{KnownField, ValueField};
use super::wording::{Texts, channel_name, permission_name, stage_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::column_key::{permission_key, stage_key};
use crate::state::customer_table::rows::CustomerRows;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use leptos::prelude::*;
use meadow_core::domain::consent::{Channel, Permission};
use meadow_core::domain::customer::Stage;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::views::table::{Column, ColumnInfo, TableQuery};

/// Ties the buttons at the foot to the form above them.
const FORM: &str = "bulk-edit";

/// `means_selected`: it was opened for those selected, not for all that are listed.
#[component]
pub fn BulkDialog(
    open: RwSignal<bool>,
    means_selected: RwSignal<bool>,
    rows: CustomerRows,
    query: Signal<Option<TableQuery>>,
    known: Signal<Vec<ColumnInfo>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let draft = BulkDraft::new();
    let numbers = NumberFaults::new();
    numbers.provide();
    let scope = Scope::new(rows, query, open);
    let change = Memo::new(move |_| draft.change());
    let proposal = Proposal::new(scope, change.into(), numbers, open);
    Effect::new(move |_| {
        if open.get() {
            scope.begin(means_selected.get_untracked());
        }
    });
    let title = Signal::derive(move || {
        let n = scope.ids().map_or(0, |ids| ids.len()) as i64;
        agree(&t_string!(i18n, customers.bulk_title, n = formatter.get().fmt_int(n)).to_string())
    });
    let act = Signal::derive(move || t_string!(i18n, customers.change).to_owned());
    let acts = Signal::derive(move || {
        Act::ALL.map(|act| Choice::new(act.key(), act_name(i18n, act))).to_vec()
    });
    view! {
        <Dialog
            open=open
            title=title
            foot=move || view! { <ProposalFoot proposal=proposal act=act /> }
        >
            <form
                id=FORM
                novalidate
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    proposal.carry_out(i18n, formatter);
                }
            >
                <SelectField
                    label=Signal::derive(move || t_string!(i18n, customers.bulk_what).to_owned())
                    choices=acts
                    value=draft.act
                />
                <ActFields draft=draft known=known />
                <ScopeField scope=scope />
                // Enter in a field changes, once it may.
                <button class="sr-only" type="submit" tabindex="-1" aria-hidden="true"></button>
            </form>
            <ProposalPreview proposal=proposal known=known />
        </Dialog>
    }
}

fn act_name(i18n: Texts, act: Act) -> String {
    match act {
        Act::Set => t_string!(i18n, customers.act_set),
        Act::Empty => t_string!(i18n, customers.act_empty),
        Act::Stage => t_string!(i18n, customers.act_stage),
        Act::AddTag => t_string!(i18n, customers.act_add_tag),
        Act::RemoveTag => t_string!(i18n, customers.act_remove_tag),
        Act::AddReason => t_string!(i18n, customers.act_add_reason),
        Act::RemoveReason => t_string!(i18n, customers.act_remove_reason),
        Act::Consent => t_string!(i18n, customers.act_consent),
        Act::OptOut => t_string!(i18n, customers.act_opt_out),
        Act::OptIn => t_string!(i18n, customers.act_opt_in),
    }
    .to_owned()
}

/// What each act needs to be told.
#[component]
fn ActFields(draft: BulkDraft, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let act = Memo::new(move |_| draft.act());
    move || match act.get() {
        Act::Set => view! { <SetFields draft=draft known=known /> }.into_any(),
        Act::Empty => view! { <FieldChoice draft=draft known=known is_set=false /> }.into_any(),
        Act::Stage => view! { <StageField draft=draft /> }.into_any(),
        Act::AddTag => view! { <NewTagField draft=draft known=known /> }.into_any(),
        Act::RemoveTag => view! { <OldTagField draft=draft known=known /> }.into_any(),
        Act::AddReason => view! { <NewReasonField draft=draft /> }.into_any(),
        Act::RemoveReason => view! { <OldReasonField draft=draft known=known /> }.into_any(),
        Act::Consent => view! { <ConsentFields draft=draft /> }.into_any(),
        Act::OptOut => view! { <WhenAndWhere draft=draft /> }.into_any(),
        Act::OptIn => view! { <OptInNote /> }.into_any(),
    }
}

#[component]
fn OptInNote() -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class="fine">{t!(i18n, customers.opt_in_note)}</p> }
}

/// `is_set`: a number that belongs to one customer cannot be given to many.
#[component]
fn FieldChoice(draft: BulkDraft, known: Signal<Vec<ColumnInfo>>, is_set: bool) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Signal::derive(move || {
        known.with(|known| {
            let mut fields = all_fields(known);
            fields.retain(|field| !is_set || *field != CustomerField::Key);
            field_choices(i18n, &fields, known)
        })
    });
    view! {
        <SelectField
            label=Signal::derive(move || t_string!(i18n, customers.filter_column).to_owned())
            choices=choices
            value=draft.field
            on_choose=move |_| draft.value.set(String::new())
        />
    }
}

#[component]
fn SetFields(draft: BulkDraft, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let i18n = use_i18n();
    // Made anew for another field, not for every count that moves.
    let field = Memo::new(move |_| draft.field());
    let value = move || {
        let field = field.get()?;
        let form = known.with_untracked(|known| value_form(&field, known));
        let label = Signal::derive(move || t_string!(i18n, customers.new_value).to_owned());
        Some(view! { <ValueField form=form label=label value=draft.value /> })
    };
    view! {
        <FieldChoice draft=draft known=known is_set=true />
        {value}
    }
}

#[component]
fn StageField(draft: BulkDraft) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Signal::derive(move || {
        let none = Choice::new("", t_string!(i18n, customers.choose));
        let by_orders = Choice::new(BY_ORDERS, t_string!(i18n, customers.stage_by_orders));
        let named = Stage::ALL.map(|stage| Choice::new(stage_key(stage), stage_name(i18n, stage)));
        [none, by_orders].into_iter().chain(named).collect::<Vec<_>>()
    });
    view! {
        <SelectField
            label=Signal::derive(move || t_string!(i18n, customers.col_stage).to_owned())
            choices=choices
            value=draft.stage
        />
    }
}

/// The tags in use, the most frequent first.
pub fn known_tags(known: &[ColumnInfo]) -> Vec<(String, u32)> {
    let tags = known.iter().find(|info| info.column == Column::Tags);
    tags.map(|info| info.choices.clone()).unwrap_or_default()
}

#[component]
fn NewTagField(draft: BulkDraft, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let i18n = use_i18n();
    let tags = Signal::derive(move || {
        known.with(|known| known_tags(known).into_iter().map(|(tag, _)| tag).collect::<Vec<_>>())
    });
    view! {
        <KnownField
            label=Signal::derive(move || t_string!(i18n, customers.tag).to_owned())
            value=draft.tag
            known=tags
        />
    }
}

#[component]
fn OldTagField(draft: BulkDraft, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let choices = Signal::derive(move || {
        let none = Choice::new("", t_string!(i18n, customers.choose));
        let f = formatter.get();
        let tags = known.with(|known| known_tags(known)).into_iter().map(|(tag, n)| {
            let n = f.fmt_int(i64::from(n));
            let label = t_string!(i18n, customers.tag_with_count, tag = tag.as_str(), n = n);
            Choice::new(tag.clone(), label.to_string())
        });
        std::iter::once(none).chain(tags).collect::<Vec<_>>()
    });
    view! {
        <SelectField
            label=Signal::derive(move || t_string!(i18n, customers.tag).to_owned())
            choices=choices
            value=draft.tag
        />
    }
}

#[component]
fn ConsentFields(draft: BulkDraft) -> impl IntoView {
    let i18n = use_i18n();
    let channels = Signal::derive(move || {
        let named = Channel::ALL.into_iter().enumerate();
        named
            .map(|(at, channel)| Choice::new(at.to_string(), channel_name(i18n, channel)))
            .collect::<Vec<_>>()
    });
    let permissions = Signal::derive(move || {
        let none = Choice::new("", t_string!(i18n, customers.choose));
        let named = Permission::ALL.map(|permission| {
            Choice::new(permission_key(permission), permission_name(i18n, permission))
        });
        std::iter::once(none).chain(named).collect::<Vec<_>>()
    });
    view! {
        <div class="grid-2">
            <SelectField
                label=Signal::derive(move || t_string!(i18n, customers.channel).to_owned())
                choices=channels
                value=draft.channel
            />
            <SelectField
                label=Signal::derive(move || t_string!(i18n, customers.permission).to_owned())
                choices=permissions
                value=draft.permission
            />
        </div>
        <WhenAndWhere draft=draft />
        <TextField
            label=Signal::derive(move || t_string!(i18n, customers.consent_purpose).to_owned())
            hint=Signal::derive(move || {
                Some(t_string!(i18n, customers.consent_purpose_hint).to_owned())
            })
            value=draft.purpose
        />
    }
}

#[component]
fn WhenAndWhere(draft: BulkDraft) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="grid-2">
            <TextField
                kind="date"
                label=Signal::derive(move || t_string!(i18n, customers.consent_day).to_owned())
                value=draft.day
            />
            <TextField
                label=Signal::derive(move || t_string!(i18n, customers.consent_source).to_owned())
                value=draft.source
            />
        </div>
    }
}
