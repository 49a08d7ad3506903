//! Changes of a customer in words, one line each: what, before and after.

use crate::i18n::t_string;
use crate::platform::locale::{DateStyle, Formatter};
use crate::ui::pages::customers::fields::{field_name, value_form};
use crate::ui::pages::customers::value_field::ValueForm;
use crate::ui::pages::customers::wording::{
    Texts, channel_name, language_of, permission_name, stage_name, value_text,
};
use meadow_core::domain::consent::ChannelConsent;
use meadow_core::domain::customer::Stage;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::log::{ConsentChange, FieldChange, Happening};
use meadow_core::domain::text::Text;
use meadow_core::views::table::{ColumnInfo, ColumnKind};

/// `reasons`: what those in the changes are called, by key.
pub fn change_lines(
    i18n: Texts,
    f: &Formatter,
    known: &[ColumnInfo],
    reasons: &[(String, Text)],
    changes: &[Happening],
) -> Vec<String> {
    let line = |what: String, from: String, to: String| {
        t_string!(i18n, customers.change_from_to, what = what, from = from, to = to).to_string()
    };
    let mut lines = Vec::new();
    for change in changes {
        match change {
            Happening::Edited(fields) => {
                for FieldChange { field, from, to } in fields {
                    let kind = kind_of(field, known);
                    let [from, to] = [from, to].map(|text| written(i18n, f, kind, text));
                    lines.push(line(field_name(i18n, field, known), from, to));
                }
            }
            Happening::Stage { from, to } => {
                let [from, to] = [from, to].map(|stage| stage_text(i18n, *stage));
                lines.push(line(t_string!(i18n, customers.col_stage).to_owned(), from, to));
            }
            Happening::Consent(change) => lines.push(consent_line(i18n, f, change)),
            Happening::Tagged { added, removed } => {
                let tag = |tag: &String| tag.clone();
                lines.extend(
                    added
                        .iter()
                        .map(tag)
                        .map(|tag| t_string!(i18n, customers.tag_comes, tag = tag).to_string()),
                );
                lines.extend(
                    removed
                        .iter()
                        .map(tag)
                        .map(|tag| t_string!(i18n, customers.tag_goes, tag = tag).to_string()),
                );
            }
            Happening::Reasons { added, removed } => {
                let name = |key: &String| {
                    let name = reasons.iter().find(|(named, _)| named == key);
                    name.map_or(key.as_str(), |(_, name)| name.get(language_of(i18n))).to_owned()
                };
                lines.extend(added.iter().map(name).map(|reason| {
                    t_string!(i18n, customers.record_reasons_added, reasons = reason).to_string()
                }));
                lines.extend(removed.iter().map(name).map(|reason| {
                    t_string!(i18n, customers.record_reasons_removed, reasons = reason).to_string()
                }));
            }
            // None of them comes of a change of many.
            _ => {}
        }
    }
    lines
}

fn kind_of(field: &CustomerField, known: &[ColumnInfo]) -> ColumnKind {
    match value_form(field, known) {
        // A year is a name, not a count.
        ValueForm::Text | ValueForm::Known(_) | ValueForm::Whole { .. } => ColumnKind::Text,
        ValueForm::Number => ColumnKind::Number,
        ValueForm::Money => ColumnKind::Money,
        ValueForm::Date => ColumnKind::Date,
        ValueForm::YesNo => ColumnKind::YesNo,
    }
}

fn written(i18n: Texts, f: &Formatter, kind: ColumnKind, text: &str) -> String {
    match text {
        "" => t_string!(i18n, customers.not_known).to_owned(),
        text => value_text(i18n, f, kind, text),
    }
}

fn stage_text(i18n: Texts, stage: Option<Stage>) -> String {
    stage.map_or_else(
        || t_string!(i18n, customers.stage_by_orders).to_owned(),
        |stage| stage_name(i18n, stage),
    )
}

fn consent_line(i18n: Texts, f: &Formatter, change: &ConsentChange) -> String {
    let ConsentChange { channel, from, to } = change;
    let what = match channel {
        Some(channel) => {
            let channel = channel_name(i18n, *channel);
            t_string!(i18n, customers.col_consent, channel = channel).to_string()
        }
        None => t_string!(i18n, customers.consent_all).to_owned(),
    };
    let ChannelConsent { permission, day, source, purpose } = to;
    let mut parts = vec![permission_name(i18n, *permission)];
    parts.extend(day.map(|day| f.fmt_date(day.0, DateStyle::Short)));
    parts.extend([source, purpose].into_iter().filter(|text| !text.is_empty()).cloned());
    let to = parts.join(t_string!(i18n, customers.list_comma));
    let from = permission_name(i18n, from.permission);
    t_string!(i18n, customers.change_from_to, what = what, from = from, to = to).to_string()
}
