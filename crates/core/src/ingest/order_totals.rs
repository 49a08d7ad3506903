//! Whether a column of sums has what each line of an order costs, or in every line once more what the whole
//! order came to. Goes by the rows that were looked at; must not know what becomes of them.

use std::collections::{HashMap, HashSet};

use super::column_guess::Guess;
use super::header_words;
use super::values::{cell, number};
use crate::domain::cut_number::is_cut_short;
use crate::domain::money::Money;
use crate::views::import::ColumnRole::{
    self, Category, CustomerKey, Email, Name, OrderAmount, OrderDate, OrderKey, OrderTotal, Phone,
    ProductKey, ProductName, Quantity,
};
use crate::views::import::{DecimalMark, GuessReason};

/// Parts of names of what a whole order comes to.
const OF_ORDERS: [&str; 6] = ["订单", "整单", "总", "合计", "order", "total"];
/// Parts of names of what one line costs.
const OF_LINES: [&str; 6] = ["line", "item", "product", "商品", "产品", "明细"];
/// So many orders with one sum each leave no chance, whatever the column is called.
const ENOUGH_ORDERS: usize = 3;

/// The rows of one order.
struct OrderRows {
    sum: Money,
    first_line: Vec<String>,
    has_other_line: bool,
    has_one_sum: bool,
}

/// The column of amounts becomes one of totals where nearly all orders with rows of different products have
/// one sum in all of them. `names` are the columns' own.
pub fn find_repeated(
    rows: &[Vec<String>],
    names: &[String],
    guesses: &mut [Guess],
    mark: DecimalMark,
) {
    let place = |role: ColumnRole| guesses.iter().position(|guess| guess.role == role);
    let (Some(key), Some(amount)) = (place(OrderKey), place(OrderAmount)) else {
        return;
    };
    let places = |roles: &[ColumnRole]| -> Vec<usize> {
        (0..guesses.len()).filter(|at| roles.contains(&guesses[*at].role)).collect()
    };
    let of_line = places(&[ProductKey, ProductName, Category, Quantity]);
    if of_line.is_empty() {
        return;
    }
    // Numbers may be counted per customer, and what is paid on another day is another payment.
    let of_order = places(&[CustomerKey, Phone, Email, Name, OrderDate]);
    let mut orders: HashMap<Vec<String>, OrderRows> = HashMap::new();
    for row in rows {
        let text = |at: usize| -> String {
            cell::clean_line(row.get(at).map_or("", String::as_str)).into_owned()
        };
        let sum = number::read_money(&text(amount), mark).unwrap_or_default();
        // What is paid back under the number of a sale is an order of its own.
        let number = text(key);
        if cell::is_nothing(&number) || is_cut_short(&number) || sum < Money::ZERO {
            continue;
        }
        let name = [key].iter().chain(&of_order).map(|at| text(*at)).collect();
        let line: Vec<String> = of_line.iter().map(|at| text(*at)).collect();
        let order = orders.entry(name).or_insert_with(|| OrderRows {
            sum,
            first_line: line.clone(),
            has_other_line: false,
            has_one_sum: sum > Money::ZERO,
        });
        order.has_other_line |= order.first_line != line;
        order.has_one_sum &= order.sum == sum;
    }
    let several: Vec<&OrderRows> = orders.values().filter(|order| order.has_other_line).collect();
    let sums = several.iter().filter(|order| order.has_one_sum).map(|order| order.sum);
    let n_of_one_sum = sums.clone().count();
    let n_different = sums.collect::<HashSet<Money>>().len();
    let name = header_words::plain_name(names.get(amount).map_or("", String::as_str));
    let is_named = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let is_of_orders = is_named(&OF_ORDERS) && !is_named(&OF_LINES);
    let is_enough = match is_of_orders {
        true => n_of_one_sum > 0,
        // Where everything costs the same, so does every line.
        false => n_of_one_sum >= ENOUGH_ORDERS && n_different > 1,
    };
    if is_enough && n_of_one_sum * 10 >= several.len() * 9 {
        guesses[amount] = Guess::new(OrderTotal, 0.75, GuessReason::Cells);
    }
}
