//! Facts about a workspace that hold for everything in it.

use serde::{Deserialize, Serialize};

use super::contact_rules::ContactRules;
use super::joining_rules::JoiningRules;
use super::lens::LensSettings;
use super::measure::Measure;
use super::money::Money;
use super::outlook::OutlookSettings;
use super::playbook_edits::OwnPlaybooks;
use super::text::{Language, Text};
use crate::words;

/// A generated sample is labelled everywhere and never mixes with real data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkspaceKind {
    #[default]
    Own,
    Sample,
}

/// What a workspace is called before its user names it.
pub fn first_name() -> Text {
    words::workspace::first_name()
}

/// Has nobody named it yet, in either language?
pub fn is_unnamed(name: &str) -> bool {
    let Text { en, zh } = first_name();
    [String::new(), en, zh].iter().any(|usual| usual == name.trim())
}

/// What selling to one customer at a time costs (C4).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OneToOneCost {
    pub hours_per_customer: f64,
    pub hourly_cost: Money,
    pub material: Money,
    pub travel: Money,
}

impl OneToOneCost {
    /// Cost of one customer sold to alone; `None` until the user has said anything.
    pub fn per_customer(&self) -> Option<Money> {
        let cost = Money::from_major(self.hours_per_customer * self.hourly_cost.major())
            + self.material
            + self.travel;
        (cost > Money::ZERO).then_some(cost)
    }
}

/// Where a cut-off of the meadow board stands. What is no number of points is found anew whenever the
/// data change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum CutRule {
    /// At the points it was put to.
    #[default]
    Points,
    /// So that this many percent of those who have bought are high, 1–99; equal scores stay together.
    TopPercent(u8),
    /// Between the two groups into which those who have bought fall by themselves: by the values of the
    /// one measure that has any weight, else by their scores.
    NaturalBreak,
    /// From this value of the one measure that has any weight, in its own unit: money in major units,
    /// days, counts, shares. Of recency and regularity less is better: up to this value.
    Value { measure: Measure, at: f64 },
    /// So that those who are high, the best by score, bring this many percent of all value, 1–99; equal
    /// scores stay together.
    ShareOfValue(u8),
}

/// Weights and cut-offs of the meadow board (A1). Weights are relative; what is unknown is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardSettings {
    pub spend: f64,
    pub referred_orders: f64,
    pub margin: f64,
    pub repeat_purchases: f64,
    pub regularity: f64,
    pub recency: f64,
    pub engagement: f64,
    pub membership: f64,
    /// 0–100: where the cut-off stands, or stood when its rule was set, which holds where the rule finds
    /// nothing to go by.
    pub contribution_cut: f64,
    pub loyalty_cut: f64,
    pub contribution_rule: CutRule,
    pub loyalty_rule: CutRule,
    /// Customers this close to a cut-off are borderline, in points.
    pub borderline_points: f64,
}

impl BoardSettings {
    /// Do both measure alike? Where a rule says where a cut-off stands, only the rule counts.
    pub fn measures_like(&self, other: &Self) -> bool {
        let plain = |settings: &Self| {
            let mut plain = settings.clone();
            if plain.contribution_rule != CutRule::Points {
                plain.contribution_cut = 0.0;
            }
            if plain.loyalty_rule != CutRule::Points {
                plain.loyalty_cut = 0.0;
            }
            plain
        };
        plain(self) == plain(other)
    }
}

impl Default for BoardSettings {
    fn default() -> Self {
        Self {
            spend: 60.0,
            referred_orders: 20.0,
            margin: 20.0,
            repeat_purchases: 30.0,
            regularity: 20.0,
            recency: 20.0,
            engagement: 20.0,
            membership: 10.0,
            contribution_cut: 60.0,
            loyalty_cut: 50.0,
            contribution_rule: CutRule::Points,
            loyalty_rule: CutRule::Points,
            borderline_points: 3.0,
        }
    }
}

/// What a column of the user's own holds. Values are kept as text in one plain form per kind:
/// numbers and money with a point and no grouping, dates as 2026-03-05, `yes` and `no`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FieldKind {
    Text,
    Number,
    Money,
    Date,
    Choice,
    YesNo,
}

impl FieldKind {
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Number, Self::Money, Self::Date, Self::Choice, Self::YesNo];
}

/// A column of the user's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomField {
    pub key: String,
    pub label: String,
    /// `None`: nobody has said; it is worked out from what the column holds.
    pub kind: Option<FieldKind>,
}

/// Asked gently, changeable at any time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceFacts {
    pub name: String,
    pub kind: WorkspaceKind,
    /// ISO 4217.
    pub currency: String,
    /// IANA name, for calendar files and dates.
    pub time_zone: String,
    /// Languages the customers are written to in.
    pub languages: Vec<Language>,
    pub one_to_one: OneToOneCost,
    pub board: BoardSettings,
    pub custom_fields: Vec<CustomField>,
    pub contact: ContactRules,
    pub joining: JoiningRules,
    pub lenses: LensSettings,
    pub outlook: OutlookSettings,
    pub playbooks: OwnPlaybooks,
}

impl WorkspaceFacts {
    /// The one that what Meadow writes into the data is in.
    pub fn language(&self) -> Language {
        self.languages.first().copied().unwrap_or_default()
    }
}

impl Default for WorkspaceFacts {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: WorkspaceKind::Own,
            currency: "CNY".into(),
            time_zone: "Asia/Shanghai".into(),
            languages: vec![Language::Zh],
            one_to_one: OneToOneCost::default(),
            board: BoardSettings::default(),
            custom_fields: Vec::new(),
            contact: ContactRules::default(),
            joining: JoiningRules::default(),
            lenses: LensSettings::default(),
            outlook: OutlookSettings::default(),
            playbooks: OwnPlaybooks::new(),
        }
    }
}
