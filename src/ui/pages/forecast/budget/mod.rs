//! How to split a budget over channels: what is known of each above, the split and its curves below.

mod channels;
mod files;
mod found;
mod inputs;
mod reasons;
mod words;

use self::channels::ChannelFields;
use self::found::{Found, NoBudgetNote, finding};
use self::inputs::open_inputs;
use super::question_strip::QuestionStrip;
use super::status::Problem;
use super::why::Reasons;
use crate::i18n::{t, t_string, use_i18n};
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
use meadow_core::protocol::GetBudgetSplit;
use meadow_core::views::budget::{BudgetAnswer, BudgetTerms, BudgetView};
use std::sync::Arc;

#[component]
pub fn BudgetForecast() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let reasons = Reasons::provide();
    let parent = Crumb { name: say!(i18n, shell.forecast), path: Question::Event.path() };
    declare_page(Question::Budget.name(), vec![parent]);
    let workspace = Workspace::expect();
    let opened = workspace.revision();
    let workspace_id = Memo::new(move |_| opened.get().map(|(id, _)| id));
    let found = RwSignal::new(None::<Arc<BudgetView>>);
    let title = Signal::derive(move || {
        let f = formatter.get();
        found.with(|view| {
            let said = view.as_ref().map(|view| finding(&f, view));
            said.unwrap_or_else(|| t_string!(i18n, budget.title).to_owned())
        })
    });
    let help = Help::new(
        "budget-help",
        say!(i18n, budget.title),
        say!(i18n, budget.goes_by),
        say!(i18n, budget.how),
        say!(i18n, budget.doubt),
    )
    .in_full_at(model_href(ModelTopic::BudgetSplit));
    // Fields are made anew for another workspace, so that nothing typed stays behind.
    let body = move || workspace_id.get().map(|_| view! { <Budget found=found /> });
    view! {
        <PageHead title=title over=say_some!(i18n, budget.title) help=help />
        <QuestionStrip />
        {body}
        {reasons.dialog()}
    }
}

/// What is typed, and the answer to it.
#[component]
fn Budget(found: RwSignal<Option<Arc<BudgetView>>>) -> impl IntoView {
    let i18n = use_i18n();
    let inputs = open_inputs();
    let typed = Memo::new(move |_| inputs.ready());
    let asked = Workspace::expect().asked(move || Some(GetBudgetSplit { terms: typed.get()? }));
    Effect::new(move |_| {
        found.set(match asked.get().as_deref() {
            Some(BudgetAnswer::Split(view)) => Some(Arc::new((**view).clone())),
            _ => None,
        });
    });
    let names = Memo::new(move |_| {
        let names = |all: &BudgetTerms| {
            all.channels.iter().map(|channel| channel.name.clone()).collect::<Vec<_>>()
        };
        inputs.all.with(names)
    });
    let answer = move || match asked.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(BudgetAnswer::None(why)) => {
            view! { <NoBudgetNote why=why.clone() names=names /> }.into_any()
        }
        Some(BudgetAnswer::Split(view)) => {
            view! { <Found view=Arc::new((**view).clone()) /> }.into_any()
        }
    };
    view! {
        <div class="stack stack--8">
            <ChannelFields inputs=inputs />
            <Problem error=asked.error />
            {answer}
            <p class="fine">{t!(i18n, forecast.kept_as_typed)}</p>
        </div>
    }
}
