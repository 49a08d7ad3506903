//! What waves and reminders bring, taken over into the ranges of an event, and given back. Pure.

use meadow_core::domain::event::{Event, FunnelStage, RateRange};
use meadow_core::views::waves::{GroupReached, WavesView};
use serde::{Deserialize, Serialize};

/// What was taken over, so that reminders are not counted a second time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WavesTaken {
    /// Registered of invited by the invitation alone, by group.
    first: Vec<RateRange>,
    /// The event's ranges for groups before.
    before: Vec<RateRange>,
    /// And since.
    written: Vec<RateRange>,
}

impl WavesTaken {
    /// Whether the event still has what was written; somebody may have typed another range since.
    pub fn is_in(&self, event: &Event) -> bool {
        of_groups(event) == self.written
    }

    /// What the invitation alone does, as long as the event's own ranges hold reminders.
    pub fn first_of(&self, event: &Event) -> Vec<RateRange> {
        if self.is_in(event) { self.first.clone() } else { Vec::new() }
    }
}

/// Puts what all messages bring into the event's ranges.
pub fn take_waves(event: &mut Event, view: &WavesView) -> WavesTaken {
    let before = of_groups(event);
    let as_range = |group: &GroupReached, (low, high): (f64, f64)| {
        let (group, stage) = (Some(group.group.clone()), FunnelStage::Registered);
        RateRange { group, stage, low, high }
    };
    let first = view.groups.iter().map(|group| as_range(group, group.first)).collect();
    for group in &view.groups {
        let range = as_range(group, group.all);
        event.rates.retain(|own| own.stage != range.stage || own.group != range.group);
        event.rates.push(range);
    }
    WavesTaken { first, before, written: of_groups(event) }
}

/// Puts the ranges back that the event had.
pub fn give_back_waves(event: &mut Event, taken: &WavesTaken) {
    event.rates.retain(|own| !is_of_group(own));
    event.rates.extend(taken.before.iter().cloned());
}

fn of_groups(event: &Event) -> Vec<RateRange> {
    event.rates.iter().filter(|range| is_of_group(range)).cloned().collect()
}

fn is_of_group(range: &RateRange) -> bool {
    range.stage == FunnelStage::Registered && range.group.is_some()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{give_back_waves, take_waves};
    use meadow_core::domain::class::Class;
    use meadow_core::domain::day::Day;
    use meadow_core::domain::event::{AudienceGroup, Event, FunnelStage, RateRange};
    use meadow_core::domain::method::Method;
    use meadow_core::planning::defaults_for_audience;
    use meadow_core::table::tables::Tables;
    use meadow_core::views::forecast::Spread;
    use meadow_core::views::waves::{GroupReached, WavesView};

    const BEES: AudienceGroup = AudienceGroup::Class(Class::Bee);

    fn view() -> WavesView {
        WavesView {
            messages: Vec::new(),
            registered: Spread::default(),
            attended: None,
            registered_by_first: Spread::default(),
            groups: vec![GroupReached { group: BEES, first: (0.2, 0.3), all: (0.25, 0.4) }],
            unreached: Vec::new(),
            n_reached: 10,
            rests_on_range: false,
            n_draws: 0,
            seed: 1,
        }
    }

    #[test]
    fn what_was_taken_goes_in_once_and_comes_back() {
        let range = |group: Option<AudienceGroup>, low, high| RateRange {
            group,
            stage: FunnelStage::Registered,
            low,
            high,
        };
        let new = defaults_for_audience(&Tables::default(), &[], Method::Activity, Day(20_000));
        let rates = vec![range(None, 0.1, 0.2), range(Some(BEES), 0.15, 0.35)];
        let before = Event { rates, ..new };
        let mut event = before.clone();
        let taken = take_waves(&mut event, &view());
        assert_eq!(event.rates, [range(None, 0.1, 0.2), range(Some(BEES), 0.25, 0.4)]);
        assert_eq!(taken.first_of(&event), [range(Some(BEES), 0.2, 0.3)]);
        give_back_waves(&mut event, &taken);
        assert_eq!(event, before);
        assert!(!taken.is_in(&event) && taken.first_of(&event).is_empty());
    }
}
