//! Whether the person is on the blacklist, by what and since when, and the way there and back.

use super::super::Person;
use super::join;
use crate::i18n::{t, t_string};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::blacklist::BlockedContact;
use meadow_core::protocol::Command;

#[component]
pub fn BlockedPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let entries = Memo::new(move |_| person.card.get().map(|card| card.blocked.clone()));
    let run = move |command: Command, what: String| {
        person.offers.run(command, what);
    };
    let block = move |()| {
        let command = Command::BlockCustomers { ids: vec![person.id], reason: String::new() };
        run(command, t_string!(i18n, customers.blocked_one).to_owned());
    };
    let unblock = move |()| {
        let entries = entries.get_untracked().unwrap_or_default();
        let what = t_string!(i18n, customers.unblocked_one).to_owned();
        run(Command::RemoveFromBlacklist { entries }, what);
    };
    let line = move |entry: BlockedContact| {
        let day = formatter.get().fmt_date(entry.day.0, DateStyle::Short);
        let since = t_string!(i18n, customers.blocked_since, value = entry.value, day = day);
        view! { <li>{join(i18n, [Some(since.to_string()), Some(entry.reason)])}</li> }
    };
    move || {
        let entries = entries.get()?;
        Some(if entries.is_empty() {
            view! {
                <div class="row">
                    <Button kind=ButtonKind::Quiet size="sm" on_press=block>
                        {t!(i18n, customers.block)}
                    </Button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="note" data-tone="warn">
                    <Icon name="warn" />
                    <div>
                        <b>{t!(i18n, customers.is_blocked)}</b>
                        <ul class="plain">{entries.into_iter().map(line).collect_view()}</ul>
                        <div class="row">
                            <Button size="sm" on_press=unblock>
                                {t!(i18n, customers.unblock)}
                            </Button>
                        </div>
                    </div>
                </div>
            }
            .into_any()
        })
    }
}
