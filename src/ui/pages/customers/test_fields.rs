//! The fields of a test: the column, how it is tested, and the values. Must not know what is tested with
//! it.

use super::cell::is_share;
use super::class_fields::ClassFields;
use super::test_draft::{CONTAINS, OTHER, TestDraft};
use super::wording::{
    blocked_name, column_name, named_group, permission_name, stage_name, value_name,
};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::column_key::{BLOCKED, key_of, permission_key, stage_key};
use crate::state::figures::use_formatter;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use leptos::prelude::*;
use meadow_core::domain::consent::Permission;
use meadow_core::domain::customer::Stage;
use meadow_core::domain::lens::LensGroup;
use meadow_core::views::table::{Column, ColumnInfo, ColumnKind};
use std::collections::BTreeSet;

/// The column, how it is tested, and the values.
#[component]
pub fn TestFields(
    draft: TestDraft,
    known: Signal<Vec<ColumnInfo>>,
    /// In place of two dates, for a column of dates.
    #[prop(into, optional)]
    date_fields: Option<ViewFn>,
) -> impl IntoView {
    let i18n = use_i18n();
    let info = Memo::new(move |_| draft.info(known));
    let columns = Signal::derive(move || {
        let unlisted = draft.unlisted(known);
        known.with(|known| {
            known
                .iter()
                .chain(&unlisted)
                .map(|info| {
                    let name = column_name(i18n, &info.column, info.label.as_deref());
                    Choice::new(key_of(&info.column), name)
                })
                .collect::<Vec<_>>()
        })
    });
    let manners = Signal::derive(move || {
        let matches = match info.get().map(|info| info.kind) {
            Some(ColumnKind::Text) | None => t_string!(i18n, customers.manner_contains),
            Some(ColumnKind::Number | ColumnKind::Money | ColumnKind::Date) => {
                t_string!(i18n, customers.manner_between)
            }
            Some(_) => t_string!(i18n, customers.manner_is),
        };
        let is_choice = info.get().is_some_and(|info| info.kind == ColumnKind::Choice);
        let other = is_choice.then(|| Choice::new(OTHER, t_string!(i18n, customers.manner_other)));
        let contains = draft
            .may_contain(known)
            .then(|| Choice::new(CONTAINS, t_string!(i18n, customers.manner_contains)));
        let is_known = [
            Choice::new("filled", t_string!(i18n, customers.is_filled)),
            Choice::new("empty", t_string!(i18n, customers.is_empty)),
        ];
        std::iter::once(Choice::new("matches", matches))
            .chain(other)
            .chain(contains)
            .chain(is_known)
            .collect::<Vec<_>>()
    });
    let is_value_wanted = move || {
        let is_choice = info.get().is_some_and(|info| info.kind == ColumnKind::Choice);
        draft.wants_value() || (is_choice && draft.manner.with(|manner| manner == OTHER))
    };
    view! {
        <SelectField
            label=Signal::derive(move || t_string!(i18n, customers.filter_column).to_owned())
            choices=columns
            value=draft.column_key
            on_choose=move |_| draft.clear()
        />
        <SelectField
            label=Signal::derive(move || t_string!(i18n, customers.filter_manner).to_owned())
            choices=manners
            value=draft.manner
            on_choose=move |manner: String| {
                if manner == CONTAINS {
                    draft.ask_for_word();
                }
            }
        />
        <Show when=is_value_wanted>
            {
                let date_fields = date_fields.clone();
                move || {
                    let info = info.get()?;
                    let own = date_fields.as_ref().filter(|_| info.kind == ColumnKind::Date);
                    let held = draft.held(&info);
                    Some(match own {
                        Some(own) => own.run(),
                        None => {
                            view! { <ValueFields draft=draft info=info held=held /> }.into_any()
                        }
                    })
                }
            }
        </Show>
    }
}

/// `held`: see [`TestDraft::held`].
#[component]
fn ValueFields(draft: TestDraft, info: ColumnInfo, held: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let low = Signal::derive(move || t_string!(i18n, customers.at_least).to_owned());
    let high = Signal::derive(move || t_string!(i18n, customers.at_most).to_owned());
    match info.kind {
        ColumnKind::Text => view! {
            <TextField
                label=Signal::derive(move || t_string!(i18n, customers.filter_word).to_owned())
                value=draft.word
            />
        }
        .into_any(),
        ColumnKind::Number | ColumnKind::Money => {
            let unit = Signal::stored(is_share(&info.column).then(|| "%".to_owned()));
            view! {
                <div class="grid-2">
                    <NumberField label=low value=draft.low unit_after=unit />
                    <NumberField label=high value=draft.high unit_after=unit />
                </div>
            }
            .into_any()
        }
        ColumnKind::Date => view! {
            <div class="grid-2">
                <TextField kind="date" label=low value=draft.from />
                <TextField kind="date" label=high value=draft.to />
            </div>
        }
        .into_any(),
        ColumnKind::YesNo => view! {
            <SelectField
                label=Signal::derive(move || t_string!(i18n, customers.filter_value).to_owned())
                choices=Signal::derive(move || {
                    vec![
                        Choice::new("yes", t_string!(i18n, customers.yes)),
                        Choice::new("no", t_string!(i18n, customers.no)),
                    ]
                })
                value=draft.is_yes
            />
        }
        .into_any(),
        ColumnKind::Choice => {
            let offered = info.choices.clone().into_iter().map(|(value, n)| (value, Some(n)));
            let held = held.into_iter().map(|value| (value, None));
            let info = StoredValue::new(info);
            let choices = offered.chain(held).map(|(value, n)| {
                let own = value.clone();
                let name = Signal::derive(move || match own.as_str() {
                    "" => t_string!(i18n, customers.is_empty).to_owned(),
                    own => info.with_value(|info| value_name(i18n, &info.column, own, Some(info))),
                });
                (value, name, n)
            });
            let choices = choices.collect();
            view! { <Picks chosen=draft.chosen choices=choices /> }.into_any()
        }
        ColumnKind::Class => view! { <ClassFields draft=draft.class /> }.into_any(),
        ColumnKind::Stage => {
            let choices = Stage::ALL.map(|stage| {
                let name = Signal::derive(move || stage_name(i18n, stage));
                (stage_key(stage).to_owned(), name, None)
            });
            view! { <Picks chosen=draft.chosen choices=choices.into() /> }.into_any()
        }
        ColumnKind::Group => {
            let offered = info.groups.clone().into_iter().map(|(group, n)| (group, Some(n)));
            let held = held.into_iter();
            let held = held.filter_map(|slug| Some((LensGroup::from_slug(&slug)?, None)));
            let info = StoredValue::new(info);
            let choices = offered.chain(held).map(|(group, n)| {
                let name = Signal::derive(move || {
                    info.with_value(|info| named_group(i18n, group, Some(info)))
                });
                (group.slug(), name, n)
            });
            let choices = choices.collect();
            view! { <Picks chosen=draft.chosen choices=choices /> }.into_any()
        }
        ColumnKind::Permission => {
            let choices = Permission::ALL.map(|permission| {
                let name = Signal::derive(move || permission_name(i18n, permission));
                (permission_key(permission).to_owned(), name, None)
            });
            // Only whether somebody may be invited at all knows the blacklist.
            let blocked = (info.column == Column::MayInvite)
                .then(|| (BLOCKED.to_owned(), Signal::derive(move || blocked_name(i18n)), None));
            let choices = choices.into_iter().chain(blocked).collect();
            view! { <Picks chosen=draft.chosen choices=choices /> }.into_any()
        }
    }
}

/// Values to pick from, with how often each occurs.
#[component]
pub fn Picks(
    chosen: RwSignal<BTreeSet<String>>,
    choices: Vec<(String, Signal<String>, Option<u32>)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    if choices.is_empty() {
        return view! { <p>{t!(i18n, customers.no_values)}</p> }.into_any();
    }
    let pick = |(value, name, n): (String, Signal<String>, Option<u32>)| {
        let own = value.clone();
        let toggle = move |event| {
            let is_on = event_target_checked(&event);
            chosen.update(|chosen| {
                if is_on {
                    chosen.insert(value.clone());
                } else {
                    chosen.remove(&value);
                }
            });
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&own))
                    on:change=toggle
                />
                <span class="truncate">{name}</span>
                {n.map(|n| {
                    view! {
                        <span class="muted push">
                            {move || formatter.get().fmt_int(i64::from(n))}
                        </span>
                    }
                })}
            </label>
        }
    };
    view! {
        <fieldset class="anyof">
            <legend class="sr-only">{t!(i18n, customers.filter_value)}</legend>
            {choices.into_iter().map(pick).collect_view()}
        </fieldset>
    }
    .into_any()
}
