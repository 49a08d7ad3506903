//! How many of those on the list said yes to calls and how many were never asked, with the house rule
//! that decides whether these are called.

use crate::i18n::{t_string, use_i18n};
use crate::state::call_session::CallSession;
use crate::state::facts_in_hand::FactsInHand;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::error_note::Note;
use crate::ui::components::switch::Switch;
use crate::ui::wizards::say;
use leptos::prelude::*;

/// Nothing where everybody was asked: the rule would change nothing.
#[component]
pub fn PermissionNote(session: CallSession) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let facts = FactsInHand::open();
    let is_on = facts.follow(|facts| facts.contact.only_permitted);
    let turn = Callback::new(move |is_on: bool| {
        facts.save(move |facts| facts.contact.only_permitted = is_on);
    });
    let has_unasked = Memo::new(move |_| {
        session.list.get().is_some_and(|list| list.n_unasked + list.not_called.n_not_asked > 0)
    });
    let said = move || {
        let list = session.list.get()?;
        let f = formatter.get();
        let yes = f.fmt_int(list.n_permitted.into());
        if list.n_unasked == 0 {
            let n = f.fmt_int(list.not_called.n_not_asked.into());
            return Some(t_string!(i18n, calls.permitted_only, yes = yes, n = n).to_string());
        }
        let n = f.fmt_int(list.n_unasked.into());
        Some(agree(&t_string!(i18n, calls.permitted, yes = yes, n = n).to_string()))
    };
    // The switch stays the same element while figures move, so that it keeps the focus.
    view! {
        <Show when=move || has_unasked.get()>
            <Note>
                <p role="status">{said}</p>
                <Switch label=say!(i18n, settings.only_permitted) value=is_on on_turn=turn />
            </Note>
        </Show>
    }
}
