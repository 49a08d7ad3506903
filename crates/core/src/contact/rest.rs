//! Who is at the limit of contacts, and until when: what is on record and what the saved events plan,
//! against the cap.

use super::diary::Diary;
use crate::domain::contact_rules::ContactCap;
use crate::domain::day::Day;
use crate::segments::Derived;
use crate::table::tables::Tables;

/// For every customer, in the order of the tables: the first day on which one contact more is within
/// the cap, `None` if that is today.
pub fn rests_until(tables: &Tables, derived: &Derived) -> Vec<Option<Day>> {
    let Some(cap) = tables.facts.contact.cap else { return vec![None; derived.ids.len()] };
    let diary = Diary::of(tables, derived);
    (0..derived.ids.len())
        .map(|place| rest_of(&diary.days(place, None), cap, derived.today))
        .collect()
}

fn rest_of(days: &[Day], cap: ContactCap, today: Day) -> Option<Day> {
    if cap.allows(days, today) {
        return None;
    }
    // So long after the last contact nothing counts any more.
    let last = days.iter().copied().max().unwrap_or(today).max(today);
    let free = Day(last.0.saturating_add(i32::from(cap.n_days.max(1))));
    let between = (today.0.saturating_add(1)..free.0).map(Day);
    Some(between.into_iter().find(|day| cap.allows(days, *day)).unwrap_or(free))
}

#[cfg(test)]
mod tests {
    use super::rest_of;
    use crate::domain::contact_rules::ContactCap;
    use crate::domain::day::Day;

    #[test]
    fn rest_ends_as_soon_as_one_more_contact_fits() {
        let cap = ContactCap { n_contacts: 2, n_days: 10 };
        let rest = |days: &[i32]| {
            let days: Vec<Day> = days.iter().copied().map(Day).collect();
            rest_of(&days, cap, Day(100)).map(|day| day.0)
        };
        assert_eq!(rest(&[]), None);
        assert_eq!(rest(&[95]), None);
        assert_eq!(rest(&[95, 98]), Some(105), "ten days after the first of the two");
        assert_eq!(rest(&[80, 85]), None, "long ago");
        assert_eq!(rest(&[95, 98, 106]), Some(108), "those to come count as well");
        assert_eq!(rest(&[95, 98, 300]), Some(105));
    }
}
