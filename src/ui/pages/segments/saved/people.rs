//! Who passes a rule, while it is being built: how many, what they bring, and the first of them with
//! the reasons.

use super::lists::Lists;
use super::why::WhyOne;
use super::words::reasons_text;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::components::section::Section;
use crate::ui::pages::customers::contact_limits::ContactLimits;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::rule::Rule;
use meadow_core::views::segment::{RuleCount, RuleVerdict};

#[component]
pub fn RulePeople(
    #[prop(into)] rule: Signal<Rule>,
    /// Of the rule.
    count: Asked<RuleCount>,
    lists: Lists,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let said = move || {
        if let Some(error) = count.error.get() {
            return Some(explain(&error).get(language.get()).to_owned());
        }
        let count = count.get()?;
        let f = formatter.get();
        let n = f.fmt_int(count.sum.n_people.into());
        let people = match count.all.n_people {
            0 => 0.0,
            all => f64::from(count.sum.n_people) / f64::from(all),
        };
        let people = f.fmt_percent_with(people, 1);
        let said = match count.sum.value_share(&count.all) {
            Some(value) => {
                let value = f.fmt_percent_with(value, 1);
                t_string!(i18n, rules.counted, n = n, people = people, value = value).to_string()
            }
            None => t_string!(i18n, rules.counted_people, n = n, people = people).to_string(),
        };
        Some(agree(&said))
    };
    let row = move |verdict: &RuleVerdict| {
        let f = formatter.get();
        let reasons = reasons_text(i18n, &f, lists, verdict);
        let because = (!reasons.is_empty())
            .then(|| t_string!(i18n, rules.because, reasons = reasons).to_string());
        let name = match verdict.name.is_empty() {
            true => t_string!(i18n, rules.nameless).to_owned(),
            false => verdict.name.clone(),
        };
        let card = link(&format!("/customers?open={}", verdict.customer.0));
        view! {
            <li>
                <a href=card>{name}</a>
                <NoInviteMark obstacle=verdict.obstacle />
                <span class="muted">{because}</span>
            </li>
        }
    };
    let first = move || {
        let count = count.get()?;
        let is_nobody = count.first.is_empty();
        Some(match is_nobody {
            true => view! { <p class="fine">{t!(i18n, rules.nobody)}</p> }.into_any(),
            false => {
                view! { <ul class="because">{count.first.iter().map(row).collect_view()}</ul> }
                    .into_any()
            }
        })
    };
    view! {
        <Section id="rule-people" title=say!(i18n, rules.people)>
            <p class="rule__count" role="status" aria-busy=move || count.is_asking.get().to_string()>
                {said}
            </p>
            {first}
            <p class="fine">
                <ContactLimits />
            </p>
            <WhyOne rule=rule lists=lists />
        </Section>
    }
}
