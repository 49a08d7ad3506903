//! Names and figures of what is to be expected, as they are written. Must not know the widgets.

use crate::i18n::t_string;
use crate::platform::locale::{DateStyle, Formatter};
use crate::ui::pages::customers::wording::Texts;
use meadow_core::domain::money::Money;
use meadow_core::views::customer_base::{
    Expected, MarginView, NextNeed, NoAmounts, NoOutlook, NoValue, PurchaseModelName, TimeUnit,
};

/// The heading on the forecast's page below which margin and interest are given.
pub const WORTH_SETTINGS: &str = "worth-settings";

/// "430–520", or the figure alone where no range is known.
pub fn write_value(f: &Formatter, expected: &Expected, n_decimals: u8) -> String {
    match expected.range {
        Some((low, high)) => {
            f.join_range(&f.fmt_number(low, n_decimals), &f.fmt_number(high, n_decimals))
        }
        None => f.fmt_number(expected.value, n_decimals),
    }
}

/// The same of money.
pub fn write_money(f: &Formatter, expected: &Expected) -> String {
    match expected.range {
        Some((low, high)) => f.join_range(&amount(f, low), &amount(f, high)),
        None => amount(f, expected.value),
    }
}

/// "¥1,200 (¥900–¥1,500)"; the figure alone where both ends are written as it is.
pub fn with_range(i18n: Texts, value: String, range: Option<String>) -> String {
    match range {
        Some(range) if range != value => {
            t_string!(i18n, worth.range_of, value = value, range = range).to_string()
        }
        _ => value,
    }
}

pub fn count_with_range(i18n: Texts, f: &Formatter, expected: &Expected, n: u8) -> String {
    let range = expected.range.map(|_| write_value(f, expected, n));
    with_range(i18n, f.fmt_number(expected.value, n), range)
}

pub fn money_with_range(i18n: Texts, f: &Formatter, expected: &Expected) -> String {
    let range = expected.range.map(|_| write_money(f, expected));
    with_range(i18n, amount(f, expected.value), range)
}

/// An amount in major units.
pub fn amount(f: &Formatter, major: f64) -> String {
    f.fmt_money_rounded(Money::from_major(major))
}

pub fn margin_text(i18n: Texts, f: &Formatter, margin: &MarginView) -> String {
    let range =
        f.join_range(&f.fmt_percent_with(margin.low, 0), &f.fmt_percent_with(margin.high, 0));
    match margin.known_share {
        None => t_string!(i18n, worth.margin_own, range = range).to_string(),
        Some(share) => {
            let share = f.fmt_percent(share);
            t_string!(i18n, worth.margin_of_orders, range = range, share = share).to_string()
        }
    }
}

pub fn need_text(i18n: Texts, f: &Formatter, need: &NextNeed) -> String {
    if let Some(since) = need.overdue_since() {
        let day = f.fmt_date(since.0, DateStyle::Iso);
        return t_string!(i18n, worth.next_overdue, day = day).to_string();
    }
    f.fmt_date(need.expected.0, DateStyle::Iso)
}

/// What it is called in the literature, in any language.
pub fn model_name(name: PurchaseModelName) -> &'static str {
    match name {
        PurchaseModelName::BgNbd => "BG/NBD",
        PurchaseModelName::MbgNbd => "MBG/NBD",
        PurchaseModelName::ParetoNbd => "Pareto/NBD",
        PurchaseModelName::BgBb => "BG/BB",
    }
}

/// What it takes of people, and who published it.
pub fn model_formula(i18n: Texts, name: PurchaseModelName) -> (&'static str, &'static str) {
    match name {
        PurchaseModelName::MbgNbd => {
            (t_string!(i18n, worth.mbg), t_string!(i18n, worth.source_mbg))
        }
        PurchaseModelName::BgNbd => (t_string!(i18n, worth.bg), t_string!(i18n, worth.source_bg)),
        PurchaseModelName::ParetoNbd => {
            (t_string!(i18n, worth.pareto), t_string!(i18n, worth.source_pareto))
        }
        PurchaseModelName::BgBb => {
            (t_string!(i18n, worth.bgbb), t_string!(i18n, worth.source_bgbb))
        }
    }
}

/// The model and to how many of those who have bought it is fitted.
pub fn model_line(
    i18n: Texts,
    f: &Formatter,
    name: PurchaseModelName,
    (n_fitted, n_bought): (u32, u32),
    unit: TimeUnit,
) -> String {
    t_string!(
        i18n,
        worth.model_is,
        name = model_name(name),
        n = f.fmt_int(n_fitted.into()),
        all = f.fmt_int(n_bought.into()),
        unit = unit_name(i18n, f, unit)
    )
    .to_string()
}

pub fn unit_name(i18n: Texts, f: &Formatter, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Days => t_string!(i18n, worth.unit_days).to_owned(),
        TimeUnit::Weeks => t_string!(i18n, worth.unit_weeks).to_owned(),
        TimeUnit::Months => t_string!(i18n, worth.unit_months).to_owned(),
        TimeUnit::Occasions { days } => {
            t_string!(i18n, worth.unit_occasions, n = f.fmt_int(days.into())).to_string()
        }
    }
}

/// Why nothing can be told, and what would be enough.
pub fn no_outlook(i18n: Texts, f: &Formatter, why: NoOutlook) -> String {
    let int = |n: u32| f.fmt_int(n.into());
    match why {
        NoOutlook::NobodyBought => t_string!(i18n, worth.nobody_bought).to_owned(),
        NoOutlook::TooFewPeople { n, needed } => {
            t_string!(i18n, worth.few_people, n = int(n), needed = int(needed)).to_string()
        }
        NoOutlook::TooFewReturned { n, needed } => {
            t_string!(i18n, worth.few_returned, n = int(n), needed = int(needed)).to_string()
        }
        NoOutlook::TooShort { longest, needed } => {
            t_string!(i18n, worth.too_short, longest = int(longest), needed = int(needed))
                .to_string()
        }
        NoOutlook::NoFit => t_string!(i18n, worth.no_fit).to_owned(),
    }
}

pub fn no_amounts(i18n: Texts, f: &Formatter, why: NoAmounts) -> String {
    let int = |n: u32| f.fmt_int(n.into());
    match why {
        NoAmounts::TooFewReturned { n, needed } => {
            t_string!(i18n, worth.amounts_few, n = int(n), needed = int(needed)).to_string()
        }
        NoAmounts::AllAlike => t_string!(i18n, worth.amounts_alike).to_owned(),
        NoAmounts::NoFit => t_string!(i18n, worth.amounts_no_fit).to_owned(),
    }
}

/// Why nobody's worth can be told, or what is to be given for it.
pub fn no_value(i18n: Texts, f: &Formatter, why: NoValue) -> String {
    let what = match why {
        NoValue::Amounts(why) => {
            let why = no_amounts(i18n, f, why);
            return t_string!(i18n, worth.no_amounts, why = why).to_string();
        }
        NoValue::NoMarginNorInterest => t_string!(i18n, worth.ask_both),
        NoValue::NoMargin => t_string!(i18n, worth.ask_margin),
        NoValue::NoInterest => t_string!(i18n, worth.ask_discount),
    };
    t_string!(i18n, worth.ask_value, what = what).to_string()
}
