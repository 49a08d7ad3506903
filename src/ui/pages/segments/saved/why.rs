//! Asking about one customer: in or not, and because of what.

use super::lists::Lists;
use super::words::reasons_text;
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::protocol::{ExplainRule, GetCustomers};
use meadow_core::views::rule::Rule;
use meadow_core::views::table::TableQuery;

/// The first customer whom the words find.
#[component]
pub fn WhyOne(#[prop(into)] rule: Signal<Rule>, lists: Lists) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let words = RwSignal::new(String::new());
    let found = workspace.asked(move || {
        let search = words.with(|words| words.trim().to_owned());
        let table = TableQuery { search, limit: 1, ..TableQuery::default() };
        (!table.search.is_empty()).then_some(GetCustomers { table })
    });
    let customer = Memo::new(move |_| Some(found.get()?.rows.first()?.id));
    let verdict = workspace.asked(move || {
        let customer = customer.get()?;
        Some(ExplainRule { rule: rule.get(), customer })
    });
    let obstacle = Signal::derive(move || {
        let is_found = found.get().is_some_and(|page| !page.rows.is_empty());
        verdict.get().filter(|_| is_found).and_then(|verdict| verdict.obstacle)
    });
    let said = move || {
        let page = found.get()?;
        if page.rows.is_empty() {
            return Some(t_string!(i18n, rules.nobody_found).to_owned());
        }
        let verdict = verdict.get()?;
        let name = verdict.name.clone();
        let reasons = reasons_text(i18n, &formatter.get(), lists, &verdict);
        Some(match (verdict.is_in, reasons.is_empty()) {
            (true, true) => t_string!(i18n, rules.one_in, name = name).to_string(),
            (false, true) => t_string!(i18n, rules.one_out, name = name).to_string(),
            (true, false) => {
                t_string!(i18n, rules.one_in_because, name = name, reasons = reasons).to_string()
            }
            (false, false) => {
                t_string!(i18n, rules.one_out_because, name = name, reasons = reasons).to_string()
            }
        })
    };
    view! {
        <TextField
            kind="search"
            label=say!(i18n, rules.why_one)
            hint=say_some!(i18n, rules.why_one_hint)
            value=words
        />
        <p class="rule__why" role="status">{said} <NoInviteMark obstacle=obstacle /></p>
    }
}
