//! One file per step of the wizard.

mod audience;
mod budget;
mod goal;
mod group_row;
mod method;
mod offer;
mod rates;
mod review;
mod run_sheet;
mod schedule;
mod team;
mod waves;
mod when;

use leptos::prelude::*;

/// The fields of a step.
pub fn step_view(slug: &str) -> AnyView {
    match slug {
        "goal" => view! { <goal::GoalStep /> }.into_any(),
        "offer" => view! { <offer::OfferStep /> }.into_any(),
        "method" => view! { <method::MethodStep /> }.into_any(),
        "audience" => view! { <audience::AudienceStep /> }.into_any(),
        "when" => view! { <when::WhenStep /> }.into_any(),
        "budget" => view! { <budget::BudgetStep /> }.into_any(),
        "team" => view! { <team::TeamStep /> }.into_any(),
        "schedule" => view! { <schedule::ScheduleStep /> }.into_any(),
        "runsheet" => view! { <run_sheet::RunSheetStep /> }.into_any(),
        _ => view! { <review::ReviewStep /> }.into_any(),
    }
}
