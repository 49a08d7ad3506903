//! Scenarios of what is forecast: kept under names, branched, set side by side, written into the event.

mod acts;
mod columns;
mod file;
mod input_lines;
mod list;
mod name_dialog;
mod own_lines;
mod result_lines;
mod side_by_side;

pub use acts::ScenarioActs;

use self::list::ScenarioList;
use self::name_dialog::NameDialog;
use self::side_by_side::SideBySide;
use crate::i18n::{t, use_i18n};
use crate::ui::components::button::Button;
use leptos::prelude::*;

#[component]
pub fn Scenarios() -> impl IntoView {
    let i18n = use_i18n();
    let acts = ScenarioActs::expect();
    let has_any = Memo::new(move |_| acts.has_any());
    view! {
        <section class="section" aria-labelledby="h-scenarios">
            <div class="section__head">
                <h2 id="h-scenarios">{t!(i18n, scenarios.title)}</h2>
                <KeepButton />
            </div>
            <Show
                when=move || has_any.get()
                fallback=move || view! { <p class="muted">{t!(i18n, scenarios.none_yet)}</p> }
            >
                <ScenarioList />
                <SideBySide />
            </Show>
        </section>
        <NameDialog />
    }
}

/// Keeps what is in hand as a scenario, under a name that is asked for.
#[component]
pub fn KeepButton() -> impl IntoView {
    let i18n = use_i18n();
    let acts = ScenarioActs::expect();
    view! {
        <Button size="sm" icon="plus" on_press=move |()| acts.ask_to_keep()>
            {t!(i18n, scenarios.keep)}
        </Button>
    }
}
