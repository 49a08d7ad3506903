//! What the day of an event does to its rates, by hand.

use meadow_models::{BetaRate, DayShift};

use super::{event_of, forecast, general, past, tables_with};
use crate::domain::event::{AudienceChoice, AudienceGroup, FunnelStage};
use crate::domain::method::Method;
use crate::forecast::{Rate, Rates};

/// 3, 9 and 18 of 60 order: X² = 60·(.0136 + .0003 + .0178)/.1389 = 13.68, ρ = (13.68 − 2)/118.
#[test]
fn the_day_leaves_the_mean_and_spreads_events_as_they_differ() {
    let events = [3, 9, 18].into_iter().enumerate().map(|(place, ordered)| {
        past("Past", Method::Activity, 20_000 + place as i32, [600, 120, 60, ordered])
    });
    let (tables, mut event) = (tables_with(events), event_of(Method::Activity));
    event.audience =
        vec![AudienceChoice { group: AudienceGroup::Outside, n_invited: None, n_outside: 500 }];
    let rates = Rates::believe(&tables, &event);
    let rho = rates.rho_of_day(FunnelStage::Ordered).expect("the day moves it");
    assert!((rho - 11.68 / 118.0).abs() < 1e-4, "{rho}");
    // Were the rate known, events would differ by √(ρ·p(1 − p)) = .117; the shift is that of one sixth.
    let of_day = |mean| {
        let known = general(&tables, &event, FunnelStage::Ordered);
        let posterior = BetaRate::from_point(mean, 1e6).expect("a share");
        rates.day_shift(&Rate { posterior, ..known })
    };
    let sixth = of_day(1.0 / 6.0);
    assert!((sixth.sd() - 0.88).abs() < 0.01 && sixth.centre() < -0.2, "{sixth:?}");
    let half = of_day(0.5);
    assert!((half.sd() - 0.70).abs() < 0.01 && half.centre().abs() < 1e-3, "{half:?}");
    let registered = &general(&tables, &event, FunnelStage::Registered);
    assert_eq!(rates.day_shift(registered), DayShift::NONE);
    // Rates are independent: orders of guests are as many as the mean rate says, not a tenth more.
    let view = forecast(&tables, &event, 20_000);
    let mean = general(&tables, &event, FunnelStage::Ordered).posterior.mean();
    let share = view.ordered.mean / view.attended.mean;
    assert!((share / mean - 1.0).abs() < 0.04, "{share}, of a rate of {mean}");
}
