//! A column of the file: its name, samples, what was found in it, what it becomes.

use super::certainty::{CertaintyNote, OpenGuess};
use super::column_dates::ColumnDates;
use super::column_details::ColumnDetails;
use super::column_quality::{ColumnQuality, row_id};
use super::column_rules::use_column_has_rules;
use super::columns::OpenColumns;
use super::role_field::RoleField;
use super::wording::kind_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_check::ImportCheck;
use crate::state::import_session::ImportSession;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::views::import::{ColumnInspection, ColumnRole, ValueKind};

#[component]
pub fn ColumnRow(index: usize, column: ColumnInspection) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let checks = ImportCheck::expect();
    let opened = OpenColumns::expect();
    let role = Memo::new(move |_| session.roles.with(|roles| roles.get(index).cloned()));
    let header = StoredValue::new(column.header.clone());
    let check = Memo::new(move |_| header.with_value(|header| checks.of_column(index, header)));
    let has_rules = use_column_has_rules(role.into());
    let has_details = Memo::new(move |_| check.with(Option::is_some) || has_rules.get());
    let is_open = move || has_details.get() && opened.is_open(index);
    let is_twice = move || {
        role.get().is_some_and(|role| {
            role != ColumnRole::Skip
                && session
                    .roles
                    .with(|roles| roles.iter().filter(|other| **other == role).count() > 1)
        })
    };
    let guess = OpenGuess::of(&column, role);
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
    // What was seen at the first look, until the check of the sample is there.
    let first_look = move || {
        (looks_like != ValueKind::Empty && check.with(Option::is_none)).then(|| {
            let share = formatter.get().fmt_percent_with(valid, 1);
            t_string!(i18n, import.share_valid, share = share).to_string()
        })
    };
    let keeps_year_only = move || {
        looks_like == ValueKind::Date
            && role.with(|role| matches!(role, Some(ColumnRole::BirthYear)))
    };
    let samples = column.samples.join(" · ");
    let has_samples = !samples.is_empty();
    view! {
        <tr id=row_id(index) data-attention=move || (guess.is_unsure() || is_twice()).then_some("")>
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
                {move || first_look().map(|text| view! { <p class="fine">{text}</p> })}
                <ColumnDates index=index column=column.clone() />
                <ColumnQuality check=check.into() />
                <Show when=move || has_details.get()>
                    <DetailsButton index=index header=header.get_value() />
                </Show>
            </td>
            <td>
                <RoleField index=index header=header.get_value() role=role.into() />
                <CertaintyNote guess=guess />
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
        <Show when=is_open>
            <tr class="mapping__more" id=details_id(index)>
                <td colspan="4">
                    <ColumnDetails
                        index=index
                        header=header.get_value()
                        check=check.into()
                        role=role.into()
                    />
                </td>
            </tr>
        </Show>
    }
}

/// Opens and closes the details of a column.
#[component]
fn DetailsButton(index: usize, header: String) -> impl IntoView {
    let i18n = use_i18n();
    let opened = OpenColumns::expect();
    let name = move || t_string!(i18n, import.details_of, column = header.clone()).to_string();
    view! {
        <button
            class="btn mapping__details"
            type="button"
            data-size="sm"
            data-variant="quiet"
            aria-label=name
            aria-expanded=move || opened.is_open(index).to_string()
            aria-controls=move || opened.is_open(index).then(|| details_id(index))
            on:click=move |_| opened.toggle(index)
        >
            {t!(i18n, import.details)}
            <Icon name="down" class="icon--sm" />
        </button>
    }
}

fn details_id(index: usize) -> String {
    format!("column-{index}-details")
}
