//! How many will register in the end, from those who have by now: the curve of own events with dated
//! registrations, else a cited shape; what the event's rate led to expect, or a range typed. Exact.

use std::collections::{BTreeMap, BTreeSet};

use meadow_models::CountDistribution;
use meadow_models::registration_curve::{
    FinalPrior, PastRegistrations, RegistrationCurve, RegistrationError,
};

use super::audience::choose_groups;
use super::rates::{Rates, grade_letter, rate_of_all};
use super::run::too_many_people;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus, FunnelStage};
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::interaction::InteractionKind;
use crate::playbooks::{self, BenchmarkRate};
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, Spread};
use crate::views::registrations::{
    CurveSource, NoRegistrations, RegistrationTerms, RegistrationsAnswer, RegistrationsView,
};
use crate::words;

/// Published shares of the last week and of the day.
const ANCHORS: [&str; 2] = ["registered-in-last-week", "registered-on-the-day"];
/// How many registrations the curve weighs for one event: of other people's events, and of own ones while
/// there are fewer than three. Judgements: with 10, the share in by now differs by about 15 points from
/// event to event.
const STRENGTH_OF_CITED: f64 = 10.0;
const STRENGTH_OF_OWN: f64 = 20.0;
/// Own events with fewer registrations, or noted on fewer days, tell nothing of when people register.
const MIN_REGISTERED: usize = 10;
const MIN_DAYS: usize = 4;
/// Most registrations that are reckoned with.
const MAX_REGISTERED: u32 = 500_000;
/// Longer before every event nothing has come in yet.
const LONG_BEFORE: f64 = 1e5;
const N_BARS: u32 = 30;
/// So many bars at most are added for a number outside.
const MAX_EMPTY_BARS: u32 = 20;
/// Days before the event at which the curve is told.
const TOLD_DAYS: [u32; 8] = [60, 30, 21, 14, 7, 3, 1, 0];
/// The 95 % point of the standard normal.
const Z_95: f64 = 1.645;

/// The answer for an event, saved or not.
///
/// # Errors
/// [`EngineError::BadInput`] for numbers that cannot be.
pub fn registrations_in_the_end(
    tables: &Tables,
    audience: &[AudienceEntry],
    (event, saved): (&Event, Option<DocumentId>),
    terms: &RegistrationTerms,
    today: Day,
) -> Result<RegistrationsAnswer, EngineError> {
    Ok(match find_in_the_end(tables, audience, (event, saved), terms, today)? {
        Ok(found) => RegistrationsAnswer::Found(Box::new(found.view)),
        Err(why) => RegistrationsAnswer::None(why),
    })
}

/// The final number as it is distributed, and what is told of it.
pub(super) struct InTheEnd {
    pub numbers: CountDistribution,
    pub view: RegistrationsView,
}

/// `Ok(Err(why))`: nothing can be said.
///
/// # Errors
/// As [`registrations_in_the_end`].
pub(super) fn find_in_the_end(
    tables: &Tables,
    audience: &[AudienceEntry],
    (event, saved): (&Event, Option<DocumentId>),
    terms: &RegistrationTerms,
    today: Day,
) -> Result<Result<InTheEnd, NoRegistrations>, EngineError> {
    let none = |why| Ok(Err(why));
    let counted = saved.map(|id| days_of_registrations(tables, id).len() as u32);
    let counted = counted.filter(|n| *n > 0);
    let Some(n_now) = terms.n_now.or(counted) else { return none(NoRegistrations::NowUnknown) };
    let days_left = match days_until(event, saved, terms, today) {
        Ok(days) => days,
        Err(why) => return none(why),
    };
    if n_now > MAX_REGISTERED {
        return Err(too_many_people());
    }
    let curve = match curve_of(tables, (event, saved), terms)? {
        Ok(curve) => curve,
        Err(why) => return none(why),
    };
    let (curve, source) = curve;
    let prior = match prior_of(tables, audience, event, terms)? {
        Ok(prior) => prior,
        Err(why) => return none(why),
    };
    let days = f64::from(days_left);
    let found = match curve.final_number(n_now, days, prior.model) {
        Ok(found) => found,
        Err(error) => return refuse(error),
    };
    let expected = match curve.final_number(0, LONG_BEFORE, prior.model) {
        Ok(expected) => expected,
        Err(error) => return refuse(error),
    };
    let (first_bar, bar_width, p_per_bar) = bars(&found, None);
    let told = TOLD_DAYS.map(|day| (day, curve.share_in(f64::from(day))));
    let view = RegistrationsView {
        n_now,
        is_counted: terms.n_now.is_none(),
        days_left,
        share_in: curve.share_in(days),
        in_the_end: spread_of(&found),
        expected: spread_of(&expected),
        n_invited: prior.n_invited,
        goal: terms.goal.map(|goal| (goal, found.p_at_least(goal as usize))),
        first_bar,
        bar_width,
        p_per_bar,
        source,
        strength: curve.strength(),
        curve: told.into_iter().filter(|(_, share)| *share > 0.0).collect(),
        is_assumed: prior.is_assumed,
    };
    Ok(Ok(InTheEnd { numbers: found, view }))
}

fn days_until(
    event: &Event,
    saved: Option<DocumentId>,
    terms: &RegistrationTerms,
    today: Day,
) -> Result<u32, NoRegistrations> {
    if let Some(days) = terms.days_left {
        return Ok(days);
    }
    // The day of an event that nobody has saved is only a proposal.
    let day = event.day.filter(|_| saved.is_some()).ok_or(NoRegistrations::DaysUnknown)?;
    let days = i64::from(day.0) - i64::from(today.0);
    u32::try_from(days).map_err(|_| NoRegistrations::Over)
}

/// On which day each of those who registered for an event first did.
fn days_of_registrations(tables: &Tables, event: DocumentId) -> Vec<Day> {
    let mut first: BTreeMap<CustomerId, Day> = BTreeMap::new();
    let noted = tables.interactions.iter().filter(|contact| {
        contact.kind == InteractionKind::Registered && contact.event == Some(event)
    });
    for contact in noted {
        let day = first.entry(contact.customer).or_insert(contact.day);
        *day = contact.day.min(*day);
    }
    first.into_values().collect()
}

/// A curve and where it comes from, or why there is none.
type Curve = Result<(RegistrationCurve, CurveSource), NoRegistrations>;

fn curve_of(
    tables: &Tables,
    (event, saved): (&Event, Option<DocumentId>),
    terms: &RegistrationTerms,
) -> Result<Curve, EngineError> {
    let own = own_events(tables, saved);
    if !own.is_empty() {
        let (names, past): (Vec<String>, Vec<PastRegistrations>) = own.into_iter().unzip();
        let n_registered = past.iter().map(|past| past.n_final).sum();
        let curve = RegistrationCurve::of_events(&past, STRENGTH_OF_OWN);
        let curve = curve.map_err(|_| impossible())?;
        return Ok(Ok((curve, CurveSource::Own { events: names, n_registered })));
    }
    let first_wave = event.waves.iter().map(|wave| wave.days_before).max();
    let opens = terms.opens.or(first_wave.and_then(|days| u32::try_from(days).ok()));
    let Some(opens) = opens.filter(|days| *days > 0) else {
        return Ok(Err(NoRegistrations::OpeningUnknown));
    };
    let [Some(last_week), Some(on_the_day)] = ANCHORS.map(benchmark) else {
        return Ok(Err(NoRegistrations::OpeningUnknown));
    };
    let (week, day) = (last_week.point, on_the_day.point);
    match RegistrationCurve::from_anchors(opens, week, day, STRENGTH_OF_CITED) {
        Ok(curve) => {
            let source = CurveSource::Cited {
                last_week: week,
                on_the_day: day,
                opens,
                source: last_week.source.clone(),
                basis: last_week.basis.clone(),
                grade: grade_letter(last_week.grade),
            };
            Ok(Ok((curve, source)))
        }
        Err(RegistrationError::Opening { .. }) if opens <= 7 => {
            Ok(Err(NoRegistrations::OpensTooLate))
        }
        Err(_) => Err(impossible()),
    }
}

fn benchmark(key: &str) -> Option<&'static BenchmarkRate> {
    playbooks::benchmark_rates().iter().find(|rate| rate.key == key)
}

/// Past events whose registrations were noted as they came, by name.
fn own_events(tables: &Tables, but: Option<DocumentId>) -> Vec<(String, PastRegistrations)> {
    let past = tables.events().filter(|(id, event)| {
        event.status == EventStatus::Past && Some(*id) != but && event.day.is_some()
    });
    past.filter_map(|(id, event)| {
        let held = event.day?;
        let days = days_of_registrations(tables, id);
        let before: Vec<i32> = days.iter().map(|day| (held.0 - day.0).max(0)).collect();
        let n_days = before.iter().collect::<BTreeSet<_>>().len();
        if before.len() < MIN_REGISTERED || n_days < MIN_DAYS {
            return None;
        }
        let earliest = *before.iter().max()?;
        // In at the start of a day: whoever registered on an earlier one.
        let n_in = (0..=earliest.min(3_660))
            .map(|t| (f64::from(t), before.iter().filter(|days| **days > t).count() as u32));
        let past = PastRegistrations { n_final: before.len() as u32, n_in: n_in.collect() };
        Some((event.name.clone(), past))
    })
    .collect()
}

/// What was expected before anybody registered.
struct Expected {
    model: FinalPrior,
    n_invited: Option<u32>,
    is_assumed: bool,
}

fn prior_of(
    tables: &Tables,
    audience: &[AudienceEntry],
    event: &Event,
    terms: &RegistrationTerms,
) -> Result<Result<Expected, NoRegistrations>, EngineError> {
    if terms.is_open {
        let Some((low, high)) = terms.expected else {
            return Ok(Err(NoRegistrations::ExpectedUnknown));
        };
        let (low, high) = (low.min(high), low.max(high));
        if high > MAX_REGISTERED {
            return Err(too_many_people());
        }
        let mean = f64::from(low).midpoint(f64::from(high)).max(0.5);
        // A single number is nearly certain.
        let cv = (f64::from(high - low) / (2.0 * Z_95) / mean).max(0.01);
        let model = FinalPrior::Open { mean, cv };
        return Ok(Ok(Expected { model, n_invited: None, is_assumed: true }));
    }
    let groups = choose_groups(audience, event);
    let n_invited: u64 = groups.iter().map(|group| u64::from(group.n_invited)).sum();
    if n_invited == 0 {
        return Ok(Err(NoRegistrations::NobodyInvited));
    }
    if n_invited > u64::from(MAX_REGISTERED) {
        return Err(too_many_people());
    }
    let rates = Rates::believe(tables, event);
    let mut missing = rates.missing_for(groups.iter().map(|group| &group.group));
    missing.retain(|stage| *stage == FunnelStage::Registered);
    if !missing.is_empty() {
        return Ok(Err(NoRegistrations::RatesMissing(missing)));
    }
    let n_invited = n_invited as u32;
    let people = groups.iter().map(|group| (&group.group, f64::from(group.n_invited)));
    let all = rate_of_all(&rates, people, FunnelStage::Registered).ok_or_else(impossible)?;
    let model = FinalPrior::Invited { n_invited, rate: all.rate };
    Ok(Ok(Expected { model, n_invited: Some(n_invited), is_assumed: all.is_assumed }))
}

pub(super) fn spread_of(numbers: &CountDistribution) -> Spread {
    let at = |p| numbers.quantile(p) as f64;
    Spread {
        mean: numbers.mean(),
        p05: at(0.05),
        p25: at(0.25),
        median: at(0.5),
        p75: at(0.75),
        p95: at(0.95),
    }
}

/// The lowest number of the first bar, the numbers in a bar, and the chance of each. All but a thousandth
/// at either end is inside; that falls into the outermost bars. With an `edge`, a bar begins at that number
/// where none would begin below 0, and empty bars lead to it where it is not far.
pub(super) fn bars(numbers: &CountDistribution, edge: Option<u32>) -> (u32, u32, Vec<f64>) {
    let (mut low, mut high) = (numbers.quantile(0.001) as u32, numbers.quantile(0.999) as u32);
    let width = (high - low + 1).div_ceil(N_BARS).max(1);
    if let Some(edge) = edge {
        let is_near = |gap: u32| gap / width <= MAX_EMPTY_BARS;
        if edge > high && is_near(edge - high) {
            high = edge;
        } else if edge < low && is_near(low - edge) {
            low = edge;
        }
        // Down to a bar's beginning: as far below as the numbers between fill whole bars.
        let shift =
            (width - (i64::from(edge) - i64::from(low)).rem_euclid(width.into()) as u32) % width;
        low = low.checked_sub(shift).unwrap_or(low);
    }
    let n_bars = ((high - low) / width + 1) as usize;
    let mut bars = vec![0.0; n_bars];
    for (n, p) in numbers.chances().iter().enumerate() {
        let place = (n as u32).saturating_sub(low) / width;
        bars[(place as usize).min(n_bars - 1)] += p;
    }
    (low, width, bars)
}

fn refuse(error: RegistrationError) -> Result<Result<InTheEnd, NoRegistrations>, EngineError> {
    Ok(Err(match error {
        RegistrationError::MoreThanInvited { n_now, n_invited } => {
            NoRegistrations::MoreThanInvited { n_now, n_invited }
        }
        RegistrationError::TooEarly { .. } => NoRegistrations::BeforeOpening,
        RegistrationError::TooMany { .. } => return Err(too_many_people()),
        _ => return Err(impossible()),
    }))
}

fn impossible() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_registrations() }
}
