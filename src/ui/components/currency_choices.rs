//! The currencies a workspace may keep its amounts in, by name. Must not know which is chosen.

use super::select_field::Choice;
use crate::platform::known_names::name_currency;
use meadow_core::domain::currency::CODES;

/// With their names in a language. The workspace's own stands first where it is another.
pub fn currency_choices(language_tag: &str, own: &str) -> Vec<Choice> {
    let added = (!CODES.contains(&own)).then_some(own);
    let codes = added.into_iter().chain(CODES);
    codes
        .map(|code| Choice::new(code, format!("{code}, {}", name_currency(language_tag, code))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::currency_choices;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_workspaces_own_is_always_there_once() {
        let choices = currency_choices("en", "PLN");
        assert_eq!(
            (choices[0].value.as_str(), choices[0].label.as_str()),
            ("PLN", "PLN, Polish Zloty")
        );
        let choices = currency_choices("en", "JPY");
        assert_eq!(choices.iter().filter(|choice| choice.value == "JPY").count(), 1);
        assert_eq!(choices[0].value, "CNY");
    }
}
