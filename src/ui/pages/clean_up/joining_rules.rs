//! The rules for joining: which value stays where records of one person differ, in general and field by
//! field. Kept with the workspace, each change one step of undo.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::clean_up::search::DuplicateSearch;
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::select_field::{Choice, ChoiceList};
use crate::ui::pages::customers::wording::{Texts, field_name};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::joining_rules::{JoiningRules, KeepRule};
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::protocol::{Command, GetFacts};

/// The value of a choice for no rule of its own.
const AS_GENERAL: &str = "general";

fn rule_key(rule: KeepRule) -> &'static str {
    match rule {
        KeepRule::Newest => "newest",
        KeepRule::MostComplete => "complete",
        KeepRule::Mine => "mine",
        KeepRule::Theirs => "theirs",
    }
}

fn rule_of(key: &str) -> Option<KeepRule> {
    KeepRule::ALL.into_iter().find(|rule| rule_key(*rule) == key)
}

fn rule_name(i18n: Texts, rule: KeepRule) -> &'static str {
    match rule {
        KeepRule::Newest => t_string!(i18n, cleanup.keep_newest),
        KeepRule::MostComplete => t_string!(i18n, cleanup.keep_complete),
        KeepRule::Mine => t_string!(i18n, cleanup.keep_mine),
        KeepRule::Theirs => t_string!(i18n, cleanup.keep_theirs),
    }
}

fn choices(i18n: Texts) -> Vec<Choice> {
    KeepRule::ALL.map(|rule| Choice::new(rule_key(rule), rule_name(i18n, rule))).to_vec()
}

#[component]
pub fn JoiningRulesPart(search: DuplicateSearch) -> impl IntoView {
    let i18n = use_i18n();
    let offers = UndoOffers::expect();
    let asked = Workspace::expect().asked(|| Some(GetFacts {}));
    // While the facts are asked for anew, those known stay on the page.
    let facts = Memo::new(move |before: Option<&Option<WorkspaceFacts>>| {
        let now = asked.get().map(|facts| facts.as_ref().clone());
        now.or_else(|| before.cloned().flatten())
    });
    let save = Callback::new(move |change: Change| {
        let Some(mut facts) = facts.get_untracked() else { return };
        change.make(&mut facts.joining);
        spawn_local(async move {
            if let Err(error) =
                search.carry_out_aside(Command::SetFacts { facts: Box::new(facts) }).await
            {
                offers.say(&explain(&error));
            }
        });
    });
    let general = Signal::derive(move || {
        facts
            .with(|facts| {
                facts.as_ref().map(|facts| rule_key(facts.joining.otherwise)).unwrap_or_default()
            })
            .to_owned()
    });
    let general_choices = Signal::derive(move || choices(i18n));
    let fields = Memo::new(move |_| {
        let custom = facts.with(|facts| {
            facts.as_ref().map(|facts| facts.custom_fields.clone()).unwrap_or_default()
        });
        let own = custom.iter().map(|field| CustomerField::Custom(field.key.clone()));
        CustomerField::OWN
            .into_iter()
            .chain(own)
            .map(|field| (field_name(i18n, &field, &custom), field))
            .collect::<Vec<_>>()
    });
    let is_busy = search.is_deciding;
    let choose = move |event| {
        if let Some(rule) = rule_of(&event_target_value(&event)) {
            save.run(Change { field: None, rule: Some(rule) });
        }
    };
    view! {
        <Show when=move || facts.with(Option::is_some)>
            <details class="later">
                <summary>{t!(i18n, cleanup.join_rules)}</summary>
                <div class="stack join-rules">
                    <p>{t!(i18n, cleanup.join_lead)}</p>
                    <label class="field">
                        <span class="field__label">{t!(i18n, cleanup.join_general)}</span>
                        <select
                            class="select"
                            disabled=move || is_busy.get()
                            on:change=choose
                        >
                            <ChoiceList choices=general_choices value=general />
                        </select>
                    </label>
                    <div class="join-rules__fields">
                        <For each=move || fields.get() key=Clone::clone let((name, field))>
                            <FieldRule name=name field=field facts=facts is_busy=is_busy save=save />
                        </For>
                    </div>
                    <p class="fine">{t!(i18n, cleanup.join_always)}</p>
                </div>
            </details>
        </Show>
    }
}

/// The rule of one field, or of all others.
struct Change {
    field: Option<CustomerField>,
    rule: Option<KeepRule>,
}

impl Change {
    fn make(self, rules: &mut JoiningRules) {
        match (self.field, self.rule) {
            (Some(field), Some(rule)) => _ = rules.fields.insert(field, rule),
            (Some(field), None) => _ = rules.fields.remove(&field),
            (None, rule) => rules.otherwise = rule.unwrap_or_default(),
        }
    }
}

#[component]
fn FieldRule(
    name: String,
    field: CustomerField,
    facts: Memo<Option<WorkspaceFacts>>,
    is_busy: RwSignal<bool>,
    save: Callback<Change>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_known_since = field == CustomerField::KnownSince;
    let field_choices = Signal::derive(move || {
        // Since when somebody is known: the earliest day, unless it has a rule.
        let usual = match is_known_since {
            true => t_string!(i18n, cleanup.keep_earliest),
            false => t_string!(i18n, cleanup.keep_as_general),
        };
        let usual = Choice::new(AS_GENERAL, usual);
        [usual].into_iter().chain(choices(i18n)).collect::<Vec<_>>()
    });
    let own = field.clone();
    let value = Signal::derive(move || {
        let rule = facts.with(|facts| facts.as_ref()?.joining.fields.get(&own).copied());
        rule.map_or(AS_GENERAL, rule_key).to_owned()
    });
    let choose = move |event| {
        let rule = rule_of(&event_target_value(&event));
        save.run(Change { field: Some(field.clone()), rule });
    };
    view! {
        <label class="field">
            <span class="field__label">{name}</span>
            <select class="select" disabled=move || is_busy.get() on:change=choose>
                <ChoiceList choices=field_choices value=value />
            </select>
        </label>
    }
}
