//! What prizes and gifts may cost, what the register of a draw says, and how far word of mouth goes: what is
//! promised above, what comes of it below.

mod cost;
mod files;
mod growth;
mod inputs;
mod offers;
mod reasons;
mod register;
mod register_reasons;
mod terms;
mod words;

use self::cost::{Cost, NoPrizesNote, title};
use self::growth::GrowthSection;
use self::inputs::open_inputs;
use self::offers::{HeadFields, OfferFields};
use self::register::RegisterSection;
use super::beliefs::MissingRates;
use super::kept_inputs::KeptInputs;
use super::shown::Shown;
use super::status::Problem;
use super::subject_page::{BesideBeliefs, SubjectPage};
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::shell_summary::ShellSummary;
use crate::state::workspace::Workspace;
use crate::ui::components::help::Help;
use crate::ui::components::skeleton::Loading;
use crate::ui::model_link::model_href;
use crate::ui::shell::questions::Question;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::forecast::usual_ceiling;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::{GetDrawRegister, GetPrizeCost, GetWordOfMouth};
use meadow_core::views::draw_register::RegisterTerms;
use meadow_core::views::prizes::{PrizesAnswer, PrizesView};
use std::sync::Arc;

#[component]
pub fn PrizesForecast() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let found = RwSignal::new(None::<Arc<PrizesView>>);
    let heading = Signal::derive(move || {
        let f = formatter.get();
        found.with(|view| {
            let said = view.as_ref().map(|view| title(&f, view));
            said.unwrap_or_else(|| t_string!(i18n, prizes.title).to_owned())
        })
    });
    let help = Help::new(
        "prizes-help",
        say!(i18n, prizes.title),
        say!(i18n, prizes.goes_by),
        say!(i18n, prizes.how),
        say!(i18n, prizes.doubt),
    )
    .in_full_at(model_href(ModelTopic::Prizes));
    view! {
        <SubjectPage question=Question::Prizes title=heading over=say_some!(i18n, prizes.title) help=help>
            <Prizes found=found />
        </SubjectPage>
    }
}

/// What is typed for the subject in hand, and the answers to it.
#[component]
fn Prizes(found: RwSignal<Option<Arc<PrizesView>>>) -> impl IntoView {
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let forecast = Shown::expect().forecast;
    let inputs = open_inputs(forecast);
    let typed = Memo::new(move |_| inputs.ready());
    let cost = workspace.asked(move || {
        let event = Box::new(forecast.settled.get()?.resulting_event());
        Some(GetPrizeCost { event, saved: forecast.saved(), plan: typed.get()?.plan })
    });
    let growth = workspace.asked(move || {
        let event = Box::new(forecast.settled.get()?.resulting_event());
        Some(GetWordOfMouth { event, saved: forecast.saved(), word: typed.get()?.word })
    });
    let counts = KeptInputs::open(register::DRAFT, forecast, RegisterTerms::default());
    let counted = Memo::new(move |_| counts.ready());
    let register = workspace.asked(move || {
        let event = Box::new(forecast.settled.get()?.resulting_event());
        Some(GetDrawRegister { event, saved: forecast.saved(), terms: counted.get()? })
    });
    Effect::new(move |_| {
        found.set(match cost.get().as_deref() {
            Some(PrizesAnswer::Found(view)) => Some(Arc::new((**view).clone())),
            _ => None,
        });
    });
    let summary = ShellSummary::expect();
    let ceiling = Signal::derive(move || {
        let usual = summary.currency.with(|currency| usual_ceiling(currency));
        usual.map(|most| formatter.get().fmt_money(most)).unwrap_or_default()
    });
    let answer = move || match cost.get().as_deref() {
        None => view! { <Loading /> }.into_any(),
        Some(PrizesAnswer::None(why)) => view! { <NoPrizesNote why=why.clone() /> }.into_any(),
        Some(PrizesAnswer::Found(view)) => {
            view! { <Cost view=Arc::new((**view).clone()) /> }.into_any()
        }
    };
    // With heads typed the event's rates only tell who begins to speak of it.
    let is_typed = Memo::new(move |_| inputs.all.with(|all| all.plan.heads.is_some()));
    view! {
        <Show when=move || !is_typed.get()>
            <MissingRates />
        </Show>
        <BesideBeliefs>
            <HeadFields inputs=inputs />
            <OfferFields inputs=inputs usual_ceiling=ceiling />
            <Problem error=cost.error />
            {answer}
            <RegisterSection counts=counts asked=register />
            <Problem error=register.error />
            <GrowthSection inputs=inputs asked=growth />
            <Problem error=growth.error />
        </BesideBeliefs>
    }
}
