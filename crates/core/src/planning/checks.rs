//! What is still open in a plan, step by step, said beside the field it belongs to.
//!
//! Required issues keep a plan from being marked as planned; hints only point. Each names what is
//! wrong and what to do about it.

mod audience;
mod brief;
mod budget;
mod day;
mod waves;

use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::text::Text;
use crate::forecast::{InvitedGroup, Rates};
use crate::table::tables::Tables;
use crate::views::plan::{PlanIssue, PlanView};

/// Everything open, in the order of the wizard's steps.
pub fn find_issues(
    tables: &Tables,
    groups: &[InvitedGroup],
    event: &Event,
    view: &PlanView,
    today: Day,
) -> Vec<PlanIssue> {
    let mut issues = Issues { found: Vec::new() };
    brief::check_goal(&mut issues, tables, event);
    brief::check_offer(&mut issues, event);
    brief::check_method(&mut issues, event);
    audience::check_audience(&mut issues, tables, groups, event, today);
    waves::check_waves(&mut issues, tables, event, view);
    let invited = groups.iter().filter(|group| group.n_invited > 0).map(|group| &group.group);
    let knows_guests = Rates::believe(tables, event).know_guests(invited);
    day::check_when(&mut issues, event, view, knows_guests, today);
    budget::check_budget(&mut issues, event);
    day::check_team(&mut issues, event);
    day::check_schedule(&mut issues, event, view);
    day::check_run_sheet(&mut issues, event, view);
    budget::check_counts(&mut issues, event);
    issues.found
}

/// What has been found so far.
struct Issues {
    found: Vec<PlanIssue>,
}

impl Issues {
    fn require(&mut self, step: &str, field: &str, message: Text) {
        self.add(step, field, message, true);
    }

    fn hint(&mut self, step: &str, field: &str, message: Text) {
        self.add(step, field, message, false);
    }

    fn add(&mut self, step: &str, field: &str, message: Text, required: bool) {
        let (step, field) = (step.to_owned(), field.to_owned());
        self.found.push(PlanIssue { step, field, message, required });
    }
}
