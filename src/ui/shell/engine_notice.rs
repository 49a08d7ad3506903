//! Says that the engine stopped and starts it again. Must not know how it is started.

use crate::i18n::{t, use_i18n};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::shell_summary::{EngineState, ShellSummary};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;

#[component]
pub fn EngineNotice() -> impl IntoView {
    let i18n = use_i18n();
    let engine = ShellSummary::expect().engine;
    let commands = ShellCommands::expect();
    view! {
        <div class="engine-notice" role="alert">
            {move || match engine.get() {
                EngineState::Down => {
                    Some(
                        view! {
                            <div class="note" data-tone="danger">
                                <Icon name="warn" />
                                <div>
                                    <b>{t!(i18n, shell.engine_down_title)}</b>
                                    <p>{t!(i18n, shell.engine_down_safe)}</p>
                                    <button
                                        class="btn"
                                        type="button"
                                        disabled=move || !commands.is_answered()
                                        on:click=move |_| commands.send(ShellCommand::RestartEngine)
                                    >
                                        {t!(i18n, shell.engine_restart)}
                                    </button>
                                </div>
                            </div>
                        }
                            .into_any(),
                    )
                }
                EngineState::Restarting => {
                    Some(
                        view! {
                            <div class="note">
                                <Icon name="clock" />
                                <div>{t!(i18n, shell.engine_restarting)}</div>
                            </div>
                        }
                            .into_any(),
                    )
                }
                EngineState::Loading | EngineState::Ready => None,
            }}
        </div>
    }
}
