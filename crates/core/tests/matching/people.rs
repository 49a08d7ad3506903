//! A base with known truth: invented people, Chinese and Latin, some of them kept twice or three times
//! as it happens (typos, swapped names, characters or pinyin, another phone, missing fields), and
//! traps (couples on one phone, namesakes, switchboards, info@, contact persons of one company). The
//! same seed gives the same base.

mod chance;
mod company_id;
mod contacts;
mod names;
mod person;
mod records;
mod vocabulary;

use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::CustomerId;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use self::chance::chance;
pub use self::contacts::{dressed_email, dressed_phone};
use self::person::{Person, person};
use self::records::{first_record, later_record};

/// One record and whose it is.
pub struct Record {
    pub customer: Customer,
    pub person: u32,
    pub says: Says,
}

/// What a record truly says of its person, however it is written.
#[derive(Clone, Copy)]
pub struct Says {
    phone: bool,
    email: bool,
    wechat: bool,
    /// The whole name, perhaps in other letters or with a slip.
    name: bool,
    region: bool,
    company: bool,
    birth_year: bool,
}

impl Says {
    /// Do two records of a person share an identity, or else the name and one more fact? Of the rest,
    /// nobody could say that they belong together.
    pub fn enough_with(self, other: Self) -> bool {
        let identity = (self.phone && other.phone)
            || (self.email && other.email)
            || (self.wechat && other.wechat);
        let fact = (self.region && other.region)
            || (self.company && other.company)
            || (self.birth_year && other.birth_year);
        identity || (self.name && other.name && fact)
    }
}

/// `n_people` people; some 30 % have a second record, some 5 % a third.
pub fn base(seed: u64, n_people: u32) -> Vec<Record> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut people: Vec<Person> = Vec::new();
    for _ in 0..n_people {
        let earlier = &people[people.len().saturating_sub(50)..];
        let next = person(&mut rng, earlier);
        people.push(next);
    }
    let mut records = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let number = number as u32;
        let (customer, says) = first_record(&mut rng, person);
        records.push(Record { customer, person: number, says });
        let n_more = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2][rng.random_range(0..14)];
        for _ in 0..(if chance(&mut rng, 80) { n_more } else { 0 }) {
            let (customer, says) = later_record(&mut rng, person);
            records.push(Record { customer, person: number, says });
        }
    }
    for last in (1..records.len()).rev() {
        records.swap(last, rng.random_range(0..=last));
    }
    for (at, record) in records.iter_mut().enumerate() {
        record.customer.id = CustomerId(at as u32 + 1);
    }
    records
}
