//! Too little is known: why, what would be enough, and what can be looked at until then.

use super::Shown;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::ui::components::button::{ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::lead_response::NoResponse;

#[component]
pub fn TooLittle(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let text = Signal::derive(move || {
        let why = shown.asked.get().and_then(|view| view.found.as_ref().err().copied());
        let Some(why) = why else { return String::new() };
        let f = formatter.get();
        let count = |n: u32| f.fmt_int(n.into());
        let said = match why {
            NoResponse::NobodyInvited => t_string!(i18n, response.none_nobody).to_owned(),
            NoResponse::NotOver { until } => {
                let day = f.fmt_date(until.0, DateStyle::Long);
                t_string!(i18n, response.none_not_over, day = day).to_string()
            }
            NoResponse::OneTime => t_string!(i18n, response.none_one_time).to_owned(),
            NoResponse::TooFew { n_earlier, n_later, needed_earlier, needed_later } => t_string!(
                i18n,
                response.none_few,
                earlier = count(n_earlier),
                later = count(n_later),
                need_earlier = count(needed_earlier),
                need_later = count(needed_later)
            )
            .to_string(),
            NoResponse::NothingKnown => t_string!(i18n, response.none_nothing).to_owned(),
        };
        let gap = t_string!(i18n, forecast.sentence_gap);
        format!("{said}{gap}{}", t_string!(i18n, response.meanwhile))
    });
    view! {
        <div data-response="none">
            <EmptyState title=say!(i18n, response.none_title) text=text>
                <LinkButton path="/customers" kind=ButtonKind::Primary icon="people">
                    {t!(i18n, response.to_customers)}
                </LinkButton>
                <LinkButton path="/calls" icon="phone">
                    {t!(i18n, response.to_calls)}
                </LinkButton>
            </EmptyState>
        </div>
    }
}
