//! `make screens`: every page in both sizes, themes and languages, as pictures in
//! tests/e2e/output/screens; the one the README shows goes to docs/screens.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use meadow_e2e::browser::{Look, Theme};
use meadow_e2e::plan_steps::STEPS;
use meadow_e2e::site::{self, fixture};
use meadow_e2e::visit::Visit;

const UNDO_IMPORT: &str = "section[aria-labelledby='result'] button:has(use[href$='#i-undo'])";

#[tokio::main]
async fn main() -> Result<()> {
    let folder = output();
    for look in Look::all().filter(|look| look.theme == Theme::Light) {
        let album = Album { folder: &folder, look };
        album.fill().await.with_context(|| look.slug())?;
        println!("{} is done", look.slug());
    }
    let shown = "en-desktop-light/today.png";
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/screens");
    std::fs::create_dir_all(&kept)?;
    std::fs::copy(folder.join(shown), kept.join("today.png"))?;
    println!("all pictures are in {}", folder.display());
    Ok(())
}

fn output() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("output/screens")
}

/// The pages in one language and size, each in both themes.
struct Album<'a> {
    folder: &'a Path,
    look: Look,
}

impl Album<'_> {
    async fn fill(&self) -> Result<()> {
        let visit = Visit::arrive(site::serve().await?, self.look).await?;
        let browser = &visit.browser;
        visit.open("").await?;
        browser.find(".empty").await?;
        self.take(&visit, "today-empty").await?;
        visit.open_sample().await?;
        self.take(&visit, "today").await?;

        visit.go_to("/customers").await?;
        browser.find("tbody .badge").await?;
        self.take(&visit, "customers").await?;
        browser.press("tbody tr[aria-rowindex='2']").await?;
        browser.find("#drawer-class").await?;
        self.take(&visit, "customer").await?;
        // On a phone it covers the way on.
        browser.press("#drawer .drawer__head button").await?;

        browser.press("main a[href$='/customers/clean-up']").await?;
        browser.press(".clean-up__intro .btn").await?;
        browser.find("#doubtful").await?;
        self.take(&visit, "clean-up").await?;

        visit.look_at_file(&fixture("both_bilingual.csv")?).await?;
        browser.find("section[aria-labelledby='check'] dl").await?;
        self.take(&visit, "import").await?;
        browser.press("aside button[data-variant='primary']:enabled").await?;
        visit.wait_for_import().await?;
        self.take(&visit, "import-result").await?;
        // The other pictures show the sample alone.
        browser.press(UNDO_IMPORT).await?;
        let is_undone = format!("return !document.querySelector(\"{UNDO_IMPORT}\")");
        browser.wait_until("the import is undone", &is_undone).await?;

        visit.go_to("/segments").await?;
        browser.find("[data-cut='loyalty']").await?;
        self.take(&visit, "segments").await?;
        browser.press(".lenses a[href$='/segments/rounds']").await?;
        browser.find(".mixes li").await?;
        self.take(&visit, "rounds").await?;
        browser.press(".lenses a[href$='/segments/clusters']").await?;
        browser.find(".cluster-picture .cluster-centre").await?;
        self.take(&visit, "clusters").await?;
        visit.go_to("/calls").await?;
        browser.find("#call-name").await?;
        self.take(&visit, "calls").await?;
        visit.go_to("/forecast").await?;
        browser.find("main .grade").await?;
        self.take(&visit, "forecast").await?;
        browser.press(".lenses a[href$='/forecast/movement']").await?;
        browser.find(".panels .chart path").await?;
        self.take(&visit, "movement").await?;
        visit.go_to("/events").await?;
        browser.find("main .event").await?;
        self.take(&visit, "events").await?;

        visit.choose_method().await?;
        self.take(&visit, "method").await?;
        visit.begin_event("Spring afternoon").await?;
        for (number, step) in (1..).zip(STEPS) {
            if step != STEPS[0] {
                visit.next_step().await?;
            }
            self.take(&visit, &format!("wizard-{number:02}-{step}")).await?;
        }
        visit.save_plan().await?;
        self.take(&visit, "plan").await?;
        visit.go_to("/settings").await?;
        browser.find("main section").await?;
        self.take(&visit, "settings").await?;
        visit.open("nowhere").await?;
        self.take(&visit, "not-found").await?;
        visit.end().await?;
        Ok(())
    }

    async fn take(&self, visit: &Visit, page: &str) -> Result<()> {
        let browser = &visit.browser;
        browser.find("main h1").await?;
        // Notices would lie over the page; answers under way would show as grey bars.
        let is_calm = "return !document.querySelector('.skeleton, [aria-busy=true], .toast')";
        browser.wait_until("the page is calm", is_calm).await?;
        for theme in [Theme::Light, Theme::Dark] {
            let look = Look { theme, ..self.look };
            browser.wear(look).await?;
            // Fonts and charts are drawn two frames later.
            let two_frames =
                "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))";
            browser.evaluate(two_frames, true).await?;
            browser.screenshot(&self.folder.join(look.slug()).join(format!("{page}.png"))).await?;
        }
        browser.wear(self.look).await
    }
}
