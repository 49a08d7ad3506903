//! The segment as a query for a database: to read, to copy, to keep, with the tables it reads.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::save_file;
use crate::platform::locale::DateStyle;
use crate::platform::site::copy_text;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{ExportRuleSql, ExportTables};
use meadow_core::views::segment::SqlSubject;
use meadow_core::views::workspace::ExportedFile;

/// `subject` is asked for while the dialog is open.
#[component]
pub fn SqlDialog(
    open: RwSignal<bool>,
    #[prop(into)] subject: Signal<Option<SqlSubject>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let (toasts, offers) = (Toasts::expect(), UndoOffers::expect());
    let asked = workspace.asked(move || {
        let subject = subject.get().filter(|_| open.get())?;
        Some(ExportRuleSql { subject, language: language.get() })
    });
    let text = move || asked.get().map(|it| String::from_utf8_lossy(&it.file.bytes).into_owned());
    let moves = move || {
        let day = formatter.get().fmt_date(asked.get()?.counts_from?.0, DateStyle::Short);
        let said = t_string!(i18n, rules.sql_moves, day = day).to_string();
        Some(view! { <p id="sql-moves">{said}</p> })
    };
    let keep = move |file: &ExportedFile| {
        if !save_file(&file.name, &file.media_type, &file.bytes) {
            toasts.show(say_now!(i18n, rules.not_kept));
        }
    };
    let copy = move |()| {
        let Some(text) = untrack(text) else { return };
        spawn_local(async move {
            let said = match copy_text(&text).await {
                true => say_now!(i18n, rules.copied),
                false => say_now!(i18n, rules.not_copied),
            };
            toasts.show(said);
        });
    };
    let keep_query = move |()| {
        if let Some(query) = asked.answer.get_untracked() {
            keep(&query.file);
        }
    };
    let is_busy = RwSignal::new(false);
    let keep_tables = move |()| {
        is_busy.set(true);
        spawn_local(async move {
            match workspace.ask(ExportTables {}).await {
                Ok(file) => keep(&file),
                Err(error) => offers.say(&explain(&error)),
            }
            let _ = is_busy.try_set(false);
        });
    };
    let foot = move || {
        view! {
            <Button kind=ButtonKind::Quiet icon="export" busy=is_busy on_press=keep_tables>
                {t!(i18n, rules.keep_tables)}
            </Button>
            <Button icon="export" on_press=keep_query>{t!(i18n, rules.keep_query)}</Button>
            <Button kind=ButtonKind::Primary on_press=copy>{t!(i18n, rules.copy)}</Button>
        }
    };
    view! {
        <Dialog open=open title=say!(i18n, rules.sql_title) foot=foot>
            <p>{t!(i18n, rules.sql_lead)}</p>
            {moves}
            <pre class="query" tabindex="0" role="region" aria-label=move || t_string!(i18n, rules.sql_title)>
                <code>{text}</code>
            </pre>
        </Dialog>
    }
}
