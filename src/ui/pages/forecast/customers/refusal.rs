//! Too little is known: why, what would be enough, and what can be looked at until then.

use super::Base;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::components::button::{ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::pages::customers::outlook_wording::no_outlook;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::customer_base::NoOutlook;

#[component]
pub fn TooLittle(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let text = Signal::derive(move || {
        let why = base.get().and_then(|view| view.found.as_ref().err().copied());
        let Some(why) = why else { return String::new() };
        let said = no_outlook(i18n, &formatter.get(), why);
        match why {
            NoOutlook::NobodyBought => said,
            _ => {
                let space = t_string!(i18n, customers.sentence_space);
                format!("{said}{space}{}", t_string!(i18n, worth.meanwhile))
            }
        }
    });
    view! {
        <EmptyState title=say!(i18n, worth.no_outlook) text=text>
            <LinkButton path="/import" kind=ButtonKind::Primary icon="import">
                {t!(i18n, worth.bring_orders)}
            </LinkButton>
            <LinkButton path="/segments/need" icon="event">
                {t!(i18n, worth.see_need)}
            </LinkButton>
        </EmptyState>
    }
}
