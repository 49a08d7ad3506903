//! How sure we are of what a column was taken for, and what that rests on.

use super::wording::Texts;
use crate::i18n::{t_string, use_i18n};
use crate::state::import_session::ImportSession;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::views::import::{Certainty, ColumnInspection, ColumnRole, GuessReason, ValueKind};

/// Of a guess that still stands: once the reader has chosen, our doubts are settled.
#[derive(Clone, Copy)]
pub struct OpenGuess {
    pub certainty: Memo<Option<Certainty>>,
    reason: GuessReason,
}

impl OpenGuess {
    pub fn of(column: &ColumnInspection, role: Memo<Option<ColumnRole>>) -> Self {
        let session = ImportSession::expect();
        let guess = StoredValue::new(column.guess.clone());
        let certainty = match column.looks_like {
            ValueKind::Empty => Certainty::Sure,
            _ => column.certainty(),
        };
        let stands = move || {
            guess.with_value(|guess| role.with(|role| role.as_ref() == Some(guess)))
                && !session.is_recalled.get()
        };
        let certainty = Memo::new(move |_| stands().then_some(certainty));
        Self { certainty, reason: column.reason }
    }

    pub fn is_unsure(self) -> bool {
        self.certainty.get() == Some(Certainty::Unsure)
    }
}

#[component]
pub fn CertaintyNote(guess: OpenGuess) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let certainty = guess.certainty.get()?;
        let name = certainty_name(i18n, certainty);
        let reason = move || reason_text(i18n, guess.reason);
        let name = match certainty {
            Certainty::Unsure => view! {
                <span class="tag" data-tone="warn">
                    <Icon name="warn" />
                    {name}
                </span>
            }
            .into_any(),
            _ => view! { <span class="certainty__level">{name}</span> }.into_any(),
        };
        Some(view! { <p class="fine certainty">{name} " " {reason}</p> })
    }
}

fn certainty_name(i18n: Texts, certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => t_string!(i18n, import.sure),
        Certainty::Likely => t_string!(i18n, import.likely),
        Certainty::Unsure => t_string!(i18n, import.please_look),
    }
}

fn reason_text(i18n: Texts, reason: GuessReason) -> &'static str {
    match reason {
        GuessReason::Name => t_string!(i18n, import.guess_name),
        GuessReason::NameAgainstCells => t_string!(i18n, import.guess_name_against),
        GuessReason::Cells => t_string!(i18n, import.guess_cells),
        GuessReason::OtherColumns => t_string!(i18n, import.guess_others),
        GuessReason::KnownSource => t_string!(i18n, import.guess_known),
        GuessReason::OwnField => t_string!(i18n, import.guess_own),
        GuessReason::WorkedOut => t_string!(i18n, import.guess_worked_out),
        GuessReason::Empty => t_string!(i18n, import.guess_empty),
    }
}
