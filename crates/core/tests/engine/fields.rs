//! The user's own fields: declared, renamed, changed in kind, removed, and all of it taken back.

use meadow_core::domain::customer::Customer;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::workspace::{CustomField, FieldKind};
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    BulkChange, Command, EngineError, GetColumns, GetCustomers, GetFacts, GetFieldFit, Thing,
};
use meadow_core::table::documents::SavedView;
use meadow_core::views::table::{Cell, Column, ColumnInfo, ColumnKind, Filter, TableQuery, Test};

use super::tab::{Tab, named};

fn field(key: &str, label: &str, kind: Option<FieldKind>) -> CustomField {
    CustomField { key: key.into(), label: label.into(), kind }
}

fn save(tab: &Tab, field: CustomField) -> Result<(), EngineError> {
    tab.run(Command::SaveField { field }).map(drop)
}

fn fields(tab: &Tab) -> Vec<CustomField> {
    tab.ask(GetFacts {}).unwrap().custom_fields
}

/// Somebody with this in the field.
fn add_with(tab: &Tab, name: &str, key: &str, value: &str) {
    let fields = [(key.to_owned(), value.to_owned())].into();
    let customer = Box::new(Customer { fields, ..named(name) });
    tab.run(Command::AddCustomer { customer }).unwrap();
}

fn info(tab: &Tab, key: &str) -> ColumnInfo {
    let columns = tab.ask(GetColumns {}).unwrap();
    columns.into_iter().find(|info| info.column == Column::Custom(key.into())).unwrap()
}

#[test]
fn a_field_is_added_and_renamed_and_no_two_have_one_name() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    save(&tab, field("", " Pet ", Some(FieldKind::Text))).unwrap();
    save(&tab, field("", "PET", None)).unwrap();
    let keys: Vec<String> = fields(&tab).into_iter().map(|field| field.key).collect();
    assert_eq!(keys, ["pet", "pet'"]);
    save(&tab, field("pet", "宠物", Some(FieldKind::Choice))).unwrap();
    assert_eq!(fields(&tab)[0], field("pet", "宠物", Some(FieldKind::Choice)));
    for refused in [field("", "宠物", None), field("pet'", "宠物", None), field("", "  ", None)]
    {
        let error = save(&tab, refused).unwrap_err();
        assert!(matches!(error, EngineError::BadInput { .. }), "{error:?}");
    }
    let gone = EngineError::NotFound { what: Thing::Field };
    assert_eq!(save(&tab, field("bird", "Bird", None)), Err(gone));
}

#[test]
fn words_that_people_have_in_common_are_told() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for name in ["breed", "nickname"] {
        save(&tab, field("", name, Some(FieldKind::Text))).unwrap();
    }
    for (name, breed) in [("Ann", "poodle"), ("Bo", "beagle"), ("Cy", "poodle")] {
        let own = [("breed", breed), ("nickname", name)];
        let fields = own.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let customer = Box::new(Customer { fields, ..named(name) });
        tab.run(Command::AddCustomer { customer }).unwrap();
    }
    assert!(info(&tab, "breed").has_repeats);
    assert!(!info(&tab, "nickname").has_repeats, "each has one of their own");
}

#[test]
fn what_does_not_fit_a_kind_stays_and_is_counted() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    save(&tab, field("", "weight", None)).unwrap();
    for (name, weight) in [("Ann", "12.5"), ("Bo", "heavy"), ("Cy", "2026-03-05")] {
        add_with(&tab, name, "weight", weight);
    }
    let fit = tab.ask(GetFieldFit { key: "weight".into() }).unwrap();
    assert_eq!(fit.n_filled, 3);
    let misfits = |kind| fit.n_misfits.iter().find(|(of, _)| *of == kind).unwrap().1;
    assert_eq!([FieldKind::Number, FieldKind::Date, FieldKind::YesNo].map(misfits), [2, 2, 3]);
    assert_eq!([FieldKind::Text, FieldKind::Choice].map(misfits), [0, 0]);
    assert_eq!(info(&tab, "weight").n_misfits, 0);

    let rows = tab.rows();
    save(&tab, field("weight", "weight", Some(FieldKind::Number))).unwrap();
    assert_eq!(tab.rows().customers, rows.customers);
    let info = info(&tab, "weight");
    assert_eq!((info.kind, info.n_filled, info.n_misfits), (ColumnKind::Number, 3, 2));
    let column = Column::Custom("weight".into());
    let table = TableQuery {
        columns: vec![column.clone()],
        sort: Some((column, true)),
        limit: 9,
        ..TableQuery::default()
    };
    let page = tab.ask(GetCustomers { table }).unwrap();
    let cells: Vec<Cell> = page.rows.into_iter().map(|row| row.cells[0].clone()).collect();
    let text = |text: &str| Cell::Text(text.into());
    assert_eq!(cells, [Cell::Number(12.5), text("2026-03-05"), text("heavy")]);

    // Nobody is given what the field cannot hold.
    let ids = rows.customers.iter().map(|card| card.customer.id).collect();
    let field = CustomerField::Custom("weight".into());
    let change = BulkChange::Set { field, value: "light".into() };
    let error = tab.run(Command::BulkEdit { ids, change }).unwrap_err();
    assert!(matches!(error, EngineError::BadInput { .. }), "{error:?}");
}

#[test]
fn a_declared_kind_stands_whatever_the_values_look_like() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for (label, kind, expected) in [
        ("text", FieldKind::Text, ColumnKind::Text),
        ("number", FieldKind::Number, ColumnKind::Number),
        ("money", FieldKind::Money, ColumnKind::Money),
        ("date", FieldKind::Date, ColumnKind::Date),
        ("choice", FieldKind::Choice, ColumnKind::Choice),
        ("yes-no", FieldKind::YesNo, ColumnKind::YesNo),
    ] {
        save(&tab, field("", label, Some(kind))).unwrap();
        add_with(&tab, label, label, "yes");
        assert_eq!(info(&tab, label).kind, expected);
    }
}

#[test]
fn a_removed_field_takes_its_values_and_its_place_in_views_along() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    save(&tab, field("", "pet", None)).unwrap();
    save(&tab, field("", "car", None)).unwrap();
    add_with(&tab, "Ann", "pet", "dog");
    add_with(&tab, "Bo", "car", "red");
    let pet = Column::Custom("pet".into());
    let query = TableQuery {
        filters: vec![Filter { column: pet.clone(), test: Test::Filled(true) }],
        columns: vec![Column::Class, pet.clone()],
        sort: Some((pet, true)),
        ..TableQuery::default()
    };
    let view = SavedView { name: "Pets".into(), query };
    tab.run(Command::SaveView { id: None, view: Box::new(view) }).unwrap();
    let before = tab.rows();

    tab.run(Command::RemoveField { key: "pet".into() }).unwrap();
    let after = tab.rows();
    assert_eq!(fields(&tab), [field("car", "car", None)]);
    let held: Vec<usize> = after.customers.iter().map(|card| card.customer.fields.len()).collect();
    assert_eq!(held, [0, 1]);
    let query = &after.views[0].1.query;
    assert_eq!((query.columns.as_slice(), query.filters.len()), ([Column::Class].as_slice(), 0));
    assert_eq!(query.sort, None);

    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
    let gone = EngineError::NotFound { what: Thing::Field };
    assert_eq!(tab.run(Command::RemoveField { key: "bird".into() }), Err(gone));
}
