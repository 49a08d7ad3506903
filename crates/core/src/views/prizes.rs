//! What prizes and gifts may cost: what is promised, and what comes of it. Money of the answer in major
//! units.

use serde::{Deserialize, Serialize};

use crate::domain::event::FunnelStage;
use crate::domain::money::Money;
use crate::views::forecast::{AmountBin, Spread};

/// Most kinds of prizes in a draw.
pub const MAX_KINDS: usize = 8;
/// Simulated events that the cost is drawn in.
pub const N_PRIZE_DRAWS: usize = 4_000;

/// Prizes or gifts of one kind; `None`: not said yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrizeTerms {
    pub n: Option<u32>,
    /// Of one.
    pub cost: Option<Money>,
}

/// Prizes drawn among those who reach a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawTerms {
    pub at: FunnelStage,
    pub prizes: Vec<PrizeTerms>,
    /// Share of winners who claim, where they must be present or come back, as a range one would bet on 9
    /// to 1; `None`: every prize is handed over.
    pub claimed: Option<(f64, f64)>,
}

/// Gifts for the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftTerms {
    pub at: FunnelStage,
    pub gifts: PrizeTerms,
}

/// A voucher for everybody at a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoucherTerms {
    pub at: FunnelStage,
    /// Of one redeemed.
    pub cost: Option<Money>,
    /// Share redeemed, as a range; nobody has published one.
    pub redeemed: Option<(f64, f64)>,
    /// Most that are redeemed; `None`: the terms set no limit.
    pub n_max: Option<u32>,
}

/// A gift for whoever brings others, and one for each they bring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BringTerms {
    pub at: FunnelStage,
    /// Share who bring that many, as a range; nobody has published one.
    pub brings: Option<(f64, f64)>,
    /// How many they must bring.
    pub n_brought: Option<u32>,
    pub cost_of_own: Option<Money>,
    /// `None`: those brought get nothing.
    pub cost_of_brought: Option<Money>,
    /// Most who are rewarded; `None`: the terms set no limit.
    pub n_max: Option<u32>,
}

impl Default for DrawTerms {
    fn default() -> Self {
        Self { at: FunnelStage::Attended, prizes: vec![PrizeTerms::default()], claimed: None }
    }
}

impl Default for GiftTerms {
    fn default() -> Self {
        Self { at: FunnelStage::Attended, gifts: PrizeTerms::default() }
    }
}

impl Default for VoucherTerms {
    fn default() -> Self {
        Self { at: FunnelStage::Attended, cost: None, redeemed: None, n_max: None }
    }
}

impl Default for BringTerms {
    /// After an order: it is then known who is content.
    fn default() -> Self {
        Self {
            at: FunnelStage::Ordered,
            brings: None,
            n_brought: None,
            cost_of_own: None,
            cost_of_brought: None,
            n_max: None,
        }
    }
}

/// Everything promised, and for how many.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrizePlan {
    /// A range of heads one would bet on 9 to 1, at whatever stage; `None`: as the event's forecast has them.
    pub heads: Option<(u32, u32)>,
    /// No more can take part: seats, tickets, a closed list.
    pub n_heads_max: Option<u32>,
    /// For all prizes and gifts together.
    pub budget: Option<Money>,
    /// What the dearest prize of a draw may cost by law; `None`: the usual one of the currency, if any.
    pub ceiling: Option<Money>,
    pub draw: Option<DrawTerms>,
    pub gifts: Option<GiftTerms>,
    pub voucher: Option<VoucherTerms>,
    pub bring: Option<BringTerms>,
}

/// What kind of promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OfferKind {
    Draw,
    Gifts,
    Voucher,
    Bring,
}

/// What has not been said of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenTerm {
    /// How many there are.
    Number,
    Cost,
    /// What share redeems it.
    Redeemed,
    /// What share brings others.
    Brings,
    /// How many must be brought.
    NumberBrought,
}

/// Why nothing can be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoPrizes {
    /// Nothing is promised.
    NoOffer,
    Open(Vec<(OfferKind, OpenTerm)>),
    /// The event's forecast rests on nothing at these stages.
    RatesMissing(Vec<FunnelStage>),
    /// The event invites nobody.
    NobodyInvited,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PrizesAnswer {
    Found(Box<PrizesView>),
    None(NoPrizes),
}

/// What one promise may cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferCost {
    pub kind: OfferKind,
    /// `None`: of the heads typed.
    pub at: Option<FunnelStage>,
    /// `None`: there is no most.
    pub worst: Option<f64>,
    pub cost: Spread,
}

/// Whom sharing brings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sharing {
    /// Rewarded for bringing others.
    pub rewarded: Spread,
    /// Brought by them: as many each as were asked for.
    pub brought: Spread,
}

/// The dearest prize of a draw against the most the law allows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CeilingView {
    pub ceiling: f64,
    /// The commonly cited one of the currency, not one typed.
    pub is_usual: bool,
    pub dearest: f64,
}

impl CeilingView {
    pub fn is_over(&self) -> bool {
        self.dearest > self.ceiling
    }
}

/// What all promises may cost together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrizesView {
    /// In the order of [`OfferKind`].
    pub offers: Vec<OfferCost>,
    /// Must be able to be paid, whatever its chance; `None`: a promise without a limit is among them.
    pub worst: Option<f64>,
    /// Most heads the worst case reckons with.
    pub n_heads_max: Option<u32>,
    pub cost: Spread,
    pub budget: Option<f64>,
    /// Chance of more than the budget, and its standard error from the number of draws alone.
    pub p_over: Option<(f64, f64)>,
    /// Reach to the budget where that is not far off.
    pub bins: Vec<AmountBin>,
    /// Guests, or the heads typed.
    pub visits: Spread,
    pub sharing: Option<Sharing>,
    /// Expected cost by expected visits, those brought included; `None`: nobody is expected.
    pub cost_per_visit: Option<f64>,
    pub ceiling: Option<CeilingView>,
    /// Stages of the funnel that rest on the user's own range.
    pub assumed: Vec<FunnelStage>,
    pub n_draws: u32,
    pub seed: u64,
}
