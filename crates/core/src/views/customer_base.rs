//! Who is still there, how often they will buy and what that is worth, with everything it rests on.

use serde::{Deserialize, Serialize};

use super::forecast::Obstacle;
use super::table::{Filter, Placed};
use crate::domain::class::Class;
use crate::domain::customer::Stage;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::lens::NeedPhase;
use crate::domain::outlook::OutlookSettings;

/// A figure at the likeliest parameters, and where it lies nine times in ten; `None` where the data leave
/// that open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    pub value: f64,
    pub range: Option<(f64, f64)>,
}

/// The models of purchasing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PurchaseModelName {
    BgNbd,
    MbgNbd,
    ParetoNbd,
    BgBb,
}

/// In what the models count time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum TimeUnit {
    Days,
    Weeks,
    Months,
    /// Buying is possible every so many days only.
    Occasions {
        days: u32,
    },
}

/// Why nothing can be said, with what would be enough.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum NoOutlook {
    NobodyBought,
    TooFewPeople {
        n: u32,
        needed: u32,
    },
    TooFewReturned {
        n: u32,
        needed: u32,
    },
    /// In days.
    TooShort {
        longest: u32,
        needed: u32,
    },
    /// The data fit none of the models.
    NoFit,
}

/// Why purchases have no value that could be told.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum NoAmounts {
    TooFewReturned { n: u32, needed: u32 },
    AllAlike,
    NoFit,
}

/// Why purchases to come have no value that could be told.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum NoValue {
    /// Whatever the user gives.
    Amounts(NoAmounts),
    /// Neither given nor told by the orders.
    NoMargin,
    NoInterest,
    NoMarginNorInterest,
}

impl NoValue {
    /// Whether the user can give what is missing.
    pub fn is_to_give(self) -> bool {
        match self {
            Self::Amounts(_) => false,
            Self::NoMargin | Self::NoInterest | Self::NoMarginNorInterest => true,
        }
    }
}

/// What is left of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarginView {
    /// Shares, at most 1.
    pub low: f64,
    pub middle: f64,
    pub high: f64,
    /// `None`: the user's own range. Else the share of all spend whose cost is known.
    pub known_share: Option<f64>,
}

/// Who of the customers is looked at, and what was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerBaseView {
    pub n_people: u32,
    /// Have bought up to the data's end.
    pub n_bought: u32,
    pub n_returned: u32,
    pub data_end: Option<Day>,
    pub settings: OutlookSettings,
    /// `None`: the user is asked for a range.
    pub margin: Option<MarginView>,
    pub found: Result<Box<BaseReport>, NoOutlook>,
}

/// What is to be expected of all who have bought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaseReport {
    /// People who are still active: chance and what is not known of the parameters together.
    pub active: Expected,
    /// Purchases within the horizon, likewise.
    pub purchases: Expected,
    /// What they are worth today, in major units.
    pub value: Result<Expected, NoValue>,
    /// People by their chance of being active, in tenths.
    pub by_chance: [u32; 10],
    /// The same in four words, from the surest.
    pub bands: Vec<ChanceBand>,
    /// In the order of the classes; `None`: in no class.
    pub by_class: Vec<(Option<Class>, GroupOutlook)>,
    pub by_stage: Vec<(Stage, GroupOutlook)>,
    /// The most valuable, where value is known; else those who will buy most often. Nobody who is on the
    /// blacklist.
    pub best: Vec<OutlookRow>,
    /// The same of those who are more likely gone than not.
    pub fading: Vec<OutlookRow>,
    /// Lists all of `fading`.
    pub fading_filter: Filter,
    pub model: ModelView,
    pub amounts: Result<AmountsView, NoAmounts>,
    /// `None`: orders do not go back far enough to hold some out.
    pub holdout: Option<HoldoutView>,
}

/// People within a range of chances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChanceBand {
    /// From, 0–1, itself included.
    pub from: f64,
    pub to: f64,
    /// Lists them.
    pub filter: Filter,
    pub sum: GroupOutlook,
}

/// Some people together, with ranges as those of all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupOutlook {
    pub n_people: u32,
    /// Expected to be still active.
    pub active: Expected,
    pub purchases: Expected,
    /// In major units; `None` where value is not known.
    pub value: Option<Expected>,
}

/// When somebody is likely to buy next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextNeed {
    pub phase: NeedPhase,
    pub expected: Day,
    /// Four times in five within these days.
    pub range: (Day, Day),
    /// Offers on the spot work on these days.
    pub peak: (Day, Day),
    /// Own intervals behind it; 0: everybody's.
    pub n_intervals: u32,
}

impl NextNeed {
    /// The first day after the usual time for it; `None` where that has not gone by.
    pub fn overdue_since(&self) -> Option<Day> {
        (self.phase == NeedPhase::Overdue).then(|| self.peak.1.plus_days(1))
    }
}

/// One person in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutlookRow {
    pub id: CustomerId,
    pub name: String,
    /// What tells them from others of the name in the list; `None` where nobody shares it.
    pub apart: Option<String>,
    pub placed: Option<Placed>,
    pub last_purchase: Option<Day>,
    pub active: f64,
    pub purchases: Expected,
    /// In major units.
    pub value: Option<Expected>,
    pub need: Option<NextNeed>,
    /// What speaks against inviting them.
    pub obstacle: Option<Obstacle>,
}

/// A parameter by its name in the literature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterView {
    pub name: String,
    pub estimate: Expected,
}

/// Models of which one counts so many times as many people as another disagree widely.
const WIDELY_APART: f64 = 1.25;

/// The model of purchasing, and why this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelView {
    pub name: PurchaseModelName,
    pub unit: TimeUnit,
    pub parameters: Vec<ParameterView>,
    pub ln_likelihood: f64,
    /// People it is fitted to: all who have bought, or a true picture of them.
    pub n_fitted: u32,
    pub reasons: Vec<ChoiceReason>,
    /// All that were tried.
    pub tried: Vec<TriedModel>,
    /// Ranges come from people drawn anew, because the usual way does not hold.
    pub is_bootstrapped: bool,
}

/// Why a model was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ChoiceReason {
    Occasions,
    NoOtherFits,
    SmallerHoldoutError { rmse: f64, next: f64 },
    HigherLikelihood { by: f64 },
    TellsOneTimeBuyersApart,
    AsGood,
}

/// A model that was tried, on the time before the one held out, where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriedModel {
    pub name: PurchaseModelName,
    /// `None`: it could not be fitted.
    pub ln_likelihood: Option<f64>,
    pub rmse: Option<f64>,
    /// People it takes to be still active, fitted to all that is known; `None`: it could not be.
    pub active: Option<f64>,
}

impl ModelView {
    /// The fewest and the most people whom the models tried take to be still active, where they disagree
    /// widely.
    pub fn active_apart(&self) -> Option<(f64, f64)> {
        let counts = || self.tried.iter().filter_map(|tried| tried.active);
        let fewest = counts().fold(f64::INFINITY, f64::min);
        let most = counts().fold(0.0, f64::max);
        (most > WIDELY_APART * fewest).then_some((fewest, most))
    }
}

/// The model of what a purchase is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AmountsView {
    pub parameters: Vec<ParameterView>,
    /// Of a purchase, over all people, in major units.
    pub mean: f64,
    /// Otherwise amounts differ so much that the model has no mean, and the one seen is told.
    pub is_mean_of_model: bool,
    /// Otherwise amounts differ by chance alone, and everybody's purchase is worth the mean.
    pub people_differ: bool,
    pub n_fitted: u32,
    /// Of how often and how much: the model takes it to be 0.
    pub correlation: Option<f64>,
}

/// How a forecast made at an earlier day did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldoutView {
    /// First day that was held out, and the last.
    pub from: Day,
    pub until: Day,
    pub n_people: u32,
    pub actual: f64,
    pub model: ForecastError,
    /// Everybody goes on as before.
    pub same_rate: ForecastError,
    pub nobody_returns: ForecastError,
    pub by_frequency: Vec<HoldoutRow>,
}

/// Errors are forecast less actual, in purchases per person.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForecastError {
    pub total: f64,
    pub bias: f64,
    pub rmse: f64,
    pub correlation: Option<f64>,
}

/// People with so many repeat purchases before; means of the time held out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldoutRow {
    pub frequency: u32,
    /// And more.
    pub is_open: bool,
    pub n_people: u32,
    pub actual: f64,
    pub model: f64,
    pub same_rate: f64,
}

/// What is to be expected of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PersonOutlookView {
    /// The models are of those who have bought.
    HasNotBought,
    None(NoOutlook),
    Told(Box<PersonReport>),
}

/// With what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonReport {
    pub horizon_months: u8,
    pub active: Expected,
    /// Expected.
    pub purchases: Expected,
    /// What chance does to one person comes on top: nine times in ten so many.
    pub outcome: Option<(f64, f64)>,
    /// What the purchases are worth today, in major units.
    pub value: Result<Expected, NoValue>,
    pub need: Option<NextNeed>,
    /// Days with a purchase.
    pub n_purchases: u32,
    pub silent_days: u32,
    /// Mean days between purchases; `None` with one.
    pub interval_days: Option<f64>,
    /// Expected amount of a purchase and the own mean of the repeat purchases, in major units.
    pub amount: Option<f64>,
    pub own_amount: Option<f64>,
    pub margin: Option<MarginView>,
    pub model: PurchaseModelName,
    /// People it is fitted to, of so many who have bought.
    pub n_fitted: u32,
    pub n_bought: u32,
    /// What the model takes of the person: repeat purchases, when the last was and for how long the person
    /// has been observed, both in `unit` from the first purchase.
    pub unit: TimeUnit,
    pub n_repeat: u32,
    pub recency: f64,
    pub age: f64,
    /// The model cannot tell one-time buyers who are gone.
    pub is_alive_by_rule: bool,
}
