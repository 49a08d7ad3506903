//! What an event will bring, as ranges: for a quick scenario, or for an event in planning.

use super::ask::Ask;
use super::beliefs::{Beliefs, MissingRates};
use super::came_true::{Came, CameTrue};
use super::funnel::Funnel;
use super::groups::ByGroup;
use super::inputs::Inputs;
use super::ledger::Ledger;
use super::limits::Limits;
use super::method_funnel::{MethodFunnel, OwnFunnel};
use super::movers::Movers;
use super::one_more::OneMore;
use super::pooled::PooledRates;
use super::profit::Profit;
use super::question_strip::QuestionStrip;
use super::registered_by_now::RegisteredByNow;
use super::risk::Risk;
use super::scenarios::{ScenarioActs, Scenarios};
use super::shown::Shown;
use super::status::{RunStatus, Trouble};
use super::subject::{SubjectChoice, UseInPlan, subject_in_address};
use super::unit_costs::UnitCosts;
use super::waves::Waves;
use super::what_if::WhatIfLevers;
use super::why::WhyDialog;
use super::words::stage_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::forecast::Subject;
use crate::state::page::{Crumb, declare_page};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_note::Note;
use crate::ui::components::page_head::PageHead;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;

#[component]
pub fn EventForecast() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::open();
    provide_context(shown);
    provide_context(ScenarioActs::open(shown));
    let subject = subject_in_address();
    let came = Came::open(shown.forecast, subject);
    OwnFunnel::provide(shown.forecast, came.is_counted);
    let revision = Workspace::expect().revision();
    Effect::new(move |_| {
        if let Some((workspace, _)) = revision.get() {
            shown.forecast.open(workspace, subject.get());
        }
    });
    let name = say!(i18n, shell.forecast);
    Effect::new(move |_| {
        let parents = match subject.get() {
            Subject::Scenario => Vec::new(),
            Subject::Event(_) => {
                vec![Crumb { name: say!(i18n, shell.events), path: "/events".to_owned() }]
            }
        };
        declare_page(name, parents);
    });

    let title = Signal::derive(move || {
        let f = formatter.get();
        if came.is_counted.get() {
            return came.title(&f);
        }
        shown.view.with(|view| match view {
            None => t_string!(i18n, forecast.title_waiting).to_owned(),
            Some(view) if view.n_invited == 0 => t_string!(i18n, forecast.title_nobody).to_owned(),
            Some(view) if !view.is_money_known() => match view.missing_rates.len() {
                1 => t_string!(i18n, forecast.title_one_rate_first).to_owned(),
                n => t_string!(i18n, forecast.title_rates_first, n = n).to_string(),
            },
            // Its funnel does not end in orders.
            Some(view) if shown.has_own_funnel() => t_string!(
                i18n,
                method_funnel.title_finding,
                stage = stage_name(FunnelStage::Ordered),
                n = f.fmt_number(view.ordered.median, 0),
                low = f.fmt_number(view.ordered.p05, 0),
                high = f.fmt_number(view.ordered.p95, 0)
            )
            .to_string(),
            Some(view) => match view.short_room() {
                Some((seats, seated)) => agree(
                    &t_string!(
                        i18n,
                        forecast.title_seated,
                        n = f.fmt_number(view.ordered.median, 0),
                        seats = f.fmt_int(seats.into()),
                        seated = f.fmt_number(seated.ordered.median, 0)
                    )
                    .to_string(),
                ),
                None => agree(
                    &t_string!(
                        i18n,
                        forecast.title_finding,
                        n = f.fmt_number(view.ordered.median, 0),
                        low = f.fmt_number(view.ordered.p05, 0),
                        high = f.fmt_number(view.ordered.p95, 0)
                    )
                    .to_string(),
                ),
            },
        })
    });
    let over = Signal::derive(move || {
        let f = formatter.get();
        let Subject::Event(_) = subject.get() else {
            return Some(t_string!(i18n, forecast.quick_scenario).to_owned());
        };
        shown.forecast.scenario.with(|scenario| {
            let event = &scenario.as_ref()?.event;
            let day = event.day.map(|day| f.fmt_date(day.0, DateStyle::Long));
            Some(
                [Some(event.name.clone()), day]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" · "),
            )
        })
    });
    view! {
        <PageHead title=title over=over>
            <UseInPlan subject=subject />
        </PageHead>
        <QuestionStrip />
        <div class="forecast__bar">
            <SubjectChoice subject=subject />
            <Show when=move || !came.is_counted.get()>
                <RunStatus />
            </Show>
        </div>
        <Trouble />
        {move || {
            // Fields are made anew for another subject, so that nothing typed stays behind.
            shown.forecast.n_opened.track();
            let is_open = shown.forecast.scenario.with_untracked(Option::is_some);
            is_open.then(|| match came.is_counted.get() {
                // What has come is not forecast again, among people who may be asked today.
                true => view! { <CameTrue came=came /> }.into_any(),
                false => view! { <Body /> }.into_any(),
            })
        }}
        <Show when=move || {
            shown.forecast.scenario.with(Option::is_some) && !came.is_counted.get()
        }>
            <Scenarios />
        </Show>
        <WhyDialog />
    }
}

#[component]
fn Body() -> impl IntoView {
    let i18n = use_i18n();
    let what_if = say!(i18n, forecast.what_if);
    let shown = Shown::expect();
    // Until the first answer, as if there were: the sections wait in their places.
    let has_people = Memo::new(move |_| {
        shown.view.with(|view| view.as_ref().is_none_or(|view| view.n_may_ask > 0))
    });
    let is_money_known = shown.is_money_known();
    view! {
        <Show when=move || has_people.get() fallback=Nobody>
            <MissingRates tells_assumed=true />
            <Ask />
        </Show>
        <div class="split split--main">
            <div class="stack stack--8">
                <Inputs />
                <Show when=move || has_people.get()>
                    <RegisteredByNow />
                    <Show when=move || shown.has_own_funnel() fallback=Funnel>
                        <MethodFunnel />
                    </Show>
                    <ByGroup />
                    <Waves />
                    <Show when=move || is_money_known.get() fallback=NotShown>
                        <Profit />
                        <Risk />
                        <Movers />
                        <OneMore />
                        <UnitCosts />
                    </Show>
                    <Ledger />
                    <PooledRates />
                </Show>
                <Limits />
            </div>
            <Show when=move || has_people.get()>
                <aside class="stack stack--8" aria-label=what_if>
                    <WhatIfLevers />
                    <Beliefs />
                    <p class="fine">{t!(i18n, forecast.kept_as_typed)}</p>
                </aside>
            </Show>
        </div>
    }
}

/// Where the money stands once there is something it could rest on.
#[component]
fn NotShown() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="muted" data-part="not-shown">
            {t!(i18n, forecast.not_shown)}
        </p>
    }
}

/// What goes here while nobody can be invited.
#[component]
fn Nobody() -> impl IntoView {
    let i18n = use_i18n();
    let (shown, commands) = (Shown::expect(), ShellCommands::expect());
    let can_choose = move || {
        shown.audience.answer.with(|audience| {
            audience.as_ref().is_some_and(|all| all.iter().any(|entry| entry.n_may_ask > 0))
        })
    };
    move || {
        if can_choose() {
            return view! {
                <Note>
                    <p>{t!(i18n, forecast.choose_below)}</p>
                </Note>
            }
            .into_any();
        }
        view! {
            <EmptyState
                title=say!(i18n, forecast.title_nobody)
                text=say!(i18n, forecast.nobody_text)
            >
                <LinkButton path="/import" kind=ButtonKind::Primary icon="import">
                    {t!(i18n, forecast.bring_list)}
                </LinkButton>
                <Button icon="paw" on_press=move |()| commands.send(ShellCommand::OpenSample)>
                    {t!(i18n, shell.open_sample)}
                </Button>
            </EmptyState>
        }
        .into_any()
    }
}
