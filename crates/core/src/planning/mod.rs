//! An event as a plan: what it starts from, what it works out to, and what is still open.
//!
//! Owns which method is recommended, the defaults of a new event, dates worked back from the day, clock
//! times, the budget at the heads expected and the checks of every wizard step. Must not know the strategy
//! content (that is `playbooks`), how rates are believed (`forecast`), or how a plan is shown.

mod budget;
mod checks;
mod defaults;
mod invitations;
mod prizes;
mod recommend;
mod run_sheet;
mod schedule;
mod steps;
mod written;

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod tests;

pub use self::budget::{Budget, add_up_budget};
pub use self::defaults::{defaults, defaults_for_audience, defaults_for_class, money_basis};
pub use self::invitations::{moment, order_waves, wave_message};
pub use self::prizes::first_prizes;
pub use self::recommend::{read_people, recommend};
pub use self::run_sheet::lay_out_run_sheet;
pub use self::schedule::{date_follow_ups, end_of, start_of, work_back};
pub use self::steps::STEPS;
pub(crate) use self::written::write_moment;

use crate::contact::outreach::Outreach;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::forecast;
use crate::playbooks;
use crate::table::tables::Tables;
use crate::views::plan::{PlanView, RiskRow};

/// The event worked out, with those its invitations reach. Never fails: what cannot be worked out is
/// left out, and said in `issues`.
pub fn plan(tables: &Tables, outreach: &Outreach, event: &Event, today: Day) -> PlanView {
    let expected = forecast::expect_heads(tables, &outreach.groups, event);
    let groups = forecast::choose_groups(&outreach.groups, event);
    let budget = add_up_budget(event, &expected);
    let schedule = work_back(event, today);
    let risks = answer_risks(event);
    let n_done = event.schedule.iter().filter(|task| task.done).count() as u32;
    let mut view = PlanView {
        expected,
        budget: budget.rows,
        contingency: budget.contingency,
        budget_total: budget.total,
        run_sheet: lay_out_run_sheet(event),
        waves: order_waves(&tables.facts.contact, event, &outreach.waves),
        wave_minute: defaults::wave_minute(&tables.facts.contact),
        n_risks_open: risks.iter().filter(|risk| risk.answer.is_empty()).count() as u32,
        risks,
        follow_ups: date_follow_ups(event),
        steps: Vec::new(),
        issues: Vec::new(),
        n_ready: (n_done, event.schedule.len() as u32),
        schedule,
        counts: event.counts.clone(),
    };
    view.issues = checks::find_issues(tables, &groups, event, &view, today);
    view.steps = steps::describe_steps(tables, &groups, event, &view);
    view
}

/// The risks of the method, in the guide's order, with what the user does about each.
fn answer_risks(event: &Event) -> Vec<RiskRow> {
    let guide = playbooks::method_guide(event.method);
    guide
        .risks
        .iter()
        .map(|risk| RiskRow {
            key: risk.key.clone(),
            risk: risk.risk.clone(),
            asks: risk.asks.clone(),
            answer: event.risk_answers.get(&risk.key).map_or("", |answer| answer.trim()).to_owned(),
        })
        .collect()
}
