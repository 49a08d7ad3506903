//! What a row leaves of a person, hidden (阿*, 139****2222) or blank, beside a known one: does anything of
//! it speak against its being them? It proves nothing by itself: something else has to.

use super::customer_rows::half_number_of;
use super::customer_update::names_agree;
use super::values::contact;
use crate::domain::customer::Customer;
use crate::domain::cut_number::telling;
use crate::matching::names_fit;

const MASK: [char; 2] = ['*', '＊'];

pub fn is_masked(text: &str) -> bool {
    text.contains(MASK)
}

/// Does nothing that the row says of its person contradict this one?
pub fn fits(known: &Customer, row: &Customer) -> bool {
    let is_same = |one: &str, other: &str| {
        one.is_empty() || other.is_empty() || texts_fit(one, other) || texts_fit(other, one)
    };
    is_same(telling(&known.key), telling(&row.key))
        && (is_same(&known.name, &row.name)
            || names_agree(&known.name, &row.name)
            || names_fit(&known.name, &row.name))
        && phones_fit(known, row)
        && is_same(&known.email, &row.email)
        && is_same(&known.wechat, &row.wechat)
}

/// Leaves out of the row what says less than is known.
pub fn drop_hidden(known: &Customer, row: &mut Customer) {
    if !known.name.is_empty() && !is_masked(&known.name) {
        row.name.clear();
    }
    for text in [&mut row.key, &mut row.email, &mut row.wechat, &mut row.company, &mut row.region] {
        if is_masked(text) {
            text.clear();
        }
    }
    if let Some(half) = half_number_of(row).filter(|_| !known.phone.is_empty()) {
        let half = half.to_owned();
        row.notes.retain(|note| !note.text.ends_with(&half));
    }
}

/// Is one the other, as far as its letters are shown?
fn texts_fit(masked: &str, whole: &str) -> bool {
    let (masked, whole) = (masked.trim().to_lowercase(), whole.trim().to_lowercase());
    match (masked.split_once(MASK), masked.rsplit_once(MASK)) {
        (Some((start, _)), Some((_, end))) => whole.starts_with(start) && whole.ends_with(end),
        _ => masked == whole,
    }
}

fn phones_fit(known: &Customer, row: &Customer) -> bool {
    let whole = |customer: &Customer| contact::normalise_phones(&customer.phone, None);
    match (half_number_of(known), half_number_of(row)) {
        _ if !known.phone.is_empty() && !row.phone.is_empty() => {
            let known = whole(known);
            whole(row).iter().any(|phone| known.contains(phone))
        }
        (_, Some(half)) if !known.phone.is_empty() => {
            contact::fits_masked_phone(half, &known.phone)
        }
        (Some(half), _) if !row.phone.is_empty() => contact::fits_masked_phone(half, &row.phone),
        (Some(known), Some(row)) => known == row,
        _ => true,
    }
}
