//! Who responds to invitations: chances learnt from those invited before, how such chances have done, and
//! what inviting brings where a hold-out was drawn.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::text::Text;
use crate::views::table::Placed;

/// Weeks after an invitation that may count.
pub const RESPONSE_WEEKS: std::ops::RangeInclusive<u8> = 1..=26;

/// What counts as a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ResponseOutcome {
    /// A visit, question, answer, registration or attendance, or interest shown in a call.
    #[default]
    Answered,
    Attended,
    /// An order of whatever, whether or not because of the invitation.
    Ordered,
}

/// What is known of people beside their purchases and contacts, to be used if the user wants it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ResponseFact {
    /// As the last round before the invitation found them.
    Class,
    Stage,
    Source,
    Member,
    Tag(String),
    /// By the key of a field of the user's own.
    Field(String),
}

/// Something known before an invitation that may tell who responds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Feature {
    /// Days on which they bought.
    Purchases,
    /// Days since the last purchase.
    SinceLast,
    /// Events they came to.
    Attended,
    /// Days on which they showed interest in the year before.
    Interest,
    /// What a fact says of them, by its key or in its own words.
    Is(ResponseFact, String),
    /// Invitations they had before.
    Invited,
    /// Mean amount of an order, in major units.
    OrderValue,
    /// Days since they are known.
    Known,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseTerms {
    pub outcome: ResponseOutcome,
    /// Within so many weeks after the invitation: [`RESPONSE_WEEKS`].
    pub weeks: u8,
    pub facts: Vec<ResponseFact>,
    /// Rank only those who have not bought yet.
    pub leads_only: bool,
}

impl Default for ResponseTerms {
    fn default() -> Self {
        Self { outcome: ResponseOutcome::default(), weeks: 4, facts: Vec::new(), leads_only: false }
    }
}

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoResponse {
    /// No invitation is on record.
    NobodyInvited,
    /// Of none the weeks are over; of the first they are on that day.
    NotOver { until: Day },
    /// All at one time, so that nothing later is there to check by.
    OneTime,
    /// Of the rarer outcome there are so many among the earlier and the later invitations; so many of
    /// each would do.
    TooFew { n_earlier: u32, n_later: u32, needed_earlier: u32, needed_later: u32 },
    /// Nothing that is known differs between those who were invited.
    NothingKnown,
}

/// What one feature says, all others the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureEffect {
    pub feature: Feature,
    /// Two people are compared: a quarter of those invited are below the first, a quarter above the
    /// second; of a yes or no, 0 and 1.
    pub from: f64,
    pub to: f64,
    /// The odds of the second are so many times those of the first, with their 95 % interval.
    pub odds: f64,
    pub low: f64,
    pub high: f64,
}

impl FeatureEffect {
    /// Its direction is beyond doubt.
    pub fn is_clear(&self) -> bool {
        self.low > 1.0 || self.high < 1.0
    }
}

/// Invitations of like chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialBin {
    pub n: u32,
    /// The chance that was said, and the share that responded with its 95 % interval.
    pub said: f64,
    pub came: f64,
    pub low: f64,
    pub high: f64,
}

/// How chances learnt from earlier invitations did with later ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResponseTrial {
    /// The first day that was judged.
    pub split: Day,
    pub n_earlier: u32,
    pub n_earlier_responded: u32,
    pub n_later: u32,
    pub n_later_responded: u32,
    /// Earlier ones whose weeks were not over by then.
    pub n_between: u32,
    /// Mean squared error, and that of the earlier share for everybody.
    pub brier: f64,
    pub brier_of_same: f64,
    /// The chance that one who responded had the higher chance, with its 95 % interval.
    pub area: Option<(f64, f64, f64)>,
    /// The same of simply taking those who have bought most often.
    pub area_of_purchases: Option<f64>,
    /// Mean chance less share that responded.
    pub bias: f64,
    /// 1: differences as large as said; below 1: too far out.
    pub slope: Option<f64>,
    /// From the lowest chances up.
    pub bins: Vec<TrialBin>,
}

impl ResponseTrial {
    /// Better than the same for all, beyond chance.
    pub fn is_better(&self) -> bool {
        self.brier < self.brier_of_same && self.area.is_some_and(|(_, low, _)| low > 0.5)
    }
}

/// Somebody with their chance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonChance {
    pub id: CustomerId,
    pub name: String,
    /// What tells them from others of the name in the list; `None` where nobody shares it.
    pub apart: Option<String>,
    pub placed: Option<Placed>,
    pub chance: f64,
    /// 95 % of what the weights may be.
    pub low: f64,
    pub high: f64,
    /// By the scorecard: contribution and loyalty together, and the place among all that are ranked.
    pub points: f64,
    pub place_by_points: u32,
    /// What raises or lowers their odds most against the usual person, by how many times.
    pub reasons: Vec<(Feature, f64)>,
}

/// Everything that was learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResponseReport {
    pub trial: ResponseTrial,
    /// The strongest first, learnt from all invitations.
    pub effects: Vec<FeatureEffect>,
    /// Not used: there are too few responses to tell what they say.
    pub too_many: Vec<Feature>,
    /// Not used: they hardly differ among the earlier invitations.
    pub alike: Vec<Feature>,
    pub ridge: f64,
    /// The most likely first; nobody where the trial was no better than the same for all.
    pub people: Vec<PersonChance>,
    pub n_ranked: u32,
    /// May not be asked, or not today.
    pub n_not_asked: u32,
    /// Have never bought, as hardly anybody who was invited.
    pub n_unlike: u32,
    /// Of the first so many by chance, so many are among the first as many by the scorecard.
    pub n_first: u32,
    pub n_first_in_both: u32,
}

/// A hold-out and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldOutEffect {
    pub event: DocumentId,
    pub name: String,
    pub drawn_on: Day,
    /// Orders count until this day.
    pub until: Day,
    /// Those the lot left to be invited, and those it left out: whether or not they were reached.
    pub n_invited: u32,
    pub n_held_out: u32,
    /// Of those to be invited, so many have an invitation on record; all of them count.
    pub n_invited_on_record: u32,
    /// Of the hold-out, so many have an invitation on record all the same.
    pub n_invited_anyway: u32,
    pub found: Result<InvitingEffect, NoEffect>,
}

/// What inviting brought.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitingEffect {
    pub n_ordered_invited: u32,
    pub n_ordered_held_out: u32,
    /// Difference of the shares that ordered, with Newcombe's 95 % interval.
    pub difference: f64,
    pub low: f64,
    pub high: f64,
    /// Chance that inviting raised the share at all.
    pub p_positive: f64,
    /// Buyers that would not have been there.
    pub n_gained: f64,
    /// Differences of the means per person, each with its 95 % interval.
    pub orders_each: (f64, f64, f64),
    /// In major units.
    pub revenue_each: (f64, f64, f64),
}

/// Why nothing is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoEffect {
    NotOver,
    /// On the smaller side.
    TooFew {
        n: u32,
        needed: u32,
    },
}

/// Who responds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadResponseView {
    /// Whose weeks are over.
    pub n_invitations: u32,
    pub n_responded: u32,
    pub n_not_over: u32,
    /// What can be chosen to be used too.
    pub offered: Vec<ResponseFact>,
    pub found: Result<Box<ResponseReport>, NoResponse>,
    /// The newest first.
    pub hold_outs: Vec<HoldOutEffect>,
}

/// What a hold-out of this share would show.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WouldShow {
    pub percent: u8,
    pub n_held_out: u32,
    /// An effect on the share that orders below this would probably not be seen.
    pub smallest: f64,
}

/// A hold-out that was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldOutDrawn {
    pub drawn_on: Day,
    pub percent: u8,
    pub n_among: u32,
    pub n_people: u32,
}

/// That people are left uninvited to an event by lot: so many of those who were asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldOutFrom {
    pub event: DocumentId,
    pub name: String,
    pub day: Option<Day>,
    pub n: u32,
}

/// The hold-out of a saved event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldOutView {
    pub drawn: Option<HoldOutDrawn>,
    /// Whom the event would invite with nobody held out.
    pub n_would_be_invited: u32,
    pub too_late: Option<Text>,
    /// The share of them that ordered in so many weeks before, which `would_show` goes by.
    pub usual_share: f64,
    pub usual_weeks: u8,
    pub would_show: Vec<WouldShow>,
}
