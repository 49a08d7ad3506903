//! How well typed letters fit a name. Pure.

/// The score of `query` in `text`, higher is better; `None` when its letters do not all occur in
/// order. Beginnings of words and unbroken runs count most; an empty query fits everything.
pub fn score(query: &str, text: &str) -> Option<i32> {
    let query: Vec<char> =
        query.chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut total = 0;
    let mut position = 0;
    let mut previous_hit = None;
    for wanted in query {
        let hit = (position..text.len()).find(|&i| text[i] == wanted)?;
        let starts_word = hit == 0 || !text[hit - 1].is_alphanumeric();
        let continues = previous_hit.is_some_and(|previous| previous + 1 == hit);
        total += 1 + if starts_word { 6 } else { 0 } + if continues { 8 } else { 0 };
        // Far jumps are less likely meant.
        total -= ((hit - position) as i32).min(4);
        previous_hit = Some(hit);
        position = hit + 1;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::score;

    #[test]
    fn letters_must_occur_in_order() {
        assert!(score("cst", "Customers").is_some());
        assert!(score("tsc", "Customers").is_none());
        assert_eq!(score("", "anything"), Some(0));
        assert!(score("客", "客户").is_some());
    }

    #[test]
    fn a_run_from_the_start_of_a_word_wins() {
        assert!(score("fore", "Forecast") > score("fore", "Form of results"));
        assert!(score("ev", "Plan an event") > score("ev", "Leave it"));
    }
}
