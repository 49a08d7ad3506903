//! On whom to spend (A3, A4): the effort for each class, by how many there are of it.
//!
//! **The rule.** Effort goes where a person can become a bee: dragonflies and butterflies count 3 each,
//! a bee 2 (kept, and asked for friends), a mantis ½ (news, to fill the room). A lead counts half of
//! what its expected class does: it has not bought. Whoever is unplaced counts for nothing until more is
//! known. The share of a class is its weighted number over everybody's. These weights are a house rule,
//! stated beside the figures, not an estimate from data.

use super::Derived;
use super::movement::stand;
use crate::domain::class::Class;
use crate::domain::event::AudienceGroup;
use crate::domain::money::Money;
use crate::views::round::{OF_A_LEAD, PromotionMix, PromotionPart};

const fn weight(class: Class) -> f64 {
    match class {
        Class::Bee => 2.0,
        Class::Dragonfly | Class::Butterfly => 3.0,
        Class::Mantis => 0.5,
    }
}

pub fn promotion_mix(derived: &Derived) -> PromotionMix {
    let stood = stand(derived);
    let n_in =
        |group: &AudienceGroup| stood.iter().filter(|one| one.group == *group).count() as u32;
    let mut parts = Class::ALL.map(|class| PromotionPart {
        class,
        n_customers: n_in(&AudienceGroup::Class(class)),
        n_expected: n_in(&AudienceGroup::Expected(class)),
        weight: weight(class),
        share: 0.0,
        yearly_value: yearly_value(derived, class),
    });
    let effort = |part: &PromotionPart| {
        part.weight * (f64::from(part.n_customers) + OF_A_LEAD * f64::from(part.n_expected))
    };
    let total: f64 = parts.iter().map(effort).sum();
    if total > 0.0 {
        for part in &mut parts {
            part.share = effort(part) / total;
        }
    }
    PromotionMix { parts: parts.to_vec(), n_unplaced: n_in(&AudienceGroup::Unplaced) }
}

/// What a customer of the class spent in the last 12 months of the data, on average.
fn yearly_value(derived: &Derived, class: Class) -> Option<Money> {
    let group = AudienceGroup::Class(class);
    let theirs = derived.standings.iter().zip(&derived.purchases);
    let spent: Vec<Money> = theirs
        .filter(|(standing, _)| standing.group() == group)
        .map(|(_, facts)| facts.spend_last_year)
        .collect();
    let sum: Money = spent.iter().copied().sum();
    (!spent.is_empty()).then(|| Money(sum.0 / spent.len() as i64))
}

#[cfg(test)]
mod tests {
    use super::promotion_mix;
    use crate::domain::class::Class;
    use crate::domain::day::Day;
    use crate::sample;
    use crate::segments::derive;
    use crate::table::tables::Tables;

    #[test]
    fn effort_follows_the_shares_there_are() {
        let tables = sample::tables();
        let mix = promotion_mix(&derive(&tables, Day(20_700)));
        let total: f64 = mix.parts.iter().map(|part| part.share).sum();
        assert!((total - 1.0).abs() < 1e-12);
        for part in &mix.parts {
            let n = f64::from(part.n_customers) + 0.5 * f64::from(part.n_expected);
            let mantis = &mix.parts[3];
            let n_mantis = f64::from(mantis.n_customers) + 0.5 * f64::from(mantis.n_expected);
            // By head, as the weights say.
            let ratio = (part.share / n) / (mantis.share / n_mantis);
            assert!((ratio - part.weight / 0.5).abs() < 1e-9, "{:?}", part.class);
        }
        assert_eq!(mix.parts.iter().map(|part| part.class).collect::<Vec<_>>(), Class::ALL);
        let n: u32 = mix.parts.iter().map(|part| part.n_customers + part.n_expected).sum();
        assert_eq!((n + mix.n_unplaced) as usize, tables.customers.len());
    }

    #[test]
    fn nobody_is_no_reason_to_spend() {
        let mix = promotion_mix(&derive(&Tables::default(), Day(0)));
        assert!(mix.parts.iter().all(|part| part.share == 0.0 && part.yearly_value.is_none()));
    }
}
