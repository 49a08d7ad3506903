//! What a user does on a page: go, look, press, type, choose a file.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::components::SelectElement;
use thirtyfour::error::WebDriverError;
use thirtyfour::prelude::ElementQueryable;
use thirtyfour::{By, Key, TypingData, WebElement};

use crate::browser::{Browser, PATIENCE};
use crate::site::node_module;

const POLL: Duration = Duration::from_millis(50);

/// The first element that fits the selector, can be seen and holds the text; a function's body.
const FIND_VISIBLE: &str = "
    const [css, text] = arguments
    for (const element of document.querySelectorAll(css)) {
        const isSeen = element.checkVisibility({ visibilityProperty: true })
        if (isSeen && (element.innerText ?? element.textContent).includes(text)) return element
    }
    return null";

/// Whether an element stays where it is for a moment; a function's body.
const STAYS: &str = "
    const [element, done] = arguments
    const place = () => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return [x, y, width, height].join()
    }
    const before = place()
    setTimeout(() => done(place() === before), 50)";
/// What moves for longer is pressed while it moves.
const STAYS_AFTER: Duration = Duration::from_secs(3);

impl Browser {
    pub async fn go(&self, url: &str) -> Result<()> {
        Ok(self.driver.goto(url).await?)
    }

    /// The first visible element that fits; waits for it.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        self.wait_for(css, "").await
    }

    /// The first visible element of this kind with this text somewhere inside; waits for it.
    pub async fn find_text(&self, css: &str, text: &str) -> Result<WebElement> {
        self.wait_for(css, text).await
    }

    async fn wait_for(&self, css: &str, text: &str) -> Result<WebElement> {
        let started = Instant::now();
        loop {
            if let Some(found) = self.look_for(css, text).await? {
                return Ok(found);
            }
            if started.elapsed() > PATIENCE {
                bail!(
                    "waited in vain for {css} “{text}”; the page says:\n{}",
                    self.reading().await?
                );
            }
            tokio::time::sleep(POLL).await;
        }
    }

    async fn look_for(&self, css: &str, text: &str) -> Result<Option<WebElement>> {
        let found = self.driver.execute(FIND_VISIBLE, vec![css.into(), text.into()]).await?;
        Ok(if found.json().is_null() { None } else { Some(found.element()?) })
    }

    /// The beginning of what can be read on the page, for messages.
    async fn reading(&self) -> Result<String> {
        let text = self.run("return location.pathname + '\\n' + document.body.innerText").await?;
        Ok(text.as_str().unwrap_or_default().chars().take(1_500).collect())
    }

    pub async fn press(&self, css: &str) -> Result<()> {
        self.press_text(css, "").await
    }

    /// Presses the first element of this kind with this text, once it stays where it is: a page whose
    /// figures still come in moves under the press. What is drawn anew at that moment is looked for
    /// again, as a hand would.
    pub async fn press_text(&self, css: &str, text: &str) -> Result<()> {
        let started = Instant::now();
        loop {
            let element = self.wait_for(css, text).await?;
            let pressed = async {
                element.scroll_into_view().await?;
                let stays = self.driver.execute_async(STAYS, vec![element.to_json()?]).await?;
                let may_press = stays.json() == true || started.elapsed() > STAYS_AFTER;
                if may_press {
                    element.click().await?;
                }
                Ok::<bool, WebDriverError>(may_press)
            };
            match pressed.await {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(error) if started.elapsed() > PATIENCE => {
                    return Err(error).with_context(|| format!("cannot press {css} “{text}”"));
                }
                Err(_) => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// Whether something visible fits now.
    pub async fn is_there(&self, css: &str) -> Result<bool> {
        Ok(self.look_for(css, "").await?.is_some())
    }

    /// Replaces what the field with this label holds.
    pub async fn fill_labelled(&self, label: &str, value: &str) -> Result<()> {
        let label = self.find_text("label[for]", label).await?;
        let id = label.attr("for").await?.context("the label names no field")?;
        self.fill(&format!("[id='{id}']"), value).await
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

    /// Types without choosing a field, as one who lets shortcuts do the work.
    pub async fn type_keys(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
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
        self.wait_within(PATIENCE, what, script).await
    }

    /// The same for what takes its time by design, up to two minutes.
    pub async fn wait_long_until(&self, what: &str, script: &str) -> Result<()> {
        self.wait_within(PATIENCE * 4, what, script).await
    }

    async fn wait_within(&self, patience: Duration, what: &str, script: &str) -> Result<()> {
        let started = Instant::now();
        while self.run(script).await? != Value::Bool(true) {
            if started.elapsed() > patience {
                bail!("waited in vain: {what}; the page says:\n{}", self.reading().await?);
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
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

    /// No part of the page is wider than the window.
    pub async fn check_width(&self, where_: &str) -> Result<()> {
        let reaching_out = "
            const page = document.documentElement;
            if (page.scrollWidth <= page.clientWidth) return [];
            const reaches_out = (node) => node.getBoundingClientRect().right > page.clientWidth + 0.5;
            return [page.scrollWidth, ...[...document.querySelectorAll('body *')].filter(reaches_out)
                .map((node) => node.parentElement.outerHTML.slice(0, 100))]";
        let found = self.run(reaching_out).await?;
        let fits = found.as_array().is_some_and(Vec::is_empty);
        ensure!(fits, "{where_} is wider than the window: {found}");
        Ok(())
    }

    /// Everybody can use it, and it fits.
    pub async fn check_look(&self, where_: &str) -> Result<()> {
        self.check_accessibility(where_).await?;
        self.check_width(where_).await
    }

    /// What axe-core finds wrong with the page as it stands.
    pub async fn check_accessibility(&self, where_: &str) -> Result<()> {
        // Through the developer tools: the page's policy would refuse a script of ours. The bars stop
        // hovering meanwhile: whatever happens to be half below one can be scrolled to.
        let axe = node_module("axe-core/axe.min.js")?;
        self.evaluate(&axe, false).await?;
        let found = self
            .evaluate(
                "(() => {
                   const bars = [...document.querySelectorAll('.bar, .tabbar')];
                   for (const bar of bars) bar.style.position = 'static';
                   return axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
                     .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
                       nodes.map(({ html, failureSummary }) => `${id}: ${html}\\n  ${failureSummary}`)))
                     .finally(() => bars.forEach((bar) => bar.style.removeProperty('position')));
                 })()",
                true,
            )
            .await?;
        let violations = found.as_array().with_context(|| format!("axe-core said {found}"))?;
        let violations: Vec<&str> = violations.iter().filter_map(Value::as_str).collect();
        ensure!(violations.is_empty(), "{where_}\n{}", violations.join("\n"));
        Ok(())
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
