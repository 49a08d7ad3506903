//! The forecast of an event, as a page asks for it while somebody types.

use std::cell::Cell;

use meadow_core::domain::event::{AudienceChoice, AudienceGroup, Event, FunnelStage, RateRange};
use meadow_core::domain::method::Method;
use meadow_core::domain::money::{Money, MoneyRange};
use meadow_core::engine::{Cancelled, Host, MemoryStore};
use meadow_core::protocol::{Ask, GetEventDefaults, GetForecast, Progress, Reply, Request};
use meadow_core::views::forecast::{ForecastView, N_DRAWS, SKETCH_DRAWS};

use super::tab::{NOW, Tab};

/// Counts the pauses in which others get a word in.
#[derive(Default)]
struct Counts {
    n_pauses: Cell<u32>,
}

impl Host for Counts {
    fn now_ms(&self) -> f64 {
        NOW.now_ms
    }

    async fn breathe(&self, _progress: Progress) -> Result<(), Cancelled> {
        self.n_pauses.set(self.n_pauses.get() + 1);
        Ok(())
    }
}

/// 400 people, of whom 400 · 0.5 · 0.8 · 0.5 = 80 order for 200 each.
fn event(tab: &Tab) -> Event {
    let mut event = tab.ask(GetEventDefaults { method: Method::Activity }).unwrap();
    let group = AudienceGroup::Outside;
    event.audience = vec![AudienceChoice { group, n_invited: None, n_outside: 400 }];
    let exactly = |(stage, rate)| RateRange { group: None, stage, low: rate, high: rate };
    event.rates = FunnelStage::ALL.into_iter().zip([0.5, 0.8, 0.5]).map(exactly).collect();
    event.revenue_per_order = MoneyRange::exactly(Money(20_000));
    event.margin = 0.4;
    event
}

fn ask(tab: &Tab, event: &Event, n_draws: u32) -> (ForecastView, u32) {
    let host = Counts::default();
    let ask = GetForecast { event: Box::new(event.clone()), saved: None, n_draws };
    let reply = tab.request(&host, Request::Query(ask.pack())).unwrap();
    let Reply::Answer(answer) = reply else { panic!("a query was answered with {reply:?}") };
    (GetForecast::unpack(&answer).unwrap(), host.n_pauses.get())
}

/// Pauses, not time: 10,000 runs pause 40 times and more, and a sketch of 500 twice, before its search.
#[test]
fn a_sketch_follows_a_change_long_before_the_whole_forecast() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let before = event(&tab);
    let (whole, n_whole) = ask(&tab, &before, N_DRAWS);
    let (sketch, n_sketch) = ask(&tab, &before, SKETCH_DRAWS);
    assert!(n_sketch <= 10 && n_whole >= 40, "{n_sketch} pauses and {n_whole}");
    assert_eq!((sketch.n_draws, whole.n_draws), (SKETCH_DRAWS, N_DRAWS));
    for view in [&sketch, &whole] {
        assert!((view.ordered.mean - 80.0).abs() < 3.0, "{}", view.ordered.mean);
        assert!((view.revenue.mean - 200.0 * view.ordered.mean).abs() < 1e-6);
    }
    // What is changed is in the sketch: a tenth more of the same revenue is left.
    let dearer = Event { margin: 0.5, ..before };
    let (changed, _) = ask(&tab, &dearer, SKETCH_DRAWS);
    assert_eq!(changed.ordered, sketch.ordered);
    let gained = changed.profit.mean - sketch.profit.mean;
    assert!((gained - 0.1 * sketch.revenue.mean).abs() < 1e-6, "{gained}");
}

/// A draw of the search through 100,000 people for 200 orders is as much work as 1,000 simulated events: even
/// twenty would be forty times the sketch itself.
#[test]
fn a_sketch_of_very_many_people_waits_for_no_search() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mut large = event(&tab);
    large.audience[0].n_outside = 100_000;
    large.goal_orders = 200;
    let (sketch, n_pauses) = ask(&tab, &large, SKETCH_DRAWS);
    assert!(n_pauses <= 10, "{n_pauses} pauses");
    assert!((sketch.ordered.mean / 20_000.0 - 1.0).abs() < 0.05, "{}", sketch.ordered.mean);
    assert!(!sketch.needed.is_searched && sketch.needed.n_invitations.is_none());
    let (small, _) = ask(&tab, &event(&tab), SKETCH_DRAWS);
    assert!(small.needed.is_searched);
}
