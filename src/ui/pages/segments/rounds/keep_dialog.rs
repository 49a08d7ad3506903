//! Keeps where everybody stands today, under a name and, where there was one, for an event.

use super::save_round::RoundSaver;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
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
    let fault = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if open.get() {
            let day = formatter.get_untracked().fmt_date(today().0, DateStyle::Short);
            name.set(say_now!(i18n, rounds.usual_name, day = day.clone()));
            event.set(String::new());
        }
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
    let keep = move |()| {
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            fault.set(Some(say_now!(i18n, rounds.name_missing)));
            return;
        }
        let event = event.get_untracked().parse().ok().map(DocumentId);
        let said = say_now!(i18n, rounds.kept, name = name.clone());
        let round = NewRound::Everybody { name, event };
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
            <SelectField label=say!(i18n, rounds.event) choices=choices value=event />
        </Dialog>
    }
}
