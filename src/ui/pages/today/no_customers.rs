//! Today before there are any customers: what Meadow is, and the two ways to begin.

use super::evidence::Evidence;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use leptos::prelude::*;

#[component]
pub fn NoCustomers() -> impl IntoView {
    let i18n = use_i18n();
    let shell = ShellCommands::expect();
    let title = Signal::derive(move || t_string!(i18n, today.welcome).to_owned());
    let lead = Signal::derive(move || Some(t_string!(i18n, today.welcome_lead).to_owned()));
    let empty_title = Signal::derive(move || t_string!(i18n, today.empty_title).to_owned());
    let empty_text = Signal::derive(move || t_string!(i18n, today.empty_text).to_owned());
    let steps_title = Signal::derive(move || t_string!(i18n, today.steps_title).to_owned());
    let sort_title = Signal::derive(move || t_string!(i18n, today.step_sort).to_owned());
    let sort_text = Signal::derive(move || t_string!(i18n, today.step_sort_text).to_owned());
    let forecast_title = Signal::derive(move || t_string!(i18n, today.step_forecast).to_owned());
    let forecast_text =
        Signal::derive(move || t_string!(i18n, today.step_forecast_text).to_owned());
    let plan_title = Signal::derive(move || t_string!(i18n, today.step_plan).to_owned());
    let plan_text = Signal::derive(move || t_string!(i18n, today.step_plan_text).to_owned());
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
                <Section id="first-steps" title=steps_title>
                    <ol class="docket">
                        <Step n=1 title=sort_title text=sort_text />
                        <Step n=2 title=forecast_title text=forecast_text />
                        <Step n=3 title=plan_title text=plan_text />
                    </ol>
                </Section>
            </div>
            <Evidence />
        </div>
    }
}

/// What comes of a file, one step at a time.
#[component]
fn Step(n: u32, title: Signal<String>, text: Signal<String>) -> impl IntoView {
    view! {
        <li class="docket__item">
            <span class="docket__n" aria-hidden="true">
                {n}
            </span>
            <div class="docket__body">
                <h3>{title}</h3>
                <p>{text}</p>
            </div>
        </li>
    }
}
