//! Noting that somebody was contacted or got in touch: of one person, or of all that are selected.

use super::contact_limits::write_quiet_hours;
use super::wording::interaction_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::clock::minute_of_day;
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::dialog_form::{DialogForm, SubmitButton};
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextArea, TextField, read_day};
use crate::ui::wizards::held_out_note::HeldOutNote;
use crate::ui::wizards::left_out::write_left_out;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::protocol::{Command, GetEvents, GetFacts, GetHindered, NewContact};
use std::cmp::Reverse;

/// Ties the button at the dialog's foot to the form in its body.
const FORM_ID: &str = "note-contact";

/// Ours first: those count against the limit.
const KINDS: [(&str, InteractionKind); 8] = [
    ("call", InteractionKind::Call),
    ("message", InteractionKind::Message),
    ("invited", InteractionKind::Invited),
    ("visit", InteractionKind::Visit),
    ("enquiry", InteractionKind::Enquiry),
    ("reply", InteractionKind::Reply),
    ("registered", InteractionKind::Registered),
    ("attended", InteractionKind::Attended),
];

/// These may speak of an event of the workspace.
fn is_of_event(kind: InteractionKind) -> bool {
    match kind {
        InteractionKind::Invited | InteractionKind::Registered | InteractionKind::Attended => true,
        InteractionKind::Visit
        | InteractionKind::Enquiry
        | InteractionKind::Reply
        | InteractionKind::Call
        | InteractionKind::Message => false,
    }
}

#[component]
pub fn ContactDialog(
    open: RwSignal<bool>,
    #[prop(into)] whom: Signal<Vec<CustomerId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let kind = RwSignal::new(KINDS[0].0.to_owned());
    let day = RwSignal::new(today().to_string());
    // The number of an event; empty for none in particular.
    let event = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let is_saving = RwSignal::new(false);
    // What was typed and not saved is there again when the dialog is opened again.
    let fault = Signal::derive(move || match read_day(&day.get()) {
        None => Some(t_string!(i18n, customers.contact_day_missing).to_owned()),
        Some(day) if day > today() => Some(t_string!(i18n, customers.contact_day_ahead).to_owned()),
        Some(_) => None,
    });
    let chosen_kind = move || {
        let chosen = KINDS.iter().find(|(key, _)| kind.with(|kind| kind == key));
        chosen.unwrap_or(&KINDS[0]).1
    };
    let events = workspace.asked(move || open.get().then_some(GetEvents {}));
    let chosen_event = move || {
        let (id, events) = (event.get(), events.get()?);
        let known = events.iter().find(|entry| entry.id.0.to_string() == id);
        known.filter(|_| is_of_event(chosen_kind())).cloned()
    };
    // Whoever registered for an event or came to it mostly did so for its own day.
    let prefill = Callback::new(move |_: String| {
        let kind = untrack(chosen_kind);
        let is_its_day = matches!(kind, InteractionKind::Registered | InteractionKind::Attended);
        let own = untrack(chosen_event).and_then(|event| event.day);
        if let Some(own) = own.filter(|own| is_its_day && *own <= today()) {
            day.set(own.to_string());
        }
    });
    let event_choices = Signal::derive(move || {
        let f = formatter.get();
        let mut known = events.get().map(|events| events.to_vec()).unwrap_or_default();
        known.sort_by_key(|entry| Reverse((entry.day, entry.id)));
        let known = known.into_iter().map(|entry| {
            let label = match entry.day {
                Some(day) => format!("{} · {}", entry.name, f.fmt_date(day.0, DateStyle::Short)),
                None => entry.name,
            };
            Choice::new(entry.id.0.to_string(), label)
        });
        let none = Choice::new("", t_string!(i18n, customers.contact_no_event));
        std::iter::once(none).chain(known).collect::<Vec<_>>()
    });
    let hindered = workspace.asked(move || {
        let (ids, day) = (whom.get(), read_day(&day.get())?);
        (open.get() && !ids.is_empty()).then(|| GetHindered { ids, kind: chosen_kind(), day })
    });
    // Whoever got in touch by themselves was not invited by it.
    let invited = Signal::derive(move || match open.get() && chosen_kind().is_ours() {
        true => whom.get(),
        false => Vec::new(),
    });
    let about = Signal::derive(move || chosen_event().map(|event| event.id));
    let facts = workspace.asked(move || open.get().then_some(GetFacts {}));
    let quiet = Memo::new(move |_| {
        let is_now = chosen_kind().is_ours() && read_day(&day.get()) == Some(today());
        let quiet = facts.get().filter(|_| is_now)?.contact.quiet;
        quiet.filter(|quiet| quiet.holds(minute_of_day()))
    });
    let save = move |()| {
        let ids = whom.get_untracked();
        let (Some(day), false) = (read_day(&day.get_untracked()), is_saving.get_untracked()) else {
            return;
        };
        if fault.get_untracked().is_some() || ids.is_empty() {
            return;
        }
        let kind = untrack(chosen_kind);
        let event = untrack(chosen_event).map(|event| event.id);
        let contact = NewContact { day, kind, event, text: text.get_untracked() };
        is_saving.set(true);
        spawn_local(async move {
            let n = formatter.get_untracked().fmt_int(ids.len() as i64);
            let result = workspace.run(Command::NoteContact { ids, contact }).await;
            let _ = is_saving.try_set(false);
            match result {
                Ok(_) => {
                    let _ = text.try_set(String::new());
                    let _ = open.try_set(false);
                    let what = t_string!(i18n, customers.contact_noted, n = n).to_string();
                    offers.offer(agree(&what));
                }
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let title = Signal::derive(move || match whom.with(Vec::len) {
        0 | 1 => t_string!(i18n, customers.contact_note).to_owned(),
        n => {
            let n = formatter.get().fmt_int(n as i64);
            agree(&t_string!(i18n, customers.contact_note_many, n = n).to_string())
        }
    });
    let kinds = Signal::derive(move || {
        KINDS.map(|(key, kind)| Choice::new(key, interaction_name(i18n, kind))).to_vec()
    });
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <SubmitButton form=FORM_ID busy=is_saving>
                {t!(i18n, customers.contact_keep)}
            </SubmitButton>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <DialogForm id=FORM_ID on_submit=save>
                <div class="grid-2">
                    <SelectField
                        label=Signal::derive(move || {
                            t_string!(i18n, customers.contact_kind).to_owned()
                        })
                        choices=kinds
                        value=kind
                        on_choose=prefill
                    />
                    <TextField
                        kind="date"
                        label=Signal::derive(move || {
                            t_string!(i18n, customers.contact_day).to_owned()
                        })
                        value=day
                        error=fault
                    />
                </div>
                <Show when=move || is_of_event(chosen_kind())>
                    <SelectField
                        label=Signal::derive(move || {
                            t_string!(i18n, customers.contact_event).to_owned()
                        })
                        choices=event_choices
                        value=event
                        on_choose=prefill
                    />
                </Show>
                <TextArea
                    label=Signal::derive(move || {
                        t_string!(i18n, customers.contact_text).to_owned()
                    })
                    value=text
                    n_rows=2
                />
                {move || {
                    let left_out = hindered.get().filter(|left_out| left_out.total() > 0)?;
                    let who = write_left_out(&formatter.get(), &left_out);
                    let text = t_string!(i18n, customers.contact_hindered, who = who).to_string();
                    Some(view! { <Note tone=Tone::Warn><p>{text}</p></Note> })
                }}
                <HeldOutNote whom=invited event=about />
                {move || {
                    let text = write_quiet_hours(quiet.get()?);
                    Some(view! { <Note tone=Tone::Warn><p>{text}</p></Note> })
                }}
                <p class="fine">{t!(i18n, customers.contact_counts)}</p>
            </DialogForm>
        </Dialog>
    }
}
