//! The unknowns of the programme: the people of a group who may be asked through a channel, at the mean rates,
//! and the caps on them together.
//!
//! A channel's own share of registrations moves each group's by the same step on the logit scale:
//! logit r(g, c) = logit r(g) + logit r(c) − logit r. What a registration costs is paid by the guests.

use meadow_models::allocation::{InvitableGroup, InvitationCap};
use meadow_models::{BetaRate, EventEconomics};

use super::super::rates::Rates;
use super::ReachableGroup;
use crate::domain::event::{AudienceGroup, FunnelStage};
use crate::views::forecast::RateSource;
use crate::views::whom::{ChannelTerms, WhomLimits};

/// The people of a group who may be asked through a channel.
pub(super) struct Cell {
    pub(super) group: usize,
    pub(super) channel: usize,
    pub(super) rates: [f64; 3],
    pub(super) invitable: InvitableGroup,
}

impl Cell {
    /// Orders expected of so many invitations.
    pub(super) fn n_orders(&self, n_invited: u32) -> f64 {
        f64::from(n_invited) * self.rates.iter().product::<f64>()
    }
}

pub(super) fn cells_of(
    groups: &[ReachableGroup],
    limits: &WhomLimits,
    rates: &Rates,
    own: &[Option<BetaRate>],
    economics: &EventEconomics,
) -> Vec<Cell> {
    let costs = economics.cost_per_head;
    let mut cells = Vec::new();
    for (group, of) in groups.iter().enumerate() {
        for (channel, terms) in limits.channels.iter().enumerate() {
            let mut means = rates.means_of(&of.group);
            if let Some(own) = own[channel] {
                means[0] = shifted(rates, &of.group, own).mean();
            }
            let [registers, attends, orders] = means;
            let per_order = economics.margin_per_order() - costs.ordered;
            let registrations_of_a_guest = if attends > 0.0 { 1.0 / attends } else { 0.0 };
            let invitable = InvitableGroup {
                n_available: of.by_channel[channel],
                p_attend: registers * attends,
                margin_per_guest: orders * per_order
                    - costs.attended
                    - costs.registered * registrations_of_a_guest,
                cost_per_invitation: cost_of(terms),
            };
            cells.push(Cell { group, channel, rates: means, invitable });
        }
    }
    cells
}

/// The channel's share of registrations for a group. Where all share the general rate, or that rests on
/// nothing, it is the channel's own.
pub(super) fn shifted(rates: &Rates, group: &AudienceGroup, own: BetaRate) -> BetaRate {
    let all = rates.all();
    let general = all.iter().find(|r| r.stage == FunnelStage::Registered && r.group.is_none());
    let of_group = &all[rates.place_of(group, FunnelStage::Registered)];
    let Some(general) = general
        .filter(|general| of_group.group.is_some() && general.sources != [RateSource::Missing])
    else {
        return own;
    };
    let logit = |rate: f64| (rate / (1.0 - rate)).ln();
    let sum =
        logit(of_group.posterior.mean()) + logit(own.mean()) - logit(general.posterior.mean());
    BetaRate::from_point(1.0 / (1.0 + (-sum).exp()), own.strength()).unwrap_or(own)
}

/// Nobody is invited twice; then what the channels can carry, in the order of the terms.
pub(super) fn caps_of(
    groups: &[ReachableGroup],
    limits: &WhomLimits,
    cells: &[Cell],
) -> Vec<InvitationCap> {
    let cells_where = |is_in: &dyn Fn(&Cell) -> bool| -> Vec<usize> {
        (0..cells.len()).filter(|&at| is_in(&cells[at])).collect()
    };
    let of_groups = groups.iter().enumerate().map(|(place, group)| InvitationCap {
        groups: cells_where(&|cell| cell.group == place),
        n_max: group.n_may_ask,
    });
    let channels = limits.channels.iter().enumerate();
    let of_channels = channels.filter_map(|(place, terms)| {
        let groups = cells_where(&|cell| cell.channel == place);
        terms.n_max.map(|n_max| InvitationCap { groups, n_max })
    });
    of_groups.chain(of_channels).collect()
}

pub(super) fn cost_of(terms: &ChannelTerms) -> f64 {
    terms.cost_per_contact.map_or(0.0, |cost| cost.major())
}
