//! One browser window with a profile of its own, in a given language, size and theme.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{LoggingPrefsLogLevel, WebDriver};

use crate::driver::Driver;

/// How long a test waits for something to appear before it fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Chinese,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Desktop,
    Phone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

/// What the browser is to look like.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub language: Language,
    pub size: Size,
    pub theme: Theme,
}

impl Look {
    pub const PLAIN: Self =
        Self { language: Language::English, size: Size::Desktop, theme: Theme::Light };

    /// Every combination, for screenshots.
    pub fn all() -> impl Iterator<Item = Self> {
        let languages = [Language::English, Language::Chinese];
        languages.into_iter().flat_map(|language| {
            [Size::Desktop, Size::Phone].into_iter().flat_map(move |size| {
                [Theme::Light, Theme::Dark].map(move |theme| Self { language, size, theme })
            })
        })
    }

    /// `en-phone-dark`, for file names.
    pub fn slug(self) -> String {
        let language = if self.language == Language::English { "en" } else { "zh" };
        let size = if self.size == Size::Desktop { "desktop" } else { "phone" };
        let theme = if self.theme == Theme::Light { "light" } else { "dark" };
        format!("{language}-{size}-{theme}")
    }

    /// Width and height in CSS pixels.
    pub fn viewport(self) -> (u32, u32) {
        if self.size == Size::Desktop { (1440, 900) } else { (390, 844) }
    }
}

/// Which browser runs on a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Make {
    /// The browser without what surrounds its pages (menus, settings, updates), which runs them and
    /// stores for them just the same, and takes half the time. It compiles each function once, and
    /// only when it is called, as most are called once in a test.
    Shell,
    /// The browser that users have; functions are compiled as in the shell.
    Whole,
    /// The same, which compiles what runs often once more, to run faster.
    WholeAtFullSpeed,
}

/// A browser's data folder. It outlives the browser, so that a test can close and reopen it.
pub struct Profile {
    folder: TempDir,
    make: Make,
}

impl Profile {
    /// For whatever happens on a page.
    pub fn new() -> Result<Self> {
        Self::of(Make::Shell)
    }

    /// For what the browser itself decides: what it lets a site store, and whom it asks for what. It
    /// keeps a log of all requests.
    pub fn of_whole_browser() -> Result<Self> {
        Self::of(Make::Whole)
    }

    /// Of a browser as users have it, for measuring.
    pub fn to_measure() -> Result<Self> {
        Self::of(Make::WholeAtFullSpeed)
    }

    fn of(make: Make) -> Result<Self> {
        Ok(Self { folder: tempfile::tempdir()?, make })
    }

    /// Where the browser puts what it downloads.
    pub fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Where each browser on this profile, oldest first, wrote down every request; whole once it
    /// has been closed.
    pub(crate) fn network_logs(&self) -> impl Iterator<Item = PathBuf> {
        let numbered = (1..).map(|n| self.folder.path().join(format!("network-{n}.json")));
        numbered.take_while(|log| log.exists())
    }

    /// A log that no earlier browser has written to.
    fn next_network_log(&self) -> PathBuf {
        let n = self.network_logs().count() + 1;
        self.folder.path().join(format!("network-{n}.json"))
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

/// A running browser.
pub struct Browser {
    pub driver: WebDriver,
    chromedriver: Driver,
}

impl Browser {
    /// Opens a window on this profile.
    pub async fn open(profile: &Profile, look: Look) -> Result<Self> {
        Self::start(capabilities(profile, look, true)?, profile, look).await
    }

    /// The same with a reader who lets no site store anything.
    pub async fn open_without_storage(profile: &Profile, look: Look) -> Result<Self> {
        Self::start(capabilities(profile, look, false)?, profile, look).await
    }

    /// The same where pages are told the room there is. Chromium else tells every site of ten
    /// gigabytes, whatever is free; other browsers do not.
    pub async fn open_telling_room(profile: &Profile, look: Look) -> Result<Self> {
        let mut capabilities = capabilities(profile, look, true)?;
        capabilities.add_arg("--disable-features=StaticStorageQuota")?;
        Self::start(capabilities, profile, look).await
    }

    async fn start(
        capabilities: ChromeCapabilities,
        profile: &Profile,
        look: Look,
    ) -> Result<Self> {
        let chromedriver = Driver::start().await?;
        let driver = WebDriver::new(chromedriver.url(), capabilities).await?;
        driver.set_script_timeout(PATIENCE * 4).await?;
        let browser = Self { driver, chromedriver };
        let downloads = json!({ "behavior": "allow", "downloadPath": profile.downloads() });
        browser.devtools("Browser.setDownloadBehavior", downloads).await?;
        browser.wear(look).await?;
        Ok(browser)
    }

    /// Size and theme, the way developer tools emulate them.
    pub async fn wear(&self, look: Look) -> Result<()> {
        let (width, height) = look.viewport();
        let phone = look.size == Size::Phone;
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone }),
        )
        .await?;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": phone })).await?;
        let scheme = if look.theme == Theme::Light { "light" } else { "dark" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// One command of the developer tools' protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self.driver.cdp().send_raw(command, parameters).await?)
    }

    /// Lets the site at `origin` have no more than so many bytes; `None` takes that back.
    pub async fn limit_room(&self, origin: &str, n_bytes: Option<u64>) -> Result<()> {
        let mut quota = json!({ "origin": origin });
        if let Some(n_bytes) = n_bytes {
            quota["quotaSize"] = n_bytes.into();
        }
        self.devtools("Storage.overrideQuotaForOrigin", quota).await.map(drop)
    }

    /// Closes the browser as a user does; what it has stored is on disk afterwards.
    pub async fn close(self) -> Result<()> {
        self.driver.clone().quit().await?;
        Ok(())
    }
}

impl Drop for Browser {
    /// A test that failed leaves no browser behind.
    fn drop(&mut self) {
        self.chromedriver.end_session(&self.driver.session_id().to_string());
        // Or the client closes it a second time and waits for minutes. An error means that it was
        // closed properly.
        let _ = self.driver.clone().leak();
    }
}

fn capabilities(profile: &Profile, look: Look, may_store: bool) -> Result<ChromeCapabilities> {
    let mut capabilities = ChromeCapabilities::new();
    if let Some(program) = program(profile.make) {
        capabilities.set_binary(&program)?;
    }
    let language = if look.language == Language::English { "en-US" } else { "zh-CN" };
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--disable-breakpad",
        "--window-size=1440,900",
    ] {
        capabilities.add_arg(argument)?;
    }
    if profile.make != Make::WholeAtFullSpeed {
        capabilities.add_arg("--js-flags=--liftoff-only,--wasm-lazy-compilation")?;
    }
    if profile.make == Make::Whole {
        capabilities.add_arg(&format!("--log-net-log={}", profile.next_network_log().display()))?;
    }
    capabilities.add_arg(&format!("--lang={language}"))?;
    capabilities.add_arg(&format!("--accept-lang={language}"))?;
    capabilities.add_arg(&format!("--user-data-dir={}", profile.data().display()))?;
    let preferences = json!({
        "intl.accept_languages": language,
        // The browser's own numbers: 1 allows, 2 blocks.
        "profile.default_content_setting_values.cookies": if may_store { 1 } else { 2 },
    });
    capabilities.add_experimental_option("prefs", preferences)?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}

/// The program to start; `None` leaves it to the driver.
fn program(make: Make) -> Option<String> {
    let named = |variable| std::env::var(variable).ok().filter(|program| !program.is_empty());
    if make == Make::Shell && named("CHROME_SHELL").is_some() {
        return Some(concat!(env!("CARGO_MANIFEST_DIR"), "/shell-with-a-page").to_owned());
    }
    named("CHROME")
}
