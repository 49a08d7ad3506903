//! The way through the event wizard, for whoever needs an event. Must not know what it is for.

use anyhow::{Context, Result, ensure};
use thirtyfour::By;

use crate::visit::Visit;
use crate::words::say;

/// The wizard's steps, as their addresses name them.
pub const STEPS: [&str; 10] = [
    "goal", "offer", "method", "audience", "when", "budget", "team", "schedule", "runsheet",
    "review",
];

impl Visit {
    /// Opens the choice of a method from the list of events.
    pub async fn choose_method(&self) -> Result<()> {
        self.go_to("/events").await?;
        self.browser.press("a[href$='/events/new']").await?;
        self.browser.find(".methods button").await?;
        Ok(())
    }

    /// Begins an event with the first of the methods, and gives it a name.
    pub async fn begin_event(&self, name: &str) -> Result<()> {
        self.choose_method().await?;
        self.browser.press(".methods button").await?;
        self.wait_for_step("goal").await?;
        let language = self.look.language;
        self.browser.fill_labelled(&say(language, "events.name")?, name).await?;
        self.browser.fill_labelled(&say(language, "events.product")?, "Spring grooming").await
    }

    /// Goes on to the next step, filling what has no default.
    pub async fn next_step(&self) -> Result<()> {
        let here = self.step().await?;
        let next = STEPS.iter().position(|step| *step == here).context("no such step")? + 1;
        self.browser.press(".wizard__foot a[data-variant='primary']").await?;
        self.wait_for_step(STEPS.get(next).context("the last step has no next")?).await?;
        if STEPS[next] == "when" {
            self.fill_day_and_place().await?;
        }
        Ok(())
    }

    /// The open step, as its address names it.
    pub async fn step(&self) -> Result<String> {
        let address = self.browser.driver.current_url().await?;
        Ok(address.path().rsplit('/').next().unwrap_or_default().to_owned())
    }

    pub async fn wait_for_step(&self, step: &str) -> Result<()> {
        let is_here = format!(
            "return location.pathname.endsWith('/{step}')
               && document.querySelector('.rail [aria-current=step]')?.getAttribute('href').endsWith('/{step}')"
        );
        self.browser.wait_until(&format!("the step {step}"), &is_here).await
    }

    async fn fill_day_and_place(&self) -> Result<()> {
        let language = self.look.language;
        // How a day is typed depends on the system; the field's own value does not.
        let pick = "const [day] = arguments; day.value = '2027-06-15'
            for (const kind of ['input', 'change']) day.dispatchEvent(new Event(kind, { bubbles: true }))";
        let day = self.browser.find("main input[type='date']").await?;
        self.browser.driver.execute(pick, vec![day.to_json()?]).await?;
        self.browser.fill_labelled(&say(language, "events.place")?, "Willow Court 柳荫公寓").await
    }

    /// Saves the plan from its last step and waits for its document.
    pub async fn save_plan(&self) -> Result<()> {
        self.browser
            .press_text("main button", &say(self.look.language, "events.save_planned")?)
            .await?;
        self.browser.find(".doc section").await?;
        let parts = self.browser.driver.find_all(By::Css(".doc section")).await?;
        ensure!(parts.len() > 5, "the plan has only {} parts", parts.len());
        Ok(())
    }
}
