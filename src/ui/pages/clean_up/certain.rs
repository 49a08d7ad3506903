//! People who are one by rule: counted, listed when asked for, and merged in one step.

use super::facts::title_of;
use super::reasons::Likelihoods;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::clean_up::CleanUp;
use crate::state::clean_up::search::{Group, ids};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::ui::components::button::{Button, ButtonKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{Command, MergeChoice};

/// Groups drawn when they are asked for; more would make nobody surer.
const N_LISTED: usize = 100;

#[component]
pub fn CertainPart() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let search = CleanUp::expect().search;
    let offers = UndoOffers::expect();
    let is_open = RwSignal::new(false);
    let n_in_hand = Memo::new(move |_| search.certain.with(Vec::len));
    let title = move || {
        let n = formatter.get().fmt_int(i64::from(search.n_certain.get()));
        agree(&t_string!(i18n, cleanup.n_certain, n = n).to_string())
    };
    let label = move || {
        let n = formatter.get().fmt_int(n_in_hand.get() as i64);
        agree(&t_string!(i18n, cleanup.merge_all, n = n).to_string())
    };
    let merge = move |()| {
        let choices: Vec<MergeChoice> = search.certain.with_untracked(|groups| {
            groups.iter().map(|group| MergeChoice { parts: ids(group), merged: None }).collect()
        });
        let touched = choices.iter().flat_map(|choice| choice.parts.iter().copied()).collect();
        let n = formatter.get_untracked().fmt_int(choices.len() as i64);
        let what = untrack(|| agree(&t_string!(i18n, cleanup.merged_groups, n = n).to_string()));
        spawn_local(async move {
            match search.decide(Command::MergeCustomers { choices }, touched, true).await {
                Ok(()) => offers.offer(what),
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let list = move || {
        is_open.get().then(|| {
            let groups = search.certain.get();
            let n_more = groups.len().saturating_sub(N_LISTED);
            let lines =
                groups.into_iter().take(N_LISTED).map(|group| view! { <Line group=group /> });
            let more = (n_more > 0).then(|| {
                let text = move || {
                    let n = formatter.get().fmt_int(n_more as i64);
                    t_string!(i18n, cleanup.n_more, n = n).to_string()
                };
                view! { <li class="muted">{text}</li> }
            });
            view! {
                <ul class="certain">
                    {lines.collect_view()}
                    {more}
                </ul>
            }
        })
    };
    view! {
        <Show when=move || n_in_hand.with(|n| *n > 0)>
            <section class="section" aria-labelledby="certain">
                <div class="section__head">
                    <h2 id="certain">{title}</h2>
                </div>
                <p>{t!(i18n, cleanup.rule)}</p>
                <div class="row">
                    <Button
                        kind=ButtonKind::Primary
                        icon="merge"
                        busy=search.is_deciding
                        on_press=merge
                    >
                        {label}
                    </Button>
                    <button
                        class="btn"
                        type="button"
                        aria-expanded=move || if is_open.get() { "true" } else { "false" }
                        on:click=move |_| is_open.update(|open| *open = !*open)
                    >
                        {move || {
                            if is_open.get() {
                                t_string!(i18n, cleanup.hide_list)
                            } else {
                                t_string!(i18n, cleanup.show_list)
                            }
                        }}
                    </button>
                </div>
                {list}
            </section>
        </Show>
    }
}

#[component]
fn Line(group: Group) -> impl IntoView {
    let i18n = use_i18n();
    let people =
        StoredValue::new(group.parts.iter().map(|part| part.customer.clone()).collect::<Vec<_>>());
    let lines = move || {
        people.with_value(|people| {
            let line = |person| {
                let title = title_of(i18n, person);
                let known = [&person.key, &person.phone, &person.email, &person.wechat];
                let known: Vec<&str> = known
                    .into_iter()
                    .map(String::as_str)
                    .filter(|text| !text.is_empty() && *text != title)
                    .collect();
                let known = known.join(" · ");
                view! {
                    <p>
                        <b>{title}</b>
                        " "
                        <span class="muted">{known}</span>
                    </p>
                }
            };
            people.iter().map(line).collect_view()
        })
    };
    view! {
        <li>
            {lines}
            <Likelihoods group=group />
        </li>
    }
}
