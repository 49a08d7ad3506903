//! Fields for the facts of a workspace: each follows what is saved, and saves what is typed when it is
//! left.

use crate::state::facts_in_hand::FactsInHand;
use crate::ui::components::number_input::Quantity;
use leptos::prelude::*;
use meadow_core::domain::workspace::WorkspaceFacts;

/// What a `NumberField` takes as its value and its `on_commit`, for a number among the facts. `get`
/// gives `None` for an empty field, `set` gets it for one that was emptied.
pub fn number_fact(
    facts: FactsInHand,
    get: impl Fn(&WorkspaceFacts) -> Option<f64> + Send + Sync + 'static,
    set: impl Fn(&mut WorkspaceFacts, Option<f64>) + Send + Sync + 'static,
) -> (RwSignal<Option<Quantity>>, Callback<Option<Quantity>>) {
    let value = facts.follow(move |facts| get(facts).map(Quantity::Exact));
    let save = Callback::new(move |typed: Option<Quantity>| {
        facts.save(|facts| set(facts, typed.map(Quantity::middle)));
    });
    (value, save)
}

/// The same of a `TextField` for words among the facts.
pub fn text_fact(
    facts: FactsInHand,
    get: impl Fn(&WorkspaceFacts) -> String + Send + Sync + 'static,
    set: impl Fn(&mut WorkspaceFacts, String) + Send + Sync + 'static,
) -> (RwSignal<String>, Callback<String>) {
    let value = facts.follow(get);
    let save = Callback::new(move |typed: String| {
        facts.save(|facts| set(facts, typed.trim().to_owned()));
    });
    (value, save)
}
