//! What can be adopted in one press, each with its reason.

use super::super::portrait::Fact;
use crate::i18n::{t, use_i18n};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;

/// Nothing where there is nothing to adopt. `label` says where it is from.
#[component]
pub fn Offers(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] offers: Signal<Vec<Fact>>,
    on_take: Callback<Fact>,
) -> impl IntoView {
    let i18n = use_i18n();
    let offer = move |fact: Fact| {
        let (what, why) = (fact.what.clone(), fact.why.clone());
        let why = (!why.is_empty()).then(|| view! { <small>{why}</small> });
        view! {
            <li>
                <button
                    class="offer"
                    type="button"
                    on:click=move |_| on_take.run(fact.clone())
                >
                    <Icon name="plus" class="icon--sm" />
                    <span>
                        <span>
                            <span class="sr-only">{t!(i18n, canvas.take)}</span>
                            " "
                            {what}
                        </span>
                        {why}
                    </span>
                </button>
            </li>
        }
    };
    let list = move || {
        let offers = offers.get();
        (!offers.is_empty()).then(|| {
            view! {
                <div class="offers">
                    <p class="fine">{label.get()}</p>
                    <ul aria-label=label.get()>{offers.into_iter().map(offer).collect_view()}</ul>
                </div>
            }
        })
    };
    view! { {list} }
}
