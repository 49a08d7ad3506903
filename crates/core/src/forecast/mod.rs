//! From the facts of a workspace to the inputs of the models, and back to views with their reasons.
//!
//! Owns which rate is believed and why, who is invited, and which costs follow which heads. Must not
//! know how a distribution is drawn (that is `meadow-models`) nor how a figure is shown.

mod accounts;
mod audience;
mod budget;
pub mod customer_base;
mod draw_register;
mod evidence;
mod input_ranges;
mod known_rounds;
pub mod lead_response;
mod method_funnel;
pub mod mix;
mod outcome;
pub mod pooled_rates;
mod prizes;
mod rates;
pub mod recency;
mod registrations;
mod renewals;
mod report;
mod risk;
mod room;
mod run;
pub mod timing;
mod waves;
mod whom;
mod word_of_mouth;

#[cfg(test)]
mod tests;

pub use self::audience::{InvitedGroup, choose_groups};
pub use self::budget::{BudgetRun, points_of_events};
pub use self::draw_register::read_draw_register;
pub use self::method_funnel::{MethodFunnelRun, has_own_funnel};
pub use self::outcome::CountedEvent;
pub use self::prizes::{PrizeRun, usual_ceiling};
pub use self::rates::{Rate, Rates};
pub(crate) use self::rates::{grade_letter, keep_of_citation, rate_of_citation};
pub use self::registrations::registrations_in_the_end;
pub use self::renewals::foretell_renewals;
pub use self::room::RoomRun;
pub use self::run::ForecastRun;
pub use self::waves::WavesRun;
pub use self::whom::{ReachableGroup, WhomRun};
pub use self::word_of_mouth::GrowthRun;

use crate::domain::event::Event;
use crate::table::tables::Tables;
use crate::views::forecast::AudienceEntry;
use crate::views::plan::ExpectedHeads;

/// People expected at each step of the funnel: the means of the rates multiplied, group by group.
/// Cheap enough for every keystroke; the ranges are `ForecastRun`'s.
pub fn expect_heads(tables: &Tables, audience: &[AudienceEntry], event: &Event) -> ExpectedHeads {
    let groups = choose_groups(audience, event);
    let rates = Rates::believe(tables, event);
    let mut heads = ExpectedHeads::default();
    for group in &groups {
        let [registers, attends, orders] = rates.means_of(&group.group);
        let registered = f64::from(group.n_invited) * registers;
        heads.invited += f64::from(group.n_invited);
        heads.registered += registered;
        heads.attended += registered * attends;
        heads.ordered += registered * attends * orders;
    }
    heads
}
