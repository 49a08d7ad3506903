//! What a user does on a page: go, look, press, type, choose a file.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::components::SelectElement;
use thirtyfour::prelude::ElementQueryable;
use thirtyfour::{By, Key, WebElement};

use crate::browser::{Browser, PATIENCE};
use crate::site::node_module;

const POLL: std::time::Duration = std::time::Duration::from_millis(50);

impl Browser {
    pub async fn go(&self, url: &str) -> Result<()> {
        Ok(self.driver.goto(url).await?)
    }

    /// The first visible element that fits; waits for it.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        self.driver
            .query(By::Css(css))
            .wait(PATIENCE, POLL)
            .and_displayed()
            .first()
            .await
            .with_context(|| format!("waited in vain for {css}"))
    }

    /// The first visible element of this kind with this text somewhere inside.
    pub async fn find_text(&self, css: &str, text: &str) -> Result<WebElement> {
        let wanted = text.to_owned();
        self.driver
            .query(By::Css(css))
            .wait(PATIENCE, POLL)
            .and_displayed()
            .with_filter(move |element: WebElement| {
                let wanted = wanted.clone();
                async move { Ok(element.text().await?.contains(&wanted)) }
            })
            .first()
            .await
            .with_context(|| format!("waited in vain for {css} with “{text}”"))
    }

    pub async fn press(&self, css: &str) -> Result<()> {
        let element = self.find(css).await?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("cannot press {css}"))
    }

    pub async fn press_text(&self, css: &str, text: &str) -> Result<()> {
        let element = self.find_text(css, text).await?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("cannot press {css} with “{text}”"))
    }

    /// Replaces what a field holds, as typing does.
    pub async fn fill(&self, css: &str, value: &str) -> Result<()> {
        let field = self.find(css).await?;
        field.scroll_into_view().await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(value).await?;
        Ok(())
    }

    /// Chooses an option of a list by its value.
    pub async fn choose(&self, css: &str, value: &str) -> Result<()> {
        let list = SelectElement::new(&self.find(css).await?).await?;
        list.select_by_value(value).await.with_context(|| format!("no “{value}” in {css}"))
    }

    /// Hands files to a file chooser, which may be hidden behind a button.
    pub async fn choose_file(&self, css: &str, path: &str) -> Result<()> {
        let chooser = self.driver.query(By::Css(css)).wait(PATIENCE, POLL).first().await?;
        Ok(chooser.send_keys(path).await?)
    }

    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// Waits until a script's answer is true.
    pub async fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        let started = std::time::Instant::now();
        loop {
            if self.run(script).await? == Value::Bool(true) {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "waited in vain: {what}");
            tokio::time::sleep(POLL).await;
        }
    }

    /// The body of a function, run in the page.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// The whole page as an image.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(self.driver.screenshot(file).await?)
    }

    /// What axe-core finds wrong with the page as it stands.
    pub async fn check_accessibility(&self, where_: &str) -> Result<()> {
        // Through the developer tools: the page's policy would refuse a script of ours.
        let axe = node_module("axe-core/axe.min.js")?;
        self.evaluate(&axe, false).await?;
        let found = self
            .evaluate(
                "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
                   .then(({ violations }) => violations.map(({ id, help, nodes }) => ({
                     id, help, nodes: nodes.slice(0, 5).map(({ html, failureSummary }) => ({ html, failureSummary }))
                   })))",
                true,
            )
            .await?;
        match found.as_array() {
            Some(violations) if violations.is_empty() => Ok(()),
            Some(_) => bail!("{where_}: {}", serde_json::to_string_pretty(&found)?),
            None => bail!("{where_}: axe-core did not run: {found}"),
        }
    }

    /// Evaluates an expression outside the page's policy; `wait` for a promise.
    pub async fn evaluate(&self, expression: &str, wait: bool) -> Result<Value> {
        let parameters =
            json!({ "expression": expression, "awaitPromise": wait, "returnByValue": wait });
        let answer = self.devtools("Runtime.evaluate", parameters).await?;
        ensure!(answer.get("exceptionDetails").is_none(), "script failed: {answer}");
        Ok(answer["result"]["value"].clone())
    }

    /// Errors the browser logged since the last call, but for those that contain an allowed text.
    pub async fn console_errors(&self, allowed: &[&str]) -> Result<Vec<String>> {
        let log = self.driver.browser_log().await?;
        let errors = log
            .into_iter()
            .filter(|entry| format!("{:?}", entry.level).eq_ignore_ascii_case("severe"))
            .map(|entry| entry.message)
            .filter(|message| !allowed.iter().any(|text| message.contains(text)));
        Ok(errors.collect())
    }
}
