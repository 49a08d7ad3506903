//! What was found, as the page shows it: sums by chance, class and stage, the people to look at, and
//! everything the figures rest on.

use std::cmp::Ordering;

use meadow_models::holdout::{HoldoutCheck, HoldoutComparison, LAST_FREQUENCY};
use meadow_models::model_choice::{Candidate, ModelKind, Reason};
use meadow_models::parameter_draws::DrawSource;

use super::fitting::Fitted;
use super::groups::{BANDS, Group};
use super::histories::Split;
use super::model::Amounts;
use super::totals::{Totals, expected, with_margin};
use super::{CustomerBase, Found, PersonOutlook};
use crate::domain::class::Class;
use crate::domain::customer::Stage;
use crate::domain::ids::CustomerId;
use crate::domain::outlook::OutlookColumn;
use crate::segments::Derived;
use crate::segments::audience::obstacle_today;
use crate::segments::lenses::Need;
use crate::segments::namesakes::tell_apart;
use crate::table::tables::Tables;
use crate::views::customer_base::{
    AmountsView, BaseReport, ChanceBand, ChoiceReason, CustomerBaseView, Expected, ForecastError,
    GroupOutlook, HoldoutRow, HoldoutView, ModelView, NextNeed, NoValue, OutlookRow,
    PurchaseModelName, TriedModel,
};
use crate::views::table::{Column, Filter, Test};

/// Rows of a list of people.
const MOST_ROWS: usize = 10;
/// Whoever has less than this chance is more likely gone than not.
const FADING: f64 = 0.5;

pub fn view(tables: &Tables, derived: &Derived) -> CustomerBaseView {
    let base = derived.customer_base(tables);
    CustomerBaseView {
        n_people: derived.ids.len() as u32,
        n_bought: n_bought(derived),
        n_returned: n_with_days(derived, 2),
        data_end: derived.data_end,
        settings: tables.facts.outlook.clone(),
        margin: base.margin,
        found: match &base.found {
            Ok(found) => Ok(Box::new(Reporter { tables, derived, base, found }.report())),
            Err(why) => Err(*why),
        },
    }
}

/// Have bought up to the data's end.
pub fn n_bought(derived: &Derived) -> u32 {
    n_with_days(derived, 1)
}

/// People with at least so many days of purchase.
fn n_with_days(derived: &Derived, least: u32) -> u32 {
    derived.purchases.iter().filter(|facts| facts.n_purchase_days >= least).count() as u32
}

struct Reporter<'a> {
    tables: &'a Tables,
    derived: &'a Derived,
    base: &'a CustomerBase,
    found: &'a Found,
}

impl Reporter<'_> {
    fn report(&self) -> BaseReport {
        let (totals, fitted) = (&self.found.totals, &self.found.fitted);
        let mut by_chance = [0; 10];
        for outlook in self.found.people.iter().flatten() {
            by_chance[((outlook.active * 10.0) as usize).min(9)] += 1;
        }
        BaseReport {
            active: totals.active,
            purchases: totals.purchases,
            value: value(self.base, self.found, totals.revenue),
            by_chance,
            bands: BANDS.iter().enumerate().map(|(at, ends)| self.band(at, *ends)).collect(),
            by_class: self.by_class(),
            by_stage: self.by_stage(),
            best: self.rows(|_| true),
            fading: self.rows(|outlook| outlook.active < FADING),
            fading_filter: chances(0.0, FADING),
            model: self.model(),
            amounts: fitted.amounts.as_ref().map(amounts).map_err(|why| *why),
            holdout: fitted.holdout.clone(),
        }
    }

    /// A band is told also where nobody is in it.
    fn band(&self, at: usize, (from, to): (f64, f64)) -> ChanceBand {
        let totals = self.found.groups.iter().find(|(group, _)| *group == Group::Band(at));
        let sum = self.outlook_of(totals.map_or(&Totals::NONE, |(_, totals)| totals));
        ChanceBand { from, to, filter: chances(from, to), sum }
    }

    fn by_class(&self) -> Vec<(Option<Class>, GroupOutlook)> {
        let of_class = |(group, totals): &(Group, Totals)| match group {
            Group::Class(class) => Some((*class, self.outlook_of(totals))),
            Group::Band(_) | Group::Stage(_) => None,
        };
        self.found.groups.iter().filter_map(of_class).collect()
    }

    fn by_stage(&self) -> Vec<(Stage, GroupOutlook)> {
        let of_stage = |(group, totals): &(Group, Totals)| match group {
            Group::Stage(stage) => Some((*stage, self.outlook_of(totals))),
            Group::Band(_) | Group::Class(_) => None,
        };
        self.found.groups.iter().filter_map(of_stage).collect()
    }

    fn outlook_of(&self, totals: &Totals) -> GroupOutlook {
        let revenue = totals.revenue.zip(self.base.margin);
        GroupOutlook {
            n_people: totals.n_people,
            active: totals.active,
            purchases: totals.purchases,
            value: revenue.map(|(revenue, margin)| with_margin(revenue, &margin)),
        }
    }

    /// Those worth the most, or who buy the most where worth is not known.
    fn rows(&self, is_wanted: impl Fn(&PersonOutlook) -> bool) -> Vec<OutlookRow> {
        let worth = |outlook: &PersonOutlook| self.base.value(outlook).unwrap_or(outlook.purchases);
        let people = self.found.people.iter().enumerate();
        let mut wanted: Vec<(usize, f64)> = people
            .filter(|(place, _)| !self.derived.blocked[*place])
            .filter_map(|(place, outlook)| Some((place, outlook.as_ref()?)))
            .filter(|(_, outlook)| is_wanted(outlook))
            .map(|(place, outlook)| (place, worth(outlook)))
            .filter(|(_, worth)| *worth > 0.0)
            .collect();
        let from_the_most = |a: &(usize, f64), b: &(usize, f64)| -> Ordering {
            b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
        };
        if wanted.len() > MOST_ROWS {
            wanted.select_nth_unstable_by(MOST_ROWS, from_the_most);
            wanted.truncate(MOST_ROWS);
        }
        wanted.sort_by(from_the_most);
        let mut rows: Vec<OutlookRow> =
            wanted.into_iter().filter_map(|(place, _)| self.row(place)).collect();
        let ids: Vec<CustomerId> = rows.iter().map(|row| row.id).collect();
        for (row, apart) in rows.iter_mut().zip(tell_apart(self.tables, &ids)) {
            row.apart = apart;
        }
        rows
    }

    fn row(&self, place: usize) -> Option<OutlookRow> {
        let outlook = self.found.people[place]?;
        let id = self.derived.ids[place];
        let told = told(self.base, self.found, place)?;
        let customer = self.tables.customers.get(id)?;
        Some(OutlookRow {
            id,
            name: customer.name.clone(),
            apart: None,
            placed: self.derived.standings[place].placed,
            last_purchase: self.derived.purchases[place].last_purchase,
            active: outlook.active,
            purchases: told.purchases,
            value: told.value.ok(),
            need: next_need(self.tables, self.derived, place),
            obstacle: obstacle_today(self.tables, customer, self.derived, place),
        })
    }

    /// The model the figures are of counts whom they count.
    fn tried(&self, tried: &TriedModel) -> TriedModel {
        let is_own = name(self.found.fitted.kind) == Some(tried.name);
        let active = if is_own { Some(self.found.totals.active.value) } else { tried.active };
        TriedModel { active, ..*tried }
    }

    fn model(&self) -> ModelView {
        let fitted = &self.found.fitted;
        ModelView {
            name: name(fitted.kind).unwrap_or(PurchaseModelName::BgNbd),
            unit: fitted.histories.unit,
            parameters: fitted.model.parameters(),
            ln_likelihood: fitted.ln_likelihood,
            n_fitted: fitted.n_fitted as u32,
            reasons: fitted.reasons.clone(),
            tried: fitted.tried.iter().map(|tried| self.tried(tried)).collect(),
            is_bootstrapped: fitted.model.draw_source() == Some(DrawSource::Bootstrap),
        }
    }
}

/// One person's figures with their ranges.
pub struct Told {
    pub active: Expected,
    pub purchases: Expected,
    pub value: Result<Expected, NoValue>,
}

/// `None` for whoever has not bought.
pub fn told(base: &CustomerBase, found: &Found, place: usize) -> Option<Told> {
    let outlook = found.people.get(place).copied().flatten()?;
    let Fitted { model, amounts, .. } = &found.fitted;
    let amounts = amounts.as_ref().ok().filter(|_| outlook.revenue.is_some());
    let estimates = model.expect(&[(found.person(place)?, 1)], found.plan, amounts);
    let plain = |value| Expected { value, range: None };
    let revenue = outlook.revenue.map(|revenue| {
        estimates.and_then(|it| it.value).map_or(plain(revenue), |it| expected(&it))
    });
    Some(Told {
        active: estimates.map_or(plain(outlook.active), |it| expected(&it.n_alive)),
        purchases: estimates.map_or(plain(outlook.purchases), |it| expected(&it.purchases)),
        value: value(base, found, revenue),
    })
}

/// What a revenue is worth, which is there where amounts and interest are.
fn value(
    base: &CustomerBase,
    found: &Found,
    revenue: Option<Expected>,
) -> Result<Expected, NoValue> {
    if let Err(why) = &found.fitted.amounts {
        return Err(NoValue::Amounts(*why));
    }
    match (revenue, &base.margin) {
        (Some(revenue), Some(margin)) => Ok(with_margin(revenue, margin)),
        (Some(_), None) => Err(NoValue::NoMargin),
        (None, Some(_)) => Err(NoValue::NoInterest),
        (None, None) => Err(NoValue::NoMarginNorInterest),
    }
}

pub fn next_need(tables: &Tables, derived: &Derived, place: usize) -> Option<NextNeed> {
    derived.lenses(tables).needs[place].map(Need::view)
}

/// Who has a chance of at least `from` and less than `to`; up to 1 it is included.
fn chances(from: f64, to: f64) -> Filter {
    let low = (from > 0.0).then_some(from);
    let high = (to < 1.0).then(|| to.next_down());
    let column = Column::Outlook(OutlookColumn::Active);
    let test = match (low, high) {
        (None, None) => Test::Filled(true),
        (low, high) => Test::Between { low, high },
    };
    Filter { column, test }
}

fn amounts(amounts: &Amounts) -> AmountsView {
    AmountsView {
        parameters: amounts.parameters(),
        mean: amounts.mean().unwrap_or(amounts.usual()),
        is_mean_of_model: amounts.mean().is_some(),
        people_differ: amounts.tells_people_apart(),
        n_fitted: amounts.n_fitted as u32,
        correlation: amounts.correlation,
    }
}

/// `None`: a model of renewals, of which orders tell nothing.
pub fn name(kind: ModelKind) -> Option<PurchaseModelName> {
    match kind {
        ModelKind::BgNbd => Some(PurchaseModelName::BgNbd),
        ModelKind::MbgNbd => Some(PurchaseModelName::MbgNbd),
        ModelKind::ParetoNbd => Some(PurchaseModelName::ParetoNbd),
        ModelKind::BgBb => Some(PurchaseModelName::BgBb),
        ModelKind::Sbg => None,
    }
}

/// `active`: people, of the same model on what is known now.
pub fn tried(candidate: &Candidate, active: Option<f64>) -> Option<TriedModel> {
    Some(TriedModel {
        name: name(candidate.kind)?,
        ln_likelihood: candidate.fit.as_ref().ok().map(|fit| fit.ln_likelihood()),
        rmse: candidate.holdout.as_ref().map(|check| check.rmse),
        active,
    })
}

pub fn reason(reason: Reason) -> Option<ChoiceReason> {
    match reason {
        Reason::Renewal => None,
        Reason::Occasions => Some(ChoiceReason::Occasions),
        Reason::NoOtherFits => Some(ChoiceReason::NoOtherFits),
        Reason::SmallerHoldoutError { rmse, next_rmse } => {
            Some(ChoiceReason::SmallerHoldoutError { rmse, next: next_rmse })
        }
        Reason::HigherLikelihood { by } => Some(ChoiceReason::HigherLikelihood { by }),
        Reason::TellsOneTimeBuyersApart => Some(ChoiceReason::TellsOneTimeBuyersApart),
        Reason::AsGood => Some(ChoiceReason::AsGood),
    }
}

pub fn holdout(found: &HoldoutComparison, split: &Split) -> HoldoutView {
    let error = |check: &HoldoutCheck| ForecastError {
        total: check.total_expected,
        bias: check.bias,
        rmse: check.rmse,
        correlation: check.correlation,
    };
    let rows = found.model.by_frequency.iter().zip(&found.same_rate.by_frequency);
    HoldoutView {
        from: split.known_until.plus_days(1),
        until: split.until,
        n_people: found.model.n_persons as u32,
        actual: found.model.total_actual,
        model: error(&found.model),
        same_rate: error(&found.same_rate),
        nobody_returns: error(&found.nobody_returns),
        by_frequency: rows
            .map(|(own, same)| HoldoutRow {
                frequency: own.frequency,
                is_open: own.frequency == LAST_FREQUENCY,
                n_people: own.n_persons as u32,
                actual: own.mean_actual,
                model: own.mean_expected,
                same_rate: same.mean_expected,
            })
            .collect(),
    }
}
