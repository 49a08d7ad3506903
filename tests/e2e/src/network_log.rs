//! What the browser itself wrote down about every request of every process, workers included.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::browser::Profile;

/// Every address beyond `origin` that its pages made the browser ask for, once each. To be called
/// after the last browser on the profile was closed: it completes its log then.
pub fn foreign_addresses(profile: &Profile, origin: &str) -> Result<Vec<String>> {
    let mut asked = BTreeSet::new();
    for log in profile.network_logs() {
        asked.append(&mut addresses_in(&log, origin)?);
    }
    ensure!(!asked.is_empty(), "the browser's log knows nothing of {origin}");
    let inside = format!("{origin}/");
    let is_foreign =
        |address: &String| !address.starts_with(&inside) && !address.starts_with("blob:");
    Ok(asked.into_iter().filter(is_foreign).collect())
}

fn addresses_in(log: &Path, origin: &str) -> Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(log)?;
    let log: Value = serde_json::from_str(&text).context("the browser's log is incomplete")?;
    let events = log["events"].as_array().context("the browser's log has no events")?;
    let asked = events.iter().filter_map(|event| {
        let parameters = event.get("params")?;
        // What the browser does for itself (looking for updates) names no page.
        let by = parameters.get("initiator")?.as_str()?;
        (by == origin).then(|| parameters["url"].as_str().map(str::to_owned)).flatten()
    });
    Ok(asked.collect())
}
