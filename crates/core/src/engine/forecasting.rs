//! A forecast in slices, so that it can be cancelled and others get a word in.

use super::host::Host;
use crate::domain::event::Event;
use crate::forecast::ForecastRun;
use crate::protocol::{EngineError, Progress, ProgressUnit};
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, ForecastView};

const MAX_DRAWS: u32 = 100_000;
/// A few milliseconds of work.
const DRAWS_PER_SLICE: u32 = 250;

pub async fn forecast(
    tables: &Tables,
    audience: &[AudienceEntry],
    event: &Event,
    n_draws: u32,
    host: &impl Host,
) -> Result<ForecastView, EngineError> {
    let mut run = ForecastRun::new(tables, audience, event, n_draws.clamp(1, MAX_DRAWS))?;
    while run.advance(DRAWS_PER_SLICE) {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(run.finish())
}
