//! The plan found, group by group and channel by channel, and what keeps it from bringing more. Must not draw.

use super::cells::cost_of;
use super::{ReachableGroup, WhomRun};
use crate::views::whom::{Binding, ChannelPlan, ChannelTerms, GroupPlan};

/// A price below this is none.
const LEAST_PRICE: f64 = 1e-6;

impl WhomRun {
    pub(super) fn group_plans(&self) -> Vec<GroupPlan> {
        let n_channels = self.limits.channels.len();
        let plan = |(place, of): (usize, &ReachableGroup)| {
            let mut plan = GroupPlan {
                group: of.group.clone(),
                n_may_ask: of.n_may_ask,
                n_invited: 0,
                by_channel: vec![0; n_channels],
                p_attend: vec![0.0; n_channels],
                value: vec![0.0; n_channels],
                best: 0,
                orders: self.orders_of(place),
                one_more: self.found.prices.caps.get(place).copied().unwrap_or(0.0),
            };
            for (at, cell) in self.cells.iter().enumerate().filter(|(_, c)| c.group == place) {
                plan.by_channel[cell.channel] = self.found.n_by_group[at];
                plan.p_attend[cell.channel] = cell.invitable.p_attend;
                plan.value[cell.channel] = cell.invitable.profit_per_invitation();
                plan.n_invited += self.found.n_by_group[at];
                // One person more may be asked through every channel.
                plan.one_more += self.found.prices.people[at];
            }
            plan.one_more = price(plan.one_more);
            let reached = (0..n_channels).filter(|channel| of.by_channel[*channel] > 0);
            let best = reached.max_by(|&a, &b| plan.value[a].total_cmp(&plan.value[b]));
            plan.best = best.unwrap_or(0);
            plan
        };
        self.groups.iter().enumerate().map(plan).collect()
    }

    pub(super) fn channel_plans(&self) -> Vec<ChannelPlan> {
        let mut caps = self.found.prices.caps.iter().skip(self.groups.len());
        let plan = |(place, terms): (usize, &ChannelTerms)| {
            let cells = || {
                let cells = self.cells.iter().zip(&self.found.n_by_group);
                cells.filter(move |(cell, _)| cell.channel == place)
            };
            let n_invited: u32 = cells().map(|(_, n)| n).sum();
            ChannelPlan {
                channel: terms.channel,
                n_invited,
                n_orders: cells().map(|(cell, &n)| cell.n_orders(n)).sum(),
                n_max: terms.n_max,
                cost: f64::from(n_invited) * cost_of(terms),
                one_more: price(terms.n_max.and_then(|_| caps.next().copied()).unwrap_or(0.0)),
            }
        };
        self.limits.channels.iter().enumerate().map(plan).collect()
    }

    pub(super) fn binding(&self, groups: &[GroupPlan], channels: &[ChannelPlan]) -> Vec<Binding> {
        let mut binding = Vec::new();
        if price(self.found.prices.budget) > 0.0 {
            binding.push(Binding::Budget);
        }
        if price(self.found.prices.seat) > 0.0 {
            binding.push(Binding::Seats);
        }
        let full = channels.iter().filter(|plan| plan.one_more > 0.0);
        binding.extend(full.map(|plan| Binding::Channel(plan.channel)));
        let all_asked = groups.iter().enumerate().filter(|(_, plan)| plan.one_more > 0.0);
        binding.extend(all_asked.map(|(at, _)| Binding::People(at)));
        binding
    }

    /// Orders expected of the plan.
    pub(super) fn n_orders(&self) -> f64 {
        let cells = self.cells.iter().zip(&self.found.n_by_group);
        cells.map(|(cell, &n)| cell.n_orders(n)).sum()
    }
}

pub(super) fn price(found: f64) -> f64 {
    if found > LEAST_PRICE { found } else { 0.0 }
}
