//! That somebody is left uninvited to an event by lot: said before a call or an invitation to it would
//! spoil the comparison.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::protocol::GetHeldOut;
use meadow_core::views::lead_response::HeldOutFrom;

/// Of `whom`, by the event meant, or by all that are still to come.
#[component]
pub fn HeldOutNote(
    #[prop(into)] whom: Signal<Vec<CustomerId>>,
    #[prop(into)] event: Signal<Option<DocumentId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let held_out = Workspace::expect().asked(move || {
        let ids = whom.get();
        (!ids.is_empty()).then(|| GetHeldOut { ids, event: event.get() })
    });
    move || {
        let held_out = held_out.get().filter(|found| !found.is_empty())?;
        let f = formatter.get();
        let is_one = whom.with(Vec::len) == 1;
        let line = |from: &HeldOutFrom| view! { <p>{write_line(i18n, &f, from, is_one)}</p> };
        let lines = held_out.iter().map(line).collect_view();
        Some(view! { <Note tone=Tone::Warn>{lines}</Note> })
    }
}

fn write_line(i18n: Texts, f: &Formatter, from: &HeldOutFrom, is_one: bool) -> String {
    let event = match from.name.as_str() {
        "" => t_string!(i18n, calls.event_without_name),
        name => name,
    };
    if is_one {
        return t_string!(i18n, events.held_out_of, event = event).to_string();
    }
    let n = f.fmt_int(from.n.into());
    agree(&t_string!(i18n, events.held_out_of_many, n = n, event = event).to_string())
}
