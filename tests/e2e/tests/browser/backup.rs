//! A backup made, kept as a file and restored: it brings back all there was, beside what is there.
//! A file that cannot be restored is told from a wrong passphrase, and changes nothing.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const N_PEOPLE: &str = ".nav__link[href='/customers'] .nav__count";
const PASSPHRASE: &str = "larks above the meadow";
/// What anybody can read at the start of the file.
const HEADER_BYTES: usize = 128;

#[tokio::test]
async fn a_backup_brings_everything_back_beside_what_is_there() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let (browser, language) = (&visit.browser, visit.look.language);
    visit.open_sample().await?;
    visit.add_person("Zora Quill").await?;
    let mut before = visit.take_workspace(false).await?;
    // A sample that comes back is its user's own and says where it comes from; nothing else is different.
    ensure!(before["facts"]["kind"] == "Sample");
    before["facts"]["kind"] = "Own".into();
    let name = before["facts"]["name"].as_str().context("a name")?.to_owned();
    let backup = visit.take_backup(PASSPHRASE, false).await?;
    let text = String::from_utf8_lossy(&backup);
    ensure!(!text.contains("Zora Quill"), "the file is not encrypted");
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("kept.meadow");
    std::fs::write(&path, &backup)?;

    // What happens after the backup is not in it, and is not touched by it either.
    visit.add_person("Came later").await?;
    visit.choose_backup(&path).await?;
    // Nor what people have refused since: that is said before.
    browser.find_text("dialog[open] p", &say(language, "settings.restore_what")?).await?;
    visit.try_passphrase(PASSPHRASE).await?;
    browser.find_text(".toasts", &say(language, "settings.backup_restored")?).await?;
    browser.find_text(N_PEOPLE, "3,487").await?;
    let restored = visit.take_workspace(false).await?;
    let new_name = restored["facts"]["name"].as_str().context("a name")?;
    ensure!(new_name.starts_with(&name) && new_name != name, "it is called {new_name}");
    before["facts"]["name"] = new_name.into();
    ensure!(restored == before, "the restored workspace differs");
    visit.reload().await?;
    browser.find_text(N_PEOPLE, "3,487").await?;
    ensure!(visit.take_workspace(false).await? == before, "it differs once it is loaded again");

    let sample = "section[aria-labelledby='workspaces-list'] li:has(.tag:not([data-tone]))";
    browser.press_text(&format!("{sample} button"), &say(language, "settings.open")?).await?;
    browser.find_text(N_PEOPLE, "3,488").await?;
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_restored_is_told_apart_and_changes_nothing() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let (browser, language) = (&visit.browser, visit.look.language);
    visit.add_person("Zora Quill").await?;
    let whole = visit.take_backup(PASSPHRASE, false).await?;
    let folder = tempfile::tempdir()?;
    let stored = browser.stored_records().await?;

    let middle = HEADER_BYTES + (whole.len() - HEADER_BYTES) / 2;
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    // Told as soon as the file is chosen.
    for (name, bytes, key) in [
        ("cut", whole[..middle].to_vec(), "errors.backup_cut"),
        ("cut in its header", whole[..HEADER_BYTES / 2].to_vec(), "errors.backup_cut"),
        ("header", flipped(HEADER_BYTES / 2), "errors.backup_header"),
        ("other", b"name,phone\nAnn,1\n".to_vec(), "errors.not_a_backup"),
    ] {
        choose(&visit, folder.path(), name, &bytes).await?;
        browser.find_text(".toasts", &say(language, key)?).await?;
        ensure!(!browser.is_there("dialog[open]").await?, "a passphrase is asked for: {name}");
    }
    // Told once the passphrase has been tried: a right one opens it, and finds the damage.
    let refused = "dialog[open] [role='alert']";
    choose(&visit, folder.path(), "flipped", &flipped(middle)).await?;
    visit.try_passphrase("larks above the city").await?;
    browser.find_text(refused, &say(language, "errors.wrong_passphrase")?).await?;
    visit.try_passphrase(PASSPHRASE).await?;
    browser.find_text(refused, &say(language, "errors.backup_damaged")?).await?;
    browser.press("dialog[open] .dialog__head button").await?;
    ensure!(browser.stored_records().await? == stored, "something was touched");

    // The whole file opens still, after a slip.
    choose(&visit, folder.path(), "whole", &whole).await?;
    visit.try_passphrase("Larks above the meadow").await?;
    browser.find_text(refused, &say(language, "errors.wrong_passphrase")?).await?;
    ensure!(browser.stored_records().await? == stored, "something was touched");
    visit.try_passphrase(PASSPHRASE).await?;
    browser.find_text(".toasts", &say(language, "settings.backup_restored")?).await?;
    let now = browser.stored_records().await?;
    ensure!(stored.iter().all(|(place, record)| now.get(place) == Some(record)));
    ensure!(now.len() > stored.len(), "nothing was restored");
    Ok(())
}

async fn choose(visit: &Visit, folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name).with_extension("meadow");
    std::fs::write(&path, bytes)?;
    visit.choose_backup(&path).await
}
