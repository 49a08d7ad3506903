//! Who is still there, how often they will buy, and what that is worth (question 6): from the orders of a
//! workspace to the models of `meadow_models`, and back to views.
//!
//! Worked out in steps, once for a revision and a day, over everybody who has bought up to the data's
//! end. Owns what goes into the models and which people they are fitted to; must not know how a model is
//! fitted. Days on which something was bought are the purchases; refunds lower what they were worth.

mod fitting;
mod groups;
mod histories;
mod margin;
mod model;
mod person;
mod report;
mod run;
mod totals;

#[cfg(test)]
mod tests;

pub use self::person::person_outlook;
pub use self::report::view;
pub use self::run::CustomerBaseRun;

use meadow_models::lifetime_value::{Person, ValuePlan};
use meadow_models::purchase_history::PurchaseHistory;

use self::fitting::Fitted;
use self::groups::Group;
use self::totals::Totals;
use crate::domain::day::Day;
use crate::domain::outlook::OutlookColumn;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::customer_base::{MarginView, NoOutlook};

/// What is to be expected of a person at the likeliest parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonOutlook {
    pub active: f64,
    pub purchases: f64,
    /// Of the purchases to come, discounted, before the margin; in major units. `None` without interest
    /// or amounts.
    revenue: Option<f64>,
}

/// Everything found of everybody.
pub struct CustomerBase {
    margin: Option<MarginView>,
    found: Result<Box<Found>, NoOutlook>,
}

struct Found {
    fitted: Fitted,
    plan: ValuePlan,
    /// By place among all customers.
    people: Vec<Option<PersonOutlook>>,
    totals: Totals,
    /// Of every group in which somebody is.
    groups: Vec<(Group, Totals)>,
}

impl CustomerBase {
    /// All of it, in one go.
    pub fn of(tables: &Tables, derived: &Derived) -> Self {
        let mut run = CustomerBaseRun::new(tables, derived);
        while run.step() {}
        run.finish()
    }

    /// `None` for whoever has not bought, and for all where nothing can be said.
    pub fn of_person(&self, place: usize) -> Option<PersonOutlook> {
        self.found.as_ref().ok()?.people.get(place).copied().flatten()
    }

    /// What a column holds: a share, a count, money in major units.
    pub fn figure(&self, place: usize, column: OutlookColumn) -> Option<f64> {
        let outlook = self.of_person(place)?;
        match column {
            OutlookColumn::Active => Some(outlook.active),
            OutlookColumn::Purchases => Some(outlook.purchases),
            OutlookColumn::Value => self.value(&outlook),
        }
    }

    /// Whether there is a model to go by.
    pub fn is_known(&self) -> bool {
        self.found.is_ok()
    }

    /// The chance that a person buys again by a day; `None` as of [`CustomerBase::of_person`].
    pub fn p_buys_until(&self, place: usize, day: Day) -> Option<f64> {
        let found = self.found.as_ref().ok()?;
        let Fitted { model, histories, .. } = &found.fitted;
        Some(model.p_buys(&found.person(place)?.history, histories.units_until(day)))
    }

    /// How far what is not known of the model moves the number of these people who buy again by a day, as a
    /// share of it and one standard deviation.
    pub fn spread_of_buyers(&self, places: &[usize], day: Day) -> Option<f64> {
        let found = self.found.as_ref().ok()?;
        let Fitted { model, histories, .. } = &found.fitted;
        let people = places.iter().filter_map(|place| found.person(*place));
        let people: Vec<PurchaseHistory> = people.map(|person| person.history).collect();
        model.spread_of_buyers(&people, histories.units_until(day))
    }

    fn value(&self, outlook: &PersonOutlook) -> Option<f64> {
        Some(outlook.revenue? * self.margin?.middle)
    }
}

impl Found {
    /// What the models go by of a person.
    fn person(&self, place: usize) -> Option<Person> {
        let summary = self.fitted.histories.people.get(place)?.as_ref()?;
        Some(Person { history: summary.history, mean_amount: summary.mean_amount })
    }
}
