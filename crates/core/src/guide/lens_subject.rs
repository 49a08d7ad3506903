//! What a lens goes by, as far as it needs an explanation of its own, and where that stands in full.
//! Must not know how anybody comes into a group.

use super::ModelTopic;
use crate::domain::lens::LensColumn;
use crate::views::table::Column;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensSubject {
    Stage,
    Rfm,
    ValueTier,
    SpendingTier,
    Activity,
    Momentum,
    Relationship,
    Need,
    Age,
    Membership,
    LeadSource,
    /// Sex, area, occupation and personality.
    Person,
    /// Fields of the user's own and every other column.
    Other,
}

impl LensSubject {
    pub const ALL: [Self; 13] = [
        Self::Stage,
        Self::Rfm,
        Self::ValueTier,
        Self::SpendingTier,
        Self::Activity,
        Self::Momentum,
        Self::Relationship,
        Self::Need,
        Self::Age,
        Self::Membership,
        Self::LeadSource,
        Self::Person,
        Self::Other,
    ];

    /// Of the lens that puts people together by `column`.
    pub fn of(column: &Column) -> Self {
        match column {
            Column::Stage => Self::Stage,
            Column::Member => Self::Membership,
            Column::LeadSource => Self::LeadSource,
            Column::Sex | Column::Region | Column::Occupation | Column::Personality => Self::Person,
            Column::Lens(column) => match column {
                LensColumn::Rfm
                | LensColumn::RecencyScore
                | LensColumn::FrequencyScore
                | LensColumn::MoneyScore => Self::Rfm,
                LensColumn::ValueTier => Self::ValueTier,
                LensColumn::SpendingTier => Self::SpendingTier,
                LensColumn::Activity => Self::Activity,
                LensColumn::Momentum => Self::Momentum,
                LensColumn::Relationship => Self::Relationship,
                LensColumn::Need | LensColumn::NextPurchase => Self::Need,
                LensColumn::Decade | LensColumn::TargetAge => Self::Age,
            },
            _ => Self::Other,
        }
    }

    /// Where it is explained in full.
    pub fn topic(self) -> ModelTopic {
        match self {
            Self::Rfm => ModelTopic::Rfm,
            Self::ValueTier => ModelTopic::Concentration,
            Self::Activity => ModelTopic::Activity,
            Self::Need => ModelTopic::Cycle,
            Self::Stage
            | Self::SpendingTier
            | Self::Momentum
            | Self::Relationship
            | Self::Age
            | Self::Membership
            | Self::LeadSource
            | Self::Person
            | Self::Other => ModelTopic::Lenses,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LensSubject;
    use crate::domain::text::Language;
    use crate::guide::{ModelTopic, model_guide};
    use crate::views::guide::{GuideBlock, Span};

    /// How the line about it begins in the section of all lenses; `None` for what has a section of its
    /// own.
    fn opening(subject: LensSubject) -> Option<(&'static str, &'static str)> {
        match subject {
            LensSubject::Rfm
            | LensSubject::ValueTier
            | LensSubject::Activity
            | LensSubject::Need => None,
            LensSubject::Stage => Some(("Stage:", "阶段：")),
            LensSubject::SpendingTier => Some(("Spending tier:", "消费档：")),
            LensSubject::Momentum => Some(("Activity trend:", "活跃度走势：")),
            LensSubject::Relationship => Some(("Relationship:", "关系：")),
            LensSubject::Age => Some(("Age:", "年龄：")),
            LensSubject::Membership => Some(("Membership:", "会员：")),
            LensSubject::LeadSource => Some(("Lead source:", "来源：")),
            LensSubject::Person => {
                Some(("Sex, area, occupation, personality:", "性别、区域、职业、性格："))
            }
            LensSubject::Other => {
                Some(("Fields of your own, and every other column:", "自定义字段及其他各列："))
            }
        }
    }

    #[track_caller]
    fn check_line(language: Language, opening: &str) {
        let guide = model_guide(language).unwrap();
        let anchor = ModelTopic::Lenses.anchor();
        let section = guide.sections.iter().find(|section| section.anchor == anchor).unwrap();
        let begins = |item: &Vec<Span>| match item.first() {
            Some(Span::Plain(text)) => text.starts_with(opening),
            Some(Span::Code(_) | Span::Stressed(_)) | None => false,
        };
        let is_there = section.blocks.iter().any(|block| match block {
            GuideBlock::List { items, .. } => items.iter().any(begins),
            GuideBlock::Lines(_) | GuideBlock::Table { .. } => false,
        });
        assert!(is_there, "{language:?} has no line that begins with {opening}");
    }

    #[test]
    fn every_lens_is_explained_where_its_help_leads_to() {
        for subject in LensSubject::ALL {
            let opening = opening(subject);
            assert_eq!(opening.is_some(), subject.topic() == ModelTopic::Lenses, "{subject:?}");
            if let Some((english, chinese)) = opening {
                check_line(Language::En, english);
                check_line(Language::Zh, chinese);
            }
        }
        // How many numbers or days become groups, whatever column they are of.
        check_line(Language::En, "Cut into five:");
        check_line(Language::Zh, "分为五组：");
    }
}
