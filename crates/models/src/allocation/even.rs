//! The yardstick of an allocation: the same share of everybody, as large as the limits let it be.

use super::{AllocationError, AllocationLimits, InvitableGroup, check};
use crate::poisson_binomial::p_over_in_groups;

/// Invitations without a choice of whom.
#[derive(Debug, Clone, PartialEq)]
pub struct EvenInvitations {
    /// Invitations per group.
    pub n_by_group: Vec<u32>,
    /// Expected profit of these; may be a loss.
    pub profit: f64,
    /// Cost of the invitations.
    pub cost: f64,
    /// Expected guests.
    pub n_guests: f64,
    /// Chance that more come than there are seats, guests independent; None without a number of seats.
    pub p_over: Option<f64>,
}

/// Invites the largest share of every group that keeps all limits, rounded down group by group. With
/// `p_over_allowed` it is the chance of more guests than seats that is kept, without it the expected
/// number of guests, as in an allocation.
///
/// # Errors
/// [`AllocationError`] as an allocation.
pub fn invite_evenly(
    groups: &[InvitableGroup],
    limits: &AllocationLimits,
    p_over_allowed: Option<f64>,
) -> Result<EvenInvitations, AllocationError> {
    check(groups, limits)?;
    if let Some(value) = p_over_allowed.filter(|p| !(0.0..=1.0).contains(p)) {
        return Err(AllocationError::Limit { value });
    }
    if p_over_allowed.is_some() && limits.n_seats.is_none() {
        return Err(AllocationError::NoSeats);
    }
    let keeps = |found: &EvenInvitations| {
        let in_cap = |cap: &super::InvitationCap| {
            let n: u64 = cap.groups.iter().map(|&g| u64::from(found.n_by_group[g])).sum();
            n <= u64::from(cap.n_max)
        };
        let in_room = match (p_over_allowed, limits.n_seats) {
            (Some(allowed), _) => found.p_over.is_some_and(|p| p <= allowed),
            (None, Some(n_seats)) => found.n_guests <= f64::from(n_seats),
            (None, None) => true,
        };
        limits.budget.is_none_or(|budget| found.cost <= budget)
            && limits.caps.iter().all(in_cap)
            && in_room
    };
    let everybody = share_of(groups, limits, 1.0);
    if keeps(&everybody) {
        return Ok(everybody);
    }
    let (mut within, mut over) = (0.0, 1.0);
    let mut best = share_of(groups, limits, within);
    // Finer than one of a billion people.
    for _ in 0..30 {
        let middle = 0.5 * (within + over);
        let found = share_of(groups, limits, middle);
        if keeps(&found) {
            (within, best) = (middle, found);
        } else {
            over = middle;
        }
    }
    Ok(best)
}

fn share_of(groups: &[InvitableGroup], limits: &AllocationLimits, share: f64) -> EvenInvitations {
    let n_by_group: Vec<u32> =
        groups.iter().map(|g| (share * f64::from(g.n_available)).floor() as u32).collect();
    let total = |of: fn(&InvitableGroup) -> f64| -> f64 {
        groups.iter().zip(&n_by_group).map(|(g, &n)| f64::from(n) * of(g)).sum()
    };
    let attending: Vec<(u32, f64)> =
        groups.iter().zip(&n_by_group).map(|(g, &n)| (n, g.p_attend)).collect();
    EvenInvitations {
        profit: total(InvitableGroup::profit_per_invitation),
        cost: total(|g| g.cost_per_invitation),
        n_guests: total(|g| g.p_attend),
        p_over: limits.n_seats.map(|n| p_over_in_groups(&attending, n)),
        n_by_group,
    }
}
