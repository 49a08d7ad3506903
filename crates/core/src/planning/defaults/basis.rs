//! Which of an event's money still is what a new event starts from, and where that came from. An amount
//! that somebody typed and that happens to be the same cannot be told apart: it counts as not said.

use super::worth::{margin_and_source, revenue_and_source};
use super::{ASSUMED_MARGIN, CONTINGENCY, start_line};
use crate::domain::event::{BudgetLine, CostDriver, Event};
use crate::domain::money::Money;
use crate::forecast::grade_letter;
use crate::playbooks;
use crate::table::tables::Tables;
use crate::views::money_basis::{MoneyBasis, MoneyInput, MoneySource};

/// The published share that the contingency starts from.
const CITED_CONTINGENCY: &str = "budget-contingency";

const DRIVERS: [CostDriver; 7] = [
    CostDriver::Fixed,
    CostDriver::PerInvited,
    CostDriver::PerRegistered,
    CostDriver::PerAttended,
    CostDriver::PerOrdered,
    CostDriver::PerStaff,
    CostDriver::PerDay,
];

/// The inputs nobody has said anything else of, in the order in which they are asked for.
pub fn money_basis(tables: &Tables, event: &Event) -> Vec<MoneyBasis> {
    let found = [
        (MoneyInput::Revenue, revenue_source(tables, event)),
        (MoneyInput::Margin, margin_source(tables, event)),
    ];
    let costs =
        DRIVERS.map(|driver| (MoneyInput::Cost(driver), cost_source(tables, event, driver)));
    let staff = [(MoneyInput::Staff, staff_source(event))];
    let contingency = [(MoneyInput::Contingency, contingency_source(event))];
    found
        .into_iter()
        .chain(costs)
        .chain(staff)
        .chain(contingency)
        .filter_map(|(input, source)| Some(MoneyBasis { input, source: source? }))
        .collect()
}

fn revenue_source(tables: &Tables, event: &Event) -> Option<MoneySource> {
    if event.revenue_per_order.high <= Money::ZERO {
        return Some(MoneySource::Missing);
    }
    let (usual, source) = revenue_and_source(tables, event.method);
    (event.revenue_per_order == usual).then_some(source)
}

fn margin_source(tables: &Tables, event: &Event) -> Option<MoneySource> {
    if event.ranges().margin.is_some() {
        return None;
    }
    let (usual, source) =
        margin_and_source(tables).unwrap_or((ASSUMED_MARGIN, MoneySource::Assumed));
    (event.margin == usual).then_some(source)
}

/// Of the lines of a driver those that stand as the guide has them. An event that costs nothing at all
/// has no quote either.
fn cost_source(tables: &Tables, event: &Event, driver: CostDriver) -> Option<MoneySource> {
    let costs = |line: &BudgetLine| line.amount.high > Money::ZERO;
    if driver == CostDriver::Fixed && !event.budget.iter().any(costs) {
        return Some(MoneySource::Missing);
    }
    let guide = playbooks::method_guide(event.method);
    let currency = tables.facts.currency.as_str();
    let is_guides = |line: &&BudgetLine| {
        let usual = guide.budget.iter().filter(|usual| usual.driver == line.driver);
        usual
            .map(|usual| start_line(usual, currency))
            .any(|usual| (&usual.label, usual.amount) == (&line.label, line.amount))
    };
    let lines = event.budget.iter().filter(|line| costs(line) && line.driver == driver);
    let n_lines = lines.clone().filter(is_guides).count() as u32;
    (n_lines > 0).then(|| MoneySource::Guide { n_lines, n_all: lines.count() as u32 })
}

/// Only where staff cost anything.
fn staff_source(event: &Event) -> Option<MoneySource> {
    let is_paid =
        |line: &BudgetLine| line.driver == CostDriver::PerStaff && line.amount.high > Money::ZERO;
    let is_suggested = event.is_staff_suggested() && event.budget.iter().any(is_paid);
    is_suggested.then_some(MoneySource::Assumed)
}

fn contingency_source(event: &Event) -> Option<MoneySource> {
    if event.ranges().contingency.is_some() || event.contingency != CONTINGENCY {
        return None;
    }
    let cited = playbooks::benchmark_rates().iter().find(|rate| rate.key == CITED_CONTINGENCY)?;
    Some(MoneySource::Cited {
        key: cited.key.clone(),
        grade: grade_letter(cited.grade),
        source: cited.source.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::{CITED_CONTINGENCY, CONTINGENCY, money_basis};
    use crate::domain::day::Day;
    use crate::domain::event::{CostDriver, Event};
    use crate::domain::method::Method;
    use crate::domain::money::{Money, MoneyRange};
    use crate::planning::arbitrary::audience;
    use crate::planning::defaults_for_audience;
    use crate::playbooks;
    use crate::table::tables::Tables;
    use crate::views::money_basis::{MoneyInput, MoneySource};

    const TODAY: Day = Day(20_778);

    fn new_event(tables: &Tables, method: Method) -> Event {
        defaults_for_audience(tables, &audience(), method, TODAY)
    }

    fn source_of(tables: &Tables, event: &Event, input: MoneyInput) -> Option<MoneySource> {
        let found = money_basis(tables, event).into_iter().find(|basis| basis.input == input);
        found.map(|basis| basis.source)
    }

    #[test]
    fn a_new_event_of_a_workspace_that_knows_nothing_says_that_its_money_is_invented() {
        let tables = Tables::default();
        let event = new_event(&tables, Method::Seminar);
        let of = |input| source_of(&tables, &event, input);
        assert_eq!(of(MoneyInput::Revenue), Some(MoneySource::Missing));
        assert_eq!(of(MoneyInput::Margin), Some(MoneySource::Assumed));
        let fixed = of(MoneyInput::Cost(CostDriver::Fixed)).expect("the guide has fixed costs");
        let MoneySource::Guide { n_lines, n_all } = fixed else { panic!("{fixed:?}") };
        let fixed = event.budget.iter().filter(|line| line.driver == CostDriver::Fixed);
        let n_costing = fixed.filter(|line| line.amount.high > Money::ZERO).count() as u32;
        assert_eq!((n_lines, n_all), (n_costing, n_costing));
        let Some(MoneySource::Cited { key, grade, .. }) = of(MoneyInput::Contingency) else {
            panic!("nothing is cited")
        };
        assert_eq!((key.as_str(), grade), (CITED_CONTINGENCY, 'C'));
    }

    #[test]
    fn what_was_said_is_no_longer_marked() {
        let tables = Tables::default();
        let mut event = new_event(&tables, Method::Seminar);
        event.revenue_per_order = MoneyRange::exactly(Money(88_000));
        // The middle is the usual one.
        event.set_margin((0.3, 0.5));
        event.set_contingency((0.1, 0.2));
        for line in &mut event.budget {
            line.amount = MoneyRange::exactly(Money(12_300));
        }
        event.n_staff += 1;
        assert_eq!(money_basis(&tables, &event), []);
        // An event for nothing has no quotes either.
        event.budget.clear();
        let found = source_of(&tables, &event, MoneyInput::Cost(CostDriver::Fixed));
        assert_eq!(found, Some(MoneySource::Missing));
    }

    #[test]
    fn staff_that_cost_something_and_were_only_suggested_are_marked() {
        let tables = Tables::default();
        let mut event = new_event(&tables, Method::Seminar);
        event.budget.retain(|line| line.driver == CostDriver::Fixed);
        assert_eq!(source_of(&tables, &event, MoneyInput::Staff), None, "nobody is paid");
        event.budget[0].driver = CostDriver::PerStaff;
        event.budget[0].amount = MoneyRange::exactly(Money(20_000));
        assert_eq!(source_of(&tables, &event, MoneyInput::Staff), Some(MoneySource::Assumed));
        event.n_staff += 1;
        assert_eq!(source_of(&tables, &event, MoneyInput::Staff), None, "somebody said it");
    }

    /// Two past activities with 26 and 34 orders; every product states its margin.
    #[test]
    fn own_orders_and_products_are_named_with_their_numbers() {
        let tables = crate::sample::tables();
        let event = new_event(&tables, Method::Activity);
        let past = |same_method| MoneySource::PastOrders { same_method, n_orders: 60, n_events: 2 };
        assert_eq!(source_of(&tables, &event, MoneyInput::Revenue), Some(past(true)));
        let n_products = tables.products.iter().filter(|it| it.margin.is_some()).count() as u32;
        let margin = source_of(&tables, &event, MoneyInput::Margin);
        assert_eq!(margin, Some(MoneySource::Products { n_products }));
        let seminar = new_event(&tables, Method::Seminar);
        assert_eq!(source_of(&tables, &seminar, MoneyInput::Revenue), Some(past(false)));
    }

    #[test]
    fn the_contingency_starts_from_the_published_one() {
        let mut rates = playbooks::benchmark_rates().iter();
        let cited = rates.find(|rate| rate.key == CITED_CONTINGENCY).expect("it is published");
        assert_eq!(cited.point, CONTINGENCY);
    }
}
