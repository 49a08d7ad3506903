//! The lenses beside the board: every number leads to the customers behind it, and no page has a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;

/// Those in the strip, after the board.
const LENSES: [&str; 10] = [
    "stage",
    "lens.spending-tier",
    "lens.rfm",
    "lens.value-tier",
    "lens.activity",
    "lens.relationship",
    "lens.need",
    "lens.born-in",
    "member",
    "lead-source",
];
const ROWS: &str = "section[aria-labelledby='groups'] tbody tr";

async fn check_every_lens(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    for lens in LENSES {
        browser.press(&format!(".lenses a[href$='/segments/{lens}']")).await?;
        browser.find(&format!(".lenses a[href$='/segments/{lens}'][aria-current='page']")).await?;
        browser.find(ROWS).await?;
        browser.check_accessibility(lens).await?;
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn every_lens_in_english_on_a_desktop() -> Result<()> {
    check_every_lens(Look::PLAIN).await
}

#[tokio::test]
async fn every_lens_in_chinese_on_a_phone() -> Result<()> {
    let phone = Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN };
    check_every_lens(phone).await
}

/// The figure of a group, and how many are listed behind it.
#[tokio::test]
async fn a_number_leads_to_its_customers() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    for (lens, number) in [
        ("lens.relationship", format!("{ROWS}:first-child td a")),
        ("lens.rfm", ".heat tbody tr:first-child td:last-child a".to_owned()),
    ] {
        browser.press(&format!(".lenses a[href$='/segments/{lens}']")).await?;
        let n = browser.text(&number).await?;
        browser.press(&number).await?;
        let lists_them = format!(
            "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
        );
        browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
        visit.go_to("/segments").await?;
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A name of one's own for a tier stands in the table, and undo takes it back.
#[tokio::test]
async fn a_tier_gets_a_name_of_ones_own() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/lens.spending-tier']").await?;
    let last = "section[aria-labelledby='lens-settings'] fieldset:last-of-type input[type='text']";
    browser.fill(last, "Inner circle").await?;
    browser.press("#lens-settings").await?;
    browser.find_text(ROWS, "Inner circle").await?;
    visit.wait_until_saved().await?;
    visit.reload().await?;
    browser.find_text(ROWS, "Inner circle").await?;
    browser.press(".bar__undo").await?;
    let is_gone = format!(
        "return ![...document.querySelectorAll(\"{ROWS}\")].some(row => row.textContent.includes('Inner circle'))"
    );
    browser.wait_until("the name is taken back", &is_gone).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
