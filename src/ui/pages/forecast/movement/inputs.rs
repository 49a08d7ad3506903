//! What is typed on the page: kept in the browser as it is typed, so that a reload returns to it, and
//! turned into questions. Must not know how it is shown.

use crate::state::drafts::KeptDraft;
use crate::ui::components::number_input::Quantity;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{GetMixOutlook, GetRecency};
use meadow_core::views::mix_outlook::PlannedMove;
use meadow_core::views::recency::{BuyingPeriod, RecencyInputs};
use meadow_core::views::round::{MovementOf, State};
use serde::{Deserialize, Serialize};

/// The number rises with the form of `MixInputs`.
const DRAFT: &str = "forecast.movement.1";

/// A number or a range, in the unit it is typed in.
pub type Range = (f64, f64);

/// One change of a plan; without a number it is none yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanRow {
    pub from: State,
    pub to: State,
    /// So many more of 100.
    pub more: Option<Range>,
}

/// What belongs to one kind of state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OfKind {
    pub watched: Option<State>,
    pub plan: Vec<PlanRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixInputs {
    pub of: MovementOf,
    pub left_out: Vec<DocumentId>,
    pub with_newcomers: bool,
    /// By [`kind`].
    pub kinds: [OfKind; 3],
    pub period: Option<BuyingPeriod>,
    /// Amounts in major units.
    pub margin: Option<Range>,
    pub contact_cost: Option<Range>,
    /// % a year.
    pub discount: Option<Range>,
}

impl Default for MixInputs {
    fn default() -> Self {
        Self {
            of: MovementOf::Classes,
            left_out: Vec::new(),
            with_newcomers: true,
            kinds: Default::default(),
            period: None,
            margin: None,
            contact_cost: None,
            discount: None,
        }
    }
}

fn kind(of: MovementOf) -> usize {
    match of {
        MovementOf::Classes => 0,
        MovementOf::Stages => 1,
        MovementOf::Care => 2,
    }
}

impl MixInputs {
    pub fn of_kind(&self) -> &OfKind {
        &self.kinds[kind(self.of)]
    }

    pub fn of_kind_mut(&mut self) -> &mut OfKind {
        &mut self.kinds[kind(self.of)]
    }

    pub fn mix_query(&self) -> GetMixOutlook {
        let share = |row: &PlanRow| {
            let (low, high) = row.more?;
            let PlanRow { from, to, .. } = row.clone();
            Some(PlannedMove { from, to, low: low / 100.0, high: high / 100.0 })
        };
        let kind = self.of_kind();
        GetMixOutlook {
            of: self.of,
            left_out: self.left_out.clone(),
            with_newcomers: self.with_newcomers,
            watched: kind.watched.clone(),
            plan: kind.plan.iter().filter_map(share).collect(),
        }
    }

    pub fn recency_query(&self) -> GetRecency {
        let yearly_discount = self.discount.map(|(low, high)| (low / 100.0, high / 100.0));
        let inputs =
            RecencyInputs { margin: self.margin, contact_cost: self.contact_cost, yearly_discount };
        GetRecency { period: self.period, inputs }
    }
}

/// The inputs in hand.
#[derive(Clone, Copy)]
pub struct Inputs {
    pub all: RwSignal<MixInputs>,
    kept: KeptDraft<MixInputs>,
}

impl Inputs {
    /// Begins with what was typed before.
    pub fn open() -> Self {
        let all = RwSignal::new(MixInputs::default());
        let nothing_saved = Signal::stored(Some(None));
        let fill = Callback::new(move |typed| all.set(typed));
        let new = MixInputs::default();
        let kept = KeptDraft::open(DRAFT.to_owned(), true, nothing_saved, new, all.into(), fill);
        Self { all, kept }
    }

    /// Nothing is asked before what was typed is back.
    pub fn is_ready(self) -> bool {
        self.kept.is_ready.get()
    }

    /// A field tied to a part of the inputs: either follows the other.
    pub fn bind<V>(
        self,
        get: impl Fn(&MixInputs) -> V + Copy + Send + Sync + 'static,
        set: impl Fn(&mut MixInputs, V) + 'static,
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

    /// The same for a number or a range.
    pub fn bind_range(
        self,
        get: impl Fn(&MixInputs) -> Option<Range> + Copy + Send + Sync + 'static,
        set: impl Fn(&mut MixInputs, Option<Range>) + 'static,
    ) -> RwSignal<Option<Quantity>> {
        self.bind(move |all| get(all).map(quantity), move |all, typed| set(all, typed.map(range)))
    }
}

fn quantity((low, high): Range) -> Quantity {
    if low == high { Quantity::Exact(low) } else { Quantity::Range { low, high } }
}

fn range(typed: Quantity) -> Range {
    match typed {
        Quantity::Exact(value) => (value, value),
        Quantity::Range { low, high } => (low, high),
    }
}

#[cfg(test)]
mod tests {
    use super::{MixInputs, PlanRow};
    use meadow_core::domain::customer::Stage;
    use meadow_core::views::round::{MovementOf, State};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_kind_has_its_own_plan() {
        let mut inputs = MixInputs { of: MovementOf::Stages, ..MixInputs::default() };
        let row = |more| PlanRow {
            from: State::Stage(Stage::Lapsed),
            to: State::Stage(Stage::Bought),
            more,
        };
        inputs.of_kind_mut().plan = vec![row(Some((5.0, 15.0))), row(None)];
        let plan = inputs.mix_query().plan;
        assert_eq!(plan.iter().map(|one| (one.low, one.high)).collect::<Vec<_>>(), [(0.05, 0.15)]);
        inputs.of = MovementOf::Care;
        assert!(inputs.mix_query().plan.is_empty());
        inputs.discount = Some((8.0, 12.0));
        assert_eq!(inputs.recency_query().inputs.yearly_discount, Some((0.08, 0.12)));
    }
}
