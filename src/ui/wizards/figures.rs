//! Figures of a plan as they are written: amounts in major units, spreads, ranges.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use meadow_core::domain::event::Event;
use meadow_core::domain::money::{Money, MoneyRange};
use meadow_core::views::forecast::Spread;

/// An estimated amount in major units.
pub fn write_amount(f: &Formatter, major: f64) -> String {
    f.fmt_money_rounded(Money::from_major(major))
}

/// An amount per piece: with its decimals while it is small.
pub fn write_piece(f: &Formatter, amount: Money) -> String {
    if amount.major().abs() < 10.0 { f.fmt_money(amount) } else { f.fmt_money_rounded(amount) }
}

/// A range of amounts; one figure where both ends agree.
pub fn write_range(f: &Formatter, range: MoneyRange) -> String {
    let (low, high) = (write_piece(f, range.low), write_piece(f, range.high));
    if low == high { low } else { f.join_range(&low, &high) }
}

/// What is set aside of the budget: one share, of a range its middle. Call inside a view or signal.
pub fn write_contingency(f: &Formatter, event: &Event) -> String {
    let i18n = use_i18n();
    let share = f.fmt_percent(event.contingency);
    let Some((low, high)) = event.ranges().contingency else { return share };
    let range = f.join_range(&f.fmt_percent(low), &f.fmt_percent(high));
    t_string!(i18n, plan.contingency_middle, share = share, range = range).to_string()
}

/// Nine times in ten between these counts.
pub fn write_count_spread(f: &Formatter, spread: &Spread) -> String {
    f.fmt_range(spread.p05, spread.p95)
}

/// Nine times in ten between these amounts.
pub fn write_money_spread(f: &Formatter, spread: &Spread) -> String {
    f.fmt_money_range(Money::from_major(spread.p05), Money::from_major(spread.p95))
}

/// An expected count.
pub fn write_count(f: &Formatter, n: f64) -> String {
    f.fmt_number(n, 0)
}
