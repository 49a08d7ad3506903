//! The page's own texts, by their keys, so that a test presses what it means in either language.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::Language;
use crate::site::file_of_repository;

/// A text such as `events.save_planned`, as `locales/` has it. Of a text with values to fill in,
/// the longest stretch between them.
pub fn say(language: Language, key: &str) -> Result<String> {
    let (namespace, name) = key.split_once('.').context("a key has two parts")?;
    let folder = if language == Language::English { "en" } else { "zh-CN" };
    let texts = file_of_repository(&format!("locales/{folder}/{namespace}.json"))?;
    let texts: Value = serde_json::from_str(&texts)?;
    let text = texts[name].as_str().with_context(|| format!("no text {key}"))?;
    let stretches = text.split("{{").map(|part| part.rsplit("}}").next().unwrap_or_default());
    Ok(stretches.max_by_key(|part| part.len()).unwrap_or_default().trim().to_owned())
}
