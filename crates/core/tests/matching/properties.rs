//! What must hold for any two customers.

use meadow_core::domain::customer::Customer;
use meadow_core::matching::{MatchSettings, compare, contact};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::people::{base, dressed_email, dressed_phone};

/// Two records of a small base, so that some have something in common.
fn two_customers() -> impl Strategy<Value = (Customer, Customer)> {
    let records: Vec<Customer> = base(7, 60).into_iter().map(|record| record.customer).collect();
    let n = records.len();
    (Just(records), 0..n, 0..n).prop_map(|(records, a, b)| (records[a].clone(), records[b].clone()))
}

/// Anything that may be in a name column.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[王李张欧阳小明红伟单曾*某]{0,5}(先生|女士|总)?",
        "(Mr\\.? )?[A-Za-zéüß'-]{0,8}[ ,]{0,2}[A-Za-zéü. ]{0,9}",
        "[王李小明]{1,3} [A-Z][a-z]{1,6} [a-z]{1,6}",
    ]
}

proptest! {
    #[test]
    fn the_order_of_the_two_is_nothing((one, other) in two_customers(), names in (any_name(), any_name())) {
        let settings = MatchSettings::default();
        prop_assert_eq!(compare(&one, &other, &settings), compare(&other, &one, &settings));
        let one = Customer { name: names.0, ..one };
        let other = Customer { name: names.1, ..other };
        prop_assert_eq!(compare(&one, &other, &settings), compare(&other, &one, &settings));
    }

    #[test]
    fn how_a_contact_is_written_is_nothing((one, other) in two_customers(), seed in any::<u64>()) {
        let settings = MatchSettings::default();
        let rng = &mut Xoshiro256PlusPlus::seed_from_u64(seed);
        let rewritten = Customer {
            phone: contact::normalise_phone(&one.phone)
                .map_or_else(String::new, |phone| dressed_phone(rng, &phone)),
            email: contact::normalise_email(&one.email)
                .map_or_else(String::new, |email| dressed_email(rng, &email)),
            wechat: one.wechat.to_uppercase(),
            name: one.name.to_uppercase(),
            ..one.clone()
        };
        prop_assert_eq!(compare(&one, &other, &settings), compare(&rewritten, &other, &settings));
    }

    #[test]
    fn the_sum_of_the_reasons_is_the_score((one, other) in two_customers()) {
        let score = compare(&one, &other, &MatchSettings::default());
        prop_assert!((0.0..=1.0).contains(&score.probability));
        let nothing = compare(&Customer::default(), &Customer::default(), &MatchSettings::default());
        prop_assert!(nothing.reasons.is_empty());
        let odds = |p: f64| (p / (1.0 - p)).log2();
        let bits: f64 = score.reasons.iter().map(|reason| reason.weight_bits).sum();
        if score.probability < 1.0 - 1e-9 {
            prop_assert!((odds(score.probability) - odds(nothing.probability) - bits).abs() < 1e-3);
        }
    }

    #[test]
    fn a_normal_form_is_its_own(text in any::<String>(), digits in "[+0-9() -]{5,18}") {
        for text in [text, digits] {
            if let Some(phone) = contact::normalise_phone(&text) {
                prop_assert_eq!(contact::normalise_phone(&phone), Some(phone));
            }
            if let Some(email) = contact::normalise_email(&text) {
                prop_assert_eq!(contact::normalise_email(&email), Some(email));
            }
        }
    }
}
