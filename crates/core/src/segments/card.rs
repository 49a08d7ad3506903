//! One customer with everything known, and the reasons of the class.

use super::Derived;
use super::audience::{channel_obstacles, obstacle_today};
use super::points::{BUYER_MEASURES, N_CONTRIBUTION, ranked_fact, weights};
use super::reasons::given_reasons;
use super::record_log::record_lines;
use super::referrals::referred_by;
use super::standing::Measured;
use super::why_class::{rhythm, why_class};
use crate::contact::blacklist::Blacklist;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::domain::interaction::Interaction;
use crate::domain::order::{Order, OrderLine};
use crate::table::tables::Tables;
use crate::views::table::{Cell, CustomerCard, Measure, OrderEntry, Reason, ScoreCard};

/// Entries of one list on the card.
const MAX_ENTRIES: usize = 200;

/// `None` for a customer who is not there.
pub fn card(tables: &Tables, derived: &Derived, id: CustomerId) -> Option<CustomerCard> {
    let customer = tables.customers.get(id)?;
    let place = derived.place_of(id)?;
    let standing = derived.standings[place];
    let purchases = &derived.purchases[place];
    let (contribution, loyalty) = reasons(derived, place, customer);
    let settings = &derived.board;
    Some(CustomerCard {
        customer: customer.clone(),
        has_wrong_number: of_customer(tables, id)
            .any(|contact| contact.proves_wrong(&customer.phone)),
        blocked: Blacklist::of(tables).hits(customer).into_iter().cloned().collect(),
        obstacle: obstacle_today(tables, customer, derived, place),
        channel_obstacles: channel_obstacles(tables, customer, derived, place),
        placed: standing.placed,
        why: why_class(derived, place, |measure| found(derived, place, customer, measure)),
        contribution: ScoreCard {
            score: standing.contribution,
            cut: settings.contribution_cut,
            reasons: contribution,
        },
        loyalty: ScoreCard { score: standing.loyalty, cut: settings.loyalty_cut, reasons: loyalty },
        stage: derived.stages[place],
        spend_total: purchases.spend_total,
        spend_last_year: purchases.spend_last_year,
        n_purchase_days: purchases.n_purchase_days,
        n_orders: purchases.n_orders,
        rhythm: rhythm(derived, place),
        discount_share: purchases.discount_share(),
        first_purchase: purchases.first_purchase,
        last_purchase: purchases.last_purchase,
        data_end: derived.data_end,
        orders: newest_orders(tables, id),
        interactions: newest_interactions(tables, id),
        record: record_lines(tables, derived, customer, place, MAX_ENTRIES),
        reasons: given_reasons(tables, customer),
        referred: referred_by(tables, derived, customer),
    })
}

/// What the two scores rest on, measure by measure.
fn reasons(derived: &Derived, place: usize, customer: &Customer) -> (Vec<Reason>, Vec<Reason>) {
    match &derived.measured[place] {
        Measured::Buyer(points) => {
            let weights = weights(&derived.board);
            let half = |measures: std::ops::Range<usize>| -> Vec<Reason> {
                let known_weight: f64 =
                    measures.clone().filter(|at| !points[*at].is_nan()).map(|at| weights[at]).sum();
                let reason = |at: usize| {
                    let found = found(derived, place, customer, BUYER_MEASURES[at]);
                    let points = f64::from(points[at]);
                    let known = !points.is_nan() && known_weight > 0.0;
                    let weight = if known { 100.0 * weights[at] / known_weight } else { 0.0 };
                    let points = if known { points * weight / 100.0 } else { 0.0 };
                    Reason { measure: BUYER_MEASURES[at], found, points, weight }
                };
                measures.map(reason).collect()
            };
            (half(0..N_CONTRIBUTION), half(N_CONTRIBUTION..BUYER_MEASURES.len()))
        }
        Measured::Lead(points) => {
            let only = |measure: Measure, points: Option<f32>| {
                vec![Reason {
                    measure,
                    found: points.and_then(|_| found(derived, place, customer, measure)),
                    points: points.map_or(0.0, f64::from),
                    weight: if points.is_some() { 100.0 } else { 0.0 },
                }]
            };
            (
                only(Measure::PurchasingPower, points.purchasing_power),
                only(Measure::Attention, points.attention),
            )
        }
    }
}

/// The fact behind the points: money for spend and budget; a share for margin; counts for referred
/// orders, repeat purchases and engagement or attention (days); days of silence for recency; the
/// variation of the intervals for regularity (0 like clockwork, 1 as by chance).
fn found(derived: &Derived, place: usize, customer: &Customer, measure: Measure) -> Option<Cell> {
    let purchases = &derived.purchases[place];
    let contacts = &derived.contacts;
    match measure {
        Measure::Spend => Some(Cell::Money(purchases.spend_total)),
        Measure::Membership => customer.member.map(Cell::YesNo),
        Measure::PurchasingPower => customer
            .budget
            .map(Cell::Money)
            .or(customer.spending_power.map(|power| Cell::Number(f64::from(power)))),
        Measure::Attention => Some(Cell::Number(f64::from(contacts.facts[place].n_engaged_days))),
        _ => {
            let data_end = derived.data_end?;
            ranked_fact(measure, purchases, contacts, place, data_end).map(Cell::Number)
        }
    }
}

fn newest_orders(tables: &Tables, id: CustomerId) -> Vec<OrderEntry> {
    let mut orders = tables.orders.of_customer(id);
    orders.sort_by_key(|order| std::cmp::Reverse((order.day, order.minute, order.id)));
    orders.truncate(MAX_ENTRIES);
    orders.into_iter().map(|order| entry(tables, order)).collect()
}

fn entry(tables: &Tables, order: Order) -> OrderEntry {
    let line = |line: OrderLine| {
        let product = line.product.and_then(|product| tables.products.get(product));
        let name = product.map(|product| product.name.clone()).unwrap_or_default();
        (name, line.quantity_milli, line.amount)
    };
    OrderEntry {
        id: order.id,
        key: order.key,
        day: order.day,
        amount: order.amount,
        discount: order.discount,
        lines: order.lines.into_iter().map(line).collect(),
    }
}

fn newest_interactions(tables: &Tables, id: CustomerId) -> Vec<Interaction> {
    let mut found: Vec<Interaction> = of_customer(tables, id).cloned().collect();
    found.sort_by_key(|interaction| std::cmp::Reverse((interaction.day, interaction.id)));
    found.truncate(MAX_ENTRIES);
    found
}

fn of_customer(tables: &Tables, id: CustomerId) -> impl Iterator<Item = &Interaction> {
    tables.interactions.iter().filter(move |interaction| interaction.customer == id)
}

#[cfg(test)]
mod tests {
    use super::card;
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::domain::ids::CustomerId;
    use crate::segments::derive;
    use crate::segments::test_tables::{add_orders, order, workspace};
    use crate::views::table::{Cell, Counting, Measure};

    /// Membership that is known and weighs nothing is not "not known", and the other way about.
    #[test]
    fn what_weighs_nothing_is_told_apart_from_what_is_not_known() {
        let member = Customer { member: Some(true), ..Customer::default() };
        let mut tables = workspace(vec![member, Customer::default()]);
        add_orders(&mut tables, vec![order(1, 0, 100), order(2, 5, 200)]);
        let board = &mut std::sync::Arc::make_mut(&mut tables.facts).board;
        (board.recency, board.membership) = (20.0, 10.0);
        let counting = |tables: &_, id| {
            let card = card(tables, &derive(tables, Day(9)), CustomerId(id)).unwrap();
            let mut reasons = card.loyalty.reasons.into_iter();
            let reason = reasons.find(|reason| reason.measure == Measure::Membership).unwrap();
            (reason.counting(), reason.found)
        };
        let found = Some(Cell::YesNo(true));
        assert_eq!(counting(&tables, 1), (Counting::Counts, found.clone()));
        assert_eq!(counting(&tables, 2), (Counting::NotKnown, None));
        std::sync::Arc::make_mut(&mut tables.facts).board.membership = 0.0;
        assert_eq!(counting(&tables, 1), (Counting::WeighsNothing, found));
        assert_eq!(counting(&tables, 2), (Counting::NotKnown, None));
    }
}
