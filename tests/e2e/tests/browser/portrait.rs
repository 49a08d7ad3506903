//! A portrait tells who some people are against all others: reached from the board, a lens and the
//! customer list, counted as these count, and there again after a reload.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;

const COUNT: &str = ".rule__count";
const PARTS: &str = ".portrait__part";

/// The beginning of "226 people, …".
async fn counted(visit: &Visit) -> Result<String> {
    visit.browser.find(PARTS).await?;
    let text = visit.browser.text(COUNT).await?;
    Ok(text.split(' ').next().unwrap_or_default().to_owned())
}

/// From the board to the portrait of the class that stands open.
async fn open_portrait_of_bees(visit: &Visit) -> Result<()> {
    visit.go_to("/segments").await?;
    visit.browser.press("#playbook-tab-bee").await?;
    visit.browser.press(".playbook a[href*='/segments/portrait?f=class']").await?;
    visit.browser.find(PARTS).await?;
    Ok(())
}

#[tokio::test]
async fn the_portrait_of_a_class_is_told_in_words_pairs_and_tables() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    open_portrait_of_bees(&visit).await?;
    let n = counted(&visit).await?;
    browser.find(".pairs .pairbar").await?;
    // By what they were chosen is no finding.
    browser.find_text(PARTS, "chosen by this").await?;
    visit.reload().await?;
    ensure!(counted(&visit).await? == n);

    browser.press(".portrait__switch label:last-child").await?;
    browser.find_text(".portrait__part thead th", "All customers").await?;
    ensure!(!browser.is_there(".pairs").await?, "pictures and tables at once");

    // As many as the list shows.
    browser.press(".head a[href*='/customers?']").await?;
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
    // And back from there: the list is the same people.
    browser.press(".listhead a[href*='/segments/portrait?']").await?;
    ensure!(counted(&visit).await? == n);

    // Others are chosen on the spot.
    browser.choose(".picker select", "class.mantis").await?;
    browser.find_text("h1", "Mantis").await?;
    let others =
        format!("return !document.querySelector('{COUNT}').textContent.startsWith('{n} ')");
    browser.wait_until("others are counted", &others).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What a group of a lens and a saved segment are like is one press away.
#[tokio::test]
async fn groups_and_saved_segments_have_portraits() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/member']").await?;
    let group = "section[aria-labelledby='groups'] tbody tr:first-child";
    let n = browser.text(&format!("{group} td a")).await?;
    browser.press(&format!("{group} a[href*='/segments/portrait?']")).await?;
    ensure!(counted(&visit).await? == n);
    // In the sample, members are told apart by more than chance.
    browser.find_text(".portrait__said li", "points").await?;

    browser.press(".lenses a[href$='/segments/groups']").await?;
    browser.press(".empty a[href$='/segments/groups/new']").await?;
    browser
        .fill("section[aria-labelledby='about-segment'] input[type='text']", "All of us")
        .await?;
    browser
        .press("section[aria-labelledby='about-segment'] + .row button[data-variant='primary']")
        .await?;
    visit.wait_until_saved().await?;
    browser.press("main a.btn[href*='/segments/portrait?f=segment']").await?;
    browser.find_text("h1", "All of us").await?;
    // Everybody is in it, so there is nobody to be held against.
    browser.find_text(".note", "no others").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn check_looks(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/portrait']").await?;
    browser.find(".picker select").await?;
    browser.check_accessibility("whose portrait").await?;
    open_portrait_of_bees(&visit).await?;
    browser.check_look("a portrait in pictures").await?;
    browser.press(".portrait__switch label:last-child").await?;
    browser.find(".portrait__part table").await?;
    browser.check_look("a portrait in tables").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn portraits_in_english_on_a_desktop() -> Result<()> {
    check_looks(Look::PLAIN).await
}

#[tokio::test]
async fn portraits_in_chinese_on_a_phone() -> Result<()> {
    check_looks(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
