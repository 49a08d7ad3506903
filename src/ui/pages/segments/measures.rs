//! The measures of the two axes: their names, their weights, and which axis they speak of.

use crate::i18n::{t_string, use_i18n};
use leptos::prelude::*;
use meadow_core::domain::workspace::BoardSettings;
use meadow_core::views::table::Measure;

pub const CONTRIBUTION: [Measure; 3] = [Measure::Spend, Measure::ReferredOrders, Measure::Margin];
pub const LOYALTY: [Measure; 5] = [
    Measure::RepeatPurchases,
    Measure::Regularity,
    Measure::Recency,
    Measure::Engagement,
    Measure::Membership,
];

/// The name of a measure in the language in use.
pub fn measure_name(measure: Measure) -> Signal<String> {
    let i18n = use_i18n();
    Signal::derive(move || {
        match measure {
            Measure::Spend => t_string!(i18n, segments.spend),
            Measure::ReferredOrders => t_string!(i18n, segments.referred_orders),
            Measure::Margin => t_string!(i18n, segments.margin),
            Measure::RepeatPurchases => t_string!(i18n, segments.repeat_purchases),
            Measure::Regularity => t_string!(i18n, segments.regularity),
            Measure::Recency => t_string!(i18n, segments.recency),
            Measure::Engagement => t_string!(i18n, segments.engagement),
            Measure::Membership => t_string!(i18n, segments.membership),
            Measure::PurchasingPower => t_string!(i18n, segments.purchasing_power),
            Measure::Attention => t_string!(i18n, segments.attention),
        }
        .to_owned()
    })
}

/// The weight of a measure; those of leads have none.
pub fn weight(settings: &BoardSettings, measure: Measure) -> f64 {
    match measure {
        Measure::Spend => settings.spend,
        Measure::ReferredOrders => settings.referred_orders,
        Measure::Margin => settings.margin,
        Measure::RepeatPurchases => settings.repeat_purchases,
        Measure::Regularity => settings.regularity,
        Measure::Recency => settings.recency,
        Measure::Engagement => settings.engagement,
        Measure::Membership => settings.membership,
        Measure::PurchasingPower | Measure::Attention => 0.0,
    }
}

/// Sets the weight of a measure.
pub fn set_weight(settings: &mut BoardSettings, measure: Measure, weight: f64) {
    match measure {
        Measure::Spend => settings.spend = weight,
        Measure::ReferredOrders => settings.referred_orders = weight,
        Measure::Margin => settings.margin = weight,
        Measure::RepeatPurchases => settings.repeat_purchases = weight,
        Measure::Regularity => settings.regularity = weight,
        Measure::Recency => settings.recency = weight,
        Measure::Engagement => settings.engagement = weight,
        Measure::Membership => settings.membership = weight,
        Measure::PurchasingPower | Measure::Attention => {}
    }
}
