//! How the mix of classes, stages and levels of care will look after some rounds, as things go and under
//! a plan; and what customers are worth by how long ago they bought.

mod ahead;
mod chances;
mod controls;
mod few_rounds;
mod files;
mod inputs;
mod panels;
mod plan;
mod reach;
mod reasons;
mod recency;
mod recency_table;
mod rests;
mod words;

use self::ahead::AheadSection;
use self::controls::Controls;
use self::few_rounds::FewRounds;
use self::inputs::Inputs;
use self::plan::PlanSection;
use self::reach::ReachSection;
use self::recency::RecencySection;
use self::rests::{DoubtSection, RestsSection};
use super::question_strip::QuestionStrip;
use super::status::Problem;
use super::why::Reasons;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::page::{Crumb, declare_page};
use crate::state::workspace::Workspace;
use crate::ui::components::button::LinkButton;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::AudienceGroup;
use meadow_core::guide::ModelTopic;
use meadow_core::views::mix_outlook::{MixOutlookView, Outlook};
use meadow_core::views::round::State;
use std::sync::Arc;

#[component]
pub fn MovementForecast() -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Crumb { name: say!(i18n, shell.forecast), path: Question::Event.path() };
    declare_page(Question::Movement.name(), vec![forecast]);
    // Another workspace has other rounds: what was typed for these stays with them.
    let workspace = Workspace::expect().revision();
    let workspace = Memo::new(move |_| workspace.get().map(|(id, _)| id));
    move || workspace.get().map(|_| view! { <Movement /> })
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Shown {
    inputs: Inputs,
    asked: Asked<MixOutlookView>,
    /// The last answer that looked ahead; stays while the next one is being worked out.
    outlook: Memo<Option<Arc<MixOutlookView>>>,
}

impl Shown {
    /// Something of the outlook in hand; tracked.
    fn with<T>(self, read: impl FnOnce(&Outlook) -> T) -> Option<T> {
        self.outlook.with(|view| view.as_ref()?.outlook.as_ref().map(read))
    }
}

#[component]
fn Movement() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let inputs = Inputs::open();
    let reasons = Reasons::provide();
    let query =
        Memo::new(move |_| inputs.is_ready().then(|| inputs.all.with(|all| all.mix_query())));
    let asked = Workspace::expect().asked(move || query.get());
    let outlook = Memo::new(move |_| asked.get().filter(|view| view.outlook.is_some()));
    let shown = Shown { inputs, asked, outlook };
    let title = Signal::derive(move || {
        let found = shown.with(|outlook| finding(i18n, &formatter.get(), outlook));
        found.unwrap_or_else(|| t_string!(i18n, mix.title).to_owned())
    });
    let help = Help::new(
        "mix-help",
        say!(i18n, mix.title),
        say!(i18n, mix.goes_by),
        say!(i18n, mix.how),
        say!(i18n, mix.doubt),
    )
    .in_full_at(model_href(ModelTopic::Mix))
    .leading_to("mix-rests", say!(i18n, mix.rests));
    view! {
        <PageHead
            title=title
            over=say_some!(i18n, mix.title)
            lead=say_some!(i18n, mix.lead)
            help=help
        >
            <LinkButton path="/segments/rounds" icon="ledger">{t!(i18n, mix.to_rounds)}</LinkButton>
        </PageHead>
        <QuestionStrip />
        <Problem error=asked.error />
        <Controls shown=shown />
        <Looked shown=shown />
        <RecencySection inputs=inputs />
        {reasons.dialog()}
    }
}

/// The mix ahead, or why there is none, and what it rests on.
#[component]
fn Looked(shown: Shown) -> impl IntoView {
    let have = Memo::new(move |_| shown.asked.get().map(|view| view.outlook.is_some()));
    let ahead = move || match have.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! { <FewRounds shown=shown /> }.into_any(),
        Some(true) => view! {
            <AheadSection shown=shown />
            <PlanSection shown=shown />
            <ReachSection shown=shown />
        }
        .into_any(),
    };
    // What counts is chosen there: it stays where it is, whatever comes of the choice.
    view! {
        {ahead}
        <RestsSection shown=shown />
        <Show when=move || have.get() == Some(true)>
            <DoubtSection shown=shown />
        </Show>
    }
}

/// "After three such rounds 34 to 41 % are bees, now 29 %".
fn finding(i18n: Texts, f: &Formatter, outlook: &Outlook) -> String {
    let watched = outlook.watched as usize;
    let (Some(state), Some(last)) = (outlook.states.get(watched), outlook.ahead.last()) else {
        return t_string!(i18n, mix.title).to_owned();
    };
    let range = words::write_ahead(f, &last[watched]);
    let now = words::write_now(f, outlook, watched);
    let name = words::name(i18n, state);
    match state {
        State::Away => t_string!(i18n, mix.finding_gone, range = range).to_string(),
        State::Group(AudienceGroup::Class(_)) => {
            let name = name.to_lowercase();
            t_string!(i18n, mix.finding_share, range = range, state = name, now = now).to_string()
        }
        _ => t_string!(i18n, mix.finding_other, range = range, state = name, now = now).to_string(),
    }
}
