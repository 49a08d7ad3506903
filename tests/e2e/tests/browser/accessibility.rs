//! axe-core finds no violation on any page, empty or full, or in any dialog, light or dark, in
//! either language.

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::plan_steps::STEPS;
use meadow_e2e::site::fixture;
use meadow_e2e::visit::Visit;
use thirtyfour::Key;

const PLACES: [&str; 8] =
    ["/", "/customers", "/segments", "/calls", "/forecast", "/events", "/import", "/settings"];

/// Those whose page has parts of its own beside the table of groups.
const LENSES: [&str; 6] = [
    "stage",
    "lens.spending-tier",
    "lens.rfm",
    "lens.value-tier",
    "lens.activity",
    "lens.activity-trend",
];

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

#[tokio::test]
async fn dialogs_on_a_desktop_in_english() -> Result<()> {
    check_dialogs(Look::PLAIN).await
}

#[tokio::test]
async fn dialogs_on_a_phone_in_chinese() -> Result<()> {
    check_dialogs(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

async fn check_empty(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let mut faults = Vec::new();
    for place in PLACES {
        visit.go_to(place).await?;
        visit.check_both_themes(place, &mut faults).await?;
    }
    visit.open("events/new").await?;
    visit.check_both_themes("the choice of a method", &mut faults).await?;
    visit.open("segments/rounds").await?;
    visit.check_both_themes("mix and movement", &mut faults).await?;
    visit.open("segments/clusters").await?;
    visit.check_both_themes("clusters", &mut faults).await?;
    visit.open("forecast/movement").await?;
    visit.check_both_themes("the movement forecast", &mut faults).await?;
    visit.open("nowhere").await?;
    visit.check_both_themes("an unknown address", &mut faults).await?;
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
            "/calls" => {
                browser.find("#call-name").await?;
            }
            "/segments" => {
                browser.find("[data-cut='loyalty']").await?;
            }
            _ => {}
        }
        visit.check_both_themes(place, &mut faults).await?;
        match place {
            "/customers" => browser.press("#drawer .drawer__head button").await?,
            "/segments" => {
                go_to_rounds(&visit).await?;
                visit.check_both_themes("mix and movement", &mut faults).await?;
                browser.press(".lenses a[href$='/segments/clusters']").await?;
                browser.find(".cluster-picture .cluster-centre").await?;
                visit.check_both_themes("clusters", &mut faults).await?;
                for lens in LENSES {
                    visit.open(&format!("segments/{lens}")).await?;
                    browser.find("section[aria-labelledby='groups'] tbody tr").await?;
                    visit.check_both_themes(lens, &mut faults).await?;
                }
                browser.press(".lenses a[href$='/segments/groups']").await?;
                browser.find(".empty").await?;
                visit.check_both_themes("saved segments", &mut faults).await?;
                browser.press(".empty a").await?;
                browser.find("#rule-add-").await?;
                visit.check_both_themes("a new segment", &mut faults).await?;
                browser.press(".lenses a[href$='/segments/portrait']").await?;
                browser.choose(".picker select", "class.bee").await?;
                browser.find(".portrait__part").await?;
                visit.check_both_themes("a portrait", &mut faults).await?;
                browser.press(".lenses a[href$='/segments/canvas']").await?;
                browser.press(".empty a").await?;
                browser.find(".canvas").await?;
                visit.check_both_themes("a new canvas", &mut faults).await?;
                browser.press(".lenses a[href$='/segments/plays']").await?;
                browser.find(".play__by").await?;
                visit.check_both_themes("playbooks by reason", &mut faults).await?;
            }
            "/import" => {
                visit.bring_in().await?;
                visit.wait_for_import().await?;
                visit.check_both_themes("the finished import", &mut faults).await?;
            }
            _ => {}
        }
    }
    visit.choose_method().await?;
    visit.check_both_themes("the choice of a method", &mut faults).await?;
    visit.begin_event("Spring afternoon").await?;
    for step in STEPS {
        if step != STEPS[0] {
            visit.next_step().await?;
        }
        visit.check_both_themes(step, &mut faults).await?;
    }
    visit.save_plan().await?;
    visit.check_both_themes("the plan", &mut faults).await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// A place, what opens a dialog there, and the dialog.
const DIALOGS: [(&str, &str, &str); 11] = [
    ("/customers", "main button:has(use[href$='#i-plus'])", "#add-person"),
    ("/customers", ".chip[data-add]:has(use[href$='#i-plus'])", "dialog select"),
    ("/customers", ".chip[data-add]:has(use[href$='#i-ledger'])", "dialog .columns li"),
    ("/customers", ".listhead button:has(use[href$='#i-edit'])", "dialog .preview"),
    ("/customers", ".listhead button:has(use[href$='#i-search'])", "dialog .preview"),
    ("/customers", ".listhead > button", "dialog input"),
    ("/settings", "[aria-labelledby='own-fields'] > .row button", "dialog select"),
    ("/segments", "main button:has(use[href$='#i-edit'])", "dialog .weights"),
    ("/segments", ".playbook button:has(use[href$='#i-ledger'])", "dialog .plays"),
    ("/segments", ".playbook button:has(use[href$='#i-edit'])", "dialog .partfields"),
    ("/events", "main button:has(use[href$='#i-results'])", "dialog input[type='date']"),
];

const KEEP_ROUND: &str = ".head button[data-variant='primary']:enabled";
const ENTER_SURVEY: &str = ".head button:has(use[href$='#i-ledger'])";

/// From the board.
async fn go_to_rounds(visit: &Visit) -> Result<()> {
    visit.browser.press(".lenses a[href$='/segments/rounds']").await?;
    visit.browser.find(".mixes li").await?;
    Ok(())
}

async fn check_dialogs(look: Look) -> Result<()> {
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.open_sample().await?;
    let mut faults = Vec::new();
    for (place, opener, dialog) in DIALOGS {
        visit.go_to(place).await?;
        browser.press(opener).await?;
        browser.find(dialog).await?;
        visit.check_both_themes(opener, &mut faults).await?;
        browser.press("dialog[open] .dialog__head button").await?;
    }

    visit.go_to("/segments").await?;
    go_to_rounds(&visit).await?;
    for opener in [KEEP_ROUND, ENTER_SURVEY] {
        browser.press(opener).await?;
        browser.find("dialog[open] .field input").await?;
        visit.check_both_themes(opener, &mut faults).await?;
        browser.press("dialog[open] .dialog__head button").await?;
    }

    browser.press(".bar .find").await?;
    browser.find(".palette[open] [role='option']").await?;
    visit.check_both_themes("the palette", &mut faults).await?;
    browser.type_keys(Key::Escape).await?;
    browser.wait_until("the palette is closed", "return !document.querySelector(':modal')").await?;
    browser.type_keys("?").await?;
    browser.find("dialog .keys").await?;
    visit.check_both_themes("the shortcuts", &mut faults).await?;
    browser.press("dialog[open] .dialog__head button").await?;

    if look.size == Size::Phone {
        browser.press("[popovertarget='more']").await?;
        browser.find("#more [popovertarget='workspaces']").await?;
        visit.check_both_themes("more places", &mut faults).await?;
        browser.press("#more [popovertarget='workspaces']").await?;
    } else {
        browser.press(".side__top").await?;
    }
    browser.find("#workspaces .menu__item").await?;
    visit.check_both_themes("the workspaces", &mut faults).await?;
    browser.press("#workspaces button:has(use[href$='#i-plus'])").await?;
    browser.find("dialog input[type='text']").await?;
    visit.check_both_themes("a new workspace", &mut faults).await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}
