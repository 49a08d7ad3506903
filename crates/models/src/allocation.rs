//! Whom to invite when money, seats and people are short. Knows groups by their place.
//!
//! Maximise Σ (pᵢmᵢ − cᵢ)·xᵢ over invitations 0 ≤ xᵢ ≤ sizeᵢ, with Σ cᵢxᵢ ≤ budget, Σ pᵢxᵢ ≤ seats and
//! caps on the invitations of some groups together: a linear programme. Its dual is solved beside it;
//! equal optima prove both, and the dual's unknowns are the shadow prices: what one unit more of a
//! limit would bring. D. Bertsimas & J. N. Tsitsiklis (1997), *Introduction to Linear Optimization*,
//! ch. 4. With k limits at most k groups are invited in part, so whole numbers lose next to nothing.
//!
//! A chance limit P(S > seats) ≤ ε on guests S: the seats reckoned with in the programme are bisected,
//! each answer judged by the exact Poisson-binomial of its whole numbers. A. Charnes & W. W. Cooper
//! (1959), *Management Science* 6, 73, for the idea.

use crate::poisson_binomial::p_over_in_groups;

mod even;
mod programme;
#[cfg(test)]
mod tests;

pub use even::{EvenInvitations, invite_evenly};
pub use programme::ShadowPrices;

use programme::{Optimum, solve};

/// People who may be invited and are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InvitableGroup {
    /// How many there are.
    pub n_available: u32,
    /// Chance that an invitation brings a guest, and takes a seat.
    pub p_attend: f64,
    /// What a guest leaves on average: orders' margin less costs that come with a guest. May be negative.
    pub margin_per_guest: f64,
    /// Cost of an invitation, whoever comes.
    pub cost_per_invitation: f64,
}

/// At most so many invitations to some groups together: a channel's capacity, say.
#[derive(Debug, Clone, PartialEq)]
pub struct InvitationCap {
    /// Places of the groups.
    pub groups: Vec<usize>,
    /// Invitations to all of them.
    pub n_max: u32,
}

/// What is short; None where something is not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AllocationLimits {
    /// Money for invitations.
    pub budget: Option<f64>,
    /// Seats, for the expected number of guests.
    pub n_seats: Option<u32>,
    /// Caps on groups together.
    pub caps: Vec<InvitationCap>,
}

/// Who is invited, and what the limits cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// Invitations per group.
    pub n_by_group: Vec<u32>,
    /// Expected profit of these.
    pub profit: f64,
    /// Expected profit if parts of people could be invited: no allocation is better than this.
    pub profit_bound: f64,
    /// Cost of the invitations.
    pub cost: f64,
    /// Expected guests.
    pub n_guests: f64,
    /// Chance that more come than there are seats, guests independent; None without a number of seats.
    pub p_over: Option<f64>,
    /// What one unit more of each limit would bring, by the programme.
    pub prices: ShadowPrices,
    /// Expected guests the programme reckoned with: the seats, or fewer or more under a chance limit;
    /// None where they did not bind.
    pub n_seats_planned: Option<f64>,
}

/// Why nobody is invited.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AllocationError {
    /// A chance outside 0 to 1, a cost that is negative, or a number that is not finite.
    #[error("group {group} has a chance, margin or cost of {value}, which cannot be")]
    Group {
        /// Place of the group, from 0.
        group: usize,
        /// The offending number.
        value: f64,
    },
    /// A budget that is negative or a risk that is no chance.
    #[error("{value} is no possible budget or risk")]
    Limit {
        /// The offending number.
        value: f64,
    },
    /// A cap on a group that is not there.
    #[error("a cap names group {group} of {n_groups}")]
    UnknownGroup {
        /// The place named.
        group: usize,
        /// Groups there are.
        n_groups: usize,
    },
    /// A chance limit without a number of seats.
    #[error("a limit on the chance of too many guests needs a number of seats")]
    NoSeats,
    /// The solver failed, or its two answers disagree.
    #[error("the linear programme could not be solved for certain: {reason}")]
    Solver {
        /// What it said.
        reason: String,
    },
}

/// The most profitable allocation whose expected guests find seats.
///
/// # Errors
/// [`AllocationError`] for numbers that cannot be, or a programme that cannot be solved.
pub fn allocate(
    groups: &[InvitableGroup],
    limits: &AllocationLimits,
) -> Result<Allocation, AllocationError> {
    check(groups, limits)?;
    plan(groups, limits, limits.n_seats.map(f64::from))
}

/// The most profitable allocation found whose chance of more guests than seats is at most
/// `p_over_allowed`, guests independent; expected guests may then come near the seats, or above them
/// where much risk is allowed. The price of a seat is that of an expected guest.
///
/// # Errors
/// As [`allocate`], and [`AllocationError::NoSeats`] without a number of seats.
pub fn allocate_within_risk(
    groups: &[InvitableGroup],
    limits: &AllocationLimits,
    p_over_allowed: f64,
) -> Result<Allocation, AllocationError> {
    check(groups, limits)?;
    if !(0.0..=1.0).contains(&p_over_allowed) {
        return Err(AllocationError::Limit { value: p_over_allowed });
    }
    if limits.n_seats.is_none() {
        return Err(AllocationError::NoSeats);
    }
    let is_within = |found: &Allocation| found.p_over.is_some_and(|p| p <= p_over_allowed);
    let unbound = plan(groups, limits, None)?;
    if is_within(&unbound) {
        return Ok(unbound);
    }
    let (mut within, mut over) = (0.0, unbound.n_guests);
    let mut best = plan(groups, limits, Some(within))?;
    // Half a thousandth of a guest decides nothing.
    while over - within > 5e-4 {
        let middle = 0.5 * (within + over);
        let found = plan(groups, limits, Some(middle))?;
        if is_within(&found) {
            within = middle;
            // Risk need not rise with every step, nor profit with every whole number.
            if found.profit >= best.profit {
                best = found;
            }
        } else {
            over = middle;
        }
    }
    Ok(best)
}

fn plan(
    groups: &[InvitableGroup],
    limits: &AllocationLimits,
    seats: Option<f64>,
) -> Result<Allocation, AllocationError> {
    let Optimum { invitations, profit, prices } = solve(groups, limits, seats)?;
    let n_by_group = whole_numbers(groups, limits, seats, &invitations);
    let total = |of: fn(&InvitableGroup) -> f64| -> f64 {
        groups.iter().zip(&n_by_group).map(|(g, &n)| f64::from(n) * of(g)).sum()
    };
    let attending: Vec<(u32, f64)> =
        groups.iter().zip(&n_by_group).map(|(g, &n)| (n, g.p_attend)).collect();
    Ok(Allocation {
        profit: total(InvitableGroup::profit_per_invitation),
        profit_bound: profit,
        cost: total(|g| g.cost_per_invitation),
        n_guests: total(|g| g.p_attend),
        p_over: limits.n_seats.map(|n| p_over_in_groups(&attending, n)),
        n_seats_planned: seats.filter(|_| prices.seat > 0.0),
        n_by_group,
        prices,
    })
}

/// Rounded down, then filled up one by one with whoever brings most and still fits.
fn whole_numbers(
    groups: &[InvitableGroup],
    limits: &AllocationLimits,
    seats: Option<f64>,
    invitations: &[f64],
) -> Vec<u32> {
    // The solver's own tolerance must not cost a person.
    const HAIR: f64 = 1e-6;
    let mut n_by_group: Vec<u32> = invitations
        .iter()
        .zip(groups)
        .map(|(x, g)| ((x + HAIR).floor().max(0.0) as u32).min(g.n_available))
        .collect();
    let fits = |n_by_group: &[u32]| {
        let sum = |of: fn(&InvitableGroup) -> f64| -> f64 {
            groups.iter().zip(n_by_group).map(|(g, &n)| f64::from(n) * of(g)).sum()
        };
        let is_at_most = |used: f64, limit: Option<f64>| {
            limit.is_none_or(|limit| used <= limit + HAIR * limit.abs().max(1.0))
        };
        let in_cap = |cap: &InvitationCap| {
            let n: u64 = cap.groups.iter().map(|&g| u64::from(n_by_group[g])).sum();
            n <= u64::from(cap.n_max)
        };
        is_at_most(sum(|g| g.cost_per_invitation), limits.budget)
            && is_at_most(sum(|g| g.p_attend), seats)
            && limits.caps.iter().all(in_cap)
    };
    let mut order: Vec<usize> =
        (0..groups.len()).filter(|&g| groups[g].profit_per_invitation() > 0.0).collect();
    order.sort_by(|&i, &j| {
        let profit = |g: usize| groups[g].profit_per_invitation();
        profit(j).total_cmp(&profit(i)).then(i.cmp(&j))
    });
    for group in order {
        // Little is left after rounding down: more than a few would have been in the programme.
        while n_by_group[group] < groups[group].n_available {
            n_by_group[group] += 1;
            if !fits(&n_by_group) {
                n_by_group[group] -= 1;
                break;
            }
        }
    }
    n_by_group
}

impl InvitableGroup {
    /// Expected profit of one invitation.
    pub fn profit_per_invitation(&self) -> f64 {
        self.p_attend * self.margin_per_guest - self.cost_per_invitation
    }
}

fn check(groups: &[InvitableGroup], limits: &AllocationLimits) -> Result<(), AllocationError> {
    for (group, of) in groups.iter().enumerate() {
        let is_chance = (0.0..=1.0).contains(&of.p_attend);
        let is_cost = of.cost_per_invitation >= 0.0 && of.cost_per_invitation.is_finite();
        let value = if !is_chance {
            of.p_attend
        } else if !is_cost {
            of.cost_per_invitation
        } else if !of.margin_per_guest.is_finite() {
            of.margin_per_guest
        } else {
            continue;
        };
        return Err(AllocationError::Group { group, value });
    }
    if let Some(value) = limits.budget.filter(|b| !(*b >= 0.0 && b.is_finite())) {
        return Err(AllocationError::Limit { value });
    }
    let n_groups = groups.len();
    match limits.caps.iter().flat_map(|cap| &cap.groups).find(|group| **group >= n_groups) {
        Some(&group) => Err(AllocationError::UnknownGroup { group, n_groups }),
        None => Ok(()),
    }
}
