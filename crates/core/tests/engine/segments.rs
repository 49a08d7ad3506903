//! Saved segments: live, listed and put together; kept true when customers go, become one, or are
//! erased; refused where they would make no sense.

use meadow_core::domain::customer::Customer;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::money::Money;
use meadow_core::domain::text::Language;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, CountRule, EngineError, ExplainRule, ExportRuleSql, ExportTables, GetColumns,
    GetCustomerIds, GetMerges, GetOverlap, GetSegments, MergeChoice, Outcome, Request, Thing,
};
use meadow_core::views::rule::{
    Condition, CountRange, DayRange, Goods, Join, MAX_DEPTH, MAX_PARTS, OrderTest, Rule,
};
use meadow_core::views::segment::{
    SegmentAbout, SegmentEntry, SegmentKind, SegmentPeople, SegmentTarget, SetOperation,
    SqlSubject, TargetAmount,
};
use meadow_core::views::table::{Cell, Column, Filter, TableQuery, Test};

use super::tab::{Tab, add, named};

fn named_so(word: &str) -> Rule {
    is(Column::Name, Test::Contains(word.into()))
}

fn is(column: Column, test: Test) -> Rule {
    Rule::Is(Condition::Field(Filter { column, test }))
}

fn about(name: &str) -> SegmentAbout {
    SegmentAbout { name: name.into(), ..SegmentAbout::default() }
}

fn save_as(
    tab: &Tab,
    id: Option<DocumentId>,
    name: &str,
    people: SegmentPeople,
) -> Result<DocumentId, EngineError> {
    let (about, people) = (Box::new(about(name)), Box::new(people));
    match tab.run(Command::SaveSegment { id, about, people })? {
        Outcome::Document(id) => Ok(id),
        other => panic!("{other:?}"),
    }
}

fn save(tab: &Tab, name: &str, people: SegmentPeople) -> DocumentId {
    save_as(tab, None, name, people).unwrap()
}

fn entry(tab: &Tab, id: DocumentId) -> SegmentEntry {
    let all = tab.ask(GetSegments {}).unwrap().segments;
    all.into_iter().find(|segment| segment.id == id).unwrap()
}

/// As the customer table lists them.
fn members(tab: &Tab, id: DocumentId) -> Vec<CustomerId> {
    let filters = vec![Filter { column: Column::Segment(id), test: Test::IsYes(true) }];
    tab.ask(GetCustomerIds { table: TableQuery { filters, ..TableQuery::default() } }).unwrap()
}

#[track_caller]
fn refused(result: Result<DocumentId, EngineError>) -> String {
    match result {
        Err(EngineError::BadInput { detail }) => detail.en,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_live_segment_follows_and_a_list_stays() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, "Ann");
    add(&tab, "Bob");
    let live = save(&tab, "A", SegmentPeople::Live(named_so("an")));
    let listed = save(&tab, "B", SegmentPeople::Listed(named_so("an")));
    let hanna = add(&tab, "Hanna");
    assert_eq!(members(&tab, live), [ann, hanna]);
    assert_eq!(members(&tab, listed), [ann]);
    assert_eq!(entry(&tab, live).kind, SegmentKind::Live(named_so("an")));
    assert_eq!(
        (entry(&tab, listed).kind, entry(&tab, listed).sum.n_people),
        (SegmentKind::Listed, 1)
    );
    // Another name keeps who is in it.
    save_as(&tab, Some(listed), "C", SegmentPeople::Kept).unwrap();
    assert_eq!((entry(&tab, listed).about.name.as_str(), members(&tab, listed)), ("C", vec![ann]));
    let columns = tab.ask(GetColumns {}).unwrap();
    let column = columns.into_iter().find(|info| info.column == Column::Segment(live)).unwrap();
    assert_eq!((column.label.as_deref(), column.n_filled), (Some("A"), 3));
}

#[test]
fn people_go_on_a_list_and_off_it_one_by_one() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let [ann, bob, cid] = ["Ann", "Bob", "Cid"].map(|name| add(&tab, name));
    let gone = CustomerId(99);
    let list = save(&tab, "A", SegmentPeople::Added(vec![bob, gone, ann, bob]));
    assert_eq!(members(&tab, list), [ann, bob]);
    save_as(&tab, Some(list), "A", SegmentPeople::Added(vec![cid, ann])).unwrap();
    assert_eq!(members(&tab, list), [ann, bob, cid]);
    save_as(&tab, Some(list), "A", SegmentPeople::Removed(vec![ann, gone])).unwrap();
    assert_eq!(members(&tab, list), [bob, cid]);
    let live = save(&tab, "B", SegmentPeople::Live(named_so("an")));
    let refusal = refused(save_as(&tab, Some(live), "B", SegmentPeople::Added(vec![cid])));
    assert!(refusal.contains("fixed list"), "{refusal}");
}

#[test]
fn a_count_says_who_and_why() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, "Ann");
    let bob = add(&tab, "Bob");
    let gone = is(Column::Custom("pet".into()), Test::Filled(true));
    let rule = Rule::Group(Join::Any, vec![gone, named_so("ann")]);
    let count = tab.ask(CountRule { rule: rule.clone(), n_first: 5 }).unwrap();
    assert_eq!((count.sum.n_people, count.all.n_people, count.gone), (1, 2, vec![0]));
    assert_eq!(count.first[0].customer, ann);
    assert_eq!(count.first[0].reasons.len(), 1);
    assert_eq!(count.first[0].reasons[0].found, Cell::Text("Ann".into()));
    let verdict = tab.ask(ExplainRule { rule: rule.clone(), customer: bob }).unwrap();
    assert_eq!((verdict.is_in, verdict.reasons.len()), (false, 2));
    let nobody = ExplainRule { rule, customer: CustomerId(99) };
    assert_eq!(tab.ask(nobody), Err(EngineError::NotFound { what: Thing::Customer }));
}

#[test]
fn what_makes_no_segment_is_refused_and_changes_nothing() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    let one = save(&tab, "One", SegmentPeople::Live(Rule::default()));
    let in_one = is(Column::Segment(one), Test::IsYes(true));
    let two = save(&tab, "Two", SegmentPeople::Live(in_one.clone()));
    let before = tab.rows();
    let live = |rule| SegmentPeople::Live(rule);
    assert_eq!(refused(save_as(&tab, None, " ", live(Rule::default()))), "Give it a name.");
    let deep = (0..=MAX_DEPTH).fold(in_one, |inner, _| Rule::Group(Join::All, vec![inner]));
    assert!(refused(save_as(&tab, None, "x", live(deep.clone()))).contains("8 deep"));
    // Nor is a question that deep ever read.
    let question = tab.ask(CountRule { rule: deep, n_first: 0 });
    assert_eq!(question, Err(EngineError::WrongProtocol));
    let long = Rule::Group(Join::All, vec![named_so("a"); MAX_PARTS]);
    assert!(refused(save_as(&tab, None, "x", SegmentPeople::Listed(long))).contains("60"));
    let round = live(is(Column::Segment(two), Test::IsYes(false)));
    assert!(refused(save_as(&tab, Some(one), "One", round)).contains("itself"));
    let alone = SegmentPeople::Combined(SetOperation::Union, vec![one, one]);
    assert!(refused(save_as(&tab, None, "x", alone)).contains("at least two"));
    let missing = Err(EngineError::NotFound { what: Thing::Document });
    let with_missing = SegmentPeople::Combined(SetOperation::Union, vec![one, DocumentId(99)]);
    assert_eq!(save_as(&tab, None, "x", with_missing), missing);
    assert_eq!(save_as(&tab, None, "x", SegmentPeople::Kept), missing);
    assert_eq!(save_as(&tab, Some(DocumentId(99)), "x", live(Rule::default())), missing);
    let in_use = tab.run(Command::DeleteKept { id: one }).map(|_| one);
    assert!(refused(in_use).contains("“Two”"));
    assert_eq!(entry(&tab, one).used_by, ["Two"]);
    assert_eq!(tab.rows(), before);
    tab.run(Command::DeleteKept { id: two }).unwrap();
    tab.run(Command::DeleteKept { id: one }).unwrap();
    assert!(tab.ask(GetSegments {}).unwrap().segments.is_empty());
}

#[test]
fn lists_are_kept_true_when_customers_go_or_become_one() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let [ann, bo, cy, di] = ["Ann", "Bo", "Cy", "Di"].map(|name| add(&tab, name));
    let of = |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        SegmentPeople::Listed(is(Column::Name, Test::AnyOf(names)))
    };
    let all = save(&tab, "all", of(&["Ann", "Bo", "Cy", "Di"]));
    let part = save(&tab, "part", of(&["Bo", "Cy"]));
    let other = save(&tab, "other", of(&["Di"]));
    let before = tab.rows();
    let choices = vec![MergeChoice { parts: vec![ann, bo], merged: None }];
    tab.run(Command::MergeCustomers { choices }).unwrap();
    let lists = |tab: &Tab| [all, part, other].map(|id| members(tab, id));
    assert_eq!(lists(&tab), [vec![ann, cy, di], vec![ann, cy], vec![di]]);
    let merge = tab.ask(GetMerges {}).unwrap()[0].clone();
    tab.run(Command::SplitCustomer { merge: merge.merge, at: merge.at }).unwrap();
    assert_eq!(lists(&tab), [vec![ann, bo, cy, di], vec![bo, cy], vec![di]]);
    assert_eq!(tab.rows().segments, before.segments);
    tab.run(Command::DeleteCustomers { ids: vec![cy] }).unwrap();
    assert_eq!(lists(&tab), [vec![ann, bo, di], vec![bo], vec![di]]);
    tab.undo().unwrap();
    assert_eq!(lists(&tab), [vec![ann, bo, cy, di], vec![bo, cy], vec![di]]);
    tab.step(Request::Erase { ids: vec![bo], as_words: false }).unwrap();
    assert_eq!(lists(&tab), [vec![ann, cy, di], vec![cy], vec![di]]);
    // Nor does an earlier state know of anybody it could give the number back to.
    tab.undo().unwrap();
    assert!(lists(&tab).iter().flatten().all(|id| *id != bo));
}

#[test]
fn a_target_is_reached_by_what_was_bought_since() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let today = super::tab::TODAY;
    let csv = format!(
        "customer_id,name,order_date,amount\nC1,Ann,{},10\nC1,Ann,{},20.50\nC2,Bob,{},40\n",
        today.plus_days(-1),
        today,
        today
    );
    let (source, mapping) = tab.attach_csv(&csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let people = Box::new(SegmentPeople::Live(named_so("Ann")));
    let target = |amount| Some(SegmentTarget { amount, by: Some(today) });
    let money = target(TargetAmount::Money(Money(5_000)));
    let about = Box::new(SegmentAbout { target: money, ..about("Ann") });
    let Ok(Outcome::Document(id)) = tab.run(Command::SaveSegment { id: None, about, people })
    else {
        panic!("not saved")
    };
    let entry = entry(&tab, id);
    assert_eq!((entry.made_on, entry.reached), (today, Some(TargetAmount::Money(Money(2_050)))));
    assert_eq!((entry.sum.n_buyers, entry.sum.value), (1, Money(3_050)));
    let all = tab.ask(GetSegments {}).unwrap().all;
    assert_eq!(entry.sum.value_share(&all), Some(3_050.0 / 7_050.0));
    // Of three orders, one is Ann's today.
    let count = CountRange { low: Some(1), high: None };
    let recent = Rule::Is(Condition::Orders {
        goods: Goods::Any,
        days: DayRange::Last(1),
        test: OrderTest::Count(count),
    });
    assert_eq!(tab.ask(CountRule { rule: recent, n_first: 0 }).unwrap().sum.n_people, 2);
    assert_eq!(Day(today.0), today);
}

/// Whoever is won back leaves the rule by buying, and is what the target was for.
#[test]
fn a_target_counts_whom_it_was_set_for() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (start, later) = (super::tab::TODAY, super::tab::TODAY.plus_days(10));
    let file = |rows: &str| format!("customer_id,name,order_date,amount\n{rows}");
    let bring = |rows: &str, day| {
        let (source, mapping) = tab.attach_csv(&file(rows));
        let import = Command::Import { source, mapping, first_facts: None, remember_as: None };
        tab.run_on(day, import).unwrap();
    };
    let old = start.plus_days(-400);
    bring(&format!("C1,Ann,{old},10\nC2,Bob,{old},10\nC3,Cy,{start},10\n"), start);
    let silent = Rule::Is(Condition::Orders {
        goods: Goods::Any,
        days: DayRange::Ever,
        test: OrderTest::Last(DayRange::Before(100)),
    });
    let set = |id, amount: Option<u32>| {
        let target =
            amount.map(|n| SegmentTarget { amount: TargetAmount::Orders(n), by: Some(later) });
        let about = Box::new(SegmentAbout { target, ..about("Silent") });
        let people = Box::new(SegmentPeople::Live(silent.clone()));
        match tab.run(Command::SaveSegment { id, about, people }).unwrap() {
            Outcome::Document(id) => id,
            other => panic!("{other:?}"),
        }
    };
    let id = set(None, Some(2));
    assert_eq!(entry(&tab, id).counted, Some((start, 2)));
    // Ann comes back and is silent no more; Cy was never silent, and Bob's order is too late to count.
    let late = later.plus_days(1);
    let rows = format!("C1,Ann,{later},10\nC3,Cy,{later},10\nC2,Bob,{late},10\n");
    bring(&rows, late);
    let told = entry(&tab, id);
    assert_eq!(told.reached, Some(TargetAmount::Orders(1)));
    // A better amount is the same target; one that is taken away and set again begins anew.
    set(Some(id), Some(5));
    assert_eq!(entry(&tab, id).counted, Some((start, 2)));
    set(Some(id), None);
    assert_eq!(entry(&tab, id).counted, None);
}

/// What counted for the people and the days of one target says nothing of another.
#[test]
fn another_target_begins_anew() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for name in ["Ann", "Anna", "Bo"] {
        add(&tab, name);
    }
    let start = super::tab::TODAY;
    let set_on = |day: Day, id, word: &str, n: u32, by: Day| {
        let target = Some(SegmentTarget { amount: TargetAmount::Orders(n), by: Some(by) });
        let about = Box::new(SegmentAbout { target, ..about("Target") });
        let people = Box::new(SegmentPeople::Live(named_so(word)));
        match tab.run_on(day, Command::SaveSegment { id, about, people }).unwrap() {
            Outcome::Document(id) => id,
            other => panic!("{other:?}"),
        }
    };
    let counted = |id| entry(&tab, id).counted;
    let end = start.plus_days(10);
    let id = set_on(start, None, "Ann", 2, end);
    assert_eq!(counted(id), Some((start, 2)));
    let later = start.plus_days(3);
    set_on(later, Some(id), "Ann", 3, end.plus_days(1));
    assert_eq!(counted(id), Some((start, 2)), "the same, better told");
    set_on(later, Some(id), "Bo", 3, end.plus_days(1));
    assert_eq!(counted(id), Some((later, 1)), "other people");
    // Over, and looked at again: what was reached stays to be read; a new last day is a new target.
    let over = start.plus_days(30);
    set_on(over, Some(id), "Bo", 3, end.plus_days(1));
    assert_eq!(counted(id), Some((later, 1)));
    set_on(over, Some(id), "Bo", 3, over.plus_days(30));
    assert_eq!(counted(id), Some((over, 1)));
}

#[test]
fn an_overlap_tells_every_combination_once() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for name in ["ab", "b", "b2", "abc", "x"] {
        add(&tab, name);
    }
    let segments: Vec<DocumentId> =
        ["a", "b", "c"].map(|word| save(&tab, word, SegmentPeople::Live(named_so(word)))).into();
    let overlap = tab.ask(GetOverlap { segments: segments.clone() }).unwrap();
    let parts = overlap.parts.iter().map(|part| (part.is_in.clone(), part.sum.n_people));
    let expected =
        [(vec![false, true, false], 2), (vec![true, true, false], 1), (vec![true; 3], 1)];
    assert_eq!(parts.collect::<Vec<_>>(), expected);
    let gone = tab.ask(GetOverlap { segments: vec![DocumentId(99)] });
    assert_eq!(gone, Err(EngineError::NotFound { what: Thing::Document }));
    let many = tab.ask(GetOverlap { segments: segments.repeat(2) });
    assert!(matches!(many, Err(EngineError::BadInput { .. })));
}

#[test]
fn a_segment_leaves_as_a_query_with_the_tables_it_reads() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = Customer { region: "杭州".into(), ..named("Ann") };
    tab.run(Command::AddCustomer { customer: Box::new(ann) }).unwrap();
    let near = is(Column::Region, Test::AnyOf(vec!["杭州".into()]));
    let id = save(&tab, "Near", SegmentPeople::Live(near.clone()));
    let file = |subject| {
        let file = tab.ask(ExportRuleSql { subject, language: Language::En }).unwrap().file;
        (file.name, String::from_utf8(file.bytes).unwrap())
    };
    let (name, query) = file(SqlSubject::Segment(id));
    assert_eq!(name, "Test - Near.sql");
    assert!(query.contains("COALESCE((c.region IN ('杭州')), FALSE)"), "{query}");
    assert!(file(SqlSubject::Rule(Box::new(near))).1.contains("FROM meadow_customers c"));
    let gone = SqlSubject::Segment(DocumentId(99));
    assert!(tab.ask(ExportRuleSql { subject: gone, language: Language::En }).is_err());
    let tables = tab.ask(ExportTables {}).unwrap();
    assert_eq!(tables.name, "Test - meadow-tables.csv.zip");
}
