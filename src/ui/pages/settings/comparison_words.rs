//! The words for what differs between two states. Must not know the widgets.

use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::pages::customers::wording::{
    Texts, channel_name, field_name, field_value, permission_name, stage_name,
};
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::ClassOverride;
use meadow_core::domain::log::{FieldChange, Happening};
use meadow_core::domain::workspace::CustomField;
use meadow_core::views::comparison::{ComparedDocument, DocumentKind, Fact, HowDifferent};

pub fn say_how(i18n: Texts, how: HowDifferent) -> &'static str {
    match how {
        HowDifferent::Added => t_string!(i18n, settings.was_added),
        HowDifferent::Removed => t_string!(i18n, settings.was_removed),
        HowDifferent::Changed => t_string!(i18n, settings.was_changed),
    }
}

pub fn say_fact(i18n: Texts, fact: Fact) -> String {
    match fact {
        Fact::Name => t_string!(i18n, settings.name),
        Fact::Currency => t_string!(i18n, settings.currency),
        Fact::TimeZone => t_string!(i18n, settings.time_zone),
        Fact::Languages => t_string!(i18n, settings.languages),
        Fact::OneToOne => t_string!(i18n, settings.one_to_one),
        Fact::Board => t_string!(i18n, settings.board),
        Fact::CustomFields => t_string!(i18n, settings.custom_fields),
        Fact::ContactRules => t_string!(i18n, settings.contact_rules),
        Fact::Outlook => t_string!(i18n, worth.settings),
        Fact::Lenses => t_string!(i18n, lenses.settings),
        Fact::Playbooks => t_string!(i18n, settings.playbooks),
        Fact::JoiningRules => t_string!(i18n, cleanup.join_rules),
    }
    .to_owned()
}

/// "Event Tasting: added".
pub fn say_document(i18n: Texts, document: &ComparedDocument) -> String {
    let kind = match document.kind {
        DocumentKind::Event => t_string!(i18n, settings.kind_event),
        DocumentKind::Segment => t_string!(i18n, settings.kind_segment),
        DocumentKind::Note => t_string!(i18n, settings.kind_note),
        DocumentKind::Import => t_string!(i18n, settings.kind_import),
        DocumentKind::Merges => t_string!(i18n, settings.kind_merges),
        DocumentKind::Profile => t_string!(i18n, settings.kind_profile),
        DocumentKind::View => t_string!(i18n, settings.kind_view),
        DocumentKind::Blacklist => t_string!(i18n, settings.kind_blacklist),
        DocumentKind::Different => t_string!(i18n, settings.kind_different),
        DocumentKind::Round => t_string!(i18n, settings.kind_round),
        DocumentKind::Scenario => t_string!(i18n, settings.kind_scenario),
        DocumentKind::Canvas => t_string!(i18n, settings.kind_canvas),
        DocumentKind::HoldOut => t_string!(i18n, settings.kind_hold_out),
        DocumentKind::Settled => t_string!(i18n, settings.kind_settled),
    };
    let name = if document.name.is_empty() {
        kind.to_owned()
    } else {
        t_string!(i18n, settings.kind_named, kind = kind, name = document.name.clone()).to_string()
    };
    let how = say_how(i18n, document.how);
    t_string!(i18n, settings.document_line, name = name, how = how).to_string()
}

/// What changed of a customer, a line each.
/// `fields`: the user's own.
pub fn say_change(
    i18n: Texts,
    f: &Formatter,
    fields: &[CustomField],
    change: &Happening,
) -> Vec<String> {
    let moved = |what: String, from: String, to: String| {
        let nothing = || t_string!(i18n, settings.nothing).to_owned();
        let or_nothing = |text: String| if text.is_empty() { nothing() } else { text };
        let (from, to) = (or_nothing(from), or_nothing(to));
        t_string!(i18n, settings.change_line, what = what, from = from, to = to).to_string()
    };
    match change {
        Happening::Edited(edited) => {
            let line = |change: &FieldChange| {
                let [from, to] = [&change.from, &change.to].map(|value| match value.as_str() {
                    "" => String::new(),
                    value => field_value(i18n, f, &change.field, value),
                });
                moved(field_name(i18n, &change.field, fields), from, to)
            };
            edited.iter().map(line).collect()
        }
        Happening::Stage { from, to } => {
            let [from, to] =
                [from, to].map(|stage| stage.map_or(String::new(), |it| stage_name(i18n, it)));
            vec![moved(t_string!(i18n, customers.col_stage).to_owned(), from, to)]
        }
        Happening::Consent(change) => {
            let what = match change.channel {
                Some(channel) => {
                    let channel = channel_name(i18n, channel);
                    t_string!(i18n, customers.col_consent, channel = channel).to_string()
                }
                None => t_string!(i18n, customers.col_may_invite).to_owned(),
            };
            let [from, to] = [change.from.permission, change.to.permission]
                .map(|permission| permission_name(i18n, permission));
            vec![moved(what, from, to)]
        }
        Happening::Class { from, to } => {
            let class = |set: &Option<Box<ClassOverride>>| {
                let class = set.as_ref().map(|set| set.class);
                class.map_or(String::new(), |class| class_name(i18n, class).to_owned())
            };
            vec![moved(t_string!(i18n, customers.col_class).to_owned(), class(from), class(to))]
        }
        Happening::Tagged { added, removed } => {
            let what = t_string!(i18n, customers.col_tags).to_owned();
            vec![moved(what, removed.join(" · "), added.join(" · "))]
        }
        Happening::Reasons { .. } => vec![t_string!(i18n, settings.reasons_changed).to_owned()],
        Happening::Noted => vec![t_string!(i18n, settings.notes_changed).to_owned()],
        Happening::Answered(_) => vec![t_string!(i18n, settings.answers_changed).to_owned()],
        // Not among what an edit changes.
        _ => Vec::new(),
    }
}

fn class_name(i18n: Texts, class: Class) -> &'static str {
    match class {
        Class::Bee => t_string!(i18n, common.bee),
        Class::Dragonfly => t_string!(i18n, common.dragonfly),
        Class::Butterfly => t_string!(i18n, common.butterfly),
        Class::Mantis => t_string!(i18n, common.mantis),
    }
}
