//! What came of the import, and the way back.

use super::check::Tally;
use super::drop_zone::ChooseFile;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_session::{FinishedImport, ImportSession};
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use leptos::prelude::*;
use std::sync::Arc;

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
    let can_undo = move || !is_undone && at.is_some() && state.get() == at;
    view! {
        {is_undone
            .then(|| {
                view! {
                    <Note tone=Tone::Good>
                        <p>{t!(i18n, import.undone)}</p>
                    </Note>
                }
            })}
        <Section id="result" title=title note=note>
            <Tally report=Arc::new(finished.report) />
            <div class="row">
                <LinkButton path="/customers" kind=ButtonKind::Primary icon="people">
                    {t!(i18n, import.see_customers)}
                </LinkButton>
                <LinkButton path="/segments" icon="meadow">{t!(i18n, import.see_meadow)}</LinkButton>
                <Show when=can_undo>
                    <Button icon="undo" on_press=move |()| session.undo()>
                        {t!(i18n, import.undo_import)}
                    </Button>
                </Show>
                <ChooseFile label=move || view! { {t!(i18n, import.another_file)} } />
            </div>
        </Section>
    }
}
