//! How the call ended: the reasons given and a note first, then one key or press, which is one step.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::keyboard::{has_command_key, is_typing};
use crate::state::call_session::{CallNotes, CallSession};
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::chip::Chip;
use crate::ui::components::text_field::{TextArea, TextField, read_day};
use crate::ui::pages::customers::wording::{language_of, outcome_name};
use leptos::ev;
use leptos::prelude::*;
use meadow_core::domain::call::CallOutcome;
use meadow_core::domain::class::Class;
use meadow_core::domain::day::Day;
use meadow_core::protocol::GetReasons;
use meadow_core::views::calls::CallEntry;
use meadow_core::views::playbook::ReasonEntry;
use std::collections::BTreeSet;

/// Proposed where somebody asks to be called again.
const DAYS_UNTIL_AGAIN: i32 = 7;

/// `script` is what was followed, worded for `reason` where there are words for it; else it is empty.
#[component]
pub fn Outcomes(
    session: CallSession,
    script: RwSignal<Class>,
    reason: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let offers = UndoOffers::expect();
    let vocabulary = Workspace::expect().asked(|| Some(GetReasons {}));
    let reasons: RwSignal<BTreeSet<String>> = RwSignal::new(BTreeSet::new());
    let own_words = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let again = RwSignal::new(today().plus_days(DAYS_UNTIL_AGAIN).to_string());
    let again_day = move || read_day(&again.get()).filter(|day: &Day| *day > today());
    let fault = Signal::derive(move || {
        again_day().is_none().then(|| t_string!(i18n, calls.again_fault).to_owned())
    });
    let done = Callback::new(move |result: Result<_, _>| match result {
        Ok((name, outcome)) => {
            let outcome = outcome_name(i18n, outcome);
            offers.offer(t_string!(i18n, calls.noted, name = name, outcome = outcome).to_string());
        }
        Err(error) => offers.say(&explain(&error)),
    });
    let log = move |outcome: CallOutcome| {
        let is_again = outcome == CallOutcome::NotNow;
        let day = untrack(again_day);
        if is_again && day.is_none() {
            return;
        }
        let mut given: Vec<String> = reasons.get_untracked().into_iter().collect();
        given.push(own_words.get_untracked());
        let notes = CallNotes {
            script: Some(script.get_untracked()),
            script_reason: reason.get_untracked(),
            again: day.filter(|_| is_again),
            reasons: given,
            text: note.get_untracked(),
        };
        let told = Callback::new(move |result: Result<_, _>| {
            let told = result.map(|entry: CallEntry| (entry.name, outcome));
            done.run(told);
        });
        session.log(outcome, notes, told);
    };
    listen_to_keys(session, log);
    let chips = move || {
        let vocabulary = vocabulary.get()?;
        let chip = |reason: &ReasonEntry| {
            let (key, name, class) = (reason.key.clone(), reason.name.clone(), reason.class);
            let own = key.clone();
            let label = Signal::derive(move || name.get(language_of(i18n)).to_owned());
            let is_on = Signal::derive(move || reasons.with(|reasons| reasons.contains(&own)));
            let toggle = Callback::new(move |()| {
                reasons.update(|reasons| {
                    if !reasons.remove(&key) {
                        reasons.insert(key.clone());
                    }
                });
            });
            match class {
                Some(class) => {
                    view! { <Chip label=label is_on=is_on class=class on_press=toggle /> }
                        .into_any()
                }
                None => view! { <Chip label=label is_on=is_on on_press=toggle /> }.into_any(),
            }
        };
        // Those of the script's class first.
        let of_class = Some(script.get());
        let (first, others): (Vec<_>, Vec<_>) =
            vocabulary.iter().partition(|reason| reason.class == of_class);
        let (first, others) = (
            first.into_iter().map(chip).collect_view(),
            others.into_iter().map(chip).collect_view(),
        );
        Some(view! {
            <div class="chips">{first}</div>
            <details class="later">
                <summary>{t!(i18n, calls.more_reasons)}</summary>
                <div class="chips">{others}</div>
            </details>
        })
    };
    let buttons = CallOutcome::ALL.into_iter().enumerate().map(|(at, outcome)| {
        let name = Signal::derive(move || outcome_name(i18n, outcome));
        view! {
            <button
                class="btn outcome"
                type="button"
                data-outcome=(at + 1).to_string()
                aria-keyshortcuts=(at + 1).to_string()
                aria-busy=move || session.is_saving.get().then_some("true")
                on:click=move |_| log(outcome)
            >
                <kbd>{at + 1}</kbd>
                {name}
            </button>
        }
    });
    view! {
        <section class="callpart outcomes" aria-labelledby="call-outcome">
            <h3 id="call-outcome">{t!(i18n, calls.outcome)}</h3>
            <fieldset class="plainset">
                <legend>{t!(i18n, calls.why_not)}</legend>
                {chips}
            </fieldset>
            <div class="grid-2">
                <TextField
                    label=Signal::derive(move || t_string!(i18n, calls.own_words).to_owned())
                    value=own_words
                />
                <TextField
                    kind="date"
                    label=Signal::derive(move || t_string!(i18n, calls.again).to_owned())
                    value=again
                    error=fault
                />
            </div>
            <TextArea
                label=Signal::derive(move || t_string!(i18n, calls.note).to_owned())
                value=note
                n_rows=2
            />
            <div class="outcomes__grid" role="group" aria-labelledby="call-outcome">
                {buttons.collect_view()}
            </div>
            <div class="row">
                <Button kind=ButtonKind::Quiet on_press=move |()| session.put_off()>
                    {t!(i18n, calls.put_off)}
                </Button>
                <p class="fine">{t!(i18n, calls.keys)}</p>
            </div>
        </section>
    }
}

/// 1 to 9 end the call, N goes on to the next.
fn listen_to_keys(session: CallSession, log: impl Fn(CallOutcome) + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_elsewhere = document().query_selector(":modal").ok().flatten().is_some();
        if is_typing(&event) || has_command_key(&event) || event.alt_key() || is_elsewhere {
            return;
        }
        let key = event.key();
        if key.eq_ignore_ascii_case("n") {
            event.prevent_default();
            return session.put_off();
        }
        let at = key.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        if let Some(outcome) = at.and_then(|at| CallOutcome::ALL.get(at)) {
            event.prevent_default();
            log(*outcome);
        }
    });
    on_cleanup(move || listener.remove());
}
