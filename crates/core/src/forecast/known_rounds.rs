//! Where people stood before a day, by the rounds of everybody that were kept.

use crate::domain::ids::CustomerId;
use crate::domain::round::{Round, Stood};
use crate::table::tables::Tables;

/// By day.
pub struct KnownRounds<'a>(Vec<&'a Round>);

impl<'a> KnownRounds<'a> {
    pub fn of(tables: &'a Tables) -> Self {
        let mut rounds: Vec<&Round> = tables.rounds().map(|(_, round)| round).collect();
        // One that was reconstructed tells more than was known on its day.
        rounds.retain(|round| round.everybody().is_some() && !round.is_reconstructed());
        rounds.sort_by_key(|round| round.day);
        Self(rounds)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// By the last round before the day; `None` where nobody knew.
    pub fn stood(&self, id: CustomerId, day: i32) -> Option<&'a Stood> {
        let n_before = self.0.partition_point(|round| round.day.0 < day);
        let stood = self.0[..n_before].last()?.everybody()?;
        let at = stood.binary_search_by_key(&id, |stood| stood.customer).ok()?;
        Some(&stood[at])
    }
}
