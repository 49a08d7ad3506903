//! Who responds to an invitation: chances learnt from earlier ones and judged by later ones, what matters,
//! whom to turn to first beside the scorecard; and what inviting itself brings, where a lot was drawn.

mod files;
mod hold_outs;
mod matters;
mod people;
mod reasons;
mod refusal;
mod terms;
mod trial;
mod words;

use self::hold_outs::HoldOuts;
use self::matters::Matters;
use self::people::People;
use self::refusal::TooLittle;
use self::terms::Terms;
use self::trial::Trial;
use super::kept_inputs::KeptInputs;
use super::question_strip::QuestionStrip;
use super::status::Problem;
use super::why::Reasons;
use super::words::write_share;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::page::{Crumb, declare_page};
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::{GetFacts, GetLeadResponse};
use meadow_core::views::lead_response::{
    LeadResponseView, ResponseOutcome, ResponseReport, ResponseTerms,
};
use std::sync::Arc;

/// The number rises with the form of `ResponseTerms`.
const DRAFT: &str = "forecast.response.1";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Shown {
    inputs: KeptInputs<ResponseTerms>,
    asked: Asked<LeadResponseView>,
    /// For the names of the user's own fields.
    facts: Asked<WorkspaceFacts>,
}

impl Shown {
    /// Something of what was learnt; tracked.
    fn with<T>(self, read: impl FnOnce(&ResponseReport) -> T) -> Option<T> {
        let view: Arc<LeadResponseView> = self.asked.get()?;
        view.found.as_ref().ok().map(|report| read(report))
    }
}

#[component]
pub fn ResponseForecast() -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Crumb { name: say!(i18n, shell.forecast), path: Question::Event.path() };
    declare_page(Question::Response.name(), vec![forecast]);
    // What was typed stays with its workspace.
    let workspace = Workspace::expect().revision();
    let workspace = Memo::new(move |_| workspace.get().map(|(id, _)| id));
    move || workspace.get().map(|_| view! { <Response /> })
}

#[component]
fn Response() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let reasons = Reasons::provide();
    let inputs = KeptInputs::open_by_key(DRAFT.to_owned(), ResponseTerms::default());
    let workspace = Workspace::expect();
    let asked = workspace.asked(move || Some(GetLeadResponse { terms: inputs.ready()? }));
    let facts = workspace.asked(|| Some(GetFacts {}));
    let shown = Shown { inputs, asked, facts };
    let outcome = move || inputs.all.with(|terms| terms.outcome);
    let title = Signal::derive(move || {
        let f = formatter.get();
        let found = shown.with(|report| finding(i18n, &f, report, outcome()));
        found.unwrap_or_else(|| t_string!(i18n, response.title).to_owned())
    });
    let lead = Signal::derive(move || {
        let f = formatter.get();
        shown.with(|report| {
            let trial = &report.trial;
            let (earlier, later) =
                (f.fmt_int(trial.n_earlier.into()), f.fmt_int(trial.n_later.into()));
            let day = f.fmt_date(trial.split.0, DateStyle::Long);
            agree(
                &t_string!(i18n, response.lead, earlier = earlier, day = day, later = later)
                    .to_string(),
            )
        })
    });
    let help = Help::new(
        "response-help",
        say!(i18n, response.title),
        say!(i18n, response.goes_by),
        say!(i18n, response.how),
        say!(i18n, response.doubt),
    )
    .in_full_at(model_href(ModelTopic::LeadResponse))
    .leading_to("h-response-trial", say!(i18n, response.trial));
    let state = Memo::new(move |_| asked.get().map(|view| view.found.is_ok()));
    let body = move || match state.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! { <TooLittle shown=shown /> }.into_any(),
        Some(true) => view! {
            <Trial shown=shown />
            <People shown=shown />
            <Matters shown=shown />
        }
        .into_any(),
    };
    view! {
        <PageHead title=title over=say_some!(i18n, response.title) lead=lead help=help />
        <QuestionStrip />
        <Problem error=asked.error />
        <div class="stack stack--8">
            <Terms shown=shown />
            {body}
            <HoldOuts shown=shown />
            <Show when=move || state.get() == Some(true)>
                <Limits shown=shown />
            </Show>
        </div>
        {reasons.dialog()}
    }
}

/// "Of those thought likeliest 41 % came, of the least likely 9 %".
fn finding(
    i18n: Texts,
    f: &Formatter,
    report: &ResponseReport,
    outcome: ResponseOutcome,
) -> String {
    let bins = &report.trial.bins;
    let (Some(first), Some(last), true) = (bins.first(), bins.last(), report.trial.is_better())
    else {
        return t_string!(i18n, response.finding_none).to_owned();
    };
    let (high, low) = (write_share(f, last.came), write_share(f, first.came));
    match outcome {
        ResponseOutcome::Answered => {
            t_string!(i18n, response.finding_answered, high = high, low = low).to_string()
        }
        ResponseOutcome::Attended => {
            t_string!(i18n, response.finding_attended, high = high, low = low).to_string()
        }
        ResponseOutcome::Ordered => {
            t_string!(i18n, response.finding_ordered, high = high, low = low).to_string()
        }
    }
}

#[component]
fn Limits(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let between = move || {
        let f = formatter.get();
        shown.with(|report| {
            let trial = &report.trial;
            (trial.n_between > 0).then(|| {
                let n = f.fmt_int(trial.n_between.into());
                let day = f.fmt_date(trial.split.0, DateStyle::Short);
                let said = t_string!(i18n, response.limit_between, n = n, day = day).to_string();
                view! { <li>{said}</li> }
            })
        })
    };
    view! {
        <Section id="h-response-limits" title=say!(i18n, response.limits)>
            <ul class="plain limits">
                <li>{t!(i18n, response.limit_chosen)}</li>
                <li>{t!(i18n, response.limit_cause)}</li>
                <li>{t!(i18n, response.limit_record)}</li>
                <li>{t!(i18n, response.limit_now)}</li>
                <li>{t!(i18n, response.limit_most)}</li>
                {between}
            </ul>
        </Section>
    }
}
