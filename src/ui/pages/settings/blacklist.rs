//! Whom nobody invites: the entries of the blacklist with how many customers each keeps out, a line
//! to add one, removal with undo.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, IconButton};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::blacklist::{BlockedBy, BlockedContact};
use meadow_core::protocol::{Command, GetBlacklist};
use meadow_core::views::blacklist::BlacklistRow;

/// More are shown on request.
const MOST_SHOWN: usize = 12;

#[component]
pub fn Blacklist() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let rows = Workspace::expect().asked(|| Some(GetBlacklist {}));
    let shows_all = RwSignal::new(false);
    let table = move || {
        let all = rows.get()?;
        if all.is_empty() {
            return Some(
                view! { <p class="muted">{t!(i18n, settings.no_blacklist)}</p> }.into_any(),
            );
        }
        let n_shown = if shows_all.get() { all.len() } else { MOST_SHOWN };
        let shown = all.iter().take(n_shown).cloned().map(|row| view! { <Row row=row /> });
        let rest = (all.len() > n_shown).then(|| {
            let n = formatter.get().fmt_int(all.len() as i64);
            let label = t_string!(i18n, settings.show_all, n = n).to_string();
            view! {
                <div class="row">
                    <Button size="sm" on_press=move |()| shows_all.set(true)>
                        {label}
                    </Button>
                </div>
            }
        });
        Some(
            view! {
                <table class="table" data-stack="" data-hover="">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, settings.blocked_contact)}</th>
                            <th scope="col">{t!(i18n, settings.blocked_by)}</th>
                            <th scope="col">{t!(i18n, settings.blocked_reason)}</th>
                            <th scope="col">{t!(i18n, settings.blocked_on)}</th>
                            <th scope="col" class="num">
                                {t!(i18n, settings.blocked_hits)}
                            </th>
                            <th scope="col">
                                <span class="sr-only">{t!(i18n, settings.unblock)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{shown.collect_view()}</tbody>
                </table>
                {rest}
            }
            .into_any(),
        )
    };
    view! {
        <section class="section" aria-labelledby="blacklist">
            <div class="section__head">
                <h2 id="blacklist" tabindex="-1">
                    {t!(i18n, settings.blacklist)}
                </h2>
                <p class="section__note">{t!(i18n, settings.blacklist_note)}</p>
            </div>
            {table}
            <AddEntry />
        </section>
    }
}

#[component]
fn Row(row: BlacklistRow) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let (workspace, offers) = (Workspace::expect(), UndoOffers::expect());
    let BlacklistRow { entry, n_customers } = row;
    let (by, day, value) = (entry.by, entry.day, entry.value.clone());
    let label = {
        let value = value.clone();
        Signal::derive(move || {
            t_string!(i18n, settings.unblock_named, name = value.as_str()).to_string()
        })
    };
    let reason = entry.reason.clone();
    let unblock = move |()| {
        let entry = entry.clone();
        spawn_local(async move {
            let what = t_string!(i18n, settings.unblocked, name = entry.value.as_str()).to_string();
            let command = Command::RemoveFromBlacklist { entries: vec![entry] };
            match workspace.run(command).await {
                Ok(_) => offers.offer(what),
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    view! {
        <tr>
            <th scope="row">{value}</th>
            <td data-label=move || t_string!(i18n, settings.blocked_by)>{move || by_name(by)}</td>
            <td data-label=move || t_string!(i18n, settings.blocked_reason)>{reason}</td>
            <td data-label=move || t_string!(i18n, settings.blocked_on)>
                {move || formatter.get().fmt_date(day.0, DateStyle::Short)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, settings.blocked_hits)>
                {move || formatter.get().fmt_int(n_customers.into())}
            </td>
            <td>
                <IconButton icon="trash" label=label on_press=unblock />
            </td>
        </tr>
    }
}

/// One contact at a time; whole customers are blocked from their list.
#[component]
fn AddEntry() -> impl IntoView {
    let i18n = use_i18n();
    let (workspace, offers) = (Workspace::expect(), UndoOffers::expect());
    let by = RwSignal::new(KINDS[0].0.to_owned());
    let value = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let choices = Signal::derive(|| KINDS.map(|(key, by)| Choice::new(key, by_name(by))).into());
    let language = crate::state::settings::Settings::expect().language;
    let add = move || {
        let chosen = KINDS.iter().find(|(key, _)| by.with_untracked(|by| by == key));
        let entry = BlockedContact {
            by: chosen.map_or(BlockedBy::Phone, |(_, by)| *by),
            value: value.get_untracked(),
            reason: reason.get_untracked(),
            day: today(),
        };
        let what = t_string!(i18n, settings.blocked_one, name = entry.value.trim()).to_string();
        spawn_local(async move {
            match workspace.run(Command::AddToBlacklist { entries: vec![entry] }).await {
                Ok(_) => {
                    let _ = value.try_set(String::new());
                    let _ = reason.try_set(String::new());
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
    view! {
        <form
            novalidate
            class="grid-3"
            on:submit=move |event| {
                event.prevent_default();
                add();
            }
        >
            <SelectField label=say!(i18n, settings.blocked_by) choices=choices value=by />
            <TextField label=say!(i18n, settings.blocked_contact) value=value error=error />
            <TextField label=say!(i18n, settings.blocked_reason) value=reason />
            <div class="row">
                <button class="btn" type="submit">
                    {t!(i18n, settings.block_add)}
                </button>
            </div>
        </form>
    }
}

const KINDS: [(&str, BlockedBy); 4] = [
    ("phone", BlockedBy::Phone),
    ("email", BlockedBy::Email),
    ("wechat", BlockedBy::WeChat),
    ("key", BlockedBy::Key),
];

fn by_name(by: BlockedBy) -> String {
    let i18n = use_i18n();
    match by {
        BlockedBy::Phone => t_string!(i18n, settings.by_phone),
        BlockedBy::Email => t_string!(i18n, settings.by_email),
        BlockedBy::WeChat => t_string!(i18n, settings.by_wechat),
        BlockedBy::Key => t_string!(i18n, settings.by_key),
    }
    .to_owned()
}
