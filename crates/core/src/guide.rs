//! The guide to the models: `docs/models.md` and its Chinese sister, which the build has read, and what
//! of it the pages lead to.

mod lens_subject;

pub use self::lens_subject::LensSubject;
use crate::domain::text::Language;
use crate::protocol::{EngineError, decode};
use crate::views::guide::Guide;

const ENGLISH: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/models.en"));
const CHINESE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/models.zh"));

/// # Errors
/// The build has written something else: a programming error.
pub fn model_guide(language: Language) -> Result<Guide, EngineError> {
    let bytes = match language {
        Language::En => ENGLISH,
        Language::Zh => CHINESE,
    };
    decode(bytes).map_err(|_| EngineError::WrongProtocol)
}

/// A section that a page leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelTopic {
    Rates,
    Pooling,
    Funnel,
    Waves,
    Registrations,
    Economics,
    ProfitRisk,
    Sensitivity,
    OneMore,
    Prizes,
    WordOfMouth,
    DrawRegister,
    Renewals,
    Invitations,
    WhomToInvite,
    CustomerBase,
    Mix,
    Recency,
    Rounds,
    Promotion,
    Portraits,
    Lenses,
    Rfm,
    Concentration,
    Activity,
    Cycle,
    Cuts,
    Clusters,
    Rules,
    Matching,
    Calls,
    StageFunnel,
    Room,
    Timing,
    LeadResponse,
    Uplift,
    BudgetSplit,
}

impl ModelTopic {
    pub const ALL: [Self; 37] = [
        Self::Rates,
        Self::Pooling,
        Self::Funnel,
        Self::Waves,
        Self::Registrations,
        Self::Economics,
        Self::ProfitRisk,
        Self::Sensitivity,
        Self::OneMore,
        Self::Prizes,
        Self::WordOfMouth,
        Self::DrawRegister,
        Self::Renewals,
        Self::Invitations,
        Self::WhomToInvite,
        Self::CustomerBase,
        Self::Mix,
        Self::Recency,
        Self::Rounds,
        Self::Promotion,
        Self::Portraits,
        Self::Lenses,
        Self::Rfm,
        Self::Concentration,
        Self::Activity,
        Self::Cycle,
        Self::Cuts,
        Self::Clusters,
        Self::Rules,
        Self::Matching,
        Self::Calls,
        Self::StageFunnel,
        Self::Room,
        Self::Timing,
        Self::LeadResponse,
        Self::Uplift,
        Self::BudgetSplit,
    ];

    /// What its section is linked by.
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Rates => "rates",
            Self::Pooling => "pooling",
            Self::Funnel => "funnel",
            Self::Waves => "waves",
            Self::Registrations => "registration-curve",
            Self::Economics => "economics",
            Self::ProfitRisk => "profit-risk",
            Self::Sensitivity => "sensitivity",
            Self::OneMore => "marginal",
            Self::Prizes => "prizes",
            Self::WordOfMouth => "referral",
            Self::DrawRegister => "two-phase",
            Self::Renewals => "sbg",
            Self::Invitations => "invitations",
            Self::WhomToInvite => "allocation",
            Self::CustomerBase => "customer-base",
            Self::Mix => "mix",
            Self::Recency => "recency",
            Self::Rounds => "rounds-and-movement",
            Self::Promotion => "promotion-mix",
            Self::Portraits => "portraits",
            Self::Lenses => "lenses",
            Self::Rfm => "rfm",
            Self::Concentration => "concentration",
            Self::Activity => "activity",
            Self::Cycle => "cycle",
            Self::Cuts => "cuts",
            Self::Clusters => "clusters",
            Self::Rules => "rules",
            Self::Matching => "matching",
            Self::Calls => "calls",
            Self::StageFunnel => "stage-chain",
            Self::Room => "uncertain-overbooking",
            Self::Timing => "timing",
            Self::LeadResponse => "lead-response",
            Self::Uplift => "uplift",
            Self::BudgetSplit => "response",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ModelTopic, model_guide};
    use crate::domain::text::Language;
    use crate::views::guide::{GuideBlock, GuideSection, Span};

    #[test]
    fn every_section_that_is_linked_is_there_in_both_languages() {
        for language in [Language::En, Language::Zh] {
            let guide = model_guide(language).unwrap();
            let anchors: BTreeSet<&str> =
                guide.sections.iter().map(|section| section.anchor.as_str()).collect();
            assert_eq!(anchors.len(), guide.sections.len(), "two sections have one anchor");
            for topic in ModelTopic::ALL {
                assert!(anchors.contains(topic.anchor()), "{language:?} lacks {topic:?}");
            }
            assert!(anchors.contains("bg-nbd"));
            let empty: Vec<&str> = guide
                .sections
                .iter()
                .filter(|section| section.blocks.is_empty() || section.title.is_empty())
                .map(|section| section.anchor.as_str())
                .collect();
            assert!(empty.is_empty(), "{language:?} says nothing in {empty:?}");
        }
    }

    /// What a block is, and how many lines, items or rows it has.
    fn outline(block: &GuideBlock) -> (&'static str, usize) {
        match block {
            GuideBlock::Lines(lines) => ("lines", lines.len()),
            GuideBlock::List { items, .. } => ("items", items.len()),
            GuideBlock::Table { rows, .. } => ("rows", rows.len()),
        }
    }

    /// The outlines of all blocks, section by section.
    fn outlines(language: Language) -> Vec<(String, Vec<(&'static str, usize)>)> {
        let guide = model_guide(language).unwrap();
        let sections = guide.sections.iter().map(|section| {
            (section.anchor.clone(), section.blocks.iter().map(outline).collect::<Vec<_>>())
        });
        sections.collect()
    }

    #[test]
    fn both_languages_have_the_same_lines_points_and_rows() {
        let (english, chinese) = (outlines(Language::En), outlines(Language::Zh));
        for (one, other) in english.iter().zip(&chinese) {
            assert_eq!(one, other);
        }
        assert_eq!(english.len(), chinese.len());
    }

    /// The lines that begin with one of the words, as places among the words, in the order they stand in.
    fn led_by(section: &GuideSection, words: [&str; 3]) -> Vec<usize> {
        let lines = section.blocks.iter().flat_map(|block| match block {
            GuideBlock::Lines(lines) => lines.as_slice(),
            GuideBlock::List { .. } | GuideBlock::Table { .. } => &[],
        });
        let leads = lines.filter_map(|line| match line.first() {
            Some(Span::Plain(text)) => words.iter().position(|word| text.starts_with(*word)),
            _ => None,
        });
        leads.collect()
    }

    /// Once each, where it comes from, how it was checked and when not to trust it. Only what all models
    /// stand on is told in one list, each with its own source and error.
    #[test]
    fn every_model_tells_its_source_its_check_and_its_limits() {
        for (language, words) in [
            (Language::En, ["Source: ", "Tested: ", "Limits: "]),
            (Language::Zh, ["出处：", "测试：", "局限："]),
        ] {
            let guide = model_guide(language).unwrap();
            let is_model =
                |section: &&GuideSection| section.anchor.as_str() != "ground-they-stand-on";
            assert!(guide.sections.iter().any(|section| !is_model(&section)), "{language:?}");
            for section in guide.sections.iter().filter(is_model) {
                let told = led_by(section, words);
                assert_eq!(told, [0, 1, 2], "{language:?} {}: of {words:?}", section.title);
            }
        }
    }

    /// Why on a rate leads to how an event's rate is made, not to the Beta by itself.
    #[test]
    fn the_section_of_a_rate_says_what_own_events_and_grades_weigh() {
        for language in [Language::En, Language::Zh] {
            let guide = model_guide(language).unwrap();
            let anchor = ModelTopic::Rates.anchor();
            let rates = guide.sections.iter().find(|section| section.anchor == anchor).unwrap();
            let mut text = String::new();
            for block in &rates.blocks {
                let GuideBlock::List { items, .. } = block else { continue };
                for span in items.iter().flatten() {
                    let (Span::Plain(part) | Span::Code(part) | Span::Stressed(part)) = span;
                    text.push_str(part);
                }
            }
            for told in ["n / (1 + (n − 1)·ρ)", "0.01", "0.3", "1.5", "1,000", "Williams 1982"]
            {
                assert!(text.contains(told), "{language:?} does not tell {told}");
            }
        }
    }

    #[test]
    fn a_star_of_a_formula_is_no_markup() {
        let guide = model_guide(Language::En).unwrap();
        let gap = guide.sections.iter().find(|section| section.anchor == "gap").unwrap();
        let GuideBlock::Lines(lines) = &gap.blocks[0] else { panic!("{:?}", gap.blocks[0]) };
        let Span::Plain(text) = &lines[0][0] else { panic!("{:?}", lines[0]) };
        assert!(text.contains("W*(k)"), "{text}");
    }
}
