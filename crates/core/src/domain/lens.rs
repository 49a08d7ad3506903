//! The groups of the lenses beside the meadow board, and what the user may set of them (B1, B4, B8, E5).
//! Must not know how anybody comes into a group.

use serde::{Deserialize, Serialize};

pub use meadow_models::concentration::AbcTier;
pub use meadow_models::rfm::{RfmCell, ScoreRule};

use super::money::Money;
use super::stage_moves::StageMoves;

/// What a relationship is worth keeping for (B8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Relationship {
    /// Brings the most now.
    Keep,
    /// Brings something and could bring more.
    Grow,
    /// Brought something and is fading: to be let go after a review.
    LetGo,
    /// Cares for the price alone, or came once and brought little.
    Transactional,
}

/// Where somebody's activity goes (B4): the index now against that of one half-life ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Momentum {
    Rising,
    Steady,
    Fading,
    /// Had not bought by then: nothing to compare with.
    New,
}

/// Where somebody stands in the cycle of their need (E5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NeedPhase {
    /// Bought not long ago: no need yet.
    Resting,
    /// The need is coming: pre-sell now.
    Before,
    /// The need is there: an offer on the spot.
    Peak,
    /// The usual time has gone by.
    Overdue,
    /// Has bought, but too few people came back to tell a cycle.
    Untold,
}

/// A spending tier (B1): whoever reaches both its money and its regularity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpendingTier {
    pub name: String,
    pub from: TierCut,
    /// At least so many purchase days in the last 12 months: a tier asks for both level and stability.
    pub n_purchase_days: u32,
}

/// From where on a tier begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TierCut {
    /// Spend of the last 12 months.
    Money(Money),
    /// The top so many percent of buyers by that spend.
    TopPercent(u8),
}

/// Spending tiers, at least and at most.
pub const FEWEST_TIERS: usize = 2;
pub const MOST_TIERS: usize = 6;

/// What the user has set of the lenses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LensSettings {
    /// How recency, frequency and money become scores.
    pub score_rule: ScoreRule,
    /// From the lowest up; whoever reaches none is in the first. Names are the user's; empty: the
    /// usual ones.
    pub tiers: Vec<SpendingTier>,
    /// Share of value, in percent, that A, and A with B, bring at most.
    pub abc_percent: (u8, u8),
    /// Of the activity index: a purchase counts half after so many days.
    pub half_life_days: u16,
    /// The age that the products are for, both ends included.
    pub target_age: Option<(u8, u8)>,
    /// Which moves between stages are usual.
    pub stage_moves: StageMoves,
}

impl LensSettings {
    /// With so many spending tiers: those above go, or new ones come on top, each from half as many
    /// people, or twice the spend, of the one below.
    pub fn set_n_tiers(&mut self, n: usize) {
        let n = n.clamp(FEWEST_TIERS, MOST_TIERS);
        self.tiers.truncate(n);
        while self.tiers.len() < n {
            let below = self.tiers.last().map(|tier| (tier.from, tier.n_purchase_days));
            let (from, n_purchase_days) = match below {
                None => (TierCut::TopPercent(100), 0),
                Some((TierCut::TopPercent(percent), days)) => {
                    (TierCut::TopPercent((percent / 2).max(1)), days)
                }
                Some((TierCut::Money(money), days)) => {
                    (TierCut::Money(Money(money.0.saturating_mul(2))), days)
                }
            };
            self.tiers.push(SpendingTier { name: String::new(), from, n_purchase_days });
        }
    }

    /// The user's own name for a group.
    pub fn own_name(&self, group: LensGroup) -> Option<&str> {
        let LensGroup::Tier(at) = group else { return None };
        let tier = self.tiers.get(usize::from(at))?;
        Some(tier.name.as_str()).filter(|name| !name.is_empty())
    }
}

impl Default for LensSettings {
    fn default() -> Self {
        // Ordinary: anybody; silver: a higher level at a stable frequency; VIP: the most, and stable.
        let tier = |from: u8, n_purchase_days| SpendingTier {
            name: String::new(),
            from: TierCut::TopPercent(from),
            n_purchase_days,
        };
        Self {
            score_rule: ScoreRule::default(),
            tiers: vec![tier(100, 0), tier(30, 2), tier(10, 3)],
            abc_percent: (80, 95),
            half_life_days: 180,
            target_age: None,
            stage_moves: StageMoves::default(),
        }
    }
}

/// What a lens finds of a customer, as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LensColumn {
    Rfm,
    RecencyScore,
    FrequencyScore,
    MoneyScore,
    ValueTier,
    SpendingTier,
    /// 0–100.
    Activity,
    Relationship,
    Need,
    /// The day on which the next purchase is to be expected.
    NextPurchase,
    /// Born in which ten years.
    Decade,
    /// In the age that the products are for; only where that is set.
    TargetAge,
    /// Where the activity index goes.
    Momentum,
}

impl LensColumn {
    pub const ALL: [Self; 13] = [
        Self::Rfm,
        Self::RecencyScore,
        Self::FrequencyScore,
        Self::MoneyScore,
        Self::ValueTier,
        Self::SpendingTier,
        Self::Activity,
        Self::Relationship,
        Self::Need,
        Self::NextPurchase,
        Self::Decade,
        Self::TargetAge,
        Self::Momentum,
    ];

    /// The stable name, as in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Rfm => "rfm",
            Self::RecencyScore => "recency-score",
            Self::FrequencyScore => "frequency-score",
            Self::MoneyScore => "money-score",
            Self::ValueTier => "value-tier",
            Self::SpendingTier => "spending-tier",
            Self::Activity => "activity",
            Self::Relationship => "relationship",
            Self::Need => "need",
            Self::NextPurchase => "next-purchase",
            Self::Decade => "born-in",
            Self::TargetAge => "target-age",
            Self::Momentum => "activity-trend",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.slug() == slug)
    }
}

/// A group of a lens that is worked out, as a value that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LensGroup {
    Rfm(RfmCell),
    Value(AbcTier),
    Relationship(Relationship),
    Need(NeedPhase),
    /// The n-th tier, from the lowest.
    Tier(u8),
    /// Born in the ten years from this one on.
    Decade(i16),
    /// In the age that the products are for.
    TargetAge(bool),
    Momentum(Momentum),
    /// Has bought, but nobody has spent more than came back: nothing to tell value by.
    NoValue,
}

const WORDS: [(&str, LensGroup); 27] = [
    ("champions", LensGroup::Rfm(RfmCell::Champions)),
    ("loyal", LensGroup::Rfm(RfmCell::Loyal)),
    ("potential-loyalist", LensGroup::Rfm(RfmCell::PotentialLoyalist)),
    ("new", LensGroup::Rfm(RfmCell::New)),
    ("promising", LensGroup::Rfm(RfmCell::Promising)),
    ("need-attention", LensGroup::Rfm(RfmCell::NeedAttention)),
    ("about-to-sleep", LensGroup::Rfm(RfmCell::AboutToSleep)),
    ("at-risk", LensGroup::Rfm(RfmCell::AtRisk)),
    ("cant-lose", LensGroup::Rfm(RfmCell::CantLose)),
    ("hibernating", LensGroup::Rfm(RfmCell::Hibernating)),
    ("a", LensGroup::Value(AbcTier::A)),
    ("b", LensGroup::Value(AbcTier::B)),
    ("c", LensGroup::Value(AbcTier::C)),
    ("keep", LensGroup::Relationship(Relationship::Keep)),
    ("grow", LensGroup::Relationship(Relationship::Grow)),
    ("let-go", LensGroup::Relationship(Relationship::LetGo)),
    ("transactional", LensGroup::Relationship(Relationship::Transactional)),
    ("resting", LensGroup::Need(NeedPhase::Resting)),
    ("before", LensGroup::Need(NeedPhase::Before)),
    ("peak", LensGroup::Need(NeedPhase::Peak)),
    ("overdue", LensGroup::Need(NeedPhase::Overdue)),
    ("untold", LensGroup::Need(NeedPhase::Untold)),
    ("rising", LensGroup::Momentum(Momentum::Rising)),
    ("steady", LensGroup::Momentum(Momentum::Steady)),
    ("fading", LensGroup::Momentum(Momentum::Fading)),
    ("newcomer", LensGroup::Momentum(Momentum::New)),
    ("no-value", LensGroup::NoValue),
];

impl LensGroup {
    /// Where it stands among the groups of its lens, the best or first first.
    pub fn rank(self) -> i32 {
        match self {
            Self::Rfm(group) => group as i32,
            Self::Value(tier) => tier as i32,
            Self::Relationship(relationship) => relationship as i32,
            Self::Need(phase) => phase as i32,
            Self::Momentum(momentum) => momentum as i32,
            // The highest tier and the target age come first.
            Self::Tier(at) => -i32::from(at),
            Self::Decade(year) => i32::from(year),
            Self::TargetAge(is_in) => i32::from(!is_in),
            // After every group that tells something.
            Self::NoValue => i32::from(u8::MAX),
        }
    }

    /// The stable name, as in addresses and files.
    pub fn slug(self) -> String {
        match self {
            Self::Tier(at) => format!("tier-{at}"),
            Self::Decade(year) => format!("born-{year}"),
            Self::TargetAge(true) => "target".to_owned(),
            Self::TargetAge(false) => "off-target".to_owned(),
            _ => {
                let word = WORDS.iter().find(|(_, group)| *group == self);
                word.map_or_else(String::new, |(word, _)| (*word).to_owned())
            }
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        if let Some((_, group)) = WORDS.iter().find(|(word, _)| *word == slug) {
            return Some(*group);
        }
        match slug.split_once('-') {
            Some(("tier", at)) => at.parse().ok().map(Self::Tier),
            Some(("born", year)) => year.parse().ok().map(Self::Decade),
            Some(("off", "target")) => Some(Self::TargetAge(false)),
            None if slug == "target" => Some(Self::TargetAge(true)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        FEWEST_TIERS, LensColumn, LensGroup, LensSettings, MOST_TIERS, Money, TierCut, WORDS,
    };

    #[test]
    fn every_column_is_found_by_its_name() {
        for column in LensColumn::ALL {
            assert_eq!(LensColumn::from_slug(column.slug()), Some(column));
        }
    }

    #[test]
    fn tiers_come_and_go_on_top() {
        let mut settings = LensSettings::default();
        let lowest = settings.tiers.clone();
        settings.set_n_tiers(5);
        let from: Vec<TierCut> = settings.tiers.iter().map(|tier| tier.from).collect();
        assert_eq!(from, [100, 30, 10, 5, 2].map(TierCut::TopPercent));
        assert_eq!(settings.tiers[..3], lowest);
        settings.tiers[4].from = TierCut::Money(Money(700));
        settings.set_n_tiers(99);
        assert_eq!(settings.tiers.len(), MOST_TIERS);
        assert_eq!(settings.tiers[5].from, TierCut::Money(Money(1_400)));
        settings.set_n_tiers(0);
        assert_eq!(settings.tiers, lowest[..FEWEST_TIERS]);
    }

    #[test]
    fn every_name_leads_back_to_its_group() {
        let others = [
            LensGroup::Tier(2),
            LensGroup::Decade(1980),
            LensGroup::TargetAge(true),
            LensGroup::TargetAge(false),
        ];
        for group in WORDS.map(|(_, group)| group).into_iter().chain(others) {
            assert_eq!(LensGroup::from_slug(&group.slug()), Some(group));
        }
        assert_eq!(LensGroup::from_slug("no-such-group"), None);
    }
}
