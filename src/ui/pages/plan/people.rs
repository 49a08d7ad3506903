//! Who does what, and what may go wrong.

use super::PlanDocument;
use super::sheet::{Part, SheetPart};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::settings::Settings;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::event::TeamMember;
use meadow_core::views::plan::RiskRow;

#[component]
pub fn People() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let language = Settings::expect().language;
    let row = move |member: TeamMember| {
        let language = language.get();
        let name = match member.name.trim() {
            "" => view! { <span class="muted">{t!(i18n, plan.nobody_yet)}</span> }.into_any(),
            name => name.to_owned().into_any(),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{member.role.get(language).to_owned()}</td>
                <td>{member.duties.get(language).to_owned()}</td>
            </tr>
        }
    };
    view! {
        <SheetPart part=Part::People>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, plan.who)}</th>
                        <th scope="col">{t!(i18n, plan.role)}</th>
                        <th scope="col">{t!(i18n, plan.does)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || plan.with_event(|e| e.team.iter().cloned().map(row).collect_view())}
                </tbody>
            </table>
        </SheetPart>
    }
}

#[component]
pub fn Risks() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let language = Settings::expect().language;
    let row = move |risk: RiskRow| {
        let language = language.get();
        let is_open = risk.answer.is_empty();
        let answer = if is_open {
            view! {
                <span class="tag" data-tone="warn">
                    <Icon name="warn" />
                    {t!(i18n, plan.not_answered)}
                </span>
                " "
                {risk.asks.get(language).to_owned()}
            }
            .into_any()
        } else {
            risk.answer.into_any()
        };
        view! {
            <tr data-open=is_open.then_some("")>
                <th scope="row">{risk.risk.get(language).to_owned()}</th>
                <td>{answer}</td>
            </tr>
        }
    };
    let overflow = move || {
        let forecast = plan.forecast.get()?;
        let (p, seats) = (forecast.p_overflow?, forecast.seats?);
        let f = crate::state::figures::use_formatter().get();
        let words =
            t_string!(i18n, plan.overflow, seats = f.fmt_int(seats.into()), p = f.fmt_percent(p));
        Some(view! { <p class="fine">{words.to_string()}</p> })
    };
    view! {
        <SheetPart part=Part::Risks>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, plan.may_go_wrong)}</th>
                        <th scope="col">{t!(i18n, plan.what_we_do)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || Some(plan.plan.get()?.risks.iter().cloned().map(row).collect_view())}
                </tbody>
            </table>
            {overflow}
        </SheetPart>
    }
}
