//! Taking the workspace away whole (a backup under a passphrase, a redacted copy, plain files) and
//! bringing a backup in again.

mod restore;
mod whole_export;

use self::restore::{ChooseBackup, Chosen, RestoreDialog};
use self::whole_export::ExportDialog;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::save_file;
use crate::state::engine_error::explain;
use crate::state::long_work::LongWork;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::words::both;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::switch::CheckBox;
use crate::ui::components::text_field::TextField;
use crate::ui::components::work_progress::WorkProgress;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::text::Text;
use meadow_core::protocol::EngineError;
use meadow_core::views::workspace::ExportedFile;

/// Shorter ones are tried out too quickly.
const SHORTEST_PASSPHRASE: usize = 10;

#[component]
pub fn BackupPart() -> impl IntoView {
    let i18n = use_i18n();
    let makes = RwSignal::new(false);
    let takes = RwSignal::new(false);
    let restoring = RwSignal::new(None::<Chosen>);
    view! {
        <section class="section" aria-labelledby="backup">
            <div class="section__head">
                <h2 id="backup" tabindex="-1">
                    {t!(i18n, settings.backup)}
                </h2>
                <p class="section__note">{t!(i18n, settings.backup_note)}</p>
            </div>
            <div class="row">
                <Button icon="lock" kind=ButtonKind::Primary on_press=move |()| makes.set(true)>
                    {t!(i18n, settings.make_backup)}
                </Button>
                <ChooseBackup chosen=restoring />
                <Button icon="export" on_press=move |()| takes.set(true)>
                    {t!(i18n, settings.export_all)}
                </Button>
            </div>
            <BackupDialog open=makes />
            <RestoreDialog chosen=restoring />
            <ExportDialog open=takes />
        </section>
    }
}

/// Hands a file over, or says why there is none; nothing where somebody has ended it.
fn hand_over(result: Result<ExportedFile, EngineError>) -> Result<(), Option<Text>> {
    match result {
        Ok(file) if save_file(&file.name, &file.media_type, &file.bytes) => Ok(()),
        Ok(_) => Err(Some(both!(errors.file_not_taken))),
        Err(error) => Err(why_not(&error)),
    }
}

fn why_not(error: &EngineError) -> Option<Text> {
    (*error != EngineError::Cancelled).then(|| explain(error))
}

#[component]
fn BackupDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let (toasts, language) = (Toasts::expect(), Settings::expect().language);
    let (passphrase, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let redacted = RwSignal::new(false);
    let work = LongWork::new();
    let failure = RwSignal::new(None::<String>);
    // Whoever closes the dialog meanwhile wants no file any more.
    Effect::new(move |_| {
        if !open.get() {
            work.cancel();
            passphrase.set(String::new());
            again.set(String::new());
            failure.set(None);
        }
    });
    let too_short = move || {
        let n = passphrase.with(|text| text.chars().count());
        (n > 0 && n < SHORTEST_PASSPHRASE).then(|| {
            t_string!(i18n, settings.passphrase_short, n = SHORTEST_PASSPHRASE).to_string()
        })
    };
    let differs = move || {
        let differs = again.with(|again| !again.is_empty() && *again != passphrase.get());
        differs.then(|| t_string!(i18n, settings.passphrases_differ).to_owned())
    };
    let is_ready = move || {
        let n = passphrase.with(|text| text.chars().count());
        n >= SHORTEST_PASSPHRASE && again.get() == passphrase.get()
    };
    let make = move |()| {
        if !is_ready() {
            return;
        }
        failure.set(None);
        let (passphrase, redacted) = (passphrase.get_untracked(), redacted.get_untracked());
        let of = workspace.revision().get_untracked();
        let made = work.follow(workspace.begin_backup(passphrase, redacted, work.note()));
        spawn_local(async move {
            match hand_over(made.await) {
                Ok(()) => {
                    // A redacted copy brings nobody back. What could not be noted is only reminded of.
                    if let Some((_, of)) = of.filter(|_| !redacted) {
                        let _ = workspace.note_backup(of).await;
                    }
                    toasts.show(both!(settings.backup_made).get(language.get_untracked()));
                    let _ = open.try_set(false);
                }
                Err(words) => {
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
                disabled=Signal::derive(move || !is_ready())
                on_press=make
            >
                {t!(i18n, settings.make_backup)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=say!(i18n, settings.make_backup) foot=foot>
            <div class="stack">
                <p>{t!(i18n, settings.backup_what)}</p>
                <TextField
                    label=say!(i18n, settings.passphrase)
                    value=passphrase
                    kind="password"
                    hint=Signal::derive(move || {
                        Some(t_string!(i18n, settings.passphrase_hint).to_owned())
                    })
                    error=Signal::derive(too_short)
                />
                <TextField
                    label=say!(i18n, settings.passphrase_again)
                    value=again
                    kind="password"
                    error=Signal::derive(differs)
                />
                <Redacted value=redacted />
                <Note tone=Tone::Warn>
                    <p>{t!(i18n, settings.passphrase_lost)}</p>
                </Note>
                <WorkProgress work=work label=say!(i18n, settings.backing_up) />
                <Failure words=failure />
            </div>
        </Dialog>
    }
}

/// Names and contacts replaced, or as they are.
#[component]
fn Redacted(value: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="stack stack--1">
            <CheckBox label=say!(i18n, settings.redacted) value=value />
            <p class="muted">{t!(i18n, settings.redacted_hint)}</p>
        </div>
    }
}

#[component]
fn Failure(words: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        words.get().map(|words| {
            view! {
                <Note tone=Tone::Danger>
                    <p role="alert">{words}</p>
                </Note>
            }
        })
    }
}
