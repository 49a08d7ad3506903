//! A visit to Meadow: where it is served, whose browser opens it, and the steps that every journey
//! begins with. Must not know what a test is after.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use static_host::RunningHost;
use tokio::process::Command;

use crate::browser::{Browser, Look, PATIENCE, Profile, Size, Theme};
use crate::devtools::DevTools;
use crate::site;
use crate::words::say;

/// A page of Meadow open in a browser.
pub struct Visit {
    pub host: RunningHost,
    pub profile: Profile,
    pub look: Look,
    pub browser: Browser,
}

impl Visit {
    /// Opens the start page, served without policy headers, and waits for its workspace.
    pub async fn begin(look: Look) -> Result<Self> {
        let visit = Self::arrive(site::serve().await?, look).await?;
        visit.open("").await?;
        Ok(visit)
    }

    /// A browser beside a host; nothing is open yet.
    pub async fn arrive(host: RunningHost, look: Look) -> Result<Self> {
        Self::arrive_with(Profile::new()?, host, look).await
    }

    /// The same with the browser that users have, which keeps a log of what it asked for.
    pub async fn arrive_in_whole_browser(host: RunningHost, look: Look) -> Result<Self> {
        Self::arrive_with(Profile::of_whole_browser()?, host, look).await
    }

    /// The same with a browser that runs pages as fast as users' do.
    pub async fn arrive_to_measure(host: RunningHost, look: Look) -> Result<Self> {
        Self::arrive_with(Profile::to_measure()?, host, look).await
    }

    async fn arrive_with(profile: Profile, host: RunningHost, look: Look) -> Result<Self> {
        let browser = Browser::open(&profile, look).await?;
        Ok(Self { host, profile, look, browser })
    }

    /// Closes the browser and starts it again on the same profile, with nothing open.
    pub async fn reopen_browser(self) -> Result<Self> {
        let Self { host, profile, look, browser } = self;
        browser.close().await?;
        let browser = Browser::open(&profile, look).await?;
        Ok(Self { host, profile, look, browser })
    }

    /// Ends all processes of the browser at once, as a machine out of memory does, in the middle of
    /// whatever they are doing, and starts another one on the same profile, with nothing open.
    pub async fn crash_browser(self) -> Result<Self> {
        let processes = self.devtools().await?.processes().await?;
        let kill = |ids: &[u64]| {
            Command::new("kill").arg("-9").args(ids.iter().map(u64::to_string)).output()
        };
        let killed = kill(&processes[..1]).await?;
        ensure!(killed.status.success(), "the browser could not be ended");
        // Without the browser they end by themselves; those that have are none the worse for it.
        kill(&processes[1..]).await?;
        let Self { host, profile, look, browser } = self;
        drop(browser);
        let browser = Browser::open(&profile, look).await?;
        Ok(Self { host, profile, look, browser })
    }

    /// Closes the browser and leaves what it stored.
    pub async fn end(self) -> Result<Profile> {
        self.browser.close().await?;
        Ok(self.profile)
    }

    /// Loads an address of the site, such as `customers`, and waits for its workspace.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.browser.go(&format!("{}{path}", self.host.url())).await?;
        self.wait_until_ready().await
    }

    pub async fn reload(&self) -> Result<()> {
        self.browser.driver.refresh().await?;
        self.wait_until_ready().await
    }

    /// Waits until the engine runs and a workspace is open.
    pub async fn wait_until_ready(&self) -> Result<()> {
        let is_marked = "return performance.getEntriesByName('ready').length > 0";
        self.browser.wait_until("the workspace is open", is_marked).await
    }

    /// Follows the shell's own link to a place, such as `/customers`.
    pub async fn go_to(&self, place: &str) -> Result<()> {
        let base = self.host.url();
        let path = base.strip_prefix(&self.host.origin()).unwrap_or("/").trim_end_matches('/');
        let link = format!("a[href='{path}{place}']");
        if self.look.size == Size::Phone {
            let bar = format!("nav.tabbar > {link}");
            if self.browser.is_there(&bar).await? {
                return self.browser.press(&bar).await;
            }
            self.browser.press("[popovertarget='more']").await?;
            return self.browser.press(&format!("#more {link}")).await;
        }
        self.browser.press(&format!(".side nav {link}")).await
    }

    /// Waits until the last change is said to be saved.
    pub async fn wait_until_saved(&self) -> Result<()> {
        let is_saved = "return document.querySelector('.saved')?.dataset.state === 'saved'";
        self.browser.wait_until("the change is saved", is_saved).await
    }

    /// Opens the sample from the empty Today.
    pub async fn open_sample(&self) -> Result<()> {
        self.browser.press(".empty button:has(use[href$='#i-paw'])").await?;
        self.browser.find(".meadow__field").await?;
        Ok(())
    }

    /// Adds a person by hand on the customers' page and waits until that is saved.
    pub async fn add_person(&self, name: &str) -> Result<()> {
        self.try_to_add_person(name).await?;
        self.browser.find_text("#drawer h2", name).await?;
        self.wait_until_saved().await
    }

    /// The same, whatever comes of it.
    pub async fn try_to_add_person(&self, name: &str) -> Result<()> {
        self.go_to("/customers").await?;
        self.browser.press("main button:has(use[href$='#i-plus'])").await?;
        let label = say(self.look.language, "customers.col_name")?;
        self.browser.fill_labelled(&label, name).await?;
        self.browser.press("button[form='add-person']").await
    }

    /// Looks at a file on the import page, without bringing it in.
    pub async fn look_at_file(&self, path: &str) -> Result<()> {
        self.go_to("/import").await?;
        self.browser.choose_file("main input[type='file']", path).await
    }

    /// Brings a file in as the page proposes it.
    pub async fn import(&self, path: &str) -> Result<()> {
        self.look_at_file(path).await?;
        self.bring_in().await?;
        self.wait_for_import().await
    }

    /// Presses the button that brings the file in. Pressed again where it does nothing: the page may have
    /// moved under the press, as the checks of the columns arrive.
    pub async fn bring_in(&self) -> Result<()> {
        const BUTTON: &str = "aside button[data-variant='primary']:enabled";
        let has_begun = format!(
            "return !!document.querySelector('#result') || !document.querySelector(\"{BUTTON}\")"
        );
        let started = Instant::now();
        loop {
            self.browser.press(BUTTON).await?;
            let pressed = Instant::now();
            while pressed.elapsed() < PATIENCE / 10 {
                if self.browser.run(&has_begun).await? == true {
                    return Ok(());
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            ensure!(started.elapsed() < PATIENCE, "the import does not begin");
        }
    }

    /// Waits until an import has come in and is saved.
    pub async fn wait_for_import(&self) -> Result<()> {
        let is_done = "return !!document.querySelector('#result')";
        self.browser.wait_long_until("the import ends", is_done).await?;
        self.wait_until_saved().await
    }

    /// Notes what axe-core finds on the page in light and dark, so that one run tells of every page.
    pub async fn check_both_themes(&self, page: &str, faults: &mut Vec<String>) -> Result<()> {
        self.browser.find("main h1").await?;
        for theme in [Theme::Light, Theme::Dark] {
            self.browser.wear(Look { theme, ..self.look }).await?;
            if let Err(fault) =
                self.browser.check_accessibility(&format!("{page}, {theme:?}")).await
            {
                faults.push(fault.to_string());
            }
        }
        Ok(())
    }

    /// A file the browser saved with this ending; waits for it.
    pub async fn downloaded(&self, ending: &str) -> Result<Vec<u8>> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let folder = std::fs::read_dir(self.profile.downloads());
            for entry in folder.into_iter().flatten() {
                let path = entry?.path();
                if path.extension().is_some_and(|extension| extension == ending) {
                    return Ok(std::fs::read(path)?);
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("no .{ending} was saved")
    }

    /// A line to the engine's worker.
    pub async fn devtools(&self) -> Result<DevTools> {
        self.devtools_of("").await
    }

    /// A line to the worker of the tab that shows this address of the site.
    pub async fn devtools_of(&self, path: &str) -> Result<DevTools> {
        DevTools::connect(&self.profile, &format!("{}{path}", self.host.url()))
            .await
            .context("no second line to the browser")
    }
}
