//! One customer changed in two places at once, put together field by field. Must not know who asks
//! or what is shown.

use std::collections::BTreeMap;

use super::consent::Consent;
use super::customer::Customer;

/// `theirs` with everything that `mine` changed of `base`. Where both changed the same field, mine
/// stands: they clash exactly if the same call with the two exchanged gives another customer.
pub fn merge(base: &Customer, mine: &Customer, theirs: &Customer) -> Customer {
    macro_rules! pick {
        ($($field:ident).+) => {
            pick(&base.$($field).+, &mine.$($field).+, &theirs.$($field).+)
        };
    }
    // Every field by name: a new one is not forgotten here.
    Customer {
        id: theirs.id,
        key: pick!(key),
        name: pick!(name),
        phone: pick!(phone),
        email: pick!(email),
        wechat: pick!(wechat),
        company: pick!(company),
        company_id: pick!(company_id),
        region: pick!(region),
        sex: pick!(sex),
        occupation: pick!(occupation),
        personality: pick!(personality),
        birth_year: pick!(birth_year),
        lead_source: pick!(lead_source),
        known_since: pick!(known_since),
        member: pick!(member),
        stage: pick!(stage),
        budget: pick!(budget),
        spending_power: pick!(spending_power),
        referred_by_key: pick!(referred_by_key),
        consent: Consent {
            channels: merge_maps(
                &base.consent.channels,
                &mine.consent.channels,
                &theirs.consent.channels,
            ),
            opt_out: pick!(consent.opt_out),
        },
        class_override: pick!(class_override),
        tags: pick!(tags),
        notes: pick!(notes),
        reasons: pick!(reasons),
        keeping: merge_maps(&base.keeping, &mine.keeping, &theirs.keeping),
        fields: merge_maps(&base.fields, &mine.fields, &theirs.fields),
    }
}

fn pick<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T) -> T {
    if mine == base { theirs.clone() } else { mine.clone() }
}

fn merge_maps<K: Ord + Clone, V: PartialEq + Clone>(
    base: &BTreeMap<K, V>,
    mine: &BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
) -> BTreeMap<K, V> {
    let keys = mine.keys().chain(theirs.keys());
    let entry = |key: &K| {
        let value = pick(&base.get(key), &mine.get(key), &theirs.get(key))?;
        Some((key.clone(), value.clone()))
    };
    keys.filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::domain::customer::Customer;

    fn customer(phone: &str, company: &str, fields: &[(&str, &str)]) -> Customer {
        Customer {
            name: "Ann".into(),
            phone: phone.into(),
            company: company.into(),
            fields: fields.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect(),
            ..Customer::default()
        }
    }

    #[test]
    fn changes_of_different_fields_come_together_whichever_was_first() {
        let base = customer("1", "", &[("a", "1"), ("b", "1"), ("c", "1")]);
        let mine = customer("1", "Firm", &[("a", "2"), ("b", "1"), ("c", "1")]);
        let theirs = customer("2", "", &[("a", "1"), ("c", "1"), ("d", "1")]);
        let both = customer("2", "Firm", &[("a", "2"), ("c", "1"), ("d", "1")]);
        assert_eq!(merge(&base, &mine, &theirs), both);
        assert_eq!(merge(&base, &theirs, &mine), both);
    }

    #[test]
    fn changes_of_one_field_clash_unless_they_agree() {
        let base = customer("1", "", &[("a", "1")]);
        let mine = customer("2", "Firm", &[]);
        let theirs = customer("3", "", &[("a", "2")]);
        assert_eq!(merge(&base, &mine, &theirs), mine);
        assert_eq!(merge(&base, &theirs, &mine), customer("3", "Firm", &[("a", "2")]));
        let same = customer("2", "", &[("a", "1")]);
        assert_eq!(merge(&base, &mine, &same), merge(&base, &same, &mine));
    }
}
