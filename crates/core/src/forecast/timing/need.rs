//! In which of the coming weeks how many will need something next (E5): everybody's own chance of each week,
//! summed. The interval (`meadow_models::cycle`) is that of those who came back, and tells when, not whether:
//! a person's weeks are scaled so that they sum to the chance of buying again by their end, as the model of
//! purchasing has it (`forecast::customer_base`). Without a model they hold if all of them come back, and no
//! range is told.
//!
//! The range of a sum of independent chances pᵢ has the variance Σ pᵢ(1 − pᵢ); on top comes what moves all
//! people alike: of the usual interval half of what the sum changes by when the group's mean is shifted by its
//! standard error either way, squared; of the model of purchasing the spread of the sum over its draws.

use meadow_models::cycle::{CycleError, NeedCycle, PersonCycle};

use super::Z_90;
use crate::domain::customer::Stage;
use crate::domain::day::Day;
use crate::domain::lens::LensColumn;
use crate::forecast::customer_base::CustomerBase;
use crate::segments::Derived;
use crate::segments::lenses::{intervals_of_all, lead_days};
use crate::table::tables::Tables;
use crate::views::table::{Column, Filter, Test};
use crate::views::timing::{NeedCalendar, NeedCourse, NeedWeek, NoNeed, PreSale};

pub const N_WEEKS: usize = 12;
/// Whoever is silent for longer than all but so many of their intervals has probably changed: their next
/// purchase would be due at once, for ever.
const RAREST_SILENCE: f64 = 0.01;
/// Where the interval makes a purchase within the weeks less likely than this, it does not tell which of them.
const LEAST_TOLD: f64 = 1e-6;
/// Half of the weeks with so many times as many people as the other half is fuller.
const MANY_MORE: f64 = 1.5;
/// People by whom it is tried how far the model of purchasing may be wrong.
const MOST_SAMPLED: usize = 600;

/// The coming weeks begin today; where the data have ended long ago, or lie ahead of the clock, after them:
/// else hardly anybody's next purchase would still be to come.
const OLDEST_DATA_DAYS: i32 = 28;
/// People whose chances are worked out between two looks at messages.
const PEOPLE_PER_STEP: usize = 1_000;

/// The work, in steps.
pub struct NeedRun<'a> {
    derived: &'a Derived,
    base: &'a CustomerBase,
    intervals: Vec<Vec<f64>>,
    cycle: NeedCycle,
    /// The last day that is known, and the first of the coming weeks.
    end: Day,
    start: Day,
    /// Who is counted.
    places: Vec<usize>,
    n_done: usize,
    sums: Sums,
    counts: Counts,
}

impl<'a> NeedRun<'a> {
    pub fn new(tables: &Tables, derived: &'a Derived) -> Result<Self, NoNeed> {
        let intervals = intervals_of_all(derived);
        let cycle = NeedCycle::fit(&intervals).map_err(|error| match error {
            CycleError::TooFew { n_intervals, needed } => {
                NoNeed::TooFewIntervals { n: n_intervals as u32, needed: needed as u32 }
            }
            // Days of purchase ascend and are each there once.
            CycleError::Interval { .. } | CycleError::Days { .. } => NoNeed::NobodyLeft,
        })?;
        let end = derived.data_end.unwrap_or(derived.today);
        let start = first_day(derived.today, end);
        let sums = Sums::new(start.days_since(end));
        let (places, counts) = (Vec::new(), Counts::default());
        let base = derived.customer_base(tables);
        Ok(Self { derived, base, intervals, cycle, end, start, places, n_done: 0, sums, counts })
    }

    /// Is there more to do?
    pub fn step(&mut self) -> bool {
        let until = (self.n_done + PEOPLE_PER_STEP).min(self.intervals.len());
        for place in self.n_done..until {
            self.count(place);
        }
        self.n_done = until;
        until < self.intervals.len()
    }

    /// People done, and all of them.
    pub fn progress(&self) -> (u64, u64) {
        (self.n_done as u64, self.intervals.len() as u64)
    }

    fn count(&mut self, place: usize) {
        let (derived, counts, own) = (self.derived, &mut self.counts, &self.intervals[place]);
        let Some(last) = derived.purchase_days.of(place).last() else {
            counts.n_not_bought += 1;
            return;
        };
        if derived.stages[place] == Stage::Lapsed {
            counts.n_lapsed += 1;
            return;
        }
        // Cannot fail: the intervals passed when the cycle was fitted.
        let Ok(person) = self.cycle.of_person(own) else { return };
        let elapsed = f64::from(self.end.days_since(Day(*last)).max(0));
        if person.p_longer(elapsed) < RAREST_SILENCE {
            counts.n_overdue += 1;
            return;
        }
        counts.n_people += 1;
        counts.n_once += u32::from(own.is_empty());
        counts.n_blocked += u32::from(derived.blocked[place]);
        self.places.push(place);
        // Who is not in the model has bought nothing that counts.
        let p_back = self
            .base
            .is_known()
            .then(|| self.base.p_buys_until(place, last_day(self.start)).unwrap_or(0.0));
        self.sums.add(person, elapsed, p_back, self.cycle.mean_sd());
    }

    pub fn finish(self, tables: &Tables) -> Result<NeedCalendar, NoNeed> {
        let Self { derived, base, cycle, start, places, sums, counts, .. } = self;
        if counts.n_people == 0 {
            return Err(NoNeed::NobodyLeft);
        }
        let some: Vec<usize> =
            places.iter().copied().step_by(places.len().div_ceil(MOST_SAMPLED)).collect();
        let spread = base.spread_of_buyers(&some, last_day(start));
        let halves: [f64; N_WEEKS] =
            std::array::from_fn(|week| sums.half(week, spread.unwrap_or(0.0)));
        let weeks = sums.weeks(start, &listed(tables, derived, start), spread.map(|_| &halves));
        let lead_days = lead_days(cycle);
        let sum_of = |weeks: &[NeedWeek]| weeks.iter().map(|week| week.expected).sum::<f64>();
        let (first, second) = weeks.split_at(N_WEEKS / 2);
        let sums_of_halves = (sum_of(first), sum_of(second));
        Ok(NeedCalendar {
            is_if_all_return: !base.is_known(),
            peak: peak(&weeks, &halves),
            fullest: fullest(&weeks, 0).unwrap_or(0) as u32,
            course: course(sums_of_halves),
            halves: sums_of_halves,
            pre_sale: pre_sale(&weeks, lead_days),
            weeks,
            is_after_data: start != derived.today,
            before: sums.before,
            later: f64::from(counts.n_people) - sums.before - sums.expected.iter().sum::<f64>(),
            n_people: counts.n_people,
            n_once: counts.n_once,
            n_blocked: counts.n_blocked,
            n_not_bought: counts.n_not_bought,
            n_lapsed: counts.n_lapsed,
            n_overdue: counts.n_overdue,
            n_intervals: cycle.n_intervals as u32,
            n_returned: cycle.n_persons as u32,
            typical_days: cycle.typical_days(),
            sd_within: cycle.sd_within,
            sd_between: cycle.sd_between,
            lead_days,
        })
    }
}

fn first_day(today: Day, end: Day) -> Day {
    let is_fresh = (0..=OLDEST_DATA_DAYS).contains(&today.days_since(end));
    if is_fresh { today } else { end.plus_days(1) }
}

/// Of the last week.
fn last_day(start: Day) -> Day {
    start.plus_days(7 * N_WEEKS as i32 - 1)
}

#[derive(Default)]
struct Counts {
    n_people: u32,
    n_once: u32,
    n_blocked: u32,
    n_not_bought: u32,
    n_lapsed: u32,
    n_overdue: u32,
}

/// Week by week over all people.
struct Sums {
    /// Days between the end of the data and the first week.
    gap: f64,
    before: f64,
    expected: [f64; N_WEEKS],
    variance: [f64; N_WEEKS],
    /// The sums with the group's mean a standard error lower and higher.
    shifted: [[f64; N_WEEKS]; 2],
}

impl Sums {
    fn new(gap_days: i32) -> Self {
        let none = [0.0; N_WEEKS];
        let gap = f64::from(gap_days.max(0));
        Self { gap, before: 0.0, expected: none, variance: none, shifted: [none; 2] }
    }

    /// `p_back`: the chance of buying again by the end of the weeks, where it is known.
    fn add(&mut self, person: PersonCycle, elapsed: f64, p_back: Option<f64>, mean_sd: f64) {
        let (before, chances) = self.chances(person, elapsed, p_back);
        self.before += before;
        for (week, p) in chances.into_iter().enumerate() {
            self.expected[week] += p;
            self.variance[week] += p * (1.0 - p);
        }
        // The own mean does not move with the group's.
        let shift = (1.0 - person.own_weight) * mean_sd;
        for (side, by) in [-shift, shift].into_iter().enumerate() {
            let shifted = PersonCycle { mean_log: person.mean_log + by, ..person };
            let (_, chances) = self.chances(shifted, elapsed, p_back);
            for (week, p) in chances.into_iter().enumerate() {
                self.shifted[side][week] += p;
            }
        }
    }

    /// One person's chance before the first week, and of each.
    fn chances(
        &self,
        person: PersonCycle,
        elapsed: f64,
        p_back: Option<f64>,
    ) -> (f64, [f64; N_WEEKS]) {
        let mut waiting = self.still_waiting(person, elapsed, 0);
        let before = 1.0 - waiting;
        let weeks: [f64; N_WEEKS] = std::array::from_fn(|week| {
            let begin = waiting;
            waiting = self.still_waiting(person, elapsed, week + 1);
            begin - waiting
        });
        let Some(p_back) = p_back else { return (before, weeks) };
        let told = 1.0 - waiting;
        if told > LEAST_TOLD {
            let scale = p_back / told;
            return (before * scale, weeks.map(|p| p * scale));
        }
        let a_day = p_back / (self.gap + 7.0 * N_WEEKS as f64);
        (a_day * self.gap, [7.0 * a_day; N_WEEKS])
    }

    /// The chance that the next purchase has not come before the week at this place.
    fn still_waiting(&self, person: PersonCycle, elapsed: f64, week: usize) -> f64 {
        let days = elapsed + self.gap + 7.0 * week as f64;
        // Cannot be 0 / 0: whoever is silent for so long is left out.
        (person.p_longer(days) / person.p_longer(elapsed)).min(1.0)
    }

    /// Half the width of a week's range. `spread`: of the model of purchasing, as a share.
    fn half(&self, week: usize, spread: f64) -> f64 {
        let of_interval = (self.shifted[1][week] - self.shifted[0][week]) / 2.0;
        let of_model = spread * self.expected[week];
        Z_90 * (self.variance[week] + of_interval.powi(2) + of_model.powi(2)).sqrt()
    }

    fn weeks(
        &self,
        start: Day,
        n_listed: &[u32; N_WEEKS],
        halves: Option<&[f64; N_WEEKS]>,
    ) -> Vec<NeedWeek> {
        (0..N_WEEKS)
            .map(|week| {
                let first = start.plus_days(7 * week as i32);
                let expected = self.expected[week];
                let range = |halves: &[f64; N_WEEKS]| {
                    ((expected - halves[week]).max(0.0), expected + halves[week])
                };
                NeedWeek {
                    first,
                    expected,
                    range: halves.map(range),
                    n_listed: n_listed[week],
                    filters: filters(first),
                }
            })
            .collect()
    }
}

/// Lists those whose likeliest day lies in the week from this day on.
fn filters(first: Day) -> Vec<Filter> {
    let between = Test::Between {
        low: Some(f64::from(first.0)),
        high: Some(f64::from(first.plus_days(6).0)),
    };
    let here = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Lapsed).collect();
    vec![
        Filter { column: Column::Lens(LensColumn::NextPurchase), test: between },
        Filter { column: Column::Stage, test: Test::StageIs(here) },
    ]
}

/// How many those filters list.
fn listed(tables: &Tables, derived: &Derived, start: Day) -> [u32; N_WEEKS] {
    let mut n = [0; N_WEEKS];
    let needs = &derived.lenses(tables).needs;
    for (need, stage) in needs.iter().zip(&derived.stages) {
        let Some(need) = need.filter(|_| *stage != Stage::Lapsed) else { continue };
        let week = need.expected.days_since(start).div_euclid(7);
        if let Some(n) = usize::try_from(week).ok().and_then(|week| n.get_mut(week)) {
            *n += 1;
        }
    }
    n
}

/// The fullest week, if even the low end of its range is above the mean of all weeks.
fn peak(weeks: &[NeedWeek], halves: &[f64; N_WEEKS]) -> Option<u32> {
    let place = fullest(weeks, 0)?;
    let mean = weeks.iter().map(|week| week.expected).sum::<f64>() / weeks.len() as f64;
    (weeks[place].expected - halves[place] > mean).then_some(place as u32)
}

/// Everybody is counted once, so that the weeks mostly fall even where none stands out.
fn course((first, second): (f64, f64)) -> NeedCourse {
    if first >= MANY_MORE * second {
        NeedCourse::Falling
    } else if second >= MANY_MORE * first {
        NeedCourse::Rising
    } else {
        NeedCourse::Even
    }
}

/// The lead time before the fullest of the weeks that are still so far ahead.
fn pre_sale(weeks: &[NeedWeek], lead_days: f64) -> Option<PreSale> {
    let lead = lead_days.round().max(1.0) as i32;
    let place = fullest(weeks, lead.div_euclid(7) as usize + usize::from(lead % 7 > 0))?;
    let week = weeks.get(place).filter(|week| week.expected > 0.0)?;
    let (from, until) = (week.first.plus_days(-lead), week.first.plus_days(-1));
    Some(PreSale { from, until, week: place as u32 })
}

/// The first of the fullest from a place on.
fn fullest(weeks: &[NeedWeek], from: usize) -> Option<usize> {
    let fuller = |best: Option<usize>, place: usize| match best {
        Some(best) if weeks[place].expected <= weeks[best].expected => Some(best),
        _ => Some(place),
    };
    (from..weeks.len()).fold(None, fuller)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seven, six … one and nobody: 27 in the first six weeks, one in the six after.
    #[test]
    fn weeks_that_fall_are_not_called_alike() {
        let sums = |weeks: [f64; N_WEEKS]| {
            let (first, second) = weeks.split_at(N_WEEKS / 2);
            (first.iter().sum::<f64>(), second.iter().sum::<f64>())
        };
        let falling = [7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(course(sums(falling)), NeedCourse::Falling);
        let mut rising = falling;
        rising.reverse();
        assert_eq!(course(sums(rising)), NeedCourse::Rising);
        assert_eq!(course(sums([3.0; N_WEEKS])), NeedCourse::Even);
        // 15 against 10 is half as many again, 14 against 10 is not.
        assert_eq!(course((15.0, 10.0)), NeedCourse::Falling);
        assert_eq!(course((14.0, 10.0)), NeedCourse::Even);
    }
}
