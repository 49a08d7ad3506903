//! What the person has agreed to, as a text to hand out or to file: every channel with permission,
//! date, source and purpose.

use super::super::{Person, title_of};
use super::join;
use crate::i18n::{t, t_string};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::platform::site::copy_text;
use crate::state::figures::use_formatter;
use crate::state::toasts::Toasts;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::pages::customers::wording::{channel_name, permission_name};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::consent::{Channel, ChannelConsent};

#[component]
pub fn RecordPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let toasts = Toasts::expect();
    let record = move || {
        let card = person.card.get()?;
        let f = formatter.get();
        let written = |day: i32| f.fmt_date(day, DateStyle::Iso);
        let (customer, consent) = (&card.customer, &card.customer.consent);
        let head = t_string!(
            i18n,
            customers.record_head,
            name = title_of(i18n, customer),
            day = written(today().0)
        );
        let mut lines = vec![head.to_string()];
        if let Some(out) = &consent.opt_out {
            let what = Some(t_string!(i18n, customers.opted_out).to_owned());
            let day = out.day.map(|day| written(day.0));
            lines.push(join(i18n, [what, day, Some(out.source.clone())]));
        }
        for channel in Channel::ALL {
            let said: ChannelConsent = consent.channels.get(&channel).cloned().unwrap_or_default();
            let channel = channel_name(i18n, channel);
            let permission = permission_name(i18n, said.permission);
            let first =
                t_string!(i18n, customers.consent_set, channel = channel, permission = permission);
            let day = said.day.map(|day| written(day.0));
            lines.push(join(
                i18n,
                [Some(first.to_string()), day, Some(said.source), Some(said.purpose)],
            ));
        }
        Some(lines.join("\n"))
    };
    let copy = move |()| {
        let Some(text) = untrack(record) else { return };
        spawn_local(async move {
            toasts.show(if copy_text(&text).await {
                t_string!(i18n, customers.record_copied)
            } else {
                t_string!(i18n, customers.record_not_copied)
            });
        });
    };
    view! {
        <details class="later">
            <summary>{t!(i18n, customers.record)}</summary>
            <p class="record">{record}</p>
            <div class="row">
                <Button kind=ButtonKind::Quiet size="sm" on_press=copy>
                    {t!(i18n, customers.record_copy)}
                </Button>
            </div>
        </details>
    }
}
