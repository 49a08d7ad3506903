//! What prizes may cost and how far word of mouth goes, asked of the engine: nothing is changed by it.

use meadow_core::domain::event::{AudienceChoice, AudienceGroup, Event, FunnelStage, RateRange};
use meadow_core::domain::method::Method;
use meadow_core::domain::money::Money;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{EngineError, GetEventDefaults, GetPrizeCost, GetWordOfMouth};
use meadow_core::views::prizes::{GiftTerms, NoPrizes, PrizePlan, PrizeTerms, PrizesAnswer};
use meadow_core::views::word_of_mouth::{GrowthAnswer, OpenGrowth, WordOfMouth};

use super::tab::Tab;

/// 400 people outside, half of whom register, come and order at every step.
fn event(tab: &Tab) -> Event {
    let mut event = tab.ask(GetEventDefaults { method: Method::Activity }).unwrap();
    event.rates = FunnelStage::ALL
        .map(|stage| RateRange { group: None, stage, low: 0.5, high: 0.5 })
        .to_vec();
    event.audience =
        vec![AudienceChoice { group: AudienceGroup::Outside, n_invited: None, n_outside: 400 }];
    event
}

fn gifts(cost: i64) -> PrizePlan {
    let gifts = PrizeTerms { n: Some(50), cost: Some(Money(cost)) };
    PrizePlan {
        gifts: Some(GiftTerms { at: FunnelStage::Attended, gifts }),
        ..PrizePlan::default()
    }
}

fn ask(tab: &Tab, event: &Event, plan: PrizePlan) -> Result<PrizesAnswer, EngineError> {
    tab.ask(GetPrizeCost { event: Box::new(event.clone()), saved: None, plan })
}

#[test]
fn prizes_are_reckoned_along_the_events_funnel() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (event, here) = (event(&tab), tab.here());
    let PrizesAnswer::Found(found) = ask(&tab, &event, gifts(1_000)).unwrap() else {
        panic!("everything is said")
    };
    assert_eq!((found.worst, found.n_heads_max), (Some(500.0), Some(400)));
    // A hundred come, give or take: all fifty gifts go.
    assert_eq!(found.cost.mean, 500.0);
    assert!((found.visits.mean - 100.0).abs() < 3.0, "{found:?}");
    assert_eq!(ask(&tab, &event, gifts(1_000)), Ok(PrizesAnswer::Found(found)));
    let nothing = ask(&tab, &event, PrizePlan::default());
    assert_eq!(nothing, Ok(PrizesAnswer::None(NoPrizes::NoOffer)));
    let refused = ask(&tab, &event, gifts(-1));
    assert!(matches!(refused, Err(EngineError::BadInput { .. })), "{refused:?}");
    assert_eq!(tab.here(), here, "nothing was changed");
}

#[test]
fn the_customers_an_event_wins_are_those_who_tell_others() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mut event = event(&tab);
    let word =
        WordOfMouth { reach: Some(8), conversion: Some((0.05, 0.05)), ..WordOfMouth::default() };
    let ask = |event: &Event| {
        let (event, word) = (Box::new(event.clone()), word.clone());
        tab.ask(GetWordOfMouth { event, saved: None, word }).unwrap()
    };
    let GrowthAnswer::Found(found) = ask(&event) else { panic!("everything is said") };
    assert_eq!((found.n_first, found.is_expected), (50, true));
    assert!((found.generations[0].mean - 20.0).abs() < 1.5, "{found:?}");
    event.rates.clear();
    assert_eq!(ask(&event), GrowthAnswer::Open(vec![OpenGrowth::First]));
}
