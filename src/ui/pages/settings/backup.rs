//! Taking the workspace away whole (a backup under a passphrase, a redacted copy, plain files) and
//! bringing a backup in again.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::chance::draw_number;
use crate::platform::files::{chosen_files, save_file};
use crate::state::engine::Begun;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::words::both;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::switch::CheckBox;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::say;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{EngineError, ExportWorkspace, SourceId};
use meadow_core::views::workspace::{BackupDescription, ExportedFile, FileFormat};

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

/// Hands a file over, or says why there is none.
fn hand_over(
    result: Result<ExportedFile, EngineError>,
) -> Result<(), meadow_core::domain::text::Text> {
    match result {
        Ok(file) if save_file(&file.name, &file.media_type, &file.bytes) => Ok(()),
        Ok(_) => Err(both!(errors.file_not_taken)),
        Err(error) => Err(explain(&error)),
    }
}

#[component]
fn BackupDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let (toasts, language) = (Toasts::expect(), Settings::expect().language);
    let (passphrase, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let redacted = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if !open.get() {
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
        is_busy.set(true);
        failure.set(None);
        let (passphrase, redacted) = (passphrase.get_untracked(), redacted.get_untracked());
        let of = workspace.revision().get_untracked();
        spawn_local(async move {
            match hand_over(workspace.make_backup(passphrase, redacted).await) {
                Ok(()) => {
                    // A redacted copy brings nobody back. What could not be noted is only reminded of.
                    if let Some((_, of)) = of.filter(|_| !redacted) {
                        let _ = workspace.note_backup(of).await;
                    }
                    toasts.show(both!(settings.backup_made).get(language.get_untracked()));
                    let _ = open.try_set(false);
                }
                Err(words) => {
                    let words = words.get(language.get_untracked()).to_owned();
                    let _ = failure.try_set(Some(words));
                }
            }
            let _ = is_busy.try_set(false);
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button
                kind=ButtonKind::Primary
                busy=is_busy
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

/// A backup file that was chosen, with what it says of itself.
#[derive(Clone, Debug)]
struct Chosen {
    source: SourceId,
    name: String,
    description: BackupDescription,
}

#[component]
fn ChooseBackup(chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
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
fn RestoreDialog(chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let (toasts, language) = (Toasts::expect(), Settings::expect().language);
    let open = RwSignal::new(false);
    let passphrase = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    Effect::new(move |_| open.set(chosen.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() {
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
        is_busy.set(true);
        failure.set(None);
        let words = passphrase.get_untracked();
        let named_in = language.get_untracked();
        spawn_local(async move {
            match workspace.restore_backup(source, words, named_in).await {
                Ok(()) => {
                    toasts.show(both!(settings.backup_restored).get(language.get_untracked()));
                    let _ = open.try_set(false);
                }
                Err(error) => {
                    let words = explain(&error).get(language.get_untracked()).to_owned();
                    let _ = failure.try_set(Some(words));
                }
            }
            let _ = is_busy.try_set(false);
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button
                kind=ButtonKind::Primary
                busy=is_busy
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
                <Failure words=failure />
            </div>
        </Dialog>
    }
}

#[component]
fn ExportDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let language = Settings::expect().language;
    let format = RwSignal::new("xlsx".to_owned());
    let redacted = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let formats = Signal::derive(move || {
        vec![
            Choice::new("xlsx", t_string!(i18n, settings.as_xlsx).to_owned()),
            Choice::new("csv", t_string!(i18n, settings.as_csv).to_owned()),
            Choice::new("json", t_string!(i18n, settings.as_json).to_owned()),
        ]
    });
    let export = move |()| {
        is_busy.set(true);
        failure.set(None);
        let language = language.get_untracked();
        let query = ExportWorkspace {
            format: format_of(&format.get_untracked()),
            language,
            redacted: redacted.get_untracked().then(draw_number),
        };
        let begun = workspace.engine.begin_ask(query, |_| {});
        spawn_local(async move {
            if let Some(Begun { result, .. }) = begun {
                match hand_over(result.await) {
                    Ok(()) => drop(open.try_set(false)),
                    Err(words) => drop(failure.try_set(Some(words.get(language).to_owned()))),
                }
            }
            let _ = is_busy.try_set(false);
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary busy=is_busy on_press=export>
                {t!(i18n, settings.export_all)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=say!(i18n, settings.export_all) foot=foot>
            <div class="stack">
                <p>{t!(i18n, settings.export_all_what)}</p>
                <SelectField label=say!(i18n, settings.file_format) value=format choices=formats />
                <Redacted value=redacted />
                <Note tone=Tone::Warn>
                    <p>{t!(i18n, settings.export_open)}</p>
                </Note>
                <Failure words=failure />
            </div>
        </Dialog>
    }
}

fn format_of(key: &str) -> FileFormat {
    match key {
        "csv" => FileFormat::Csv,
        "json" => FileFormat::Json,
        _ => FileFormat::Xlsx,
    }
}
