//! How a cut-off of the board was set, in words: "top 30 %", "natural break", "from ¥500".

use super::measures::{CONTRIBUTION, LOYALTY, weight};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::pages::customers::wording::Texts;
use meadow_core::domain::money::Money;
use meadow_core::domain::workspace::{BoardSettings, CutRule};
use meadow_core::views::table::Measure;

use super::cut_line::Cut;

/// The measures of an axis.
pub fn measures_of(cut: Cut) -> &'static [Measure] {
    match cut {
        Cut::Contribution => &CONTRIBUTION,
        Cut::Loyalty => &LOYALTY,
    }
}

/// The one measure of the axis that has any weight and is known of anybody: its own values can be a
/// cut-off. To be a member or not is no amount.
pub fn only_measure(settings: &BoardSettings, cut: Cut, unknown: &[Measure]) -> Option<Measure> {
    let counts = |one: &&Measure| weight(settings, **one) > 0.0 && !unknown.contains(*one);
    let mut weighted = measures_of(cut).iter().filter(counts);
    let only = *weighted.next()?;
    (weighted.next().is_none() && only != Measure::Membership).then_some(only)
}

/// Is less of it better?
pub fn less_is_better(measure: Measure) -> bool {
    matches!(measure, Measure::Recency | Measure::Regularity)
}

/// `None` where it stands where somebody put it.
pub fn rule_text(i18n: Texts, f: &Formatter, rule: CutRule) -> Option<String> {
    Some(match rule {
        CutRule::Points => return None,
        CutRule::TopPercent(percent) => {
            let share = f.fmt_percent(f64::from(percent) / 100.0);
            t_string!(i18n, segments.rule_top, share = share).to_string()
        }
        CutRule::ShareOfValue(percent) => {
            let share = f.fmt_percent(f64::from(percent) / 100.0);
            t_string!(i18n, segments.rule_share, share = share).to_string()
        }
        CutRule::NaturalBreak => t_string!(i18n, segments.rule_break).to_owned(),
        CutRule::Value { measure, at } => {
            let value = value_text(i18n, f, measure, at);
            match less_is_better(measure) {
                true => t_string!(i18n, segments.rule_up_to, value = value).to_string(),
                false => t_string!(i18n, segments.rule_from, value = value).to_string(),
            }
        }
    })
}

fn value_text(i18n: Texts, f: &Formatter, measure: Measure, at: f64) -> String {
    match measure {
        Measure::Spend => f.fmt_money_rounded(Money::from_major(at)),
        Measure::Margin => f.fmt_percent(at),
        Measure::Recency | Measure::Engagement => {
            t_string!(i18n, segments.n_days, n = f.fmt_number(at, 0)).to_string()
        }
        _ => f.fmt_number(at, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, only_measure};
    use meadow_core::domain::workspace::BoardSettings;
    use meadow_core::views::table::Measure;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_value_cuts_only_where_one_amount_counts() {
        let usual = BoardSettings::default();
        assert_eq!(only_measure(&usual, Cut::Contribution, &[]), None);
        let unknown = [Measure::Margin, Measure::ReferredOrders];
        assert_eq!(only_measure(&usual, Cut::Contribution, &unknown), Some(Measure::Spend));
        let (referred_orders, margin) = (0.0, 0.0);
        let by_spend = BoardSettings { referred_orders, margin, ..usual.clone() };
        assert_eq!(only_measure(&by_spend, Cut::Contribution, &[]), Some(Measure::Spend));
        let members = BoardSettings {
            repeat_purchases: 0.0,
            regularity: 0.0,
            recency: 0.0,
            engagement: 0.0,
            ..usual
        };
        assert_eq!(only_measure(&members, Cut::Loyalty, &[]), None);
    }
}
