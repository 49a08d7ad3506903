//! What happened to a person's record, in words: files, edits, stages, consent, merges. Must not know
//! how a timeline is drawn.

use super::history::Entry;
use super::keeping::question_text;
use crate::i18n::t_string;
use crate::platform::locale::{DateStyle, Formatter};
use crate::ui::pages::customers::wording::{
    Texts, channel_name, field_name, field_value, language_of, stage_name,
};
use meadow_core::domain::class::Class;
use meadow_core::domain::consent::{ChannelConsent, Permission};
use meadow_core::domain::customer::ClassOverride;
use meadow_core::domain::day::Day;
use meadow_core::domain::log::{AnswerChange, ConsentChange, FieldChange, Happening};
use meadow_core::domain::text::Text;
use meadow_core::domain::workspace::CustomField;
use meadow_core::views::table::{RecordEvent, RecordLine};

/// What the words are made with.
pub struct RecordWords<'a> {
    pub i18n: Texts,
    pub f: &'a Formatter,
    pub fields: &'a [CustomField],
    pub class_name: &'a dyn Fn(Class) -> String,
}

impl RecordWords<'_> {
    pub fn entry(&self, line: &RecordLine) -> Entry {
        let i18n = self.i18n;
        let mut split = None;
        let texts = match &line.what {
            RecordEvent::Logged(what) => self.happening(line.day, what),
            RecordEvent::Imported { file_name, is_new } => {
                vec![match (is_new, file_name.as_str()) {
                    (true, "") => t_string!(i18n, customers.record_came_somehow).to_owned(),
                    (true, file) => t_string!(i18n, customers.record_came, file = file).to_string(),
                    (false, "") => t_string!(i18n, customers.record_updated_somehow).to_owned(),
                    (false, file) => {
                        t_string!(i18n, customers.record_updated, file = file).to_string()
                    }
                }]
            }
            RecordEvent::Merged { merge, at, parts, can_be_split } => {
                split = can_be_split.then(|| (*merge, *at, self.names(parts)));
                vec![
                    t_string!(i18n, customers.record_merged, names = self.names(parts)).to_string(),
                ]
            }
            RecordEvent::Split { parts } => {
                vec![t_string!(i18n, customers.record_split, names = self.names(parts)).to_string()]
            }
            RecordEvent::Reasons { added, removed } => self.reasons(added, removed),
            RecordEvent::StageReached(stage) => {
                let stage = stage_name(i18n, *stage);
                vec![t_string!(i18n, customers.record_stage_reached, stage = stage).to_string()]
            }
        };
        Entry { day: line.day.0, kind: "record", texts, amount: None, contact: None, split }
    }

    fn happening(&self, day: Day, what: &Happening) -> Vec<String> {
        let i18n = self.i18n;
        match what {
            Happening::Added => vec![t_string!(i18n, customers.record_added).to_owned()],
            // These two come with the names of their documents instead.
            Happening::Imported { is_new: true, .. } => {
                vec![t_string!(i18n, customers.record_came_somehow).to_owned()]
            }
            Happening::Imported { is_new: false, .. } => {
                vec![t_string!(i18n, customers.record_updated_somehow).to_owned()]
            }
            Happening::Merged { .. } => {
                vec![t_string!(i18n, customers.record_merged, names = self.names(&[])).to_string()]
            }
            Happening::Split { .. } => {
                vec![t_string!(i18n, customers.record_split, names = self.names(&[])).to_string()]
            }
            Happening::Edited(changes) => changes.iter().map(|change| self.edit(change)).collect(),
            Happening::Stage { from: Some(from), to: Some(to) } => {
                let (from, to) = (stage_name(i18n, *from), stage_name(i18n, *to));
                let moved = t_string!(i18n, customers.record_stage_moved, from = from, to = to);
                vec![moved.to_string()]
            }
            Happening::Stage { to: Some(stage), .. } => {
                let stage = stage_name(i18n, *stage);
                vec![t_string!(i18n, customers.record_stage_set, stage = stage).to_string()]
            }
            Happening::Stage { to: None, .. } => {
                vec![t_string!(i18n, customers.record_stage_free).to_owned()]
            }
            Happening::Consent(change) => vec![self.consent(day, change)],
            Happening::Class { to, .. } => vec![self.class(to.as_deref())],
            Happening::Tagged { added, removed } => self.tags(added, removed),
            // They come with their names instead.
            Happening::Reasons { .. } => Vec::new(),
            Happening::Noted => vec![t_string!(i18n, customers.record_noted).to_owned()],
            Happening::Answered(answers) => {
                answers.iter().map(|change| self.answer(change)).collect()
            }
        }
    }

    fn answer(&self, change: &AnswerChange) -> String {
        let i18n = self.i18n;
        let answer = match change.to {
            Some(true) => t_string!(i18n, customers.yes),
            Some(false) => t_string!(i18n, customers.no),
            None => t_string!(i18n, customers.not_known),
        };
        let question = question_text(i18n, change.question);
        t_string!(i18n, customers.record_answered, question = question, answer = answer).to_string()
    }

    fn edit(&self, change: &FieldChange) -> String {
        let i18n = self.i18n;
        let written = |value: &str| match value {
            "" => t_string!(i18n, customers.not_known).to_owned(),
            value => field_value(i18n, self.f, &change.field, value),
        };
        t_string!(
            i18n,
            customers.record_field,
            field = field_name(i18n, &change.field, self.fields),
            from = written(&change.from),
            to = written(&change.to)
        )
        .to_string()
    }

    fn consent(&self, day: Day, change: &ConsentChange) -> String {
        let i18n = self.i18n;
        let what = match (change.channel, change.from.permission, change.to.permission) {
            (None, _, Permission::Refused) => t_string!(i18n, customers.opted_out).to_owned(),
            (None, ..) => t_string!(i18n, customers.opted_in).to_owned(),
            (Some(channel), from, to) => {
                let channel = channel_name(i18n, channel);
                match (from, to) {
                    (_, Permission::Granted) => {
                        t_string!(i18n, customers.record_consent_given, channel = channel)
                            .to_string()
                    }
                    (Permission::Granted, Permission::Refused) => {
                        t_string!(i18n, customers.record_consent_withdrawn, channel = channel)
                            .to_string()
                    }
                    (_, Permission::Refused) => {
                        t_string!(i18n, customers.record_consent_refused, channel = channel)
                            .to_string()
                    }
                    (_, Permission::Unknown) => {
                        t_string!(i18n, customers.record_consent_cleared, channel = channel)
                            .to_string()
                    }
                }
            }
        };
        let mut details = self.proof(&change.to, day);
        if change.from.permission == Permission::Granted && change.channel.is_some() {
            // What showed that it was given: it stands nowhere else any more.
            let before = self.proof(&change.from, day).join(" · ");
            let before = (!before.is_empty())
                .then(|| t_string!(i18n, customers.record_before, details = before).to_string());
            details.extend(before);
        }
        if details.is_empty() {
            return what;
        }
        let details = details.join(" · ");
        t_string!(i18n, customers.record_consent_detailed, what = what, details = details)
            .to_string()
    }

    /// What for, from where, and when where it was on another day.
    fn proof(&self, said: &ChannelConsent, day: Day) -> Vec<String> {
        let i18n = self.i18n;
        let purpose = (!said.purpose.is_empty()).then(|| {
            t_string!(i18n, customers.record_purpose, text = said.purpose.as_str()).to_string()
        });
        let source = (!said.source.is_empty()).then(|| {
            t_string!(i18n, customers.record_source, text = said.source.as_str()).to_string()
        });
        let said_on = said.day.filter(|said| *said != day).map(|said| {
            let date = self.f.fmt_date(said.0, DateStyle::Short);
            t_string!(i18n, customers.record_said_on, date = date).to_string()
        });
        purpose.into_iter().chain(source).chain(said_on).collect()
    }

    fn class(&self, to: Option<&ClassOverride>) -> String {
        let i18n = self.i18n;
        match to {
            None => t_string!(i18n, customers.override_removed).to_owned(),
            Some(own) => {
                let class = (self.class_name)(own.class);
                match own.note.as_str() {
                    "" => t_string!(i18n, customers.record_class, class = class).to_string(),
                    note => {
                        t_string!(i18n, customers.record_class_note, class = class, note = note)
                            .to_string()
                    }
                }
            }
        }
    }

    fn tags(&self, added: &[String], removed: &[String]) -> Vec<String> {
        let i18n = self.i18n;
        let comma = t_string!(i18n, customers.list_comma);
        let added = (!added.is_empty()).then(|| {
            t_string!(i18n, customers.record_tags_added, tags = added.join(comma)).to_string()
        });
        let removed = (!removed.is_empty()).then(|| {
            t_string!(i18n, customers.record_tags_removed, tags = removed.join(comma)).to_string()
        });
        added.into_iter().chain(removed).collect()
    }

    fn reasons(&self, added: &[Text], removed: &[Text]) -> Vec<String> {
        let i18n = self.i18n;
        let comma = t_string!(i18n, customers.list_comma);
        let named = |names: &[Text]| {
            let names = names.iter().map(|name| name.get(language_of(i18n)));
            names.collect::<Vec<_>>().join(comma)
        };
        let added = (!added.is_empty()).then(|| {
            t_string!(i18n, customers.record_reasons_added, reasons = named(added)).to_string()
        });
        let removed = (!removed.is_empty()).then(|| {
            t_string!(i18n, customers.record_reasons_removed, reasons = named(removed)).to_string()
        });
        added.into_iter().chain(removed).collect()
    }

    fn names(&self, parts: &[String]) -> String {
        let i18n = self.i18n;
        let named = parts.iter().map(|name| match name.as_str() {
            "" => t_string!(i18n, customers.no_name),
            name => name,
        });
        named.collect::<Vec<_>>().join(t_string!(i18n, customers.list_comma))
    }
}
