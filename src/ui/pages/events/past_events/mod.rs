//! Past events from a table of their counts: it is chosen or pasted, its columns are looked at, and the
//! rows that are events come in as one step.

mod columns;
mod in_hand;
mod rows;
mod words;

use self::columns::Columns;
use self::in_hand::TableInHand;
use self::rows::Rows;
use super::EventsList;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::file_of_text;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::choose_file::{ChooseFile, TABLES};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::skeleton::Loading;
use crate::ui::components::text_field::TextArea;
use crate::ui::pages::import::wording::problem_texts;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::EngineError;

#[component]
pub fn PastEventsDialog() -> impl IntoView {
    let i18n = use_i18n();
    let list = EventsList::expect();
    let table = TableInHand::open();
    provide_context(table);
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if list.adds_past.get() {
            table.clear();
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            list.adds_past.set(false);
            table.clear();
        }
    });
    let (offers, is_busy) = (UndoOffers::expect(), RwSignal::new(false));
    let formatter = use_formatter();
    let add = move |()| {
        is_busy.set(true);
        spawn_local(async move {
            match table.add().await {
                Ok(n) => {
                    let n = formatter.get_untracked().fmt_int(n as i64);
                    let said = agree(&say_now!(i18n, events.past_added, n = n.as_str()));
                    let _ = open.try_set(false);
                    offers.offer(said);
                }
                Err(error) => offers.say(&explain(&error)),
            }
            let _ = is_busy.try_set(false);
        });
    };
    let n_ready = Memo::new(move |_| {
        table.preview.answer.with(|report| report.as_ref().map_or(0, |report| report.events.len()))
    });
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Show when=move || table.mapping.with(Option::is_some)>
                <Button
                    kind=ButtonKind::Primary
                    busy=is_busy
                    disabled=Signal::derive(move || n_ready.get() == 0)
                    on_press=add
                >
                    {move || agree(&t_string!(i18n, events.past_add_n, n = n_ready.get()).to_string())}
                </Button>
            </Show>
        }
    };
    view! {
        <Dialog open=open title=say!(i18n, events.past_from_table) foot=foot>
            <Problem />
            <Show when=move || table.mapping.with(Option::is_some) fallback=ChooseTable>
                <Columns />
                <Rows />
            </Show>
        </Dialog>
    }
}

/// Before there is a table.
#[component]
fn ChooseTable() -> impl IntoView {
    let i18n = use_i18n();
    let table = TableInHand::expect();
    let language = Settings::expect().language;
    let text = RwSignal::new(String::new());
    let is_tried = RwSignal::new(false);
    let choose = move |files: Vec<web_sys::File>| {
        if let Some(file) = files.first() {
            table.choose(file, language.get_untracked());
        }
    };
    let take_text = move |()| {
        is_tried.set(true);
        let pasted = text.with_untracked(|text| text.trim().to_owned());
        if pasted.is_empty() {
            return;
        }
        choose(file_of_text(&say_now!(i18n, import.pasted_file), &pasted).into_iter().collect());
    };
    let missing = Signal::derive(move || {
        (is_tried.get() && text.with(|text| text.trim().is_empty()))
            .then(|| t_string!(i18n, import.nothing_to_paste).to_owned())
    });
    view! {
        <p>{t!(i18n, events.past_why)}</p>
        <p class="fine">{t!(i18n, events.past_columns)}</p>
        <div class="row">
            <ChooseFile accept=TABLES on_choose=choose>
                {t!(i18n, cleanup.fill_choose)}
            </ChooseFile>
        </div>
        <div class="pasted">
            <TextArea label=say!(i18n, events.past_paste) value=text error=missing n_rows=6 />
        </div>
        <div class="row">
            <Button on_press=take_text>{t!(i18n, import.look_at_cells)}</Button>
        </div>
        <Show when=move || table.is_looking()>
            <Loading />
        </Show>
    }
}

/// What happened, what is safe, what to do.
#[component]
fn Problem() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let table = TableInHand::expect();
    let language = Settings::expect().language;
    move || {
        let error = table.problem.get().or_else(|| table.preview.error.get())?;
        let (what, advice) = match &error {
            EngineError::BadFile(problem) => problem_texts(i18n, &formatter.get(), problem),
            other => (explain(other).get(language.get()).to_owned(), String::new()),
        };
        let nothing = t_string!(i18n, events.nothing_changed).to_owned();
        let safe = format!("{nothing}{}{advice}", t_string!(i18n, import.sentence_space));
        Some(view! { <ErrorNote what_happened=what what_is_safe=safe /> })
    }
}
