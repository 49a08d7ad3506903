//! Whom to invite: only those who may be asked, each through the channels they allow; asked, not done.

use meadow_core::domain::consent::{Channel, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::event::{AudienceGroup, Event, FunnelStage, RateRange};
use meadow_core::domain::method::Method;
use meadow_core::domain::money::{Money, MoneyRange};
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, EngineError, GetEventDefaults, GetWhomToInvite};
use meadow_core::views::whom::{ChannelTerms, NoPlan, WhomAnswer, WhomLimits, WhomView};

use super::tab::{Tab, named};

fn add(tab: &Tab, name: &str, said: &[(Channel, Permission)]) {
    let mut customer: Customer = named(name);
    for (channel, permission) in said {
        customer.consent.set(*channel, *permission);
    }
    tab.run(Command::AddCustomer { customer: Box::new(customer) }).unwrap();
}

/// Everything worth doing: each order leaves 500.
fn event(tab: &Tab) -> Event {
    let mut event = tab.ask(GetEventDefaults { method: Method::Activity }).unwrap();
    event.rates = FunnelStage::ALL
        .map(|stage| RateRange { group: None, stage, low: 0.5, high: 0.5 })
        .to_vec();
    event.revenue_per_order = MoneyRange::exactly(Money(100_000));
    event.margin = 0.5;
    event.budget.clear();
    event.seats = None;
    event
}

fn terms(channel: Channel) -> ChannelTerms {
    ChannelTerms { cost_per_contact: Some(Money(100)), ..ChannelTerms::of(channel) }
}

fn ask(tab: &Tab, event: &Event, channels: &[Channel]) -> Result<WhomAnswer, EngineError> {
    let channels = channels.iter().map(|channel| terms(*channel)).collect();
    let limits = WhomLimits { channels, ..WhomLimits::default() };
    tab.ask(GetWhomToInvite { event: Box::new(event.clone()), saved: None, limits })
}

fn plan(tab: &Tab, event: &Event, channels: &[Channel]) -> WhomView {
    match ask(tab, event, channels).unwrap() {
        WhomAnswer::Plan(plan) => *plan,
        WhomAnswer::None(why) => panic!("{why:?}"),
    }
}

#[test]
fn each_is_reached_through_what_they_allow() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann", &[]);
    let (yes, no) = (Permission::Granted, Permission::Refused);
    add(&tab, "Bo", &[(Channel::Phone, no), (Channel::Sms, yes)]);
    add(&tab, "Cai", &[(Channel::Phone, no), (Channel::Sms, no), (Channel::WeChat, yes)]);
    let (event, here) = (event(&tab), tab.here());
    let found = plan(&tab, &event, &[Channel::Phone, Channel::Sms]);
    let [leads] = &found.groups[..] else { panic!("{found:?}") };
    assert_eq!((leads.group.clone(), leads.n_may_ask), (AudienceGroup::Unplaced, 2));
    assert_eq!((found.n_invited, leads.by_channel.iter().sum::<u32>()), (2, 2));
    let by_phone = plan(&tab, &event, &[Channel::Phone]);
    assert_eq!((by_phone.n_invited, by_phone.groups[0].n_may_ask), (1, 1));
    assert_eq!(tab.here(), here, "nothing was changed");
    assert_eq!(plan(&tab, &event, &[Channel::Phone, Channel::Sms]), found);
}

#[test]
fn people_outside_are_those_the_event_counts() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mut event = event(&tab);
    event.audience.clear();
    let none = ask(&tab, &event, &[Channel::Sms]).unwrap();
    assert_eq!(none, WhomAnswer::None(NoPlan::NobodyToAsk));
    event.audience = vec![meadow_core::domain::event::AudienceChoice {
        group: AudienceGroup::Outside,
        n_invited: Some(3),
        n_outside: 70,
    }];
    let found = plan(&tab, &event, &[Channel::Sms]);
    assert_eq!(found.n_invited, 70, "all of them pay");
    let twice = ask(&tab, &event, &[Channel::Sms, Channel::Sms]);
    assert_eq!(twice.err(), Some(EngineError::WrongProtocol));
}
