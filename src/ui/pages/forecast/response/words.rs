//! Names and figures of this page as they are written.

use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::components::class_badge::class_name;
use crate::ui::pages::customers::wording::{Texts, stage_name};
use leptos::prelude::Get;
use meadow_core::domain::class::Class;
use meadow_core::domain::customer::Stage;
use meadow_core::domain::money::Money;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::export::stage_key;
use meadow_core::views::lead_response::{Feature, ResponseFact};

pub fn fact_name(i18n: Texts, facts: Option<&WorkspaceFacts>, fact: &ResponseFact) -> String {
    match fact {
        ResponseFact::Class => t_string!(i18n, response.fact_class).to_owned(),
        ResponseFact::Stage => t_string!(i18n, response.fact_stage).to_owned(),
        ResponseFact::Source => t_string!(i18n, response.fact_source).to_owned(),
        ResponseFact::Member => t_string!(i18n, response.fact_member).to_owned(),
        ResponseFact::Tag(tag) => t_string!(i18n, response.fact_tag, tag = tag.clone()).to_string(),
        ResponseFact::Field(key) => {
            let field =
                facts.and_then(|facts| facts.custom_fields.iter().find(|one| one.key == *key));
            field.map_or_else(|| key.clone(), |field| field.label.clone())
        }
    }
}

pub fn feature_name(i18n: Texts, facts: Option<&WorkspaceFacts>, feature: &Feature) -> String {
    match feature {
        Feature::Purchases => t_string!(i18n, response.f_purchases).to_owned(),
        Feature::SinceLast => t_string!(i18n, response.f_since).to_owned(),
        Feature::Attended => t_string!(i18n, response.f_attended).to_owned(),
        Feature::Interest => t_string!(i18n, response.f_interest).to_owned(),
        Feature::Invited => t_string!(i18n, response.f_invited).to_owned(),
        Feature::OrderValue => t_string!(i18n, response.f_value).to_owned(),
        Feature::Known => t_string!(i18n, response.f_known).to_owned(),
        Feature::Is(fact @ ResponseFact::Tag(_), _) => fact_name(i18n, facts, fact),
        Feature::Is(fact, value) => {
            let (fact, value) = (fact_name(i18n, facts, fact), value_name(i18n, fact, value));
            t_string!(i18n, response.f_is, fact = fact, value = value).to_string()
        }
    }
}

/// What is kept by its key, by its name; anything else in the user's words.
fn value_name(i18n: Texts, fact: &ResponseFact, value: &str) -> String {
    let named = match fact {
        ResponseFact::Class => Class::ALL
            .into_iter()
            .find(|class| class.slug() == value)
            .map(|class| class_name(class).get()),
        ResponseFact::Stage => Stage::ALL
            .into_iter()
            .find(|stage| stage_key(*stage) == value)
            .map(|stage| stage_name(i18n, stage)),
        ResponseFact::Member => match value {
            "yes" => Some(t_string!(i18n, customers.yes).to_owned()),
            "no" => Some(t_string!(i18n, customers.no).to_owned()),
            _ => None,
        },
        _ => None,
    };
    named.unwrap_or_else(|| value.to_owned())
}

/// The two values that are compared.
pub fn write_step(i18n: Texts, f: &Formatter, feature: &Feature, from: f64, to: f64) -> String {
    let write = |value: f64| match feature {
        Feature::OrderValue => f.fmt_money_rounded(Money::from_major(value)),
        _ => f.fmt_number(value, 0),
    };
    match feature {
        Feature::Is(..) => t_string!(i18n, response.no_yes).to_owned(),
        _ => {
            let (from, to) = (write(from), write(to));
            t_string!(i18n, response.from_to, from = from, to = to).to_string()
        }
    }
}

/// "1.8", "0.55", "12".
pub fn write_odds(f: &Formatter, odds: f64) -> String {
    let n_decimals = if odds >= 10.0 {
        0
    } else if odds >= 1.0 {
        1
    } else {
        2
    };
    f.fmt_number(odds, n_decimals)
}

pub fn write_times(i18n: Texts, f: &Formatter, odds: f64) -> String {
    t_string!(i18n, response.times, n = write_odds(f, odds)).to_string()
}

/// A difference of shares with its sign: "+3.2 points".
pub fn write_points(i18n: Texts, f: &Formatter, difference: f64) -> String {
    t_string!(i18n, response.points_unit, n = signed(f, difference * 100.0, 1)).to_string()
}

pub fn signed(f: &Formatter, value: f64, n_decimals: u8) -> String {
    let written = f.fmt_number(value.abs(), n_decimals);
    match value {
        value if value < 0.0 => format!("−{written}"),
        value if value > 0.0 => format!("+{written}"),
        _ => written,
    }
}
