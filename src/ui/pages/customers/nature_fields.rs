//! What somebody does for a living and how they are to deal with, with the words offered that others
//! have. Must not know whose they are.

use super::value_field::KnownField;
use super::wording::personality_text;
use crate::i18n::use_i18n;
use crate::state::workspace::Workspace;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::personality::Personality;
use meadow_core::protocol::GetColumns;
use meadow_core::views::table::Column;

/// `personality`: as it is called in the language of the interface.
#[component]
pub fn NatureFields(occupation: RwSignal<String>, personality: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = Workspace::expect().asked(|| Some(GetColumns {}));
    let words_of = move |column: Column| {
        let columns = columns.get();
        let info = columns.iter().flat_map(|all| all.iter()).find(|info| info.column == column);
        let choices = info.map(|info| info.choices.iter().map(|(word, _)| word.clone()));
        choices.map(Iterator::collect).unwrap_or_default()
    };
    let occupations: Signal<Vec<String>> = Signal::derive(move || words_of(Column::Occupation));
    // The usual ones, then what this workspace says.
    let personalities = Signal::derive(move || {
        let usual = Personality::ALL.map(|usual| usual.slug().to_owned());
        let own: Vec<String> = words_of(Column::Personality);
        let own = own.into_iter().filter(|word| !usual.contains(word));
        let all = usual.iter().cloned().chain(own.collect::<Vec<_>>());
        all.map(|word| personality_text(i18n, &word)).collect::<Vec<_>>()
    });
    view! {
        <KnownField
            label=say!(i18n, customers.col_occupation)
            value=occupation
            known=occupations
        />
        <KnownField
            label=say!(i18n, customers.col_personality)
            value=personality
            known=personalities
            hint=say_some!(i18n, customers.personality_hint)
        />
    }
}
