//! Which method is recommended for people of the workspace: their portrait is read.

use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::DocumentId;
use meadow_core::domain::method::Method;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, GetMethodQuestions, GetPeopleRead, GetRecommendation, Outcome,
};
use meadow_core::views::recommend::{Given, PeopleRead, RecommendTerms, Whom};
use meadow_core::views::rule::{Condition, Rule};
use meadow_core::views::segment::{SegmentAbout, SegmentPeople};
use meadow_core::views::table::{Column, Filter, Test};

use super::tab::{TODAY, Tab, named};

/// Twelve who bought, eight of them on two days; four companies that have not.
fn fill(tab: &Tab) {
    let mut csv = "customer_id,name,order_date,amount\n".to_owned();
    for number in 1..=12 {
        let (first, second) = (TODAY.plus_days(-90), TODAY.plus_days(-30));
        csv.push_str(&format!("C{number},Person {number},{first},{number}0\n"));
        if number <= 8 {
            csv.push_str(&format!("C{number},Person {number},{second},{number}5\n"));
        }
    }
    let (source, mapping) = tab.attach_csv(&csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    for number in 1..=4 {
        let company = format!("Company {number}");
        let customer = Customer { company, ..named(&format!("Lead {number}")) };
        tab.run(Command::AddCustomer { customer: Box::new(customer) }).unwrap();
    }
}

fn read(tab: &Tab, whom: Whom) -> PeopleRead {
    tab.ask(GetPeopleRead { whom }).unwrap()
}

#[test]
fn the_people_chosen_are_read_and_nothing_is_changed() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    assert!(tab.ask(GetMethodQuestions {}).unwrap().len() > 5);
    assert_eq!(read(&tab, Whom::Everybody), PeopleRead::default());
    fill(&tab);
    let filter = Filter { column: Column::Company, test: Test::Filled(false) };
    let about = Box::new(SegmentAbout { name: "Private".into(), ..SegmentAbout::default() });
    let people = Box::new(SegmentPeople::Live(Rule::Is(Condition::Field(filter))));
    let saved = tab.run(Command::SaveSegment { id: None, about, people }).unwrap();
    let Outcome::Document(private) = saved else { panic!("{saved:?}") };
    let here = tab.here();

    let people = read(&tab, Whom::Everybody);
    assert_eq!((people.n_people, people.n_buyers), (16, 12));
    assert_eq!((people.n_returning, people.n_companies), (8, 4));
    let terms = RecommendTerms { customers: Some(people.whom), ..RecommendTerms::default() };
    let view = tab.ask(GetRecommendation { terms, people: Some(people) }).unwrap();
    assert_eq!(view.ranked[0].method, Some(Method::Membership));
    let given = &view.ranked[0].speaks_for[0].given;
    assert_eq!(*given, [Given::Returning { n: 8, of: 16 }]);

    let people = read(&tab, Whom::Segment(private));
    assert_eq!((people.n_people, people.n_returning, people.n_companies), (12, 8, 0));
    // A segment that is gone holds nobody.
    let whom = Whom::Segment(DocumentId(999));
    assert_eq!(read(&tab, whom), PeopleRead { whom, ..PeopleRead::default() });
    assert_eq!(tab.here(), here);
}
