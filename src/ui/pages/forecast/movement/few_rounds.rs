//! What stands here while there is too little to look ahead from: what it takes, and where to get it.

use super::Shown;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_note::Note;
use leptos::prelude::*;

/// To be compared.
const FEWEST_ROUNDS: u32 = 2;

#[component]
pub fn FewRounds(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let commands = ShellCommands::expect();
    let found = Memo::new(move |_| {
        let view = shown.asked.get()?;
        Some((view.n_rounds, !view.steps.is_empty()))
    });
    move || {
        let (n_rounds, has_steps) = found.get()?;
        // Rounds enough, and every step left out by hand.
        if has_steps {
            let none = view! {
                <Note>
                    <p>{t!(i18n, mix.none_counted)}</p>
                </Note>
            };
            return Some(none.into_any());
        }
        let title = Signal::derive(move || match n_rounds {
            0 => t_string!(i18n, mix.no_round).to_owned(),
            n if n < FEWEST_ROUNDS => t_string!(i18n, mix.one_round).to_owned(),
            _ => t_string!(i18n, mix.one_day).to_owned(),
        });
        let text = Signal::derive(move || match n_rounds {
            0 => t_string!(i18n, mix.no_round_text).to_owned(),
            n if n < FEWEST_ROUNDS => t_string!(i18n, mix.one_round_text).to_owned(),
            _ => t_string!(i18n, mix.one_day_text).to_owned(),
        });
        let empty = view! {
            <EmptyState title=title text=text>
                <LinkButton path="/segments/rounds" icon="plus" kind=ButtonKind::Primary>
                    {t!(i18n, mix.keep_round)}
                </LinkButton>
                <Button icon="paw" on_press=move |()| commands.send(ShellCommand::OpenSample)>
                    {t!(i18n, shell.open_sample)}
                </Button>
            </EmptyState>
        };
        Some(empty.into_any())
    }
}
