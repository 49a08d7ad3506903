//! What is to be expected of customers, as asked of the engine: worked out once, filtered, in rules, as
//! SQL and in files; cancelled without a trace; and gone with whoever is erased.

use meadow_core::domain::consent::OptOut;
use meadow_core::domain::outlook::{OutlookColumn, OutlookSettings};
use meadow_core::domain::text::Language;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Ask, Command, CountRule, EngineError, ExportCustomers, ExportRuleSql, ExportTables,
    GetCustomerBase, GetCustomerCard, GetCustomerIds, GetFacts, GetPersonOutlook, GetSummary,
    Request,
};
use meadow_core::views::customer_base::{BaseReport, CustomerBaseView, NoValue, PersonOutlookView};
use meadow_core::views::forecast::Obstacle;
use meadow_core::views::rule::{Condition, Rule};
use meadow_core::views::segment::SqlSubject;
use meadow_core::views::table::{Column, Filter, TableQuery, Test};
use meadow_core::views::workspace::FileFormat;

use super::tab::{CancelsAt, Tab};

/// 150 people: some come every few weeks, some stayed away after a while, some came once.
pub fn with_regulars(store: &MemoryStore) -> Tab<'_> {
    let tab = Tab::with_workspace(store);
    let mut csv = "customer_id,name,order_date,amount\n".to_owned();
    for person in 0..150u32 {
        let n = match person % 3 {
            0 => 1,
            1 => 2 + person % 5,
            _ => 5 + person % 9,
        };
        for at in 0..n {
            let day = person % 29 + at * (17 + person * 5 % 31);
            let (month, date) = (1 + day / 28 % 12, 1 + day % 28);
            let year = 2023 + day / 336;
            let amount = 20 + (person * 7 + at * 11) % 60;
            csv += &format!("C{person},Person {person},{year}-{month:02}-{date:02},{amount}\n");
        }
    }
    let (source, mapping) = tab.attach_csv(&csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let facts = tab.ask(GetFacts {}).unwrap();
    let outlook = OutlookSettings {
        margin_percent: Some((30.0, 40.0)),
        discount_percent: Some(10.0),
        ..OutlookSettings::default()
    };
    let facts = WorkspaceFacts { outlook, ..facts };
    tab.run(Command::SetFacts { facts: Box::new(facts) }).unwrap();
    tab
}

fn ask(tab: &Tab) -> CustomerBaseView {
    tab.ask(GetCustomerBase {}).unwrap()
}

fn report(view: &CustomerBaseView) -> &BaseReport {
    view.found.as_ref().expect("enough data")
}

fn hardly_active() -> Filter {
    let test = Test::Between { low: None, high: Some(0.5) };
    Filter { column: Column::Outlook(OutlookColumn::Active), test }
}

#[test]
fn settings_are_one_step_with_a_name() {
    let store = MemoryStore::default();
    let tab = with_regulars(&store);
    let undo = tab.ask(GetSummary {}).unwrap().undo.unwrap();
    assert_eq!(undo.en, "Change what customer value is reckoned with");
    assert!(report(&ask(&tab)).value.is_ok());
    tab.undo().unwrap();
    assert_eq!(report(&ask(&tab)).value, Err(NoValue::NoMarginNorInterest));
}

#[test]
fn filters_rules_and_files_know_it() {
    let store = MemoryStore::default();
    let tab = with_regulars(&store);
    let filters = vec![hardly_active()];
    let table = TableQuery { filters, ..TableQuery::default() };
    let listed = tab.ask(GetCustomerIds { table: table.clone() }).unwrap();
    assert!(!listed.is_empty() && listed.len() < 150);
    let rule = Rule::Is(Condition::Field(hardly_active()));
    let counted = tab.ask(CountRule { rule: rule.clone(), n_first: 1 }).unwrap();
    assert_eq!(counted.sum.n_people as usize, listed.len());
    let language = Language::En;
    let file = ExportCustomers { table, format: FileFormat::Csv, language };
    let file = String::from_utf8(tab.ask(file).unwrap().bytes).unwrap();
    for name in ["Chance of being active", "Expected purchases", "Expected value"] {
        assert!(file.lines().next().unwrap().contains(name), "{name}");
    }
    assert_eq!(file.lines().count(), listed.len() + 1);
    // A database gets what was found, and asks for it by name.
    let subject = SqlSubject::Rule(Box::new(rule));
    let sql = tab.ask(ExportRuleSql { subject, language }).unwrap();
    let sql = String::from_utf8(sql.file.bytes).unwrap();
    assert!(sql.contains("c.chance_active <= 5e-1"), "{sql}");
    assert!(!tab.ask(ExportTables {}).unwrap().bytes.is_empty());
}

#[test]
fn it_can_be_cancelled_anywhere_and_asked_again() {
    let store = MemoryStore::default();
    let tab = with_regulars(&store);
    let expected = ask(&with_regulars(&MemoryStore::default()));
    for n in 1..=5 {
        let request = Request::Query(GetCustomerBase {}.pack());
        let found = tab.request(&CancelsAt::pause(n), request);
        assert_eq!(found.unwrap_err(), EngineError::Cancelled);
    }
    assert_eq!(ask(&tab), expected);
}

#[test]
fn whoever_is_erased_is_in_none_of_it() {
    let store = MemoryStore::default();
    let tab = with_regulars(&store);
    let before = ask(&tab);
    let first = report(&before).best[0].clone();
    tab.step(Request::Erase { ids: vec![first.id], as_words: false }).unwrap();
    let after = ask(&tab);
    assert_eq!(after.n_bought, before.n_bought - 1);
    let named = report(&after).best.iter().chain(&report(&after).fading);
    assert!(named.into_iter().all(|row| row.id != first.id && row.name != first.name));
    let gone = tab.ask(GetPersonOutlook { id: first.id });
    assert!(matches!(gone, Err(EngineError::NotFound { .. })));
}

#[test]
fn a_person_is_told_what_the_list_says() {
    let store = MemoryStore::default();
    let tab = with_regulars(&store);
    let view = ask(&tab);
    let first = &report(&view).best[0];
    let PersonOutlookView::Told(person) = tab.ask(GetPersonOutlook { id: first.id }).unwrap()
    else {
        panic!("has bought");
    };
    assert_eq!((person.value.ok(), person.purchases), (first.value, first.purchases));
}

#[test]
fn who_may_not_be_invited_is_marked_in_the_lists() {
    let store = MemoryStore::default();
    let tab = with_regulars(&store);
    let first = report(&ask(&tab)).best[0].clone();
    assert_eq!(first.obstacle, None);
    let before = tab.ask(GetCustomerCard { id: first.id }).unwrap().customer;
    let mut customer = before.clone();
    customer.consent.opt_out = Some(OptOut { day: None, source: "by call".into() });
    tab.run(Command::EditCustomer { before: Box::new(before), customer: Box::new(customer) })
        .unwrap();
    let marked = report(&ask(&tab)).best[0].clone();
    assert_eq!((marked.id, marked.obstacle), (first.id, Some(Obstacle::OptedOut)));
}
