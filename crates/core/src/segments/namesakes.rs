//! What tells people of one name apart in a short list: where they are from, the end of their phone number,
//! their number. Must not know what the list is of.

use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::table::tables::Tables;

/// Digits of a phone number by which people know whose it is.
const N_PHONE_DIGITS: usize = 4;

/// Of people by id, in their order: what tells each from the others of the same name, `None` where nobody
/// shares it.
pub fn tell_apart(tables: &Tables, ids: &[CustomerId]) -> Vec<Option<String>> {
    let people: Vec<Option<&Customer>> = ids.iter().map(|id| tables.customers.get(*id)).collect();
    let name = |person: &Customer| person.name.trim().to_owned();
    let mark = |person: &Option<&Customer>| -> Option<String> {
        let own = name((*person)?);
        let namesakes: Vec<&Customer> =
            people.iter().flatten().copied().filter(|one| name(one) == own).collect();
        (namesakes.len() > 1).then(|| distinct(&namesakes)((*person)?)).flatten()
    };
    people.iter().map(mark).collect()
}

type Fact = fn(&Customer) -> Option<String>;

/// The first of the facts that all have and none shares; the number in the workspace always is one.
fn distinct(namesakes: &[&Customer]) -> Fact {
    let facts: [Fact; 5] = [region, company, phone_end, key, number];
    let tells = |fact: &Fact| {
        let mut known: Vec<String> = namesakes.iter().filter_map(|one| fact(one)).collect();
        known.sort();
        known.dedup();
        known.len() == namesakes.len()
    };
    facts.into_iter().find(tells).unwrap_or(number)
}

fn region(person: &Customer) -> Option<String> {
    written(&person.region)
}

fn company(person: &Customer) -> Option<String> {
    written(&person.company)
}

fn key(person: &Customer) -> Option<String> {
    written(&person.key)
}

fn phone_end(person: &Customer) -> Option<String> {
    let digits: Vec<char> = person.phone.chars().filter(char::is_ascii_digit).collect();
    let from = digits.len().checked_sub(N_PHONE_DIGITS)?;
    Some(format!("…{}", digits[from..].iter().collect::<String>()))
}

fn number(person: &Customer) -> Option<String> {
    Some(format!("#{}", person.id.0))
}

fn written(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segments::test_tables::workspace;

    fn person(name: &str, region: &str, phone: &str) -> Customer {
        let text = str::to_owned;
        Customer {
            name: text(name),
            region: text(region),
            phone: text(phone),
            ..Customer::default()
        }
    }

    #[track_caller]
    fn check(people: &[Customer], expected: &[Option<&str>]) {
        let ids: Vec<CustomerId> = (1..=people.len() as u32).map(CustomerId).collect();
        let found = tell_apart(&workspace(people.to_vec()), &ids);
        let found: Vec<Option<&str>> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn namesakes_are_told_by_what_differs() {
        let (ann, bo) = (person("Ann", "Bern", "+41 79 555 12 34"), person("Bo", "Bern", ""));
        check(&[ann.clone(), bo.clone()], &[None, None]);
        let far = person("Ann ", "Basel", "");
        check(&[ann.clone(), bo.clone(), far], &[Some("Bern"), None, Some("Basel")]);
        // The same town, or one whose town nobody knows: by phone.
        let near = person("Ann", "Bern", "079 555 99 99");
        check(&[ann.clone(), near, bo], &[Some("…1234"), Some("…9999"), None]);
        let unknown = person("Ann", "", "0795551111");
        check(&[ann.clone(), unknown], &[Some("…1234"), Some("…1111")]);
        // Nothing but the number in the workspace differs.
        check(&[ann.clone(), ann], &[Some("#1"), Some("#2")]);
    }
}
