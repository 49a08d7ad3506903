//! What the browser itself wrote down about every request of every process, workers included.
//!
//! Must not know which requests are right.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::browser::Profile;

/// Every address that pages of `origin` made the browser ask for, once each. To be called after
/// the browser was closed: it completes its log then.
pub fn addresses_asked_by(profile: &Profile, origin: &str) -> Result<BTreeSet<String>> {
    let file = profile.network_log();
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("the browser left no {}", file.display()))?;
    let log: Value = serde_json::from_str(&text).context("the browser's log is incomplete")?;
    let events = log["events"].as_array().context("the browser's log has no events")?;
    let asked = events.iter().filter_map(|event| {
        let parameters = event.get("params")?;
        // What the browser does for itself (looking for updates) names no page.
        let by = parameters.get("initiator")?.as_str()?;
        (by == origin).then(|| parameters["url"].as_str().map(str::to_owned)).flatten()
    });
    let asked: BTreeSet<String> = asked.collect();
    ensure!(!asked.is_empty(), "the browser's log knows nothing of {origin}");
    Ok(asked)
}
