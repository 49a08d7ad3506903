//! Bringing a backup in again: choosing the file, and opening it as a workspace of its own.

use super::{Failure, why_not};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::chosen_files;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::long_work::LongWork;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::words::both;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::text_field::TextField;
use crate::ui::components::work_progress::WorkProgress;
use crate::ui::wizards::say;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::SourceId;
use meadow_core::views::workspace::BackupDescription;

/// A backup file that was chosen, with what it says of itself.
#[derive(Clone, Debug)]
pub struct Chosen {
    source: SourceId,
    name: String,
    description: BackupDescription,
}

#[component]
pub fn ChooseBackup(chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let (toasts, language) = (Toasts::expect(), Settings::expect().language);
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = chosen_files(&input).into_iter().next() else { return };
        // The same file may be chosen once more.
        input.set_value("");
        let Some(source) = workspace.engine.attach_file(&file) else { return };
        let name = file.name();
        spawn_local(async move {
            match workspace.describe_backup(source).await {
                Ok(description) => chosen.set(Some(Chosen { source, name, description })),
                Err(error) => {
                    workspace.engine.detach_file(source);
                    toasts.show(explain(&error).get(language.get_untracked()));
                }
            }
        });
    };
    let press = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <Button icon="import" on_press=press>
            {t!(i18n, settings.restore_backup)}
        </Button>
        <input
            class="sr-only"
            type="file"
            accept=".meadow"
            tabindex="-1"
            aria-label=move || t_string!(i18n, settings.restore_backup)
            node_ref=input
            on:change=choose
        />
    }
}

#[component]
pub fn RestoreDialog(chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let (toasts, language) = (Toasts::expect(), Settings::expect().language);
    let open = RwSignal::new(false);
    let passphrase = RwSignal::new(String::new());
    let work = LongWork::new();
    let failure = RwSignal::new(None::<String>);
    Effect::new(move |_| open.set(chosen.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() {
            work.cancel();
            passphrase.set(String::new());
            failure.set(None);
            if let Some(chosen) = chosen.write_untracked().take() {
                workspace.engine.detach_file(chosen.source);
            }
        }
    });
    let about = move || {
        chosen.with(|chosen| {
            let chosen = chosen.as_ref()?;
            let f = formatter.get();
            let made = f.fmt_datetime(chosen.description.made_ms);
            let size = f.fmt_bytes(chosen.description.n_bytes as f64);
            let name = chosen.name.clone();
            Some(
                t_string!(i18n, settings.backup_from, name = name, made = made, size = size)
                    .to_string(),
            )
        })
    };
    let restore = move |()| {
        let Some(source) = chosen.with_untracked(|chosen| chosen.as_ref().map(|c| c.source)) else {
            return;
        };
        failure.set(None);
        let words = passphrase.get_untracked();
        let named_in = language.get_untracked();
        let restored = work.follow(workspace.begin_restore(source, words, named_in, work.note()));
        spawn_local(async move {
            match restored.await {
                Ok(()) => {
                    toasts.show(both!(settings.backup_restored).get(language.get_untracked()));
                    let _ = open.try_set(false);
                }
                Err(error) => {
                    let words = why_not(&error);
                    let words = words.map(|words| words.get(language.get_untracked()).to_owned());
                    let _ = failure.try_set(words);
                }
            }
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button
                kind=ButtonKind::Primary
                busy=work.is_busy
                disabled=Signal::derive(move || passphrase.with(String::is_empty))
                on_press=restore
            >
                {t!(i18n, settings.restore_now)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=say!(i18n, settings.restore_backup) foot=foot>
            <div class="stack">
                <p>{about}</p>
                <p class="muted">{t!(i18n, settings.restore_what)}</p>
                <TextField
                    label=say!(i18n, settings.passphrase)
                    value=passphrase
                    kind="password"
                />
                <WorkProgress work=work label=say!(i18n, settings.restoring) />
                <Failure words=failure />
            </div>
        </Dialog>
    }
}
