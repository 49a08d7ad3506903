//! What came of the import, and the way back.

use super::check::Tally;
use super::drop_zone::ChooseFile;
use super::queue_list::QueuePart;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_session::{FinishedImport, ImportSession};
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use leptos::prelude::*;
use meadow_core::protocol::GetImports;
use std::sync::Arc;

/// Sheets offered at once.
const MOST_SHEETS: usize = 4;

#[component]
pub fn FinishedPart(finished: FinishedImport) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let state = Workspace::expect().state();
    let title = Signal::derive(move || t_string!(i18n, import.result).to_owned());
    let (n_rows, seconds) = (finished.report.n_rows, finished.report.seconds);
    let note = Signal::derive(move || {
        let f = formatter.get();
        Some(agree(
            &t_string!(
                i18n,
                import.took,
                n = f.fmt_int(n_rows as i64),
                seconds = f.fmt_number(seconds.max(0.01), 2)
            )
            .to_string(),
        ))
    });
    let (at, is_undone) = (finished.at, finished.is_undone);
    // Counted by the engine: rows may have been repaired since, or more left out than are kept.
    let imports = Workspace::expect().asked(|| Some(GetImports {}));
    let file_name = finished.file_name;
    // The customers are in; their orders may stand on the next sheet.
    let source = finished.source;
    let sheets = finished.other_sheets;
    let next_sheets = (!is_undone).then(|| {
        let button = |sheet: String| {
            let shown = sheet.clone();
            let label =
                move || t_string!(i18n, import.next_sheet, sheet = shown.clone()).to_string();
            view! {
                <Button icon="import" on_press=move |()| session.take_sheet(source, &sheet)>
                    {label}
                </Button>
            }
        };
        sheets.into_iter().take(MOST_SHEETS).map(button).collect_view()
    });
    let n_waiting = Memo::new(move |_| {
        let imports = imports.get()?;
        let entry = imports.first().filter(|entry| entry.file_name == file_name)?;
        let n: u32 = entry.waiting.iter().map(|(_, n)| n).sum();
        (n > 0 && !is_undone).then_some(n)
    });
    let repair = move || {
        n_waiting.get().map(|n| {
            let n = formatter.get().fmt_int(i64::from(n));
            let text = agree(&t_string!(i18n, cleanup.rows_to_repair, n = n).to_string());
            view! {
                <LinkButton path="/customers/clean-up/rows" icon="edit">
                    {text}
                </LinkButton>
            }
        })
    };
    // Of several files, each tells for itself what came of it, and is undone by itself.
    let is_one_of_several = session.queue.with_untracked(|queue| queue.len() > 1);
    let can_undo = move || !is_one_of_several && !is_undone && at.is_some() && state.get() == at;
    let note = if is_one_of_several { Signal::stored(None) } else { note };
    view! {
        {(is_undone && !is_one_of_several)
            .then(|| {
                view! {
                    <Note tone=Tone::Good>
                        <p>{t!(i18n, import.undone)}</p>
                    </Note>
                }
            })}
        <QueuePart />
        <Section id="result" title=title note=note>
            // What was taken back came to nothing: its counts would read as done.
            {(!is_one_of_several && !is_undone)
                .then(|| view! { <Tally report=Arc::new(finished.report) is_done=true /> })}
            <div class="row">
                <LinkButton path="/customers" kind=ButtonKind::Primary icon="people">
                    {t!(i18n, import.see_customers)}
                </LinkButton>
                {next_sheets}
                {repair}
                <LinkButton path="/customers/clean-up" icon="merge">
                    {t!(i18n, cleanup.look_for_duplicates)}
                </LinkButton>
                <LinkButton path="/segments" icon="meadow">{t!(i18n, import.see_meadow)}</LinkButton>
                <Show when=can_undo>
                    <Button icon="undo" on_press=move |()| session.undo()>
                        {t!(i18n, import.undo_import)}
                    </Button>
                </Show>
                <ChooseFile label=move || view! { {t!(i18n, import.another_file)} } />
                <Button kind=ButtonKind::Quiet on_press=move |()| session.start_over()>
                    {t!(i18n, import.start_anew)}
                </Button>
            </div>
        </Section>
    }
}
