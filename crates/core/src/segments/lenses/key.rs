//! What puts people into one group: the same word, the same place in an order, the same number. Must not
//! know how groups are counted or shown.

use crate::domain::consent::Permission;
use crate::domain::customer::Stage;
use crate::domain::lens::LensGroup;
use crate::table::columns::Value;
use crate::views::table::Placed;

/// What people are put together by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Ranked(i32, RankedKey),
    Word(String),
    /// The bits of a number, in the order of numbers.
    Number(u64),
    Missing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RankedKey {
    Group(LensGroup),
    Stage(Stage),
    Permission(Permission),
    Class(Placed),
    YesNo(bool),
    Unplaced,
    Blocked,
}

pub(super) fn key(value: &Value<'_>) -> Key {
    match value {
        Value::Empty | Value::Notes(_) | Value::Tags(_) | Value::Reasons(_) => Key::Missing,
        Value::Group(group) => Key::Ranked(group.rank(), RankedKey::Group(*group)),
        Value::Stage(stage) => Key::Ranked(*stage as i32, RankedKey::Stage(*stage)),
        Value::Permission(permission) => {
            Key::Ranked(*permission as i32, RankedKey::Permission(*permission))
        }
        Value::YesNo(yes) => Key::Ranked(i32::from(!yes), RankedKey::YesNo(*yes)),
        Value::Class(placed) => {
            let plain = Placed { borderline: false, by_hand: false, ..*placed };
            let rank = placed.class as i32 + 10 * i32::from(placed.expected);
            Key::Ranked(rank, RankedKey::Class(plain))
        }
        Value::Unplaced => Key::Ranked(i32::MAX, RankedKey::Unplaced),
        Value::Blocked => Key::Ranked(i32::MAX, RankedKey::Blocked),
        Value::Text(text) => Key::Word((*text).to_owned()),
        Value::Number(number) => number_key(*number),
        Value::Money(money) => number_key(money.major()),
        Value::Date(day) => number_key(f64::from(day.0)),
    }
}

/// Bits that are ordered as the numbers are.
fn number_key(number: f64) -> Key {
    let bits = number.to_bits();
    Key::Number(if bits >> 63 == 1 { !bits } else { bits | 1 << 63 })
}

pub(super) fn number_of(bits: u64) -> f64 {
    f64::from_bits(if bits >> 63 == 1 { bits & !(1 << 63) } else { !bits })
}
