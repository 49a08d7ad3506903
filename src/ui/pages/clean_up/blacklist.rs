//! The blacklist beside the rest of the clean-up, and many contacts pasted into it at once.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::text_field::TextArea;
use crate::ui::pages::settings::blacklist::Blacklist;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::contact::blacklist_lines::{Lines, read_lines};
use meadow_core::domain::day::Day;
use meadow_core::protocol::Command;

#[component]
pub fn BlacklistTab() -> impl IntoView {
    view! {
        <div class="stack stack--8">
            <Blacklist />
            <PasteMany />
        </div>
    }
}

#[component]
fn PasteMany() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let (workspace, offers) = (Workspace::expect(), UndoOffers::expect());
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let read = Memo::new(move |_| text.with(|text| read_lines(text, Day(0))));
    let n_entries = Memo::new(move |_| read.with(|read| read.entries.len()));
    let fault = Signal::derive(move || {
        let refused = error.get();
        let unread = read.with(|read| {
            let lines = read.unread.join(t_string!(i18n, customers.list_comma));
            (!lines.is_empty())
                .then(|| t_string!(i18n, cleanup.paste_unread, lines = lines).to_string())
        });
        refused.or(unread)
    });
    let add = move || {
        let Lines { entries, unread } = text.with_untracked(|text| read_lines(text, today()));
        if entries.is_empty() {
            return;
        }
        let n = formatter.get_untracked().fmt_int(entries.len() as i64);
        let what = agree(&say_now!(i18n, cleanup.pasted, n = n.as_str()));
        spawn_local(async move {
            match workspace.run(Command::AddToBlacklist { entries }).await {
                Ok(_) => {
                    // What is no contact stays to be put right.
                    let _ = text.try_set(unread.join("\n"));
                    let _ = error.try_set(None);
                    offers.offer(what);
                }
                Err(refusal) => {
                    let words = explain(&refusal).get(language.get_untracked()).to_owned();
                    let _ = error.try_set(Some(words));
                }
            }
        });
    };
    let label = move || {
        let n = formatter.get().fmt_int(n_entries.get() as i64);
        agree(&t_string!(i18n, cleanup.paste_add, n = n).to_string())
    };
    view! {
        <section class="section" aria-labelledby="paste-many">
            <div class="section__head">
                <h2 id="paste-many">{t!(i18n, cleanup.paste_title)}</h2>
            </div>
            <p class="fine">{t!(i18n, cleanup.paste_hint)}</p>
            <form
                class="stack"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    add();
                }
            >
                <TextArea label=say!(i18n, cleanup.paste_label) value=text error=fault n_rows=5 />
                <div class="row">
                    <button class="btn" type="submit" disabled=move || n_entries.get() == 0>
                        {label}
                    </button>
                </div>
            </form>
        </section>
    }
}
