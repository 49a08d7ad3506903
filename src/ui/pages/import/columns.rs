//! What the columns of the file become.

use super::column_dates::ColumnDates;
use super::roles::{RoleGroup, key_of, role_of};
use super::wording::{kind_name, role_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use leptos::prelude::*;
use meadow_core::views::import::{ColumnInspection, ColumnRole, ImportInspection, ValueKind};
use std::sync::Arc;

/// Below this the reader is asked to look.
const SURE_ENOUGH: f64 = 0.5;

#[component]
pub fn ColumnsPart(inspection: Arc<ImportInspection>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let n_columns = inspection.columns.len();
    let (n_sampled, whole) = (inspection.n_rows_sampled, inspection.whole);
    let title = Signal::derive(move || t_string!(i18n, import.columns).to_owned());
    let note = Signal::derive(move || {
        let f = formatter.get();
        let n_used = session
            .roles
            .with(|roles| roles.iter().filter(|role| **role != ColumnRole::Skip).count());
        let used = t_string!(
            i18n,
            import.n_used,
            used = f.fmt_int(n_used as i64),
            all = f.fmt_int(n_columns as i64)
        )
        .to_string();
        let seen = if whole {
            t_string!(i18n, import.looked_at_all).to_owned()
        } else {
            t_string!(i18n, import.looked_at, n = f.fmt_int(i64::from(n_sampled))).to_string()
        };
        Some(format!("{used}{}{seen}", t_string!(i18n, import.sentence_space)))
    });
    let rows = inspection
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| view! { <ColumnRow index=index column=column.clone() /> })
        .collect_view();
    view! {
        <Section id="columns" title=title note=note>
            <table class="table mapping" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, import.in_file)}</th>
                        <th scope="col">{t!(i18n, import.samples)}</th>
                        <th scope="col">{t!(i18n, import.looks_like)}</th>
                        <th scope="col" class="num">{t!(i18n, import.valid)}</th>
                        <th scope="col">{t!(i18n, import.becomes)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Section>
    }
}

#[component]
fn ColumnRow(index: usize, column: ColumnInspection) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let role = Memo::new(move |_| session.roles.with(|roles| roles.get(index).cloned()));
    let is_twice = move || {
        role.get().is_some_and(|role| {
            role != ColumnRole::Skip
                && session
                    .roles
                    .with(|roles| roles.iter().filter(|other| **other == role).count() > 1)
        })
    };
    // Once the reader has chosen, our doubts are settled.
    let guess = column.guess.clone();
    let is_unsure = move || {
        column.confidence < SURE_ENOUGH
            && column.looks_like != ValueKind::Empty
            && role.with(|role| role.as_ref() == Some(&guess))
            && !session.is_recalled.get()
    };
    let is_unsure = Memo::new(move |_| is_unsure());
    let (filled, valid, looks_like) = (column.filled, column.valid, column.looks_like);
    let n_distinct = column.n_distinct;
    let looks = move || match looks_like {
        ValueKind::Empty => kind_name(i18n, looks_like),
        ValueKind::Choice => {
            let n = formatter.get().fmt_int(i64::from(n_distinct));
            t_string!(i18n, import.kind_choice_n, n = n).to_string()
        }
        _ if filled < 0.995 => t_string!(
            i18n,
            import.kind_filled,
            kind = kind_name(i18n, looks_like),
            share = formatter.get().fmt_percent(filled)
        )
        .to_string(),
        _ => kind_name(i18n, looks_like),
    };
    let valid_text = move || match looks_like {
        ValueKind::Empty => "–".to_owned(),
        _ => formatter.get().fmt_percent_with(valid, 1),
    };
    let keeps_year_only = move || {
        looks_like == ValueKind::Date
            && role.with(|role| matches!(role, Some(ColumnRole::BirthYear)))
    };
    let samples = column.samples.join(" · ");
    let has_samples = !samples.is_empty();
    view! {
        <tr data-attention=move || (is_unsure.get() || is_twice()).then_some("")>
            <th scope="row">
                <span class="mapping__name" title=column.header.clone()>{column.header.clone()}</span>
            </th>
            <td
                class="sample"
                class:muted=!has_samples
                data-label=move || t_string!(i18n, import.samples)
            >
                <span>{if has_samples { samples.into_any() } else { t!(i18n, import.no_samples).into_any() }}</span>
            </td>
            <td data-label=move || t_string!(i18n, import.looks_like)>
                {looks}
                {move || {
                    is_unsure
                        .get()
                        .then(|| {
                            view! {
                                " "
                                <span class="tag" data-tone="warn">
                                    <Icon name="warn" />
                                    {t!(i18n, import.please_look)}
                                </span>
                            }
                        })
                }}
                <ColumnDates index=index column=column.clone() />
            </td>
            <td class="num" data-label=move || t_string!(i18n, import.valid)>{valid_text}</td>
            <td>
                <RoleField index=index header=column.header role=role.into() />
                <Show when=keeps_year_only>
                    <p class="field__hint">{t!(i18n, import.year_only)}</p>
                </Show>
                {move || {
                    is_twice()
                        .then(|| {
                            view! {
                                <p class="field__error">
                                    <Icon name="error" class="icon--sm" />
                                    {t!(i18n, import.taken_twice)}
                                </p>
                            }
                        })
                }}
            </td>
        </tr>
    }
}

/// What the column becomes; a custom field has a name of its own.
#[component]
fn RoleField(index: usize, header: String, role: Signal<Option<ColumnRole>>) -> impl IntoView {
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
    let rename = move |event| {
        let label = event_target_value(&event).trim().to_owned();
        if !label.is_empty() {
            session.set_role(index, ColumnRole::custom(label));
        }
    };
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
            </Show>
        </div>
    }
}
