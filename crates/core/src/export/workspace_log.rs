//! What happened to each customer's record, line by line, in the JSON of a whole workspace: when a stage was
//! set, consent given or withdrawn, records merged. Spelt out, so that the form does not change with ours.

use super::json::{JsonObject, quote};
use super::sheets::{channel_key, stage_key};
use super::workspace_json::{class_by_hand, said};
use crate::domain::customer::Stage;
use crate::domain::customer_field::CustomerField;
use crate::domain::log::{AnswerChange, FieldChange, Happening, LogEntry};
use crate::domain::workspace::CustomField;

/// One line. Fields of the user's own go by their labels, those that are gone by their keys.
pub fn line(entry: &LogEntry, fields: &[CustomField]) -> String {
    let line = JsonObject::default()
        .number("id", Some(entry.id.0))
        .number("customer", Some(entry.customer.0))
        .day("day", Some(entry.day));
    match &entry.what {
        Happening::Added => line.text("what", "added"),
        Happening::Imported { import, is_new } => line
            .text("what", "imported")
            .number("import", Some(import.0))
            .yes_no("new", Some(*is_new)),
        Happening::Edited(changes) => {
            let changes = changes.iter().map(|change| field_change(change, fields));
            line.text("what", "edited").list("fields", changes)
        }
        Happening::Stage { from, to } => {
            let stage = |stage: &Option<Stage>| stage.map_or("", stage_key);
            line.text("what", "stage").text("from", stage(from)).text("to", stage(to))
        }
        Happening::Consent(change) => line
            .text("what", "consent")
            .text("channel", change.channel.map_or("", channel_key))
            .raw("from", &said(&change.from))
            .raw("to", &said(&change.to)),
        Happening::Class { from, to } => {
            let (from, to) = (class_by_hand(from.as_deref()), class_by_hand(to.as_deref()));
            line.text("what", "class").raw("from", &from).raw("to", &to)
        }
        Happening::Tagged { added, removed } => words(line, "tags", added, removed),
        Happening::Reasons { added, removed } => {
            words(line, "reasons_for_not_buying", added, removed)
        }
        Happening::Noted => line.text("what", "notes"),
        Happening::Merged { merge } => line.text("what", "merged").number("merge", Some(merge.0)),
        Happening::Split { merge } => line.text("what", "split").number("merge", Some(merge.0)),
        Happening::Answered(answers) => {
            line.text("what", "keeping").list("answers", answers.iter().map(answer))
        }
    }
    .finish()
}

fn words(line: JsonObject, what: &str, added: &[String], removed: &[String]) -> JsonObject {
    let list = |words: &[String]| words.iter().map(|word| quote(word)).collect::<Vec<_>>();
    line.text("what", what).list("added", list(added)).list("removed", list(removed))
}

fn field_change(change: &FieldChange, fields: &[CustomField]) -> String {
    let named = match &change.field {
        CustomerField::Custom(key) => {
            let field = fields.iter().find(|field| field.key == *key);
            JsonObject::default().text("own_field", field.map_or(key, |field| &field.label))
        }
        field => JsonObject::default().text("field", field_key(field)),
    };
    named.text("from", &change.from).text("to", &change.to).finish()
}

/// As in the list of customers.
fn field_key(field: &CustomerField) -> &str {
    match field {
        CustomerField::Key => "customer_no",
        CustomerField::Name => "name",
        CustomerField::Phone => "phone",
        CustomerField::Email => "email",
        CustomerField::WeChat => "wechat",
        CustomerField::Company => "company",
        CustomerField::CompanyId => "company_id",
        CustomerField::Region => "region",
        CustomerField::Sex => "sex",
        CustomerField::Occupation => "occupation",
        CustomerField::Personality => "personality",
        CustomerField::BirthYear => "birth_year",
        CustomerField::LeadSource => "lead_source",
        CustomerField::KnownSince => "known_since",
        CustomerField::Member => "member",
        CustomerField::Budget => "budget",
        CustomerField::SpendingPower => "spending_power",
        CustomerField::ReferredBy => "referred_by",
        CustomerField::Custom(key) => key,
    }
}

fn answer(change: &AnswerChange) -> String {
    JsonObject::default()
        .text("question", change.question.slug())
        .yes_no("from", change.from)
        .yes_no("to", change.to)
        .finish()
}
