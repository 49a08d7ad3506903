//! What is typed on the page. It starts from what the event's plan says of prizes. Must not know how it is
//! shown.

use super::super::kept_inputs::KeptInputs;
use crate::state::forecast::Forecast;
use leptos::prelude::*;
use meadow_core::planning::first_prizes;
use meadow_core::views::prizes::{DrawTerms, PrizePlan};
use meadow_core::views::word_of_mouth::WordOfMouth;
use serde::{Deserialize, Serialize};

/// The number rises with the form of `PrizeInputs`.
const DRAFT: &str = "forecast.prizes.1";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrizeInputs {
    pub plan: PrizePlan,
    pub word: WordOfMouth,
}

pub type Inputs = KeptInputs<PrizeInputs>;

pub fn open_inputs(forecast: Forecast) -> Inputs {
    let plan = forecast.scenario.with_untracked(|scenario| {
        scenario.as_ref().map(|scenario| first_prizes(&scenario.event)).unwrap_or_default()
    });
    KeptInputs::open(DRAFT, forecast, PrizeInputs { plan, word: WordOfMouth::default() })
}

/// The draw is the one that the event's plan names; tracked.
pub fn is_draw_of_event(inputs: Inputs) -> bool {
    let of_event = inputs.with_base(|base| base.plan.draw.clone());
    of_event.is_some() && inputs.all.with(|all| all.plan.draw == of_event)
}

/// Changes the draw, where there is one.
pub fn change_draw(inputs: Inputs, edit: impl FnOnce(&mut DrawTerms)) {
    inputs.all.update(|all| {
        if let Some(draw) = &mut all.plan.draw {
            edit(draw);
        }
    });
}
