//! What scripts and messages are filled with of one customer.

use crate::domain::ids::CustomerId;
use crate::segments::{Derived, lenses};
use crate::table::tables::Tables;
use crate::views::calls::PersonFacts;
use crate::words::scripts;

/// `None` for a customer who is not there.
pub fn person_facts(tables: &Tables, derived: &Derived, id: CustomerId) -> Option<PersonFacts> {
    let customer = tables.customers.get(id)?;
    let place = derived.place_of(id)?;
    let last_purchase = derived.purchases[place].last_purchase;
    Some(PersonFacts {
        name: customer.name.clone(),
        last_purchase,
        last_bought: last_purchase.and_then(|day| lenses::bought_on(tables, id, day)),
        usual_category: lenses::usual_category(tables, id),
        member: (customer.member == Some(true)).then(scripts::member),
    })
}

#[cfg(test)]
mod tests {
    use super::person_facts;
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::domain::ids::{CustomerId, ProductId};
    use crate::domain::money::Money;
    use crate::domain::order::{Order, OrderLine};
    use crate::domain::product::Product;
    use crate::segments::derive;
    use crate::segments::test_tables::{add_orders, order, workspace};

    /// Ann: 900 of 1,500 on tea, in each of three orders. Bob: 200 of 500, which is no habit. Cid has not
    /// bought. Dan: all on tea, but in two orders only. Eve: 3,000 of 3,300 on tea, but in one of four
    /// orders.
    #[test]
    fn only_what_is_known_is_said() {
        let customer =
            |name: &str, member| Customer { name: name.into(), member, ..Customer::default() };
        let people = [
            ("Ann", Some(true)),
            ("Bob", Some(false)),
            ("Cid", None),
            ("Dan", None),
            ("Eve", None),
        ];
        let mut tables = workspace(people.map(|(name, member)| customer(name, member)).to_vec());
        let products = [("Oolong", "tea"), ("Two cups", "cups"), ("", "books")];
        tables.products.append(products.iter().zip(1..).map(|((name, category), id)| Product {
            id: ProductId(id),
            name: (*name).into(),
            category: (*category).into(),
            ..Product::default()
        }));
        let line = |(product, amount)| OrderLine {
            product: Some(ProductId(product)),
            quantity_milli: 1_000,
            amount: Money(amount),
            discount: Money::ZERO,
            cost: None,
        };
        let bought = |customer, day, lines: &[(u32, i64)]| Order {
            lines: lines.iter().copied().map(line).collect(),
            ..order(customer, day, 500)
        };
        let orders = [
            bought(1, 20, &[(1, 300), (2, 200)]),
            bought(1, 30, &[(1, 300), (2, 200)]),
            bought(1, 40, &[(1, 300), (2, 200)]),
            bought(2, 30, &[(1, 200), (2, 160), (3, 140)]),
            bought(4, 30, &[(1, 500)]),
            bought(4, 31, &[(1, 500)]),
            bought(5, 30, &[(1, 3_000)]),
            bought(5, 31, &[(2, 100)]),
            bought(5, 32, &[(2, 100)]),
            bought(5, 33, &[(3, 100)]),
        ];
        add_orders(&mut tables, orders.to_vec());
        let derived = derive(&tables, Day(50));
        let facts = |id| {
            let facts = person_facts(&tables, &derived, CustomerId(id)).unwrap();
            let member = facts.member.map(|word| word.en);
            (facts.name, facts.last_purchase, facts.last_bought, facts.usual_category, member)
        };
        let said = |word: &str| Some(word.to_owned());
        let ann = ("Ann".into(), Some(Day(40)), said("Oolong"), said("tea"), said("member"));
        assert_eq!(facts(1), ann);
        assert_eq!(facts(2), ("Bob".into(), Some(Day(30)), said("Oolong"), None, None));
        assert_eq!(facts(3), ("Cid".into(), None, None, None, None));
        assert_eq!(facts(4), ("Dan".into(), Some(Day(31)), said("Oolong"), None, None));
        // A product without a name is told by its category.
        assert_eq!(facts(5), ("Eve".into(), Some(Day(33)), said("books"), None, None));
        assert_eq!(person_facts(&tables, &derived, CustomerId(6)), None);
    }
}
