//! What happened to a customer's record, line by line and dated: the part of a timeline that orders
//! and contacts do not tell. Must not know who reads it.

use serde::{Deserialize, Serialize};

use super::consent::{Channel, ChannelConsent, Consent, OptOut, Permission};
use super::customer::{ClassOverride, Customer, Stage};
use super::customer_field::CustomerField;
use super::day::Day;
use super::ids::{CustomerId, DocumentId, LogId};
use super::keeping::KeepQuestion;

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    pub id: LogId,
    pub customer: CustomerId,
    pub day: Day,
    pub what: Happening,
}

/// Boxed where it is large: an import writes one line per customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Happening {
    /// Typed in by hand.
    Added,
    /// A file spoke of this customer; the document keeps which.
    Imported {
        import: DocumentId,
        is_new: bool,
    },
    Edited(Box<[FieldChange]>),
    Stage {
        from: Option<Stage>,
        to: Option<Stage>,
    },
    Consent(Box<ConsentChange>),
    Class {
        from: Option<Box<ClassOverride>>,
        to: Option<Box<ClassOverride>>,
    },
    Tagged {
        added: Box<[String]>,
        removed: Box<[String]>,
    },
    /// By their keys.
    Reasons {
        added: Box<[String]>,
        removed: Box<[String]>,
    },
    /// Notes were written, changed or removed; they stand on the customer themselves.
    Noted,
    /// Became one with others, whom the document keeps.
    Merged {
        merge: DocumentId,
    },
    /// Became separate people again.
    Split {
        merge: DocumentId,
    },
    /// Answers to the questions of whom to keep.
    Answered(Box<[AnswerChange]>),
}

/// An answer before and after; `None`: not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerChange {
    pub question: KeepQuestion,
    pub from: Option<bool>,
    pub to: Option<bool>,
}

/// A field before and after, as [`CustomerField::read`] gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: CustomerField,
    pub from: String,
    pub to: String,
}

/// What was said about writing to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentChange {
    /// `None`: everything, by an opt-out or its end.
    pub channel: Option<Channel>,
    /// With its day, source and purpose: what showed that it was given stays in the log.
    pub from: ChannelConsent,
    pub to: ChannelConsent,
}

/// What an edit changed, in lines for the log. None if the two are the same.
pub fn changes(before: &Customer, after: &Customer) -> Vec<Happening> {
    let mut lines = Vec::new();
    let fields = changed_fields(before, after);
    if !fields.is_empty() {
        lines.push(Happening::Edited(fields.into_boxed_slice()));
    }
    if before.stage != after.stage {
        lines.push(Happening::Stage { from: before.stage, to: after.stage });
    }
    let consents = changed_consents(&before.consent, &after.consent).into_iter();
    lines.extend(consents.map(|change| Happening::Consent(Box::new(change))));
    if before.class_override != after.class_override {
        lines.push(Happening::Class {
            from: before.class_override.clone().map(Box::new),
            to: after.class_override.clone().map(Box::new),
        });
    }
    let without = |words: &[String], others: &[String]| -> Box<[String]> {
        words.iter().filter(|word| !others.contains(word)).cloned().collect()
    };
    let (added, removed) = (without(&after.tags, &before.tags), without(&before.tags, &after.tags));
    if !added.is_empty() || !removed.is_empty() {
        lines.push(Happening::Tagged { added, removed });
    }
    let keys = |customer: &Customer| -> Vec<String> {
        customer.reasons.iter().map(|reason| reason.key.clone()).collect()
    };
    let (known, now) = (keys(before), keys(after));
    let (added, removed) = (without(&now, &known), without(&known, &now));
    if !added.is_empty() || !removed.is_empty() {
        lines.push(Happening::Reasons { added, removed });
    }
    if before.notes != after.notes {
        lines.push(Happening::Noted);
    }
    let answers = KeepQuestion::ALL.into_iter().filter_map(|question| {
        let of = |customer: &Customer| customer.keeping.get(&question).copied();
        let (from, to) = (of(before), of(after));
        (from != to).then_some(AnswerChange { question, from, to })
    });
    let answers: Box<[AnswerChange]> = answers.collect();
    if !answers.is_empty() {
        lines.push(Happening::Answered(answers));
    }
    lines
}

fn changed_fields(before: &Customer, after: &Customer) -> Vec<FieldChange> {
    let keys: std::collections::BTreeSet<&String> =
        before.fields.keys().chain(after.fields.keys()).collect();
    let custom = keys.into_iter().map(|key| CustomerField::Custom(key.clone()));
    let fields = CustomerField::OWN.into_iter().chain(custom);
    let change = |field: CustomerField| {
        let (from, to) = (field.read(before), field.read(after));
        (from != to).then_some(FieldChange { field, from, to })
    };
    fields.filter_map(change).collect()
}

fn changed_consents(before: &Consent, after: &Consent) -> Vec<ConsentChange> {
    let channels = Channel::ALL.into_iter().filter_map(|channel| {
        let noted = |consent: &Consent| consent.channels.get(&channel).cloned().unwrap_or_default();
        let (from, to) = (noted(before), noted(after));
        let change = ConsentChange { channel: Some(channel), from: from.clone(), to: to.clone() };
        (from != to).then_some(change)
    });
    let all = (before.opt_out != after.opt_out).then(|| ConsentChange {
        channel: None,
        from: opted(&before.opt_out),
        to: opted(&after.opt_out),
    });
    channels.chain(all).collect()
}

fn opted(opt_out: &Option<OptOut>) -> ChannelConsent {
    let refusal = opt_out.clone().map(|out| ChannelConsent {
        permission: Permission::Refused,
        day: out.day,
        source: out.source,
        purpose: String::new(),
    });
    refusal.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{AnswerChange, FieldChange, Happening, changes};
    use crate::domain::consent::{Channel, OptOut, Permission};
    use crate::domain::customer::{Customer, Stage};
    use crate::domain::customer_field::CustomerField;
    use crate::domain::keeping::KeepQuestion;

    #[test]
    fn each_kind_of_change_is_a_line() {
        let before = Customer {
            name: "Ann".into(),
            tags: vec!["a".into(), "b".into()],
            fields: [("pet".to_owned(), "cat".to_owned())].into(),
            ..Customer::default()
        };
        assert_eq!(changes(&before, &before), []);
        let mut after = Customer {
            name: "Anna".into(),
            stage: Some(Stage::Interested),
            tags: vec!["b".into(), "c".into()],
            fields: [("city".to_owned(), "杭州".to_owned())].into(),
            ..before.clone()
        };
        after.consent.set(Channel::Sms, Permission::Granted);
        after.consent.opt_out = Some(OptOut::default());
        let change =
            |field, from: &str, to: &str| FieldChange { field, from: from.into(), to: to.into() };
        let lines = changes(&before, &after);
        let fields = [
            change(CustomerField::Name, "Ann", "Anna"),
            change(CustomerField::Custom("city".into()), "", "杭州"),
            change(CustomerField::Custom("pet".into()), "cat", ""),
        ];
        assert_eq!(lines[0], Happening::Edited(fields.into()));
        assert_eq!(lines[1], Happening::Stage { from: None, to: Some(Stage::Interested) });
        let consents: Vec<_> = lines
            .iter()
            .filter_map(|line| match line {
                Happening::Consent(change) => {
                    Some((change.channel, change.from.permission, change.to.permission))
                }
                _ => None,
            })
            .collect();
        assert_eq!(
            consents,
            [
                (Some(Channel::Sms), Permission::Unknown, Permission::Granted),
                (None, Permission::Unknown, Permission::Refused),
            ]
        );
        assert_eq!(
            lines[4],
            Happening::Tagged { added: ["c".into()].into(), removed: ["a".into()].into() }
        );
        assert_eq!(lines.len(), 5);
    }

    #[test]
    fn an_answer_of_whom_to_keep_is_told_and_so_is_one_taken_back() {
        let (question, other) = (KeepQuestion::Durable, KeepQuestion::Caution);
        let before = Customer { keeping: [(question, true)].into(), ..Customer::default() };
        let after = Customer { keeping: [(other, false)].into(), ..Customer::default() };
        let gone = AnswerChange { question, from: Some(true), to: None };
        let new = AnswerChange { question: other, from: None, to: Some(false) };
        assert_eq!(changes(&before, &after), [Happening::Answered([gone, new].into())]);
    }
}
