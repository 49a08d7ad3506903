//! The class in a sentence: what is known of each and what is not stands in the words of the card.

use std::path::Path;

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use tempfile::TempDir;

const STORY: &str = "#drawer section[aria-labelledby='drawer-class'] > p";

async fn check(visit: &Visit, name: &str, story: &[&str]) -> Result<()> {
    let browser = &visit.browser;
    visit.open(&format!("customers?f=name:contains:{name}")).await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.find_text("#drawer h2", name).await?;
    for words in story {
        browser.find_text(STORY, words).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_lead_is_told_by_what_is_known_of_it() -> Result<()> {
    let folder = TempDir::new()?;
    let path = Path::new(folder.path()).join("leads.csv");
    std::fs::write(&path, "customer_id,name,purchasing power\n1,Ann,80\n2,Bo,20\n3,Cy,\n")?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let word = |key: &str| say(visit.look.language, key);
    visit.import(&path.to_string_lossy()).await?;
    check(&visit, "Ann", &[&word("customers.lead_high_unknown")?]).await?;
    check(&visit, "Bo", &[&word("customers.lead_low_unknown")?]).await?;
    check(&visit, "Cy", &[&word("customers.lead_unknown_unknown")?]).await?;
    ensure!(visit.browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Five have bought, on days of one month. Ann spent most and was silent longest; Bo bought three times,
/// last of all.
#[tokio::test]
async fn a_buyer_is_told_by_what_speaks_for_and_against() -> Result<()> {
    let folder = TempDir::new()?;
    let path = Path::new(folder.path()).join("orders.csv");
    let orders = "customer_id,name,order_date,amount\n1,Ann,2025-01-01,900\n2,Bo,2025-01-11,1\n\
                  2,Bo,2025-01-21,1\n2,Bo,2025-01-31,1\n3,Cy,2025-01-04,200\n4,Di,2025-01-05,300\n\
                  5,Ed,2025-01-06,400\n";
    std::fs::write(&path, orders)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.import(&path.to_string_lossy()).await?;
    // Four of five spent less; nothing was bought again.
    check(&visit, "Ann", &["Spends more than 80", ", but has bought only once."]).await?;
    // Two times again; all four others spent more.
    check(&visit, "Bo", &["Has come back 2 times, but spends less than 80"]).await?;
    ensure!(visit.browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
