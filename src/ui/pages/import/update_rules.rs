//! What the file may do to customers who are known: how they are recognised, what is written over,
//! and whether others are added. The usual rules need no touch.

use super::roles::is_kept_of_person;
use super::rule_wording::{
    match_key_name, match_key_of, match_key_value, order_policy_key, order_policy_name,
    order_policy_of, policy_key, policy_name, policy_of, role_of_key, rules_sentence,
};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::state::workspace::Workspace;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::{Choice, ChoiceList};
use leptos::prelude::*;
use meadow_core::views::import::{ColumnRole, FieldPolicy, MatchKey, OrderPolicy};

/// Nothing while nobody is known.
#[component]
pub fn RulesPart() -> impl IntoView {
    let summary = Workspace::expect().summary();
    let is_somebody_known =
        Memo::new(move |_| summary.with(|s| s.as_ref().is_some_and(|s| s.n_people > 0)));
    view! {
        <Show when=move || is_somebody_known.get()>
            <Rules />
        </Show>
    }
}

#[component]
fn Rules() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let rules = session.rules;
    let has_facts =
        Memo::new(move |_| session.roles.with(|roles| roles.iter().any(is_kept_of_person)));
    // What no column holds recognises nobody; what is chosen stays to be seen.
    let keys = Memo::new(move |_| {
        let chosen = rules.with(|rules| rules.key);
        let is_held = |key: &MatchKey| match role_of_key(*key) {
            None => true,
            Some(role) => session.roles.with(|roles| roles.contains(&role)),
        };
        let keys = MatchKey::ALL.into_iter().filter(|key| is_held(key) || *key == chosen);
        keys.collect::<Vec<_>>()
    });
    let key_choices = Signal::derive(move || {
        let choice = |key: MatchKey| Choice::new(match_key_value(key), match_key_name(i18n, key));
        keys.get().into_iter().map(choice).collect::<Vec<_>>()
    });
    let policy_choices = Signal::derive(move || {
        FieldPolicy::ALL
            .map(|policy| Choice::new(policy_key(policy), policy_name(i18n, policy)))
            .to_vec()
    });
    let key = Signal::derive(move || rules.with(|rules| match_key_value(rules.key).to_owned()));
    let policy = Signal::derive(move || rules.with(|rules| policy_key(rules.otherwise).to_owned()));
    let choose_key = move |event| {
        let key = match_key_of(&event_target_value(&event));
        session.change_rules(|rules| rules.key = key);
    };
    let choose_policy = move |event| {
        if let Some(policy) = policy_of(&event_target_value(&event)) {
            session.change_rules(|rules| rules.otherwise = policy);
        }
    };
    let has_numbered_orders = Memo::new(move |_| {
        session.roles.with(|roles| {
            roles.contains(&ColumnRole::OrderKey) && roles.contains(&ColumnRole::OrderDate)
        })
    });
    let order_choices = Signal::derive(move || {
        OrderPolicy::ALL
            .map(|policy| Choice::new(order_policy_key(policy), order_policy_name(i18n, policy)))
            .to_vec()
    });
    let orders =
        Signal::derive(move || rules.with(|rules| order_policy_key(rules.orders).to_owned()));
    let choose_orders = move |event| {
        if let Some(policy) = order_policy_of(&event_target_value(&event)) {
            session.change_rules(|rules| rules.orders = policy);
        }
    };
    let adds_new = move || rules.with(|rules| rules.adds_new);
    let turn = move |event| {
        let adds_new = event_target_checked(&event);
        session.change_rules(|rules| rules.adds_new = adds_new);
    };
    let title = Signal::derive(move || t_string!(i18n, import.rules).to_owned());
    let sentence = move || {
        let roles = session.roles.get();
        rules.with(|rules| rules_sentence(i18n, &formatter.get(), rules, &roles))
    };
    view! {
        <Section id="rules" title=title>
            <p aria-live="polite">{sentence}</p>
            <div class="rules">
                <Show when=move || keys.with(|keys| keys.len() > 1)>
                    <label class="field">
                        <span class="field__label">{t!(i18n, import.match_key)}</span>
                        <select class="select" on:change=choose_key>
                            <ChoiceList choices=key_choices value=key />
                        </select>
                    </label>
                </Show>
                <Show when=move || has_facts.get()>
                    <label class="field">
                        <span class="field__label">{t!(i18n, import.policy)}</span>
                        <select class="select" on:change=choose_policy>
                            <ChoiceList choices=policy_choices value=policy />
                        </select>
                    </label>
                </Show>
                <Show when=move || has_numbered_orders.get()>
                    <label class="field">
                        <span class="field__label">{t!(i18n, import.order_policy)}</span>
                        <select class="select" on:change=choose_orders>
                            <ChoiceList choices=order_choices value=orders />
                        </select>
                    </label>
                </Show>
                <label class="switch rules__switch">
                    <input type="checkbox" role="switch" prop:checked=adds_new on:change=turn />
                    {t!(i18n, import.adds_new)}
                </label>
            </div>
            <p class="fine">
                {move || match has_facts.get() {
                    true => t_string!(i18n, import.rules_hint),
                    false => t_string!(i18n, import.rules_hint_orders),
                }}
            </p>
        </Section>
    }
}
