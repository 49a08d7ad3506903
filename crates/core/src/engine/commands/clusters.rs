//! Clusters kept as segments: lists of those who are in them now. Must not know how clusters are found.

use super::Change;
use crate::domain::cluster::Clusters;
use crate::domain::day::Day;
use crate::engine::clustering;
use crate::engine::host::Host;
use crate::engine::labels::shorten;
use crate::protocol::{EngineError, Outcome};
use crate::segments::derive;
use crate::table::documents::{Document, SavedSegment, StoredPeople};
use crate::table::tables::Tables;
use crate::views::segment::SegmentAbout;
use crate::words::{commands, refusals};

/// # Errors
/// No cluster has a name, there are no such clusters, or the request was cancelled.
pub async fn save_clusters(
    tables: &Tables,
    asked: &Clusters,
    names: &[String],
    host: &impl Host,
    today: Day,
) -> Result<Change, EngineError> {
    let refuse = |detail| EngineError::BadInput { detail };
    let named: Vec<(u8, &str)> = (1..=asked.n)
        .zip(names)
        .map(|(cluster, name)| (cluster, name.trim()))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let [(_, first), ..] = named[..] else { return Err(refuse(refusals::give_name())) };
    let derived = derive(tables, today);
    let found = clustering::find(tables, &derived, asked, host).await?;
    let found = found.ok_or_else(|| refuse(refusals::no_clusters()))?;
    let mut tables = tables.clone();
    for (cluster, name) in &named {
        let about = SegmentAbout { name: (*name).to_owned(), ..SegmentAbout::default() };
        let people = StoredPeople::Listed(found.people(&derived, *cluster));
        let segment = SavedSegment { about, people, made_on: today, target_start: None };
        tables.add_document(Document::Segment(Box::new(segment)));
    }
    let label = match named.len() {
        1 => commands::save_segment(shorten(first)),
        n => commands::save_clusters(n.to_string()),
    };
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}
