//! Nothing leaves the device: injected requests of every kind are stopped by the page's policy, in
//! the page and in the engine's worker. That the whole path asks nobody else is in `journey`.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use meadow_e2e::browser::{Look, PATIENCE, Profile};
use meadow_e2e::network_log::foreign_addresses;
use meadow_e2e::site;
use meadow_e2e::visit::Visit;
use static_host::{RunningHost, StaticHost};

/// The probes of the page; each asks the decoy for an address of its own.
const PAGE_PROBES: [&str; 8] =
    ["fetch", "beacon", "image", "socket", "xhr", "events", "frame", "script"];
/// The probes of a worker.
const WORKER_PROBES: [&str; 6] =
    ["w-fetch", "w-xhr", "w-socket", "w-import", "w-scripts", "w-nested"];

/// Tries every way out of a page.
fn page_probes(decoy: &RunningHost) -> String {
    let there = decoy.origin();
    let socket = there.replace("http:", "ws:");
    format!(
        "const attempt = (go) => {{ try {{ return go() }} catch {{}} }}
         attempt(() => fetch('{there}/fetch').catch(() => {{}}))
         attempt(() => navigator.sendBeacon('{there}/beacon', 'x'))
         attempt(() => {{ new Image().src = '{there}/image' }})
         attempt(() => new WebSocket('{socket}/socket'))
         attempt(() => {{ const ask = new XMLHttpRequest(); ask.open('GET', '{there}/xhr'); ask.send() }})
         attempt(() => new EventSource('{there}/events'))
         attempt(() => {{
           const frame = document.createElement('iframe')
           frame.src = '{there}/frame'
           document.body.append(frame)
         }})
         attempt(() => {{
           const script = document.createElement('script')
           script.src = '{there}/script'
           document.body.append(script)
         }})
         true"
    )
}

/// Tries every way out of a worker.
fn worker_probes(decoy: &RunningHost) -> String {
    let there = decoy.origin();
    let socket = there.replace("http:", "ws:");
    format!(
        "const attempt = (go) => {{ try {{ return go() }} catch {{}} }}
         attempt(() => fetch('{there}/w-fetch').catch(() => {{}}))
         attempt(() => {{ const ask = new XMLHttpRequest(); ask.open('GET', '{there}/w-xhr'); ask.send() }})
         attempt(() => new WebSocket('{socket}/w-socket'))
         attempt(() => import('{there}/w-import').catch(() => {{}}))
         attempt(() => importScripts('{there}/w-scripts'))
         attempt(() => {{
           const nested = new Blob([`fetch('{there}/w-nested').catch(() => {{}})`], {{ type: 'text/javascript' }})
           self.nested = new Worker(URL.createObjectURL(nested))
         }})
         true"
    )
}

/// Notes which addresses the policy refused; of a frame only the origin is told.
const NOTE_WHAT_IS_STOPPED: &str = "self.stopped = new Set();
    addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
      stopped.add(effectiveDirective === 'frame-src' ? '/frame' : blockedURI)
    })";

/// A worker from a blob, as a page without a policy would start it.
fn start_worker(body: &str) -> String {
    let body = serde_json::Value::from(body);
    format!(
        "self.probing = new Worker(URL.createObjectURL(new Blob([{body}], {{ type: 'text/javascript' }}))); true"
    )
}

fn arrived(decoy: &RunningHost, probes: &[&'static str]) -> Vec<&'static str> {
    let seen = decoy.requests();
    let came = |probe: &&&str| seen.iter().any(|request| request.path == format!("/{probe}"));
    probes.iter().filter(came).copied().collect()
}

/// The probes work: from a page without a policy every one of them arrives.
#[tokio::test]
async fn without_the_policy_every_probe_arrives() -> Result<()> {
    let decoy = StaticHost::decoy().start().await?;
    let bare = StaticHost::decoy().start().await?;
    let visit = Visit::arrive(bare, Look::PLAIN).await?;
    visit.browser.go(&visit.host.url()).await?;
    visit.browser.evaluate(&page_probes(&decoy), false).await?;
    visit.browser.evaluate(&start_worker(&worker_probes(&decoy)), false).await?;
    for probes in [&PAGE_PROBES[..], &WORKER_PROBES[..]] {
        let started = Instant::now();
        while arrived(&decoy, probes).len() < probes.len() {
            let came = arrived(&decoy, probes);
            ensure!(started.elapsed() < PATIENCE, "of {probes:?} only {came:?} arrived");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_policy_in_the_page_stops_them_all() -> Result<()> {
    let visit = Visit::arrive_in_whole_browser(site::serve().await?, Look::PLAIN).await?;
    visit.open("").await?;
    let decoy = StaticHost::decoy().start().await?;
    let origin = visit.host.origin();
    visit.open_sample().await?;
    let browser = &visit.browser;
    browser.evaluate(NOTE_WHAT_IS_STOPPED, false).await?;
    browser.evaluate(&page_probes(&decoy), false).await?;
    // The last one meets Trusted Types before it could ask.
    for probe in &PAGE_PROBES[..7] {
        let is_stopped = format!("return [...stopped].some((uri) => uri.endsWith('/{probe}'))");
        browser.wait_until(&format!("{probe} is stopped"), &is_stopped).await?;
    }

    let mut tools = visit.devtools().await?;
    let worker = tools.worker("engine").await?;
    tools.evaluate_in(&worker, NOTE_WHAT_IS_STOPPED).await?;
    tools.evaluate_in(&worker, &worker_probes(&decoy)).await?;
    // The last two are no longer possible in a module under Trusted Types.
    for probe in &WORKER_PROBES[..4] {
        tools
            .wait_until_in(
                &worker,
                &format!("[...stopped].some((uri) => uri.endsWith('/{probe}'))"),
            )
            .await?;
    }
    // The engine is none the worse for it.
    visit.go_to("/customers").await?;
    visit.browser.find_text("h1", "3,486").await?;

    let profile: Profile = visit.end().await?;
    let leaks = foreign_addresses(&profile, &origin)?;
    ensure!(leaks.is_empty(), "{leaks:#?}");
    ensure!(decoy.requests().is_empty(), "{:#?}", decoy.requests());
    Ok(())
}

/// The page counts for itself what it shows: nothing was asked of others. Without its policy it
/// would count what the page and the engine's worker ask.
#[tokio::test]
async fn the_page_shows_the_evidence() -> Result<()> {
    let decoy = StaticHost::decoy().start().await?;
    let visit = Visit::begin(Look::PLAIN).await?;
    visit.browser.find_text(".promise", "0 requests").await?;
    visit.browser.devtools("Page.setBypassCSP", serde_json::json!({ "enabled": true })).await?;
    visit.reload().await?;
    visit.wait_until_ready().await?;
    let ask = format!("fetch('{}/counted').catch(() => {{}}); true", decoy.origin());
    visit.browser.evaluate(&ask, false).await?;
    visit.browser.find_text(".promise", "1 request").await?;
    let mut tools = visit.devtools().await?;
    let worker = tools.worker("engine").await?;
    tools.evaluate_in(&worker, &ask).await?;
    visit.browser.find_text(".promise", "2 requests").await?;
    Ok(())
}
