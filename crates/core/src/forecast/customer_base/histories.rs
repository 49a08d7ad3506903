//! From orders to what the models go by: how often, when last, for how long observed, how much. Time is
//! counted in the unit that suits how often people buy, or in occasions where all purchases fall on a
//! grid of days; the later half of the time there are orders of, a year at most, is held out.

use meadow_models::model_choice::Setting;
use meadow_models::purchase_history::{
    Observation, PersonSummary, Purchase, occasion_spacing, summarise,
};

use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::segments::Derived;
use crate::segments::pace::typical_interval_days;
use crate::segments::positions::Positions;
use crate::segments::purchases::{PurchaseFacts, YEAR_DAYS};
use crate::table::tables::Tables;
use crate::views::customer_base::TimeUnit;

/// Mean length of a month.
pub const MONTH_DAYS: f64 = 365.25 / 12.0;
/// Whoever buys more often than this is told in days.
const SHORT_INTERVAL_DAYS: f64 = 21.0;
/// Whoever buys less often is told in months.
const LONG_INTERVAL_DAYS: f64 = 365.0;

/// Everybody's purchases in short.
pub struct Histories {
    pub unit: TimeUnit,
    /// The last day that counts.
    end: Day,
    /// Up to the data's end, by place; `None` for whoever had not bought.
    pub people: Vec<Option<PersonSummary>>,
    pub split: Option<Split>,
}

/// The same as known at an earlier day, with what came after.
pub struct Split {
    /// The last day that was known, and the last of all.
    pub known_until: Day,
    pub until: Day,
    /// Of the time held out, in units.
    pub length: f64,
    pub people: Vec<PersonSummary>,
}

impl Histories {
    /// `None` where nobody has bought.
    pub fn of(tables: &Tables, derived: &Derived) -> Option<Self> {
        let end = derived.data_end.unwrap_or(derived.today);
        let purchases = purchases(tables, derived, end);
        let first = purchases.iter().map(|purchase| purchase.day).min()?;
        let unit = match occasion_spacing(purchases.iter().map(|purchase| purchase.day)) {
            // Longer, and it is two seasons that somebody bought in, not a market every so often.
            Some(days) if days <= i64::from(YEAR_DAYS) => TimeUnit::Occasions { days: days as u32 },
            _ => usual_unit(&derived.purchases),
        };
        // A day between two occasions tells no more than the earlier one.
        let on_grid = |day: i32| match unit {
            TimeUnit::Occasions { days } => day - (day - first).rem_euclid(days as i32),
            _ => day,
        };
        let end = on_grid(end.0);
        let known_until = on_grid(end - ((end - first + 1) / 2).min(YEAR_DAYS));
        let n = derived.ids.len();
        let observe = |end_day, holdout_end_day| {
            let days_per_unit = days_of(unit);
            let observation = Observation { end_day, holdout_end_day, days_per_unit };
            // Places and amounts are our own, and the holdout ends later: nothing is refused.
            let people = summarise(&purchases, n, &observation).ok()?;
            Some((people, observation.holdout_length()))
        };
        let (people, _) = observe(end, None)?;
        let split = (known_until > first && known_until < end)
            .then(|| observe(known_until, Some(end)))
            .flatten()
            .map(|(people, length)| Split {
                known_until: Day(known_until),
                until: Day(end),
                length,
                people: people.into_iter().flatten().collect(),
            });
        Some(Self { unit, end: Day(end), people, split })
    }

    pub fn setting(&self) -> Setting {
        match self.unit {
            TimeUnit::Occasions { .. } => Setting::Occasions,
            _ => Setting::AnyTime,
        }
    }

    /// So many months in units; whole ones of occasions, and one at least.
    pub fn units_of(&self, months: u8) -> f64 {
        let units = f64::from(months) * MONTH_DAYS / days_of(self.unit);
        match self.unit {
            TimeUnit::Occasions { .. } => units.floor().max(1.0),
            _ => units,
        }
    }

    /// Units from the last day that counts until another; whole ones of occasions.
    pub fn units_until(&self, day: Day) -> f64 {
        let units = f64::from(day.days_since(self.end).max(0)) / days_of(self.unit);
        match self.unit {
            TimeUnit::Occasions { .. } => units.floor(),
            _ => units,
        }
    }

    pub fn days_of(&self, units: f64) -> f64 {
        units * days_of(self.unit)
    }
}

fn days_of(unit: TimeUnit) -> f64 {
    match unit {
        TimeUnit::Days => 1.0,
        TimeUnit::Weeks => 7.0,
        TimeUnit::Months => MONTH_DAYS,
        TimeUnit::Occasions { days } => f64::from(days),
    }
}

fn usual_unit(purchases: &[PurchaseFacts]) -> TimeUnit {
    match typical_interval_days(purchases) {
        Some(days) if days < SHORT_INTERVAL_DAYS => TimeUnit::Days,
        Some(days) if days > LONG_INTERVAL_DAYS => TimeUnit::Months,
        _ => TimeUnit::Weeks,
    }
}

/// Every order up to the data's end that is no refund, with the part of its amount that refunds left: they
/// are taken to fall on all purchases of a person alike, as nothing tells which was given back.
fn purchases(tables: &Tables, derived: &Derived, end: Day) -> Vec<Purchase> {
    let positions = Positions::of(tables);
    let kept: Vec<f64> = derived.purchases.iter().map(kept_share).collect();
    let mut purchases = Vec::with_capacity(tables.orders.len());
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for at in 0..orders.len() {
            let (day, amount) = (orders.days[at], Money(orders.amounts[at]));
            if day > end.0 || amount < Money::ZERO {
                continue;
            }
            let Some(person) = positions.find(orders.customers[at]) else { continue };
            purchases.push(Purchase { person, day, amount: amount.major() * kept[person] });
        }
    }
    purchases
}

fn kept_share(facts: &PurchaseFacts) -> f64 {
    let share = facts.spend_total.major() / facts.bought.major();
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 1.0 }
}
