//! Taking the workspace out whole, and bringing a backup in, by the dialogs of the settings.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::visit::Visit;
use crate::words::say;

const PART: &str = "section[aria-labelledby='backup']";
const DO_IT: &str = "dialog[open] .dialog__foot button[data-variant='primary']:enabled";

/// The lists of a workspace as JSON, in the order of the document.
pub const LISTS: [&str; 6] =
    ["customers", "orders", "products", "interactions", "log", "documents"];

impl Visit {
    /// Presses a button of the part on backups and copies.
    async fn press_in_part(&self, key: &str) -> Result<()> {
        self.go_to("/settings").await?;
        self.browser.press_text(&format!("{PART} button"), &say(self.look.language, key)?).await
    }

    /// Wishes for names and contacts to be replaced.
    async fn redact_if(&self, redacted: bool) -> Result<()> {
        if redacted {
            let label = say(self.look.language, "settings.redacted")?;
            self.browser.press_text("dialog[open] label", &label).await?;
            let is_set = "return document.querySelector('dialog[open] [type=checkbox]').checked";
            self.browser.wait_until("the copy is to be redacted", is_set).await?;
        }
        Ok(())
    }

    async fn wait_for_closed_dialog(&self) -> Result<()> {
        let is_closed = "return !document.querySelector('dialog[open]')";
        self.browser.wait_until("the dialog closes", is_closed).await
    }

    /// Makes a backup and takes the file from the downloads.
    pub async fn take_backup(&self, passphrase: &str, redacted: bool) -> Result<Vec<u8>> {
        self.press_in_part("settings.make_backup").await?;
        for key in ["settings.passphrase", "settings.passphrase_again"] {
            let label = say(self.look.language, key)?;
            self.browser.fill_labelled(&label, passphrase).await?;
        }
        self.redact_if(redacted).await?;
        self.browser.press(DO_IT).await?;
        self.wait_for_closed_dialog().await?;
        self.take_download("meadow").await
    }

    /// Everything in a file of this format: `json`, `xlsx` or `csv`, which comes as an archive.
    pub async fn take_export(&self, format: &str, redacted: bool) -> Result<Vec<u8>> {
        self.press_in_part("settings.export_all").await?;
        self.browser.choose("dialog[open] select", format).await?;
        self.redact_if(redacted).await?;
        self.browser.press(DO_IT).await?;
        self.wait_for_closed_dialog().await?;
        self.take_download(if format == "csv" { "zip" } else { format }).await
    }

    /// The same as JSON, without when it was made.
    pub async fn take_workspace(&self, redacted: bool) -> Result<Value> {
        let mut workspace: Value =
            serde_json::from_slice(&self.take_export("json", redacted).await?)?;
        let made = workspace.as_object_mut().and_then(|fields| fields.remove("made"));
        made.context("the file does not say when it was made")?;
        Ok(workspace)
    }

    /// A table of the page in this format: `json`, `xlsx` or `csv`, by the menu inside `part`.
    pub async fn take_table(&self, part: &str, format: &str) -> Result<Vec<u8>> {
        self.browser.press(&format!("{part} .menu-button > .btn")).await?;
        self.browser.press(&format!("{part} .menu-button [data-value='{format}']")).await?;
        self.take_download(format).await
    }

    /// A file the browser saved, which is then no longer there.
    async fn take_download(&self, ending: &str) -> Result<Vec<u8>> {
        let bytes = self.downloaded(ending).await?;
        std::fs::remove_dir_all(self.profile.downloads())?;
        Ok(bytes)
    }

    /// Chooses a file to be restored.
    pub async fn choose_backup(&self, path: &Path) -> Result<()> {
        self.go_to("/settings").await?;
        let path = path.to_str().context("a path that is text")?;
        self.browser.choose_file(&format!("{PART} input[type='file']"), path).await
    }

    /// Tries a passphrase on the chosen file, whatever comes of it.
    pub async fn try_passphrase(&self, passphrase: &str) -> Result<()> {
        let label = say(self.look.language, "settings.passphrase")?;
        self.browser.fill_labelled(&label, passphrase).await?;
        self.browser.press(DO_IT).await
    }
}
