//! What the shop has noted of part of its people: their occupation, how they are to deal with, and why
//! they did not buy.
//!
//! Drawn from a stream of its own, so that nobody's orders depend on it. Follows how somebody buys and
//! where they live without copying it: the lenses and portraits have differences to find.

use rand::{Rng, RngExt};

use super::LAST_DAY;
use super::people::{Habit, Person, weighted};
use crate::domain::personality::Personality;
use crate::domain::reason::{ReasonSource, RecordedReason, add_missing};

const RETIRED: &str = "Retired 退休";
const STUDENT: &str = "Student 学生";
/// Born no later, born no earlier: most of them are.
const BORN_BEFORE_RETIRED: i16 = 1966;
const BORN_AFTER_STUDENTS: i16 = 2002;

/// With weights where people spend little, and where they spend much.
const MODEST: [(&str, u32); 8] = [
    ("Office clerk 公司职员", 22),
    ("Shop assistant 店员", 16),
    ("Driver 司机", 12),
    ("Nurse 护士", 10),
    ("Teacher 教师", 10),
    ("Courier 快递员", 9),
    ("Freelancer 自由职业", 9),
    ("Programmer 程序员", 6),
];
const WELL_OFF: [(&str, u32); 8] = [
    ("Manager 企业管理者", 22),
    ("Programmer 程序员", 18),
    ("Shop owner 个体店主", 14),
    ("Doctor 医生", 12),
    ("Civil servant 公务员", 10),
    ("Teacher 教师", 9),
    ("Designer 设计师", 9),
    ("Freelancer 自由职业", 6),
];
/// Of 0–100.
const MUCH_POWER: u8 = 62;

pub fn note_natures(rng: &mut impl Rng, people: &mut [Person]) {
    for person in people {
        person.customer.occupation = occupation(rng, person);
        person.customer.personality = personality(rng, person.habit).unwrap_or_default();
        let reason = reason(rng, person);
        add_missing(&mut person.customer.reasons, reason);
    }
}

/// Known of somewhat more than half.
fn occupation(rng: &mut impl Rng, person: &Person) -> String {
    let is_known = rng.random_range(0..100) < if person.habit == Habit::Lead { 38 } else { 64 };
    let by_age = rng.random_range(0..100) < 80;
    let other = match person.customer.spending_power {
        Some(power) if power >= MUCH_POWER => weighted(rng, &WELL_OFF),
        _ => weighted(rng, &MODEST),
    };
    let known = match person.customer.birth_year {
        Some(year) if by_age && year <= BORN_BEFORE_RETIRED => RETIRED,
        Some(year) if by_age && year >= BORN_AFTER_STUDENTS => STUDENT,
        _ => other,
    };
    if is_known { known.to_owned() } else { String::new() }
}

/// Of those the staff has talked to: some of the buyers, few of the leads.
fn personality(rng: &mut impl Rng, habit: Habit) -> Option<String> {
    // Shrewd, grumbling, silent, orderly, clear-minded; how many of a hundred are known.
    let (odds, known): ([u32; 5], u32) = match habit {
        Habit::Devoted => ([14, 8, 16, 34, 28], 62),
        Habit::Grand => ([22, 9, 30, 12, 27], 44),
        Habit::Thrifty => ([41, 26, 9, 14, 10], 48),
        Habit::Passing => ([24, 18, 38, 10, 10], 20),
        Habit::Lead => ([30, 10, 34, 10, 16], 9),
    };
    let labels = Personality::ALL.map(Personality::slug);
    let labels: [(&'static str, u32); 5] = std::array::from_fn(|at| (labels[at], odds[at]));
    let label = weighted(rng, &labels);
    (rng.random_range(0..100) < known).then(|| label.to_owned())
}

/// Said to the staff or on the telephone.
fn reason(rng: &mut impl Rng, person: &Person) -> Option<RecordedReason> {
    let (said, odds): (&[(&'static str, u32)], u32) = match person.habit {
        Habit::Devoted => (&[("still-supplied", 6), ("not-told", 3), ("unhappy-with-part", 1)], 7),
        Habit::Grand => (&[("unhappy-with-part", 4), ("comparing-rivals", 3), ("price", 1)], 9),
        Habit::Thrifty => {
            (&[("price", 6), ("waiting-promotion", 6), ("no-money-now", 3), ("distracted", 3)], 16)
        }
        Habit::Passing => (&[("no-need-now", 6), ("cheapest-only", 4), ("price", 2)], 11),
        Habit::Lead => (&[("price", 3), ("no-need-now", 2), ("only-looking", 2)], 8),
    };
    let key = weighted(rng, said).to_owned();
    let n_days = LAST_DAY.days_since(person.since).max(0);
    let day = LAST_DAY.plus_days(-rng.random_range(0..=n_days.min(120)));
    let source = [ReasonSource::Call, ReasonSource::Hand][rng.random_range(0..2)];
    (rng.random_range(0..100) < odds).then_some(RecordedReason { key, day, source })
}
