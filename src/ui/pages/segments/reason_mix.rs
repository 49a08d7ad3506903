//! Why those of a class have not bought: each reason with how many gave it, what is done about it and how.
//! The numbers lead to the people behind them.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::customer_table::{Listing, address};
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::play_lines::PlayDetails;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::protocol::GetReasonMix;
use meadow_core::views::playbook::{ClassReasons, ReasonCount};
use meadow_core::views::table::{Column, Filter, Test};

/// `ceiling`: what a contact with the class may cost, whatever the reason.
#[component]
pub fn ReasonMix(chosen: Memo<Class>, ceiling: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let mix = Workspace::expect().asked(|| Some(GetReasonMix {}));
    let row = move |class: Option<Class>, count: &ReasonCount| {
        let f = formatter.get();
        let language = language.get();
        let reason = &count.reason;
        let number = |n: u32, is_lead: bool, said: String| {
            (n > 0).then(|| {
                let path =
                    format!("/customers?{}", address::write(&listing(class, is_lead, &reason.key)));
                view! { <a href=link(&path)>{agree(&said)}</a> }
            })
        };
        let customers = f.fmt_int(count.n_customers.into());
        let customers = t_string!(i18n, segments.n_customers, n = customers).to_string();
        let leads =
            t_string!(i18n, segments.n_leads, n = f.fmt_int(count.n_leads.into())).to_string();
        let name = reason.name.get(language).to_owned();
        let ceiling = Signal::derive(move || class.and_then(|_| ceiling.get()));
        let playbook = class.map(|class| {
            let path = address::playbook_for(class, &reason.key, None);
            view! {
                <p>
                    <a class="play-link" href=link(&path)>
                        {t!(i18n, plays.open)} <span class="sr-only">": " {name.clone()}</span>
                    </a>
                </p>
            }
        });
        let action = match reason.play.action.get(language) {
            "" => t_string!(i18n, segments.no_action).to_owned(),
            action => action.to_owned(),
        };
        view! {
            <div>
                <dt>
                    {name.clone()} " "
                    <span class="fine reasons__n">
                        {number(count.n_customers, false, customers)} " "
                        {number(count.n_leads, true, leads)}
                    </span>
                </dt>
                <dd>
                    <p>{action}</p>
                    <PlayDetails play=reason.play.clone() name=name ceiling=ceiling />
                    {playbook}
                </dd>
            </div>
        }
    };
    let list = move |mix: &ClassReasons| {
        let rows = mix.reasons.iter().map(|count| row(mix.class, count)).collect_view();
        view! { <dl class="plays plays--wide">{rows}</dl> }
    };
    let share = move |mix: &ClassReasons| {
        let f = formatter.get();
        let n = f.fmt_int(mix.n_with_reason.into());
        let of = f.fmt_int((mix.n_customers + mix.n_leads).into());
        t_string!(i18n, segments.reasons_known, n = n, of = of).to_string()
    };
    let of_class = move || {
        let mix = mix.get()?;
        let mix = mix.iter().find(|mix| mix.class == Some(chosen.get()))?;
        Some(view! {
            <p class="fine">{share(mix)}</p>
            {list(mix)}
        })
    };
    // Those about whom too little is known belong to no class; what they said is not lost.
    let unplaced = move || {
        let mix = mix.get()?;
        let mix = mix.iter().find(|mix| mix.class.is_none())?;
        (!mix.reasons.is_empty()).then(|| {
            view! {
                <details class="later">
                    <summary>{t!(i18n, segments.reasons_unplaced)}</summary>
                    <p class="fine">{share(mix)}</p>
                    {list(mix)}
                </details>
            }
        })
    };
    view! {
        {of_class}
        {unplaced}
    }
}

/// Those of the class, customers or leads, who gave the reason.
fn listing(class: Option<Class>, is_lead: bool, key: &str) -> Listing {
    let mut filters = match class {
        Some(class) => {
            let expected = Some(is_lead);
            let test = Test::ClassIs { classes: vec![class], expected, borderline: None };
            vec![Filter { column: Column::Class, test }]
        }
        None => Filter::unplaced(!is_lead),
    };
    filters.push(Filter { column: Column::Reasons, test: Test::AnyOf(vec![key.to_owned()]) });
    Listing { filters, ..Listing::default() }
}
