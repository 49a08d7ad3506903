//! Noting that somebody was contacted or got in touch: of one person, or of all that are selected.

use super::wording::interaction_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::dialog_form::{DialogForm, SubmitButton};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::{TextArea, TextField, read_day};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::protocol::{Command, NewContact};

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
    let text = RwSignal::new(String::new());
    let is_saving = RwSignal::new(false);
    // What was typed and not saved is there again when the dialog is opened again.
    let fault = Signal::derive(move || match read_day(&day.get()) {
        None => Some(t_string!(i18n, customers.contact_day_missing).to_owned()),
        Some(day) if day > today() => Some(t_string!(i18n, customers.contact_day_ahead).to_owned()),
        Some(_) => None,
    });
    let save = move |()| {
        let ids = whom.get_untracked();
        let (Some(day), false) = (read_day(&day.get_untracked()), is_saving.get_untracked()) else {
            return;
        };
        if fault.get_untracked().is_some() || ids.is_empty() {
            return;
        }
        let chosen = KINDS.iter().find(|(key, _)| kind.with_untracked(|kind| kind == key));
        let (_, kind) = chosen.unwrap_or(&KINDS[0]);
        let contact = NewContact { day, kind: *kind, event: None, text: text.get_untracked() };
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
                <TextArea
                    label=Signal::derive(move || {
                        t_string!(i18n, customers.contact_text).to_owned()
                    })
                    value=text
                    n_rows=2
                />
                <p class="fine">{t!(i18n, customers.contact_counts)}</p>
            </DialogForm>
        </Dialog>
    }
}
