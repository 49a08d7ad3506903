//! Workspaces as they may come to be, at random: what people type, say and order, and every kind of
//! field of their own.

use std::collections::BTreeMap;

use meadow_core::domain::class::Class;
use meadow_core::domain::consent::{Channel, ChannelConsent, Consent, OptOut, Permission};
use meadow_core::domain::customer::{ClassOverride, Customer, CustomerNote, Stage};
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, OrderId, ProductId};
use meadow_core::domain::keeping::{KeepAnswers, KeepQuestion};
use meadow_core::domain::money::Money;
use meadow_core::domain::order::{Order, OrderLine};
use meadow_core::domain::personality::Personality;
use meadow_core::domain::product::Product;
use meadow_core::domain::reason::{ReasonSource, RecordedReason, add_missing};
use meadow_core::domain::workspace::{CustomField, FieldKind};
use meadow_core::ingest::values::word::read_yes_no;
use meadow_core::table::tables::Tables;
use proptest::prelude::*;

/// A field of every kind, and one of which nobody has said what it holds.
const FIELDS: [(&str, &str, Option<FieldKind>); 7] = [
    ("pet", "Pet 宠物名", None),
    ("motto", "Motto 座右铭", Some(FieldKind::Text)),
    ("weight", "Weight 体重", Some(FieldKind::Number)),
    ("deposit", "Deposit 押金", Some(FieldKind::Money)),
    ("vaccinated", "Vaccinated 疫苗", Some(FieldKind::Date)),
    ("coat", "Coat 毛色", Some(FieldKind::Choice)),
    ("neutered", "Neutered 绝育", Some(FieldKind::YesNo)),
];

/// Words as people type them, some of which look like something else.
fn words() -> impl Strategy<Value = String> {
    let odd = [
        "=1+1",
        "+86",
        "@me",
        "-x",
        "00123",
        "1e5",
        "a,b",
        "a;b",
        "say \"hi\"",
        "<b>",
        "O'Neil",
        "{name}",
        "长 名字",
        "２０２６",
        "TRUE",
        "是",
    ];
    prop_oneof![
        3 => "[a-zA-Z赵钱孙李宠物猫狗]{1,6}( [a-z赵钱]{1,4})?",
        1 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned),
        2 => Just(String::new()),
    ]
}

/// For every channel something, with or without its day, source and purpose.
fn consent() -> impl Strategy<Value = Consent> {
    let permission = prop::sample::select(Permission::ALL.to_vec());
    let day = || prop::option::of((15_000..20_000_i32).prop_map(Day));
    let said =
        (permission, day(), words(), words()).prop_map(|(permission, day, source, purpose)| {
            ChannelConsent { permission, day, source, purpose }
        });
    let opt_out = (day(), words()).prop_map(|(day, source)| OptOut { day, source });
    (prop::array::uniform6(said), prop::option::weighted(0.2, opt_out)).prop_map(
        |(channels, opt_out)| Consent {
            channels: Channel::ALL.into_iter().zip(channels).collect(),
            opt_out,
        },
    )
}

/// Each with its day, some of several lines.
fn notes() -> impl Strategy<Value = Vec<CustomerNote>> {
    let note = (15_000..20_000_i32, "[a-z狗猫0-9]{1,5}( [a-z:0-9]{1,5}){0,2}(\n[a-z-]{1,4}){0,2}")
        .prop_map(|(day, text)| CustomerNote { day: Day(day), text });
    prop::collection::vec(note, 0..3)
}

/// Of the playbooks or in own words, each once.
fn reasons() -> impl Strategy<Value = Vec<RecordedReason>> {
    let key =
        prop::sample::select(vec!["price", "waiting-right-time", "搬家, (soon)", "=1+1", "x: y"]);
    let source = prop::sample::select(ReasonSource::ALL.to_vec());
    let reason = (key, 15_000..20_000_i32, source).prop_map(|(key, day, source)| RecordedReason {
        key: key.into(),
        day: Day(day),
        source,
    });
    prop::collection::vec(reason, 0..4).prop_map(|reasons| {
        let mut once = Vec::new();
        add_missing(&mut once, reasons);
        once
    })
}

/// In the plain form that values are kept in; now and then what is none of the field's kind.
fn value_of(kind: Option<FieldKind>) -> BoxedStrategy<String> {
    let number = || {
        (-9_999..9_999_i32, 0..100_u8).prop_map(|(whole, hundredths)| {
            let fraction = format!("{hundredths:02}");
            match fraction.trim_end_matches('0') {
                "" => whole.to_string(),
                fraction => format!("{whole}.{fraction}"),
            }
        })
    };
    let day = (10_000..20_000_i32).prop_map(|day| Day(day).to_string());
    let typed = match kind {
        // Digits alone are a number where nobody has said otherwise, and kept as one.
        None | Some(FieldKind::Text) => {
            return words()
                .prop_filter("as an import leaves it", |word| word != "２０２６")
                .boxed();
        }
        Some(FieldKind::Choice) => {
            return prop::sample::select(vec!["金毛", "short hair", "a, b", ""])
                .prop_map(str::to_owned)
                .boxed();
        }
        Some(FieldKind::Number | FieldKind::Money) => number().boxed(),
        Some(FieldKind::Date) => (day, prop::option::of((0..24_u8, 0..60_u8)))
            .prop_map(|(day, time)| match time {
                Some((hour, minute)) => format!("{day} {hour:02}:{minute:02}"),
                None => day,
            })
            .boxed(),
        Some(FieldKind::YesNo) => {
            prop::sample::select(vec!["yes", "no"]).prop_map(str::to_owned).boxed()
        }
    };
    prop_oneof![8 => typed, 3 => Just(String::new()), 1 => Just("not sure".to_owned())].boxed()
}

fn fields() -> impl Strategy<Value = BTreeMap<String, String>> {
    let values: Vec<_> = FIELDS.iter().map(|(_, _, kind)| value_of(*kind)).collect();
    values.prop_map(|values| {
        let keys = FIELDS.iter().map(|(key, ..)| (*key).to_owned());
        keys.zip(values).filter(|(_, value)| !value.is_empty()).collect()
    })
}

/// Set by hand, with or without why.
fn class_override() -> impl Strategy<Value = Option<ClassOverride>> {
    let note = prop_oneof![words(), "[a-z狗]{1,4}\n[a-z]{1,4}"];
    let set = (prop::sample::select(Class::ALL.to_vec()), note)
        .prop_map(|(class, note)| ClassOverride { class, note });
    prop::option::of(set)
}

/// Some of the questions of whom to keep, answered.
fn keeping() -> impl Strategy<Value = KeepAnswers> {
    let question = prop::sample::select(KeepQuestion::ALL.to_vec());
    prop::collection::btree_map(question, any::<bool>(), 0..3)
}

fn customer(number: u32) -> impl Strategy<Value = Customer> {
    let texts = (words(), words(), words(), words(), words(), words());
    let facts = (
        prop::option::of(1930..2010_i16),
        prop::option::of((10_000..20_000_i32).prop_map(Day)),
        any::<Option<bool>>(),
        prop::option::of(prop::sample::select(Stage::ALL.to_vec())),
        prop::option::of((0..10_000_000_i64).prop_map(Money)),
        prop::option::of(0..=100_u8),
    );
    let contact = (any::<bool>(), any::<bool>(), prop::sample::select(vec!["", "+86 ", "0086"]));
    // Two numbers in a cell.
    let second = prop::sample::select(vec!["", "", "", " / ", "、", "; "]);
    let tags = prop::collection::btree_set("[a-z狗猫]{1,4}", 0..3);
    let company_id = prop::sample::select(vec!["", "", "91350100M000100Y43", "HRB 12345"]);
    let more = (tags, notes(), fields(), reasons(), class_override(), company_id, keeping());
    let usual = Personality::ALL.map(|usual| usual.slug().to_owned());
    let nature = (second, words(), prop_oneof![words(), prop::sample::select(usual.to_vec())]);
    (texts, facts, contact, consent(), nature, more).prop_map(
        move |(texts, facts, contact, consent, (second, occupation, personality), more)| {
            let (tags, notes, fields, reasons, class_override, company_id, keeping) = more;
            let (name, wechat, company, region, sex, lead_source) = texts;
            let (birth_year, known_since, member, stage, budget, spending_power) = facts;
            let (has_phone, has_email, country) = contact;
            let mut customer = Customer {
                key: format!("{number:05}"),
                name,
                wechat: if wechat.is_empty() { wechat } else { format!("{wechat}{number}") },
                company,
                company_id: company_id.into(),
                region,
                sex,
                occupation,
                personality,
                lead_source,
                birth_year,
                known_since,
                member,
                stage,
                budget,
                spending_power,
                tags: tags.into_iter().collect(),
                fields,
                class_override,
                keeping,
                ..Customer::default()
            };
            if has_phone {
                customer.phone = format!("{country}138{number:08}{second}");
                if !second.is_empty() {
                    customer.phone.push_str(&format!("139{number:08}"));
                }
            }
            if has_email {
                customer.email = format!("a{number}@example.com");
            }
            if number > 1 {
                customer.referred_by_key = format!("{:05}", number - 1);
            }
            customer.consent = consent;
            customer.notes = notes;
            customer.reasons = reasons;
            customer
        },
    )
}

fn order(n_customers: u32) -> impl Strategy<Value = Order> {
    let line = (prop::option::of(0..3_u32), 1..9_000_i64, 0..1_000_000_i64, 0..5_000_i64).prop_map(
        |(product, quantity_milli, amount, discount)| OrderLine {
            product: product.map(|at| ProductId(at + 1)),
            quantity_milli,
            amount: Money(amount),
            discount: Money(discount),
            cost: (discount > 2_500).then_some(Money(discount)),
        },
    );
    let head = (1..=n_customers, 15_000..20_000_i32, prop::option::of(1..1_440_u16), any::<bool>());
    // What was given back is an order of its own, below nothing.
    let sums = (1..900_000_i64, prop::option::of(0..9_000_i64), prop::bool::weighted(0.2));
    (head, prop::collection::vec(line, 0..4), sums).prop_map(
        |((customer, day, minute, has_key), mut lines, (sum, cost, is_refund))| {
            let sign = if is_refund { -1 } else { 1 };
            lines.iter_mut().for_each(|line: &mut OrderLine| line.amount.0 *= sign);
            Order {
                id: OrderId(0),
                key: if has_key { "key".into() } else { String::new() },
                customer: CustomerId(customer),
                day: Day(day),
                minute,
                amount: match lines.is_empty() {
                    true => Money(sum * sign),
                    false => lines.iter().map(|line| line.amount).sum(),
                },
                discount: lines.iter().map(|line| line.discount).sum(),
                // Of lines, each has its own.
                cost: cost.map(Money).filter(|_| lines.is_empty()),
                lines,
            }
        },
    )
}

/// Somebody who has nothing but a name, as others have it too.
fn namesake() -> impl Strategy<Value = Customer> {
    prop::sample::select(vec!["王伟", "Ann", "王伟"])
        .prop_map(|name| Customer { name: name.into(), ..Customer::default() })
}

/// People with what is known of them, and their orders. Their numbers differ, so that each is known again.
pub fn workspace() -> impl Strategy<Value = Tables> {
    (3..12_u32)
        .prop_flat_map(|n_customers| {
            let customers: Vec<_> = (1..=n_customers).map(customer).collect();
            let namesakes = prop::collection::vec(namesake(), 0..4);
            (customers, namesakes, prop::collection::vec(order(n_customers), 1..20)).prop_map(
                |(mut customers, namesakes, orders)| {
                    customers.extend(namesakes);
                    let mut tables = Tables::default();
                    let fields = FIELDS.map(|(key, label, kind)| CustomField {
                        key: key.into(),
                        label: label.into(),
                        kind,
                    });
                    std::sync::Arc::make_mut(&mut tables.facts).custom_fields = fields.into();
                    let numbered = customers.into_iter().zip(1..);
                    tables.customers.append(
                        numbered.map(|(customer, id)| Customer { id: CustomerId(id), ..customer }),
                    );
                    let product = |id: u32, name: &str| Product {
                        id: ProductId(id),
                        key: format!("P{id}"),
                        name: name.into(),
                        category: "食品, food".into(),
                        ..Product::default()
                    };
                    tables.products.append([
                        product(1, "粮"),
                        product(2, "=bath"),
                        product(3, "toy"),
                    ]);
                    let numbered = orders.into_iter().zip(1..).map(|(order, id): (Order, u32)| {
                        // Without a number, several lines are kept together by one that is made up.
                        let needs_key = order.lines.len() > 1 || !order.key.is_empty();
                        let key = if needs_key { format!("#{id}") } else { String::new() };
                        Order { id: OrderId(id), key, ..order }
                    });
                    tables.orders.append(&numbered.collect::<Vec<_>>());
                    tables
                },
            )
        })
        .prop_filter("what holds yes and no alone comes back as a field of yes and no", |tables| {
            FIELDS.iter().filter(|(_, _, kind)| *kind != Some(FieldKind::YesNo)).all(|(key, ..)| {
                let values: Vec<&String> =
                    tables.customers.iter().filter_map(|row| row.fields.get(*key)).collect();
                values.is_empty() || values.iter().any(|value| read_yes_no(value).is_none())
            })
        })
}
