//! How to split a budget: channels typed or taken from past events, curves, the split with its reasons, kept;
//! in both languages, and without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Browser, Language, Look, Size, Theme};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const PAGE: &str = "forecast/budget";
const KNOWN: &str = "section[aria-labelledby='h-budget-known']";
const SPLIT: &str = "section[aria-labelledby='h-budget-split']";
const CURVES: &str = "section[aria-labelledby='h-budget-curves']";
const NONE: &str = "[data-budget='none']";

/// Spending and results on a curve that levels off at about 100.
const POINTS: [(&str, &str); 4] = [("500", "33"), ("1000", "50"), ("2000", "67"), ("4000", "80")];

async fn fill(browser: &Browser, field: &str, typed: &str) -> Result<()> {
    browser.fill(&format!("{field} .input"), typed).await?;
    browser.type_keys(Key::Tab).await
}

fn channel(place: u8) -> String {
    format!("[data-channel='{place}']")
}

/// A figure opens its reasons, and Escape leads back.
async fn look_at_reasons(visit: &Visit, figure: &str) -> Result<()> {
    let browser = &visit.browser;
    browser.press(figure).await?;
    browser.find("dialog[open] .reason__value").await?;
    let formula = say(visit.look.language, "forecast.why_formula")?;
    browser.find_text("dialog[open] h3", &formula).await?;
    browser.type_keys(Key::Escape).await?;
    let is_closed = "return !document.querySelector('dialog[open]')";
    browser.wait_until("the reasons are closed", is_closed).await
}

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open(PAGE).await?;
    let browser = &visit.browser;
    browser.find(".lenses a[href$='/forecast/budget'][aria-current='page']").await?;
    let too_few = say(look.language, "budget.too_few_channels")?;
    browser.find_text(NONE, &too_few).await?;
    browser.check_accessibility("no channel yet").await?;

    // A channel from points, and one that has too few of them until a belief is given.
    let add = format!("{KNOWN} > .row .btn:first-child");
    browser.press(&add).await?;
    let first = channel(0);
    fill(browser, &format!("{first} .promise__terms > :nth-child(1)"), "Posts").await?;
    for (place, (spend, result)) in POINTS.into_iter().enumerate() {
        let point = format!("{first} [data-point='{place}']");
        fill(browser, &format!("{point} > :nth-child(1)"), spend).await?;
        fill(browser, &format!("{point} > :nth-child(2)"), result).await?;
    }
    browser.press(&add).await?;
    fill(browser, "[data-part='budget'] > :nth-child(1)", "6000").await?;
    let few = say(look.language, "budget.too_few_amounts")?;
    browser.find_text(NONE, &few).await?;
    let second = channel(1);
    browser.press(&format!("{second} .segmented label:nth-child(2)")).await?;
    for (place, typed) in [(4, "1000"), (5, "20-30"), (6, "60-80")] {
        let field = format!("{second} .promise__terms > :nth-child({place})");
        fill(browser, &field, typed).await?;
    }

    browser.find("[data-budget='found']").await?;
    browser.find(&format!("{SPLIT} tbody tr:nth-child(2)")).await?;
    for place in 0..2 {
        let curve = format!("{CURVES} [data-curve='{place}'] svg[role='img'] .threshold-dot");
        browser.find(&curve).await?;
    }
    browser.check_accessibility("the split").await?;
    browser.check_width("the split").await?;
    for place in 1..=3 {
        look_at_reasons(&visit, &format!("{SPLIT} dl > :nth-child({place}) .why")).await?;
    }
    look_at_reasons(&visit, &format!("{SPLIT} tbody tr:nth-child(1) .why")).await?;

    // All of it is there after a reload; typing rests before it is kept.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find("[data-budget='found']").await?;

    // The sample's past events become a channel of their method.
    browser.press(&format!("{KNOWN} > .row .btn:nth-child(2)")).await?;
    browser.find(&channel(2)).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_page_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn the_page_in_chinese_on_a_phone_in_the_dark() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, theme: Theme::Dark }).await
}
