//! The sheet of paper: its head and the order of its parts.

use super::PlanDocument;
use super::parts::{Afterwards, Audience, Brief, Budget, Invitations, RunSheet};
use super::people::{People, Risks};
use super::preparation::Preparation;
use super::profit::Profit;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::wizards::bindings::write_minute;
use crate::ui::wizards::figures::{write_count, write_range};
use crate::ui::wizards::labels::method_name;
use leptos::prelude::*;

/// The parts of the document in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Brief,
    Profit,
    Audience,
    Invitations,
    Budget,
    RunSheet,
    Preparation,
    People,
    Risks,
    Afterwards,
}

pub const PARTS: [Part; 10] = [
    Part::Brief,
    Part::Profit,
    Part::Audience,
    Part::Invitations,
    Part::Budget,
    Part::RunSheet,
    Part::Preparation,
    Part::People,
    Part::Risks,
    Part::Afterwards,
];

impl Part {
    /// The id of its section.
    pub fn anchor(self) -> &'static str {
        const ANCHORS: [&str; 10] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10"];
        ANCHORS[self as usize]
    }

    /// Its title in the language in use.
    pub fn title(self) -> String {
        let i18n = use_i18n();
        match self {
            Self::Brief => t_string!(i18n, plan.brief),
            Self::Profit => t_string!(i18n, plan.profit),
            Self::Audience => t_string!(i18n, plan.audience),
            Self::Invitations => t_string!(i18n, plan.invitations),
            Self::Budget => t_string!(i18n, plan.budget),
            Self::RunSheet => t_string!(i18n, plan.run_sheet),
            Self::Preparation => t_string!(i18n, plan.preparation),
            Self::People => t_string!(i18n, plan.people),
            Self::Risks => t_string!(i18n, plan.risks),
            Self::Afterwards => t_string!(i18n, plan.afterwards),
        }
        .to_owned()
    }
}

/// A numbered part of the document.
#[component]
pub fn SheetPart(part: Part, children: Children) -> impl IntoView {
    view! {
        <section id=part.anchor() class="sheet__part">
            <h2>
                <span class="sheet__n">{part as usize + 1}</span>
                {move || part.title()}
            </h2>
            {children()}
        </section>
    }
}

#[component]
pub fn Sheet() -> impl IntoView {
    view! {
        <article class="sheet">
            <SheetHead />
            <Brief />
            <Profit />
            <Audience />
            <Invitations />
            <Budget />
            <RunSheet />
            <Preparation />
            <People />
            <Risks />
            <Afterwards />
        </article>
    }
}

#[component]
fn SheetHead() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let house = move || workspace.summary().with(|s| s.as_ref().map(|s| s.name.clone()));
    let written = move || {
        let date = formatter.get().fmt_date(today().0, DateStyle::Short);
        t_string!(i18n, plan.written, date = date).to_string()
    };
    let name = move || match plan.with_event(|event| event.name.trim().to_owned()) {
        Some(name) if !name.is_empty() => name,
        _ => t_string!(i18n, events.unnamed).to_owned(),
    };
    let lead = move || {
        let f = formatter.get();
        let forecast = plan.forecast.get()?;
        let (day, product) = plan.with_event(|e| (e.day, e.product.trim().to_owned()))?;
        let n = write_count(&f, forecast.attended.mean);
        let orders = write_count(&f, forecast.ordered.mean);
        let day = f.fmt_date(day?.0, DateStyle::Long);
        Some(if product.is_empty() {
            t_string!(i18n, plan.lead_plain, day = day, n = n, orders = orders).to_string()
        } else {
            t_string!(i18n, plan.lead, day = day, n = n, orders = orders, product = product)
                .to_string()
        })
    };
    view! {
        <header class="sheet__head">
            <p class="sheet__house">
                <span>{house}</span>
                <span>{written}</span>
            </p>
            <h1 tabindex="-1">{name}</h1>
            {move || lead().map(|lead| view! { <p class="sheet__lead">{lead}</p> })}
            <Facts />
        </header>
    }
}

#[component]
fn Facts() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let when = move || {
        let f = formatter.get();
        plan.with_event(|event| {
            let day = event.day.map(|day| {
                let n_more = i32::try_from(event.n_days.max(1) - 1).unwrap_or(i32::MAX);
                let last = day.plus_days(n_more);
                let [first, last] = [day, last].map(|day| f.fmt_date(day.0, DateStyle::Short));
                f.join_range(&first, &last)
            });
            let start = i32::from(event.start_minute);
            let end = start + i32::from(event.duration_minutes);
            let time = f.join_range(&write_minute(start), &write_minute(end));
            (day.unwrap_or_else(|| t_string!(i18n, plan.no_day).to_owned()), time)
        })
    };
    let place = move || {
        let f = formatter.get();
        plan.with_event(|event| {
            let seats = event.seats.map(|seats| {
                t_string!(i18n, plan.n_seats, n = f.fmt_int(seats.into())).to_string()
            });
            let place = [event.place.trim(), event.address.trim()];
            let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
            let place = if place.is_empty() {
                "–".to_owned()
            } else {
                place.join(t_string!(i18n, plan.list_comma))
            };
            (place, seats)
        })
    };
    let goal = move || {
        let f = formatter.get();
        plan.with_event(|event| {
            t_string!(
                i18n,
                plan.goal_line,
                n = f.fmt_int(event.goal_orders.into()),
                p = f.fmt_percent(event.goal_confidence)
            )
            .to_string()
        })
    };
    let budget = move || Some(write_range(&formatter.get(), plan.plan.get()?.budget_total));
    let lead = move || {
        plan.with_event(|event| {
            let first = event.team.iter().find(|member| !member.name.trim().is_empty());
            first.map(|member| (member.name.clone(), member.role.get(language.get()).to_owned()))
        })
        .flatten()
    };
    view! {
        <dl class="sheet__facts">
            <div>
                <dt>{t!(i18n, plan.when)}</dt>
                <dd>{move || when().map(|(day, time)| view! { {day} <br /> {time} })}</dd>
            </div>
            <div>
                <dt>{t!(i18n, plan.place)}</dt>
                <dd>{move || place().map(|(place, seats)| view! { {place} <br /> {seats} })}</dd>
            </div>
            <div>
                <dt>{t!(i18n, plan.method)}</dt>
                <dd>{move || plan.with_event(|event| method_name(event.method))}</dd>
            </div>
            <div>
                <dt>{t!(i18n, plan.goal)}</dt>
                <dd>{goal}</dd>
            </div>
            <div>
                <dt>{t!(i18n, plan.budget)}</dt>
                <dd>{budget}</dd>
            </div>
            {move || {
                lead()
                    .map(|(name, role)| {
                        view! {
                            <div>
                                <dt>{role}</dt>
                                <dd>{name}</dd>
                            </div>
                        }
                    })
            }}
        </dl>
    }
}
