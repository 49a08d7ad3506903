//! What is known of people: what a column holds of them, what there was between us, by which ways they
//! may be written to.

use std::collections::BTreeSet;

use super::super::Derived;
use super::tally::{Place, Tally};
use crate::domain::consent::{Channel, Permission};
use crate::domain::interaction::InteractionKind;
use crate::ingest::values::word::read_is_female;
use crate::table::columns::{Value, group_cell, value};
use crate::table::tables::Tables;
use crate::views::portrait::PortraitKey;
use crate::views::table::{Cell, Column, Placed};

/// By what `column` holds; what is of no use for groups, such as notes, counts as not known.
pub fn count_column(tables: &Tables, derived: &Derived, column: &Column, is_in: &[bool]) -> Tally {
    let mut tally = Tally::default();
    for ((place, customer), is_in) in tables.customers.iter().enumerate().zip(is_in) {
        let found = value(tables, customer, derived, place, column);
        if let Value::Tags(tags) = found {
            tally.add_person(*is_in, true);
            tally.overlaps |= tags.len() > 1;
            for tag in tags {
                add_word(&mut tally, *is_in, tag);
            }
            continue;
        }
        let row = match found {
            Value::Text(text) => Some(word(column, text)),
            Value::Group(group) => Some((Place::Ranked(group.rank()), group_cell(tables, group))),
            Value::Stage(stage) => Some((Place::Ranked(stage as i32), Cell::Stage(stage))),
            Value::YesNo(yes) => Some((Place::Ranked(i32::from(!yes)), Cell::YesNo(yes))),
            Value::Class(placed) => {
                let plain = Placed { borderline: false, by_hand: false, ..placed };
                let rank = placed.class as i32 + 10 * i32::from(placed.expected);
                Some((Place::Ranked(rank), Cell::Class(plain)))
            }
            _ => None,
        };
        tally.add_person(*is_in, row.is_some());
        if let Some((place, cell)) = row {
            tally.add(*is_in, 1.0, place, || PortraitKey::Value(cell));
        }
    }
    tally
}

fn add_word(tally: &mut Tally, is_in: bool, word: &str) {
    let key = || PortraitKey::Value(Cell::Text(word.to_owned()));
    tally.add(is_in, 1.0, Place::Word(word.to_owned()), key);
}

/// A sex is one, however it was written.
fn word(column: &Column, text: &str) -> (Place, Cell) {
    let text = match (column, read_is_female(text)) {
        (Column::Sex, Some(true)) => "female",
        (Column::Sex, Some(false)) => "male",
        _ => text,
    };
    (Place::Word(text.to_owned()), Cell::Text(text.to_owned()))
}

/// By the kinds of contact that anybody had. That somebody had none is known, where contacts are noted
/// at all.
pub fn count_contacts(tables: &Tables, derived: &Derived, is_in: &[bool]) -> Tally {
    let had = tables
        .interactions
        .iter()
        .filter_map(|contact| Some((derived.place_of(contact.customer)?, contact.kind)));
    let had: BTreeSet<(usize, InteractionKind)> = had.collect();
    let mut tally = Tally::of_overlapping();
    for is_in in is_in {
        tally.add_person(*is_in, !had.is_empty());
    }
    for (place, kind) in had {
        let row = Place::Ranked(kind as i32);
        tally.add(is_in[place], 1.0, row, || PortraitKey::Contact(kind));
    }
    tally
}

/// By the ways they agreed to, among those who have said anything of any; who opted out of all has.
pub fn count_channels(tables: &Tables, is_in: &[bool]) -> Tally {
    let mut tally = Tally::of_overlapping();
    for (customer, is_in) in tables.customers.iter().zip(is_in) {
        let said = |channel: &Channel| customer.consent.of(*channel);
        let is_known = Channel::ALL.iter().any(|channel| said(channel) != Permission::Unknown);
        tally.add_person(*is_in, is_known);
        for channel in Channel::ALL.into_iter().filter(|one| said(one) == Permission::Granted) {
            let row = Place::Ranked(channel as i32);
            tally.add(*is_in, 1.0, row, || PortraitKey::Channel(channel));
        }
    }
    tally
}
