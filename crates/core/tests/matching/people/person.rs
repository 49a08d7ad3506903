//! Who somebody is, whatever the records say; and whom they may be mistaken for.

use rand::{Rng, RngExt};

use super::chance::{chance, pick, word};
use super::company_id::credit_code;
use super::vocabulary::{COMPANY_TRADES, COMPANY_WORDS, FAMILY, FIRST, GIVEN, LAST, REGIONS};

/// Who somebody is, whatever the records say.
#[derive(Clone)]
pub struct Person {
    pub name: TrueName,
    pub is_female: bool,
    pub birth_year: i16,
    pub phone: String,
    pub email: String,
    pub wechat: String,
    pub region: &'static str,
    pub company: String,
    /// One for all who work there.
    pub company_id: String,
}

#[derive(Clone)]
pub enum TrueName {
    /// Family name and given name, each in characters and in pinyin.
    Chinese {
        family: (String, String),
        given: Vec<(char, String)>,
    },
    Latin {
        first: String,
        last: String,
    },
}

pub fn person(rng: &mut impl Rng, earlier: &[Person]) -> Person {
    let name = name(rng);
    let is_female = chance(rng, 50);
    let birth_year = rng.random_range(1950..2006);
    let digits = rng.random_range(0..1_000_000_000_u32);
    let company = match rng.random_range(0..100) {
        0..45 => format!("{}{}有限公司", pick(rng, &COMPANY_WORDS), pick(rng, &COMPANY_TRADES)),
        45..60 => format!(
            "{} {} Ltd.",
            pick(rng, &COMPANY_WORDS),
            pick(rng, &["Foods", "Homes", "Travel", "Design", "Books", "Motors"])
        ),
        _ => String::new(),
    };
    let mut person = Person {
        phone: format!("1{}{digits:09}", rng.random_range(3..10)),
        email: email(rng, &name),
        wechat: format!("{}_{}", sound(&name), rng.random_range(100..100_000)),
        region: pick(rng, &REGIONS),
        name,
        is_female,
        birth_year,
        company_id: company_id_of(&company),
        company,
    };
    if earlier.is_empty() {
        return person;
    }
    let other = &earlier[rng.random_range(0..earlier.len())];
    match rng.random_range(0..100) {
        // A couple: one telephone, one home.
        0..5 => {
            person.phone = other.phone.clone();
            person.region = other.region;
            person.is_female = !other.is_female;
            person.birth_year = other.birth_year + rng.random_range(-5..6);
        }
        // Parent and child, or brothers: the family name too.
        5..7 => {
            person.phone = other.phone.clone();
            person.region = other.region;
            match (&mut person.name, &other.name) {
                (TrueName::Chinese { family, .. }, TrueName::Chinese { family: theirs, .. }) => {
                    family.clone_from(theirs);
                }
                (TrueName::Latin { last, .. }, TrueName::Latin { last: theirs, .. }) => {
                    last.clone_from(theirs);
                }
                _ => {}
            }
        }
        // Namesakes, some of them neighbours.
        7..11 => {
            person.name = other.name.clone();
            if chance(rng, 25) {
                person.region = other.region;
            }
        }
        // Colleagues: the firm, its switchboard, its office mailbox.
        11..19 if !other.company.is_empty() => {
            person.company.clone_from(&other.company);
            person.company_id.clone_from(&other.company_id);
            // Large firms have two of a name.
            if chance(rng, 5) {
                person.name = other.name.clone();
            }
            if chance(rng, 30) {
                person.email = format!("info@{}.example", other.company.len());
            }
            if chance(rng, 30) {
                person.phone = format!("021-6{:07}", other.company.len() * 1_003);
            }
        }
        _ => {}
    }
    person
}

fn company_id_of(company: &str) -> String {
    if company.is_empty() { String::new() } else { credit_code(company) }
}

fn name(rng: &mut impl Rng) -> TrueName {
    if chance(rng, 70) {
        let split = |entry: &str| {
            let at = entry.find(|c: char| c.is_ascii()).unwrap_or(entry.len());
            (entry[..at].to_owned(), entry[at..].to_owned())
        };
        let family = split(word(rng, FAMILY));
        let n_given = if chance(rng, 18) { 1 } else { 2 };
        let given = (0..n_given)
            .filter_map(|_| {
                let (letter, sound) = split(word(rng, GIVEN));
                Some((letter.chars().next()?, sound))
            })
            .collect();
        TrueName::Chinese { family, given }
    } else {
        TrueName::Latin { first: word(rng, FIRST).to_owned(), last: word(rng, LAST).to_owned() }
    }
}

fn sound(name: &TrueName) -> String {
    let text = match name {
        TrueName::Chinese { family, given } => {
            format!("{}{}", family.1, given.iter().map(|g| g.1.as_str()).collect::<String>())
        }
        TrueName::Latin { first, last } => format!("{first}{last}"),
    };
    text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

pub fn email(rng: &mut impl Rng, name: &TrueName) -> String {
    let host = pick(rng, &["qq.com", "163.com", "gmail.com", "outlook.com", "example.org"]);
    format!("{}{}@{host}", sound(name), rng.random_range(1..9_999))
}
