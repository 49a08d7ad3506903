//! An event as a forecast tries it: its inputs and what if they were otherwise. Pure.

use std::collections::BTreeMap;

use meadow_core::domain::consent::Channel;
use meadow_core::domain::event::{
    AudienceChoice, AudienceGroup, BudgetLine, CostDriver, Event, FunnelStage, RateRange, Wave,
};
use meadow_core::domain::money::{Money, MoneyRange};
use meadow_core::domain::wording::Wording;
use meadow_core::views::forecast::AudienceEntry;
use meadow_core::views::scenario::ForecastInputs;
use meadow_core::views::whom::{ChannelTerms, WhomLimits};
use serde::{Deserialize, Serialize};

use crate::state::words::both;

/// Days before the event and minute of the day of a wave where there is none to go by.
const NEW_WAVE: (i32, u16) = (14, 10 * 60);

/// What the sliders try; `None` leaves the event as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// How many to invite of each chosen group, in the event's order.
    pub n_invited: Option<Vec<u32>>,
    /// Share of the revenue left after goods, 0–1.
    pub margin: Option<f64>,
    pub seats: Option<u32>,
}

/// What is forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    pub event: Event,
    pub what_if: WhatIf,
    /// What is short when whom to invite is asked.
    pub whom: WhomLimits,
}

impl Scenario {
    pub fn of(event: Event) -> Self {
        Self { whom: first_limits(&event), event, what_if: WhatIf::default() }
    }

    /// Whether the sliders try anything.
    pub fn is_tried(&self) -> bool {
        self.what_if != WhatIf::default()
    }

    /// The event with what the sliders try.
    pub fn resulting_event(&self) -> Event {
        let mut event = self.event.clone();
        if let Some(n_invited) = &self.what_if.n_invited {
            for (choice, n) in event.audience.iter_mut().zip(n_invited) {
                choice.n_invited = Some(*n);
            }
        }
        if let Some(margin) = self.what_if.margin {
            event.move_margin(margin);
        }
        if let Some(seats) = self.what_if.seats {
            event.move_seats(seats);
        }
        event
    }
}

/// The channels of the event's waves at what it reckons with for an invitation, and a small chance that
/// the room overflows.
fn first_limits(event: &Event) -> WhomLimits {
    let mut channels: Vec<Channel> = event.waves.iter().map(|wave| wave.channel).collect();
    channels.sort();
    channels.dedup();
    let cost = driver_total(event, CostDriver::PerInvited).middle();
    let terms = |channel| ChannelTerms {
        cost_per_contact: (cost != Money::ZERO).then_some(cost),
        ..ChannelTerms::of(channel)
    };
    WhomLimits {
        channels: channels.into_iter().map(terms).collect(),
        budget: None,
        p_over_allowed: Some(0.05),
    }
}

/// Invites just so many of these groups, and nobody else.
pub fn invite_these(audience: &mut Vec<AudienceChoice>, groups: &[(AudienceGroup, u32)]) {
    let invited = groups.iter().filter(|(_, n)| *n > 0);
    audience.retain(|choice| invited.clone().any(|(group, _)| *group == choice.group));
    for (group, n) in invited {
        match audience.iter_mut().find(|choice| choice.group == *group) {
            Some(choice) => choice.n_invited = Some(*n),
            None => {
                let (group, n_invited) = (group.clone(), Some(*n));
                audience.push(AudienceChoice { group, n_invited, n_outside: 0 });
            }
        }
    }
}

/// Lets a wave of this channel go to the group where none does yet. A new one goes out with the first,
/// in words that are still to be written.
pub fn reach_through(waves: &mut Vec<Wave>, group: &AudienceGroup, channel: Channel) {
    let is_reached =
        waves.iter().any(|wave| wave.channel == channel && wave.groups.contains(group));
    if is_reached {
        return;
    }
    if let Some(wave) = waves.iter_mut().find(|wave| wave.channel == channel) {
        wave.groups.push(group.clone());
        return;
    }
    let is_free = |key: &String| waves.iter().all(|wave| wave.key != *key);
    let key = (1..).map(|n| format!("channel-{n}")).find(is_free).unwrap_or_default();
    let (days_before, minute) =
        waves.first().map_or(NEW_WAVE, |wave| (wave.days_before, wave.minute));
    let (groups, message) = (vec![group.clone()], Wording::default());
    waves.push(Wave { key, days_before, minute, groups, channel, message });
}

/// Takes over everything a forecast depends on, and nothing else.
pub fn copy_inputs(from: &Event, to: &mut Event) {
    ForecastInputs::of(from).put_into(to);
    // No part of a scenario: what is said of later stages holds however the event goes.
    to.take_bets(from);
    // The same inputs give the same figures.
    to.seed = from.seed;
}

/// Of how many people a choice may be asked, and how many of them it invites.
pub fn n_of_choice(choice: &AudienceChoice, audience: &[AudienceEntry]) -> (u32, u32) {
    let n_may_ask = match choice.group {
        AudienceGroup::Outside => choice.n_outside,
        _ => audience
            .iter()
            .find(|entry| entry.group == choice.group)
            .map_or(0, |entry| entry.n_may_ask),
    };
    (n_may_ask, choice.n_invited.map_or(n_may_ask, |n| n.min(n_may_ask)))
}

/// Brings the number of people invited to `total`: fewer of every group alike, or more of those
/// who are left, alike. `groups` are pairs of how many may be asked and how many are invited.
pub fn spread_invitations(groups: &[(u32, u32)], total: u32) -> Vec<u32> {
    let now: u64 = groups.iter().map(|(_, n)| u64::from(*n)).sum();
    let room: u64 = groups.iter().map(|(all, n)| u64::from(all - n)).sum();
    let total = u64::from(total).min(now + room);
    // Cumulated and rounded, so that the parts sum to the whole.
    let mut seen = 0;
    let mut given = 0;
    let share_of = |seen: u64, part: u64, whole: u64| {
        (seen * part + whole / 2).checked_div(whole).unwrap_or(0)
    };
    groups
        .iter()
        .map(|(all, n)| {
            let (fixed, part, whole) = if total <= now {
                seen += u64::from(*n);
                (0, total, now)
            } else {
                seen += u64::from(all - n);
                (u64::from(*n), total - now, room)
            };
            let until_here = share_of(seen, part, whole);
            let n = fixed + until_here - given;
            given = until_here;
            n as u32
        })
        .collect()
}

/// Invites `total` people, group after group in the order of what an invitation brings; gives how
/// many of each choice, in the event's order. `margins` is what one more invitation brings.
pub fn invite_best_first(groups: &[(u32, u32)], margins: &[f64], total: u32) -> Vec<u32> {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    let margin = |place: usize| margins.get(place).copied().unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|&i, &j| margin(j).total_cmp(&margin(i)));
    let mut left = total;
    let mut n_invited = vec![0; groups.len()];
    for place in order {
        n_invited[place] = groups[place].0.min(left);
        left -= n_invited[place];
    }
    n_invited
}

/// Puts a group on the list of those invited, or takes it off.
pub fn choose_group(event: &mut Event, group: &AudienceGroup, is_chosen: bool) {
    let was_chosen = event.audience.iter().any(|choice| choice.group == *group);
    if is_chosen && !was_chosen {
        let group = group.clone();
        event.audience.push(AudienceChoice { group, n_invited: None, n_outside: 0 });
    } else if !is_chosen {
        event.audience.retain(|choice| choice.group != *group);
    }
}

/// The choice of a group, if it is invited.
pub fn choice_of<'a>(event: &'a Event, group: &AudienceGroup) -> Option<&'a AudienceChoice> {
    event.audience.iter().find(|choice| choice.group == *group)
}

/// What all lines of a driver add up to, per unit of it.
pub fn driver_total(event: &Event, driver: CostDriver) -> MoneyRange {
    lines_total(&event.budget, driver)
}

/// The same of a budget.
pub fn lines_total(budget: &[BudgetLine], driver: CostDriver) -> MoneyRange {
    let lines = || budget.iter().filter(|line| line.driver == driver);
    MoneyRange {
        low: lines().map(|line| line.amount.low).sum(),
        high: lines().map(|line| line.amount.high).sum(),
    }
}

/// Changes what the lines of a driver add up to: each keeps its share. Where there is none yet,
/// one is added.
pub fn set_driver_total(event: &mut Event, driver: CostDriver, total: MoneyRange) {
    let now = driver_total(event, driver);
    let places: Vec<usize> =
        (0..event.budget.len()).filter(|place| event.budget[*place].driver == driver).collect();
    let Some((&last, others)) = places.split_last() else {
        if total != MoneyRange::default() {
            event.budget.push(BudgetLine {
                label: Wording::Guide(both!(forecast.other_costs)),
                driver,
                amount: total,
                note: Wording::default(),
            });
        }
        return;
    };
    let scale = |amount: Money, now: Money, total: Money| {
        if now == Money::ZERO {
            Money::ZERO
        } else {
            Money::from_major(amount.major() / now.major() * total.major())
        }
    };
    let mut left = total;
    for &place in others {
        let amount = &mut event.budget[place].amount;
        amount.low = scale(amount.low, now.low, total.low);
        amount.high = scale(amount.high, now.high, total.high).max(amount.low);
        left.low -= amount.low;
        left.high -= amount.high;
    }
    // The last line takes what rounding leaves.
    event.budget[last].amount = left;
}

/// The range the user has given for a group, or for all of them.
pub fn rate_range(
    event: &Event,
    group: Option<&AudienceGroup>,
    stage: FunnelStage,
) -> Option<(f64, f64)> {
    let is_asked = |range: &&RateRange| range.stage == stage && range.group.as_ref() == group;
    event.rates.iter().rev().find(is_asked).map(|range| (range.low, range.high))
}

/// Sets or takes back the range for a group, or for all of them.
pub fn set_rate_range(
    event: &mut Event,
    group: Option<&AudienceGroup>,
    stage: FunnelStage,
    range: Option<(f64, f64)>,
) {
    event.rates.retain(|own| own.stage != stage || own.group.as_ref() != group);
    if let Some((low, high)) = range {
        event.rates.push(RateRange { group: group.cloned(), stage, low, high });
    }
}

/// How many may be asked, by group, of those chosen.
pub fn n_by_choice(event: &Event, audience: &[AudienceEntry]) -> Vec<(u32, u32)> {
    let mut seen = BTreeMap::new();
    event
        .audience
        .iter()
        .map(|choice| match seen.insert(choice.group.clone(), ()) {
            None => n_of_choice(choice, audience),
            // A group chosen twice counts once.
            Some(()) => (0, 0),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{invite_best_first, invite_these, reach_through, spread_invitations};
    use meadow_core::domain::class::Class;
    use meadow_core::domain::consent::Channel;
    use meadow_core::domain::event::{AudienceChoice, AudienceGroup};

    #[track_caller]
    fn check(groups: &[(u32, u32)], total: u32, wanted: &[u32]) {
        assert_eq!(spread_invitations(groups, total), wanted, "{total} of {groups:?}");
    }

    #[test]
    fn fewer_are_taken_from_every_group_alike() {
        check(&[(100, 80), (300, 240)], 160, &[40, 120]);
        check(&[(100, 80), (300, 240)], 0, &[0, 0]);
    }

    #[test]
    fn more_come_from_those_who_are_left() {
        check(&[(100, 80), (300, 240)], 360, &[90, 270]);
        check(&[(100, 80), (300, 240)], 400, &[100, 300]);
        check(&[(100, 80), (300, 240)], 999, &[100, 300]);
        check(&[(100, 0), (50, 0)], 30, &[20, 10]);
        check(&[(0, 0)], 10, &[0]);
    }

    #[test]
    fn parts_sum_to_the_whole() {
        for total in 0..=60 {
            let parts = spread_invitations(&[(7, 3), (30, 11), (23, 23)], total);
            assert_eq!(parts.iter().sum::<u32>(), total);
        }
    }

    #[test]
    fn a_group_is_reached_through_every_channel_of_a_plan() {
        let (bees, others) = (AudienceGroup::Class(Class::Bee), AudienceGroup::Unplaced);
        let mut waves = Vec::new();
        for (group, channel) in [
            (&bees, Channel::Phone),
            (&others, Channel::Phone),
            (&bees, Channel::Phone),
            (&bees, Channel::Sms),
        ] {
            reach_through(&mut waves, group, channel);
        }
        let reached: Vec<_> = waves.iter().map(|wave| (wave.channel, wave.groups.len())).collect();
        assert_eq!(reached, [(Channel::Phone, 2), (Channel::Sms, 1)]);
        assert_ne!(waves[0].key, waves[1].key);
        assert_eq!(waves[0].days_before, waves[1].days_before);
    }

    #[test]
    fn a_plan_takes_the_place_of_who_was_invited() {
        let choice = |group, n_invited| AudienceChoice { group, n_invited, n_outside: 40 };
        let bees = AudienceGroup::Class(Class::Bee);
        let mut audience =
            vec![choice(AudienceGroup::Outside, None), choice(AudienceGroup::Unplaced, Some(9))];
        let plan = [(bees.clone(), 12), (AudienceGroup::Unplaced, 0), (AudienceGroup::Outside, 30)];
        invite_these(&mut audience, &plan);
        let invited: Vec<_> = audience
            .iter()
            .map(|choice| (choice.group.clone(), choice.n_invited, choice.n_outside))
            .collect();
        assert_eq!(invited, [(AudienceGroup::Outside, Some(30), 40), (bees, Some(12), 0)]);
    }

    #[test]
    fn the_group_that_brings_most_is_invited_first() {
        let groups = [(100, 0), (50, 0), (80, 0)];
        assert_eq!(invite_best_first(&groups, &[1.0, 9.0, 4.0], 100), [0, 50, 50]);
        assert_eq!(invite_best_first(&groups, &[1.0, 9.0, 4.0], 500), [100, 50, 80]);
    }
}
