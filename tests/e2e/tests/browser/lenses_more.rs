//! The lenses behind "More": whatever else groups people is a page without a fault, in both languages.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;

const ROWS: &str = "section[aria-labelledby='groups'] tbody tr";

/// A place, words that are read in either language, words as they stand, a field of the user's own.
const MORE: [&str; 4] = ["region", "sex", "occupation", "field.breed"];

async fn check_more(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    visit.open_sample().await?;
    let mut faults = Vec::new();
    for lens in MORE {
        visit.open(&format!("segments/{lens}")).await?;
        browser.find(ROWS).await?;
        visit.check_both_themes(lens, &mut faults).await?;
    }
    // Only once it is said is there a target age.
    visit.open("segments/lens.target-age").await?;
    browser.fill_labelled(&word("lenses.age_from")?, "30").await?;
    browser.press("#lens-settings").await?;
    browser.find(&format!("{ROWS}:nth-child(2)")).await?;
    visit.check_both_themes("lens.target-age", &mut faults).await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn further_lenses_in_english_on_a_desktop() -> Result<()> {
    check_more(Look::PLAIN).await
}

#[tokio::test]
async fn further_lenses_in_chinese_on_a_phone() -> Result<()> {
    check_more(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}
