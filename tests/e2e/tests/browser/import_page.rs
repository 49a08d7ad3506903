//! How files come in: pasted, several at once, read another way, like the last one; and what they may
//! do to the customers who are known.

use std::path::Path;

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Language, Look, Size};
use meadow_e2e::visit::Visit;
use meadow_e2e::words::say;
use tempfile::TempDir;

const IMPORT: &str = "aside button[data-variant='primary']:enabled";

fn put(folder: &TempDir, name: &str, bytes: &[u8]) -> Result<String> {
    let path = Path::new(folder.path()).join(name);
    std::fs::write(&path, bytes)?;
    Ok(path.to_string_lossy().into_owned())
}

fn words(key: &str) -> Result<String> {
    say(Language::English, key)
}

async fn wait_for_people(visit: &Visit, n: u32) -> Result<()> {
    let is_so = format!(
        "return document.querySelector(\".nav__link[href='/customers'] .nav__count\")
            ?.textContent === '{n}'"
    );
    visit.browser.wait_until(&format!("there are {n} people"), &is_so).await
}

#[tokio::test]
async fn cells_come_in_as_they_are_pasted() -> Result<()> {
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.go_to("/import").await?;
    browser.find(".dropzone").await?;
    let paste = "const data = new DataTransfer()
        data.setData('text/plain', 'name\\tphone\\tcity\\nAnn\\t13800138001\\tHefei\\nBo\\t13800138002\\t')
        document.body.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
    browser.run(paste).await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    wait_for_people(&visit, 2).await?;

    // Into a field. Nothing is no cells.
    visit.reload().await?;
    browser.press_text("main button", &words("import.paste_cells")?).await?;
    browser.press_text("dialog[open] button", &words("import.look_at_cells")?).await?;
    browser.find_text("dialog[open]", &words("import.nothing_to_paste")?).await?;
    browser.fill("dialog[open] textarea", "name,phone\nCy,13800138003\n").await?;
    browser.press_text("dialog[open] button", &words("import.look_at_cells")?).await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    wait_for_people(&visit, 3).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Four files at once: three of one kind, one of which holds nothing, and one of another kind.
#[tokio::test]
async fn several_files_come_in_each_a_step_of_its_own() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let files = [
        put(&folder, "march.csv", b"name,phone\nAnn,13800138001\n")?,
        put(&folder, "april.csv", b"name,phone\nBo,13800138002\n")?,
        put(&folder, "empty.csv", b"")?,
        put(&folder, "orders.csv", b"phone,order date,amount\n13800138001,2026-03-05,12\n")?,
    ];
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&files.join("\n")).await?;
    // All that are alike come in with the first; the empty one stops nobody; the orders are asked about.
    browser.press(IMPORT).await?;
    wait_for_people(&visit, 2).await?;
    browser.find_text(".queue__row[data-state='hand']", "orders.csv").await?;
    browser.find_text(".queue__row[data-state='failed']", "empty.csv").await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    for name in ["march.csv", "april.csv", "orders.csv"] {
        browser.find_text(".queue__row[data-state='in']", name).await?;
    }
    // One step each.
    browser.press(".bar__undo").await?;
    visit.wait_until_saved().await?;
    wait_for_people(&visit, 2).await?;
    browser.press(".bar__undo").await?;
    wait_for_people(&visit, 1).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What waits for its turn comes into the workspace it was meant for, or waits until that is open again.
#[tokio::test]
async fn files_follow_into_no_other_workspace() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let files = [
        put(&folder, "march.csv", b"name,phone\nAnn,13800138001\n")?,
        put(&folder, "april.csv", b"name,phone\nBo,13800138002\n")?,
        put(&folder, "may.csv", b"name,phone\nCy,13800138003\n")?,
    ];
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    browser.press(".side [popovertarget='workspaces']").await?;
    browser.press_text("#workspaces button", &words("shell.new_workspace")?).await?;
    browser.fill("dialog[open] input", "Second").await?;
    browser.press_text("dialog[open] button", &words("shell.create")?).await?;
    browser.find_text(".side [popovertarget='workspaces']", "Second").await?;
    visit.look_at_file(&files.join("\n")).await?;
    browser.find("section[aria-labelledby='files'] input[type='checkbox']").await?;
    browser.find(IMPORT).await?;
    // The other workspace is asked for while the first file comes in.
    let at_once = format!(
        "document.querySelector(\"{IMPORT}\").click()
        document.querySelector('#workspaces .menu__item:not([aria-current])').click()"
    );
    browser.run(&at_once).await?;
    browser.find_text(".queue__row[data-state='in']", "march.csv").await?;
    for name in ["april.csv", "may.csv"] {
        browser.find_text(".queue__row[data-state='waiting']", name).await?;
    }
    browser.find_text(".queue__row[data-state='waiting']", "Second").await?;
    let is_empty = "return ['0', undefined].includes(
        document.querySelector(\".nav__link[href='/customers'] .nav__count\")?.textContent)";
    browser.wait_until("nobody came into the other workspace", is_empty).await?;

    browser.press(".side [popovertarget='workspaces']").await?;
    browser.press_text("#workspaces .menu__item", "Second").await?;
    browser.find_text(".queue__row[data-state='hand']", "april.csv").await?;
    wait_for_people(&visit, 1).await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    wait_for_people(&visit, 3).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What is known of a source in one workspace reads no file in another.
#[tokio::test]
async fn a_file_that_was_looked_at_is_read_as_the_open_workspace_reads() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let march = put(&folder, "march.csv", b"name,phone\nAnn,13800138001\n")?;
    let april = put(&folder, "april.csv", b"name,phone\nBo,13800138002\n")?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    // Remembered in the first workspace.
    visit.import(&march).await?;
    visit.look_at_file(&april).await?;
    let by_profile = words("import.guess_afresh")?;
    browser.find_text("main .note button", &by_profile).await?;

    browser.press(".side [popovertarget='workspaces']").await?;
    browser.press_text("#workspaces button", &words("shell.new_workspace")?).await?;
    browser.fill("dialog[open] input", "Second").await?;
    browser.press_text("dialog[open] button", &words("shell.create")?).await?;
    browser.find_text(".side [popovertarget='workspaces']", "Second").await?;
    let is_guessed = format!(
        "return !!document.querySelector(\"{IMPORT}\")
            && !document.querySelector('main').textContent.includes({by_profile:?})"
    );
    browser.wait_until("the file in hand is read by no profile", &is_guessed).await?;

    browser.press(".side [popovertarget='workspaces']").await?;
    browser.press("#workspaces .menu__item:not([aria-current])").await?;
    browser.find_text("main .note button", &by_profile).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A till writes what the order came to beside each of its products: it counts once, and the sum is there
/// to be compared with the till's.
#[tokio::test]
async fn a_total_in_every_row_counts_once() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = b"order no,phone,order date,product,order total
A1,13800138001,2026-03-01,Tea,300
A1,13800138001,2026-03-01,Cup,300
A2,13800138001,2026-03-02,Tea,80
";
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&put(&folder, "till.csv", rows)?).await?;
    browser.find_text("[data-sum='orders'] dd", "380").await?;
    // Added up, it is told.
    browser.choose("tr:has(th [title='order total']) select", "order-amount").await?;
    browser.find_text("[data-sum='orders'] dd", "680").await?;
    browser.find_text("main .note li", "Orders have the same sum in every row").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_is_told_where_times_name_their_zone() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = b"order date,amount,phone
2026-03-12T20:30:00Z,12,13800138001
2026-03-13T09:00:00Z,5,13800138001
";
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&put(&folder, "orders.csv", rows)?).await?;
    browser.press("table.mapping .mapping__details").await?;
    let told = words("import.times_converted")?;
    let told = told.rsplit("; ").next().unwrap_or(&told);
    browser.find_text(".mapping__more", told).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What leaves an order out is shown, and so is every word of a status that does not.
#[tokio::test]
async fn words_of_an_orders_status_are_shown_with_what_they_do() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = "状态,下单日期,金额,手机\n作废,2026-03-12,12,13800138001\n\
                已退回,2026-03-13,5,13800138001\n";
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&put(&folder, "orders.csv", rows.as_bytes())?).await?;
    browser.press("table.mapping .mapping__details").await?;
    let closed = format!("作废 → {}", words("import.becomes_closed")?);
    browser.find_text(".mapping__more", &closed).await?;
    let paid = format!("已退回 → {}", words("import.becomes_paid")?);
    browser.find_text(".mapping__more", &paid).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// A long list sorted by day begins with dates that may be either: what decides stands further down.
#[tokio::test]
async fn later_rows_settle_which_of_day_and_month_comes_first() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut rows = "phone,order date,amount\n".to_owned();
    for n in 0..40_500 {
        let (day, month) = (n % 9 + 1, n / 9 % 9 + 1);
        rows.push_str(&format!("13800138001,0{day}/0{month}/2026,12\n"));
    }
    rows.push_str("13800138001,13/09/2026,12\n");
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&put(&folder, "orders.csv", rows.as_bytes())?).await?;
    let proven = words("import.dates_dmy")?;
    browser.find_text(".date-orders", &proven).await?;
    browser.check_accessibility("dates settled by later rows").await?;
    let label = words("import.read_dates_as")?.replace("{{ order }}", &proven);
    browser.press_text(".date-orders button", &label).await?;
    let is_settled = "return !document.querySelector('.date-orders')
        && document.querySelector('.column-dates select')?.value === 'dmy'";
    browser.wait_until("the column is read day first", is_settled).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// The second file of a source needs no more than to be chosen and brought in.
#[tokio::test]
async fn next_months_file_is_two_clicks() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let march = put(&folder, "till march.csv", b"name,phone,pet\nAnn,13800138001,cat\n")?;
    let april = put(&folder, "till april.csv", b"phone,pet,name\n13800138001,dog,Ann\n")?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&march).await?;
    browser.choose("tr:has(th [title='pet']) select", "tags").await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;

    visit.import(&april).await?;
    visit.go_to("/customers").await?;
    wait_for_people(&visit, 1).await?;
    browser.press_text("tbody tr", "Ann").await?;
    for tag in ["cat", "dog"] {
        browser.find_text("#drawer", tag).await?;
    }
    // Told, with its name; kept ones can be let go of.
    visit.look_at_file(&april).await?;
    browser.find_text("main", "till").await?;
    browser.find_text("main button", &words("import.guess_afresh")?).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_encoding_is_seen_at_once_where_it_is_changed() -> Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/awkward");
    let path = std::fs::canonicalize(format!("{folder}/gbk_chinese_excel.csv"))?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&path.to_string_lossy()).await?;
    browser.find(".reading__said").await?;
    browser.press(".reading > summary").await?;
    browser.find_text(".samples th", "姓名").await?;
    browser.choose("select[name='encoding']", "windows-1252").await?;
    let is_garbled = "return ![...document.querySelectorAll('.samples th')]
        .some((head) => head.innerText.includes('姓名'))";
    browser.wait_until("the names are garbled", is_garbled).await?;
    browser.choose("select[name='encoding']", "gb18030").await?;
    browser.find_text(".samples th", "姓名").await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    wait_for_people(&visit, 2).await
}

/// A file that may only fill what is blank, and add nobody.
#[tokio::test]
async fn a_file_does_what_it_may_and_no_more() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let first = put(&folder, "first.csv", b"id,name,city\n1,Ann,Hefei\n2,Bo,\n")?;
    let second =
        put(&folder, "second.csv", b"id,name,city\n1,Ann,Xiamen\n2,Bo,Suzhou\n3,Cy,Wuxi\n")?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.import(&first).await?;
    visit.look_at_file(&second).await?;
    let rules = "section[aria-labelledby='rules']";
    browser
        .choose(&format!("{rules} select:has(option[value='fill-blanks'])"), "fill-blanks")
        .await?;
    browser.press(&format!("{rules} input[role='switch']")).await?;
    // What would come of it is counted anew in a moment, and the button waits for that.
    let is_counted = "return document.querySelector(
        \"section[aria-labelledby='after'] dl > :nth-child(2) dd\")?.textContent === '2'";
    browser.wait_until("nobody would be added", is_counted).await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    wait_for_people(&visit, 2).await?;
    visit.go_to("/customers").await?;
    browser.find_text("tbody tr", "Suzhou").await?;
    browser.find_text("tbody tr", "Hefei").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Two branches that both count from 001.
#[tokio::test]
async fn one_number_of_two_names_is_told_with_both() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let first = put(&folder, "east.csv", b"id,name,phone\n001,Ann Lee,13800138001\n")?;
    let second = put(&folder, "west.csv", b"id,name,phone\n001,Bo Tan,13900139001\n")?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.import(&first).await?;
    visit.look_at_file(&second).await?;
    let line = browser.find_text("section[aria-labelledby='check'] li", "Bo Tan").await?;
    ensure!(line.text().await?.contains("Ann Lee"));
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    wait_for_people(&visit, 2).await
}

/// A till that starts its numbers anew every day.
#[tokio::test]
async fn orders_of_one_number_are_told_apart_by_their_day() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = b"customer_id,order_id,order_date,amount\n1,0007,2026-04-03,10\n\
                 1,0007,2026-04-09,15\n1,0008,2026-04-09,40\n1,0008,2026-04-10,5\n";
    let till = put(&folder, "till.csv", rows)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&till).await?;
    let note = browser.find_text("section[aria-labelledby='check'] p", "by number and day").await?;
    ensure!(note.text().await?.contains("makes 2 more"));
    Ok(())
}

#[tokio::test]
async fn it_can_be_read_by_everybody_on_a_desktop() -> Result<()> {
    check(Look::PLAIN).await
}

#[tokio::test]
async fn it_can_be_read_by_everybody_on_a_phone_in_chinese() -> Result<()> {
    check(Look { language: Language::Chinese, size: Size::Phone, ..Look::PLAIN }).await
}

async fn check(look: Look) -> Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/messy");
    let path = std::fs::canonicalize(format!("{folder}/messy_zh.xlsx"))?;
    let visit = Visit::begin(look).await?;
    let browser = &visit.browser;
    visit.import(&path.to_string_lossy()).await?;
    visit.look_at_file(&path.to_string_lossy()).await?;
    browser.press(".reading > summary").await?;
    browser.find(".samples table").await?;
    browser.find("section[aria-labelledby='rules']").await?;
    browser.press("table.mapping .mapping__details").await?;
    browser.find(".mapping__more").await?;
    browser.check_look("import").await?;
    Ok(())
}

/// Where the workspace's clock is not known, that is said above the columns, not only in their details.
#[tokio::test]
async fn times_that_stay_as_written_are_pointed_out() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = b"order date,amount,phone\n2026-03-12T20:30:00Z,12,13800138001\n";
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.go_to("/settings").await?;
    let zones = "section[aria-labelledby='workspace'] select:has(option[value='America/Santiago'])";
    browser.choose(zones, "America/Santiago").await?;
    visit.wait_until_saved().await?;
    visit.look_at_file(&put(&folder, "orders.csv", rows)?).await?;
    let above = "section[aria-labelledby='columns'] .note";
    browser.find_text(above, &words("import.other_clock_title")?).await?;
    browser.check_accessibility("times by another clock").await?;
    browser.press_text(&format!("{above} a"), "order date").await?;
    browser.find_text(".mapping__more", "stay as written").await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Signs that agree choose the currency of the first file, and the check speaks of the one that is shown.
#[tokio::test]
async fn the_signs_of_a_first_file_choose_its_currency() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = "name,phone,order date,amount\nAnn,13800138001,2026-03-05,£12\n";
    let file = put(&folder, "orders.csv", rows.as_bytes())?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&file).await?;
    let is_pounds = "return document.querySelector('aside select')?.value === 'GBP'";
    browser.wait_until("pounds are chosen", is_pounds).await?;
    browser.choose("aside select", "USD").await?;
    let is_told = "const check = document.querySelector(\"section[aria-labelledby='check']\")
        return Boolean(check?.textContent.includes('£') && check.textContent.includes('USD'))";
    browser.wait_until("pounds are no dollars", is_told).await?;
    browser.choose("aside select", "GBP").await?;
    let is_silent = "const check = document.querySelector(\"section[aria-labelledby='check']\")
        return Boolean(check) && !check.textContent.includes('USD')";
    browser.wait_until("pounds are pounds", is_silent).await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    wait_for_people(&visit, 1).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// Orders without a column for what they came to: it is said which one is missing.
#[tokio::test]
async fn an_order_list_without_amounts_says_so() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = b"order no,order date,name,phone\nA1,2026-03-05,Ann,13800138001\n";
    let file = put(&folder, "orders.csv", rows)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&file).await?;
    let amount = words("import.role_order_amount")?;
    browser.find_text("section[aria-labelledby='check'] [role='alert']", &amount).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}

/// What a spreadsheet has left of long numbers, and thousands that may be fractions, are pointed out; the rows
/// come in as two people.
#[tokio::test]
async fn numbers_cut_short_and_open_thousands_are_pointed_out() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rows = b"customer no,name,phone,points\n4.13262E+18,Ann Lee,13800138001,1.200\n\
                 4.13262E+18,Bo Tan,13800138002,2.500\n";
    let file = put(&folder, "members.csv", rows)?;
    let visit = Visit::begin(Look::PLAIN).await?;
    let browser = &visit.browser;
    visit.look_at_file(&file).await?;
    browser.find_text("main .note li", "Digits lost in a spreadsheet in 2 rows").await?;
    browser.find_text("main", "such as 1.200 may be thousands").await?;
    browser.press("table.mapping .mapping__details").await?;
    browser.find_text(".mapping__more", &words("import.cell_digits_lost")?).await?;
    browser.press(IMPORT).await?;
    visit.wait_for_import().await?;
    wait_for_people(&visit, 2).await?;
    ensure!(browser.console_errors(&[]).await?.is_empty());
    Ok(())
}
