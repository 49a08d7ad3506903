//! Files that are wrong in every usual way: each is told in clear words, nothing is lost, and the
//! page works as before.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use meadow_e2e::browser::{Language, Look};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use tempfile::TempDir;

/// Files that cannot come in at all, and the key of what the page says.
#[tokio::test]
async fn a_file_bad_as_a_whole_changes_nothing() -> Result<()> {
    let visit = with_one_person().await?;
    let folder = tempfile::tempdir()?;
    let mut wide = (0..2_000).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
    wide.push_str("\n1\n");
    let huge = format!("name,note\nAnn,\"{}", "x".repeat(50_000_000));
    let no_rows = "customer id,order date,amount\n1,2026-01-01,\n2,,9\n3,2026-01-05,\n";
    let files: [(&str, Vec<u8>, &str); 6] = [
        ("empty.csv", Vec::new(), "import.bad_empty"),
        ("header.csv", b"name,phone\n".to_vec(), "import.bad_header_only"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec(), "import.bad_binary"),
        ("wide.csv", wide.into_bytes(), "import.bad_columns"),
        ("huge_cell.csv", huge.into_bytes(), "import.bad_field"),
        ("no_row.csv", no_rows.as_bytes().to_vec(), "import.found_unusable"),
    ];
    for (name, bytes, key) in files {
        let path = put(&folder, name, &bytes)?;
        visit.go_to("/import").await?;
        visit.browser.choose_file("main input[type='file']", &path).await?;
        let words = wording(key)?;
        visit
            .browser
            .find_text("main [role='alert'], main h1, main .tally", &words)
            .await
            .with_context(|| name.to_owned())?;
        still_one_person(&visit).await.with_context(|| name.to_owned())?;
    }
    ensure!(visit.browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Files that are odd but usable: told, and what is good comes in.
#[tokio::test]
async fn an_odd_file_is_told_and_its_good_rows_come_in() -> Result<()> {
    let visit = with_one_person().await?;
    let browser = &visit.browser;
    let folder = tempfile::tempdir()?;
    let mut odd = String::from("id,name,name,__proto__,email,date,amount\n");
    odd.push_str("00123,Ann,Lee,polluted,ann@example.org,2026-03-01,12.50\n");
    odd.push_str("00124,<img src=x onerror=alert(1)>,\"=1+1\",x,bob@example.org,2026-03-02,9\n");
    odd.push_str("00125,Cid,,,,2026-02-30,8\n");
    odd.push_str("00126,Dee,,,,2026-03-03,\n");
    odd.push_str("00127,Eve,,,,2026-03-04,7,too,many,cells\n");
    odd.push_str("00128,Fay\n");
    let path = put(&folder, "odd.csv", odd.as_bytes())?;
    visit.look_at_file(&path).await?;
    browser.find_text("main", &wording("import.warn_duplicate")?).await?;
    for reason in ["import.reject_date", "import.reject_amount_missing"] {
        browser.find_text("section[aria-labelledby='check']", &wording(reason)?).await?;
    }
    browser.press("aside button[data-variant='primary']:enabled").await?;
    browser.find("#result").await?;
    visit.wait_until_saved().await?;

    visit.go_to("/customers").await?;
    // Numbers stay text, markup and formulas stay what they are: text.
    browser.fill("input[type='search']", "00123").await?;
    browser.find_text("tbody", "Ann").await?;
    browser.fill("input[type='search']", "onerror").await?;
    browser.find_text("tbody", "<img src=x onerror=alert(1)>").await?;
    ensure!(browser.run("return ({}).polluted === undefined").await? == true);

    // One step takes it all back.
    browser.press(".bar__undo").await?;
    let is_back = "return document.querySelector(\".nav__link[href='/customers'] .nav__count\")
        .textContent === '1'";
    browser.wait_until("the import is undone", is_back).await?;
    visit.reload().await?;
    still_one_person(&visit).await
}

/// A wrong delimiter is seen, said and mended by hand; many columns are taken.
#[tokio::test]
async fn a_wrong_delimiter_can_be_put_right() -> Result<()> {
    let visit = with_one_person().await?;
    let folder = tempfile::tempdir()?;
    let mut wide = String::from("name");
    for n in 1..200 {
        write!(wide, "|field {n}")?;
    }
    wide.push_str("\nAnn");
    for n in 1..200 {
        write!(wide, "|{n}")?;
    }
    wide.push('\n');
    let path = put(&folder, "wide_bars.csv", wide.as_bytes())?;
    visit.look_at_file(&path).await?;
    visit.browser.find_text(".head__over", "200").await?;
    visit.browser.press(".reading > summary").await?;
    visit.browser.choose("select[name='delimiter']", ",").await?;
    visit.browser.find_text("main", &wording("import.warn_one_column")?).await?;
    visit.browser.choose("select[name='delimiter']", "|").await?;
    visit.browser.find_text(".head__over", "200").await?;
    still_one_person(&visit).await
}

async fn with_one_person() -> Result<Visit> {
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.add_person("Was here before").await?;
    Ok(visit)
}

async fn still_one_person(visit: &Visit) -> Result<()> {
    let n = visit.browser.text(".nav__link[href='/customers'] .nav__count").await?;
    ensure!(n == "1", "there are {n} people");
    visit.go_to("/customers").await?;
    visit.browser.find_text("tbody", "Was here before").await?;
    Ok(())
}

fn put(folder: &TempDir, name: &str, bytes: &[u8]) -> Result<String> {
    let path = Path::new(folder.path()).join(name);
    std::fs::write(&path, bytes)?;
    Ok(path.to_string_lossy().into_owned())
}

fn wording(key: &str) -> Result<String> {
    say(Language::English, key)
}
