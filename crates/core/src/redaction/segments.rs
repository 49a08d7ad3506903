//! Segments with nobody's name in them. One whose rule holds words that somebody typed is left out,
//! and so is every segment that is made with it.

use std::collections::BTreeSet;

use super::new_ids::NewIds;
use super::originals::Originals;
use crate::domain::ids::DocumentId;
use crate::domain::text::Language;
use crate::table::documents::{SavedSegment, StoredPeople, TargetStart};
use crate::table::tables::Tables;
use crate::views::rule::{Condition, Goods, Rule};
use crate::views::segment::SegmentAbout;
use crate::views::table::{Column, Filter, Test};
use crate::words::redacted;

/// The segments that stay.
pub fn without_words(tables: &Tables) -> BTreeSet<DocumentId> {
    let is_wordless = |(_, segment): &(DocumentId, &SavedSegment)| match &segment.people {
        StoredPeople::Live(rule) => is_wordless(rule),
        StoredPeople::Listed(_) | StoredPeople::Combined(..) => true,
    };
    let mut kept: BTreeSet<DocumentId> =
        tables.segments().filter(is_wordless).map(|(id, _)| id).collect();
    loop {
        let stands = |id: &DocumentId| {
            let asks_for = tables.segment(*id).map(SavedSegment::asks_for);
            asks_for.is_some_and(|asks_for| asks_for.iter().all(|other| kept.contains(other)))
        };
        let standing: BTreeSet<DocumentId> = kept.iter().copied().filter(stands).collect();
        if standing.len() == kept.len() {
            return kept;
        }
        kept = standing;
    }
}

/// The rule, where it goes without words and asks for no segment that is left out.
pub fn redact_rule_of(
    rule: &Rule,
    kept: &BTreeSet<DocumentId>,
    originals: &Originals<'_>,
) -> Option<Rule> {
    let stays = is_wordless(rule) && rule.segments().all(|id| kept.contains(&id));
    stays.then(|| redact_rule(rule, originals))
}

fn is_wordless(rule: &Rule) -> bool {
    rule.conditions().into_iter().all(names_nobody)
}

/// Those who were on a list stay on it, under their new numbers.
pub fn redact(
    segment: &SavedSegment,
    originals: &Originals<'_>,
    language: Language,
    new_ids: &NewIds,
) -> SavedSegment {
    let SegmentAbout { name, owner, target, before_sale, after_sale } = &segment.about;
    let owner = match owner.is_empty() {
        true => String::new(),
        false => redacted::member("1").get(language).to_owned(),
    };
    let about = SegmentAbout {
        name: originals.scrub(name),
        owner,
        target: *target,
        before_sale: originals.scrub(before_sale),
        after_sale: originals.scrub(after_sale),
    };
    let people = match &segment.people {
        StoredPeople::Listed(ids) => StoredPeople::Listed(new_ids.all(ids)),
        StoredPeople::Live(rule) => StoredPeople::Live(redact_rule(rule, originals)),
        StoredPeople::Combined(..) => segment.people.clone(),
    };
    let target_start = segment
        .target_start
        .as_ref()
        .map(|start| TargetStart { since: start.since, people: new_ids.all(&start.people) });
    SavedSegment { about, people, made_on: segment.made_on, target_start }
}

/// Names of categories are masked as they are on the products, and keys of fields as they are in the facts.
fn redact_rule(rule: &Rule, originals: &Originals<'_>) -> Rule {
    match rule {
        Rule::Group(how, parts) => {
            Rule::Group(*how, parts.iter().map(|part| redact_rule(part, originals)).collect())
        }
        Rule::Is(Condition::Orders { goods: Goods::Category(category), days, test }) => {
            let goods = Goods::Category(originals.scrub(category));
            Rule::Is(Condition::Orders { goods, days: *days, test: test.clone() })
        }
        Rule::Is(Condition::Field(filter)) => {
            let column = redact_column(&filter.column, originals);
            Rule::Is(Condition::Field(Filter { column, ..filter.clone() }))
        }
        Rule::Is(Condition::Day { column, days }) => {
            let column = redact_column(column, originals);
            Rule::Is(Condition::Day { column, days: *days })
        }
        Rule::Is(condition) => Rule::Is(condition.clone()),
    }
}

fn redact_column(column: &Column, originals: &Originals<'_>) -> Column {
    match column {
        Column::Custom(key) => Column::Custom(originals.field_key(key).to_owned()),
        column => column.clone(),
    }
}

/// Does a condition go without words that somebody typed?
fn names_nobody(condition: &Condition) -> bool {
    match condition {
        Condition::Field(Filter {
            test: Test::Contains(_) | Test::AnyOf(_) | Test::OtherThan(_),
            ..
        }) => false,
        Condition::Field(Filter {
            column: _,
            test:
                Test::Between { .. }
                | Test::IsYes(_)
                | Test::ClassIs { .. }
                | Test::Unplaced
                | Test::StageIs(_)
                | Test::PermissionIs(_)
                | Test::BlockedOr(_)
                | Test::GroupIs(_)
                | Test::Filled(_),
        })
        | Condition::Day { .. }
        | Condition::Orders { .. }
        | Condition::Contacts { .. }
        | Condition::OrderedAt { .. } => true,
    }
}
