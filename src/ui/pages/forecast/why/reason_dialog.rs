//! The dialog that shows the reasons of a figure, and a figure that opens it by itself. Must not know
//! which figures there are.

use super::Explanation;
use crate::i18n::{t, use_i18n};
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::model_link::ModelLink;
use crate::ui::wizards::say;
use leptos::prelude::*;

/// Shows what `explanation` says while `open`.
#[component]
pub fn ReasonDialog(
    open: RwSignal<bool>,
    #[prop(into)] explanation: Signal<Option<Explanation>>,
) -> impl IntoView {
    let i18n = use_i18n();
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
                        {it.model.map(|topic| view! { <ModelLink topic=topic /> })}
                    }
                })
            }}
        </Dialog>
    }
}

/// The figure that is being explained on a page whose figures bring their own reasons.
#[derive(Clone, Copy)]
pub struct Reasons {
    open: RwSignal<bool>,
    shown: RwSignal<Option<Explanation>>,
}

impl Reasons {
    /// In context of every figure below.
    pub fn provide() -> Self {
        let reasons = Self { open: RwSignal::new(false), shown: RwSignal::new(None) };
        provide_context(reasons);
        reasons
    }

    /// A figure that opens its reasons; `explain` is worked out when it is pressed.
    pub fn figure(
        self,
        written: String,
        title: &'static str,
        explain: impl Fn() -> Explanation + 'static,
    ) -> AnyView {
        let press = move |_| {
            self.shown.set(Some(untrack(&explain)));
            self.open.set(true);
        };
        view! {
            <button class="why" type="button" aria-haspopup="dialog" title=title on:click=press>
                {written}
            </button>
        }
        .into_any()
    }

    pub fn dialog(self) -> impl IntoView {
        view! { <ReasonDialog open=self.open explanation=self.shown /> }
    }

    /// The reasons in context.
    pub fn expect() -> Self {
        // cannot fail: the page provides them above every figure.
        use_context().expect("reasons in context")
    }
}
