//! How a table is joined to the customers, and which of its columns fill in what.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::clean_up::CleanUp;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::{Choice, ChoiceList, SelectField};
use crate::ui::pages::customers::fields::{field_key, field_of};
use crate::ui::pages::customers::wording::field_name;
use crate::ui::pages::import::wording::role_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::workspace::CustomField;
use meadow_core::protocol::GetFacts;
use meadow_core::views::completion::{CompletionMapping, KeyFit};
use meadow_core::views::import::{ColumnInspection, ColumnRole, FieldPolicy, ImportInspection};
use std::sync::Arc;

/// What a table can be joined on.
const JOINS: [CustomerField; 10] = [
    CustomerField::Region,
    CustomerField::Company,
    CustomerField::Key,
    CustomerField::Phone,
    CustomerField::Email,
    CustomerField::WeChat,
    CustomerField::CompanyId,
    CustomerField::Name,
    CustomerField::LeadSource,
    CustomerField::BirthYear,
];

/// What it can fill in, beside the user's own fields.
const FILLS: [ColumnRole; 13] = [
    ColumnRole::SpendingPower,
    ColumnRole::Region,
    ColumnRole::Company,
    ColumnRole::Sex,
    ColumnRole::Occupation,
    ColumnRole::Personality,
    ColumnRole::BirthYear,
    ColumnRole::LeadSource,
    ColumnRole::KnownSince,
    ColumnRole::Member,
    ColumnRole::Stage,
    ColumnRole::Budget,
    ColumnRole::Tags,
];

const SKIP: &str = "skip";
const NEW: &str = "new";
/// Before the label of a field that is there.
const OWN: &str = "own:";
const WITHIN: &str = "within";
const WHOLE: &str = "whole";
const BLANKS: &str = "blanks";
const OVER: &str = "over";

#[component]
pub fn JoinPart(inspection: Arc<ImportInspection>) -> impl IntoView {
    let i18n = use_i18n();
    let completion = CleanUp::expect().completion;
    let asked = Workspace::expect().asked(|| Some(GetFacts {}));
    let own_fields =
        Memo::new(move |_| asked.get().map_or_else(Vec::new, |facts| facts.custom_fields.clone()));
    let headers: Vec<String> =
        inspection.columns.iter().map(|column| column.header.clone()).collect();
    let columns = Signal::derive(move || {
        let choice = |(at, header): (usize, &String)| Choice::new(at.to_string(), header);
        headers.iter().enumerate().map(choice).collect::<Vec<_>>()
    });
    let fields = Signal::derive(move || {
        own_fields.with(|own| {
            let custom = own.iter().map(|field| CustomerField::Custom(field.key.clone()));
            let all = JOINS.into_iter().chain(custom);
            let choice = |field: CustomerField| {
                Choice::new(field_key(&field), field_name(i18n, &field, own))
            };
            all.map(choice).collect::<Vec<_>>()
        })
    });
    let fits = Signal::derive(move || {
        vec![
            Choice::new(WHOLE, t_string!(i18n, cleanup.fill_whole)),
            Choice::new(WITHIN, t_string!(i18n, cleanup.fill_within)),
        ]
    });
    let policies = Signal::derive(move || {
        vec![
            Choice::new(BLANKS, t_string!(i18n, cleanup.fill_blanks)),
            Choice::new(OVER, t_string!(i18n, cleanup.fill_over)),
        ]
    });
    let rows = inspection.columns.iter().cloned().enumerate();
    let rows = rows
        .map(|(at, column)| {
            view! { <ColumnRow at=at as u32 column=column own_fields=own_fields /> }
        })
        .collect_view();
    let take_key = move |value: String| {
        if let Ok(at) = value.parse() {
            completion.change(|mapping| {
                mapping.key_column = at;
                mapping.fills.retain(|(column, _)| *column != at);
            });
        }
    };
    let take_field = move |value: String| {
        if let Some(field) = field_of(&value) {
            completion.change(|mapping| mapping.joins_on = field);
        }
    };
    view! {
        <Section id="fill-join" title=say!(i18n, cleanup.fill_join)>
            <SheetChoice inspection=inspection.clone() />
            <div class="waiting">
                <SelectField
                    label=say!(i18n, cleanup.fill_key)
                    choices=columns
                    value=follow(|mapping| mapping.key_column.to_string())
                    on_choose=take_key
                />
                <SelectField
                    label=say!(i18n, cleanup.fill_field)
                    choices=fields
                    value=follow(|mapping| field_key(&mapping.joins_on))
                    on_choose=take_field
                />
                <SelectField
                    label=say!(i18n, cleanup.fill_fit)
                    choices=fits
                    value=follow(|mapping| fit_key(mapping.fit).to_owned())
                    on_choose=move |value: String| {
                        let fit = if value == WITHIN { KeyFit::Within } else { KeyFit::Whole };
                        completion.change(|mapping| mapping.fit = fit);
                    }
                />
                <SelectField
                    label=say!(i18n, cleanup.fill_policy)
                    choices=policies
                    value=follow(|mapping| policy_key(mapping.policy).to_owned())
                    on_choose=move |value: String| {
                        let policy = match value.as_str() {
                            OVER => FieldPolicy::Overwrite,
                            _ => FieldPolicy::FillBlanks,
                        };
                        completion.change(|mapping| mapping.policy = policy);
                    }
                />
            </div>
        </Section>
        <Section id="fill-columns" title=say!(i18n, cleanup.fill_columns)>
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, cleanup.fill_column)}</th>
                        <th scope="col">{t!(i18n, cleanup.fill_samples)}</th>
                        <th scope="col">{t!(i18n, cleanup.fill_becomes)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Section>
    }
}

/// The value of a choice, as the mapping has it.
fn follow(read: impl Fn(&CompletionMapping) -> String + 'static) -> RwSignal<String> {
    let completion = CleanUp::expect().completion;
    let value = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(now) = completion.mapping.with(|mapping| mapping.as_ref().map(&read)) {
            value.set(now);
        }
    });
    value
}

fn fit_key(fit: KeyFit) -> &'static str {
    match fit {
        KeyFit::Whole => WHOLE,
        KeyFit::Within => WITHIN,
    }
}

fn policy_key(policy: FieldPolicy) -> &'static str {
    match policy {
        FieldPolicy::Overwrite => OVER,
        FieldPolicy::FillBlanks | FieldPolicy::Keep => BLANKS,
    }
}

/// Of a workbook with several sheets.
#[component]
fn SheetChoice(inspection: Arc<ImportInspection>) -> impl IntoView {
    let i18n = use_i18n();
    let completion = CleanUp::expect().completion;
    let language = Settings::expect().language;
    (inspection.sheets.len() > 1).then(|| {
        let value = RwSignal::new(inspection.dialect.sheet.clone().unwrap_or_default());
        let sheets = inspection.sheets.iter().map(|sheet| Choice::new(&sheet.name, &sheet.name));
        let choices: Vec<Choice> = sheets.collect();
        let dialect = inspection.dialect.clone();
        let choose = move |name: String| {
            let mut dialect = dialect.clone();
            dialect.sheet = Some(name);
            // Where the names stand is found anew.
            dialect.header_row = 0;
            completion.look(Some(dialect), language.get_untracked());
        };
        view! {
            <div class="waiting">
                <SelectField
                    label=say!(i18n, cleanup.fill_sheet)
                    choices=Signal::stored(choices)
                    value=value
                    on_choose=choose
                />
            </div>
        }
    })
}

#[component]
fn ColumnRow(
    at: u32,
    column: ColumnInspection,
    own_fields: Memo<Vec<CustomField>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let completion = CleanUp::expect().completion;
    let header = StoredValue::new(column.header.clone());
    let samples = column.samples.join(" · ");
    let is_key = Memo::new(move |_| {
        completion.mapping.with(|mapping| mapping.as_ref().is_some_and(|m| m.key_column == at))
    });
    let role = Memo::new(move |_| {
        completion.mapping.with(|mapping| {
            let fills = &mapping.as_ref()?.fills;
            fills.iter().find(|(column, _)| *column == at).map(|(_, role)| role.clone())
        })
    });
    let value = Signal::derive(move || {
        role.with(|role| own_fields.with(|own| role_key(role.as_ref(), own)))
    });
    let choices = Signal::derive(move || {
        let plain = FILLS.iter().enumerate();
        let plain = plain.map(|(at, role)| Choice::new(at.to_string(), role_name(i18n, role)));
        let own = own_fields.get();
        let own = own
            .iter()
            .map(|field| Choice::new(format!("{OWN}{}", field.label), field.label.clone()));
        let first = [
            Choice::new(SKIP, role_name(i18n, &ColumnRole::Skip)),
            Choice::new(NEW, role_name(i18n, &ColumnRole::custom(""))),
        ];
        first.into_iter().chain(plain).chain(own).collect::<Vec<_>>()
    });
    let choose = move |event| {
        let key = event_target_value(&event);
        let role = header.with_value(|header| role_of(&key, header));
        completion.change(|mapping| {
            mapping.fills.retain(|(column, _)| *column != at);
            if let Some(role) = role {
                mapping.fills.push((at, role));
                mapping.fills.sort_by_key(|(column, _)| *column);
            }
        });
    };
    let label = move || {
        let column = header.get_value();
        t_string!(i18n, cleanup.fill_becomes_of, column = column).to_string()
    };
    let becomes = move || match is_key.get() {
        true => view! { <span class="muted">{t!(i18n, cleanup.fill_is_key)}</span> }.into_any(),
        false => view! {
            <select class="select" aria-label=label on:change=choose>
                <ChoiceList choices=choices value=value />
            </select>
        }
        .into_any(),
    };
    view! {
        <tr>
            <th scope="row">{column.header}</th>
            <td class="sample" data-label=move || t_string!(i18n, cleanup.fill_samples)>{samples}</td>
            <td data-label=move || t_string!(i18n, cleanup.fill_becomes)>{becomes}</td>
        </tr>
    }
}

fn role_key(role: Option<&ColumnRole>, own: &[CustomField]) -> String {
    match role {
        None => SKIP.to_owned(),
        Some(ColumnRole::Custom { label, .. }) => {
            let is_known = own.iter().any(|field| field.label == label.trim());
            if is_known { format!("{OWN}{}", label.trim()) } else { NEW.to_owned() }
        }
        Some(role) => {
            let at = FILLS.iter().position(|fill| fill == role);
            at.map_or_else(|| SKIP.to_owned(), |at| at.to_string())
        }
    }
}

/// A new field is named after the column.
fn role_of(key: &str, header: &str) -> Option<ColumnRole> {
    match key {
        SKIP => None,
        NEW => Some(ColumnRole::custom(header)),
        key => match key.strip_prefix(OWN) {
            Some(label) => Some(ColumnRole::custom(label)),
            None => FILLS.get(key.parse::<usize>().ok()?).cloned(),
        },
    }
}
