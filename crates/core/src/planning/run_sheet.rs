//! Clock times of the day's run sheet.

use std::collections::HashMap;

use crate::domain::event::Event;
use crate::domain::wording::Wording;
use crate::views::plan::RunRow;

/// The run sheet by the clock, soonest first. Items of one owner that overlap are flagged, both of
/// them; an item without owner overlaps with nothing.
pub fn lay_out_run_sheet(event: &Event) -> Vec<RunRow> {
    let mut rows: Vec<RunRow> = event
        .run_sheet
        .iter()
        .map(|item| RunRow {
            minute: i32::from(event.start_minute).saturating_add(item.offset_minutes),
            duration_minutes: item.duration_minutes,
            item: item.item.clone(),
            detail: item.detail.clone(),
            owner: item.owner.clone(),
            is_offer: item.is_offer,
            overlaps: false,
        })
        .collect();
    rows.sort_by_key(|row| row.minute);
    flag_overlaps(&mut rows);
    rows
}

/// One pass over the sorted rows: per owner, the item that ends last so far.
fn flag_overlaps(rows: &mut [RunRow]) {
    let mut busy_until: HashMap<(String, String), (i64, usize)> = HashMap::new();
    for place in 0..rows.len() {
        let Some(owner) = owner_key(&rows[place].owner) else { continue };
        let start = i64::from(rows[place].minute);
        let end = start + i64::from(rows[place].duration_minutes);
        match busy_until.get_mut(&owner) {
            Some((until, by)) => {
                if start < *until {
                    rows[*by].overlaps = true;
                    rows[place].overlaps = true;
                }
                if end > *until {
                    (*until, *by) = (end, place);
                }
            }
            None => {
                busy_until.insert(owner, (end, place));
            }
        }
    }
}

fn owner_key(owner: &Wording) -> Option<(String, String)> {
    let (en, zh) = match owner {
        Wording::Guide(text) => (text.en.trim(), text.zh.trim()),
        Wording::Own(name) => (name.trim(), name.trim()),
    };
    (!en.is_empty() || !zh.is_empty()).then(|| (en.to_owned(), zh.to_owned()))
}
