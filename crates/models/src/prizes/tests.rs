use super::{Offer, OfferError, OfferKind, Prize, liability};
use crate::beta_rate::BetaRate;
use crate::funnel::{EventShock, FunnelInput, simulate};
use crate::funnel_draws::{FunnelDraws, Stage};

fn rate(a: f64, b: f64) -> BetaRate {
    BetaRate::new(a, b).expect("positive")
}

fn at_attended(kind: OfferKind) -> Offer {
    Offer { at: Stage::Attended, kind }
}

fn draw(claimed: Option<BetaRate>) -> Offer {
    let prizes = vec![
        Prize { n: 10, cost: 50.0 },
        Prize { n: 1, cost: 5000.0 },
        Prize { n: 3, cost: 400.0 },
    ];
    at_attended(OfferKind::Draw { prizes, claimed })
}

fn voucher(n_max: Option<u32>) -> Offer {
    at_attended(OfferKind::Voucher { cost: 30.0, redeemed: rate(4.0, 16.0), n_max })
}

/// An old customer who brings three gets a voucher of 30, as they do.
fn referral() -> Offer {
    at_attended(OfferKind::Referral {
        brings: rate(2.0, 18.0),
        n_brought: 3,
        cost_of_own: 30.0,
        cost_of_brought: 30.0,
        n_max: Some(50),
    })
}

fn constant_draws(n_attended: u32) -> FunnelDraws {
    let mut draws = FunnelDraws::empty(1);
    for _ in 0..20_000 {
        draws.add_draw([[400, 200, n_attended, 10]].into_iter());
    }
    draws
}

#[test]
fn worst_cases_by_hand() {
    assert_eq!(draw(None).worst_case(None), Some(6700.0));
    // With two heads only the two dearest prizes can be won.
    assert_eq!(draw(None).worst_case(Some(2)), Some(5400.0));
    let gifts = at_attended(OfferKind::FirstCome { gifts: Prize { n: 100, cost: 8.0 } });
    assert_eq!((gifts.worst_case(None), gifts.worst_case(Some(70))), (Some(800.0), Some(560.0)));
    assert_eq!(gifts.expected_cost(250), 800.0);
    assert_eq!(
        (voucher(None).worst_case(None), voucher(Some(9)).worst_case(None)),
        (None, Some(270.0))
    );
    assert_eq!(voucher(None).worst_case(Some(200)), Some(6000.0));
    assert_eq!(referral().worst_case(Some(200)), Some(6000.0));
    assert_eq!(referral().worst_case(Some(20)), Some(2400.0));
}

#[test]
fn expected_costs_by_hand() {
    assert!((draw(Some(rate(8.0, 2.0))).expected_cost(80) - 0.8 * 6700.0).abs() < 1e-9);
    assert!((voucher(None).expected_cost(150) - 150.0 * 0.2 * 30.0).abs() < 1e-9);
    assert!((referral().expected_cost(40) - 40.0 * 0.1 * 120.0).abs() < 1e-6);
    // A cap below what may be redeemed lowers the mean.
    assert!(voucher(Some(30)).expected_cost(150) < 900.0 - 50.0);
}

#[test]
fn simulated_costs_are_the_exact_ones() {
    let draws = constant_draws(120);
    for offer in [voucher(None), voucher(Some(30)), referral(), draw(Some(rate(8.0, 2.0)))] {
        let costs = liability(std::slice::from_ref(&offer), &draws, 3).expect("possible costs");
        let mean = costs.iter().sum::<f64>() / 20_000.0;
        let var = costs.iter().map(|c| (c - mean).powi(2)).sum::<f64>() / 20_000.0;
        let expected = offer.expected_cost(120);
        assert!(
            (mean - expected).abs() < 4.5 * (var / 20_000.0).sqrt() + 1e-9,
            "{offer:?}: {mean}"
        );
        assert!(costs.iter().all(|&c| c <= offer.worst_case(Some(120)).expect("a worst case")));
        if matches!(offer.kind, OfferKind::Voucher { .. }) {
            let exact = offer.pieces(120);
            let n = exact.quantile(0.9);
            let found = costs.iter().filter(|&&c| c >= 30.0 * n as f64 - 1e-9).count() as f64;
            let (q, found) = (exact.p_at_least(n), found / 20_000.0);
            assert!(
                (found - q).abs() < 4.5 * (q * (1.0 - q) / 20_000.0).sqrt() + 1e-9,
                "{q} {found}"
            );
        }
    }
}

#[test]
fn offers_add_up_along_a_funnel() {
    let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.3, ordering_sd: 0.0 });
    input.add_group_of_its_own(300, [rate(30.0, 70.0), rate(6.0, 4.0), rate(2.0, 6.0)]);
    let draws = simulate(&input, 500, 1).expect("a valid funnel");
    let offers = [draw(None), voucher(None)];
    let both = liability(&offers, &draws, 5).expect("possible costs");
    let first = liability(&offers[..1], &draws, 5).expect("possible costs");
    // All prizes go whenever there are heads enough.
    for (draw, cost) in first.iter().enumerate() {
        assert!(draws.total(Stage::Attended)[draw] < 14 || *cost == 6700.0);
    }
    assert!(both.iter().zip(&first).all(|(b, f)| b >= f));
    assert_eq!(liability(&offers, &draws, 5), Ok(both));
    let wrong = at_attended(OfferKind::FirstCome { gifts: Prize { n: 1, cost: -1.0 } });
    let refused = liability(&[draw(None), wrong], &draws, 5);
    assert_eq!(refused, Err(OfferError { offer: 1, cost: -1.0 }));
}
