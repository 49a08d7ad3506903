//! Keys of the rows a user adds to a plan. A calendar knows its entries by them, so that a key must
//! not come back with another row after its own was removed. They are never shown.

use crate::platform::clock::now_ms;
use meadow_core::domain::event::Event;

/// A key no row of this event has or had.
pub fn new_row_key(event: &Event) -> String {
    let tasks = event.schedule.iter().map(|task| &task.key);
    let waves = event.waves.iter().map(|wave| &wave.key);
    let follow_ups = event.follow_ups.iter().map(|step| &step.key);
    let taken: Vec<&String> = tasks.chain(waves).chain(follow_ups).collect();
    let mut number = now_ms() as u64;
    while taken.contains(&&format!("own-{number}")) {
        number += 1;
    }
    format!("own-{number}")
}

#[cfg(test)]
mod tests {
    use super::new_row_key;
    use meadow_core::domain::day::Day;
    use meadow_core::domain::event::{Event, FollowUp};
    use meadow_core::domain::method::Method;
    use meadow_core::domain::wording::Wording;
    use meadow_core::planning;
    use meadow_core::table::tables::Tables;
    use std::collections::BTreeSet;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn rows_added_at_once_have_keys_of_their_own() {
        let mut event: Event =
            planning::defaults_for_audience(&Tables::default(), &[], Method::Seminar, Day(20_000));
        let n_before = event.follow_ups.len();
        for _ in 0..20 {
            let key = new_row_key(&event);
            event.follow_ups.push(FollowUp { key, hours_after: 1, what: Wording::default() });
        }
        let keys: BTreeSet<&String> = event.follow_ups.iter().map(|step| &step.key).collect();
        assert_eq!(keys.len(), n_before + 20);
    }
}
