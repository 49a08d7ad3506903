//! Erasing a person for good. Nothing brings them back, so this is asked first, in their name.

use super::{Person, title_of};
use crate::i18n::{t, t_string};
use crate::state::customer_table::CustomerTable;
use crate::state::engine_error::explain;
use crate::state::long_work::LongWork;
use crate::state::words::both;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::switch::CheckBox;
use crate::ui::components::text_field::TextField;
use crate::ui::components::work_progress::WorkProgress;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::customer::is_distinct_name;

/// The button that opens the question, and the question.
#[component]
pub fn ErasePart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let table = CustomerTable::expect();
    let open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let was_tried = RwSignal::new(false);
    let work = LongWork::new();
    // Whoever closes the question while it is being done wants it no more.
    Effect::new(move |_| {
        if !open.get() {
            work.cancel();
        }
    });
    let as_words = RwSignal::new(true);
    let name = Signal::derive(move || {
        let card = person.card.get();
        card.map_or(String::new(), |card| title_of(i18n, &card.customer))
    });
    let is_word = move || {
        person.card.with(|card| {
            card.as_ref().is_some_and(|card| {
                let name = card.customer.name.trim();
                !name.is_empty() && !is_distinct_name(name)
            })
        })
    };
    let ask = move |()| {
        typed.set(String::new());
        as_words.set(true);
        was_tried.set(false);
        open.set(true);
    };
    let is_meant = move || {
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        words(typed.get()) == words(name.get())
    };
    let differs = Signal::derive(move || {
        (was_tried.get() && !is_meant())
            .then(|| t_string!(i18n, customers.erase_differs).to_owned())
    });
    let submit = move || {
        was_tried.set(true);
        if untrack(is_meant) && !work.is_busy.get_untracked() {
            let as_words = untrack(is_word) && as_words.get_untracked();
            erase(person, table, as_words, open, work);
        }
    };
    let title = Signal::derive(move || {
        t_string!(i18n, customers.erase_title, name = name.get()).to_string()
    });
    let label = Signal::derive(move || {
        t_string!(i18n, customers.erase_type, name = name.get()).to_string()
    });
    let word_label = Signal::derive(move || {
        t_string!(i18n, customers.erase_as_words, name = name.get()).to_string()
    });
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Danger busy=work.is_busy on_press=move |()| submit()>
                {t!(i18n, customers.erase_do)}
            </Button>
        }
    };
    view! {
        <div class="drawer__part">
            <Button kind=ButtonKind::Danger size="sm" on_press=ask>
                {t!(i18n, customers.erase)}
            </Button>
            <Dialog open=open title=title foot=foot>
                <form
                    class="stack"
                    novalidate
                    on:submit=move |event| {
                        event.prevent_default();
                        submit();
                    }
                >
                    <p>{t!(i18n, customers.erase_what)}</p>
                    <p>{t!(i18n, customers.erase_never)}</p>
                    <p>{t!(i18n, customers.erase_outside)}</p>
                    <p>{t!(i18n, customers.erase_returns)}</p>
                    <Show when=is_word>
                        <CheckBox label=word_label value=as_words />
                    </Show>
                    <TextField label=label value=typed error=differs autofocus=true />
                </form>
                <WorkProgress work=work label=say!(i18n, customers.erasing) />
            </Dialog>
        </div>
    }
}

fn erase(
    person: Person,
    table: CustomerTable,
    as_words: bool,
    open: RwSignal<bool>,
    work: LongWork,
) {
    let erased = work.follow(person.workspace.begin_erase(vec![person.id], as_words, work.note()));
    spawn_local(async move {
        match erased.await {
            Ok(()) => {
                let _ = open.try_set(false);
                table.unfinished.forget(person.id);
                table.selected.update(|selected| {
                    selected.remove(&person.id);
                });
                if table.opened.get_untracked() == Some(person.id) {
                    table.opened.set(None);
                }
                person.offers.say(&both!(customers.erased));
            }
            Err(error) => person.offers.say(&explain(&error)),
        }
    });
}
