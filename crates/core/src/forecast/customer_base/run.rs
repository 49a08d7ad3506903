//! The whole way from orders to outlooks, in steps short enough that others get a word in.

use meadow_models::lifetime_value::{Person, ValuePlan};

use super::fitting::{Fitted, Fitting};
use super::groups::Group;
use super::histories::Histories;
use super::margin::margin;
use super::totals::Totals;
use super::{CustomerBase, Found, PersonOutlook};
use crate::domain::outlook::{MOST_MONTHS, OutlookSettings};
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::customer_base::{NoOutlook, TimeUnit};

/// A few milliseconds of work.
const PEOPLE_PER_STEP: usize = 500;
/// Value is discounted from quarter to quarter.
const MONTHS_PER_PERIOD: u8 = 3;

/// Under way.
pub struct CustomerBaseRun<'a> {
    tables: &'a Tables,
    derived: &'a Derived,
    at: At,
    n_done: usize,
}

enum At {
    Orders,
    Models(Box<Fitting>),
    Samples(Box<Found>),
    Amounts(Box<Found>),
    People(Box<Found>, usize),
    /// And how many groups are done.
    Groups(Box<Found>, usize),
    Done(Result<Box<Found>, NoOutlook>),
}

impl<'a> CustomerBaseRun<'a> {
    pub fn new(tables: &'a Tables, derived: &'a Derived) -> Self {
        Self { tables, derived, at: At::Orders, n_done: 0 }
    }

    /// Steps done and, about, how many there are.
    pub fn progress(&self) -> (u64, u64) {
        let n = 11 + Group::all().len() + self.derived.ids.len() / PEOPLE_PER_STEP;
        (self.n_done.min(n) as u64, n as u64)
    }

    /// Goes on; false when all is done.
    pub fn step(&mut self) -> bool {
        self.n_done += 1;
        let at = std::mem::replace(&mut self.at, At::Orders);
        self.at = match at {
            At::Orders => match Histories::of(self.tables, self.derived).map(Fitting::new) {
                None => At::Done(Err(NoOutlook::NobodyBought)),
                Some(Err(why)) => At::Done(Err(why)),
                Some(Ok(fitting)) => At::Models(Box::new(fitting)),
            },
            At::Models(mut fitting) => match fitting.step() {
                true => At::Models(fitting),
                false => self.begin(*fitting),
            },
            At::Samples(mut found) => match found.fitted.model.step() {
                true => At::Samples(found),
                false => At::Amounts(found),
            },
            At::Amounts(mut found) => {
                found.fitted.fit_amounts();
                At::People(found, 0)
            }
            At::People(mut found, mut next) => {
                let end = (next + PEOPLE_PER_STEP).min(self.derived.ids.len());
                while next < end {
                    let outlook = self.look_at(&found, next);
                    found.people.push(outlook);
                    next += 1;
                }
                match next < self.derived.ids.len() {
                    true => At::People(found, next),
                    false => {
                        found.totals = Totals::of(&found.fitted, found.plan, &found.people);
                        At::Groups(found, 0)
                    }
                }
            }
            At::Groups(mut found, next) => match Group::all().get(next) {
                Some(group) => {
                    let is_in = |place: usize, outlook: &PersonOutlook| {
                        group.holds(self.derived, place, outlook)
                    };
                    let totals = Totals::of_group(&found.fitted, found.plan, &found.people, &is_in);
                    if totals.n_people > 0 {
                        found.groups.push((*group, totals));
                    }
                    At::Groups(found, next + 1)
                }
                None => At::Done(Ok(found)),
            },
            At::Done(found) => At::Done(found),
        };
        !matches!(self.at, At::Done(_))
    }

    fn begin(&self, fitting: Fitting) -> At {
        let found = fitting.finish().and_then(|fitted| {
            let plan = plan(&fitted, self.settings()).ok_or(NoOutlook::NoFit)?;
            let (people, groups) = (Vec::new(), Vec::new());
            Ok(Box::new(Found { fitted, plan, people, totals: Totals::NONE, groups }))
        });
        match found {
            Ok(found) => At::Samples(found),
            Err(why) => At::Done(Err(why)),
        }
    }

    fn look_at(&self, found: &Found, place: usize) -> Option<PersonOutlook> {
        let Person { history, mean_amount } = found.person(place)?;
        let Fitted { model, amounts, .. } = &found.fitted;
        let amount = amounts.as_ref().ok().filter(|_| self.settings().discount_percent.is_some());
        let amount = amount.map(|amounts| amounts.of(&Person { history, mean_amount }));
        Some(PersonOutlook {
            active: model.p_active(&history),
            purchases: model.purchases(&history, found.plan.horizon()),
            revenue: amount
                .map(|amount| amount * model.discounted_purchases(&history, &found.plan)),
        })
    }

    fn settings(&self) -> &OutlookSettings {
        &self.tables.facts.outlook
    }

    /// What was found; nothing that could be told where it was not gone through to the end.
    pub fn finish(self) -> CustomerBase {
        let margin = margin(self.settings(), &self.derived.purchases);
        let found = match self.at {
            At::Done(found) => found,
            _ => Err(NoOutlook::NoFit),
        };
        CustomerBase { margin, found }
    }
}

/// Periods of a quarter or a little less, without a margin, which comes last. Without interest nothing is
/// discounted, and no value told.
fn plan(fitted: &Fitted, settings: &OutlookSettings) -> Option<ValuePlan> {
    let months = settings.horizon_months.clamp(1, MOST_MONTHS);
    let horizon = fitted.histories.units_of(months);
    let mut n_periods = u32::from(months.div_ceil(MONTHS_PER_PERIOD));
    if matches!(fitted.histories.unit, TimeUnit::Occasions { .. }) {
        // Part of an occasion counts for nothing: each period must be whole.
        let whole = |n: &u32| horizon % f64::from(*n) == 0.0;
        n_periods = (1..=n_periods).rev().find(whole).unwrap_or(1);
    }
    let yearly = settings.discount_percent.unwrap_or(0.0) / 100.0;
    let years = f64::from(months) / 12.0 / f64::from(n_periods);
    let discount = (1.0 + yearly).powf(years) - 1.0;
    ValuePlan::new(n_periods, horizon / f64::from(n_periods), discount, 1.0).ok()
}
