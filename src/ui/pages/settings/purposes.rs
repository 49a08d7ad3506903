//! What customers have agreed to be written to about, and whether an invitation is part of it.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::facts_in_hand::FactsInHand;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::switch::CheckBox;
use leptos::prelude::*;
use meadow_core::protocol::GetPurposes;
use meadow_core::views::consent::PurposeEntry;

/// More are a sign of free notes, not of purposes.
const MOST_SHOWN: usize = 30;

/// Nothing where nobody has noted a purpose.
#[component]
pub fn Purposes() -> impl IntoView {
    let i18n = use_i18n();
    let entries = Workspace::expect().asked(|| Some(GetPurposes {}));
    move || {
        let entries = entries.get().filter(|entries| !entries.is_empty())?;
        let shown = entries.iter().take(MOST_SHOWN).cloned();
        let boxes = shown.map(|entry| view! { <Purpose entry=entry /> }).collect_view();
        Some(view! {
            <fieldset class="plainset">
                <legend class="field__label">{t!(i18n, settings.purposes)}</legend>
                <div class="stack">{boxes}</div>
                <p class="field__hint">{t!(i18n, settings.purposes_hint)}</p>
            </fieldset>
        })
    }
}

#[component]
fn Purpose(entry: PurposeEntry) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let facts = FactsInHand::expect();
    let PurposeEntry { purpose, n_people, covers_invitations } = entry;
    let covers = RwSignal::new(covers_invitations);
    let label = Signal::derive({
        let purpose = purpose.clone();
        move || {
            let n = formatter.get().fmt_int(n_people.into());
            t_string!(i18n, settings.purpose, purpose = purpose.as_str(), n = n).to_string()
        }
    });
    let turn = Callback::new(move |covers: bool| {
        facts.save(|facts| {
            let others = &mut facts.contact.other_purposes;
            if covers {
                others.remove(&purpose);
            } else {
                others.insert(purpose.clone());
            }
        });
    });
    view! { <CheckBox label=label value=covers on_turn=turn /> }
}
