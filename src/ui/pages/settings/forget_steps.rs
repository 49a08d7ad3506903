//! Making room by forgetting older steps. That cannot be taken back, so it is asked first.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::words::both;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Days of which the steps may stay.
const DAYS: [u32; 4] = [30, 7, 1, 0];

#[component]
pub fn ForgetSteps() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let (toasts, settings) = (Toasts::expect(), Settings::expect());
    let open = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let days = RwSignal::new(DAYS[0].to_string());
    let choices = Signal::derive(move || {
        let choice = |days: u32| {
            let label = match days {
                0 => t_string!(i18n, settings.forget_all).to_owned(),
                1 => t_string!(i18n, settings.forget_day).to_owned(),
                days => t_string!(i18n, settings.forget_days, n = days.to_string()).to_string(),
            };
            Choice::new(days.to_string(), label)
        };
        DAYS.map(choice).to_vec()
    });
    let forget = move || {
        let Ok(days) = days.get_untracked().parse() else { return };
        is_busy.set(true);
        spawn_local(async move {
            let words = match workspace.forget_steps(days).await {
                Ok(()) => both!(settings.forgotten),
                Err(error) => explain(&error),
            };
            toasts.show(words.get(settings.language.get_untracked()));
            let _ = is_busy.try_set(false);
            let _ = open.try_set(false);
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Danger busy=is_busy on_press=move |()| forget()>
                {t!(i18n, settings.forget_do)}
            </Button>
        }
    };
    view! {
        <Button on_press=move |()| open.set(true)>{t!(i18n, settings.forget)}</Button>
        <Dialog open=open title=say!(i18n, settings.forget_title) foot=foot>
            <div class="stack">
                <p>{t!(i18n, settings.forget_text)}</p>
                <SelectField
                    label=say!(i18n, settings.forget_which)
                    choices=choices
                    value=days
                />
            </div>
        </Dialog>
    }
}
