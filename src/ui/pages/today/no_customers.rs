//! Today before there are any customers: what Meadow is, and the two ways to begin.

use super::evidence::Evidence;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::page_head::PageHead;
use leptos::prelude::*;

#[component]
pub fn NoCustomers() -> impl IntoView {
    let i18n = use_i18n();
    let shell = ShellCommands::expect();
    let title = Signal::derive(move || t_string!(i18n, today.welcome).to_owned());
    let lead = Signal::derive(move || Some(t_string!(i18n, today.welcome_lead).to_owned()));
    let empty_title = Signal::derive(move || t_string!(i18n, today.empty_title).to_owned());
    let empty_text = Signal::derive(move || t_string!(i18n, today.empty_text).to_owned());
    view! {
        <PageHead title=title lead=lead />
        <div class="split split--main">
            <div class="stack">
                <EmptyState title=empty_title text=empty_text>
                    <LinkButton path="/import" icon="import" kind=ButtonKind::Primary>
                        {t!(i18n, today.bring_file)}
                    </LinkButton>
                    <Button
                        icon="paw"
                        on_press=move |()| shell.send(ShellCommand::OpenSample)
                    >
                        {t!(i18n, today.open_sample)}
                    </Button>
                </EmptyState>
                <p class="fine">{t!(i18n, today.sample_hint)}</p>
            </div>
            <Evidence />
        </div>
    }
}
