//! The fields of a customer by name: for the log, for rules per field, and for changing one field
//! of many customers. Values are plain text here, in one form whatever the language.

use serde::{Deserialize, Serialize};

use super::customer::Customer;
use super::day::Day;
use super::money::Money;
use super::personality::canonical_personality;

/// A field whose value is one text. Consent, stage, tags and notes have rules of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CustomerField {
    Key,
    Name,
    Phone,
    Email,
    WeChat,
    Company,
    CompanyId,
    Region,
    Sex,
    Occupation,
    Personality,
    BirthYear,
    LeadSource,
    KnownSince,
    Member,
    Budget,
    SpendingPower,
    ReferredBy,
    /// By the key of a custom field.
    Custom(String),
}

/// The text is not what the field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongValue;

impl CustomerField {
    /// All but the custom ones.
    pub const OWN: [Self; 18] = [
        Self::Key,
        Self::Name,
        Self::Phone,
        Self::Email,
        Self::WeChat,
        Self::Company,
        Self::CompanyId,
        Self::Region,
        Self::Sex,
        Self::Occupation,
        Self::Personality,
        Self::BirthYear,
        Self::LeadSource,
        Self::KnownSince,
        Self::Member,
        Self::Budget,
        Self::SpendingPower,
        Self::ReferredBy,
    ];

    /// Empty where nothing is known. Money in major units with a point, days as 2026-03-05, `yes`
    /// and `no`.
    pub fn read(&self, customer: &Customer) -> String {
        if let Some(text) = self.text(customer) {
            return text.to_owned();
        }
        match self {
            Self::BirthYear => write_known(customer.birth_year),
            Self::KnownSince => write_known(customer.known_since),
            Self::Member => match customer.member {
                None => String::new(),
                Some(true) => YES.to_owned(),
                Some(false) => NO.to_owned(),
            },
            Self::Budget => customer.budget.map_or(String::new(), write_money),
            Self::SpendingPower => write_known(customer.spending_power),
            // The others are texts.
            _ => String::new(),
        }
    }

    /// Takes the form that `read` gives.
    ///
    /// # Errors
    /// The text is not of that form; nothing is changed.
    pub fn write(&self, customer: &mut Customer, value: &str) -> Result<(), WrongValue> {
        let value = value.trim();
        if let Some(text) = self.text_mut(customer) {
            match self {
                Self::Personality => *text = canonical_personality(value),
                _ => value.clone_into(text),
            }
            return Ok(());
        }
        match self {
            Self::BirthYear => customer.birth_year = read_known(value)?,
            Self::KnownSince => {
                customer.known_since = match value {
                    "" => None,
                    day => Some(Day::from_iso(day).ok_or(WrongValue)?),
                }
            }
            Self::Member => {
                customer.member = match value {
                    "" => None,
                    YES => Some(true),
                    NO => Some(false),
                    _ => return Err(WrongValue),
                }
            }
            Self::Budget => {
                customer.budget = match value {
                    "" => None,
                    amount => Some(read_money(amount).ok_or(WrongValue)?),
                }
            }
            Self::SpendingPower => {
                let power: Option<u8> = read_known(value)?;
                if power.is_some_and(|power| power > 100) {
                    return Err(WrongValue);
                }
                customer.spending_power = power;
            }
            Self::Custom(key) if value.is_empty() => {
                customer.fields.remove(key);
            }
            Self::Custom(key) => {
                customer.fields.insert(key.clone(), value.to_owned());
            }
            // The others are texts.
            _ => {}
        }
        Ok(())
    }

    fn text<'a>(&self, customer: &'a Customer) -> Option<&'a str> {
        Some(match self {
            Self::Key => &customer.key,
            Self::Name => &customer.name,
            Self::Phone => &customer.phone,
            Self::Email => &customer.email,
            Self::WeChat => &customer.wechat,
            Self::Company => &customer.company,
            Self::CompanyId => &customer.company_id,
            Self::Region => &customer.region,
            Self::Sex => &customer.sex,
            Self::Occupation => &customer.occupation,
            Self::Personality => &customer.personality,
            Self::LeadSource => &customer.lead_source,
            Self::ReferredBy => &customer.referred_by_key,
            Self::Custom(key) => customer.fields.get(key).map_or("", String::as_str),
            Self::BirthYear
            | Self::KnownSince
            | Self::Member
            | Self::Budget
            | Self::SpendingPower => return None,
        })
    }

    fn text_mut<'a>(&self, customer: &'a mut Customer) -> Option<&'a mut String> {
        Some(match self {
            Self::Key => &mut customer.key,
            Self::Name => &mut customer.name,
            Self::Phone => &mut customer.phone,
            Self::Email => &mut customer.email,
            Self::WeChat => &mut customer.wechat,
            Self::Company => &mut customer.company,
            Self::CompanyId => &mut customer.company_id,
            Self::Region => &mut customer.region,
            Self::Sex => &mut customer.sex,
            Self::Occupation => &mut customer.occupation,
            Self::Personality => &mut customer.personality,
            Self::LeadSource => &mut customer.lead_source,
            Self::ReferredBy => &mut customer.referred_by_key,
            Self::BirthYear
            | Self::KnownSince
            | Self::Member
            | Self::Budget
            | Self::SpendingPower
            | Self::Custom(_) => return None,
        })
    }
}

const YES: &str = "yes";
const NO: &str = "no";

fn write_known(value: Option<impl ToString>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn read_known<T: std::str::FromStr>(text: &str) -> Result<Option<T>, WrongValue> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| WrongValue),
    }
}

fn write_money(amount: Money) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    let (whole, hundredths) = (amount.0.unsigned_abs() / 100, amount.0.unsigned_abs() % 100);
    match hundredths {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{hundredths:02}"),
    }
}

fn read_money(text: &str) -> Option<Money> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 2 || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let hundredths: i64 = format!("{fraction:0<2}").parse().ok()?;
    Some(Money(sign * whole.checked_mul(100)?.checked_add(hundredths)?))
}

/// 2026-03-05.
#[cfg(test)]
mod tests {
    use super::{CustomerField, WrongValue};
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::domain::money::Money;

    #[track_caller]
    fn check(field: &CustomerField, value: &str) {
        let mut customer = Customer::default();
        field.write(&mut customer, value).unwrap();
        assert_ne!(customer, Customer::default(), "{field:?}");
        assert_eq!(field.read(&customer), value);
        field.write(&mut customer, "").unwrap();
        assert_eq!(customer, Customer::default(), "{field:?}");
    }

    #[test]
    fn every_field_reads_as_it_was_written() {
        for field in CustomerField::OWN {
            let value = match field {
                CustomerField::BirthYear => "1988",
                CustomerField::KnownSince => "2026-03-05",
                CustomerField::Member => "no",
                CustomerField::Budget => "-1234.05",
                CustomerField::SpendingPower => "72",
                _ => "00123 麻糬",
            };
            check(&field, value);
        }
        check(&CustomerField::Custom("pet".into()), "麻糬");
    }

    #[test]
    fn a_wrong_value_changes_nothing() {
        let before = Customer {
            birth_year: Some(1988),
            known_since: Some(Day(20_000)),
            member: Some(true),
            budget: Some(Money(12_300)),
            spending_power: Some(7),
            ..Customer::default()
        };
        for (field, value) in [
            (CustomerField::BirthYear, "about 1988"),
            (CustomerField::KnownSince, "2026-02-30"),
            (CustomerField::Member, "perhaps"),
            (CustomerField::Budget, "1.234"),
            (CustomerField::Budget, "99999999999999999999"),
            (CustomerField::SpendingPower, "101"),
        ] {
            let mut customer = before.clone();
            assert_eq!(field.write(&mut customer, value), Err(WrongValue), "{field:?} {value}");
            assert_eq!(customer, before);
        }
    }
}
