//! What is typed on the page, kept for each event in the browser as it is typed. It starts from what the
//! event's plan says of prizes. Must not know how it is shown.

use crate::state::drafts::KeptDraft;
use crate::state::forecast::Forecast;
use crate::ui::components::number_input::Quantity;
use leptos::prelude::*;
use meadow_core::domain::money::Money;
use meadow_core::planning::first_prizes;
use meadow_core::views::prizes::{DrawTerms, PrizePlan};
use meadow_core::views::word_of_mouth::WordOfMouth;
use serde::{Deserialize, Serialize};

use super::super::fields::{ends, quantity, whole};

/// The number rises with the form of `PrizeInputs`.
const DRAFT: &str = "forecast.prizes.1";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrizeInputs {
    pub plan: PrizePlan,
    pub word: WordOfMouth,
}

/// The inputs in hand.
#[derive(Clone, Copy)]
pub struct Inputs {
    pub all: RwSignal<PrizeInputs>,
    kept: KeptDraft<PrizeInputs>,
}

impl Inputs {
    /// Begins with what was typed before for what is forecast, else with what its plan says.
    pub fn open(forecast: Forecast) -> Self {
        let key = match forecast.saved() {
            None => DRAFT.to_owned(),
            Some(id) => format!("{DRAFT}/{}", id.0),
        };
        let plan = forecast.scenario.with_untracked(|scenario| {
            scenario.as_ref().map(|scenario| first_prizes(&scenario.event)).unwrap_or_default()
        });
        let new = PrizeInputs { plan, word: WordOfMouth::default() };
        let all = RwSignal::new(new.clone());
        let nothing_saved = Signal::stored(Some(None));
        let fill = Callback::new(move |typed| all.set(typed));
        let kept = KeptDraft::open(key, true, nothing_saved, new, all.into(), fill);
        Self { all, kept }
    }

    /// Nothing is asked before what was typed is back.
    pub fn is_ready(self) -> bool {
        self.kept.is_ready.get()
    }

    /// The draw is the one that the event's plan names; tracked.
    pub fn is_draw_of_event(self) -> bool {
        let of_event = self.kept.base.with(|base| base.plan.draw.clone());
        of_event.is_some() && self.all.with(|all| all.plan.draw == of_event)
    }

    /// A field tied to a part of the inputs: either follows the other.
    pub fn bind<V>(
        self,
        get: impl Fn(&PrizeInputs) -> V + Copy + Send + Sync + 'static,
        set: impl Fn(&mut PrizeInputs, V) + 'static,
    ) -> RwSignal<V>
    where
        V: Clone + PartialEq + Send + Sync + 'static,
    {
        let value = Memo::new(move |_| self.all.with(get));
        let field = RwSignal::new(value.get_untracked());
        Effect::new(move |_| {
            let value = value.get();
            if field.with_untracked(|field| *field != value) {
                field.set(value);
            }
        });
        Effect::new(move |_| {
            let wanted = field.get();
            if self.all.with_untracked(get) != wanted {
                self.all.update(|all| set(all, wanted));
            }
        });
        field
    }

    /// A whole number.
    pub fn bind_count(
        self,
        get: impl Fn(&PrizeInputs) -> Option<u32> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut PrizeInputs, Option<u32>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(
            move |all| get(all).map(|n| Quantity::Exact(n.into())),
            move |all, typed| set(all, typed.map(whole)),
        )
    }

    /// A range of whole numbers.
    pub fn bind_counts(
        self,
        get: impl Fn(&PrizeInputs) -> Option<(u32, u32)> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut PrizeInputs, Option<(u32, u32)>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        let end = |n: f64| whole(Quantity::Exact(n));
        self.bind(
            move |all| get(all).map(|(low, high)| quantity(low.into(), high.into())),
            move |all, typed| {
                set(all, typed.map(ends).map(|(low, high)| (end(low), end(high))));
            },
        )
    }

    /// A sum.
    pub fn bind_amount(
        self,
        get: impl Fn(&PrizeInputs) -> Option<Money> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut PrizeInputs, Option<Money>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(
            move |all| get(all).map(|sum| Quantity::Exact(sum.major())),
            move |all, typed| set(all, typed.map(|typed| Money::from_major(typed.middle()))),
        )
    }

    /// A share or a range of shares, typed as percent.
    pub fn bind_shares(
        self,
        get: impl Fn(&PrizeInputs) -> Option<(f64, f64)> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut PrizeInputs, Option<(f64, f64)>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(
            move |all| get(all).map(|(low, high)| quantity(percent(low), percent(high))),
            move |all, typed| {
                let share = |percent: f64| (percent / 100.0).clamp(0.0, 1.0);
                set(all, typed.map(ends).map(|(low, high)| (share(low), share(high))));
            },
        )
    }

    /// Changes the draw, where there is one.
    pub fn change_draw(self, edit: impl FnOnce(&mut DrawTerms)) {
        self.all.update(|all| {
            if let Some(draw) = &mut all.plan.draw {
                edit(draw);
            }
        });
    }
}

/// Rounded to millionths, so that what is typed comes back the same.
fn percent(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::percent;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_typed_as_percent_comes_back_the_same() {
        for typed in [0.0, 0.7, 7.0, 12.5, 28.0, 29.0, 57.0, 99.9, 100.0] {
            assert_eq!(percent(typed / 100.0), typed);
        }
    }
}
