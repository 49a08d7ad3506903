//! Which method fits: answers put the methods in an order, with reasons that name them; kept, and overruled by
//! choosing another; in both languages.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size, Theme};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

const FIRST: &str = "[data-recommend='ranked'] > li:first-child";

async fn answer(visit: &Visit, question: &str, answer: &str) -> Result<()> {
    visit.browser.choose(&format!("[data-question='{question}'] select"), answer).await
}

async fn type_figure(visit: &Visit, place: u8, typed: &str) -> Result<()> {
    let field = format!("[data-part='product'] .grid-3 > :nth-child({place}) .input");
    visit.browser.fill(&field, typed).await?;
    visit.browser.type_keys(Key::Tab).await
}

async fn check_page(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.choose_method().await?;
    let browser = &visit.browser;
    ensure!(!browser.is_there("[data-question]").await?, "the questions stand open");
    browser.press(".recommend > summary").await?;
    let nothing = say(look.language, "recommend.nothing_yet")?;
    browser.find_text("[data-recommend='nothing']", &nothing).await?;

    answer(&visit, "explaining", "little").await?;
    answer(&visit, "emotion", "much").await?;
    browser.find(&format!("{FIRST}[data-method='activity']")).await?;
    let feeling = if look.language == Language::Chinese { "感受" } else { "Feeling" };
    browser.find_text(&format!("{FIRST} [data-side='plus'] b"), feeling).await?;

    // Whoever is chosen is read, and two together are offered.
    answer(&visit, "whom", "class.bee").await?;
    browser.find("[data-recommend='people'] a[href*='/segments/portrait?']").await?;
    answer(&visit, "repeat", "often").await?;
    answer(&visit, "season", "quiet").await?;
    browser.find("[data-pair='draw-for-members']").await?;

    // A very high price and margin decide for no event.
    type_figure(&visit, 1, "200000").await?;
    type_figure(&visit, 2, "60").await?;
    browser.find(&format!("{FIRST}[data-method='no-event'] a[href$='/calls']")).await?;
    browser.check_look("the methods in order").await?;

    // All of it is there after a reload; typing rests before it is kept.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find(&format!("{FIRST}[data-method='no-event']")).await?;

    // What was recommended binds nobody.
    browser.press("[data-pair='draw-for-members'] .btn").await?;
    visit.wait_for_step("goal").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_questions_in_english_on_a_desktop() -> Result<()> {
    check_page(Look::PLAIN).await
}

#[tokio::test]
async fn the_questions_in_chinese_on_a_phone_in_the_dark() -> Result<()> {
    check_page(Look { language: Language::Chinese, size: Size::Phone, theme: Theme::Dark }).await
}
