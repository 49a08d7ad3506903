//! What is known of some people that speaks for a method of gathering them: from their portrait, and counted.

use super::host::Host;
use super::segmenting::{draw_portrait, passing};
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::planning::read_people;
use crate::protocol::EngineError;
use crate::views::recommend::{PeopleRead, Whom};
use crate::views::rule::{Condition, Join, Rule};
use crate::views::table::{Column, Filter, Test};

/// On so many days somebody has bought who came back.
const CAME_BACK: f64 = 2.0;

/// # Errors
/// The request was cancelled.
pub async fn read_whom(
    open: &Snapshot,
    whom: Whom,
    host: &impl Host,
    today: Day,
) -> Result<PeopleRead, EngineError> {
    let rule = rule_of(whom);
    let portrait = draw_portrait(open, &rule, host, today).await?;
    let came_back = Test::Between { low: Some(CAME_BACK), high: None };
    let n_returning = count(open, &rule, Column::PurchaseDays, came_back, host, today).await?;
    let n_companies = count(open, &rule, Column::Company, Test::Filled(true), host, today).await?;
    Ok(read_people(whom, &portrait, n_returning, n_companies))
}

/// How many of those who pass a rule also pass this test.
async fn count(
    open: &Snapshot,
    rule: &Rule,
    column: Column,
    test: Test,
    host: &impl Host,
    today: Day,
) -> Result<u32, EngineError> {
    let both = Rule::Group(Join::All, vec![rule.clone(), field(column, test)]);
    let derived = open.derived(today);
    let is_in = passing(&open.tables, &derived, &both, host).await?;
    Ok(is_in.iter().filter(|is_in| **is_in).count() as u32)
}

fn rule_of(whom: Whom) -> Rule {
    match whom {
        Whom::Everybody => Rule::default(),
        Whom::Class(class) => {
            let classes = vec![class];
            let test = Test::ClassIs { classes, expected: Some(false), borderline: None };
            field(Column::Class, test)
        }
        Whom::Segment(id) => field(Column::Segment(id), Test::IsYes(true)),
    }
}

fn field(column: Column, test: Test) -> Rule {
    Rule::Is(Condition::Field(Filter { column, test }))
}
