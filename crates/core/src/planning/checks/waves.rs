//! The waves against the house rules for contact: quiet hours, the cap, and what a text message must
//! carry.

use super::Issues;
use crate::domain::consent::Channel;
use crate::domain::event::Event;
use crate::planning::written::write_minute;
use crate::table::tables::Tables;
use crate::views::forecast::Obstacle;
use crate::views::plan::PlanView;
use crate::words::{checks, write_count};

pub(super) fn check_waves(issues: &mut Issues, tables: &Tables, event: &Event, view: &PlanView) {
    let rules = &tables.facts.contact;
    for (place, wave) in event.waves.iter().enumerate() {
        let field = |part: &str| format!("waves.{place}.{part}");
        if let Some(quiet) = rules.quiet.filter(|quiet| quiet.holds(wave.minute % (24 * 60))) {
            let time = |minute: u16| write_minute(minute.into());
            let (from, to) = (time(quiet.from_minute), time(quiet.to_minute));
            let message = match quiet.next_allowed(wave.minute) {
                Some(next) => checks::quiet_wave(from, to, time(next)),
                None => checks::always_quiet(),
            };
            issues.require("audience", &field("minute"), message);
        }
        if wave.channel == Channel::Sms && rules.sms_signature.trim().is_empty() {
            issues.hint("audience", &field("message"), checks::no_signature());
        }
    }
    let Some(cap) = rules.cap else { return };
    for row in &view.waves {
        let n_over = row.left_out.get(Obstacle::OverCap);
        if n_over > 0 {
            let message = checks::over_cap(
                write_count(n_over.into()),
                write_count(cap.n_contacts.into()),
                write_count(cap.n_days.into()),
            );
            issues.hint("audience", &format!("waves.{}.people", row.place), message);
        }
    }
}
