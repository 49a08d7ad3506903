//! Long numbers whose last digits a spreadsheet has lost. Of one number alone a zero at the end may be its
//! own; where all long ones of a column end so, it is not.

use crate::domain::cut_number::{is_cut_short, is_long, may_be_cut_short};

/// Where so many end in a zero by themselves, it is once in a thousand files.
const ENOUGH: usize = 3;

/// The places of cells that are cut short.
pub fn find<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Vec<usize> {
    let n_long = texts.clone().filter(|text| is_long(text)).count();
    let n_ending_so = texts.clone().filter(|text| may_be_cut_short(text)).count();
    let all_end_so = n_ending_so >= ENOUGH && n_ending_so == n_long;
    let is_cut = |text: &str| is_cut_short(text) || (all_end_so && may_be_cut_short(text));
    texts.enumerate().filter(|(_, text)| is_cut(text)).map(|(at, _)| at).collect()
}
