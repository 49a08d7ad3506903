//! The words for how known customers are recognised and changed. Must not know the widgets.

use super::roles::is_kept_of_person;
use super::wording::{Texts, role_name};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::state::words::agree;
use meadow_core::views::import::{ColumnRole, FieldPolicy, MatchKey, OrderPolicy, UpdateRules};

/// The column that holds what people are recognised by; `None`: whichever finds somebody.
pub fn role_of_key(key: MatchKey) -> Option<ColumnRole> {
    match key {
        MatchKey::Any => None,
        MatchKey::CustomerKey => Some(ColumnRole::CustomerKey),
        MatchKey::Phone => Some(ColumnRole::Phone),
        MatchKey::Email => Some(ColumnRole::Email),
        MatchKey::WeChat => Some(ColumnRole::WeChat),
        MatchKey::CompanyId => Some(ColumnRole::CompanyId),
    }
}

pub fn match_key_name(i18n: Texts, key: MatchKey) -> String {
    match role_of_key(key) {
        None => t_string!(i18n, import.key_any).to_owned(),
        Some(role) => role_name(i18n, &role),
    }
}

/// The value of a key in a choice.
pub fn match_key_value(key: MatchKey) -> &'static str {
    match key {
        MatchKey::Any => "any",
        MatchKey::CustomerKey => "key",
        MatchKey::Phone => "phone",
        MatchKey::Email => "email",
        MatchKey::WeChat => "wechat",
        MatchKey::CompanyId => "company-id",
    }
}

pub fn match_key_of(value: &str) -> MatchKey {
    let found = MatchKey::ALL.into_iter().find(|key| match_key_value(*key) == value);
    found.unwrap_or_default()
}

pub fn policy_name(i18n: Texts, policy: FieldPolicy) -> String {
    match policy {
        FieldPolicy::Overwrite => t_string!(i18n, import.policy_overwrite),
        FieldPolicy::FillBlanks => t_string!(i18n, import.policy_fill),
        FieldPolicy::Keep => t_string!(i18n, import.policy_keep),
    }
    .to_owned()
}

/// The value of a policy in a choice.
pub fn policy_key(policy: FieldPolicy) -> &'static str {
    match policy {
        FieldPolicy::Overwrite => "overwrite",
        FieldPolicy::FillBlanks => "fill-blanks",
        FieldPolicy::Keep => "keep",
    }
}

pub fn policy_of(key: &str) -> Option<FieldPolicy> {
    FieldPolicy::ALL.into_iter().find(|policy| policy_key(*policy) == key)
}

pub fn order_policy_name(i18n: Texts, policy: OrderPolicy) -> String {
    match policy {
        OrderPolicy::TakeFile => t_string!(i18n, import.order_policy_file),
        OrderPolicy::Leave => t_string!(i18n, import.order_policy_leave),
    }
    .to_owned()
}

/// The value of such a policy in a choice.
pub fn order_policy_key(policy: OrderPolicy) -> &'static str {
    match policy {
        OrderPolicy::TakeFile => "file",
        OrderPolicy::Leave => "leave",
    }
}

pub fn order_policy_of(key: &str) -> Option<OrderPolicy> {
    OrderPolicy::ALL.into_iter().find(|policy| order_policy_key(*policy) == key)
}

/// What will happen, in one sentence, and whether columns make an exception. `roles` is one per
/// column of the file.
pub fn rules_sentence(
    i18n: Texts,
    f: &Formatter,
    rules: &UpdateRules,
    roles: &[ColumnRole],
) -> String {
    let has_facts = roles.iter().any(is_kept_of_person);
    let who = match role_of_key(rules.key) {
        None => t_string!(i18n, import.sum_known).to_owned(),
        Some(role) => t_string!(i18n, import.sum_same, role = role_name(i18n, &role)).to_string(),
    };
    let what = match (has_facts, rules.otherwise) {
        (false, _) => t_string!(i18n, import.sum_orders),
        (true, FieldPolicy::Overwrite) => t_string!(i18n, import.sum_overwrite),
        (true, FieldPolicy::FillBlanks) => t_string!(i18n, import.sum_fill),
        (true, FieldPolicy::Keep) => t_string!(i18n, import.sum_keep),
    };
    let others = match rules.adds_new {
        true => t_string!(i18n, import.sum_add),
        false => t_string!(i18n, import.sum_wait),
    };
    let sentence =
        t_string!(i18n, import.sum_sentence, who = who, what = what, others = others).to_string();
    let n_exceptions = count_exceptions(rules, roles);
    if n_exceptions == 0 {
        return sentence;
    }
    let n = f.fmt_int(n_exceptions as i64);
    let exception = agree(&t_string!(i18n, import.sum_exceptions, n = n).to_string());
    format!("{sentence}{}{exception}", t_string!(i18n, import.sentence_space))
}

/// Columns that do something else than the file as a whole does.
fn count_exceptions(rules: &UpdateRules, roles: &[ColumnRole]) -> usize {
    let is_exception = |(at, role): &(usize, &ColumnRole)| {
        let policy = rules.policy_of(*at);
        let erases = rules.erases(*at) && policy == FieldPolicy::Overwrite;
        is_kept_of_person(role) && (policy != rules.otherwise || erases)
    };
    roles.iter().enumerate().filter(is_exception).count()
}

#[cfg(test)]
mod tests {
    use super::{
        count_exceptions, match_key_of, match_key_value, order_policy_key, order_policy_of,
        policy_key, policy_of,
    };
    use meadow_core::views::import::{ColumnRole, FieldPolicy, MatchKey, OrderPolicy, UpdateRules};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_value_leads_back_to_what_it_stands_for() {
        for key in MatchKey::ALL {
            assert_eq!(match_key_of(match_key_value(key)), key);
        }
        for policy in FieldPolicy::ALL {
            assert_eq!(policy_of(policy_key(policy)), Some(policy));
        }
        for policy in OrderPolicy::ALL {
            assert_eq!(order_policy_of(order_policy_key(policy)), Some(policy));
        }
    }

    #[test]
    fn only_what_differs_and_is_kept_counts_as_an_exception() {
        let roles = [ColumnRole::Name, ColumnRole::Phone, ColumnRole::Tags, ColumnRole::Skip];
        let mut rules = UpdateRules::default();
        assert_eq!(count_exceptions(&rules, &roles), 0);
        rules.columns = [(0, FieldPolicy::Overwrite), (1, FieldPolicy::Keep)].into();
        assert_eq!(count_exceptions(&rules, &roles), 1);
        rules.blanks_erase = [0, 1, 2, 3].into();
        assert_eq!(count_exceptions(&rules, &roles), 2);
    }
}
