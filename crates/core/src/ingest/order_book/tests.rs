use super::OrderBook;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::money::Money;
use crate::ingest::order_rows::OrderRow;
use crate::ingest::product_index::ProductRow;
use crate::table::orders::{ORDERS_PER_CHUNK, OrderTable};
use crate::views::import::OrderPolicy;

fn open(orders: &OrderTable, next_id: u32, has_keys: bool) -> OrderBook {
    OrderBook::new(orders, next_id, has_keys, OrderPolicy::TakeFile)
}

fn add(book: &mut OrderBook, key: &str, amount: i64) {
    let row = OrderRow {
        key: key.into(),
        day: Day(20_000),
        minute: None,
        amount: Money(amount),
        discount: Some(Money(1)),
        cost: (amount == 3).then_some(Money(2)),
        quantity_milli: Some(1_000),
        says_quantity: true,
        says_total: false,
        has_plain_total: false,
        is_refund: amount < 0,
        product: ProductRow::default(),
    };
    book.add(CustomerId(1), row, 2, Some(ProductId(amount as u32)));
}

/// An order of an earlier import, then more than a chunk of new ones; all of them are there once
/// more afterwards, each with a second line.
#[test]
fn lines_find_their_order_wherever_it_is() {
    let mut first = open(&OrderTable::default(), 1, true);
    add(&mut first, "before", 5);
    let (before, next_id, _) = first.finish();
    let mut book = open(&before, next_id, true);
    let n_orders = ORDERS_PER_CHUNK + 10;
    for amount in [3, 4] {
        add(&mut book, "before", 9);
        for n in 0..n_orders {
            add(&mut book, &format!("n{n}"), amount);
        }
        add(&mut book, "", 7);
    }
    assert_eq!((book.n_new(), book.n_lines()), (n_orders + 2, 2 * n_orders + 2));
    let (table, next_id, known) = book.finish();
    assert_eq!((known.n_known, known.n_different), (1, 1));
    assert_eq!((table.len(), next_id as usize), (n_orders + 3, n_orders + 4));
    let lengths: Vec<usize> = table.chunks().iter().map(|chunk| chunk.data().len()).collect();
    assert_eq!(lengths, [ORDERS_PER_CHUNK, 13]);
    for (n, order) in table.of_customer(CustomerId(1)).into_iter().enumerate() {
        assert_eq!(order.id, OrderId(n as u32 + 1));
        let products: Vec<u32> =
            order.lines.iter().map(|line| line.product.unwrap_or_default().0).collect();
        match order.key.as_str() {
            "before" => assert_eq!((order.amount, products), (Money(18), vec![9, 9])),
            "" => assert_eq!((order.amount, products), (Money(7), vec![7])),
            _ => {
                assert_eq!((order.amount, order.discount), (Money(7), Money(2)));
                assert_eq!((order.cost, products), (Some(Money(2)), vec![3, 4]));
            }
        }
    }
}

#[test]
fn orders_without_a_number_are_known_as_often_as_they_were_there() {
    let mut first = open(&OrderTable::default(), 1, false);
    for amount in [5, 5, 6, -5] {
        add(&mut first, "", amount);
    }
    let (before, next_id, _) = first.finish();
    assert_eq!(before.len(), 4);
    let mut book = open(&before, next_id, false);
    for amount in [5, -5, 5, 5, 6, 7] {
        add(&mut book, "", amount);
    }
    assert_eq!(book.n_new(), 2);
    let (table, _, known) = book.finish();
    assert_eq!(known.n_known, 4);
    let amounts: Vec<i64> =
        table.of_customer(CustomerId(1)).iter().map(|order| order.amount.0).collect();
    assert_eq!(amounts, [5, 5, 6, -5, 5, 7]);
}

#[test]
fn a_chunk_to_which_nothing_is_added_stays_shared() {
    let mut first = open(&OrderTable::default(), 1, true);
    add(&mut first, "before", 5);
    let (before, next_id, _) = first.finish();
    let mut book = open(&before, next_id, true);
    add(&mut book, "before", 5);
    let (after, _, _) = book.finish();
    assert!(std::sync::Arc::ptr_eq(&before.chunks()[0], &after.chunks()[0]));
}
