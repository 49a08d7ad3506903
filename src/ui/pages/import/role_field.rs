//! What a column becomes: one of the roles, or a field of its own with a name and a kind.

use super::roles::{RoleGroup, key_of, role_of};
use super::wording::{Texts, role_name};
use crate::i18n::{t_string, use_i18n};
use crate::state::import_session::ImportSession;
use crate::ui::components::select_field::{Choice, ChoiceList};
use leptos::prelude::*;
use meadow_core::domain::workspace::FieldKind;
use meadow_core::views::import::ColumnRole;

/// What the column becomes; a custom field has a name of its own.
#[component]
pub fn RoleField(index: usize, header: String, role: Signal<Option<ColumnRole>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let header = StoredValue::new(header);
    let becomes = move || {
        header.with_value(|header| {
            t_string!(i18n, import.column_becomes, column = header).to_string()
        })
    };
    let option = move |key: &'static str, named: ColumnRole| {
        let is_chosen =
            move || role.with(|role| role.as_ref().is_some_and(|role| key_of(role) == key));
        view! {
            <option value=key selected=is_chosen>
                {move || role_name(i18n, &named)}
            </option>
        }
    };
    let groups = RoleGroup::ALL
        .map(|group| {
            let options = group.roles().iter().map(|(key, role)| option(key, role.clone()));
            view! {
                <optgroup label=move || group.name(i18n)>{options.collect_view()}</optgroup>
            }
        })
        .collect_view();
    let choose = move |event| {
        let key = event_target_value(&event);
        session.set_role(index, header.with_value(|header| role_of(&key, header)));
    };
    let is_custom =
        Memo::new(move |_| role.with(|role| matches!(role, Some(ColumnRole::Custom { .. }))));
    let label = move || match role.get() {
        Some(ColumnRole::Custom { label, .. }) => label,
        _ => String::new(),
    };
    let kind = Signal::derive(move || match role.get() {
        Some(ColumnRole::Custom { kind, .. }) => field_kind_key(kind).to_owned(),
        _ => field_kind_key(None).to_owned(),
    });
    let rename = move |event| {
        let label = event_target_value(&event).trim().to_owned();
        let Some(ColumnRole::Custom { kind, .. }) = role.get_untracked() else { return };
        if !label.is_empty() {
            session.set_role(index, ColumnRole::Custom { label, kind });
        }
    };
    let choose_kind = move |event| {
        let kind = field_kind_of(&event_target_value(&event));
        let Some(ColumnRole::Custom { label, .. }) = role.get_untracked() else { return };
        session.set_role(index, ColumnRole::Custom { label, kind });
    };
    let kinds = Signal::derive(move || {
        let kinds = std::iter::once(None).chain(FieldKind::ALL.map(Some));
        kinds
            .map(|kind| Choice::new(field_kind_key(kind), field_kind_name(i18n, kind)))
            .collect::<Vec<_>>()
    });
    view! {
        <div class="mapping__role">
            <select class="select" aria-label=becomes on:change=choose>
                {option("skip", ColumnRole::Skip)}
                {option("custom", ColumnRole::custom(""))}
                {groups}
            </select>
            <Show when=move || is_custom.get()>
                <input
                    class="input"
                    type="text"
                    autocomplete="off"
                    aria-label=move || t_string!(i18n, import.field_name)
                    prop:value=label
                    on:change=rename
                />
                <select
                    class="select"
                    aria-label=move || t_string!(i18n, import.field_kind)
                    on:change=choose_kind
                >
                    <ChoiceList choices=kinds value=kind />
                </select>
            </Show>
        </div>
    }
}

/// The value of a kind in the choice.
fn field_kind_key(kind: Option<FieldKind>) -> &'static str {
    match kind {
        None => "as-it-looks",
        Some(FieldKind::Text) => "text",
        Some(FieldKind::Number) => "number",
        Some(FieldKind::Money) => "money",
        Some(FieldKind::Date) => "date",
        Some(FieldKind::Choice) => "choice",
        Some(FieldKind::YesNo) => "yes-no",
    }
}

fn field_kind_of(key: &str) -> Option<FieldKind> {
    FieldKind::ALL.into_iter().find(|kind| field_kind_key(Some(*kind)) == key)
}

fn field_kind_name(i18n: Texts, kind: Option<FieldKind>) -> String {
    match kind {
        None => t_string!(i18n, import.field_as_it_looks),
        Some(FieldKind::Text) => t_string!(i18n, import.kind_text),
        Some(FieldKind::Number) => t_string!(i18n, import.kind_number),
        Some(FieldKind::Money) => t_string!(i18n, import.kind_money),
        Some(FieldKind::Date) => t_string!(i18n, import.kind_date),
        Some(FieldKind::Choice) => t_string!(i18n, import.field_choice),
        Some(FieldKind::YesNo) => t_string!(i18n, import.kind_yes_no),
    }
    .to_owned()
}
