//! What the lenses and their groups are called, on screen and in files.

use crate::domain::lens::{
    AbcTier, LensColumn, LensGroup, LensSettings, Momentum, NeedPhase, Relationship, RfmCell,
};
use crate::domain::text::Text;
use crate::words::lens;

pub fn column_name(column: LensColumn) -> Text {
    match column {
        LensColumn::Rfm => lens::col_rfm(),
        LensColumn::RecencyScore => lens::col_recency(),
        LensColumn::FrequencyScore => lens::col_frequency(),
        LensColumn::MoneyScore => lens::col_money(),
        LensColumn::ValueTier => lens::col_value_tier(),
        LensColumn::SpendingTier => lens::col_spending_tier(),
        LensColumn::Activity => lens::col_activity(),
        LensColumn::Relationship => lens::col_relationship(),
        LensColumn::Need => lens::col_need(),
        LensColumn::NextPurchase => lens::col_next_purchase(),
        LensColumn::Decade => lens::col_decade(),
        LensColumn::TargetAge => lens::col_target_age(),
        LensColumn::Momentum => lens::col_momentum(),
    }
}

/// A tier goes by the user's name for it.
pub fn group_name(settings: &LensSettings, group: LensGroup) -> Text {
    match group {
        LensGroup::Rfm(group) => rfm_name(group),
        LensGroup::Value(AbcTier::A) => lens::tier_a(),
        LensGroup::Value(AbcTier::B) => lens::tier_b(),
        LensGroup::Value(AbcTier::C) => lens::tier_c(),
        LensGroup::Relationship(Relationship::Keep) => lens::keep(),
        LensGroup::Relationship(Relationship::Grow) => lens::grow(),
        LensGroup::Relationship(Relationship::LetGo) => lens::let_go(),
        LensGroup::Relationship(Relationship::Transactional) => lens::transactional(),
        LensGroup::Need(NeedPhase::Resting) => lens::resting(),
        LensGroup::Need(NeedPhase::Before) => lens::before(),
        LensGroup::Need(NeedPhase::Peak) => lens::peak(),
        LensGroup::Need(NeedPhase::Overdue) => lens::overdue(),
        LensGroup::Need(NeedPhase::Untold) => lens::untold(),
        LensGroup::Momentum(momentum) => momentum_name(momentum),
        LensGroup::Tier(at) => {
            settings.own_name(group).map_or_else(|| usual_tier_name(at), Text::from)
        }
        LensGroup::Decade(year) => lens::decade(year.to_string()),
        LensGroup::TargetAge(true) => lens::in_target(),
        LensGroup::TargetAge(false) => lens::off_target(),
        LensGroup::NoValue => lens::no_value(),
    }
}

pub fn momentum_name(momentum: Momentum) -> Text {
    match momentum {
        Momentum::Rising => lens::rising(),
        Momentum::Steady => lens::steady(),
        Momentum::Fading => lens::fading(),
        Momentum::New => lens::newcomer(),
    }
}

/// What a tier without a name of its own is called.
pub fn usual_tier_name(at: u8) -> Text {
    match at {
        0 => lens::spending_ordinary(),
        1 => lens::spending_silver(),
        2 => lens::spending_vip(),
        _ => lens::spending_nth((u32::from(at) + 1).to_string()),
    }
}

fn rfm_name(group: RfmCell) -> Text {
    match group {
        RfmCell::Champions => lens::champions(),
        RfmCell::Loyal => lens::loyal(),
        RfmCell::PotentialLoyalist => lens::potential_loyalist(),
        RfmCell::New => lens::new(),
        RfmCell::Promising => lens::promising(),
        RfmCell::NeedAttention => lens::need_attention(),
        RfmCell::AboutToSleep => lens::about_to_sleep(),
        RfmCell::AtRisk => lens::at_risk(),
        RfmCell::CantLose => lens::cant_lose(),
        RfmCell::Hibernating => lens::hibernating(),
    }
}
