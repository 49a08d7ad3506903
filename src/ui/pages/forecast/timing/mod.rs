//! When people will need something next, and how long leads take to buy.

mod files;
mod leads;
mod need;
mod words;

use self::leads::{LeadSections, NoWaitsNote, leads_finding};
use self::need::{NeedSections, NoNeedNote, need_finding};
use super::question_strip::QuestionStrip;
use super::status::Problem;
use super::why::Reasons;
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::page::{Crumb, declare_page};
use crate::state::workspace::Workspace;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Loading;
use crate::ui::model_link::model_href;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetTiming;

#[component]
pub fn TimingForecast() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let reasons = Reasons::provide();
    let parent = Crumb { name: say!(i18n, shell.forecast), path: Question::Event.path() };
    declare_page(Question::Timing.name(), vec![parent]);
    let asked = Workspace::expect().asked(|| Some(GetTiming {}));
    let title = Signal::derive(move || {
        let f = formatter.get();
        let view = asked.get();
        let said = view.and_then(|view| match (&view.need, &view.leads) {
            (Ok(need), _) => Some(need_finding(&f, need)),
            (Err(_), Ok(leads)) => Some(leads_finding(&f, leads)),
            (Err(_), Err(_)) => None,
        });
        said.unwrap_or_else(|| t_string!(i18n, timing.title).to_owned())
    });
    let help = Help::new(
        "timing-help",
        say!(i18n, timing.title),
        say!(i18n, timing.goes_by),
        say!(i18n, timing.how),
        say!(i18n, timing.doubt),
    )
    .in_full_at(model_href(ModelTopic::Timing));
    let body = move || match asked.get() {
        None => view! { <Loading /> }.into_any(),
        Some(view) => {
            let need = match view.need.clone() {
                Ok(need) => {
                    view! { <NeedSections need=need.into() view=view.clone() /> }.into_any()
                }
                Err(why) => view! { <NoNeedNote why=why /> }.into_any(),
            };
            let leads = match view.leads.clone() {
                Ok(leads) => view! { <LeadSections leads=leads.into() /> }.into_any(),
                Err(why) => view! { <NoWaitsNote why=why /> }.into_any(),
            };
            view! {
                {need}
                {leads}
            }
            .into_any()
        }
    };
    view! {
        <PageHead title=title over=say_some!(i18n, timing.title) help=help />
        <QuestionStrip />
        <Problem error=asked.error />
        <div class="stack stack--8">{body}</div>
        {reasons.dialog()}
    }
}
