//! When nobody is contacted and how often at most, in one line below a list of people who might
//! be contacted, on whatever page it stands.

use crate::i18n::{t_string, use_i18n};
use crate::state::workspace::Workspace;
use crate::ui::wizards::bindings::write_minute;
use leptos::prelude::*;
use meadow_core::domain::contact_rules::QuietHours;
use meadow_core::protocol::GetFacts;

pub fn write_quiet_hours(quiet: QuietHours) -> String {
    let i18n = use_i18n();
    let [from, to] = [quiet.from_minute, quiet.to_minute].map(|minute| write_minute(minute.into()));
    t_string!(i18n, customers.quiet_hours, from = from, to = to).to_string()
}

#[component]
pub fn ContactLimits() -> impl IntoView {
    let i18n = use_i18n();
    let facts = Workspace::expect().asked(|| Some(GetFacts {}));
    move || {
        let rules = facts.get()?.contact.clone();
        let quiet = rules.quiet.map(write_quiet_hours);
        let cap = rules.cap.map(|cap| {
            let (n, days) = (cap.n_contacts, cap.n_days);
            t_string!(i18n, customers.contact_cap, n = n, days = days).to_string()
        });
        Some(quiet.into_iter().chain(cap).collect::<Vec<_>>().join(" "))
    }
}
