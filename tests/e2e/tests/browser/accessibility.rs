//! axe-core finds no violation on any page, empty or full, light or dark, in either language.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size, Theme};
use meadow_e2e::plan_steps::STEPS;
use meadow_e2e::site::fixture;
use meadow_e2e::visit::Visit;

const PLACES: [&str; 7] =
    ["/", "/customers", "/segments", "/forecast", "/events", "/import", "/settings"];

#[tokio::test]
async fn empty_on_a_desktop_in_english() -> Result<()> {
    check_empty(Look::PLAIN).await
}

#[tokio::test]
async fn empty_on_a_phone_in_chinese() -> Result<()> {
    check_empty(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

#[tokio::test]
async fn full_on_a_desktop_in_chinese() -> Result<()> {
    check_full(Look { language: Language::Chinese, ..Look::PLAIN }).await
}

#[tokio::test]
async fn full_on_a_phone_in_english() -> Result<()> {
    check_full(Look { size: Size::Phone, ..Look::PLAIN }).await
}

async fn check_empty(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let mut faults = Vec::new();
    for place in PLACES {
        visit.go_to(place).await?;
        check_both_themes(&visit, place, &mut faults).await?;
    }
    visit.open("events/new").await?;
    check_both_themes(&visit, "the choice of a method", &mut faults).await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

async fn check_full(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    let mut faults = Vec::new();
    for place in PLACES {
        visit.go_to(place).await?;
        match place {
            "/customers" => {
                browser.press("tbody tr[aria-rowindex='2']").await?;
                browser.find("#drawer-class").await?;
            }
            "/import" => {
                let file = fixture("both_bilingual.csv")?;
                browser.choose_file("main input[type='file']", &file).await?;
                browser.find("section[aria-labelledby='check'] dl").await?;
            }
            "/forecast" => {
                browser.find("main .grade").await?;
            }
            "/segments" => {
                browser.find("[data-cut='loyalty']").await?;
            }
            _ => {}
        }
        check_both_themes(&visit, place, &mut faults).await?;
        if place == "/customers" {
            browser.press("#drawer .drawer__head button").await?;
        }
    }
    visit.begin_event("Spring afternoon").await?;
    for step in STEPS {
        if step != STEPS[0] {
            visit.next_step().await?;
        }
        check_both_themes(&visit, step, &mut faults).await?;
    }
    visit.save_plan().await?;
    check_both_themes(&visit, "the plan", &mut faults).await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// Notes what axe-core finds, so that one run tells of every page.
async fn check_both_themes(visit: &Visit, page: &str, faults: &mut Vec<String>) -> Result<()> {
    visit.browser.find("main h1").await?;
    for theme in [Theme::Light, Theme::Dark] {
        visit.browser.wear(Look { theme, ..visit.look }).await?;
        if let Err(fault) = visit.browser.check_accessibility(&format!("{page}, {theme:?}")).await {
            faults.push(fault.to_string());
        }
    }
    Ok(())
}
