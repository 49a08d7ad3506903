//! Clusters: suggested, chosen, listed, kept as segments in one step; a long search is cancelled
//! without a trace.

use std::collections::BTreeSet;

use meadow_core::domain::cluster::{ClusterBasis, ClusterMeasure, Clusters};
use meadow_core::domain::day::Day;
use meadow_core::domain::text::Language;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Ask, Command, EngineError, ExportRuleSql, GetClusters, GetCustomerIds, GetSegments, Request,
};
use meadow_core::segments::clusters::MOST_WEIGHED;
use meadow_core::views::cluster::{FoundClusters, NoClusters};
use meadow_core::views::rule::{Condition, Join, Rule};
use meadow_core::views::segment::{SegmentAbout, SegmentKind, SegmentPeople, SqlSubject};
use meadow_core::views::table::TableQuery;

use super::tab::{CancelsAt, TODAY, Tab};

/// Eight who come often and spend much, and eight who came once for little.
fn with_two_kinds(store: &MemoryStore) -> Tab<'_> {
    let tab = Tab::with_workspace(store);
    let mut csv = "customer_id,name,order_date,amount\n".to_owned();
    for customer in 1..=8 {
        for month in 1..=9 {
            csv += &format!(
                "C{customer},Often {customer},2024-0{month}-1{},{}0\n",
                customer % 3,
                90 + customer
            );
        }
        csv += &format!("R{customer},Rare {customer},2023-02-0{customer},{}\n", 5 + customer);
    }
    let (source, mapping) = tab.attach_csv(&csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    tab
}

/// More than can be weighed: three kinds, four thousand of each, all a little different.
fn with_three_kinds(store: &MemoryStore) -> Tab<'_> {
    let tab = Tab::with_workspace(store);
    let mut csv = "customer_id,order_date,amount\n".to_owned();
    let mut order = |customer: u32, day: Day, amount: u32| {
        csv += &format!("C{customer},{day},{}.{:02}\n", amount / 100, amount % 100);
    };
    for n in 0..4_000_u32 {
        // What differs from one to the next, in steps that do not keep time with one another.
        let (a, b, c) = (n * 37 % 101, n * 53 % 89, n * 71 % 97);
        let day = |ago: u32| TODAY.plus_days(-(ago as i32));
        for visit in 0..6 {
            order(n, day(3 + a / 4 + visit * (8 + b / 20)), 9_000 + 60 * c);
        }
        for visit in 0..2 {
            order(10_000 + n, day(90 + a + visit * (30 + b / 4)), 60_000 + 400 * c);
        }
        order(20_000 + n, day(500 + 2 * a), 900 + 9 * c + b);
    }
    let (source, mapping) = tab.attach_csv(&csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    tab
}

fn ask(tab: &Tab, n: Option<u8>) -> FoundClusters {
    tab.ask(GetClusters { basis: ClusterBasis::default(), n }).unwrap().found.unwrap()
}

fn of(n: u8) -> Clusters {
    Clusters { basis: ClusterBasis::default(), n }
}

#[test]
fn two_kinds_are_suggested_and_another_number_can_be_had() {
    let store = MemoryStore::default();
    let tab = with_two_kinds(&store);
    let found = ask(&tab, None);
    assert_eq!((found.suggested, found.rows.len()), (2, 2));
    assert_eq!(found.n_in_silhouette, 16);
    assert!(found.fits[0].silhouette.is_none() && found.fits[0].gap.is_some());
    let best = found.fits[1].silhouette.unwrap();
    assert!(found.fits[2..].iter().all(|fit| fit.silhouette.unwrap() <= best));
    assert_eq!(ask(&tab, Some(3)).rows.len(), 3);
    assert_eq!(ask(&tab, None), found);
    let basis = ClusterBasis::new([], 1);
    let nothing = tab.ask(GetClusters { basis, n: None }).unwrap();
    assert_eq!(nothing.found, Err(NoClusters::NoMeasure));
}

#[test]
fn clusters_become_lists_in_one_step() {
    let store = MemoryStore::default();
    let tab = with_two_kinds(&store);
    let rows = ask(&tab, None).rows;
    let listed: Vec<_> = rows
        .iter()
        .map(|row| {
            let filters = vec![row.filter.clone()];
            tab.ask(GetCustomerIds { table: TableQuery { filters, ..TableQuery::default() } })
        })
        .map(Result::unwrap)
        .collect();
    let names = vec![" Often ".to_owned(), "Rare".to_owned()];
    tab.run(Command::SaveClusters { clusters: of(2), names }).unwrap();
    let segments = tab.ask(GetSegments {}).unwrap().segments;
    let told: Vec<_> = segments
        .iter()
        .map(|segment| (segment.about.name.as_str(), segment.sum.n_people as usize))
        .collect();
    assert_eq!(told, [("Often", listed[0].len()), ("Rare", listed[1].len())]);
    assert!(segments.iter().all(|segment| segment.kind == SegmentKind::Listed));
    tab.undo().unwrap();
    assert_eq!(tab.ask(GetSegments {}).unwrap().segments, []);
    // Only those that have a name.
    let names = vec![String::new(), "Rare".to_owned()];
    tab.run(Command::SaveClusters { clusters: of(2), names }).unwrap();
    assert_eq!(tab.ask(GetSegments {}).unwrap().segments.len(), 1);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let store = MemoryStore::default();
    let tab = with_two_kinds(&store);
    let refused = |clusters: Clusters, names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        match tab.run(Command::SaveClusters { clusters, names }) {
            Err(EngineError::BadInput { detail }) => detail.en,
            other => panic!("{other:?}"),
        }
    };
    refused(of(2), &[]);
    refused(of(2), &[" ", ""]);
    let basis = ClusterBasis::new([ClusterMeasure::Age], 1);
    assert!(refused(Clusters { basis, n: 2 }, &["A"]).contains("no such clusters"));
}

/// What is cluster 2 today may be other people tomorrow; a database knows no clusters at all.
#[test]
fn clusters_are_no_rule_and_a_query_names_who_is_in() {
    let store = MemoryStore::default();
    let tab = with_two_kinds(&store);
    let filter = ask(&tab, None).rows[0].filter.clone();
    let rule = Rule::Group(Join::All, vec![Rule::Is(Condition::Field(filter.clone()))]);
    let save = |people| {
        let about = SegmentAbout { name: "Often".into(), ..SegmentAbout::default() };
        let (about, people) = (Box::new(about), Box::new(people));
        tab.run(Command::SaveSegment { id: None, about, people })
    };
    match save(SegmentPeople::Live(rule.clone())) {
        Err(EngineError::BadInput { detail }) => assert!(detail.en.contains("fixed list")),
        other => panic!("{other:?}"),
    }
    // As a canvas saves it.
    save(SegmentPeople::of_rule(rule.clone())).unwrap();
    assert_eq!(tab.ask(GetSegments {}).unwrap().segments[0].sum.n_people, 8);

    let table = TableQuery { filters: vec![filter], ..TableQuery::default() };
    let mut ids: Vec<u32> =
        tab.ask(GetCustomerIds { table }).unwrap().into_iter().map(|id| id.0).collect();
    ids.sort_unstable();
    assert_eq!(ids.len(), 8);
    let subject = SqlSubject::Rule(Box::new(rule));
    let file = tab.ask(ExportRuleSql { subject, language: Language::En }).unwrap().file;
    let query = String::from_utf8(file.bytes).unwrap();
    let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
    let named = format!("WHERE (COALESCE(c.customer_id IN ({}), FALSE))", ids.join(", "));
    assert!(query.contains(&named), "{query}");
    assert!(query.contains("-- Clusters are in no table"), "{query}");
}

#[test]
fn a_search_can_be_cancelled_anywhere_and_asked_again() {
    let store = MemoryStore::default();
    let tab = with_two_kinds(&store);
    let expected = ask(&with_two_kinds(&store), None);
    let query = GetClusters { basis: ClusterBasis::default(), n: None };
    for n in [1, 2, 50, 200, 400] {
        let request = Request::Query(query.pack());
        let found = tab.request(&CancelsAt::pause(n), request);
        assert_eq!(found.unwrap_err(), EngineError::Cancelled);
    }
    assert_eq!(ask(&tab, None), expected);
}

/// Above ten thousand the number is chosen on a sample; the clusters are still everybody's, the same
/// every time, and as close as those of comparing all with all.
#[test]
fn of_many_people_a_sample_chooses_the_number_and_everybody_is_placed() {
    let store = MemoryStore::default();
    let tab = with_three_kinds(&store);
    let found = ask(&tab, None);
    let n_people: u32 = found.rows.iter().map(|row| row.n_people).sum();
    assert_eq!((found.n_weighed as usize, n_people), (MOST_WEIGHED, 12_000));
    assert_eq!(found.suggested, 3);
    assert_eq!(found.rows.iter().map(|row| row.n_people).collect::<Vec<_>>(), [4_000; 3]);
    let mut seen = BTreeSet::new();
    for row in &found.rows {
        let filters = vec![row.filter.clone()];
        let table = TableQuery { filters, ..TableQuery::default() };
        let ids = tab.ask(GetCustomerIds { table }).unwrap();
        assert_eq!(ids.len() as u32, row.n_people);
        assert!(ids.into_iter().all(|id| seen.insert(id)), "nobody is in two");
    }
    assert_eq!(seen.len(), 12_000);
    // Asked in another tab, which has found nothing yet.
    assert_eq!(ask(&tab.another(&store), None), found);
    // Another seed draws another sample and comes to the same clusters.
    let basis = ClusterBasis::new(ClusterMeasure::USUAL, 77);
    let other = tab.ask(GetClusters { basis, n: None }).unwrap().found.unwrap();
    let centres =
        |found: &FoundClusters| found.rows.iter().map(|row| row.centre.clone()).collect::<Vec<_>>();
    assert_eq!((other.suggested, centres(&other)), (3, centres(&found)));
}
