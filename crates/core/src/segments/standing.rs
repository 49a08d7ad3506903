//! Scores and class of one person under given weights and cut-offs.
//!
//! Owns the way from points to a class; knows neither orders nor rows, so that moving a cut-off
//! only costs one walk over the points.

use super::leads::{LeadPoints, expected_class};
use super::points::{BUYER_MEASURES, BuyerPoints, N_CONTRIBUTION, blend, weights};
use crate::domain::class::Class;
use crate::domain::event::AudienceGroup;
use crate::domain::workspace::BoardSettings;
use crate::views::table::Placed;

/// Points of one person: those who have bought by the eight measures, leads by their two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    Buyer(BuyerPoints),
    Lead(LeadPoints),
}

/// Where somebody stands on the board. A lead's contribution is its purchasing power and its loyalty
/// its attention.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    pub contribution: Option<f64>,
    pub loyalty: Option<f64>,
    /// `None`: too little is known to place this person.
    pub placed: Option<Placed>,
}

impl Standing {
    /// The one group that may be invited this person belongs to.
    pub fn group(&self) -> AudienceGroup {
        match self.placed {
            Some(placed) if placed.expected => AudienceGroup::Expected(placed.class),
            Some(placed) => AudienceGroup::Class(placed.class),
            None => AudienceGroup::Unplaced,
        }
    }
}

/// Weights and cut-offs made ready for many people.
pub struct Ruler {
    weights: [f64; BUYER_MEASURES.len()],
    contribution_cut: f64,
    loyalty_cut: f64,
    borderline_points: f64,
}

impl Ruler {
    pub fn new(settings: &BoardSettings) -> Self {
        Self {
            weights: weights(settings),
            contribution_cut: settings.contribution_cut,
            loyalty_cut: settings.loyalty_cut,
            borderline_points: settings.borderline_points,
        }
    }

    pub fn place(&self, measured: &Measured, by_hand: Option<Class>) -> Standing {
        match measured {
            Measured::Buyer(points) => self.place_buyer(points, by_hand),
            Measured::Lead(points) => self.place_lead(points, by_hand),
        }
    }

    fn place_buyer(&self, points: &BuyerPoints, by_hand: Option<Class>) -> Standing {
        let (of_contribution, of_loyalty) = points.split_at(N_CONTRIBUTION);
        let (for_contribution, for_loyalty) = self.weights.split_at(N_CONTRIBUTION);
        let contribution = blend(of_contribution, for_contribution);
        let loyalty = blend(of_loyalty, for_loyalty);
        let by_score = contribution.zip(loyalty).map(|(contribution, loyalty)| {
            Class::from_axes(contribution >= self.contribution_cut, loyalty >= self.loyalty_cut)
        });
        let borderline = self.is_near(contribution, self.contribution_cut)
            || self.is_near(loyalty, self.loyalty_cut);
        let placed = placed(by_score, by_hand, false, borderline);
        Standing { contribution, loyalty, placed }
    }

    fn place_lead(&self, points: &LeadPoints, by_hand: Option<Class>) -> Standing {
        let contribution = points.purchasing_power.map(f64::from);
        let loyalty = points.attention.map(f64::from);
        let high_power = contribution.map(|power| power >= self.contribution_cut);
        let high_attention = loyalty.map(|attention| attention >= self.loyalty_cut);
        let expected = expected_class(high_power, high_attention);
        // One side may not matter: with high power, any attention makes a dragonfly.
        let other_side = |side: Option<bool>| side.map(|is_high| !is_high);
        let borderline = (self.is_near(contribution, self.contribution_cut)
            && expected_class(other_side(high_power), high_attention) != expected)
            || (self.is_near(loyalty, self.loyalty_cut)
                && expected_class(high_power, other_side(high_attention)) != expected);
        // A bee has bought: a lead marked as one by hand counts as a dragonfly until it has.
        let by_hand = by_hand.map(|class| match class {
            Class::Bee => Class::Dragonfly,
            other => other,
        });
        let placed = placed(expected, by_hand, true, borderline);
        Standing { contribution, loyalty, placed }
    }

    fn is_near(&self, score: Option<f64>, cut: f64) -> bool {
        score.is_some_and(|score| (score - cut).abs() <= self.borderline_points)
    }
}

/// A class set by hand stands wherever the scores are.
fn placed(
    by_score: Option<Class>,
    by_hand: Option<Class>,
    expected: bool,
    borderline: bool,
) -> Option<Placed> {
    by_hand.or(by_score).map(|class| Placed {
        class,
        expected,
        borderline: borderline && by_hand.is_none(),
        by_hand: by_hand.is_some(),
    })
}
