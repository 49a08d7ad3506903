//! What one column may do to customers who are known, where that is not what the whole file may do.

use super::roles::is_kept_of_person;
use super::rule_wording::{policy_key, policy_name, policy_of};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::import_session::ImportSession;
use crate::state::workspace::Workspace;
use crate::ui::components::select_field::{Choice, ChoiceList};
use leptos::prelude::*;
use meadow_core::views::import::{ColumnRole, FieldPolicy};

/// Stands for the rule of the whole file.
const AS_FILE: &str = "as-file";

/// Nothing where the column holds nothing that could be written over, or nobody is known yet.
#[component]
pub fn ColumnRules(
    index: usize,
    header: String,
    role: Signal<Option<ColumnRole>>,
) -> impl IntoView {
    let applies = use_column_has_rules(role);
    let header = StoredValue::new(header);
    view! {
        <Show when=move || applies.get()>
            <RuleFields index=index header=header.get_value() />
        </Show>
    }
}

/// Has the column a rule to set?
pub fn use_column_has_rules(role: Signal<Option<ColumnRole>>) -> Signal<bool> {
    let summary = Workspace::expect().summary();
    Signal::derive(move || {
        let is_somebody_known = summary.with(|s| s.as_ref().is_some_and(|s| s.n_people > 0));
        is_somebody_known && role.with(|role| role.as_ref().is_some_and(is_kept_of_person))
    })
}

#[component]
fn RuleFields(index: usize, header: String) -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let rules = session.rules;
    // A file has far fewer columns than that: the importer takes in 500.
    let column = u32::try_from(index).unwrap_or(u32::MAX);
    let own = move || rules.with(|rules| rules.columns.get(&column).copied());
    let choices = Signal::derive(move || {
        let general = policy_name(i18n, rules.with(|rules| rules.otherwise));
        let as_file = t_string!(i18n, import.policy_as_file, policy = general).to_string();
        let own = FieldPolicy::ALL
            .map(|policy| Choice::new(policy_key(policy), policy_name(i18n, policy)));
        std::iter::once(Choice::new(AS_FILE, as_file)).chain(own).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || own().map_or(AS_FILE, policy_key).to_owned());
    let choose = move |event| {
        let policy = policy_of(&event_target_value(&event));
        session.change_rules(|rules| {
            match policy {
                Some(policy) => rules.columns.insert(column, policy),
                None => rules.columns.remove(&column),
            };
        });
    };
    // An empty cell takes nothing away where the cells take nothing away.
    let may_erase =
        Memo::new(move |_| rules.with(|rules| rules.policy_of(index)) == FieldPolicy::Overwrite);
    let erases = move || rules.with(|rules| rules.erases(index));
    let turn = move |event| {
        let is_on = event_target_checked(&event);
        session.change_rules(|rules| {
            if is_on {
                rules.blanks_erase.insert(column);
            } else {
                rules.blanks_erase.remove(&column);
            }
        });
    };
    view! {
        <div class="column-details__part">
            <h3>{t!(i18n, import.rules_of_column)}</h3>
            <div class="rules">
                <label class="field">
                    <span class="field__label">{t!(i18n, import.policy)}</span>
                    <select
                        class="select"
                        aria-label=move || {
                            t_string!(i18n, import.policy_of_column, column = header.clone())
                                .to_string()
                        }
                        on:change=choose
                    >
                        <ChoiceList choices=choices value=value />
                    </select>
                </label>
                <Show when=move || may_erase.get()>
                    <label class="check">
                        <input type="checkbox" prop:checked=erases on:change=turn />
                        {t!(i18n, import.blank_erases)}
                    </label>
                </Show>
            </div>
        </div>
    }
}
