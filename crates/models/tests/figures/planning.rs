//! Whom to invite within limits, prizes, word of mouth, registrations to come, budgets.

use super::Figures;
use super::event::{funnel, spread};
use super::rates::rate;
use meadow_models::allocation::{
    AllocationLimits, InvitableGroup, InvitationCap, allocate, allocate_within_risk, invite_evenly,
};
use meadow_models::beta_rate::BetaRate;
use meadow_models::funnel::simulate;
use meadow_models::funnel_draws::Stage;
use meadow_models::prizes::{Offer, OfferKind, Prize, liability};
use meadow_models::referral::{BadWord, ReferralPlan, expected_total, p_extinction, p_total};
use meadow_models::registration_curve::{FinalPrior, PastRegistrations, RegistrationCurve};
use meadow_models::response::{ResponseCurve, fit_hill, split_budget};
use meadow_models::sample_size::{n_for_share, n_per_side_for_difference};

pub(super) fn add(figures: &mut Figures) {
    add_allocation(figures);
    add_prizes(figures);
    add_word_of_mouth(figures);
    add_registrations(figures);
    let curves = [
        ResponseCurve::Log { scale: 50.0, spread: 20.0 },
        ResponseCurve::Log { scale: 30.0, spread: 10.0 },
        ResponseCurve::Hill { top: 80.0, half: 60.0, shape: 1.7 },
    ];
    let split = split_budget(&curves, 200.0).expect("possible");
    figures.add_reals("budget", split.spending.into_iter().chain([split.value, split.marginal]));
    let seen: Vec<(f64, f64)> = (1..=12)
        .map(|i| 20.0 * f64::from(i))
        .map(|x| (x, curves[2].value(x) + (x / 7.0).sin()))
        .collect();
    let hill = fit_hill(&seen).expect("twelve amounts");
    figures
        .add_reals("hill", seen.iter().map(|(x, _)| hill.curve.value(*x)).chain([hill.rms_error]));
    let sizes =
        [n_per_side_for_difference(0.1, 0.12, 0.95, 0.8), n_for_share(0.03, 0.2, 0.95, Some(9000))];
    figures.add_whole("sample_size", sizes.into_iter().flatten());
}

fn add_allocation(figures: &mut Figures) {
    let groups: Vec<InvitableGroup> = [
        (60, 0.30, 220.0, 12.0),
        (120, 0.18, 260.0, 8.0),
        (300, 0.10, 180.0, 5.0),
        (800, 0.05, 150.0, 2.0),
        (2000, 0.02, 120.0, 1.0),
    ]
    .map(|(n_available, p_attend, margin_per_guest, cost_per_invitation)| InvitableGroup {
        n_available,
        p_attend,
        margin_per_guest,
        cost_per_invitation,
    })
    .to_vec();
    let cap = InvitationCap { groups: vec![0, 1], n_max: 100 };
    for (name, budget, n_seats, caps) in [
        ("budget", Some(3000.0), Some(80), vec![]),
        ("seats", Some(3000.0), Some(60), vec![]),
        ("caps", Some(3000.0), Some(80), vec![cap]),
        ("free", None, None, vec![]),
    ] {
        let limits = AllocationLimits { budget, n_seats, caps };
        let found = allocate(&groups, &limits).expect("solvable");
        figures.add_whole(&format!("allocation.{name}.n"), found.n_by_group);
        let prices = [found.prices.budget, found.prices.seat];
        let values = [found.profit, found.profit_bound, found.cost, found.n_guests];
        figures.add_reals(&format!("allocation.{name}"), values.into_iter().chain(prices));
        if name == "seats" {
            let within = allocate_within_risk(&groups, &limits, 0.1).expect("solvable");
            figures.add_whole("allocation.within_risk.n", within.n_by_group);
            figures.add_reals(
                "allocation.within_risk",
                [within.profit].into_iter().chain(within.p_over),
            );
            let even = invite_evenly(&groups, &limits, Some(0.1)).expect("solvable");
            figures.add_whole("allocation.even.n", even.n_by_group);
            figures.add_reals("allocation.even", [even.profit].into_iter().chain(even.p_over));
        }
    }
}

fn add_prizes(figures: &mut Figures) {
    let draws = simulate(&funnel(), 200, 11).expect("a possible funnel");
    let at = |kind| Offer { at: Stage::Attended, kind };
    let prizes = vec![Prize { n: 10, cost: 50.0 }, Prize { n: 1, cost: 5000.0 }];
    let offers = [
        at(OfferKind::Draw { prizes, claimed: Some(rate(6.0, 2.0)) }),
        at(OfferKind::FirstCome { gifts: Prize { n: 60, cost: 8.0 } }),
        at(OfferKind::Voucher { cost: 30.0, redeemed: rate(4.0, 16.0), n_max: Some(20) }),
        at(OfferKind::Referral {
            brings: rate(2.0, 18.0),
            n_brought: 3,
            cost_of_own: 30.0,
            cost_of_brought: 30.0,
            n_max: None,
        }),
    ];
    figures.add_reals("prizes", liability(&offers, &draws, 11).expect("possible costs"));
    figures.add_reals("prizes.expected", offers.iter().map(|offer| offer.expected_cost(90)));
    figures.add_reals("prizes.pieces", offers.iter().flat_map(|offer| spread(&offer.pieces(90))));
}

fn add_word_of_mouth(figures: &mut Figures) {
    let closed = [(8, 0.05), (8, 0.1251), (25, 0.2), (400, 0.01)];
    figures.add_reals("word_of_mouth.dies_out", closed.map(|(reach, c)| p_extinction(reach, c)));
    figures.add_reals("word_of_mouth.total", (1..80).step_by(7).map(|n| p_total(1, n, 8, 0.05)));
    figures.add_reals("word_of_mouth.mean", expected_total(8, 0.05));
    let discontent =
        BadWord { share: rate(2.0, 18.0), reach: vec![11, 4], lost: BetaRate::JEFFREYS };
    let plan = ReferralPlan {
        n_first: 40,
        reach: vec![8, 5, 3],
        conversion: rate(3.0, 22.0),
        discontent: Some(discontent),
        n_market: Some(5000),
        n_generations: 12,
    };
    let draws = plan.simulate(150, 4).expect("few enough");
    figures.add_whole("word_of_mouth.won", draws.won);
    figures.add_whole("word_of_mouth.lost", draws.lost);
}

fn add_registrations(figures: &mut Figures) {
    let curve = RegistrationCurve::from_anchors(60, 0.58, 0.25, 50.0).expect("anchors");
    let invited = FinalPrior::Invited { n_invited: 200, rate: rate(6.0, 14.0) };
    let open = FinalPrior::Open { mean: 100.0, cv: 0.5 };
    for (name, prior, n_now, days) in [
        ("registrations.invited", invited, 30, 7.0),
        ("registrations.open", open, 50, 7.0),
        ("registrations.early", invited, 0, 90.0),
        ("registrations.late", open, 180, 0.0),
    ] {
        figures.add_reals(name, spread(&curve.final_number(n_now, days, prior).expect("possible")));
    }
    let past = [(100, [(14.0, 22), (7.0, 45), (1.0, 80)]), (60, [(20.0, 4), (7.0, 22), (0.0, 51)])]
        .map(|(n_final, n_in)| PastRegistrations { n_final, n_in: n_in.to_vec() });
    let learnt = RegistrationCurve::of_events(&past, 20.0).expect("two events");
    figures.add_reals(
        "registrations.curve",
        (0..22).step_by(3).map(|day| learnt.share_in(f64::from(day))),
    );
    figures.add_reals("registrations.strength", [learnt.strength()]);
}
