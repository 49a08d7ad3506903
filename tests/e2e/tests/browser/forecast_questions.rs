//! The pages of the forecast: how bad it can get and what moves it, whom to invite; in both languages, and
//! without a fault.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

/// The rates that nobody has published, in the order of the note that asks for them.
const RANGES: [&str; 3] = ["20-35", "60-80", "25-45"];

/// The sample at a question of the forecast, with every rate that is asked for given a range.
async fn ask(look: Look, question: &str) -> Result<Visit> {
    let visit = Visit::begin(look).await?;
    visit.open_sample().await?;
    visit.open(&format!("forecast{question}")).await?;
    let browser = &visit.browser;
    browser.find("aside .belief, aside .segmented").await?;
    Ok(visit)
}

async fn give_missing_rates(visit: &Visit) -> Result<()> {
    let browser = &visit.browser;
    let n_asked = browser.run("return document.querySelectorAll('.missing .input').length").await?;
    let n_asked = n_asked.as_u64().unwrap_or_default();
    for (place, range) in (1..=n_asked).zip(RANGES) {
        browser.fill(&format!(".missing > :nth-child({place}) .input"), range).await?;
        browser.type_keys(Key::Tab).await?;
    }
    Ok(())
}

async fn check_risk(look: Look) -> Result<()> {
    let visit = ask(look, "").await?;
    let browser = &visit.browser;
    browser.find("section[aria-labelledby='h-risk'] tbody tr:nth-child(2) .why").await?;
    browser.find("section[aria-labelledby='h-movers'] svg[role='img'] .bar").await?;
    browser.find("section[aria-labelledby='h-movers'] tbody tr .why").await?;
    browser.find("section[aria-labelledby='h-one-more'] tbody tr .why").await?;
    browser.check_accessibility("the risk of an event").await?;
    browser.check_width("the risk of an event").await?;
    let all_open = "
        const cells = (css) => document.querySelectorAll(
            `section[aria-labelledby='h-unit'] tbody ${css}`
        ).length;
        return cells('td') === 12 && cells('td .why') === 12;";
    ensure!(browser.run(all_open).await? == true, "a cost per customer has no reasons");
    // Every figure gives its reasons.
    for section in ["h-risk", "h-movers", "h-one-more", "h-unit"] {
        browser.press(&format!("section[aria-labelledby='{section}'] tbody .why")).await?;
        browser.find("dialog[open] .reason__value").await?;
        let formula = say(look.language, "forecast.why_formula")?;
        browser.find_text("dialog[open] h3", &formula).await?;
        browser.type_keys(Key::Escape).await?;
        let is_closed = "return !document.querySelector('dialog[open]')";
        browser.wait_until("the reasons are closed", is_closed).await?;
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn how_bad_it_can_get_in_english_on_a_desktop() -> Result<()> {
    check_risk(Look::PLAIN).await
}

#[tokio::test]
async fn how_bad_it_can_get_in_chinese_on_a_phone() -> Result<()> {
    check_risk(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

/// The seats move the profit of those with a seat, and only that.
#[tokio::test]
async fn seats_count_where_only_guests_with_a_seat_order() -> Result<()> {
    let visit = ask(Look::PLAIN, "").await?;
    let browser = &visit.browser;
    give_missing_rates(&visit).await?;
    browser.find("[data-part='curve-caption']").await?;
    let seats = say(Look::PLAIN.language, "forecast.seats")?;
    let profit = |place: u8| {
        let list = "section[aria-labelledby='h-profit'] dl";
        format!("document.querySelector(\"{list} > :nth-child({place}) dd\")?.innerText")
    };
    let (all, seated) = (profit(2), profit(3));
    browser.fill_labelled(&seats, "50000").await?;
    browser.type_keys(Key::Tab).await?;
    let is_alike = format!("return !!{all} && {all} === {seated}");
    browser.wait_until("everybody has a seat", &is_alike).await?;
    browser.fill_labelled(&seats, "5").await?;
    browser.type_keys(Key::Tab).await?;
    let is_apart = format!("return !!{seated} && {all} !== {seated}");
    browser.wait_until("five have a seat", &is_apart).await?;
    // The title and the question for the number of invitations say so too.
    let names_seats = "return /\\b5 seats/.test(document.querySelector('h1')?.innerText)
        && /\\b5 seats/.test(document.querySelector('.ask .fine')?.innerText)";
    browser.wait_until("the seats are in the title", names_seats).await?;
    for figure in [
        "section[aria-labelledby='h-profit'] dl > :nth-child(3) .why",
        "section[aria-labelledby='h-funnel'] .figcap > .why",
    ] {
        browser.press(figure).await?;
        browser.find("dialog[open] .reason__value").await?;
        browser.type_keys(Key::Escape).await?;
        let is_closed = "return !document.querySelector('dialog[open]')";
        browser.wait_until("the reasons are closed", is_closed).await?;
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Where no room is chosen, any can be tried, also one of the seats the lever once stood at.
#[tokio::test]
async fn a_room_can_be_tried_where_none_is_chosen() -> Result<()> {
    let visit = ask(Look::PLAIN, "").await?;
    let browser = &visit.browser;
    give_missing_rates(&visit).await?;
    let seats = say(Look::PLAIN.language, "forecast.seats")?;
    browser.fill_labelled(&seats, "5").await?;
    browser.type_keys(Key::Backspace).await?;
    browser.type_keys(Key::Tab).await?;
    let lever = "section[aria-labelledby='h-whatif'] > div:nth-of-type(2) > :nth-child(3)";
    let none = say(Look::PLAIN.language, "forecast.seats_none")?;
    browser.find_text(&format!("{lever} output"), &none).await?;
    let try_seats = format!(
        "const lever = document.querySelector(\"{lever} input\");
        lever.value = 100;
        for (const kind of ['input', 'change']) lever.dispatchEvent(new Event(kind, {{ bubbles: true }}))"
    );
    browser.run(&try_seats).await?;
    browser.find_text(&format!("{lever} output"), "100").await?;
    let reset = say(Look::PLAIN.language, "forecast.reset")?;
    browser.press_text("section[aria-labelledby='h-whatif'] button", &reset).await?;
    browser.find_text(&format!("{lever} output"), &none).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A margin moves no orders: whatever the inputs become, as many stand on both sides of the arrow.
#[tokio::test]
async fn what_is_tried_is_compared_with_the_inputs_as_they_are_now() -> Result<()> {
    let visit = ask(Look::PLAIN, "").await?;
    let browser = &visit.browser;
    give_missing_rates(&visit).await?;
    browser.find("section[aria-labelledby='h-risk'] tbody tr .why").await?;
    let move_margin = "
        const lever = document.querySelector(
            `section[aria-labelledby='h-whatif'] > div:nth-of-type(2) > :nth-child(2) input`
        );
        lever.value = lever.valueAsNumber > 50 ? 40 : 60;
        for (const kind of ['input', 'change']) lever.dispatchEvent(new Event(kind, { bubbles: true }))";
    browser.run(move_margin).await?;
    let orders = "
        const said = document.querySelector(`section[aria-labelledby='h-whatif'] > [role='status']`);
        const [, before, now] = said?.innerText.match(/([\\d,.]*\\d) → ([\\d,.]*\\d)/) ?? [];
        const first = window.ordersAtFirst;";
    let is_compared =
        format!("{orders} window.ordersAtFirst = before; return !!before && before === now");
    browser.wait_until("the margin is compared", &is_compared).await?;
    browser.fill("aside .beliefs > :nth-child(2) .input", "80-90").await?;
    browser.type_keys(Key::Tab).await?;
    let is_anew = format!("{orders} return !!before && before !== first && before === now");
    browser.wait_until("both sides have the new range", &is_anew).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

async fn check_whom(look: Look) -> Result<()> {
    let visit = ask(look, "/invitations").await?;
    let browser = &visit.browser;
    browser.find(".lenses a[href$='/forecast/invitations'][aria-current='page']").await?;
    let phone = "[data-channel='Phone']";
    let has_phone = browser.is_there(&format!("{phone} .field .input")).await?;
    if !has_phone {
        browser.press(&format!("{phone} input[type='checkbox']")).await?;
    }
    // Without a cost there is no plan, and the page says so.
    browser.fill(&format!("{phone} .field .input"), "").await?;
    browser.type_keys(Key::Tab).await?;
    browser.find("[data-plan='none']").await?;
    browser.check_accessibility("whom to invite, no plan").await?;
    // What every chosen channel costs.
    let channels = browser
        .run(
            "return [...document.querySelectorAll('[data-channel]')]
                .filter((row) => row.querySelector('.field .input'))
                .map((row) => row.dataset.channel)",
        )
        .await?;
    for channel in channels.as_array().into_iter().flatten().filter_map(|name| name.as_str()) {
        browser.fill(&format!("[data-channel='{channel}'] .field .input"), "3").await?;
        browser.type_keys(Key::Tab).await?;
    }
    give_missing_rates(&visit).await?;
    browser.find("section[aria-labelledby='h-whom-plan'] tbody tr").await?;
    browser.find("section[aria-labelledby='h-whom-prices']").await?;
    browser.find("section[aria-labelledby='h-whom-even'] tbody tr:nth-child(2)").await?;
    browser.check_accessibility("whom to invite").await?;
    // Words are longest in English, and the window narrowest on a phone; pictures follow a moment later.
    let fits = "const page = document.documentElement; return page.scrollWidth <= page.clientWidth";
    browser.wear(Look { size: Size::Phone, ..look }).await?;
    browser.wait_until("whom to invite fits a phone", fits).await?;
    browser.wear(look).await?;
    browser.wait_until("whom to invite fits its window again", fits).await?;
    check_whom_outcome(&visit, look.language).await?;

    // The plan becomes the forecast's own inputs.
    let n_invited = "[...document.querySelectorAll('[data-invited]')]
        .reduce((sum, row) => sum + Number(row.dataset.invited), 0)";
    let is_some = format!("return {n_invited} > 0");
    if browser.run(&is_some).await?.as_bool() == Some(true) {
        let n = browser.run(&format!("return {n_invited}")).await?;
        browser.press(".head button[data-variant='primary']").await?;
        browser.find(".lenses a[href$='/forecast'][aria-current='page']").await?;
        let is_taken = format!(
            "return Number(document.querySelector(
                \"section[aria-labelledby='h-groups'] tfoot th\"
             )?.innerText.replace(/[^0-9]/g, '')) === {n}"
        );
        browser.wait_until("the forecast invites as the plan does", &is_taken).await?;
    }
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What the plan brings: two pictures, the chance of the goal, and reasons for the figures.
async fn check_whom_outcome(visit: &Visit, language: Language) -> Result<()> {
    let browser = &visit.browser;
    for picture in ["orders", "profit"] {
        let bars = format!("[data-picture='{picture}'] svg[role='img'] rect");
        browser.find(&bars).await?;
    }
    let goal = say(language, "forecast.chance_of_goal")?;
    browser.find_text("[data-picture='orders'] dt", &goal).await?;
    let formula = say(language, "forecast.why_formula")?;
    let figures = [
        "section[aria-labelledby='h-whom-outcome'] [data-picture='orders'] dd .why",
        "section[aria-labelledby='h-whom-outcome'] [data-picture='profit'] dd .why",
        "section[aria-labelledby='h-whom-plan'] tbody .why",
        "section[aria-labelledby='h-whom-even'] tbody .why",
    ];
    for figure in figures {
        browser.press(figure).await?;
        browser.find("dialog[open] .reason__value").await?;
        browser.find_text("dialog[open] h3", &formula).await?;
        browser.type_keys(Key::Escape).await?;
        let is_closed = "return !document.querySelector('dialog[open]')";
        browser.wait_until("the reasons are closed", is_closed).await?;
    }
    Ok(())
}

#[tokio::test]
async fn whom_to_invite_in_english_on_a_desktop() -> Result<()> {
    check_whom(Look::PLAIN).await
}

#[tokio::test]
async fn whom_to_invite_in_chinese_on_a_phone() -> Result<()> {
    check_whom(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

async fn check_rests_on_you(look: Look) -> Result<()> {
    let visit = ask(look, "").await?;
    let browser = &visit.browser;
    browser.find("section[aria-labelledby='h-risk'] tbody tr .why").await?;
    let note = "[data-part='rests-on']";
    ensure!(!browser.is_there(note).await?, "the sample's own events tell its rates");
    // The first group gets a range of its own, of which no event tells.
    browser.fill("aside .beliefs > :nth-child(2) .input", "20-35").await?;
    browser.type_keys(Key::Tab).await?;
    let rests_on_you = say(look.language, "whom.rests_on_you")?;
    browser.find_text(note, &rests_on_you).await?;
    browser.check_accessibility("a result that rests on a range").await?;
    // Typing rests before it is kept.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    visit.reload().await?;
    browser.find_text(note, &rests_on_you).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_result_says_that_it_rests_on_a_range_also_after_a_reload() -> Result<()> {
    check_rests_on_you(Look::PLAIN).await
}

#[tokio::test]
async fn a_result_says_so_in_chinese_on_a_phone() -> Result<()> {
    check_rests_on_you(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

async fn check_money_basis(look: Look) -> Result<()> {
    let visit = ask(look, "").await?;
    let browser = &visit.browser;
    let basis = "section[aria-labelledby='h-profit'] [data-part='money-basis']";
    // Own orders and products, a published contingency, and the guide's amounts that nobody quoted.
    for origin in ["own", "cited", "assumption"] {
        browser.find(&format!("{basis} .grade[data-origin='{origin}']")).await?;
    }
    browser.check_accessibility("what the profit rests on").await?;
    browser.check_width("what the profit rests on").await?;
    // What is typed is no longer marked.
    let marks = "return document.querySelectorAll(\".inputs [data-part='money-mark']\").length";
    let n_marks = browser.run(marks).await?.as_u64().unwrap_or_default();
    ensure!(n_marks > 2, "{n_marks} inputs say where they come from");
    browser.fill_labelled(&say(look.language, "forecast.margin")?, "35").await?;
    browser.type_keys(Key::Tab).await?;
    browser.wait_until("the margin is said", &format!("{marks} === {}", n_marks - 1)).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn money_says_where_it_comes_from_in_english_on_a_desktop() -> Result<()> {
    check_money_basis(Look::PLAIN).await
}

#[tokio::test]
async fn money_says_where_it_comes_from_in_chinese_on_a_phone() -> Result<()> {
    check_money_basis(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

/// A first sketch stands before the run of all events has ended: seen by watching, not by the clock.
#[tokio::test]
async fn figures_follow_a_change_before_the_run_has_ended() -> Result<()> {
    let visit = ask(Look::PLAIN, "").await?;
    let browser = &visit.browser;
    browser.find("section[aria-labelledby='h-profit'] dl .why").await?;
    let is_at_rest = "return !document.querySelector('.runs[data-running]')";
    browser.wait_until("the first run has ended", is_at_rest).await?;
    // The expected profit: what an order leaves would need no run.
    let watch = "
        const profit = () => document.querySelector(
            \"section[aria-labelledby='h-profit'] dl > :nth-child(2) dd\"
        )?.innerText;
        const before = profit();
        window.hasFollowed = false;
        new MutationObserver(() => {
            const isRunning = document.querySelector('.runs[data-running]');
            if (isRunning && profit() && profit() !== before) window.hasFollowed = true;
        }).observe(document.body, {
            subtree: true, childList: true, characterData: true, attributes: true,
        });";
    browser.run(watch).await?;
    browser.fill_labelled(&say(visit.look.language, "forecast.margin")?, "35").await?;
    browser.type_keys(Key::Tab).await?;
    browser.wait_until("the profit follows the margin", "return window.hasFollowed").await?;
    browser.wait_until("the run has ended", is_at_rest).await?;
    browser.find_text(".runs [role='status']", "10,000").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
