//! The class in a sentence or two, as a salesperson would put it; what it rests on comes with the card.

#[cfg(test)]
mod tests;

use crate::i18n::{Locale, td_string};
use crate::platform::locale::{Formatter, PluralCategory, locale_of};
use crate::state::words::agree;
use meadow_core::domain::customer::ClassOverride;
use meadow_core::views::table::{Cell, CustomerCard, Measure, Placed};
use meadow_core::views::why_class::{Level, Rhythm, Telling, WhyClass};

/// Set by hand, what is known of a lead, or what speaks for a buyer and what against; in the language of
/// the figures.
pub fn class_story(f: &Formatter, card: &CustomerCard) -> String {
    tell(f, card.customer.class_override.as_ref(), &card.why, card.placed, card.rhythm)
}

fn tell(
    f: &Formatter,
    by_hand: Option<&ClassOverride>,
    why: &WhyClass,
    placed: Option<Placed>,
    rhythm: Option<Rhythm>,
) -> String {
    let locale = locale_of(f.language());
    if let Some(own) = by_hand {
        return match own.note.as_str() {
            "" => td_string!(locale, customers.story_by_hand).to_owned(),
            note => td_string!(locale, customers.story_by_hand_note, note = note).to_string(),
        };
    }
    let mut story = match why {
        WhyClass::Lead { power, attention } => lead_story(locale, *power, *attention).to_owned(),
        WhyClass::Buyer(_) if placed.is_none() => {
            td_string!(locale, customers.story_unplaced_buyer).to_owned()
        }
        WhyClass::Buyer(tellings) => buyer_story(f, tellings, rhythm),
    };
    if placed.is_some_and(|placed| placed.borderline) {
        story.push_str(td_string!(locale, customers.sentence_space));
        story.push_str(td_string!(locale, customers.story_borderline));
    }
    story
}

fn lead_story(locale: Locale, power: Level, attention: Level) -> &'static str {
    match (power, attention) {
        (Level::High, Level::High) => td_string!(locale, customers.lead_high_high),
        (Level::High, Level::Low) => td_string!(locale, customers.lead_high_low),
        (Level::High, Level::NotKnown) => td_string!(locale, customers.lead_high_unknown),
        (Level::Low, Level::High) => td_string!(locale, customers.lead_low_high),
        (Level::Low, Level::Low) => td_string!(locale, customers.lead_low_low),
        (Level::Low, Level::NotKnown) => td_string!(locale, customers.lead_low_unknown),
        (Level::NotKnown, Level::High) => td_string!(locale, customers.lead_unknown_high),
        (Level::NotKnown, Level::Low) => td_string!(locale, customers.lead_unknown_low),
        (Level::NotKnown, Level::NotKnown) => td_string!(locale, customers.lead_unknown_unknown),
    }
}

fn buyer_story(f: &Formatter, tellings: &[Telling], rhythm: Option<Rhythm>) -> String {
    let locale = locale_of(f.language());
    let say = |telling: &Telling| clause(f, telling, rhythm);
    let story = match tellings {
        [first, second, ..] if first.is_high == second.is_high => {
            let (first, second) = (say(first), say(second));
            td_string!(locale, customers.says_and, first = first, second = second).to_string()
        }
        [first, second, ..] => {
            let (first, second) = (say(first), say(second));
            td_string!(locale, customers.says_but, first = first, second = second).to_string()
        }
        [only] => td_string!(locale, customers.says_alone, what = say(only)).to_string(),
        [] => String::new(),
    };
    let mut letters = story.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What one measure says, without a subject: "spends more than 80 % of buyers".
fn clause(f: &Formatter, telling: &Telling, rhythm: Option<Rhythm>) -> String {
    let locale = locale_of(f.language());
    let is_high = telling.is_high;
    // Nobody is beyond where all have the same: then the fact speaks for itself.
    let share = (telling.share > 0.0).then(|| f.fmt_percent(telling.share));
    let number = match telling.found {
        Some(Cell::Number(number)) => number,
        _ => 0.0,
    };
    let whole = number as i64;
    let is_one = f.plural(whole) == PluralCategory::One;
    let n = f.fmt_int(whole);
    match telling.measure {
        Measure::Spend => match (share, &telling.found) {
            (Some(share), _) if is_high => {
                td_string!(locale, customers.says_spend_more, share = share).to_string()
            }
            (Some(share), _) => {
                td_string!(locale, customers.says_spend_less, share = share).to_string()
            }
            (None, Some(Cell::Money(money))) => {
                let money = f.fmt_money_rounded(*money);
                td_string!(locale, customers.says_spend, money = money).to_string()
            }
            (None, _) => td_string!(locale, customers.measure_spend).to_owned(),
        },
        Measure::Margin => match share {
            Some(share) if is_high => {
                td_string!(locale, customers.says_margin_more, share = share).to_string()
            }
            Some(share) => {
                td_string!(locale, customers.says_margin_less, share = share).to_string()
            }
            None => {
                let share = f.fmt_percent(number);
                td_string!(locale, customers.says_margin, share = share).to_string()
            }
        },
        Measure::ReferredOrders => match (whole, is_high) {
            (0, _) => td_string!(locale, customers.says_brought_none).to_owned(),
            (_, true) => agree(&td_string!(locale, customers.says_brought, n = n).to_string()),
            (_, false) => {
                agree(&td_string!(locale, customers.says_brought_only, n = n).to_string())
            }
        },
        Measure::RepeatPurchases => match (whole, is_one, is_high) {
            (0, _, _) => td_string!(locale, customers.says_bought_once).to_owned(),
            (_, true, true) => td_string!(locale, customers.says_came_back_once).to_owned(),
            (_, true, false) => td_string!(locale, customers.says_came_back_only_once).to_owned(),
            (_, false, true) => td_string!(locale, customers.says_came_back, n = n).to_string(),
            (_, false, false) => {
                td_string!(locale, customers.says_came_back_only, n = n).to_string()
            }
        },
        Measure::Regularity => match rhythm.filter(|_| is_high) {
            Some(rhythm) => {
                let days = days_text(f, rhythm.days_between.into());
                td_string!(locale, customers.says_steady, days = days).to_string()
            }
            None if is_high => td_string!(locale, customers.says_even).to_owned(),
            None => td_string!(locale, customers.says_uneven).to_owned(),
        },
        Measure::Recency => {
            let days = days_text(f, whole);
            match (whole, is_high) {
                (0, _) => td_string!(locale, customers.says_bought_last_day).to_owned(),
                (_, true) => td_string!(locale, customers.says_bought_ago, days = days).to_string(),
                (_, false) => td_string!(locale, customers.says_silent, days = days).to_string(),
            }
        }
        Measure::Engagement | Measure::Attention => {
            let days = days_text(f, whole);
            match (whole, is_high) {
                (0, _) => td_string!(locale, customers.says_not_in_touch).to_owned(),
                (_, true) => td_string!(locale, customers.says_in_touch, days = days).to_string(),
                (_, false) => {
                    td_string!(locale, customers.says_in_touch_only, days = days).to_string()
                }
            }
        }
        Measure::Membership if is_high => td_string!(locale, customers.says_member).to_owned(),
        Measure::Membership => td_string!(locale, customers.says_no_member).to_owned(),
        // Of leads, who are told by both of theirs.
        Measure::PurchasingPower => td_string!(locale, customers.measure_power).to_owned(),
    }
}

/// "1 day", "30 days".
pub fn days_text(f: &Formatter, n: i64) -> String {
    let locale = locale_of(f.language());
    match f.plural(n) {
        PluralCategory::One => td_string!(locale, customers.one_day).to_owned(),
        PluralCategory::Other => td_string!(locale, customers.n_days, n = f.fmt_int(n)).to_string(),
    }
}
