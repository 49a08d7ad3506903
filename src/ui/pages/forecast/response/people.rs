//! Whom to turn to first: the likeliest with their chances, beside their place by the scorecard.

use super::super::why::Reasons;
use super::super::words::{write_chance, write_shares};
use super::Shown;
use super::files::people_file;
use super::reasons::{Figure, explain};
use super::words::{feature_name, write_odds};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::platform::site::link;
use crate::state::customer_table::{Listing, address};
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::ClassBadge;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::contact_limits::ContactLimits;
use crate::ui::pages::customers::wording::{Texts, listed_name};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::views::lead_response::{Feature, PersonChance};

#[component]
pub fn People(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let is_ranked = Memo::new(move |_| shown.with(|report| report.trial.is_better()) == Some(true));
    let has_people =
        Memo::new(move |_| shown.with(|report| !report.people.is_empty()) == Some(true));
    let counts = move || {
        let f = formatter.get();
        let gap = t_string!(i18n, forecast.sentence_gap);
        shown.with(|report| {
            let count = |n: u32| (n > 0).then(|| f.fmt_int(n.into()));
            let lines = [
                count(report.n_ranked).map(|n| t_string!(i18n, response.ranked, n = n).to_string()),
                count(report.n_not_asked)
                    .map(|n| t_string!(i18n, response.not_asked, n = n).to_string()),
                count(report.n_unlike).map(|n| t_string!(i18n, response.unlike, n = n).to_string()),
            ];
            lines.into_iter().flatten().collect::<Vec<_>>().join(gap)
        })
    };
    let in_both = move || {
        let f = formatter.get();
        shown.with(|report| {
            let (n, both) =
                (f.fmt_int(report.n_first.into()), f.fmt_int(report.n_first_in_both.into()));
            t_string!(i18n, response.in_both, n = n, both = both).to_string()
        })
    };
    view! {
        <Show when=move || is_ranked.get()>
            <Section
                id="h-response-people"
                title=say!(i18n, response.people)
                note=say_some!(i18n, response.people_note)
            >
                <Show
                    when=move || has_people.get()
                    fallback=move || view! { <p>{t!(i18n, response.nobody)}</p> }
                >
                    <p>{in_both}</p>
                    <Table shown=shown />
                    <p class="fine">
                        <ContactLimits />
                    </p>
                </Show>
                <p class="fine">{counts}</p>
            </Section>
        </Show>
    }
}

#[component]
fn Table(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let rows = move || {
        let f = formatter.get();
        let view = shown.asked.get()?;
        let report = view.found.as_ref().ok()?;
        let facts = shown.facts.get();
        let row = |person: &PersonChance| {
            let name = listed_name(i18n, &person.name, person.apart.as_deref());
            let range = write_shares(&f, person.low, person.high);
            let chance = write_chance(&f, person.chance);
            let written =
                t_string!(i18n, response.interval, value = chance, range = range).to_string();
            let (view, title, value) = (view.clone(), name.clone(), written.clone());
            let explain = move || explain(&view, Figure::Chance, title.clone(), value.clone());
            let figure = Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain);
            let class =
                person.placed.map(|placed| view! { <ClassBadge placed=Signal::stored(placed) /> });
            view! {
                <tr>
                    <th scope="row">
                        <a href=card_of(person.id)>{name}</a>
                    </th>
                    <td data-label=t_string!(i18n, response.class)>{class}</td>
                    <td class="num" data-label=t_string!(i18n, response.chance)>
                        {figure}
                    </td>
                    <td class="num" data-label=t_string!(i18n, response.by_card)>
                        {f.fmt_int(person.place_by_points.into())}
                    </td>
                    <td data-label=t_string!(i18n, response.because)>
                        {because(i18n, &f, facts.as_deref(), &person.reasons)}
                    </td>
                </tr>
            }
        };
        Some(report.people.iter().map(row).collect_view())
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="h-response-people">
            <table class="table lens-table" data-stack="">
                <caption class="sr-only">{t!(i18n, response.people)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, response.name)}</th>
                        <th scope="col">{t!(i18n, response.class)}</th>
                        <th scope="col" class="num">{t!(i18n, response.chance)}</th>
                        <th scope="col" class="num">{t!(i18n, response.by_card)}</th>
                        <th scope="col">{t!(i18n, response.because)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <ExportTableMenu table=move || {
            let (f, facts) = (formatter.get(), shown.facts.get());
            shown.with(|report| people_file(i18n, &f, facts.as_deref(), report))
        } />
    }
}

/// What raises or lowers their odds most, in words.
pub fn because(
    i18n: Texts,
    f: &Formatter,
    facts: Option<&WorkspaceFacts>,
    reasons: &[(Feature, f64)],
) -> String {
    let reason = |(feature, odds): &(Feature, f64)| {
        let feature = feature_name(i18n, facts, feature);
        let n = write_odds(f, *odds);
        t_string!(i18n, response.raises, feature = feature, n = n).to_string()
    };
    match reasons {
        [] => t_string!(i18n, response.usual).to_owned(),
        reasons => {
            let said: Vec<String> = reasons.iter().map(reason).collect();
            said.join(t_string!(i18n, response.comma))
        }
    }
}

/// In the customer list, opened.
fn card_of(id: CustomerId) -> String {
    let listing = Listing { opened: Some(id), ..Listing::default() };
    link(&format!("/customers?{}", address::write(&listing)))
}
