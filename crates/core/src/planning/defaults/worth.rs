//! What an order of a new event may bring, from the workspace's own past.

use super::spread_around;
use crate::domain::method::Method;
use crate::domain::money::{Money, MoneyRange};
use crate::table::tables::Tables;
use crate::views::money_basis::MoneySource;

/// The average order of the event may differ from the usual one by so much either way.
const ORDER_SPREAD: f64 = 0.2;

/// Around what an order of the past events brought; else, for end customers, around the shop's median
/// order or its median price. What a dealer's first order is worth no shop order can tell.
pub(super) fn suggest_revenue(tables: &Tables, method: Method) -> MoneyRange {
    revenue_and_source(tables, method).0
}

/// The same with what it comes from.
pub(super) fn revenue_and_source(tables: &Tables, method: Method) -> (MoneyRange, MoneySource) {
    let shop = || (method != Method::DealerRecruitment).then(|| shop_order(tables)).flatten();
    let (typical, source) =
        order_of_past_events(tables, method).or_else(shop).unwrap_or((0.0, MoneySource::Missing));
    (spread_around(typical, ORDER_SPREAD), source)
}

/// Mean revenue per order of past events, in major units: of the same method if there were any, else
/// of those that also sold to end customers.
fn order_of_past_events(tables: &Tables, method: Method) -> Option<(f64, MoneySource)> {
    let is_to_dealers = |method| method == Method::DealerRecruitment;
    let mean_of = |same_method: bool, is_alike: &dyn Fn(Method) -> bool| {
        let alike = tables.events().filter(|(_, past)| is_alike(past.method));
        let counts = alike.filter_map(|(_, past)| past.counts.as_ref());
        let (mut revenue, mut n_orders, mut n_events) = (0.0, 0, 0);
        for counts in counts.filter(|counts| counts.revenue > Money::ZERO) {
            revenue += counts.revenue.major();
            n_orders = counts.ordered.saturating_add(n_orders);
            n_events += 1;
        }
        let source = MoneySource::PastOrders { same_method, n_orders, n_events };
        (n_orders > 0).then(|| (revenue / f64::from(n_orders), source))
    };
    mean_of(true, &|other| other == method)
        .or_else(|| mean_of(false, &|other| is_to_dealers(other) == is_to_dealers(method)))
}

/// The median order; without orders the median price. Major units.
fn shop_order(tables: &Tables) -> Option<(f64, MoneySource)> {
    let mut orders: Vec<i64> = tables
        .orders
        .chunks()
        .iter()
        .flat_map(|chunk| chunk.data().amounts.iter().copied())
        .filter(|amount| *amount > 0)
        .collect();
    let mut prices: Vec<i64> = tables
        .products
        .iter()
        .filter_map(|product| product.price)
        .map(|price| price.0)
        .filter(|price| *price > 0)
        .collect();
    let (n_orders, n_products) = (orders.len() as u32, prices.len() as u32);
    let order = lower_median(&mut orders).zip(Some(MoneySource::ShopOrders { n_orders }));
    let price = || lower_median(&mut prices).zip(Some(MoneySource::Prices { n_products }));
    let (typical, source) = order.or_else(price)?;
    Some((Money(typical).major(), source))
}

fn lower_median(amounts: &mut [i64]) -> Option<i64> {
    let middle = amounts.len().checked_sub(1)? / 2;
    Some(*amounts.select_nth_unstable(middle).1)
}

/// The mean of the margins the products state.
pub(super) fn suggest_margin(tables: &Tables) -> Option<f64> {
    margin_and_source(tables).map(|(margin, _)| margin)
}

/// The same with what it comes from.
pub(super) fn margin_and_source(tables: &Tables) -> Option<(f64, MoneySource)> {
    let margins: Vec<f64> = tables
        .products
        .iter()
        .filter_map(|product| product.margin)
        .filter(|margin| (0.0..=1.0).contains(margin))
        .collect();
    let mean = margins.iter().sum::<f64>() / margins.len() as f64;
    let source = MoneySource::Products { n_products: margins.len() as u32 };
    (mean > 0.0).then(|| ((mean * 100.0).round() / 100.0, source))
}
