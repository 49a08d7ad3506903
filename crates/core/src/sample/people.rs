//! The people of the sample: who they are, how they came, what they said.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};

use super::{FIRST_DAY, LAST_DAY, names};
use crate::domain::consent::{Channel, ChannelConsent, Consent, OptOut, Permission};
use crate::domain::customer::{Customer, CustomerNote};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId, InteractionId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::money::Money;
use crate::domain::order::Order;
use crate::domain::reason::{ReasonSource, RecordedReason};

/// How somebody buys; the four classes should emerge from it, not be copied from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Often, much, for long.
    Devoted,
    /// Much at a time, seldom and irregularly.
    Grand,
    /// Often but little, mostly at a discount.
    Thrifty,
    /// Once or a few times.
    Passing,
    /// Has not bought.
    Lead,
}

pub struct Person {
    pub customer: Customer,
    pub habit: Habit,
    /// First day in the shop's book.
    pub since: Day,
}

const HABITS: [(Habit, usize); 5] = [
    (Habit::Devoted, 372),
    (Habit::Grand, 398),
    (Habit::Thrifty, 640),
    (Habit::Passing, 738),
    (Habit::Lead, 1_338),
];

/// Estate, spending power of its people 0–100, distance in tenths of a kilometre, weight.
const ESTATES: [(&str, u8, u32, u32); 17] = [
    ("Willow Court 柳荫公寓", 46, 12, 14),
    ("Riverside 河畔公寓", 52, 18, 13),
    ("Maple Grove 枫林苑", 71, 9, 12),
    ("Jade Garden 翡翠花园", 88, 31, 6),
    ("Lakeview 观湖一品", 93, 42, 5),
    ("Old Town 老城里", 38, 24, 7),
    ("Station Square 站前广场", 55, 35, 6),
    ("Cedar Hill 雪松岭", 82, 47, 5),
    ("Sunrise 朝阳新村", 35, 15, 7),
    ("University Road 学院路", 42, 39, 6),
    ("Harbour Lane 港湾里", 67, 52, 4),
    ("Pine Village 松林村", 31, 61, 3),
    ("Orchard 果园小区", 49, 28, 5),
    ("Bamboo Terrace 竹韵台", 76, 33, 4),
    ("Silver Street 银杏街", 61, 21, 5),
    ("North Gate 北门里", 44, 57, 3),
    ("Golden Field 金禾苑", 58, 44, 4),
];

const SOURCES: [(&str, u32); 6] = [
    ("Referral 老客介绍", 24),
    ("Dog walks 遛狗活动", 18),
    ("Douyin 抖音", 17),
    ("WeChat group 微信群", 16),
    ("Walked in 路过进店", 15),
    ("Gate stand 小区摆点", 10),
];

/// Everybody, with ids from 1, habits mixed.
pub fn people(rng: &mut impl Rng) -> Vec<Person> {
    let mut habits: Vec<Habit> =
        HABITS.iter().flat_map(|(habit, n)| std::iter::repeat_n(*habit, *n)).collect();
    for last in (1..habits.len()).rev() {
        habits.swap(last, rng.random_range(0..=last));
    }
    let mut people: Vec<Person> = Vec::with_capacity(habits.len());
    for (at, habit) in habits.into_iter().enumerate() {
        let person = person(rng, at as u32 + 1, habit, &people);
        people.push(person);
    }
    people
}

fn person(rng: &mut impl Rng, number: u32, habit: Habit, earlier: &[Person]) -> Person {
    let (estate, power, tenths_km) = estate(rng);
    let since = match habit {
        Habit::Devoted => FIRST_DAY.plus_days(rng.random_range(0..240)),
        Habit::Lead => LAST_DAY.plus_days(-rng.random_range(3..420)),
        _ => FIRST_DAY.plus_days(rng.random_range(0..640)),
    };
    let known = !matches!(habit, Habit::Lead) || rng.random_range(0..100) < 82;
    let source = weighted(rng, &SOURCES);
    let referred_by_key =
        if source.starts_with("Referral") { referrer(rng, earlier) } else { String::new() };
    let mut fields = BTreeMap::new();
    if known {
        fields.insert("pet".to_owned(), names::pet(rng).to_owned());
        fields.insert("breed".to_owned(), names::breed(rng).to_owned());
        fields.insert("distance_km".to_owned(), format!("{}.{}", tenths_km / 10, tenths_km % 10));
    }
    let mut customer = Customer {
        id: CustomerId(number),
        key: format!("C{number:05}"),
        name: names::person(rng),
        // 1390000…: inside a block that is not assigned to subscribers.
        phone: format!("1390000{number:04}"),
        email: if rng.random_range(0..100) < 34 {
            format!("guest{number}@example.com")
        } else {
            String::new()
        },
        wechat: if rng.random_range(0..100) < 61 {
            format!("meadow_{number:05}")
        } else {
            String::new()
        },
        region: if known { estate.to_owned() } else { String::new() },
        sex: ["Female 女", "Male 男", ""][[0, 0, 0, 1, 1, 2][rng.random_range(0..6)]].to_owned(),
        birth_year: (rng.random_range(0..100) < 58).then(|| 2004 - rng.random_range(0..42_i16)),
        lead_source: source.to_owned(),
        known_since: Some(since),
        member: member(rng, habit),
        budget: budget(rng, habit),
        spending_power: known
            .then(|| power.saturating_add_signed(rng.random_range(-9..10)).min(100)),
        referred_by_key,
        consent: consent(rng, number, since),
        notes: note(rng, habit, since),
        fields,
        ..Customer::default()
    };
    customer.reasons = reasons(&customer.notes);
    Person { customer, habit, since }
}

fn estate(rng: &mut impl Rng) -> (&'static str, u8, u32) {
    let weights: u32 = ESTATES.iter().map(|estate| estate.3).sum();
    let mut left = rng.random_range(0..weights);
    for (name, power, tenths_km, weight) in ESTATES {
        if left < weight {
            return (name, power, tenths_km);
        }
        left -= weight;
    }
    ("", 50, 30)
}

pub fn weighted(rng: &mut impl Rng, from: &[(&'static str, u32)]) -> &'static str {
    let mut left = rng.random_range(0..from.iter().map(|(_, weight)| weight).sum());
    for (value, weight) in from {
        if left < *weight {
            return value;
        }
        left -= weight;
    }
    ""
}

/// Devoted customers bring most of the referred ones.
fn referrer(rng: &mut impl Rng, earlier: &[Person]) -> String {
    for _ in 0..12 {
        if earlier.is_empty() {
            break;
        }
        let candidate = &earlier[rng.random_range(0..earlier.len())];
        let odds = match candidate.habit {
            Habit::Devoted => 90,
            Habit::Thrifty => 35,
            Habit::Grand => 20,
            Habit::Passing | Habit::Lead => 4,
        };
        if rng.random_range(0..100) < odds {
            return candidate.customer.key.clone();
        }
    }
    String::new()
}

fn member(rng: &mut impl Rng, habit: Habit) -> Option<bool> {
    let odds = match habit {
        Habit::Devoted => 86,
        Habit::Thrifty => 58,
        Habit::Grand => 21,
        Habit::Passing => 12,
        Habit::Lead => return None,
    };
    Some(rng.random_range(0..100) < odds)
}

/// A third of the leads have said what they could spend.
fn budget(rng: &mut impl Rng, habit: Habit) -> Option<Money> {
    let said = habit == Habit::Lead && rng.random_range(0..100) < 33;
    said.then(|| Money([20_000, 50_000, 88_000, 150_000, 200_000][rng.random_range(0..5)]))
}

/// What was agreed to is noted as it should be, but for every ninth.
fn consent(rng: &mut impl Rng, number: u32, since: Day) -> Consent {
    let noted = |permission| match number % 9 {
        0 => ChannelConsent::from(permission),
        _ => ChannelConsent {
            permission,
            day: Some(since),
            source: "Sign-up form 登记表".to_owned(),
            purpose: "News and offers 上新与优惠".to_owned(),
        },
    };
    let mut consent = Consent::default();
    for (channel, granted, refused) in [
        (Channel::WeChat, 68, 6),
        (Channel::Sms, 37, 22),
        (Channel::Phone, 41, 18),
        (Channel::Email, 20, 9),
    ] {
        let answer = rng.random_range(0..100);
        if answer < granted {
            consent.set(channel, noted(Permission::Granted));
        } else if answer < granted + refused {
            consent.set(channel, noted(Permission::Refused));
        }
    }
    consent.opt_out = (rng.random_range(0..100) < 3).then(OptOut::default);
    consent
}

fn note(rng: &mut impl Rng, habit: Habit, since: Day) -> Vec<CustomerNote> {
    const GRAND: [&str; 3] = [
        "Asked who stays with the dogs at night. 问夜里谁照看寄养的狗。",
        "Compares our boarding with the shop by the station. 在和站前那家比较寄养。",
        "Travels at Spring Festival, wants to see the rooms first. 春节出门，想先看房间。",
    ];
    const LEAD: [&str; 3] = [
        "Wants a first bath before deciding. 想先体验一次洗澡。",
        "Works late, asks about pick-up. 下班晚，问接送服务。",
        "First dog, needs advice on food. 第一次养狗，想了解喂食。",
    ];
    let said: &[&str] = match habit {
        Habit::Grand => &GRAND,
        Habit::Lead => &LEAD,
        _ => return Vec::new(),
    };
    if rng.random_range(0..100) >= 22 {
        return Vec::new();
    }
    let day = since.plus_days(rng.random_range(0..=(LAST_DAY.days_since(since)).max(0)));
    vec![CustomerNote { day, text: said[rng.random_range(0..said.len())].to_owned() }]
}

/// What they said stands in the notes.
fn reasons(notes: &[CustomerNote]) -> Vec<RecordedReason> {
    const SAID: [(&str, &str); 3] = [
        ("Compares our boarding", "comparing-rivals"),
        ("Asked who stays", "doubts-company"),
        ("Travels at Spring Festival", "waiting-right-time"),
    ];
    let reason = |note: &CustomerNote| {
        let (_, key) = SAID.iter().find(|(words, _)| note.text.starts_with(words))?;
        let (key, source) = ((*key).to_owned(), ReasonSource::Hand);
        Some(RecordedReason { key, day: note.day, source })
    };
    notes.iter().filter_map(reason).collect()
}

/// Visits, enquiries, replies and the guests of the two past events.
pub fn interactions(rng: &mut impl Rng, people: &[Person], orders: &[Order]) -> Vec<Interaction> {
    let mut found: Vec<(Day, CustomerId, InteractionKind, Option<DocumentId>)> = Vec::new();
    for person in people {
        let n = match person.habit {
            Habit::Devoted => rng.random_range(3..14),
            Habit::Thrifty => rng.random_range(1..9),
            Habit::Grand => rng.random_range(0..4),
            Habit::Passing => rng.random_range(0..2),
            Habit::Lead => [0, 0, 1, 1, 2, 3, 5, 7][rng.random_range(0..8)],
        };
        let span = LAST_DAY.days_since(person.since).max(1);
        for _ in 0..n {
            let kind = match rng.random_range(0..10) {
                0..4 => InteractionKind::Visit,
                4..7 => InteractionKind::Enquiry,
                7..9 => InteractionKind::Reply,
                _ => InteractionKind::Call,
            };
            let day = person.since.plus_days(rng.random_range(0..=span));
            found.push((day, person.customer.id, kind, None));
        }
    }
    super::past_events::guests(rng, people, orders, &mut found);
    found.sort_by_key(|(day, customer, kind, _)| (*day, *customer, *kind));
    found
        .into_iter()
        .enumerate()
        .map(|(at, (day, customer, kind, event))| Interaction {
            id: InteractionId(at as u32 + 1),
            customer,
            day,
            kind,
            event,
            text: String::new(),
            call: None,
        })
        .collect()
}
