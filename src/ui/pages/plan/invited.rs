//! Noting whom a wave has invited, so that it counts against the limit and tells who responds.

use super::PlanDocument;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::wizards::labels::channel_name;
use crate::ui::wizards::say_now;
use leptos::prelude::*;
use meadow_core::domain::consent::Channel;
use meadow_core::domain::day::Day;
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::protocol::{Command, GetWaveInvitees, NewContact};

/// The part of the document where it is done.
pub const NOTE_INVITED: &str = "note-invited";

/// The waves that have gone out by today, each with those of it who are not noted yet.
#[component]
pub fn NoteInvited() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let waves = Memo::new(move |_| {
        let view = plan.plan.get();
        let waves = view.iter().flat_map(|view| view.waves.iter());
        let gone_out = waves.filter_map(|wave| {
            let day = wave.day.filter(|day| *day <= today())?;
            Some((wave.place, day, wave.channel))
        });
        gone_out.collect::<Vec<_>>()
    });
    let rows = move || {
        let waves = waves.get().into_iter();
        waves
            .map(|(place, day, channel)| {
                view! { <NoteWave place=place day=day channel=channel /> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || waves.with(|waves| !waves.is_empty())>
            <details class="inputs" id=NOTE_INVITED>
                <summary>{t!(i18n, plan.note_invited)}</summary>
                <p class="fine">{t!(i18n, plan.note_invited_lead)}</p>
                <ul>{rows}</ul>
            </details>
        </Show>
    }
}

#[component]
fn NoteWave(place: u32, day: Day, channel: Channel) -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let formatter = use_formatter();
    let offers = UndoOffers::expect();
    let people = Workspace::expect().asked(move || {
        let event = plan.id.get()?;
        Some(GetWaveInvitees { event, wave: place, day })
    });
    let note = move |()| {
        let (event, ids) = (plan.id.get_untracked(), people.answer.get_untracked());
        let ids = ids.map(|ids| ids.to_vec()).unwrap_or_default();
        if event.is_none() || ids.is_empty() {
            return;
        }
        let n = formatter.get_untracked().fmt_int(ids.len() as i64);
        let done = agree(&say_now!(i18n, plan.invited_noted, n = n));
        let text = untrack(|| channel_name(channel));
        let contact = NewContact { day, kind: InteractionKind::Invited, event, text };
        offers.run(Command::NoteContact { ids, contact }, done);
    };
    let when = move || {
        let day = formatter.get().fmt_date(day.0, DateStyle::DayMonth);
        format!("{day} · {}", channel_name(channel))
    };
    let is_open = Memo::new(move |_| people.get().is_some_and(|ids| !ids.is_empty()));
    let label = move || {
        let n = people.get().map_or(0, |ids| ids.len());
        let n = formatter.get().fmt_int(n as i64);
        agree(&t_string!(i18n, plan.note_n_invited, n = n).to_string())
    };
    let nobody = move || view! { <small>{t!(i18n, plan.none_to_note)}</small> };
    view! {
        <li class="row">
            <span>{when}</span>
            <Show when=move || is_open.get() fallback=nobody>
                <Button size="sm" on_press=note>
                    {label}
                </Button>
            </Show>
        </li>
    }
}
