//! How long leads take from the first contact to the first order (`meadow_models::survival`).
//!
//! A lead begins with the earlier of the day somebody is known since and the first contact noted, and ends
//! with the first order. Who has not bought by the last day that is known still waits then; who came on the
//! blacklist, until that day. Merged people are one, from the earliest of their days. Left out, and counted:
//! whose beginning is not known or lies before nothing (they came as buyers), and who is said to have bought
//! though there is no order, since nobody knows when.

use std::collections::BTreeMap;

use meadow_models::survival::{CurveInterval, Survival, Wait};

use crate::contact::blacklist::Blacklist;
use crate::domain::customer::Stage;
use crate::domain::day::Day;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::timing::{BoughtBy, LeadWaits, NoLeads, NoWaits, SourceWaits, TimeTo};

/// Fewer leads that bought tell nothing, of all or of one source.
pub const MIN_BOUGHT: usize = 10;
/// The curve ends where fewer still wait: one more who buys would move it too far.
const MIN_WAITING: usize = 10;
const LEVEL: f64 = 0.9;
const HOW: CurveInterval = CurveInterval::LogLog;
/// Points of the curve that are shown.
const MOST_POINTS: usize = 240;
const MOST_SOURCES: usize = 8;

pub fn waits(tables: &Tables, derived: &Derived) -> Result<LeadWaits, NoWaits> {
    let until = derived.data_end.unwrap_or(derived.today);
    let leads = Leads::of(tables, derived, until);
    if leads.waits.is_empty() {
        return Err(NoWaits::NoStarts);
    }
    let n_leads = leads.waits.len() as u32;
    let n_bought = n_bought(&leads.waits);
    let too_few = NoWaits::TooFewBought { n: n_bought as u32, needed: MIN_BOUGHT as u32, n_leads };
    let curve = Curve::of(&leads.waits).ok_or(too_few)?;
    let (sources, n_small_sources) = sources(&leads.by_source);
    Ok(LeadWaits {
        n_leads,
        n_bought: n_bought as u32,
        n_blocked: leads.n_blocked,
        until,
        curve: curve.points(),
        at_end: curve.at(curve.reach),
        median: curve.time_to(0.5),
        half: curve.half_of_buyers(curve.reach).ok_or(too_few)?,
        sources,
        n_small_sources,
        n_no_source: leads.n_no_source,
        left_out: leads.left_out,
    })
}

fn n_bought(waits: &[Wait]) -> usize {
    waits.iter().filter(|wait| wait.has_happened).count()
}

/// Everybody's wait.
#[derive(Default)]
struct Leads<'a> {
    waits: Vec<Wait>,
    by_source: BTreeMap<&'a str, Vec<Wait>>,
    n_no_source: u32,
    n_blocked: u32,
    left_out: NoLeads,
}

impl<'a> Leads<'a> {
    fn of(tables: &'a Tables, derived: &Derived, until: Day) -> Self {
        let mut leads = Self::default();
        let blacklist = Blacklist::of(tables);
        for (place, customer) in tables.customers.iter().enumerate() {
            let met = derived.contacts.facts[place].first_contact;
            let Some(start) = met.into_iter().chain(customer.known_since).min() else {
                leads.left_out.n_no_start += 1;
                continue;
            };
            let first = derived.purchase_days.of(place).first().map(|day| Day(*day));
            let first = first.filter(|day| *day <= until);
            // Files write the day of the first order for the day somebody is known since: only a contact
            // shows that they were a lead before they bought on the same day.
            if first.is_some_and(|day| day < start || (day == start && met != Some(start))) {
                leads.left_out.n_came_as_buyers += 1;
                continue;
            }
            if start > until {
                leads.left_out.n_too_new += 1;
                continue;
            }
            let has_no_order =
                |stage| matches!(stage, Stage::Bought | Stage::InService | Stage::Lapsed);
            if first.is_none() && customer.stage.is_some_and(has_no_order) {
                leads.left_out.n_no_order += 1;
                continue;
            }
            let mut seen_until = first.unwrap_or(until);
            if first.is_none() && derived.blocked[place] {
                let hits = blacklist.hits(customer);
                let blocked = hits.iter().map(|entry| entry.day).min();
                seen_until = blocked.unwrap_or(until).min(until).max(start);
                leads.n_blocked += 1;
            }
            let time = f64::from(seen_until.days_since(start));
            leads.add(customer.lead_source.trim(), Wait { time, has_happened: first.is_some() });
        }
        leads
    }

    fn add(&mut self, source: &'a str, wait: Wait) {
        self.waits.push(wait);
        if source.is_empty() {
            self.n_no_source += 1;
        } else {
            self.by_source.entry(source).or_default().push(wait);
        }
    }
}

/// A curve as far as enough people wait.
struct Curve {
    survival: Survival,
    reach: f64,
}

impl Curve {
    /// `None` where too few have bought.
    fn of(waits: &[Wait]) -> Option<Self> {
        if n_bought(waits) < MIN_BOUGHT {
            return None;
        }
        let survival = Survival::fit(waits).ok()?;
        let mut times: Vec<f64> = waits.iter().map(|wait| wait.time).collect();
        times.sort_by(f64::total_cmp);
        let reach = *times.get(times.len().checked_sub(MIN_WAITING)?)?;
        Some(Self { survival, reach })
    }

    fn at(&self, days: f64) -> BoughtBy {
        // The curve is asked no further than it reaches, where it is always known.
        let waiting = self.survival.at(days).unwrap_or(0.0);
        let range = self.survival.interval_at(days, LEVEL, HOW);
        let (low, high) = range.map_or((waiting, waiting), |range| (range.low, range.high));
        BoughtBy { days, share: 1.0 - waiting, low: 1.0 - high, high: 1.0 - low }
    }

    fn points(&self) -> Vec<BoughtBy> {
        let times = self.survival.steps().iter().map(|step| step.time);
        let mut times: Vec<f64> = times.filter(|time| *time <= self.reach).collect();
        let every = times.len().div_ceil(MOST_POINTS).max(1);
        let last = times.len().saturating_sub(1);
        let kept = |place: usize| place.is_multiple_of(every) || place == last;
        times = times.into_iter().enumerate().filter(|(p, _)| kept(*p)).map(|(_, t)| t).collect();
        if times.first().is_none_or(|first| *first > 0.0) {
            times.insert(0, 0.0);
        }
        if times.last().is_some_and(|last| *last < self.reach) {
            times.push(self.reach);
        }
        times.into_iter().map(|days| self.at(days)).collect()
    }

    /// By when a share of all has bought; `None` beyond the reach.
    fn time_to(&self, share: f64) -> Option<TimeTo> {
        let within = |days: &f64| *days <= self.reach;
        let days = self.survival.quantile(share).filter(within)?;
        let (low, high) = self.survival.quantile_interval(share, LEVEL, HOW);
        Some(TimeTo { days, low: low.filter(within), high: high.filter(within) })
    }

    /// By when half of those have bought who buy within so many days; that share itself is taken as known.
    /// `None` where nobody does.
    fn half_of_buyers(&self, within_days: f64) -> Option<TimeTo> {
        let share = self.at(within_days).share;
        if share > 0.0 { self.time_to(share / 2.0) } else { None }
    }
}

/// The sources that can be told apart, and how many cannot.
fn sources(by_source: &BTreeMap<&str, Vec<Wait>>) -> (Vec<SourceWaits>, u32) {
    let curves =
        by_source.iter().filter_map(|(name, waits)| Some((name, waits, Curve::of(waits)?)));
    let mut curves: Vec<_> = curves.collect();
    let n_small = (by_source.len() - curves.len()) as u32;
    if curves.len() < 2 {
        return (Vec::new(), n_small);
    }
    curves.sort_by_key(|(_, waits, _)| std::cmp::Reverse(waits.len()));
    curves.truncate(MOST_SOURCES);
    let common = curves.iter().map(|(_, _, curve)| curve.reach).fold(f64::INFINITY, f64::min);
    let told = curves.into_iter().map(|(name, waits, curve)| SourceWaits {
        name: (*name).to_owned(),
        n_leads: waits.len() as u32,
        n_bought: n_bought(waits) as u32,
        bought: curve.at(common),
        half: curve.half_of_buyers(common),
    });
    (told.collect(), n_small)
}
