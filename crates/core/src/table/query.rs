//! The customer table: which rows match, in which order, and one page of them.

use std::collections::BTreeSet;

use super::columns::{describe, group_cell, value};
use super::filter::Sieve;
use super::search::Search;
use super::sort::sort_places;
use super::tables::Tables;
use crate::domain::consent::{Channel, Consent, Permission};
use crate::domain::ids::CustomerId;
use crate::segments::Derived;
use crate::segments::audience::obstacle_today;
use crate::views::table::{Cell, Column, ColumnInfo, TablePage, TableQuery, TableRow};

/// Rows answered at once.
pub const MAX_ROWS: u32 = 500;

/// The rows of a query in their order. It holds for one revision and for all pages and columns of
/// the query, so that scrolling neither filters nor sorts again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOrder {
    places: Vec<u32>,
}

impl TableOrder {
    pub fn new(tables: &Tables, derived: &Derived, query: &TableQuery) -> Self {
        let search = Search::new(&query.search);
        let sieves: Vec<Sieve> = query.filters.iter().map(Sieve::new).collect();
        let only: BTreeSet<CustomerId> = query.only.iter().copied().collect();
        let rows = tables.customers.iter().enumerate();
        let mut places: Vec<u32> = rows
            .filter(|(place, customer)| {
                (only.is_empty() || only.contains(&customer.id))
                    && sieves.iter().all(|sieve| sieve.passes(tables, customer, derived, *place))
                    && search.finds(customer)
            })
            .map(|(place, _)| place as u32)
            .collect();
        if let Some((column, ascending)) = &query.sort {
            sort_places(tables, derived, &mut places, column, *ascending);
        }
        Self { places }
    }

    pub fn n_matching(&self) -> u32 {
        self.places.len() as u32
    }

    pub fn ids(&self, derived: &Derived) -> Vec<CustomerId> {
        self.places.iter().map(|place| derived.ids[*place as usize]).collect()
    }

    /// One page: offset, limit and columns are the query's.
    pub fn page(&self, tables: &Tables, derived: &Derived, query: &TableQuery) -> TablePage {
        let start = (query.offset as usize).min(self.places.len());
        let n_rows = query.limit.min(MAX_ROWS) as usize;
        let rows = self.places[start..].iter().take(n_rows).filter_map(|place| {
            let place = *place as usize;
            let customer = tables.customers.get(derived.ids[place])?;
            let cell = |column: &Column| {
                let cell = value(tables, customer, derived, place, column).into_cell();
                match (column, cell) {
                    (_, Cell::Group(group)) => group_cell(tables, group),
                    (Column::MayInvite, Cell::Permission(overall)) => Cell::MayInvite {
                        overall,
                        channels: said(&customer.consent),
                        is_unproven: customer.consent.lacks_proof(),
                        rests_until: derived.rests_until(tables)[place],
                    },
                    (_, cell) => cell,
                }
            };
            Some(TableRow {
                id: customer.id,
                name: customer.name.clone(),
                obstacle: obstacle_today(tables, customer, derived, place),
                cells: query.columns.iter().map(cell).collect(),
            })
        });
        TablePage {
            n_matching: self.n_matching(),
            n_all: derived.ids.len() as u32,
            offset: query.offset,
            rows: rows.collect(),
        }
    }
}

/// What was said about each channel, where anything was.
fn said(consent: &Consent) -> Vec<(Channel, Permission)> {
    let channels = Channel::ALL.map(|channel| (channel, consent.of(channel)));
    channels.into_iter().filter(|(_, permission)| *permission != Permission::Unknown).collect()
}

/// Do two queries have the same rows in the same order, whatever page and columns they ask for?
pub fn same_order(one: &TableQuery, other: &TableQuery) -> bool {
    one.search == other.search
        && one.filters == other.filters
        && one.only == other.only
        && one.sort == other.sort
}

/// One page worked out afresh; who asks for many keeps the `TableOrder`.
pub fn page(tables: &Tables, derived: &Derived, query: &TableQuery) -> TablePage {
    TableOrder::new(tables, derived, query).page(tables, derived, query)
}

/// Every customer that matches, in order, whatever page is asked for.
pub fn matching_ids(tables: &Tables, derived: &Derived, query: &TableQuery) -> Vec<CustomerId> {
    TableOrder::new(tables, derived, query).ids(derived)
}

/// Every column with its kind, how many customers have something in it, and for choices the values.
pub fn columns(tables: &Tables, derived: &Derived) -> Vec<ColumnInfo> {
    describe(tables, derived)
}
