//! The rounds the sample shop has kept: where everybody stood on four days, the same number of days
//! apart, as the orders and contacts up to each day tell. They are worked out as any round is, so that
//! movement in the sample is what its people did.

use super::LAST_DAY;
use crate::domain::ids::DocumentId;
use crate::domain::round::{Round, RoundFound};
use crate::segments::as_of::as_of;
use crate::segments::derive;
use crate::segments::movement::stand;
use crate::table::chunk::Chunk;
use crate::table::documents::Document;
use crate::table::tables::Tables;

/// Name, days before the sample's last day, and the event it was taken for.
const ROUNDS: [(&str, i32, Option<DocumentId>); 4] = [
    ("Before New Year 年前盘点", 295, None),
    ("After the Spring Meet-up 春季见面会后", 215, Some(DocumentId(1))),
    ("Summer 夏季盘点", 135, None),
    ("Autumn Wash & Walk 秋日洗护同行", 55, Some(DocumentId(2))),
];

/// Adds the rounds to a workspace with everything else in it.
pub fn add(tables: &mut Tables) {
    let rounds: Vec<Round> = ROUNDS
        .into_iter()
        .map(|(name, days_ago, event)| {
            let day = LAST_DAY.plus_days(-days_ago);
            let derived = derive(&as_of(tables, day), day);
            let found =
                RoundFound::Everybody { stood: stand(&derived), board: Box::new(derived.board) };
            Round { name: name.to_owned(), day, event, found }
        })
        .collect();
    for round in rounds {
        let id = DocumentId(tables.next_ids.document);
        tables.next_ids.document += 1;
        let document = Chunk::new(Document::Round(Box::new(round)));
        tables.documents.insert(id, document.into());
    }
}

#[cfg(test)]
mod tests {
    use super::ROUNDS;
    use crate::domain::class::Class;
    use crate::domain::event::AudienceGroup;
    use crate::sample;

    #[test]
    fn people_came_and_moved_between_the_rounds() {
        let sample = sample::tables();
        let rounds: Vec<_> = sample.rounds().map(|(_, round)| round).collect();
        assert_eq!(rounds.len(), ROUNDS.len());
        for pair in rounds.windows(2) {
            assert_eq!(pair[1].day.days_since(pair[0].day), 80, "equally far apart");
            let stood = |at: usize| pair[at].everybody().unwrap();
            let n_moved = stood(0).iter().filter(|was| {
                let is = stood(1).iter().find(|is| is.customer == was.customer);
                is.is_some_and(|is| is.group != was.group)
            });
            assert!(n_moved.count() > 100 && stood(1).len() > stood(0).len());
        }
        for round in rounds {
            let n_of = |class: Class| {
                let group = AudienceGroup::Class(class);
                round.everybody().unwrap().iter().filter(|one| one.group == group).count()
            };
            assert!(Class::ALL.into_iter().all(|class| n_of(class) > 50), "{}", round.name);
            assert!(round.event.is_none_or(|event| sample.events().any(|(id, _)| id == event)));
        }
    }
}
