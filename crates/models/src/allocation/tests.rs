use super::{
    Allocation, AllocationError, AllocationLimits, InvitableGroup, InvitationCap, allocate,
    allocate_within_risk, invite_evenly,
};
use crate::count_distribution::CountDistribution;

fn group(n_available: u32, p_attend: f64, margin: f64, cost: f64) -> InvitableGroup {
    InvitableGroup { n_available, p_attend, margin_per_guest: margin, cost_per_invitation: cost }
}

fn segments() -> Vec<InvitableGroup> {
    vec![
        group(60, 0.30, 220.0, 12.0),
        group(120, 0.18, 260.0, 8.0),
        group(300, 0.10, 180.0, 5.0),
        group(800, 0.05, 150.0, 2.0),
        group(2000, 0.02, 120.0, 1.0),
    ]
}

fn limits(budget: f64, n_seats: u32) -> AllocationLimits {
    AllocationLimits { budget: Some(budget), n_seats: Some(n_seats), caps: vec![] }
}

#[track_caller]
fn check(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found}, not {expected}");
}

#[test]
fn budget_binds_as_published() {
    let found = allocate(&segments(), &limits(3000.0, 80)).expect("solvable");
    assert_eq!(found.n_by_group, [60, 120, 0, 660, 0]);
    check(found.profit, 11_526.0);
    check(found.profit_bound, 11_526.0);
    check(found.prices.budget, 2.75);
    check(found.prices.seat, 0.0);
    check(found.cost, 3000.0);
    check(found.n_guests, 72.6);
    assert_eq!(found.n_seats_planned, None);
}

#[test]
fn seats_bind_as_published() {
    let found = allocate(&segments(), &limits(3000.0, 60)).expect("solvable");
    assert_eq!(found.n_by_group, [60, 120, 204, 0, 0]);
    check(found.profit, 10_548.0);
    check(found.prices.seat, 130.0);
    check(found.prices.budget, 0.0);
    assert_eq!(found.n_seats_planned, Some(60.0));
}

/// The prices are what a little more or less of a limit does to the optimum.
#[test]
fn prices_are_slopes_of_the_optimum() {
    let bound = |budget, n_seats| {
        allocate(&segments(), &limits(budget, n_seats)).expect("solvable").profit_bound
    };
    check(bound(3000.0, 61) - bound(3000.0, 60), 130.0);
    check(bound(3000.0, 60) - bound(3000.0, 59), 130.0);
    check(bound(3001.0, 80) - bound(3000.0, 80), 2.75);
    check(bound(3000.0, 80) - bound(2999.0, 80), 2.75);
}

#[test]
fn caps_bind_groups_together_and_have_their_price() {
    let cap = InvitationCap { groups: vec![0, 1], n_max: 100 };
    let capped = AllocationLimits { caps: vec![cap], ..limits(3000.0, 80) };
    let found = allocate(&segments(), &capped).expect("solvable");
    assert_eq!(found.n_by_group[0] + found.n_by_group[1], 100);
    assert!(found.prices.caps[0] > 0.0, "{:?}", found.prices);
    let unlimited = allocate(&segments(), &AllocationLimits::default()).expect("solvable");
    assert_eq!(unlimited.n_by_group, [60, 120, 300, 800, 2000]);
    assert_eq!((unlimited.p_over, unlimited.prices.budget), (None, 0.0));
    check(unlimited.prices.people[4], 1.4);
}

#[test]
fn whole_numbers_lose_next_to_nothing() {
    let mut n_whole = 0;
    for budget in (100..4000).step_by(37) {
        let found = allocate(&segments(), &limits(f64::from(budget), 71)).expect("solvable");
        assert!(found.cost <= f64::from(budget) + 1e-6 && found.n_guests <= 71.0 + 1e-6);
        let lost = found.profit_bound - found.profit;
        // Two limits: parts of at most two people are cut off.
        assert!(lost > -1e-6 && lost < 2.0 * 54.0, "{budget}: {lost}");
        n_whole += u32::from(lost < 1e-6);
    }
    assert!(n_whole < 106, "some budgets cut people");
}

fn p_over(found: &Allocation, groups: &[InvitableGroup], n_seats: usize) -> f64 {
    let attending: Vec<(u32, f64)> =
        groups.iter().zip(&found.n_by_group).map(|(g, &n)| (n, g.p_attend)).collect();
    CountDistribution::of_groups(&attending).p_over(n_seats)
}

#[test]
fn a_chance_limit_is_kept_and_used() {
    let found = allocate_within_risk(&segments(), &limits(3000.0, 60), 0.05).expect("solvable");
    let exact = p_over(&found, &segments(), 60);
    assert!((found.p_over.expect("seats") - exact).abs() < 1e-12);
    assert!(exact <= 0.05 && exact > 0.04, "{exact}");
    let planned = found.n_seats_planned.expect("binding");
    assert!(planned < 60.0 && found.prices.seat > 0.0, "{found:?}");
    assert!(found.profit < allocate(&segments(), &limits(3000.0, 60)).expect("solvable").profit);
    // With a room that is large enough the limit does not bind.
    let large = allocate_within_risk(&segments(), &limits(3000.0, 120), 0.05).expect("solvable");
    check(large.profit, 11_526.0);
    assert_eq!(large.n_seats_planned, None);
    // No risk at all: even the smallest chance of one too many is too much.
    let none = allocate_within_risk(&segments(), &limits(3000.0, 60), 0.0).expect("solvable");
    assert!(none.n_by_group.iter().sum::<u32>() <= 60 && none.p_over == Some(0.0));
}

#[test]
fn near_the_best_of_all_allocations() {
    let groups = [group(14, 0.7, 30.0, 2.0), group(25, 0.35, 40.0, 3.0)];
    let small = limits(80.0, 12);
    let mut best = f64::MIN;
    for i in 0..=14u32 {
        for j in 0..=25u32 {
            let (n, m) = (f64::from(i), f64::from(j));
            let risk = CountDistribution::of_groups(&[(i, 0.7), (j, 0.35)]).p_over(12);
            if 2.0 * n + 3.0 * m <= 80.0 && risk <= 0.1 {
                best = best.max(n * 19.0 + m * 11.0);
            }
        }
    }
    let found = allocate_within_risk(&groups, &small, 0.1).expect("solvable");
    assert!(found.p_over.expect("seats") <= 0.1);
    assert!(found.profit <= best + 1e-9 && found.profit > best - 19.0, "{found:?}, best {best}");
}

#[test]
fn nobody_who_costs_more_than_they_bring() {
    let groups = [group(50, 0.1, 40.0, 5.0), group(10, 0.0, 90.0, 0.0)];
    let found = allocate(&groups, &limits(1000.0, 10)).expect("solvable");
    assert_eq!((found.n_by_group[0], found.profit), (0, 0.0));
    assert_eq!(allocate(&[], &limits(5.0, 1)).expect("solvable").profit, 0.0);
}

#[test]
fn refused_with_the_reason() {
    let wrong = AllocationError::Group { group: 0, value: 1.2 };
    assert_eq!(allocate(&[group(5, 1.2, 1.0, 1.0)], &AllocationLimits::default()), Err(wrong));
    let budget = AllocationError::Limit { value: -1.0 };
    assert_eq!(allocate(&segments(), &limits(-1.0, 5)), Err(budget));
    let cap = InvitationCap { groups: vec![9], n_max: 1 };
    let capped = AllocationLimits { caps: vec![cap], ..AllocationLimits::default() };
    let unknown = AllocationError::UnknownGroup { group: 9, n_groups: 5 };
    assert_eq!(allocate(&segments(), &capped), Err(unknown));
    let none = allocate_within_risk(&segments(), &AllocationLimits::default(), 0.05);
    assert_eq!(none, Err(AllocationError::NoSeats));
}

#[test]
fn the_same_share_of_everybody_keeps_the_limits_and_brings_less() {
    let even = invite_evenly(&segments(), &limits(3000.0, 80), None).expect("possible");
    // Everybody would cost 720 + 960 + 1500 + 1600 + 2000 = 6780: the budget pays for 44 of 100.
    let share = even.n_guests / (18.0 + 21.6 + 30.0 + 40.0 + 40.0);
    assert!((0.437..0.443).contains(&share), "{even:?}");
    assert!(even.cost <= 3000.0 && even.cost > 2970.0, "{even:?}");
    assert!(even.profit < allocate(&segments(), &limits(3000.0, 80)).expect("solvable").profit);

    let roomy = AllocationLimits { n_seats: Some(60), ..AllocationLimits::default() };
    let even = invite_evenly(&segments(), &roomy, Some(0.05)).expect("possible");
    let exact = even.p_over.expect("seats");
    assert!(exact <= 0.05 && exact > 0.04, "{even:?}");
    let found = allocate_within_risk(&segments(), &roomy, 0.05).expect("solvable");
    assert!(even.profit < found.profit);

    let all = invite_evenly(&segments(), &AllocationLimits::default(), None).expect("possible");
    assert_eq!(all.n_by_group, [60, 120, 300, 800, 2000]);
    let cap = InvitationCap { groups: vec![0, 1], n_max: 90 };
    let capped = AllocationLimits { caps: vec![cap], ..AllocationLimits::default() };
    let half = invite_evenly(&segments(), &capped, None).expect("possible");
    // Just over half of everybody, as long as it is not yet 31 of the first or 61 of the second.
    assert_eq!(half.n_by_group[..2], [30, 60]);
    assert!((1000..1017).contains(&half.n_by_group[4]), "{half:?}");
    let none = invite_evenly(&segments(), &AllocationLimits::default(), Some(0.1));
    assert_eq!(none, Err(AllocationError::NoSeats));
}
