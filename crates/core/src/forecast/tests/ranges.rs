//! Margin, contingency and seats given as ranges: drawn, not counted by their middle.

use super::{forecast, known_event};
use crate::domain::event::Event;
use crate::table::tables::Tables;
use crate::views::event_risk::{Moved, SwingView};
use crate::views::forecast::ForecastView;

/// 200 guests and 100 orders: 10,000 margin − 5,500 and a tenth of it.
fn certain() -> Event {
    Event { contingency: 0.1, ..known_event() }
}

fn swing(view: &ForecastView, moved: Moved) -> Option<SwingView> {
    view.risk.swings.iter().copied().find(|swing| swing.moved == moved)
}

#[test]
fn ranges_widen_the_profit_and_keep_its_middle() {
    let point = forecast(&Tables::default(), &certain(), 4_000);
    let mut event = certain();
    event.set_margin((0.4, 0.6));
    event.set_contingency((0.0, 0.2));
    let ranged = forecast(&Tables::default(), &event, 4_000);
    assert_eq!(ranged, forecast(&Tables::default(), &event, 4_000), "the same plan");
    assert!((point.profit.mean - 3_950.0).abs() < 110.0, "{:?}", point.profit);
    assert!((ranged.profit.mean - point.profit.mean).abs() < 100.0, "{:?}", ranged.profit);
    assert!((ranged.profit.median - point.profit.median).abs() < 200.0, "{:?}", ranged.profit);
    let width = |view: &ForecastView| view.profit.p95 - view.profit.p05;
    // 2,000 of 20,000 revenue and 550 of 5,500 cost either way: 4,148 from end to end.
    let added = (width(&ranged).powi(2) - width(&point).powi(2)).sqrt();
    assert!((3_500.0..4_900.0).contains(&added), "{added}");
    assert!(ranged.p_profit < point.p_profit, "{} {}", ranged.p_profit, point.p_profit);
    // Revenue is none of the margin's business, break-even is at the middles.
    assert_eq!((ranged.revenue, ranged.ordered), (point.revenue, point.ordered));
    assert_eq!(ranged.break_even_orders, point.break_even_orders);
    assert!(ranged.cost.p95 > point.cost.p95 + 60.0, "{:?} {:?}", ranged.cost, point.cost);
}

#[test]
fn ranges_stand_among_what_moves_the_profit() {
    let point = forecast(&Tables::default(), &certain(), 200);
    assert_eq!((swing(&point, Moved::Margin), swing(&point, Moved::Contingency)), (None, None));
    let mut event = certain();
    event.set_margin((0.4, 0.6));
    event.set_contingency((0.0, 0.2));
    let ranged = forecast(&Tables::default(), &event, 200);
    let margin = swing(&ranged, Moved::Margin).expect("a range");
    assert_eq!((margin.low, margin.high), (0.4, 0.6));
    // A fifth of 20,000.
    assert!((margin.at_high - margin.at_low - 4_000.0).abs() < 120.0, "{margin:?}");
    let contingency = swing(&ranged, Moved::Contingency).expect("a range");
    assert_eq!((contingency.low, contingency.high), (0.0, 0.2));
    // A fifth of 5,500.
    assert!((contingency.at_low - contingency.at_high - 1_100.0).abs() < 40.0, "{contingency:?}");
    assert_eq!(ranged.risk.at_medians, point.risk.at_medians);
}

#[test]
fn a_room_that_is_not_settled_overflows_more_often() {
    let point = forecast(&Tables::default(), &certain(), 4_000);
    let mut event = certain();
    event.set_seats(Some((180, 260)));
    assert_eq!(event.seats, Some(220));
    let ranged = forecast(&Tables::default(), &event, 4_000);
    let (before, after) = (point.p_overflow.expect("seats"), ranged.p_overflow.expect("seats"));
    assert!(after > before + 0.03, "{before} {after}");
    assert_eq!(ranged.risk.seat.expect("a room").p_needed, after);
    // Whoever comes is served in the profit; where only a seat serves, the room matters draw by draw.
    assert_eq!(ranged.profit, point.profit);
    let seated = |view: &ForecastView| view.seated.expect("seats").profit;
    assert!(seated(&ranged).mean < seated(&point).mean, "{ranged:?}");
}
