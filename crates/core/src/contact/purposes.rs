//! What people have agreed to be written to about, and whether an invitation is part of it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::consent::Permission;
use crate::table::tables::Tables;
use crate::views::consent::PurposeEntry;

/// Every purpose that somebody agreed to, and those the rules name, the commonest first.
pub fn purposes(tables: &Tables) -> Vec<PurposeEntry> {
    let rules = &tables.facts.contact;
    let mut n_people: BTreeMap<&str, u32> =
        rules.other_purposes.iter().map(|purpose| (purpose.as_str(), 0)).collect();
    for customer in tables.customers.iter().filter(|customer| !customer.consent.opted_out()) {
        let channels = customer.consent.channels.values();
        let given = channels.filter(|said| said.permission == Permission::Granted);
        let mut own: Vec<&str> = given.map(|said| said.purpose.trim()).collect();
        own.sort_unstable();
        own.dedup();
        for purpose in own.into_iter().filter(|purpose| !purpose.is_empty()) {
            *n_people.entry(purpose).or_default() += 1;
        }
    }
    let mut entries: Vec<PurposeEntry> = n_people
        .into_iter()
        .map(|(purpose, n_people)| PurposeEntry {
            purpose: purpose.to_owned(),
            n_people,
            covers_invitations: !rules.other_purposes.contains(purpose),
        })
        .collect();
    entries.sort_by_key(|entry| Reverse(entry.n_people));
    entries
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::purposes;
    use crate::domain::consent::{Channel, ChannelConsent, Permission};
    use crate::domain::customer::Customer;
    use crate::segments::test_tables::workspace;

    #[test]
    fn each_person_counts_once_for_a_purpose() {
        let person = |said: &[(Channel, Permission, &str)]| {
            let mut customer = Customer::default();
            for (channel, permission, purpose) in said {
                let purpose = (*purpose).to_owned();
                let said =
                    ChannelConsent { permission: *permission, purpose, ..Default::default() };
                customer.consent.set(*channel, said);
            }
            customer
        };
        let yes = Permission::Granted;
        let mut tables = workspace(vec![
            person(&[(Channel::Sms, yes, "News"), (Channel::Email, yes, "News ")]),
            person(&[(Channel::Sms, yes, "Orders"), (Channel::Email, yes, "News")]),
            person(&[(Channel::Sms, Permission::Refused, "Orders"), (Channel::Email, yes, "")]),
        ]);
        let others = ["Orders", "Surveys"].map(str::to_owned);
        Arc::make_mut(&mut tables.facts).contact.other_purposes = others.into();
        let found = purposes(&tables);
        let told = found.iter().map(|e| (e.purpose.as_str(), e.n_people, e.covers_invitations));
        let expected = [("News", 2, true), ("Orders", 1, false), ("Surveys", 0, false)];
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }
}
