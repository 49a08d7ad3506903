//! The lenses beside the board: every number leads to the customers behind it, and no page has a fault.

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use thirtyfour::Key;

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
    let mut faults = Vec::new();
    for lens in LENSES {
        browser.press(&format!(".lenses a[href$='/segments/{lens}']")).await?;
        browser.find(&format!(".lenses a[href$='/segments/{lens}'][aria-current='page']")).await?;
        browser.find(ROWS).await?;
        visit.check_both_themes(lens, &mut faults).await?;
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
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

/// Groups made by recency tell how many were in them instead of a trend of spend, where that can be told;
/// everybody stands below all.
#[tokio::test]
async fn only_groups_that_time_has_not_made_have_a_trend() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    let heads = |n: usize| {
        format!("return document.querySelectorAll('.lens-table thead th').length === {n}")
    };
    visit.open("segments/lens.need").await?;
    browser.find_text(".lens-table tfoot th", "Everybody").await?;
    browser.find_text(".lens-table thead th:nth-child(7)", "People then → now").await?;
    browser.find_text(".lens-table tfoot td:nth-child(7)", " → ").await?;
    browser.find_text("section[aria-labelledby='groups'] .fine", "counts people instead").await?;
    visit.open("segments/last-purchase").await?;
    browser.find_text(".lens-table tfoot th", "Everybody").await?;
    browser.wait_until("there is no trend", &heads(7)).await?;
    browser.find_text("section[aria-labelledby='groups'] .fine", "No trend by group").await?;
    visit.open("segments/member").await?;
    browser.find_text(".lens-table tfoot th", "Everybody").await?;
    browser.wait_until("there is a trend", &heads(8)).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Five columns of scores on a phone, without scrolling aside; below them the limits, of spend as money.
#[tokio::test]
async fn the_whole_rfm_grid_is_seen_on_a_phone() -> Result<()> {
    for language in [Language::English, Language::Chinese] {
        let visit = Visit::begin(Look { language, size: Size::Phone, ..Look::PLAIN }).await?;
        let browser = &visit.browser;
        visit.open_sample().await?;
        visit.open("segments/lens.rfm").await?;
        browser.find(".heat tbody td a").await?;
        let fits = "const box = document.querySelector('.scroll-x:has(.heat)')
             return box.scrollWidth <= box.clientWidth";
        browser.wait_until("all of the grid is in sight", fits).await?;
        let is_money = "return [...document.querySelectorAll('.fine')].some((text) =>
             /(a spend of |消费额 )[^\\d\\s]+\\d/.test(text.textContent))";
        browser.wait_until("the limits of spend are money", is_money).await?;
        ensure!(browser.console_errors(&[]).await?.is_empty());
    }
    Ok(())
}

/// Of one person with a name alone: what a lens lacks is named, and what would place a lead.
#[tokio::test]
async fn what_is_not_known_is_asked_for_by_name() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann").await?;
    visit.wait_until_saved().await?;
    visit.open("segments/lead-source").await?;
    browser.find_text(".empty", "Nothing to group by yet").await?;
    browser.find(".empty a[href$='/import']").await?;
    browser.check_accessibility("a lens of which nothing is known").await?;
    visit.open("segments").await?;
    browser.find_text("section[aria-labelledby='leads']", "Spending power").await?;
    browser.find("section[aria-labelledby='leads'] a[href$='/import']").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_address_of_no_lens_says_so_and_leads_to_those_there_are() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/age").await?;
    browser.find_text("h1", "There is no such lens").await?;
    browser.check_accessibility("an address of no lens").await?;
    browser.press("section[aria-labelledby='lens-list'] a[href$='/segments/lens.born-in']").await?;
    browser.find(ROWS).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The help beside a page's title: opened by key, read, and closed by Escape, with the focus back.
async fn check_help(visit: &Visit, at: &str) -> Result<()> {
    let browser = &visit.browser;
    let help = |part: &str| format!("{at} .help__{part}");
    browser.find(&help("button")).await?;
    let focus = format!("document.querySelector(\"{}\").focus(); return true", help("button"));
    browser.wait_until("the help has the focus", &focus).await?;
    browser.type_keys(Key::Enter).await?;
    let panel = help("panel:popover-open");
    for heading in ["common.help_goes_by", "common.help_formula", "common.help_doubt"] {
        browser.find_text(&format!("{panel} dt"), &say(visit.look.language, heading)?).await?;
    }
    let is_in_window = format!(
        "const box = document.querySelector(\"{panel}\").getBoundingClientRect()
         return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight"
    );
    browser.wait_until("the help is in the window", &is_in_window).await?;
    browser.check_accessibility(&format!("help in {at}")).await?;
    browser.type_keys(Key::Escape).await?;
    let is_closed = format!(
        "return !document.querySelector(\"{panel}\")
             && document.activeElement === document.querySelector(\"{}\")",
        help("button")
    );
    browser.wait_until("the help is closed", &is_closed).await
}

async fn check_every_help(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    check_help(&visit, ".head").await?;
    for place in LENSES.into_iter().chain(["groups", "rounds"]) {
        browser.press(&format!(".lenses a[href$='/segments/{place}']")).await?;
        browser.find(&format!(".lenses a[href$='/segments/{place}'][aria-current='page']")).await?;
        check_help(&visit, ".head").await?;
        if place == "lens.value-tier" {
            check_help(&visit, "section[aria-labelledby='concentration']").await?;
        }
    }
    visit.open("segments/region").await?;
    check_help(&visit, ".head").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn every_page_says_when_not_to_trust_it_on_a_desktop() -> Result<()> {
    check_every_help(Look::PLAIN).await
}

#[tokio::test]
async fn every_page_says_when_not_to_trust_it_on_a_phone() -> Result<()> {
    let phone = Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN };
    check_every_help(phone).await
}

/// From the help to where the model stands on the page, with the focus there.
#[tokio::test]
async fn the_help_leads_to_the_formula() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".head .help__button").await?;
    browser.press(".help__panel:popover-open a").await?;
    let is_there = "return document.activeElement?.id === 'formula'
        && !document.querySelector('.help__panel:popover-open')
        && location.pathname.endsWith('/segments')";
    browser.wait_until("the formula has the focus", is_there).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A range of years is two years, in the table and on the chip of the filter that it leads to.
#[tokio::test]
async fn years_are_written_as_years_in_ranges() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/birth-year").await?;
    let range = browser.text(&format!("{ROWS}:first-child th")).await?;
    let (low, high) = range.split_once(" to ").context("no range")?;
    ensure!([low, high].iter().all(|year| year.len() == 4), "{range} are no years");
    browser.press(&format!("{ROWS}:first-child td a")).await?;
    browser.find_text(".chip--pair", &range).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
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

/// What a lens does not show one by one can be listed all the same, and the filter says what it leaves
/// out.
#[tokio::test]
async fn further_values_lead_to_their_customers() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/name").await?;
    browser.find_text(&format!("{ROWS} th"), "further values").await?;
    let further = format!("{ROWS} a[href*='name:other:']");
    let n = browser.text(&further).await?;
    browser.press(&further).await?;
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
    browser.find_text("main", "other than").await?;
    browser.check_accessibility("those beyond the values shown").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// From what products bring to those who bought them: the filter says which products.
#[tokio::test]
async fn what_products_bring_leads_to_who_bought_them() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let part = "section[aria-labelledby='concentration']";
    visit.open_sample().await?;
    visit.open("segments/lens.value-tier").await?;
    browser.press_text(&format!("{part} .segmented label"), "Products").await?;
    browser.find_text(part, "customers who bought those products").await?;
    browser.check_accessibility("how products bring value").await?;
    browser.press(&format!("{part} li a[href*='behind.products.']")).await?;
    browser
        .wait_until(
            "some are listed",
            "return document.querySelector('.head h1')?.textContent.includes(' of ') === true",
        )
        .await?;
    browser.find_text("main", "Bought a product that brings").await?;
    browser.check_accessibility("who bought those products").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The share of a source that has bought leads to just those of it who have.
#[tokio::test]
async fn a_share_of_buyers_leads_to_them() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/lead-source").await?;
    let share = format!("{ROWS}:first-child td:nth-child(4) a");
    let link = browser.find(&share).await?;
    let title = link.attr("title").await?.context("no count beside the share")?;
    let (n, _) = title.split_once(' ').context("no count beside the share")?;
    browser.press(&share).await?;
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Beside the index: who rises, stays and fades, against which day, and on a card.
#[tokio::test]
async fn activity_tells_where_it_goes() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.open("segments/lens.activity").await?;
    let part = "section[aria-labelledby='momentum']";
    browser.find_text(&format!("{part} dt"), "Rising").await?;
    browser.find_text(part, "one half-life before").await?;
    let first = format!("{part} dd a");
    let n = browser.text(&first).await?;
    browser.press(&first).await?;
    let lists_them = format!(
        "return document.querySelector('.head h1')?.textContent.includes('{n} of') === true"
    );
    browser.wait_until(&format!("{n} are listed"), &lists_them).await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.find_text("[aria-labelledby='drawer-habits'] dd", "Rising").await?;
    browser.find_text("[aria-labelledby='drawer-habits'] dt", "Peak of the need").await?;
    browser.check_accessibility("a card with activity and need").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Answers of whom to keep stay with the person, and can be taken back.
#[tokio::test]
async fn whom_to_keep_is_asked_on_the_card() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let part = "[aria-labelledby='drawer-keeping']";
    visit.open_sample().await?;
    visit.open("customers?f=lens.relationship:group:grow").await?;
    browser.press("tbody tr[aria-rowindex='2']").await?;
    browser.find_text(part, "By the data").await?;
    browser.press(&format!("{part} summary")).await?;
    browser.press(&format!("{part} .segmented label:first-child")).await?;
    browser.find_text(&format!("{part} summary"), "1 for keeping").await?;
    browser.check_accessibility("the seven questions").await?;
    visit.wait_until_saved().await?;
    visit.reload().await?;
    browser.find_text(&format!("{part} summary"), "1 for keeping").await?;
    browser.press(".bar__undo").await?;
    browser.find_text(&format!("{part} summary"), "7 not answered").await?;
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

/// More tiers come on top; a higher one that begins lower is pointed out and stays as it was typed.
#[tokio::test]
async fn tiers_are_added_and_never_put_in_order_unasked() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let settings = "section[aria-labelledby='lens-settings']";
    visit.open_sample().await?;
    visit.open("segments/lens.spending-tier").await?;
    browser.find(&format!("{settings} fieldset:nth-of-type(3)")).await?;
    browser.choose(&format!("{settings} select"), "4").await?;
    browser.find(&format!("{settings} fieldset:nth-of-type(4)")).await?;
    visit.wait_until_saved().await?;
    let top = format!("{settings} fieldset:last-of-type .field:nth-of-type(2) input");
    browser.fill(&top, "90").await?;
    browser.press("#lens-settings").await?;
    browser.find_text(&format!("{settings} [role='status']"), "Nothing was put in order").await?;
    browser.check_accessibility("tiers that fall").await?;
    let stays = format!("return document.querySelector(\"{top}\").value === '90'");
    browser.wait_until("the cut-off stays as typed", &stays).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// On the card, until it is said to be usual below the lens of stages.
#[tokio::test]
async fn an_unusual_move_between_stages_is_pointed_out() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let edit = "#drawer button:has(use[href$='#i-edit'])";
    let stages = "#drawer form select:has(option[value='in-service'])";
    let pointed_out = "return document.querySelector('#drawer form').textContent\
                       .includes('an unusual move')";
    visit.add_person("Ann Walker").await?;
    browser.press(edit).await?;
    browser.choose(stages, "interested").await?;
    ensure!(browser.run(pointed_out).await? == false, "a usual move is pointed out");
    browser.choose(stages, "in-service").await?;
    browser.wait_until("the move is pointed out", pointed_out).await?;
    browser.press("#drawer form .drawer__foot button[type='button']").await?;

    visit.open("segments/stage").await?;
    let from_lead = "section[aria-labelledby='lens-settings'] fieldset:first-of-type label";
    let in_service = say(visit.look.language, "customers.stage_in_service")?;
    browser.press_text(from_lead, &in_service).await?;
    visit.wait_until_saved().await?;
    browser.check_accessibility("the usual moves").await?;
    visit.go_to("/customers").await?;
    browser.press_text("tbody tr", "Ann Walker").await?;
    browser.press(edit).await?;
    browser.choose(stages, "in-service").await?;
    let is_quiet = format!("return !({})", pointed_out.trim_start_matches("return "));
    browser.wait_until("the move is usual", &is_quiet).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The groups as a spreadsheet has them: the same number of rows, figures whole.
#[tokio::test]
async fn the_groups_go_out_as_a_file() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    visit.go_to("/segments").await?;
    browser.press(".lenses a[href$='/segments/lens.relationship']").await?;
    browser.find(ROWS).await?;
    let menu = "section[aria-labelledby='groups'] .menu-button";
    browser.press(&format!("{menu} > button")).await?;
    browser.check_accessibility("a lens with its menu").await?;
    browser.press_text(&format!("{menu} li button"), "CSV").await?;
    let text = String::from_utf8(visit.downloaded("csv").await?)?;
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default().trim_start_matches('\u{feff}');
    ensure!(head.starts_with("Group,"), "{head}");
    let n_rows = "return document.querySelectorAll(\"section[aria-labelledby='groups'] tbody tr\")";
    let as_many = format!("{n_rows}.length === {}", lines.count());
    browser.wait_until("each group is a row", &as_many).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Where nobody has bought, the page of the board counts and lists the leads.
#[tokio::test]
async fn leads_alone_stand_where_the_board_will_be() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.add_person("Ann Westlake").await?;
    // A lead is told by what is known of it, not by the measures of buyers.
    let why = "#drawer section[aria-labelledby='drawer-class'] > p";
    browser.find_text(why, "Neither what there is to spend").await?;
    visit.go_to("/segments").await?;
    browser.find("section[aria-labelledby='leads'] tbody tr:nth-of-type(3) td a").await?;
    browser.find_text("section[aria-labelledby='leads'] a", "1 lead is not placed").await?;
    browser.check_accessibility("leads without a board").await?;
    browser.press("section[aria-labelledby='leads'] p a").await?;
    browser.find_text("tbody tr[aria-rowindex='2']", "Ann Westlake").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The largest are named: whoever of them may not be invited says so there too, and when nobody is
/// contacted and how often at most stands below, as below the board.
#[tokio::test]
async fn the_largest_say_who_may_not_be_invited() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    let word = |key: &str| say(visit.look.language, key);
    let part = "section[aria-labelledby='concentration']";
    visit.open_sample().await?;
    visit.open("segments/lens.value-tier").await?;
    browser.press(&format!("{part} tbody th a[href*='open=']")).await?;
    browser.press_text("#drawer section button", &word("customers.block")?).await?;
    browser.find_text("#drawer .note", &word("customers.is_blocked")?).await?;
    visit.wait_until_saved().await?;
    visit.open("segments/lens.value-tier").await?;
    let mark = format!("{part} tbody th .noinvite:not([hidden])");
    browser.find_text(&mark, &word("common.not_blocked")?).await?;
    let limit = word("customers.contact_cap")?.replace("{{ n }}", "4").replace("{{ days }}", "30");
    browser.find_text(&format!("{part} .fine"), &limit).await?;
    browser.check_accessibility("the largest with a mark").await?;
    visit.open("segments").await?;
    browser.find_text(".split--board .fine", &limit).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
