//! An order as a file has it, and what it comes to over what is known: what the file does not say stays.
//! Must not know which rows said it.

use crate::domain::day::Day;
use crate::domain::ids::ProductId;
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::ingest::order_rows::OrderSums;

/// A line as the file has it; `None`: it does not say.
#[derive(Clone, Default)]
pub(super) struct SaidLine {
    pub(super) product: Option<ProductId>,
    pub(super) quantity_milli: Option<i64>,
    pub(super) amount: Money,
    pub(super) discount: Option<Money>,
    pub(super) cost: Option<Money>,
}

/// An order as the file has it.
#[derive(Default)]
pub(super) struct SaidOrder {
    /// Which of the known.
    pub(super) at: u32,
    pub(super) day: Day,
    pub(super) minute: Option<u16>,
    pub(super) lines: Vec<SaidLine>,
    /// What rows without a line come to.
    pub(super) rest: SaidLine,
    /// The file says what the whole order came to: it stands with whichever line came first.
    pub(super) of_total: bool,
    /// What is known, with something that a repaired row adds to it: it is the whole order.
    pub(super) is_repaired: bool,
}

impl SaidOrder {
    /// What its rows come to, where they say it.
    pub(super) fn sums(&self) -> OrderSums {
        let mut sums = OrderSums::default();
        for line in self.lines.iter().chain([&self.rest]) {
            sums.amount += line.amount;
            sums.discount += line.discount.unwrap_or_default();
            add_said(&mut sums.cost, line.cost);
        }
        sums
    }

    /// What is known, with what the file says in its place.
    pub(super) fn over(self, known: &Order) -> Order {
        let says_of = |of: fn(&SaidLine) -> Option<Money>| {
            self.lines.iter().chain([&self.rest]).any(|line| of(line).is_some())
        };
        let (says_discount, says_cost) = (says_of(|line| line.discount), says_of(|line| line.cost));
        let amount = self.rest.amount + self.lines.iter().map(|line| line.amount).sum();
        // A total's discount stands with whichever line came first: no other has it too.
        let inherits = |says: bool| !(self.of_total && says);
        let inherited = Inherited { discount: inherits(says_discount), cost: inherits(says_cost) };
        let mut lines = lines_over(&self.lines, &known.lines, inherited);
        let sum_of_lines: Money = lines.iter().map(|line| line.discount).sum();
        let discount = match says_discount {
            true => self.rest.discount.unwrap_or_default() + sum_of_lines,
            false => known.discount,
        };
        let cost = match says_cost {
            true => {
                let costs = lines.iter().map(|line| line.cost).chain([self.rest.cost]);
                Some(costs.flatten().sum())
            }
            false => known.cost,
        };
        if self.lines.is_empty() {
            lines.clone_from(&known.lines);
            // Of one line it is clear whose sums these are.
            if let [line] = &mut lines[..] {
                (line.amount, line.discount, line.cost) = (amount, discount, cost);
            }
        }
        // The hour belongs to its day.
        let known_minute = known.minute.filter(|_| self.day == known.day);
        Order {
            id: known.id,
            key: known.key.clone(),
            customer: known.customer,
            day: self.day,
            minute: self.minute.or(known_minute),
            amount,
            discount,
            cost,
            lines,
        }
    }
}

/// A new order over those without a number that it is, with what the file does not say of it as they had
/// it. Where they came to something else, nobody can tell what belongs to it.
pub fn over_unnumbered(new: &Order, known: &[Order]) -> Order {
    let known = put_together(known).filter(|known| known.amount == new.amount);
    let Some(known) = known else { return new.clone() };
    // Nobody says that there is no discount.
    let is_said = |discount: &Money| *discount != Money::ZERO;
    let line = |line: &OrderLine| SaidLine {
        product: line.product,
        quantity_milli: Some(line.quantity_milli),
        amount: line.amount,
        discount: Some(line.discount).filter(is_said),
        cost: line.cost,
    };
    let mut said = SaidOrder {
        day: new.day,
        minute: new.minute,
        lines: new.lines.iter().map(line).collect(),
        ..SaidOrder::default()
    };
    // What the order comes to beside its lines.
    let own = said.sums();
    let beside = |cost: Money| cost - own.cost.unwrap_or_default();
    said.rest = SaidLine {
        amount: new.amount - own.amount,
        discount: Some(new.discount - own.discount).filter(is_said),
        cost: new.cost.map(beside).filter(is_said),
        ..SaidLine::default()
    };
    Order { id: new.id, key: new.key.clone(), ..said.over(&known) }
}

/// As if they had always been one order.
fn put_together(orders: &[Order]) -> Option<Order> {
    let (first, others) = orders.split_first()?;
    let mut whole = first.clone();
    for other in others {
        whole.amount += other.amount;
        whole.discount += other.discount;
        add_said(&mut whole.cost, other.cost);
        whole.lines.extend(other.lines.iter().cloned());
    }
    // Lines are an order's all or none.
    if orders.iter().any(|order| order.lines.is_empty()) {
        whole.lines.clear();
    }
    Some(whole)
}

/// Which sums of a known line hold where the file's line says none.
#[derive(Clone, Copy)]
struct Inherited {
    discount: bool,
    cost: bool,
}

/// The file's lines, each with what it does not say as its counterpart has it: the line at its place, or
/// else one of the same product.
fn lines_over(said: &[SaidLine], known: &[OrderLine], inherited: Inherited) -> Vec<OrderLine> {
    let mut is_free = vec![true; known.len()];
    let line = |(at, said): (usize, &SaidLine)| {
        let fits = |place: usize| said.product.is_none_or(|own| known[place].product == Some(own));
        let beside = Some(at).filter(|at| *at < known.len() && is_free[*at] && fits(*at));
        let counterpart =
            beside.or_else(|| (0..known.len()).find(|place| is_free[*place] && fits(*place)));
        if let Some(place) = counterpart {
            is_free[place] = false;
        }
        let known = counterpart.map(|place| &known[place]);
        OrderLine {
            product: said.product.or(known.and_then(|line| line.product)),
            quantity_milli: said
                .quantity_milli
                .unwrap_or_else(|| known.map_or(1_000, |line| line.quantity_milli)),
            amount: said.amount,
            discount: said.discount.unwrap_or_else(|| {
                let known = known.filter(|_| inherited.discount);
                known.map_or(Money::ZERO, |line| line.discount)
            }),
            cost: said.cost.or(known.filter(|_| inherited.cost).and_then(|line| line.cost)),
        }
    };
    said.iter().enumerate().map(line).collect()
}

pub(super) fn add_said(sum: &mut Option<Money>, more: Option<Money>) {
    if let Some(more) = more {
        *sum = Some(sum.unwrap_or_default() + more);
    }
}
