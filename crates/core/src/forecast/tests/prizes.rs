//! What prizes may cost: worst cases and means by hand, the budget, the law's ceiling, and what is refused.

use super::{known_event, past, tables_with};
use crate::domain::event::{Event, FunnelStage};
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::forecast::PrizeRun;
use crate::planning::arbitrary::audience;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::prizes::{
    BringTerms, DrawTerms, GiftTerms, NoPrizes, OfferKind, OpenTerm, PrizePlan, PrizeTerms,
    PrizesView, VoucherTerms,
};

fn money(major: i64) -> Option<Money> {
    Some(Money(major * 100))
}

fn kind(n: u32, major: i64) -> PrizeTerms {
    PrizeTerms { n: Some(n), cost: money(major) }
}

/// One of 5,000, three of 400 and ten of 50: 6,700 in all.
fn draw() -> DrawTerms {
    DrawTerms { prizes: vec![kind(10, 50), kind(1, 5_000), kind(3, 400)], ..DrawTerms::default() }
}

fn voucher() -> VoucherTerms {
    VoucherTerms { cost: money(30), redeemed: Some((0.2, 0.2)), ..VoucherTerms::default() }
}

/// Who brings three gets 30, and so does each of the three.
fn bring() -> BringTerms {
    BringTerms {
        at: FunnelStage::Attended,
        brings: Some((0.1, 0.1)),
        n_brought: Some(3),
        cost_of_own: money(30),
        cost_of_brought: money(30),
        n_max: Some(50),
    }
}

fn typed(low: u32, high: u32) -> PrizePlan {
    PrizePlan { heads: Some((low, high)), ..PrizePlan::default() }
}

fn run(event: &Event, plan: &PrizePlan) -> Result<Result<PrizeRun, NoPrizes>, EngineError> {
    PrizeRun::new(&Tables::default(), &audience(), event, plan)
}

#[track_caller]
fn found(event: &Event, plan: &PrizePlan) -> PrizesView {
    let run = run(event, plan).expect("a possible plan");
    run.unwrap_or_else(|why| panic!("{why:?}")).finish()
}

#[track_caller]
fn refused(plan: &PrizePlan) {
    let found = run(&known_event(), plan).err();
    assert!(matches!(found, Some(EngineError::BadInput { .. })), "{plan:?}: {found:?}");
}

#[test]
fn a_draw_in_a_full_room_costs_all_its_prizes_for_certain() {
    let plan = PrizePlan { draw: Some(draw()), budget: money(6_700), ..PrizePlan::default() };
    let view = found(&known_event(), &plan);
    assert_eq!((view.worst, view.cost.mean, view.cost.p05, view.cost.p95), {
        (Some(6_700.0), 6_700.0, 6_700.0, 6_700.0)
    });
    // Just the budget is not more than it.
    assert_eq!(view.p_over, Some((0.0, 0.0)));
    assert_eq!(view.n_heads_max, Some(500));
    // 500 invited, half register, four in five come.
    assert!((view.visits.mean - 200.0).abs() < 1.5, "{view:?}");
    assert!((view.cost_per_visit.expect("visits") - 33.5).abs() < 0.5, "{view:?}");
    assert_eq!(view.assumed, [FunnelStage::Registered, FunnelStage::Attended]);
    assert_eq!(view.bins.iter().map(|bin| bin.n_draws).sum::<u32>(), view.n_draws);
}

#[test]
fn means_and_worst_cases_are_those_of_the_closed_form() {
    let plan = PrizePlan {
        draw: Some(DrawTerms { claimed: Some((0.8, 0.8)), ..draw() }),
        gifts: Some(GiftTerms { gifts: kind(100, 8), ..GiftTerms::default() }),
        voucher: Some(voucher()),
        bring: Some(bring()),
        n_heads_max: Some(150),
        ..typed(150, 150)
    };
    let view = found(&known_event(), &plan);
    let by_kind = |wanted: OfferKind| {
        *view.offers.iter().find(|offer| offer.kind == wanted).expect("promised")
    };
    let near = |kind: OfferKind, mean: f64, error: f64, worst: f64| {
        let offer = by_kind(kind);
        assert!((offer.cost.mean - mean).abs() < error, "{offer:?}");
        assert_eq!((offer.worst, offer.at), (Some(worst), None), "{offer:?}");
    };
    near(OfferKind::Draw, 0.8 * 6_700.0, 150.0, 6_700.0);
    near(OfferKind::Gifts, 800.0, 1e-9, 800.0);
    near(OfferKind::Voucher, 150.0 * 0.2 * 30.0, 15.0, 4_500.0);
    near(OfferKind::Bring, 150.0 * 0.1 * 120.0, 40.0, 6_000.0);
    assert_eq!(view.worst, Some(6_700.0 + 800.0 + 4_500.0 + 6_000.0));
    assert!(view.cost.p95 < view.worst.expect("capped"), "{view:?}");
    let sum: f64 = view.offers.iter().map(|offer| offer.cost.mean).sum();
    assert!((view.cost.mean - sum).abs() < 1e-6, "{view:?}");
    // Fifteen bring three each; those are visits too.
    let sharing = view.sharing.expect("brought");
    assert!((sharing.rewarded.mean - 15.0).abs() < 0.4, "{sharing:?}");
    assert!((sharing.brought.mean - 3.0 * sharing.rewarded.mean).abs() < 1e-9);
    let per_visit = view.cost.mean / (150.0 + sharing.brought.mean);
    assert!((view.cost_per_visit.expect("visits") - per_visit).abs() < 1e-9);
}

#[test]
fn a_promise_to_all_has_a_worst_case_only_where_somebody_sets_one() {
    let mut plan = PrizePlan { voucher: Some(voucher()), ..typed(80, 200) };
    let open = found(&known_event(), &plan);
    assert_eq!((open.worst, open.n_heads_max), (None, None));
    plan.n_heads_max = Some(120);
    let closed = found(&known_event(), &plan);
    assert_eq!((closed.worst, closed.n_heads_max), (Some(3_600.0), Some(120)));
    assert!(closed.visits.p95 <= 120.0 && open.visits.p95 > 190.0, "{closed:?}");
    plan.voucher = Some(VoucherTerms { n_max: Some(10), ..voucher() });
    assert_eq!(found(&known_event(), &plan).worst, Some(300.0));
    // An event invites so many and no more.
    plan.heads = None;
    plan.n_heads_max = None;
    plan.voucher = Some(voucher());
    assert_eq!(found(&known_event(), &plan).worst, Some(500.0 * 30.0));
}

#[test]
fn the_budget_is_a_threshold_in_the_draws_and_in_the_picture() {
    let plan =
        |yuan| PrizePlan { voucher: Some(voucher()), budget: money(yuan), ..typed(100, 200) };
    let half = found(&known_event(), &plan(900));
    let (p, error) = half.p_over.expect("a budget");
    assert!((0.4..0.6).contains(&p) && error > 0.0 && error < 0.01, "{p} {error}");
    let far = found(&known_event(), &plan(2_000));
    assert!(far.p_over.expect("a budget").0 < 0.001);
    let last = far.bins.last().expect("bins");
    assert!(last.high > 2_000.0 && last.n_draws == 0, "{last:?}");
    let beyond = found(&known_event(), &plan(900_000));
    assert!(beyond.bins.last().expect("bins").high < 5_000.0);
}

#[test]
fn the_law_of_the_currency_or_the_users_own_limits_the_dearest_prize() {
    let mut plan = PrizePlan { draw: Some(draw()), ..typed(100, 100) };
    let usual = found(&known_event(), &plan).ceiling.expect("yuan");
    assert_eq!((usual.ceiling, usual.is_usual, usual.dearest), (50_000.0, true, 5_000.0));
    assert!(!usual.is_over());
    plan.ceiling = money(4_999);
    let own = found(&known_event(), &plan).ceiling.expect("typed");
    assert!(own.is_over() && !own.is_usual);
    plan.draw = None;
    plan.gifts = Some(GiftTerms { gifts: kind(1, 90_000), ..GiftTerms::default() });
    assert_eq!(found(&known_event(), &plan).ceiling, None, "a gift is no draw");
    let mut tables = Tables::default();
    std::sync::Arc::make_mut(&mut tables.facts).currency = "EUR".to_owned();
    plan = PrizePlan { draw: Some(draw()), ..typed(100, 100) };
    let run = PrizeRun::new(&tables, &audience(), &known_event(), &plan).expect("possible");
    assert_eq!(run.unwrap_or_else(|why| panic!("{why:?}")).finish().ceiling, None);
}

#[test]
fn the_same_question_has_the_same_answer() {
    let plan = PrizePlan {
        draw: Some(draw()),
        voucher: Some(voucher()),
        bring: Some(bring()),
        ..PrizePlan::default()
    };
    let event = known_event();
    let mut sliced = run(&event, &plan).expect("possible").unwrap_or_else(|why| panic!("{why:?}"));
    while sliced.advance(333) {}
    assert_eq!(sliced.n_done(), sliced.n_total());
    assert_eq!(sliced.finish(), found(&event, &plan));
}

#[test]
fn what_is_not_said_is_asked_for() {
    let none = |event: &Event, plan: &PrizePlan| {
        run(event, plan).expect("possible").err().expect("nothing to say")
    };
    let event = known_event();
    assert_eq!(none(&event, &PrizePlan::default()), NoPrizes::NoOffer);
    let plan = PrizePlan {
        draw: Some(DrawTerms::default()),
        gifts: Some(GiftTerms {
            gifts: PrizeTerms { cost: None, ..kind(3, 1) },
            ..GiftTerms::default()
        }),
        voucher: Some(VoucherTerms { redeemed: None, ..voucher() }),
        bring: Some(BringTerms { n_brought: Some(0), ..bring() }),
        ..PrizePlan::default()
    };
    let open = vec![
        (OfferKind::Draw, OpenTerm::Number),
        (OfferKind::Gifts, OpenTerm::Cost),
        (OfferKind::Voucher, OpenTerm::Redeemed),
        (OfferKind::Bring, OpenTerm::NumberBrought),
    ];
    assert_eq!(none(&event, &plan), NoPrizes::Open(open));
    // A kind left empty beside others is none.
    let mut with_empty = draw();
    with_empty.prizes.push(PrizeTerms::default());
    let plan = PrizePlan { draw: Some(with_empty), ..PrizePlan::default() };
    assert_eq!(found(&event, &plan).worst, Some(6_700.0));

    let mut unknown = known_event();
    unknown.rates.clear();
    // Nobody orders before the prizes are drawn: that rate is not asked for.
    assert_eq!(none(&unknown, &plan), NoPrizes::RatesMissing(vec![FunnelStage::Registered]));
    let plan = PrizePlan {
        voucher: Some(VoucherTerms { at: FunnelStage::Ordered, ..voucher() }),
        ..PrizePlan::default()
    };
    let missing = vec![FunnelStage::Registered, FunnelStage::Ordered];
    assert_eq!(none(&unknown, &plan), NoPrizes::RatesMissing(missing));
    let tables = tables_with([past("Spring", Method::Activity, 20_000, [600, 120, 80, 40])]);
    let run = PrizeRun::new(&tables, &audience(), &unknown, &plan).expect("possible");
    assert!(run.is_ok(), "own events are enough");
    unknown.audience.clear();
    assert_eq!(none(&unknown, &plan), NoPrizes::NobodyInvited);
}

#[test]
fn impossible_promises_are_refused() {
    let with_voucher = |redeemed, cost| PrizePlan {
        voucher: Some(VoucherTerms { redeemed: Some(redeemed), cost, ..voucher() }),
        ..typed(10, 20)
    };
    for range in [(f64::NAN, 0.5), (0.5, f64::NAN), (-0.1, 0.5), (0.5, 1.5), (f64::INFINITY, 0.1)] {
        refused(&with_voucher(range, money(3)));
    }
    refused(&with_voucher((0.1, 0.2), money(-3)));
    let negative = DrawTerms { prizes: vec![kind(1, -5)], ..DrawTerms::default() };
    refused(&PrizePlan { draw: Some(negative), ..PrizePlan::default() });
    refused(&PrizePlan { draw: Some(draw()), budget: money(-1), ..PrizePlan::default() });
    refused(&PrizePlan { draw: Some(draw()), ceiling: money(-1), ..PrizePlan::default() });
    refused(&PrizePlan { draw: Some(draw()), ..typed(0, u32::MAX) });
    refused(&PrizePlan { draw: Some(draw()), ..typed(u32::MAX, 0) });
    let many = DrawTerms { prizes: vec![kind(1, 1); 9], ..DrawTerms::default() };
    refused(&PrizePlan { draw: Some(many), ..PrizePlan::default() });
}

#[test]
fn extremes_stay_finite() {
    let most = PrizeTerms { n: Some(u32::MAX), cost: Some(Money(i64::MAX)) };
    let plan = PrizePlan {
        draw: Some(DrawTerms { prizes: vec![most; 8], ..DrawTerms::default() }),
        ..typed(0, 3)
    };
    let view = found(&known_event(), &plan);
    assert!(view.worst.is_some_and(f64::is_finite) && view.cost.p95.is_finite(), "{view:?}");
    // Ends the wrong way round are turned; nobody at all costs nothing.
    let plan = PrizePlan { voucher: Some(voucher()), ..typed(200, 100) };
    assert_eq!(found(&known_event(), &plan), {
        found(&known_event(), &PrizePlan { heads: Some((100, 200)), ..plan.clone() })
    });
    let view = found(&known_event(), &PrizePlan { voucher: Some(voucher()), ..typed(0, 0) });
    assert_eq!((view.cost.mean, view.cost_per_visit), (0.0, None));
}
