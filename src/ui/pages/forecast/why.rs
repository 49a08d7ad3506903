//! No number without its reason: a figure that can be opened, and the dialog that shows its
//! formula, inputs, sample size and source.

mod explanation;
mod rate;
mod risk;

use super::shown::Shown;
use super::unit_costs::Unit;
use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::wizards::say;
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
    /// The rate at this place of the ledger.
    Rate(usize),
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
    let i18n = use_i18n();
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
    let title = Signal::derive(move || {
        explanation.with(|it| it.as_ref().map_or_else(String::new, |it| it.title.clone()))
    });
    let foot = move || {
        view! { <Button on_press=move |()| open.set(false)>{t!(i18n, common.close)}</Button> }
    };
    let inputs_label = say!(i18n, forecast.why_inputs);
    view! {
        <Dialog open=open title=title foot=foot>
            {move || {
                explanation.get().map(|it| {
                    let inputs = it.inputs.into_iter().map(|(label, value)| {
                        view! {
                            <div>
                                <dt>{label}</dt>
                                <dd>{value}</dd>
                            </div>
                        }
                    });
                    view! {
                        <p class="reason__value">{it.value}</p>
                        <h3>{t!(i18n, forecast.why_formula)}</h3>
                        <p>{it.formula}</p>
                        <h3>{t!(i18n, forecast.why_inputs)}</h3>
                        <dl class="kv" data-wide="" aria-label=inputs_label>
                            {inputs.collect_view()}
                        </dl>
                        <h3>{t!(i18n, forecast.why_sample)}</h3>
                        <p>{it.sample}</p>
                        <h3>{t!(i18n, forecast.why_source)}</h3>
                        <p>{it.source}</p>
                    }
                })
            }}
        </Dialog>
    }
}
