//! Stages that follow from orders are kept: what later files tell of others moves no past day.

use meadow_core::domain::call::CallOutcome;
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::Stage;
use meadow_core::domain::day::Day;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    BulkChange, Command, GetCustomerCard, GetFacts, NewCall, PreviewBulkEdit,
};
use meadow_core::views::table::RecordEvent;

use super::tab::Tab;

fn import(tab: &Tab, day: Day, rows: &str) {
    let (source, mapping) = tab.attach_csv(&format!("customer_id,order_date,amount\n{rows}"));
    let import = Command::Import { source, mapping, first_facts: None, remember_as: None };
    tab.run_on(day, import).unwrap();
}

/// The stages the timeline of the first customer tells of, newest first.
fn stages(tab: &Tab) -> Vec<(Day, Stage)> {
    let id = tab.rows().customers[0].customer.id;
    let lines = tab.ask(GetCustomerCard { id }).unwrap().record.into_iter();
    let reached = lines.filter_map(|line| match line.what {
        RecordEvent::StageReached(stage) => Some((line.day, stage)),
        _ => None,
    });
    reached.collect()
}

fn day(text: &str) -> Day {
    Day::from_iso(text).unwrap()
}

#[test]
fn orders_of_others_move_no_lapse_that_is_past() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    // B came back every 45.5 days, so that A counts as lapsed after 136 of silence.
    let rows = "A,2024-01-01,10\nB,2024-01-01,10\nB,2024-01-21,10\nB,2024-04-01,10\n";
    import(&tab, day("2024-04-02"), rows);
    assert_eq!(stages(&tab)[0].1, Stage::Bought, "not yet");
    let rows = "C,2024-05-01,10\nC,2024-05-11,10\nD,2024-05-01,10\nD,2024-06-20,10\n";
    import(&tab, day("2024-06-21"), rows);
    let then = stages(&tab);
    assert_eq!(then[0], (day("2024-05-17"), Stage::Lapsed));
    // By all that is known from here on it would be the 31st.
    let rows =
        "E,2024-07-01,10\nF,2024-07-01,10\nF,2025-07-01,10\nG,2024-07-01,10\nG,2025-06-01,10\n";
    import(&tab, day("2025-07-02"), rows);
    assert_eq!(stages(&tab), then);
    // An old archive, and a year that was mistyped, tell nothing of days that are past either.
    import(&tab, day("2025-07-03"), "H,1999-01-01,10\nH,2020-01-01,10\nI,2010-01-01,10\n");
    assert_eq!(stages(&tab), then);
    tab.undo().unwrap();
    assert_eq!(stages(&tab), then);
}

#[test]
fn files_of_one_sitting_know_everything_together() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let rows = "A,2024-01-01,10\nB,2024-01-01,10\nB,2024-06-09,10\n";
    import(&tab, day("2024-06-10"), rows);
    assert_eq!(stages(&tab)[0].1, Stage::Bought, "B came back after 160 days");
    let rows = "C,2024-05-01,10\nC,2024-05-11,10\nD,2024-05-01,10\nD,2024-05-21,10\n";
    import(&tab, day("2024-06-10"), rows);
    assert_eq!(stages(&tab)[0], (day("2024-03-02"), Stage::Lapsed), "60 days of silence");
}

#[test]
fn a_lapse_stays_when_a_stage_is_set_and_when_they_order_by_call() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let rows = "A,2024-01-01,10\nB,2024-01-01,10\nB,2024-01-21,10\nB,2024-06-01,10\n";
    import(&tab, day("2024-06-02"), rows);
    let lapsed = (day("2024-08-17"), Stage::Lapsed);
    import(&tab, day("2024-10-02"), "C,2024-10-01,10\n");
    assert_eq!(stages(&tab)[0], lapsed);
    let id = tab.rows().customers[0].customer.id;
    let change = BulkChange::Stage(Some(Stage::InService));
    tab.run_on(day("2024-10-05"), Command::BulkEdit { ids: vec![id], change }).unwrap();
    assert_eq!(stages(&tab)[0], lapsed);
    let call = NewCall {
        customer: id,
        outcome: CallOutcome::Ordered,
        script: Some(Class::Bee),
        script_reason: String::new(),
        event: None,
        again: None,
        reasons: Vec::new(),
        text: String::new(),
    };
    tab.run_on(day("2024-10-06"), Command::LogCall { call }).unwrap();
    assert_eq!(stages(&tab)[0], lapsed, "what was set by hand is in force");
}

/// Usual by the settings, from wherever they stand now, be it by their orders.
#[test]
fn unusual_moves_are_counted_before_they_are_made() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    import(&tab, day("2024-04-02"), "A,2024-04-01,10\nB,2024-04-01,10\n");
    let lead = super::tab::add(&tab, "Ann");
    let ids: Vec<_> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    let unusual = |to: Option<Stage>| {
        let change = BulkChange::Stage(to);
        let preview = tab.ask(PreviewBulkEdit { ids: ids.clone(), change }).unwrap();
        (preview.n_changed, preview.n_unusual)
    };
    // Two have bought; Ann has not.
    assert_eq!(unusual(Some(Stage::Interested)), (3, 2));
    assert_eq!(unusual(Some(Stage::InService)), (3, 1));
    assert_eq!(unusual(Some(Stage::Bought)), (3, 0));
    assert_eq!(unusual(None), (0, 0));
    let mut facts = tab.ask(GetFacts {}).unwrap();
    facts.lenses.stage_moves.set(Stage::Bought, Stage::Interested, true);
    facts.lenses.stage_moves.set(Stage::Lead, Stage::Bought, false);
    tab.run(Command::SetFacts { facts: Box::new(facts) }).unwrap();
    assert_eq!(unusual(Some(Stage::Interested)), (3, 0));
    assert_eq!(unusual(Some(Stage::Bought)), (3, 1));
    let change = BulkChange::Stage(Some(Stage::Interested));
    tab.run(Command::BulkEdit { ids: vec![lead], change }).unwrap();
    assert_eq!(unusual(Some(Stage::Bought)), (3, 0), "what was set by hand counts");
}
