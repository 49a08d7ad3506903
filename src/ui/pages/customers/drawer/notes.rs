//! Remarks on the person, newest first, and adding one.

use super::Person;
use crate::i18n::{t, t_string};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::customer_table::CustomerTable;
use crate::state::figures::use_formatter;
use crate::ui::components::button::Button;
use crate::ui::components::text_field::TextArea;
use leptos::prelude::*;
use meadow_core::domain::customer::CustomerNote;

#[component]
pub fn NotesPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let unfinished = CustomerTable::expect().unfinished;
    let typed = RwSignal::new(unfinished.note(person.id));
    on_cleanup(move || unfinished.keep_note(person.id, typed.get_untracked()));
    let notes = move || {
        let card = person.card.get()?;
        let f = formatter.get();
        let lines = card.customer.notes.iter().rev().map(|note| {
            view! {
                <li>
                    <p class="fine">{f.fmt_date(note.day.0, DateStyle::Short)}</p>
                    <p>{note.text.clone()}</p>
                </li>
            }
        });
        Some(lines.collect_view())
    };
    let add = move |()| {
        let text = typed.get_untracked().trim().to_owned();
        if text.is_empty() {
            return;
        }
        typed.set(String::new());
        let note = CustomerNote { day: today(), text };
        let what = t_string!(i18n, customers.note_added).to_owned();
        person.edit(move |customer| customer.notes.push(note.clone()), what);
    };
    view! {
        <section class="drawer__part" aria-labelledby="drawer-notes">
            <h3 id="drawer-notes">{t!(i18n, customers.notes)}</h3>
            <ul class="plain">{notes}</ul>
            <TextArea
                label=Signal::derive(move || t_string!(i18n, customers.new_note).to_owned())
                value=typed
                n_rows=2
            />
            <div class="row">
                <Button
                    size="sm"
                    disabled=Signal::derive(move || typed.with(|text| text.trim().is_empty()))
                    on_press=add
                >
                    {t!(i18n, customers.add_note)}
                </Button>
            </div>
        </section>
    }
}
