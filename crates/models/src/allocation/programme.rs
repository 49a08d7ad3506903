//! The linear programme of an allocation and its dual. Equations in [`crate::allocation`].

use super::{AllocationError, AllocationLimits, InvitableGroup};
use microlp::{ComparisonOp, Error, LinearExpr, OptimizationDirection, Problem, Variable};

/// What one unit more of a limit would bring, as long as it is the limit that binds; 0 where it does
/// not. At a corner where a limit just begins to bind there are two true prices, one for more and one
/// for less, and this is one of them or between them.
#[derive(Debug, Clone, PartialEq)]
pub struct ShadowPrices {
    /// Of one unit of money.
    pub budget: f64,
    /// Of one seat.
    pub seat: f64,
    /// Of one invitation of each cap.
    pub caps: Vec<f64>,
    /// Of one person more in each group.
    pub people: Vec<f64>,
}

pub(super) struct Optimum {
    /// Invitations per group, parts of people allowed.
    pub invitations: Vec<f64>,
    pub profit: f64,
    pub prices: ShadowPrices,
}

/// Primal and dual must agree to this part of the profit.
const TOLERANCE: f64 = 1e-6;

pub(super) fn solve(
    groups: &[InvitableGroup],
    limits: &AllocationLimits,
    seats: Option<f64>,
) -> Result<Optimum, AllocationError> {
    let (invitations, profit) = solve_primal(groups, limits, seats)?;
    let (prices, bound) = solve_dual(groups, limits, seats)?;
    if (bound - profit).abs() > TOLERANCE * profit.abs().max(1.0) {
        let reason = format!("a profit of {profit} and a bound of {bound} should be the same");
        return Err(AllocationError::Solver { reason });
    }
    Ok(Optimum { invitations, profit, prices })
}

fn solve_primal(
    groups: &[InvitableGroup],
    limits: &AllocationLimits,
    seats: Option<f64>,
) -> Result<(Vec<f64>, f64), AllocationError> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let invited: Vec<Variable> = groups
        .iter()
        .map(|g| problem.add_var(g.profit_per_invitation(), (0.0, f64::from(g.n_available))))
        .collect();
    let each = |of: fn(&InvitableGroup) -> f64| -> LinearExpr {
        sum_of(invited.iter().copied().zip(groups.iter().map(of)))
    };
    if let Some(budget) = limits.budget {
        let costs = each(|g| g.cost_per_invitation);
        problem.add_constraint(costs, ComparisonOp::Le, budget);
    }
    if let Some(seats) = seats {
        problem.add_constraint(each(|g| g.p_attend), ComparisonOp::Le, seats);
    }
    for cap in &limits.caps {
        let members = (0..groups.len()).filter(|g| cap.groups.contains(g));
        let sum = sum_of(members.map(|g| (invited[g], 1.0)));
        problem.add_constraint(sum, ComparisonOp::Le, f64::from(cap.n_max));
    }
    run(&problem, &invited)
}

/// Minimise budget·λ + seats·μ + Σ cap·κ + Σ size·u over prices of at least 0, so that no group's
/// invitation earns more than what it uses up is worth: cᵢλ + pᵢμ + Σ κ + uᵢ ≥ profitᵢ.
fn solve_dual(
    groups: &[InvitableGroup],
    limits: &AllocationLimits,
    seats: Option<f64>,
) -> Result<(ShadowPrices, f64), AllocationError> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut price = |limit: f64| problem.add_var(limit, (0.0, f64::INFINITY));
    let budget = limits.budget.map(&mut price);
    let seat = seats.map(&mut price);
    let caps: Vec<Variable> = limits.caps.iter().map(|cap| price(f64::from(cap.n_max))).collect();
    let people: Vec<Variable> = groups.iter().map(|g| price(f64::from(g.n_available))).collect();
    for (place, group) in groups.iter().enumerate() {
        let mut used = LinearExpr::empty();
        used.add(people[place], 1.0);
        if let Some(budget) = budget {
            used.add(budget, group.cost_per_invitation);
        }
        if let Some(seat) = seat {
            used.add(seat, group.p_attend);
        }
        for (cap, &price) in limits.caps.iter().zip(&caps) {
            if cap.groups.contains(&place) {
                used.add(price, 1.0);
            }
        }
        problem.add_constraint(used, ComparisonOp::Ge, group.profit_per_invitation());
    }
    let all: Vec<Variable> =
        budget.iter().chain(&seat).chain(&caps).chain(&people).copied().collect();
    let (values, bound) = run(&problem, &all)?;
    let mut values = values.into_iter();
    let mut next = || values.next().unwrap_or(0.0);
    let prices = ShadowPrices {
        budget: budget.map_or(0.0, |_| next()),
        seat: seat.map_or(0.0, |_| next()),
        caps: caps.iter().map(|_| next()).collect(),
        people: people.iter().map(|_| next()).collect(),
    };
    Ok((prices, bound))
}

fn sum_of(terms: impl Iterator<Item = (Variable, f64)>) -> LinearExpr {
    let mut sum = LinearExpr::empty();
    terms.for_each(|(variable, factor)| sum.add(variable, factor));
    sum
}

fn run(problem: &Problem, variables: &[Variable]) -> Result<(Vec<f64>, f64), AllocationError> {
    let failed = |error: Error| AllocationError::Solver { reason: error.to_string() };
    let outcome = problem.solve().map_err(failed)?;
    let solution = outcome
        .into_solution()
        .map_err(|_| AllocationError::Solver { reason: "it was interrupted".to_owned() })?;
    let values = variables.iter().map(|&v| solution.var_value(v)).collect();
    Ok((values, solution.objective()))
}
