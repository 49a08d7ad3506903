//! No number without its reason: a figure that can be opened, and the dialog that shows its
//! formula, inputs, sample size and source.

mod explanation;
mod rate;
mod reason_dialog;
mod risk;

pub use self::explanation::{Explanation, amount_inputs, rate_inputs, sample_words, with_invented};
pub use self::rate::explain_rate;
pub use self::reason_dialog::{ReasonDialog, Reasons};
use meadow_core::guide::ModelTopic;

use super::shown::Shown;
use super::unit_costs::Unit;
use crate::i18n::{t_string, use_i18n};
use explanation::explain_figure;
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;

/// A figure that has reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Needed,
    PGoal,
    Stage(FunnelStage),
    Overflow,
    /// Orders and profit where only guests with a seat order.
    OrderedSeated,
    ProfitSeated,
    /// What one more invitation brings in the group at this place.
    OneMore(usize),
    PProfit,
    Profit,
    PLoss,
    /// What the worst events at this place of the tails stay below, and their mean.
    AtMost(usize),
    MeanOfWorst(usize),
    /// What the input at this place of the swings moves.
    Swing(usize),
    /// One more invitation of the group at this place, in a room that may be full.
    MoreInvitations(usize),
    MoreSeats,
    Revenue,
    Cost,
    Margin,
    BreakEvenOrders,
    BreakEvenHeads,
    Unit(Unit),
    OneToOne(Unit),
    Crossover(Unit),
    /// Chance that the event is cheaper than that.
    Cheaper(Unit),
    /// The rate at this place of the ledger.
    Rate(usize),
}

impl Figure {
    /// Where its model is explained in full.
    fn model(self) -> Option<ModelTopic> {
        Some(match self {
            Figure::Needed => ModelTopic::Invitations,
            Figure::PGoal | Figure::Stage(_) | Figure::Overflow => ModelTopic::Funnel,
            Figure::PLoss | Figure::AtMost(_) | Figure::MeanOfWorst(_) => ModelTopic::ProfitRisk,
            Figure::Swing(_) => ModelTopic::Sensitivity,
            Figure::OneMore(_)
            | Figure::MoreInvitations(_)
            | Figure::MoreSeats
            | Figure::OrderedSeated
            | Figure::ProfitSeated => ModelTopic::OneMore,
            Figure::PProfit
            | Figure::Profit
            | Figure::Revenue
            | Figure::Cost
            | Figure::Margin
            | Figure::BreakEvenOrders
            | Figure::BreakEvenHeads
            | Figure::Unit(_)
            | Figure::OneToOne(_)
            | Figure::Crossover(_)
            | Figure::Cheaper(_) => ModelTopic::Economics,
            Figure::Rate(_) => ModelTopic::Rates,
        })
    }
}

/// A figure that opens its reasons.
#[component]
pub fn Why(figure: Figure, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    view! {
        <button
            class="why"
            type="button"
            aria-haspopup="dialog"
            title=move || t_string!(i18n, forecast.why)
            on:click=move |_| shown.figure.set(Some(figure))
        >
            {children()}
        </button>
    }
}

/// The dialog all figures of the page share.
#[component]
pub fn WhyDialog() -> impl IntoView {
    let shown = Shown::expect();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if shown.figure.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            shown.figure.set(None);
        }
    });
    let explanation = Memo::new(move |_| {
        let (figure, view) = (shown.figure.get()?, shown.view.get()?);
        Some(explain_figure(figure, &view))
    });
    view! { <ReasonDialog open=open explanation=explanation /> }
}
