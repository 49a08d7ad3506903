//! Stages that follow from orders are kept: what later files tell of others moves no past day.

use meadow_core::domain::customer::Stage;
use meadow_core::domain::day::Day;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, GetCustomerCard};
use meadow_core::views::table::RecordEvent;

use super::tab::Tab;

fn import(tab: &Tab, rows: &str) {
    let (source, mapping) = tab.attach_csv(&format!("customer_id,order_date,amount\n{rows}"));
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
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

#[test]
fn orders_of_others_move_no_lapse_that_is_past() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    // B came back every 45.5 days, so that A counts as lapsed after 136 of silence.
    import(&tab, "A,2024-01-01,10\nB,2024-01-01,10\nB,2024-01-21,10\nB,2024-04-01,10\n");
    assert_eq!(stages(&tab)[0].1, Stage::Bought, "not yet");
    import(&tab, "C,2024-05-01,10\nC,2024-05-11,10\nD,2024-05-01,10\nD,2024-06-20,10\n");
    let then = stages(&tab);
    assert_eq!(then[0], (Day::from_iso("2024-05-17").unwrap(), Stage::Lapsed));
    // By all that is known now it would be the 31st.
    import(
        &tab,
        "E,2024-07-01,10\nF,2024-07-01,10\nF,2025-07-01,10\nG,2024-07-01,10\nG,2025-06-01,10\n",
    );
    assert_eq!(stages(&tab), then);
    tab.undo().unwrap();
    assert_eq!(stages(&tab), then);
}
