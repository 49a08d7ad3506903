//! Whom to invite when money, seats and people are short: what is asked above, the plan found below.

mod even;
mod files;
mod limits;
mod outcome;
mod plan;
mod prices;
mod reasons;
mod table;
mod words;

use self::limits::LimitFields;
pub use self::plan::join;
use self::plan::{NoPlanNote, Plan};
use self::words::title;
use super::beliefs::{Beliefs, MissingRates};
use super::question_strip::QuestionStrip;
use super::shown::Shown;
use super::status::Trouble;
use super::subject::{SubjectChoice, subject_in_address};
use super::why::Reasons;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::forecast::Forecast;
use crate::state::forecast::scenario::{invite_these, reach_through, set_driver_total};
use crate::state::page::{Crumb, declare_page};
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Loading;
use crate::ui::model_link::model_href;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use meadow_core::domain::event::CostDriver;
use meadow_core::domain::money::{Money, MoneyRange};
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetWhomToInvite;
use meadow_core::views::whom::{WhomAnswer, WhomView};
use std::sync::Arc;

#[component]
pub fn WhomForecast() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let settings = Settings::expect();
    let shown = Shown::open();
    provide_context(shown);
    let reasons = Reasons::provide();
    let (forecast, workspace) = (shown.forecast, Workspace::expect());
    let subject = subject_in_address();
    let revision = workspace.revision();
    Effect::new(move |_| {
        if let Some((workspace, _)) = revision.get() {
            forecast.open(workspace, subject.get());
        }
    });
    let parent = Crumb { name: say!(i18n, shell.forecast), path: Question::Event.path() };
    declare_page(Question::Whom.name(), vec![parent]);

    let asked = workspace.asked(move || {
        let scenario = forecast.settled.get()?;
        Some(GetWhomToInvite {
            event: Box::new(scenario.resulting_event()),
            saved: forecast.saved(),
            limits: scenario.whom,
        })
    });
    let heading = Signal::derive(move || {
        let f = formatter.get();
        match asked.get().as_deref() {
            Some(WhomAnswer::Plan(plan)) => title(&f, plan),
            _ => t_string!(i18n, whom.title).to_owned(),
        }
    });
    let help = Help::new(
        "whom-help",
        say!(i18n, whom.title),
        say!(i18n, whom.goes_by),
        say!(i18n, whom.how),
        say!(i18n, whom.doubt),
    )
    .in_full_at(model_href(ModelTopic::WhomToInvite));
    let trouble = move || {
        let error = asked.error.get()?;
        let words = move || explain(&error).get(settings.language.get()).to_owned();
        let safe = say!(i18n, forecast.what_is_safe);
        Some(view! { <ErrorNote what_happened=Signal::derive(words) what_is_safe=safe /> })
    };
    let answer = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(WhomAnswer::None(why)) => view! { <NoPlanNote why=why.clone() /> }.into_any(),
        Some(WhomAnswer::Plan(plan)) => {
            view! { <Plan plan=Arc::new((**plan).clone()) /> }.into_any()
        }
    };
    let has_plan = Memo::new(
        move |_| matches!(asked.get().as_deref(), Some(WhomAnswer::Plan(plan)) if plan.n_invited > 0),
    );
    let navigate = use_navigate();
    let take = Callback::new(move |()| {
        let Some(answer) = asked.answer.get_untracked() else { return };
        let WhomAnswer::Plan(plan) = &*answer else { return };
        use_plan(forecast, plan);
        navigate(&subject.get_untracked().at(&Question::Event.path()), Default::default());
    });
    view! {
        <PageHead title=heading help=help>
            <Show when=move || has_plan.get()>
                <Button kind=ButtonKind::Primary icon="check" on_press=take>
                    {t!(i18n, whom.use_in_forecast)}
                </Button>
            </Show>
        </PageHead>
        <QuestionStrip />
        <div class="forecast__bar">
            <SubjectChoice subject=subject />
        </div>
        <Trouble />
        {move || {
            // Fields are made anew for another subject, so that nothing typed stays behind.
            forecast.n_opened.track();
            forecast.scenario.with_untracked(Option::is_some).then(|| {
                view! {
                    <MissingRates />
                    <div class="split split--main">
                        <div class="stack stack--8">
                            <LimitFields />
                            {trouble}
                            {answer}
                        </div>
                        <aside class="stack stack--8" aria-label=say!(i18n, forecast.beliefs)>
                            <Beliefs />
                            <p class="fine">{t!(i18n, forecast.kept_as_typed)}</p>
                        </aside>
                    </div>
                }
            })
        }}
        {reasons.dialog()}
    }
}

/// The forecast invites as the plan does, through its channels and at its mean cost of an invitation.
fn use_plan(forecast: Forecast, plan: &WhomView) {
    let groups: Vec<_> =
        plan.groups.iter().map(|group| (group.group.clone(), group.n_invited)).collect();
    let mean_cost = Money::from_major(plan.cost / f64::from(plan.n_invited.max(1)));
    forecast.change(|scenario| {
        invite_these(&mut scenario.event.audience, &groups);
        for group in &plan.groups {
            let through = plan.channels.iter().zip(&group.by_channel);
            for (channel, _) in through.filter(|(_, n)| **n > 0) {
                reach_through(&mut scenario.event.waves, &group.group, channel.channel);
            }
        }
        scenario.what_if.n_invited = None;
        set_driver_total(
            &mut scenario.event,
            CostDriver::PerInvited,
            MoneyRange::exactly(mean_cost),
        );
    });
}
