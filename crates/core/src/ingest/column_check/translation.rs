//! What written values become: `√` a yes, `¥1,234.50` a number, `2024年3月5日` a day.
//!
//! Goes by the readers that the importer goes by. Must not judge what is odd.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::VALUE_CHARS;
use super::judgement::{Judge, Judged, Reading, Said};
use crate::domain::consent::Permission;
use crate::ingest::values::consent_word::{read_opt_out, read_permission};
use crate::ingest::values::{cell, word};
use crate::table::custom_column::{read_date, read_number};
use crate::views::import::ColumnRole;
use crate::views::import_check::{Becomes, CellTrouble, Translation};

const MOST_SHOWN: usize = 6;
/// Of an order's status: a word that is taken for a sale and means none is to be seen.
const MOST_STATUSES_SHOWN: usize = 12;

/// The values that change on their way in, the most frequent first; of equals, the first met. Of an order's
/// status all, what leaves orders out first.
pub fn translate<'a>(
    judge: &Judge,
    role: &ColumnRole,
    cells: impl Iterator<Item = (&'a str, &'a Judged)>,
) -> Vec<Translation> {
    let mut found: Vec<Translation> = Vec::new();
    let mut place_of: HashMap<&str, Option<usize>> = HashMap::new();
    for (text, judged) in cells {
        let place = place_of.entry(text).or_insert_with(|| {
            let becomes = becomes(judge, role, text, judged)?;
            let value = cell::cut(text, VALUE_CHARS);
            found.push(Translation { value, becomes, n_cells: 0 });
            Some(found.len() - 1)
        });
        if let Some(place) = place {
            found[*place].n_cells += 1;
        }
    }
    // Not by the text: the sort is stable.
    found.sort_by_key(|translation| {
        (translation.becomes == Becomes::PaidOrder, Reverse(translation.n_cells))
    });
    let is_status = *role == ColumnRole::OrderStatus;
    found.truncate(if is_status { MOST_STATUSES_SHOWN } else { MOST_SHOWN });
    found
}

/// `None` where the text stays, or cannot be read.
fn becomes(judge: &Judge, role: &ColumnRole, text: &str, judged: &Judged) -> Option<Becomes> {
    if *role == ColumnRole::OrderStatus {
        let is_closed = word::is_closed_order(text);
        return Some(if is_closed { Becomes::ClosedOrder } else { Becomes::PaidOrder });
    }
    let yes_no = |yes: bool| if yes { Becomes::Yes } else { Becomes::No };
    match judge.reading {
        Reading::YesNo => word::read_yes_no(text).map(yes_no),
        Reading::Member => word::read_member(text).map(yes_no),
        Reading::Permission => read_permission(text).map(|permission| match permission {
            Permission::Unknown => Becomes::NotKnown,
            said => Becomes::Permission(said),
        }),
        Reading::OptOut => read_opt_out(text).map(|said| match said {
            Permission::Unknown => Becomes::NotKnown,
            said => yes_no(said == Permission::Refused),
        }),
        Reading::Stage => word::read_stage(text).map(Becomes::Stage),
        Reading::Sex if word::is_unknown(text) => Some(Becomes::NotKnown),
        Reading::Sex => word::read_is_female(text).map(|is_female| match is_female {
            true => Becomes::Female,
            false => Becomes::Male,
        }),
        Reading::SpendingPower => word::read_spending_power(text)
            .filter(|power| power.to_string() != text)
            .map(Becomes::SpendingPower),
        _ => match judged.said {
            Said::Number(_) if judged.trouble == Some(CellTrouble::LongAgo) => {
                Some(Becomes::NotKnown)
            }
            Said::Number(year) if judge.reading == Reading::BirthYear => {
                (year.to_string() != text).then_some(Becomes::Year(year as i16))
            }
            Said::Number(number) => read_number(text).is_none().then_some(Becomes::Number(number)),
            Said::Day(day) => is_written_otherwise(text).then_some(Becomes::Day(day)),
            Said::Nothing => None,
        },
    }
}

/// Is this day in any other form than 2026-03-05?
fn is_written_otherwise(text: &str) -> bool {
    read_date(text).is_none_or(|day| !text.starts_with(&day.to_string()))
}
