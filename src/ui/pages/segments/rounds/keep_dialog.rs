//! Keeps where everybody stands today, or stood on a day gone by, under a name and, where there was one,
//! for an event.

use super::save_round::RoundSaver;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::error_note::Note;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextField, read_day};
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::GetEvents;
use meadow_core::views::round::NewRound;

#[component]
pub fn KeepDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let saver = RoundSaver::of(open);
    let name = RwSignal::new(String::new());
    let event = RwSignal::new(String::new());
    let day = RwSignal::new(String::new());
    // A day that nobody has touched follows the event.
    let proposed = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let usual_name = move |day: Day| {
        let day = formatter.get_untracked().fmt_date(day.0, DateStyle::Short);
        say_now!(i18n, rounds.usual_name, day = day.clone())
    };
    Effect::new(move |_| {
        if open.get() {
            name.set(usual_name(today()));
            day.set(today().to_string());
            proposed.set(today().to_string());
            event.set(String::new());
        }
    });
    // Not in the future.
    let chosen = Memo::new(move |_| day.with(|text| read_day(text)).filter(|day| *day <= today()));
    let is_past = Memo::new(move |_| chosen.get().is_some_and(|day| day < today()));
    // A name that nobody has touched follows the day.
    Effect::new(move |before: Option<String>| {
        let before = before.unwrap_or_default();
        let Some(usual) = chosen.get().map(usual_name) else { return before };
        if name.with_untracked(|name| *name == before) {
            name.set(usual.clone());
        }
        usual
    });
    let wrong_day = Signal::derive(move || {
        let is_wrong = open.get() && chosen.get().is_none();
        is_wrong.then(|| t_string!(i18n, rounds.day_past).to_owned())
    });
    // The fault was what the name said then.
    Effect::new(move |_| {
        name.track();
        fault.set(None);
    });
    let events = workspace.asked(move || open.get().then_some(GetEvents {}));
    let choices = Signal::derive(move || {
        let events = events.get();
        let known = events.iter().flat_map(|events| events.iter());
        let known = known.map(|event| Choice::new(event.id.0.to_string(), event.name.clone()));
        let none = Choice::new("", t_string!(i18n, rounds.no_event));
        std::iter::once(none).chain(known).collect::<Vec<_>>()
    });
    let propose_day = move |chosen: String| {
        if day.get_untracked() != proposed.get_untracked() {
            return;
        }
        let held_on = events.answer.get_untracked().and_then(|events| {
            let event = events.iter().find(|event| event.id.0.to_string() == chosen)?;
            event.day.filter(|day| *day < today())
        });
        let usual = held_on.unwrap_or_else(today).to_string();
        proposed.set(usual.clone());
        day.set(usual);
    };
    let keep = move |()| {
        let Some(day) = chosen.get_untracked() else { return };
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            fault.set(Some(say_now!(i18n, rounds.name_missing)));
            return;
        }
        let event = event.get_untracked().parse().ok().map(DocumentId);
        let said = say_now!(i18n, rounds.kept, name = name.clone());
        let day = Some(day).filter(|day| *day < today());
        let round = NewRound::Everybody { name, event, day };
        saver.save(round, said);
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary busy=saver.is_busy on_press=keep>
                {t!(i18n, rounds.keep)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=say!(i18n, rounds.keep_title) foot=foot>
            <p>{t!(i18n, rounds.keep_lead)}</p>
            <TextField label=say!(i18n, rounds.name) value=name error=fault />
            <TextField label=say!(i18n, rounds.day) value=day kind="date" error=wrong_day />
            {move || {
                is_past.get().then(|| view! { <Note><p>{t!(i18n, rounds.keep_past)}</p></Note> })
            }}
            <SelectField
                label=say!(i18n, rounds.event)
                choices=choices
                value=event
                on_choose=propose_day
            />
        </Dialog>
    }
}
