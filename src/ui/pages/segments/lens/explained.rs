//! How each lens is worked out, in a sentence or two.

use crate::i18n::t_string;
use crate::ui::pages::customers::wording::Texts;
use meadow_core::domain::lens::LensColumn;
use meadow_core::views::table::Column;

pub fn explanation(i18n: Texts, column: &Column) -> Option<String> {
    let text = match column {
        Column::Stage => t_string!(i18n, lenses.how_stage),
        Column::Member => t_string!(i18n, lenses.how_member),
        Column::LeadSource => t_string!(i18n, lenses.how_source),
        Column::Lens(column) => match column {
            LensColumn::Rfm
            | LensColumn::RecencyScore
            | LensColumn::FrequencyScore
            | LensColumn::MoneyScore => t_string!(i18n, lenses.how_rfm),
            LensColumn::ValueTier => t_string!(i18n, lenses.how_value),
            LensColumn::SpendingTier => t_string!(i18n, lenses.how_tier),
            LensColumn::Activity => t_string!(i18n, lenses.how_activity),
            LensColumn::Relationship => t_string!(i18n, lenses.how_relationship),
            LensColumn::Need | LensColumn::NextPurchase => t_string!(i18n, lenses.how_need),
            LensColumn::Decade | LensColumn::TargetAge => t_string!(i18n, lenses.how_age),
        },
        _ => t_string!(i18n, lenses.how_other),
    };
    Some(text.to_owned())
}
