//! The models in a browser: k-means against ml-kmeans, an event of 100,000 draws against one simulated in
//! plain JavaScript, BG/NBD against Python's.
//! `crates/models/benches/rivals` measures the same natively.
//!
//! The page is `tests/e2e/bench/models.html`: the models as the engine has them, without the engine. Both
//! sides run on it in turns, on the same data; what they find must agree before a ratio is printed.

#[path = "../../../../../crates/models/benches/rivals/python.rs"]
mod python;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use meadow_e2e::browser::Look;
use meadow_e2e::visit::Visit;
use python::{Problem, Python};
use serde_json::{Value, json};
use static_host::StaticHost;

use crate::million_orders::{Times, list};

/// A round of ml-kmeans takes a quarter of a minute.
const N_CLUSTER_ROUNDS: u32 = 3;
const N_ROUNDS: u32 = 9;

/// From this package to what is measured natively.
const RIVALS: &str = "../../crates/models/benches/rivals";

/// Functions of `rivals.py` that fit BG/NBD, and what they are.
const FITTERS: [(&str, &str); 2] =
    [("lifetimes", "lifetimes 0.11.3"), ("scipy", "plain SciPy (L-BFGS-B)")];

/// Functions of `event.js` that draw how many of n do something, and what they are.
const BINOMIALS: [(&str, &str); 2] = [
    ("inversion", "plain JavaScript, binomials by inversion"),
    ("trials", "the same trial by trial"),
];

pub async fn tell() -> Result<()> {
    let pages = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("bench");
    let visit =
        Visit::arrive_to_measure(StaticHost::new(pages).start().await?, Look::PLAIN).await?;
    visit.browser.go(&format!("{}models.html", visit.host.url())).await?;
    visit.browser.wait_until("the models are ready", "return 'models' in self").await?;
    println!("\nthe models in a browser:");
    tell_fits(&visit).await?;
    tell_clusters(&visit).await?;
    tell_event(&visit).await?;
    visit.end().await?;
    Ok(())
}

/// One round of a function of `models.js`: what it found; its time is noted.
async fn round(visit: &Visit, call: &str, times: &mut Times) -> Result<Value> {
    let mut answer = visit.browser.evaluate(&format!("models.{call}"), true).await?;
    times.0.push(answer["ms"].as_f64().with_context(|| format!("no time of {call}: {answer}"))?);
    Ok(answer["found"].take())
}

fn numbers(found: &Value) -> Result<Vec<f64>> {
    let list = found.as_array().with_context(|| format!("no numbers: {found}"))?;
    Ok(list.iter().filter_map(Value::as_f64).collect())
}

fn tell_times(meadow: &Times, rivals: &[(&str, &Times)]) {
    let own = meadow.median();
    println!("  {own:.0} ms: Meadow ({})", list(meadow));
    for (name, times) in rivals {
        let other = times.median();
        println!(
            "  {other:.0} ms: {name}; Meadow takes {:.2} × as long ({})",
            own / other,
            list(times)
        );
    }
}

/// BG/NBD against Python, which gets the page's own customers in the same run.
async fn tell_fits(visit: &Visit) -> Result<()> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(RIVALS).join("rivals.py");
    let mut python = Python::start(&script).map_err(in_words)?;
    for (are_cdnow, what) in
        [(true, "CDNOW, 2,357 customers"), (false, "100,000 customers, known by the day")]
    {
        println!(" BG/NBD, {what}:");
        let found = round(visit, &format!("histories({are_cdnow})"), &mut Times::default()).await?;
        let columns = numbers(&found)?;
        let columns: Vec<Vec<f64>> =
            columns.chunks(columns.len() / 3).map(<[f64]>::to_vec).collect();
        python.load("customers", &columns).map_err(in_words)?;
        let mut meadow = Times::default();
        let mut rivals: [Times; FITTERS.len()] = Default::default();
        for _ in 0..N_ROUNDS {
            let own = numbers(&round(visit, &format!("fit({are_cdnow})"), &mut meadow).await?)?;
            for ((does, name), times) in FITTERS.iter().zip(&mut rivals) {
                let request = json!({ "do": does, "name": "customers" });
                let (answer, seconds) = python.ask(&request).map_err(in_words)?;
                times.0.push(1e3 * seconds);
                let other = python::numbers(&answer, "parameters").map_err(in_words)?;
                let agree = own.len() == 5
                    && other.len() == 4
                    && own.iter().zip(&other).all(|(own, other)| (own / other - 1.0).abs() < 0.01);
                ensure!(agree, "{name} finds {other:?}, Meadow {own:?}");
            }
        }
        let rivals: Vec<(&str, &Times)> =
            FITTERS.iter().zip(&rivals).map(|((_, name), times)| (*name, times)).collect();
        tell_times(&meadow, &rivals);
    }
    Ok(())
}

fn in_words(problem: Problem) -> anyhow::Error {
    anyhow!("{problem}")
}

async fn tell_clusters(visit: &Visit) -> Result<()> {
    println!(" k-means of 100,000 points of 3 coordinates, 5 clusters, 20 starts:");
    let (mut meadow, mut rival) = (Times::default(), Times::default());
    for number in 0..N_CLUSTER_ROUNDS {
        let own = round(visit, "clusters()", &mut meadow).await?;
        let other = round(visit, "clustersByMlKmeans()", &mut rival).await?;
        let (own, other) = (own.as_f64(), other.as_f64());
        let (own, other) = own.zip(other).context("no inertia")?;
        ensure!((own / other - 1.0).abs() < 1e-3, "inertia {own}, ml-kmeans has {other}");
        if number == 0 {
            println!("  inertia {own:.3}, of ml-kmeans {other:.3}");
        }
    }
    tell_times(&meadow, &[("ml-kmeans 7.0.1", &rival)]);
    Ok(())
}

async fn tell_event(visit: &Visit) -> Result<()> {
    println!(" 100,000 draws of an event, 900 invited in three groups, with its profit:");
    let mut meadow = Times::default();
    let mut rivals: [Times; BINOMIALS.len()] = Default::default();
    for seed in 0..N_ROUNDS {
        let own = numbers(&round(visit, &format!("event({seed})"), &mut meadow).await?)?;
        for ((name, what), times) in BINOMIALS.iter().zip(&mut rivals) {
            let call = format!("eventInJavaScript({seed}, '{name}')");
            let other = numbers(&round(visit, &call, times).await?)?;
            check_event(&own, &other).with_context(|| format!("{what} and Meadow differ"))?;
        }
    }
    let rivals: Vec<(&str, &Times)> =
        BINOMIALS.iter().zip(&rivals).map(|((_, what), times)| (*what, times)).collect();
    tell_times(&meadow, &rivals);
    Ok(())
}

/// Profits agree within what 100,000 draws leave open: their spread over √draws, times five for the mean,
/// seven for the middle and twelve for the quantiles at 5 % and 95 %.
fn check_event(own: &[f64], other: &[f64]) -> Result<()> {
    let (&[.., own_orders], &[.., orders, spread]) = (own, other) else {
        anyhow::bail!("too few numbers: {own:?}, {other:?}");
    };
    let error = spread * (2.0_f64 / 100_000.0).sqrt();
    for (place, wide) in [(0, 5.0), (1, 12.0), (2, 7.0), (3, 12.0)] {
        let off = (own[place] - other[place]).abs();
        ensure!(off < wide * error, "{own:?}, {other:?}");
    }
    ensure!((own_orders / orders - 1.0).abs() < 0.01, "orders: {own:?}, {other:?}");
    Ok(())
}
