//! What will be, a page for each question; which one, the address says.

mod ask;
mod belief_curve;
mod beliefs;
mod budget;
mod came_true;
mod customers;
mod event_forecast;
mod fields;
mod files;
mod funnel;
mod groups;
mod inputs;
pub mod kept_inputs;
mod ledger;
mod limits;
mod method_funnel;
mod money_basis;
mod movement;
mod movers;
mod one_more;
mod pooled;
mod prizes;
mod profit;
mod question_strip;
mod registered_by_now;
mod registrations;
mod response;
mod risk;
mod room;
mod scenarios;
mod seats_field;
mod shown;
mod status;
mod subject;
mod subject_page;
mod timing;
mod unit_costs;
mod waves;
mod what_if;
mod whom;
mod why;
mod words;

use self::budget::BudgetForecast;
use self::customers::CustomersForecast;
use self::event_forecast::EventForecast;
use self::movement::MovementForecast;
use self::prizes::PrizesForecast;
use self::registrations::RegistrationsForecast;
use self::response::ResponseForecast;
use self::room::RoomForecast;
use self::timing::TimingForecast;
use self::whom::WhomForecast;
use crate::ui::shell::questions::Question;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn ForecastPage() -> impl IntoView {
    let pathname = use_location().pathname;
    // Another page's address, while this one is being left, changes nothing.
    let question = Memo::new(move |before: Option<&Question>| {
        let now = pathname.with(|path| Question::of(path));
        now.or(before.copied()).unwrap_or(Question::Event)
    });
    move || match question.get() {
        Question::Event => view! { <EventForecast /> }.into_any(),
        Question::Customers => view! { <CustomersForecast /> }.into_any(),
        Question::Response => view! { <ResponseForecast /> }.into_any(),
        Question::Whom => view! { <WhomForecast /> }.into_any(),
        Question::Registrations => view! { <RegistrationsForecast /> }.into_any(),
        Question::Prizes => view! { <PrizesForecast /> }.into_any(),
        Question::Movement => view! { <MovementForecast /> }.into_any(),
        Question::Timing => view! { <TimingForecast /> }.into_any(),
        Question::Budget => view! { <BudgetForecast /> }.into_any(),
        Question::Room => view! { <RoomForecast /> }.into_any(),
    }
}
