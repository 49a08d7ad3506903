//! What of a customer counts for matching, each in the form in which it is compared. Must not know
//! with whom.

use super::contact;
use super::name::{PersonName, Sex};
use super::settings::MatchSettings;
use crate::domain::customer::Customer;
use crate::domain::cut_number;
use crate::domain::ids::CustomerId;
use crate::domain::letters::half_width;

/// Empty means unknown.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub id: CustomerId,
    pub key: String,
    pub name: PersonName,
    /// Without those that only fill a form; a WeChat id that is a number counts as one.
    pub phones: Vec<String>,
    pub email: String,
    pub wechat: String,
    pub company: String,
    pub company_id: String,
    pub region: String,
    pub sex: Option<Sex>,
    pub birth_year: Option<i16>,
    /// How much is known of this customer at all, to choose whom a group is shown under.
    pub n_known: u16,
}

impl Profile {
    pub fn of(customer: &Customer, settings: &MatchSettings) -> Self {
        let name = PersonName::read(&customer.name);
        let mut phones = contact::normalise_phones(&customer.phone, settings.home);
        let wechat = contact::normalise_wechat(&customer.wechat).unwrap_or_default();
        for phone in contact::normalise_phones(&customer.wechat, settings.home) {
            if !contact::is_shared_line(&phone) && !phones.contains(&phone) {
                phones.push(phone);
            }
        }
        phones.retain(|phone| !contact::is_placeholder(phone));
        Self {
            id: customer.id,
            key: cut_number::telling(customer.key.trim()).to_owned(),
            sex: read_sex(&customer.sex).or(name.sex),
            name,
            phones,
            email: contact::normalise_email(&customer.email).unwrap_or_default(),
            wechat,
            company: fold_company(&customer.company),
            company_id: contact::normalise_company_id(&customer.company_id).unwrap_or_default(),
            region: fold_region(&customer.region),
            birth_year: customer.birth_year,
            n_known: count_known(customer),
        }
    }
}

fn count_known(customer: &Customer) -> u16 {
    let texts = [
        &customer.key,
        &customer.name,
        &customer.phone,
        &customer.email,
        &customer.wechat,
        &customer.company,
        &customer.company_id,
        &customer.region,
        &customer.sex,
        &customer.occupation,
        &customer.personality,
        &customer.lead_source,
    ];
    let n_texts = texts.iter().filter(|text| !text.is_empty()).count();
    let n_others = usize::from(customer.birth_year.is_some())
        + usize::from(customer.member.is_some())
        + customer.tags.len()
        + customer.reasons.len()
        + customer.notes.len()
        + customer.fields.len();
    u16::try_from(n_texts + n_others).unwrap_or(u16::MAX)
}

fn read_sex(text: &str) -> Option<Sex> {
    let text = text.trim().to_lowercase();
    let says = |words: &[&str]| words.contains(&text.as_str());
    if text.contains('女') || text.contains("female") || says(&["f", "w", "woman"]) {
        Some(Sex::Female)
    } else if text.contains('男') || text.contains("male") || says(&["m", "man"]) {
        Some(Sex::Male)
    } else {
        None
    }
}

/// Letters and digits in lower case, without the words for a kind of place (省, 市, 区, 县).
fn fold_region(text: &str) -> String {
    let kinds = |c: &char| !matches!(c, '省' | '市' | '区' | '县');
    let folded: String = fold(text).collect();
    let short: String = folded.chars().filter(kinds).collect();
    if short.is_empty() { folded } else { short }
}

/// Letters and digits in lower case, without the words for a legal form.
fn fold_company(text: &str) -> String {
    const FORMS: [&str; 17] = [
        "有限责任公司",
        "股份有限公司",
        "有限公司",
        "集团",
        "公司",
        "coltd",
        "limited",
        "ltd",
        "inc",
        "llc",
        "gmbh",
        "corporation",
        "corp",
        "company",
        "plc",
        "pteltd",
        "co",
    ];
    let mut folded: String = fold(text).collect();
    while let Some(form) = FORMS
        .iter()
        .find(|form| folded.strip_suffix(**form).is_some_and(|rest| rest.chars().count() >= 2))
    {
        folded.truncate(folded.len() - form.len());
    }
    folded
}

fn fold(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(half_width).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use crate::domain::customer::Customer;
    use crate::matching::settings::MatchSettings;

    fn profile(customer: Customer) -> Profile {
        Profile::of(&customer, &MatchSettings::default())
    }

    #[test]
    fn places_and_firms_are_compared_without_their_kind() {
        let of = |company: &str, region: &str| {
            let customer =
                Customer { company: company.into(), region: region.into(), ..Customer::default() };
            let profile = profile(customer);
            (profile.company, profile.region)
        };
        assert_eq!(
            of("欢腾（上海）贸易有限公司", "上海市 浦东新区"),
            of("欢腾上海贸易", "上海浦东新")
        );
        assert_eq!(of("Meadow Foods Co., Ltd.", "Leeds"), of("meadow foods", "LEEDS"));
    }

    #[test]
    fn a_wechat_id_may_be_a_telephone_number() {
        let customer = Customer {
            phone: "13800000000".into(),
            wechat: "138 0013 8000".into(),
            ..Customer::default()
        };
        assert_eq!(profile(customer).phones, ["13800138000"]);
    }
}
