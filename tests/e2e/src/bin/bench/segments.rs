//! Classes and RFM of 100,000 customers with a million orders: worked out anew, against DuckDB-WASM and
//! Arquero in the same browser, in turns; and the frames while a cut-off is dragged.
//!
//! The others hold the orders in memory already, as Meadow's engine does. Their scores are the same in
//! kind, not in every tie: both count each customer once.

use anyhow::{Context, Result, ensure};
use meadow_e2e::visit::Visit;
use serde_json::{Value, json};

use crate::million_orders::{N_CUSTOMERS, Times, list, open_rivals};

const N_ROUNDS: usize = 5;
const N_FRAMES: u32 = 180;

/// By their names in `classes.js`.
const RIVALS: [(&str, &str); 2] = [
    ("classesByDuckdb", "DuckDB-WASM, its orders in memory"),
    ("classesByArquero", "Arquero, its columns in memory"),
];

/// Before any page: a clock that can be set to another day, so that everything is worked out anew.
pub async fn prepare(visit: &Visit) -> Result<()> {
    let command = "Page.addScriptToEvaluateOnNewDocument";
    visit.browser.devtools(command, json!({ "source": SETTABLE_CLOCK })).await?;
    Ok(())
}

/// On the visit that has brought the orders in from `path`. Leaves it on another site.
pub async fn tell(visit: &Visit, path: &str) -> Result<()> {
    println!("\nclasses and RFM of {N_CUSTOMERS} customers with 1,000,000 orders:");
    visit.go_to("/segments").await?;
    tell_dragging(visit).await?;
    // Of the customers there could be, luck left out a few.
    let count = ".nav__link[href='/customers'] .nav__count";
    let n_known = visit.browser.text(count).await?.replace(',', "").parse::<u64>()?;
    let mut meadow = Times::default();
    for _ in 0..N_ROUNDS {
        meadow.0.push(rfm_anew(visit).await?);
    }
    let mut rivals: [Times; RIVALS.len()] = Default::default();
    for ((name, _), times) in RIVALS.iter().zip(&mut rivals) {
        let host = open_rivals(visit, path).await?;
        let found = visit.browser.evaluate(&format!("rivals.{name}({N_ROUNDS})"), true).await?;
        let n_customers = found["nCustomers"].as_u64();
        ensure!(n_customers == Some(n_known), "{name} counts others than {n_known}: {found}");
        let each = found["ms"].as_array().context("no times")?;
        times.0 = each.iter().filter_map(Value::as_f64).collect();
        drop(host);
    }
    let own = meadow.median();
    println!(
        "  {own:.0} ms: Meadow, from the press of a link to the table on screen ({})",
        list(&meadow)
    );
    for ((_, what), times) in RIVALS.iter().zip(&rivals) {
        let other = times.median();
        println!(
            "  {other:.0} ms: {what}; Meadow takes {:.2} × as long ({})",
            own / other,
            list(times)
        );
    }
    Ok(())
}

/// On the next day nothing that was worked out holds any more.
async fn rfm_anew(visit: &Visit) -> Result<f64> {
    visit.browser.find("[data-cut='contribution']").await?;
    let link = ".lenses a[href$='rfm']";
    visit.browser.find(link).await?;
    let ms = visit.browser.evaluate(&format!("({RFM_ANEW})({link:?})"), true).await?;
    visit.go_to("/segments").await?;
    ms.as_f64().context("no time")
}

async fn tell_dragging(visit: &Visit) -> Result<()> {
    visit.browser.find("[data-cut='contribution']").await?;
    visit.browser.find("section[aria-labelledby='figures'] tbody td").await?;
    visit.browser.run("longTasks.length = 0").await?;
    let dragged = visit.browser.evaluate(&format!("({DRAG})({N_FRAMES}, true)"), true).await?;
    let plain = visit.browser.evaluate(&format!("({DRAG})({N_FRAMES}, false)"), true).await?;
    let figure = |found: &Value, name: &str| found[name].as_f64().unwrap_or(f64::NAN);
    println!(
        "  a cut-off is dragged for {N_FRAMES} frames: {:.1} ms a frame, {} late (over 20 ms), \
         {:.1} ms the longest; counted anew {} times; a bare line moved alone: {:.1} ms a frame, \
         {} late; ratio {:.2}",
        figure(&dragged, "frame"),
        dragged["late"],
        figure(&dragged, "longest"),
        dragged["counted"],
        figure(&plain, "frame"),
        plain["late"],
        figure(&dragged, "frame") / figure(&plain, "frame")
    );
    crate::tell_long_tasks(visit, "dragging").await
}

const SETTABLE_CLOCK: &str = "
    const Real = Date
    self.daysAhead = 0
    const now = () => Real.now() + daysAhead * 86_400_000
    self.Date = class extends Real {
      constructor(...given) { given.length ? super(...given) : super(now()) }
      static now() { return now() }
    }";

const RFM_ANEW: &str = "(link) => new Promise((resolve) => {
    self.daysAhead += 1
    const began = performance.now()
    const look = () => {
      if (!document.querySelector('section[aria-labelledby=\"rfm\"] td')) return
      watcher.disconnect()
      resolve(performance.now() - began)
    }
    const watcher = new MutationObserver(look)
    watcher.observe(document, { subtree: true, childList: true })
    document.querySelector(link).click()
  })";

/// Drags the upper cut-off up and down, or moves a bare line in the same way.
const DRAG: &str = "(n, ofMeadow) => new Promise((resolve) => {
    const cut = document.querySelector(\"[data-cut='contribution']\")
    const box = cut.closest('svg').getBoundingClientRect()
    const bare = document.createElement('div')
    bare.style.cssText = 'position: fixed; z-index: 99; left: 0; width: 50vw; height: 2px; background: red'
    if (!ofMeadow) document.body.append(bare)
    const at = (i) => box.top + box.height * (0.5 + 0.3 * Math.sin(i / 20))
    const send = (kind, y) => cut.dispatchEvent(new PointerEvent(kind, {
      bubbles: true, button: 0, pointerId: 1, clientX: box.left + box.width / 2, clientY: y,
    }))
    const figures = () => document.querySelector(\"section[aria-labelledby='figures'] tbody\").textContent
    let [began, before, late, longest, counted, i, last] = [0, 0, 0, 0, 0, 0, figures()]
    if (ofMeadow) send('pointerdown', at(0))
    const frame = (now) => {
      if (i === 0) began = now
      else {
        longest = Math.max(longest, now - before)
        if (now - before > 20) late += 1
      }
      const found = figures()
      if (found !== last) counted += 1
      last = found
      before = now
      if (i === n) {
        if (ofMeadow) send('pointerup', at(i))
        bare.remove()
        return resolve({ late, longest, counted, frame: (now - began) / n })
      }
      i += 1
      if (ofMeadow) send('pointermove', at(i)); else bare.style.top = `${at(i)}px`
      requestAnimationFrame(frame)
    }
    setTimeout(() => requestAnimationFrame(frame), 500)
  })";
