//! Two tabs in the middle of storing at the same time: what each wrote is in, or it was refused
//! with words that say what to do, and both show the same.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::devtools::{DevTools, WorkerSession};
use meadow_e2e::lists;
use meadow_e2e::standstill::Moment;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::WindowHandle;

const N_PEOPLE: &str = ".nav__link[href='/customers'] .nav__count";
const IMPORT: &str = "aside button[data-variant='primary']:enabled";
const DO_IT: &str = "dialog[open] .dialog__foot button[data-variant='primary']:enabled";

/// The first tab stands on the import page, the second on the customers' page.
struct TwoTabs {
    visit: Visit,
    first: WindowHandle,
    second: WindowHandle,
    to_first: (DevTools, WorkerSession),
    to_second: (DevTools, WorkerSession),
}

impl TwoTabs {
    /// On a workspace that is not empty: a first import also sets its facts.
    async fn open(visit: Visit) -> Result<Self> {
        let driver = &visit.browser.driver;
        visit.open("import").await?;
        let first = driver.window().await?;
        let second = driver.new_tab().await?;
        driver.switch_to_window(second.clone()).await?;
        visit.open("customers").await?;
        let to_first = line_to(&visit, "import").await?;
        let to_second = line_to(&visit, "customers").await?;
        Ok(Self { visit, first, second, to_first, to_second })
    }

    async fn to_first(&self) -> Result<()> {
        Ok(self.visit.browser.driver.switch_to_window(self.first.clone()).await?)
    }

    async fn to_second(&self) -> Result<()> {
        Ok(self.visit.browser.driver.switch_to_window(self.second.clone()).await?)
    }

    /// Begins an import in the first tab, and waits until its engine stands still at this moment.
    async fn stop_import_at(&mut self, path: &str, moment: Moment) -> Result<()> {
        self.to_first().await?;
        let (tools, worker) = &mut self.to_first;
        tools.stop_at(worker, moment).await?;
        self.visit.look_at_file(path).await?;
        self.visit.browser.press(IMPORT).await?;
        tools.wait_for_stop(worker).await?;
        self.visit.browser.find("aside .progress").await?;
        let (tools, worker) = &mut self.to_second;
        tools.watch_writes(worker).await?;
        self.to_second().await
    }

    /// Lets the first tab go on, once the second one waits for its turn to store.
    async fn go_on(&mut self) -> Result<()> {
        let (tools, worker) = &mut self.to_second;
        tools.wait_for_write(worker).await?;
        self.visit.browser.find(".saved[data-state='saving']").await?;
        self.to_first().await?;
        self.visit.browser.find("aside .progress").await?;
        let (tools, worker) = &mut self.to_first;
        tools.go_on(worker).await
    }

    /// Both tabs show so many people and orders, and so they do when they are loaded again.
    async fn agree_on(&self, n_people: &str, n_orders: &str) -> Result<()> {
        let inside = format!("{n_people} people, {n_orders} orders");
        for tab in [&self.first, &self.second] {
            self.visit.browser.driver.switch_to_window(tab.clone()).await?;
            self.visit.browser.find_text(N_PEOPLE, n_people).await?;
            self.visit.go_to("/settings").await?;
            self.visit.browser.find_text("section[aria-labelledby='storage']", &inside).await?;
        }
        for tab in [&self.first, &self.second] {
            self.visit.browser.driver.switch_to_window(tab.clone()).await?;
            self.visit.reload().await?;
            self.visit.browser.find_text("section[aria-labelledby='storage']", &inside).await?;
            ensure!(!self.visit.browser.is_there(".engine-notice [role='alert']").await?);
        }
        Ok(())
    }
}

async fn line_to(visit: &Visit, path: &str) -> Result<(DevTools, WorkerSession)> {
    let mut tools = visit.devtools_of(path).await?;
    let worker = tools.worker("engine").await?;
    Ok((tools, worker))
}

/// The second hands over its first chunks while the transaction of the first is open; from there
/// on both write as fast as they can.
#[tokio::test]
async fn two_imports_that_store_at_the_same_time_both_come_in() -> Result<()> {
    let (one, other) =
        (lists::customers('A', 20_000, false)?, lists::customers('B', 12_000, false)?);
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.add_person("Saved before").await?;
    let mut tabs = TwoTabs::open(visit).await?;
    tabs.stop_import_at(&one.path, Moment::Chunk(3)).await?;
    tabs.visit.look_at_file(&other.path).await?;
    tabs.visit.browser.press(IMPORT).await?;
    tabs.visit.browser.find("aside .progress").await?;
    tabs.go_on().await?;
    tabs.visit.wait_for_import().await?;
    tabs.to_second().await?;
    tabs.visit.wait_for_import().await?;
    tabs.agree_on("32,001", "32,000").await?;

    // They are two steps: one can be taken back without the other.
    tabs.visit.browser.press(".bar__undo").await?;
    let is_one = format!(
        "return ['12,001', '20,001'].includes(document.querySelector(\"{N_PEOPLE}\").textContent)"
    );
    tabs.visit.browser.wait_until("one of the imports is taken back", &is_one).await?;
    tabs.visit.browser.press(".bar__undo").await?;
    let is_none = format!("return document.querySelector(\"{N_PEOPLE}\").textContent === '1'");
    tabs.visit.browser.wait_until("both are taken back", &is_none).await?;
    Ok(())
}

/// Whoever was first, the import or the edit, the other one is made on top of it.
#[tokio::test]
async fn an_edit_made_while_an_import_stores_is_kept() -> Result<()> {
    let list = lists::customers('A', 20_000, false)?;
    for (name, moment) in [("Comes first", Moment::Chunk(3)), ("Comes second", Moment::Head)] {
        let visit = Visit::begin(Look::PLAIN).await?;
        visit.add_person("Saved before").await?;
        let mut tabs = TwoTabs::open(visit).await?;
        tabs.stop_import_at(&list.path, moment).await?;
        tabs.visit.try_to_add_person(name).await?;
        tabs.go_on().await?;
        tabs.visit.wait_for_import().await?;
        tabs.to_second().await?;
        tabs.visit.browser.find_text("#drawer h2", name).await?;
        tabs.visit.wait_until_saved().await?;
        tabs.agree_on("20,002", "20,000").await?;
        tabs.visit.go_to("/customers").await?;
        tabs.visit.browser.fill("input[type='search']", name).await?;
        tabs.visit.browser.find_text("tbody", name).await?;
    }
    Ok(())
}

/// Both change the same people: the second to store is told what to do, and can do it.
#[tokio::test]
async fn a_bulk_edit_of_people_whom_an_import_has_just_changed_is_refused_in_words() -> Result<()> {
    let (plain, with_email) =
        (lists::customers('A', 3_000, false)?, lists::customers('A', 3_000, true)?);
    let visit = Visit::begin(Look::PLAIN).await?;
    let language = visit.look.language;
    visit.import(&plain.path).await?;
    let mut tabs = TwoTabs::open(visit).await?;
    tabs.stop_import_at(&with_email.path, Moment::Head).await?;
    tag_everybody(&tabs.visit).await?;
    tabs.go_on().await?;
    tabs.visit.wait_for_import().await?;
    tabs.to_second().await?;
    let refused = say(language, "errors.conflict")?;
    tabs.visit.browser.find_text("dialog[open] [role='alert'], .toasts", &refused).await?;
    tabs.visit.reload().await?;
    let tag_filter = ".chip[data-add]:has(use[href$='#i-tag'])";
    ensure!(!tabs.visit.browser.is_there(tag_filter).await?, "it was made all the same");
    tabs.visit.browser.fill("input[type='search']", "a2999@example.org").await?;
    tabs.visit.browser.find_text("tbody", "Person A2999").await?;

    tabs.visit.reload().await?;
    tag_everybody(&tabs.visit).await?;
    tabs.visit.wait_until_saved().await?;
    tabs.visit.browser.find(tag_filter).await?;
    tabs.agree_on("3,000", "3,000").await
}

async fn tag_everybody(visit: &Visit) -> Result<()> {
    let language = visit.look.language;
    let change = say(language, "customers.change_listed")?;
    visit.browser.press_text(".listhead button", &change).await?;
    visit.browser.choose("dialog[open] select", "add-tag").await?;
    visit.browser.fill_labelled(&say(language, "customers.tag")?, "spring").await?;
    visit.browser.find_text(".preview", "3,000 will change").await?;
    visit.browser.press(DO_IT).await
}

/// An undo goes back from what its user saw, and from nothing else.
#[tokio::test]
async fn an_undo_while_an_import_stores_takes_nothing_else_back() -> Result<()> {
    let list = lists::customers('A', 20_000, false)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.add_person("Saved before").await?;
    let language = visit.look.language;
    let mut tabs = TwoTabs::open(visit).await?;
    tabs.stop_import_at(&list.path, Moment::Head).await?;
    tabs.visit.browser.press(".bar__undo").await?;
    tabs.visit.browser.find(".saved[data-state='saving']").await?;
    let (tools, worker) = &mut tabs.to_first;
    tools.go_on(worker).await?;
    tabs.visit.browser.find_text(".toasts", &say(language, "errors.conflict")?).await?;
    tabs.agree_on("20,001", "20,000").await
}
