//! What is typed on the page, kept for the workspace. Must not know how it is shown.

use super::super::kept_inputs::KeptInputs;
use leptos::prelude::*;
use meadow_core::views::budget::{BudgetTerms, ChannelTerms, SpendPoint};

/// The number rises with the form of `BudgetTerms`.
const DRAFT: &str = "forecast.budget.1";
/// A fit needs as many different amounts.
const FIRST_POINTS: usize = 4;

pub type Inputs = KeptInputs<BudgetTerms>;

pub fn open_inputs() -> Inputs {
    KeptInputs::open_by_key(DRAFT.to_owned(), BudgetTerms::default())
}

/// A channel of which nothing is known.
pub fn new_channel(name: String) -> ChannelTerms {
    let points = vec![SpendPoint::default(); FIRST_POINTS];
    ChannelTerms { name, points, ..ChannelTerms::default() }
}

/// Changes the channel at this place, where there is one.
pub fn change(all: &mut BudgetTerms, place: usize, edit: impl FnOnce(&mut ChannelTerms)) {
    if let Some(channel) = all.channels.get_mut(place) {
        edit(channel);
    }
}

/// The same in what is typed.
pub fn change_channel(inputs: Inputs, place: usize, edit: impl FnOnce(&mut ChannelTerms)) {
    inputs.all.update(|all| change(all, place, edit));
}
