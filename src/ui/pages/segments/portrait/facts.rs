//! What a portrait offers to a canvas: where people can be met and what their habits are, each with the
//! reason as a sentence. Must not know the canvas.

use super::sentences::row_sentence;
use super::words::{part_name, percent, row_name};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::pages::customers::wording::Texts;
use meadow_core::domain::lens::LensColumn;
use meadow_core::views::portrait::{
    PortraitKey, PortraitPart, PortraitRow, PortraitSubject, PortraitView, Sides, Verdict,
};
use meadow_core::views::table::Column;

/// Of one subject.
const MOST_FACTS: usize = 2;

/// Which step of a canvas a subject speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactOf {
    Waters,
    Habits,
}

/// Something that can be adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub what: String,
    pub why: String,
}

/// What stands out of every subject; where nothing does, what is most frequent.
pub fn facts(i18n: Texts, f: &Formatter, view: &PortraitView, of: FactOf) -> Vec<Fact> {
    let parts = view.parts.iter().filter(|part| step_of(&part.of) == Some(of));
    let chosen = parts.flat_map(|part| {
        let more = part.rows.iter().filter(|row| row.verdict == Some(Verdict::More));
        let mut rows: Vec<&PortraitRow> = more.collect();
        rows.sort_by(|one, other| gain(other).total_cmp(&gain(one)));
        rows.truncate(MOST_FACTS);
        if rows.is_empty() {
            let named = part.rows.iter().filter(|row| row.verdict.is_some());
            let some = named.filter(|row| row.sums.segment > 0.0);
            rows.extend(some.max_by(|one, other| one.sums.segment.total_cmp(&other.sums.segment)));
        }
        rows.into_iter().filter_map(move |row| fact(i18n, f, part, row))
    });
    chosen.collect()
}

fn gain(row: &PortraitRow) -> f64 {
    row.difference.map_or(0.0, |difference| difference.is)
}

fn step_of(subject: &PortraitSubject) -> Option<FactOf> {
    Some(match subject {
        PortraitSubject::Contacts
        | PortraitSubject::Channels
        | PortraitSubject::Column(Column::Region | Column::LeadSource) => FactOf::Waters,
        // Who they are is said by whom the canvas is for.
        PortraitSubject::Column(Column::Class | Column::Sex | Column::Lens(LensColumn::Decade)) => {
            return None;
        }
        PortraitSubject::Column(_)
        | PortraitSubject::Categories
        | PortraitSubject::Months
        | PortraitSubject::Weekdays
        | PortraitSubject::Hours => FactOf::Habits,
    })
}

fn fact(i18n: Texts, f: &Formatter, part: &PortraitPart, row: &PortraitRow) -> Option<Fact> {
    let why = match row.verdict {
        Some(Verdict::More) => row_sentence(i18n, f, part, row)?,
        _ => {
            let Sides { segment: Some(here), others } = part.shares(row) else { return None };
            let here = percent(f, here);
            match others {
                Some(there) => {
                    let there = percent(f, there);
                    t_string!(i18n, portrait.most, here = here, there = there).to_string()
                }
                None => t_string!(i18n, portrait.most_alone, here = here).to_string(),
            }
        }
    };
    let value = row_name(i18n, f, part, &row.key);
    let what = match &row.key {
        // A yes or a channel says little without what it is about.
        PortraitKey::Value(_) | PortraitKey::Contact(_) | PortraitKey::Channel(_) => {
            let column = part_name(i18n, part);
            t_string!(i18n, customers.filter_text, column = column, test = value).to_string()
        }
        _ => value,
    };
    Some(Fact { what, why })
}
