//! What prizes and gifts may cost, and how far word of mouth goes: asked, told with reasons, kept; in both
//! languages, and without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Browser, Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const PAGE: &str = "forecast/prizes";
const COST: &str = "section[aria-labelledby='h-prizes-cost']";
const REGISTER: &str = "section[aria-labelledby='h-prizes-register']";
const GROWTH: &str = "section[aria-labelledby='h-prizes-growth']";
const NONE: &str = "[data-prizes='none']";

async fn open_page(look: Look) -> Result<Visit> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open(PAGE).await?;
    visit.browser.find(".lenses a[href$='/forecast/prizes'][aria-current='page']").await?;
    visit.browser.find("[data-part='heads'] .input").await?;
    Ok(visit)
}

async fn fill(browser: &Browser, field: &str, typed: &str) -> Result<()> {
    browser.fill(&format!("{field} .input"), typed).await?;
    browser.type_keys(Key::Tab).await
}

/// The field at this place of a group of them, from 1.
fn field(group: &str, place: u8) -> String {
    format!("{group} > :nth-child({place})")
}

async fn promise(browser: &Browser, kind: &str) -> Result<String> {
    let row = format!("[data-offer='{kind}']");
    browser.press(&format!("{row} input[type='checkbox']")).await?;
    browser.find(&format!("{row} .promise__terms .input")).await?;
    Ok(format!("{row} .promise__terms"))
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
    let visit = open_page(look).await?;
    let browser = &visit.browser;
    browser.find(NONE).await?;
    browser.find("[data-growth='none']").await?;
    browser.check_accessibility("nothing promised yet").await?;

    // A draw for heads typed.
    let heads = "[data-part='heads']";
    fill(browser, &field(heads, 1), "80-200").await?;
    promise(browser, "Draw").await?;
    let kind = "[data-kind='0']";
    fill(browser, &field(kind, 1), "10").await?;
    // Without a cost nothing is told, and the page says what it wants.
    let name = say(look.language, "prizes.draw")?;
    browser.find_text(NONE, &name).await?;
    fill(browser, &field(kind, 2), "50").await?;
    browser.find(&format!("{COST} tr[data-cost='Draw'] .why")).await?;
    browser.find("[data-ceiling='under']").await?;

    // A voucher for everybody has no worst case until somebody sets a limit.
    let voucher = promise(browser, "Voucher").await?;
    fill(browser, &field(&voucher, 1), "30").await?;
    fill(browser, &field(&voucher, 2), "15-40").await?;
    browser.find(&format!("{COST} tr[data-cost='Voucher'] .why")).await?;
    browser.find(&format!("{COST} .note[data-tone='warn']")).await?;
    fill(browser, &field(heads, 2), "200").await?;
    let is_limited = format!("return !document.querySelector(\"{COST} .note\")");
    browser.wait_until("the worst case is told", &is_limited).await?;
    fill(browser, &field(heads, 3), "1500").await?;
    browser.find(&format!("{COST} svg[role='img'] .bar")).await?;
    browser.find(&format!("{COST} dl > :nth-child(5) .why")).await?;
    browser.check_accessibility("what prizes may cost").await?;
    browser.check_width("what prizes may cost").await?;
    for place in 1..=5 {
        look_at_reasons(&visit, &format!("{COST} dl > :nth-child({place}) .why")).await?;
    }
    look_at_reasons(&visit, &format!("{COST} tr[data-cost='Voucher'] .why")).await?;

    // Too dear for the law of the sample's currency.
    fill(browser, &field(kind, 2), "60000").await?;
    browser.find("[data-ceiling='over'] .note").await?;
    browser.check_accessibility("a prize too dear").await?;

    // The register of a draw: foretold, then counted, then counted wrongly.
    let register = "[data-part='register']";
    browser.find("[data-register='none']").await?;
    fill(browser, &field(register, 2), "100").await?;
    browser.find(&format!("{REGISTER} [data-register='found']")).await?;
    browser.find(&format!("{REGISTER} tbody tr:nth-child(3)")).await?;
    fill(browser, &field(register, 3), "60").await?;
    fill(browser, &field(register, 4), "12").await?;
    browser.find_text(&format!("{REGISTER} dl > :nth-child(2) .why"), "12").await?;
    look_at_reasons(&visit, &format!("{REGISTER} dl > :nth-child(1) .why")).await?;
    look_at_reasons(&visit, &format!("{REGISTER} tbody tr:nth-child(2) .why")).await?;
    browser.check_accessibility("what the register says").await?;
    browser.check_width("what the register says").await?;
    fill(browser, &field(register, 3), "120").await?;
    browser.find("[data-register='none'] .note[data-tone='warn']").await?;

    // Word of mouth, first good, then bad as well.
    let growth = "[data-part='growth']";
    fill(browser, &field(growth, 1), "20").await?;
    fill(browser, &field(growth, 2), "8").await?;
    fill(browser, &field(growth, 4), "2-8").await?;
    browser.find(&format!("{GROWTH} [data-growth='found']")).await?;
    browser.find(&format!("{GROWTH} tbody tr:nth-child(6)")).await?;
    let bad_word = "[data-part='bad-word']";
    fill(browser, &field(bad_word, 1), "5-15").await?;
    browser.find("[data-growth='none']").await?;
    fill(browser, &field(bad_word, 2), "20").await?;
    fill(browser, &field(bad_word, 3), "1-5").await?;
    browser.find(&format!("{GROWTH} dl > :nth-child(6)")).await?;
    look_at_reasons(&visit, &format!("{GROWTH} dl > :nth-child(1) .why")).await?;
    browser.check_accessibility("how far word of mouth goes").await?;
    browser.check_width("how far word of mouth goes").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_page_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn the_page_in_chinese_on_a_phone() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

/// With the heads of the forecast its missing rates are asked for; what is typed is there again.
#[tokio::test]
async fn the_forecast_gives_the_heads_and_what_is_typed_stays() -> Result<()> {
    let visit = open_page(Look::PLAIN).await?;
    let browser = &visit.browser;
    let gifts = promise(browser, "Gifts").await?;
    browser.find(&format!("{gifts} .select")).await?;
    fill(browser, &field(&gifts, 2), "25").await?;
    fill(browser, &field(&gifts, 3), "8").await?;
    let n_asked = browser.run("return document.querySelectorAll('.missing .input').length").await?;
    for (place, range) in
        (1..=n_asked.as_u64().unwrap_or_default()).zip(["20-35", "60-80", "25-45"])
    {
        browser.fill(&format!(".missing > :nth-child({place}) .input"), range).await?;
        browser.type_keys(Key::Tab).await?;
    }
    browser.find(&format!("{COST} tr[data-cost='Gifts'] .why")).await?;
    // Kept once typing has rested.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find(&format!("{COST} tr[data-cost='Gifts'] .why")).await?;
    let is_back = format!("return document.querySelector(\"{gifts} .input\")?.value === '25'");
    browser.wait_until("what was typed is back", &is_back).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
