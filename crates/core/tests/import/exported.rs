//! A customer list that was exported comes in again: the import knows its columns and its words.

use std::collections::{BTreeMap, BTreeSet};

use meadow_core::domain::consent::{Channel, Consent};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::text::Language;
use meadow_core::export::csv;
use meadow_core::sample;
use meadow_core::segments::derive;
use meadow_core::table::columns::BUILT_IN;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::ColumnRole;
use meadow_core::views::table::{Column, TableQuery};

use crate::reading::{import_into, look_at, roles, today};

/// Those a file can speak of.
const CHANNELS: [Channel; 4] = [Channel::WeChat, Channel::Sms, Channel::Phone, Channel::Email];

/// What the import makes of a column; `None`: a column of the user's own.
fn role_of(column: &Column) -> Option<ColumnRole> {
    Some(match column {
        Column::Key => ColumnRole::CustomerKey,
        Column::Name => ColumnRole::Name,
        Column::Stage => ColumnRole::Stage,
        Column::Phone => ColumnRole::Phone,
        Column::Email => ColumnRole::Email,
        Column::WeChat => ColumnRole::WeChat,
        Column::Company => ColumnRole::Company,
        Column::Region => ColumnRole::Region,
        Column::Sex => ColumnRole::Sex,
        Column::BirthYear => ColumnRole::BirthYear,
        Column::LeadSource => ColumnRole::LeadSource,
        Column::KnownSince => ColumnRole::KnownSince,
        Column::Member => ColumnRole::Member,
        Column::Budget => ColumnRole::Budget,
        Column::SpendingPower => ColumnRole::SpendingPower,
        Column::Consent(Channel::WeChat) => ColumnRole::ConsentWeChat,
        Column::Consent(Channel::Sms) => ColumnRole::ConsentSms,
        Column::Consent(Channel::Phone) => ColumnRole::ConsentPhone,
        Column::Consent(Channel::Email) => ColumnRole::ConsentEmail,
        Column::Tags => ColumnRole::Tags,
        Column::ReferredBy => ColumnRole::ReferredBy,
        Column::Notes => ColumnRole::Note,
        _ => return None,
    })
}

/// Every 20th customer of the sample, the first with what the sample leaves empty.
fn tables() -> Tables {
    let mut tables = sample::tables();
    let (kept, others): (Vec<Customer>, Vec<Customer>) =
        tables.customers.iter().cloned().partition(|customer| customer.id.0 % 20 == 1);
    let others: BTreeSet<_> = others.iter().map(|customer| customer.id).collect();
    tables.customers.remove(&others);
    tables.orders.remove_of_customers(&others);
    let (company, tags) = ("Cloud Trading 云朵商贸".to_owned(), vec!["dog 狗".to_owned()]);
    tables.customers.replace([Customer { company, tags, ..kept[0].clone() }]);
    tables
}

/// What a file can carry of every customer, by number.
fn facts(tables: &Tables) -> BTreeMap<String, Customer> {
    let carried = tables.customers.iter().map(|customer| {
        let mut customer = Customer {
            id: Default::default(),
            stage: None,
            class_override: None,
            fields: BTreeMap::new(),
            ..customer.clone()
        };
        // Whoever wants nothing at all goes out as one who refuses every channel.
        let mut asked = Consent::default();
        for channel in CHANNELS {
            asked.set(channel, customer.consent.of(channel));
        }
        customer.consent = asked;
        customer.notes.iter_mut().for_each(|note| note.day = today());
        (customer.key.clone(), customer)
    });
    carried.collect()
}

#[test]
fn an_exported_list_comes_in_again() {
    let tables = tables();
    let derived = derive(&tables, today());
    for language in [Language::En, Language::Zh] {
        let query = TableQuery { columns: BUILT_IN.to_vec(), ..TableQuery::default() };
        let file = csv::customers(&tables, &derived, &query, language);
        let seen = look_at(&file.bytes).expect("a list");
        for ((column, role), seen) in BUILT_IN.iter().zip(roles(&seen)).zip(&seen.columns) {
            let custom = ColumnRole::custom(seen.header.clone());
            assert_eq!(role, role_of(column).unwrap_or(custom), "{}", seen.header);
        }
        let (again, report) = import_into(&Tables::default(), &file.bytes).expect("a list");
        assert_eq!(
            (report.n_customers_new as usize, report.n_rejected()),
            (tables.customers.len(), 0)
        );
        assert_eq!(report.n_cells_dropped, []);
        for (again, before) in facts(&again).iter().zip(&facts(&tables)) {
            assert_eq!(again, before);
        }
    }
}
