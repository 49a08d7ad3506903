//! The whole workspace as files for others: every row is in them, and in a redacted copy nobody can
//! be known again, while who ordered what stays together.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use aho_corasick::AhoCorasick;
use anyhow::{Context, Result, ensure};
use calamine::{Reader, Xlsx};
use meadow_e2e::browser::Look;
use meadow_e2e::taking_out::LISTS;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use serde_json::Value;
use thirtyfour::Key;
use zip::ZipArchive;

/// The sample, and somebody of whom others speak.
async fn sample_with_a_name_in_notes() -> Result<Visit> {
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.open_sample().await?;
    visit.add_person("Zora Quill").await?;
    visit.browser.fill("#drawer textarea", "Zora Quill sent by zora@quill.example").await?;
    visit.browser.press("#drawer .drawer__part:has(textarea) button").await?;
    visit.browser.find_text("#drawer li", "sent by zora@quill.example").await?;
    visit.wait_until_saved().await?;
    Ok(visit)
}

fn rows<'a>(workspace: &'a Value, list: &str) -> Result<&'a [Value]> {
    Ok(workspace[list].as_array().with_context(|| format!("no {list}"))?)
}

#[tokio::test]
async fn in_a_redacted_copy_nobody_is_known_and_orders_stay_together() -> Result<()> {
    let visit = sample_with_a_name_in_notes().await?;
    let open = visit.take_workspace(false).await?;
    let redacted = visit.take_workspace(true).await?;
    nobody_of(&open, &redacted)?;
    for list in ["customers", "orders", "products", "interactions"] {
        ensure!(rows(&open, list)?.len() == rows(&redacted, list)?.len(), "{list}");
    }
    ensure!(baskets(&open)? == baskets(&redacted)?, "orders went to other people");

    // A redacted backup holds as little, for whoever has the passphrase.
    let backup = visit.take_backup("larks above the meadow", true).await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("redacted.meadow");
    std::fs::write(&path, backup)?;
    visit.choose_backup(&path).await?;
    visit.try_passphrase("larks above the meadow").await?;
    visit.browser.find_text("ul.log li:has(.tag[data-tone='poppy'])", "3,487 people").await?;
    let restored = visit.take_workspace(false).await?;
    nobody_of(&open, &restored)?;
    ensure!(baskets(&open)? == baskets(&restored)?, "orders went to other people");
    Ok(())
}

/// Closing the dialog ends the export; the next one is whole.
#[tokio::test]
async fn an_export_can_be_ended_and_begun_anew() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/settings").await?;
    let export_all = say(visit.look.language, "settings.export_all")?;
    browser.press_text("section[aria-labelledby='backup'] button", &export_all).await?;
    browser.press("dialog[open] .dialog__foot button[data-variant='primary']:enabled").await?;
    browser.type_keys(Key::Escape).await?;
    let is_closed = "return !document.querySelector('dialog[open]')";
    browser.wait_until("the dialog closes", is_closed).await?;
    let whole = visit.take_workspace(false).await?;
    ensure!(!rows(&whole, "customers")?.is_empty());
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Nothing that tells who somebody is in one workspace stands anywhere in the other.
fn nobody_of(open: &Value, redacted: &Value) -> Result<()> {
    let tells = ["name", "phone", "email", "wechat", "company", "company_id", "customer_no"];
    let secrets: BTreeSet<&str> = rows(open, "customers")?
        .iter()
        .flat_map(|customer| tells.iter().filter_map(|field| customer[field].as_str()))
        .filter(|value| !value.is_empty())
        .chain(["Zora", "zora@quill.example"])
        .collect();
    ensure!(secrets.len() > 3_000, "there is little to be hidden: {}", secrets.len());
    let secrets = AhoCorasick::new(secrets)?;
    let mut texts = BTreeSet::new();
    collect_texts(redacted, &mut texts);
    let told: Vec<&str> = texts.into_iter().filter(|text| secrets.is_match(text)).take(9).collect();
    ensure!(told.is_empty(), "somebody is told of: {told:?}");
    Ok(())
}

fn collect_texts<'a>(value: &'a Value, texts: &mut BTreeSet<&'a str>) {
    match value {
        Value::String(text) => drop(texts.insert(text)),
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Object(fields) => fields.values().for_each(|field| collect_texts(field, texts)),
        _ => {}
    }
}

/// What each person ordered, day and amount, whoever it is.
fn baskets(workspace: &Value) -> Result<Vec<Vec<String>>> {
    let mut baskets: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for order in rows(workspace, "orders")? {
        let customer = order["meadow_customer"].as_u64().context("an order of nobody")?;
        let line = format!("{} {}", order["day"], order["amount"]);
        baskets.entry(customer).or_default().push(line);
    }
    let mut baskets: Vec<Vec<String>> = baskets.into_values().collect();
    baskets.iter_mut().for_each(|basket| basket.sort());
    baskets.sort();
    Ok(baskets)
}

#[tokio::test]
async fn every_row_is_in_every_format() -> Result<()> {
    let visit = sample_with_a_name_in_notes().await?;
    let workspace = visit.take_workspace(false).await?;
    ensure!(rows(&workspace, "customers")?.len() == 3_487);
    visit.go_to("/settings").await?;
    let mut n_lines = 0;
    for order in rows(&workspace, "orders")? {
        n_lines += order["meadow_lines"].as_array().context("no lines")?.len().max(1);
    }
    let events = rows(&workspace, "documents")?;
    let n_events = events.iter().filter(|row| row["document"].get("Event").is_some()).count();
    ensure!(n_events > 0, "the sample has no event");
    // In the order of the sheets.
    let wanted = [
        3_487,
        n_lines,
        rows(&workspace, "products")?.len(),
        rows(&workspace, "interactions")?.len(),
        n_events,
        // Nobody in the sample is blocked.
        0,
    ];

    let bytes = visit.take_export("xlsx", false).await?;
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let sheets = book.worksheets();
    let found: Vec<usize> = sheets.iter().map(|(_, cells)| cells.height() - 1).collect();
    ensure!(found == wanted, "{found:?} instead of {wanted:?}");
    let names = sheets[0].1.rows().filter(|row| row.iter().any(|cell| *cell == "Zora Quill"));
    ensure!(names.count() == 1);

    let mut archive = ZipArchive::new(Cursor::new(visit.take_export("csv", false).await?))?;
    ensure!(archive.len() == wanted.len(), "{} files", archive.len());
    for (at, n_wanted) in wanted.into_iter().enumerate() {
        let mut text = String::new();
        archive.by_index(at)?.read_to_string(&mut text)?;
        let n_found = n_records(&text) - 1;
        ensure!(n_found == n_wanted, "{n_found} instead of {n_wanted} in file {at}");
    }
    ensure!(LISTS.iter().all(|list| workspace[list].is_array()));
    Ok(())
}

/// Lines of CSV; a line break between quotes ends none.
fn n_records(csv: &str) -> usize {
    let mut is_quoted = false;
    let ends = csv.chars().filter(|c| {
        is_quoted ^= *c == '"';
        *c == '\n' && !is_quoted
    });
    ends.count()
}
