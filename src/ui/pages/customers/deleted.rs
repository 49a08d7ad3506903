//! What a notice says after customers were deleted: also what is left of their refusals. Must not know
//! how they were chosen.

use super::wording::Texts;
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use meadow_core::protocol::Outcome;

/// `what` says who was deleted.
pub fn deleted_note(i18n: Texts, f: &Formatter, what: String, outcome: &Outcome) -> String {
    let Outcome::Deleted { n_blocked, n_forgotten } = *outcome else { return what };
    let write = |n: u32| f.fmt_int(i64::from(n));
    let what = match n_blocked {
        0 => what,
        n => t_string!(i18n, customers.deleted_blocked, what = what, n = write(n)).to_string(),
    };
    match n_forgotten {
        0 => what,
        n => t_string!(i18n, customers.deleted_forgotten, what = what, n = write(n)).to_string(),
    }
}
