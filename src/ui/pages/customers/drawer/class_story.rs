//! The class in a sentence or two, as a salesperson would put it; what it rests on comes with the card.

use crate::i18n::t_string;
use crate::platform::locale::{Formatter, PluralCategory};
use crate::state::words::agree;
use crate::ui::pages::customers::wording::Texts;
use meadow_core::views::table::{Cell, CustomerCard, Measure};
use meadow_core::views::why_class::{Level, Rhythm, Telling, WhyClass};

/// Set by hand, what is known of a lead, or what speaks for a buyer and what against.
pub fn class_story(i18n: Texts, f: &Formatter, card: &CustomerCard) -> String {
    if let Some(own) = &card.customer.class_override {
        return match own.note.as_str() {
            "" => t_string!(i18n, customers.story_by_hand).to_owned(),
            note => t_string!(i18n, customers.story_by_hand_note, note = note).to_string(),
        };
    }
    let mut story = match &card.why {
        WhyClass::Lead { power, attention } => lead_story(i18n, *power, *attention),
        WhyClass::Buyer(_) if card.placed.is_none() => {
            t_string!(i18n, customers.story_unplaced_buyer).to_owned()
        }
        WhyClass::Buyer(tellings) => buyer_story(i18n, f, tellings, card.rhythm),
    };
    if card.placed.is_some_and(|placed| placed.borderline) {
        story.push_str(t_string!(i18n, customers.sentence_space));
        story.push_str(t_string!(i18n, customers.story_borderline));
    }
    story
}

fn lead_story(i18n: Texts, power: Level, attention: Level) -> String {
    match (power, attention) {
        (Level::High, Level::High) => t_string!(i18n, customers.lead_high_high),
        (Level::High, Level::Low) => t_string!(i18n, customers.lead_high_low),
        (Level::High, Level::NotKnown) => t_string!(i18n, customers.lead_high_unknown),
        (Level::Low, Level::High) => t_string!(i18n, customers.lead_low_high),
        (Level::Low, Level::Low) => t_string!(i18n, customers.lead_low_low),
        (Level::Low, Level::NotKnown) => t_string!(i18n, customers.lead_low_unknown),
        (Level::NotKnown, Level::High) => t_string!(i18n, customers.lead_unknown_high),
        (Level::NotKnown, Level::Low) => t_string!(i18n, customers.lead_unknown_low),
        (Level::NotKnown, Level::NotKnown) => t_string!(i18n, customers.lead_unknown_unknown),
    }
    .to_owned()
}

fn buyer_story(i18n: Texts, f: &Formatter, tellings: &[Telling], rhythm: Option<Rhythm>) -> String {
    let say = |telling: &Telling| clause(i18n, f, telling, rhythm);
    let story = match tellings {
        [first, second, ..] if first.is_high == second.is_high => {
            let (first, second) = (say(first), say(second));
            t_string!(i18n, customers.says_and, first = first, second = second).to_string()
        }
        [first, second, ..] => {
            let (first, second) = (say(first), say(second));
            t_string!(i18n, customers.says_but, first = first, second = second).to_string()
        }
        [only] => t_string!(i18n, customers.says_alone, what = say(only)).to_string(),
        [] => String::new(),
    };
    let mut letters = story.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What one measure says, without a subject: "spends more than 80 % of buyers".
fn clause(i18n: Texts, f: &Formatter, telling: &Telling, rhythm: Option<Rhythm>) -> String {
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
                t_string!(i18n, customers.says_spend_more, share = share).to_string()
            }
            (Some(share), _) => {
                t_string!(i18n, customers.says_spend_less, share = share).to_string()
            }
            (None, Some(Cell::Money(money))) => {
                let money = f.fmt_money_rounded(*money);
                t_string!(i18n, customers.says_spend, money = money).to_string()
            }
            (None, _) => t_string!(i18n, customers.measure_spend).to_owned(),
        },
        Measure::Margin => match share {
            Some(share) if is_high => {
                t_string!(i18n, customers.says_margin_more, share = share).to_string()
            }
            Some(share) => t_string!(i18n, customers.says_margin_less, share = share).to_string(),
            None => {
                let share = f.fmt_percent(number);
                t_string!(i18n, customers.says_margin, share = share).to_string()
            }
        },
        Measure::ReferredOrders => match (whole, is_high) {
            (0, _) => t_string!(i18n, customers.says_brought_none).to_owned(),
            (_, true) => agree(&t_string!(i18n, customers.says_brought, n = n).to_string()),
            (_, false) => agree(&t_string!(i18n, customers.says_brought_only, n = n).to_string()),
        },
        Measure::RepeatPurchases => match (whole, is_one, is_high) {
            (0, _, _) => t_string!(i18n, customers.says_bought_once).to_owned(),
            (_, true, true) => t_string!(i18n, customers.says_came_back_once).to_owned(),
            (_, true, false) => t_string!(i18n, customers.says_came_back_only_once).to_owned(),
            (_, false, true) => t_string!(i18n, customers.says_came_back, n = n).to_string(),
            (_, false, false) => t_string!(i18n, customers.says_came_back_only, n = n).to_string(),
        },
        Measure::Regularity => match rhythm.filter(|_| is_high) {
            Some(rhythm) => {
                let days = days_text(i18n, f, rhythm.days_between.into());
                t_string!(i18n, customers.says_steady, days = days).to_string()
            }
            None if is_high => t_string!(i18n, customers.says_even).to_owned(),
            None => t_string!(i18n, customers.says_uneven).to_owned(),
        },
        Measure::Recency => {
            let days = days_text(i18n, f, whole);
            match (whole, is_high) {
                (0, _) => t_string!(i18n, customers.says_bought_last_day).to_owned(),
                (_, true) => t_string!(i18n, customers.says_bought_ago, days = days).to_string(),
                (_, false) => t_string!(i18n, customers.says_silent, days = days).to_string(),
            }
        }
        Measure::Engagement | Measure::Attention => {
            let days = days_text(i18n, f, whole);
            match (whole, is_high) {
                (0, _) => t_string!(i18n, customers.says_not_in_touch).to_owned(),
                (_, true) => t_string!(i18n, customers.says_in_touch, days = days).to_string(),
                (_, false) => {
                    t_string!(i18n, customers.says_in_touch_only, days = days).to_string()
                }
            }
        }
        Measure::Membership if is_high => t_string!(i18n, customers.says_member).to_owned(),
        Measure::Membership => t_string!(i18n, customers.says_no_member).to_owned(),
        // Of leads, who are told by both of theirs.
        Measure::PurchasingPower => t_string!(i18n, customers.measure_power).to_owned(),
    }
}

/// "1 day", "30 days".
pub fn days_text(i18n: Texts, f: &Formatter, n: i64) -> String {
    match f.plural(n) {
        PluralCategory::One => t_string!(i18n, customers.one_day).to_owned(),
        PluralCategory::Other => t_string!(i18n, customers.n_days, n = f.fmt_int(n)).to_string(),
    }
}
