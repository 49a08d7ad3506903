//! What is written down of a person: first, and when they come in again.

use meadow_core::domain::customer::Customer;
use rand::{Rng, RngExt};

use super::Says;
use super::chance::{blank, chance, pick};
use super::company_id::dressed_company_id;
use super::contacts::{dressed_email, dressed_phone, slip_digit};
use super::names::{later_name, pinyin, plain_name};
use super::person::{Person, TrueName, email};
use super::vocabulary::REGIONS;

/// As the person was first written down.
pub fn first_record(rng: &mut impl Rng, person: &Person) -> (Customer, Says) {
    let name = match &person.name {
        TrueName::Chinese { .. } if chance(rng, 6) => pinyin(rng, &person.name),
        name => plain_name(name),
    };
    let customer = Customer {
        name: blank(rng, 2, name),
        phone: blank(rng, 6, person.phone.clone()),
        email: blank(rng, 45, person.email.clone()),
        wechat: blank(rng, 50, person.wechat.clone()),
        region: blank(rng, 20, person.region.to_owned()),
        company: blank(rng, 20, person.company.clone()),
        company_id: blank(rng, 60, person.company_id.clone()),
        sex: {
            let sex = sex(rng, person);
            blank(rng, 30, sex)
        },
        birth_year: (!chance(rng, 35)).then_some(person.birth_year),
        ..Customer::default()
    };
    let says = Says {
        phone: !customer.phone.is_empty(),
        email: !customer.email.is_empty(),
        wechat: !customer.wechat.is_empty(),
        name: !customer.name.is_empty(),
        region: !customer.region.is_empty(),
        company: !customer.company.is_empty() || !customer.company_id.is_empty(),
        birth_year: customer.birth_year.is_some(),
    };
    (customer, says)
}

/// As the same person came in again.
pub fn later_record(rng: &mut impl Rng, person: &Person) -> (Customer, Says) {
    let (phone, says_phone) = match rng.random_range(0..100) {
        0..68 => (dressed_phone(rng, &person.phone), true),
        68..82 => (format!("1{}", rng.random_range(3_000_000_000_u64..9_999_999_999)), false),
        82..88 => (slip_digit(rng, &person.phone), false),
        _ => (String::new(), false),
    };
    let (email, says_email) = match rng.random_range(0..100) {
        0..45 => (dressed_email(rng, &person.email), true),
        45..55 => (email(rng, &person.name), false),
        55..58 => (person.email.replacen('@', "+shop@", 1), true),
        _ => (String::new(), false),
    };
    let (wechat, says_wechat) = match rng.random_range(0..100) {
        0..45 => (person.wechat.to_uppercase(), true),
        45..50 => (format!("new_{}", rng.random_range(1_000..9_999_999)), false),
        _ => (String::new(), false),
    };
    let (name, says_name) = later_name(rng, person);
    let (birth_year, says_birth_year) = match rng.random_range(0..100) {
        0..50 => (Some(person.birth_year), true),
        50..56 => (Some(person.birth_year + [-1, 1][rng.random_range(0..2)]), true),
        56..57 => (Some(person.birth_year + 10), false),
        _ => (None, false),
    };
    let (region, says_region) = match rng.random_range(0..100) {
        0..6 => (pick(rng, &REGIONS).to_owned(), false),
        6..14 => (format!("上海市{}", person.region), true),
        14..35 => (String::new(), false),
        _ => (person.region.to_owned(), true),
    };
    let company = blank(rng, 40, person.company.replace("有限公司", ""));
    let company_id = match person.company_id.as_str() {
        "" => String::new(),
        code => {
            let dressed = dressed_company_id(rng, code);
            blank(rng, 65, dressed)
        }
    };
    let sex = sex(rng, person);
    let says = Says {
        phone: says_phone,
        email: says_email,
        wechat: says_wechat,
        name: says_name,
        region: says_region,
        company: !company.is_empty() || !company_id.is_empty(),
        birth_year: says_birth_year,
    };
    let customer = Customer {
        name,
        phone,
        email,
        wechat,
        region,
        company,
        company_id,
        sex: blank(rng, 45, sex),
        birth_year,
        ..Customer::default()
    };
    (customer, says)
}

fn sex(rng: &mut impl Rng, person: &Person) -> String {
    let words = if person.is_female { ["女", "Female", "f"] } else { ["男", "Male", "m"] };
    pick(rng, &words).to_owned()
}
