//! Whom invitations do not reach, in words: so many for each reason.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use meadow_core::views::forecast::{LeftOut, Obstacle};

/// "3 blocked, 12 opted out"; empty where nobody is left out.
pub fn write_left_out(f: &Formatter, left_out: &LeftOut) -> String {
    let i18n = use_i18n();
    let reasons = Obstacle::ALL.into_iter().filter_map(|obstacle| {
        let n = left_out.get(obstacle);
        (n > 0).then(|| write_reason(obstacle, f.fmt_int(n.into())))
    });
    reasons.collect::<Vec<_>>().join(t_string!(i18n, events.left_comma))
}

fn write_reason(obstacle: Obstacle, n: String) -> String {
    let i18n = use_i18n();
    match obstacle {
        Obstacle::Blocked => t_string!(i18n, events.left_blocked, n = n).to_string(),
        Obstacle::OptedOut => t_string!(i18n, events.left_opted_out, n = n).to_string(),
        Obstacle::Refused => t_string!(i18n, events.left_refused, n = n).to_string(),
        Obstacle::NotAsked => t_string!(i18n, events.left_not_asked, n = n).to_string(),
        Obstacle::OtherPurpose => t_string!(i18n, events.left_other_purpose, n = n).to_string(),
        Obstacle::HeldOut => t_string!(i18n, events.left_held_out, n = n).to_string(),
        Obstacle::OverCap => t_string!(i18n, events.left_over_cap, n = n).to_string(),
    }
}

/// Whom a wave reaches, whom it does not, and what is still to be asked or found of the others.
pub fn write_reach(
    f: &Formatter,
    left_out: &LeftOut,
    n_no_contact: u32,
    n_not_asked: u32,
) -> Vec<String> {
    let i18n = use_i18n();
    let mut lines = Vec::new();
    if left_out.total() > 0 {
        let who = write_left_out(f, left_out);
        lines.push(t_string!(i18n, events.wave_left_out, who = who).to_string());
    }
    if n_no_contact > 0 {
        let n = f.fmt_int(n_no_contact.into());
        lines.push(t_string!(i18n, events.wave_no_contact, n = n).to_string());
    }
    if n_not_asked > 0 {
        let n = f.fmt_int(n_not_asked.into());
        lines.push(t_string!(i18n, events.wave_not_asked, n = n).to_string());
    }
    lines
}
