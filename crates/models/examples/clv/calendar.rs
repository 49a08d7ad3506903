//! Dates as times: in units, or as the numbers of occasions.

use crate::options::{ModelWish, Options};
use crate::transactions::Transactions;
use chrono::{Datelike, NaiveDate};
use meadow_models::model_choice::ModelKind;
use meadow_models::purchase_history::{Observation, Purchase, occasion_spacing};

/// Nobody buys for longer.
const MOST_YEARS: f64 = 100.0;

pub struct Calendar {
    pub observation: Observation,
    pub calibration_end: NaiveDate,
    pub end: NaiveDate,
    /// Days of a unit, or of an occasion.
    pub days_per_unit: f64,
    /// To look ahead, in units or occasions.
    pub horizon: f64,
    pub counts_occasions: bool,
    first: i32,
}

impl Calendar {
    pub fn new(options: &Options, transactions: &Transactions) -> Result<Self, String> {
        let dates = || transactions.rows.iter().map(|row| row.date);
        // A file without rows was refused when it was read.
        let (first, last) = (dates().min().unwrap_or_default(), dates().max().unwrap_or_default());
        let end = options.end.unwrap_or(last);
        let calibration_end = options.split.unwrap_or(end);
        if calibration_end < first {
            return Err(format!(
                "the calibration ends on {calibration_end}, before the first purchase"
            ));
        }
        if calibration_end > end {
            return Err(format!("the calibration ends on {calibration_end}, after the end, {end}"));
        }
        let spacing = occasion_spacing(dates().map(|date| date.num_days_from_ce()));
        let (days_per_unit, counts_occasions) = match (&options.model, spacing) {
            (ModelWish::Kind(ModelKind::BgBb), _) => (options.days_per_unit, true),
            (ModelWish::Auto, Some(spacing)) => (spacing as f64, true),
            _ => (options.days_per_unit, false),
        };
        let mut calendar = Calendar {
            observation: Observation { end_day: 0, holdout_end_day: None, days_per_unit },
            calibration_end,
            end,
            days_per_unit,
            horizon: 0.0,
            counts_occasions,
            first: first.num_days_from_ce(),
        };
        let has_holdout = calibration_end < end;
        calendar.observation = if counts_occasions {
            Observation {
                end_day: calendar.last_whole_occasion(calibration_end),
                holdout_end_day: has_holdout.then(|| calendar.last_whole_occasion(end)),
                days_per_unit: 1.0,
            }
        } else {
            Observation {
                end_day: calibration_end.num_days_from_ce(),
                holdout_end_day: has_holdout.then(|| end.num_days_from_ce()),
                days_per_unit,
            }
        };
        let usual = if has_holdout {
            calendar.observation.holdout_length()
        } else {
            365.25 / days_per_unit
        };
        // The horizon is given in the unit, also where occasions have another spacing.
        let asked = options.horizon.map(|units| units * options.days_per_unit / days_per_unit);
        let horizon = asked.unwrap_or(usual);
        calendar.horizon = if counts_occasions { (horizon + 1e-9).floor() } else { horizon };
        if calendar.horizon <= 0.0 {
            return Err("the horizon holds no whole occasion".into());
        }
        if calendar.horizon * calendar.days_per_unit > MOST_YEARS * 365.25 {
            return Err(format!("the horizon is longer than {MOST_YEARS} years"));
        }
        Ok(calendar)
    }

    /// Purchases with days, or with occasions in their place.
    pub fn purchases(&self, transactions: &Transactions) -> Vec<Purchase> {
        let day = |date: NaiveDate| {
            if self.counts_occasions { self.occasion(date) } else { date.num_days_from_ce() }
        };
        let purchase = |row: &crate::transactions::Transaction| Purchase {
            person: row.customer,
            day: day(row.date),
            amount: row.amount,
        };
        transactions.rows.iter().map(purchase).collect()
    }

    fn occasion(&self, date: NaiveDate) -> i32 {
        (f64::from(date.num_days_from_ce() - self.first) / self.days_per_unit).floor() as i32
    }

    /// An occasion that is cut off by the end is none; where purchases fall on single days of a grid, its
    /// first day is all of it.
    fn last_whole_occasion(&self, end: NaiveDate) -> i32 {
        let is_grid = self.days_per_unit.fract() == 0.0;
        let next = end.succ_opt().unwrap_or(end);
        if is_grid && self.occasion(next) == self.occasion(end) {
            let start = f64::from(self.occasion(end)) * self.days_per_unit;
            let is_on_grid = f64::from(end.num_days_from_ce() - self.first) == start;
            return self.occasion(end) - i32::from(!is_on_grid);
        }
        if self.occasion(next) > self.occasion(end) {
            self.occasion(end)
        } else {
            self.occasion(end) - 1
        }
    }
}
