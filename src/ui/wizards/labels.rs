//! Names of what a plan is made of, in the language in use: methods, what drives a cost, channels.
//! Call them inside a view or signal, so that they follow the language.

use crate::i18n::{t_string, use_i18n};
use crate::ui::components::select_field::Choice;
use meadow_core::domain::consent::Channel;
use meadow_core::domain::event::{CostDriver, FunnelStage};
use meadow_core::domain::method::Method;

pub fn method_name(method: Method) -> String {
    let i18n = use_i18n();
    match method {
        Method::Seminar => t_string!(i18n, events.seminar),
        Method::Activity => t_string!(i18n, events.activity),
        Method::Training => t_string!(i18n, events.training),
        Method::LimitedOffer => t_string!(i18n, events.limited_offer),
        Method::Exhibition => t_string!(i18n, events.exhibition),
        Method::Membership => t_string!(i18n, events.membership),
        Method::DealerRecruitment => t_string!(i18n, events.dealer_recruitment),
    }
    .to_owned()
}

pub fn method_choices() -> Vec<Choice> {
    Method::ALL.map(|method| Choice::new(method.slug(), method_name(method))).to_vec()
}

/// What a cost is paid for: "fixed", "per guest who comes".
pub fn driver_name(driver: CostDriver) -> String {
    let i18n = use_i18n();
    match driver {
        CostDriver::Fixed => t_string!(i18n, events.driver_fixed),
        CostDriver::PerInvited => t_string!(i18n, events.driver_invited),
        CostDriver::PerRegistered => t_string!(i18n, events.driver_registered),
        CostDriver::PerAttended => t_string!(i18n, events.driver_attended),
        CostDriver::PerOrdered => t_string!(i18n, events.driver_ordered),
        CostDriver::PerStaff => t_string!(i18n, events.driver_staff),
        CostDriver::PerDay => t_string!(i18n, events.driver_day),
    }
    .to_owned()
}

const DRIVERS: [CostDriver; 7] = [
    CostDriver::Fixed,
    CostDriver::PerInvited,
    CostDriver::PerRegistered,
    CostDriver::PerAttended,
    CostDriver::PerOrdered,
    CostDriver::PerStaff,
    CostDriver::PerDay,
];

/// The value of a choice is its place in the list.
pub fn driver_choices() -> Vec<Choice> {
    let names = DRIVERS.into_iter().map(driver_name).enumerate();
    names.map(|(place, name)| Choice::new(place.to_string(), name)).collect()
}

pub fn driver_value(driver: CostDriver) -> String {
    let place = DRIVERS.iter().position(|other| *other == driver).unwrap_or_default();
    place.to_string()
}

pub fn driver_of(value: &str) -> CostDriver {
    let place = value.parse::<usize>().ok();
    place.and_then(|place| DRIVERS.get(place).copied()).unwrap_or(CostDriver::Fixed)
}

pub fn channel_name(channel: Channel) -> String {
    let i18n = use_i18n();
    match channel {
        Channel::WeChat => t_string!(i18n, events.channel_wechat),
        Channel::Sms => t_string!(i18n, events.channel_sms),
        Channel::Phone => t_string!(i18n, events.channel_phone),
        Channel::Email => t_string!(i18n, events.channel_email),
        Channel::Post => t_string!(i18n, events.channel_post),
        Channel::InPerson => t_string!(i18n, events.channel_in_person),
    }
    .to_owned()
}

pub fn channel_choices() -> Vec<Choice> {
    let names = Channel::ALL.into_iter().map(channel_name).enumerate();
    names.map(|(place, name)| Choice::new(place.to_string(), name)).collect()
}

pub fn channel_value(channel: Channel) -> String {
    let place = Channel::ALL.iter().position(|other| *other == channel).unwrap_or_default();
    place.to_string()
}

pub fn channel_of(value: &str) -> Channel {
    let place = value.parse::<usize>().ok();
    place.and_then(|place| Channel::ALL.get(place).copied()).unwrap_or(Channel::WeChat)
}

/// The share a step of the funnel asks for: "of those invited, register".
pub fn stage_name(stage: FunnelStage) -> String {
    let i18n = use_i18n();
    match stage {
        FunnelStage::Registered => t_string!(i18n, events.rate_registered),
        FunnelStage::Attended => t_string!(i18n, events.rate_attended),
        FunnelStage::Ordered => t_string!(i18n, events.rate_ordered),
    }
    .to_owned()
}
