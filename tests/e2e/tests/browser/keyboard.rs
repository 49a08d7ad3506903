//! Shortcuts in the middle of typing: nothing typed is lost and nothing breaks.

use anyhow::{Result, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

async fn press_alt_and(visit: &Visit, arrow: Key) -> Result<()> {
    let keys = visit.browser.driver.action_chain().key_down(Key::Alt).send_keys(arrow);
    Ok(keys.key_up(Key::Alt).perform().await?)
}

/// Alt and an arrow leave the step while a number is being typed into it.
#[tokio::test]
async fn a_step_is_left_by_keyboard_in_the_middle_of_a_number() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.begin_event("Tea in May").await?;
    while visit.step().await? != "when" {
        visit.next_step().await?;
    }
    let seats = say(visit.look.language, "events.seats")?;
    for (typed, after) in [("12 x", "budget"), ("123", "budget")] {
        browser.fill_labelled(&seats, typed).await?;
        press_alt_and(&visit, Key::Right).await?;
        visit.wait_for_step(after).await?;
        press_alt_and(&visit, Key::Left).await?;
        visit.wait_for_step("when").await?;
        ensure!(!browser.is_there("#stopped").await?, "the page has stopped at {typed}");
    }
    let kept =
        "return [...document.querySelectorAll('main input')].some((it) => it.value === '123')";
    browser.wait_until("the number typed is kept", kept).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
