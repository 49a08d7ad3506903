//! Everything of the workspace as plain files for other programs, or a redacted copy of it.

use super::{Failure, Redacted, hand_over};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::chance::draw_number;
use crate::state::long_work::LongWork;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::work_progress::WorkProgress;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::ExportWorkspace;
use meadow_core::views::workspace::FileFormat;

#[component]
pub fn ExportDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let language = Settings::expect().language;
    let format = RwSignal::new("xlsx".to_owned());
    let redacted = RwSignal::new(false);
    let work = LongWork::new();
    let failure = RwSignal::new(None::<String>);
    // Whoever closes the dialog meanwhile wants no file any more.
    Effect::new(move |_| {
        if !open.get() {
            work.cancel();
        }
    });
    let formats = Signal::derive(move || {
        vec![
            Choice::new("xlsx", t_string!(i18n, settings.as_xlsx).to_owned()),
            Choice::new("csv", t_string!(i18n, settings.as_csv).to_owned()),
            Choice::new("json", t_string!(i18n, settings.as_json).to_owned()),
        ]
    });
    let export = move |()| {
        failure.set(None);
        let language = language.get_untracked();
        let query = ExportWorkspace {
            format: format_of(&format.get_untracked()),
            language,
            redacted: redacted.get_untracked().then(draw_number),
        };
        let exported = work.follow(workspace.engine.begin_ask(query, work.note()));
        spawn_local(async move {
            match hand_over(exported.await) {
                Ok(()) => drop(open.try_set(false)),
                Err(words) => {
                    drop(failure.try_set(words.map(|words| words.get(language).to_owned())));
                }
            }
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary busy=work.is_busy on_press=export>
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
                <WorkProgress work=work label=say!(i18n, settings.exporting) />
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
