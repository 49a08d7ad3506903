//! A portrait in a few lines, beside something else.

use super::sentences::sentence;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::customer_table::address;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use leptos::prelude::*;
use meadow_core::views::portrait::PortraitView;
use meadow_core::views::rule::Rule;

const MOST_SENTENCES: usize = 5;

/// `asked` is the portrait of `rule`.
#[component]
pub fn ShortPortrait(
    asked: Asked<PortraitView>,
    #[prop(into)] rule: Signal<Option<Rule>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let counted = move || {
        let view = asked.get()?;
        let n = formatter.get().fmt_int(view.people.segment.n_people.into());
        Some(agree(&t_string!(i18n, rules.holds_for, n = n).to_string()))
    };
    let said = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let lines = view.named.iter().filter_map(|named| sentence(i18n, &f, &view, *named));
        let lines: Vec<_> =
            lines.take(MOST_SENTENCES).map(|text| view! { <li>{text}</li> }).collect();
        Some(match lines.is_empty() {
            true => view! { <p class="fine">{t!(i18n, portrait.none_told)}</p> }.into_any(),
            false => view! { <ul class="portrait__said">{lines}</ul> }.into_any(),
        })
    };
    let whole = move || {
        let filters = super::filters_of(&rule.get()?)?;
        let path = link(&address::portrait_of(&filters));
        Some(view! { <a href=path>{t!(i18n, portrait.whole)}</a> })
    };
    view! {
        <div class="stack portrait__short" aria-live="polite">
            <p class="rule__count">{counted}</p>
            {said}
            <p>{whole}</p>
        </div>
    }
}
