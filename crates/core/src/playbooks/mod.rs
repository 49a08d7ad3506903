//! The strategy content of Meadow, as data in both languages.
//!
//! Owns the files under `data/` and the types that load them; each is parsed once, when first
//! asked for. Must not know any workspace: content here is the same for everybody.

mod benchmark;
mod class_playbook;
mod glossary;
mod merge_fields;
mod method_choice;
mod method_guide;
mod own_pair;
mod own_playbook;
mod pairs;
mod planning_advice;
pub mod reason_cell;
mod reasons;

#[cfg(test)]
mod content_tests;
#[cfg(test)]
mod pair_tests;

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

pub use self::benchmark::{BenchmarkRate, Grade, UncitedRate, Unit};
pub use self::class_playbook::{CallScript, ClassPlaybook, Reason, Samples};
pub use self::glossary::{ClassName, Glossary, Term};
pub use self::merge_fields::{MergeField, Piece, pieces};
pub use self::method_choice::{
    Candidate, ChoiceAnswer, ChoiceQuestion, ChoiceRule, ChoiceSubject, MethodChoice, MethodPair,
    MethodWarning, PriceBand, PriceBands,
};
pub use self::method_guide::{
    BudgetLine, FollowUp, FunnelStep, Invitation, MethodGuide, OfferSuggestion, Question, Risk,
    Role, RoomNeed, RunItem, Task,
};
pub use self::own_pair::{own_labels, own_reason, playbook_view};
pub use self::own_playbook::{own_playbook, part, reword};
pub use self::pairs::{
    ClassPairs, Frames, PairPlaybook, PairWords, Speaker, for_reason, pair_words, speaks,
};
pub use self::planning_advice::{Gain, PlanningAdvice, Trigger, WayToGuide};
pub use self::reasons::{find_reason, is_known_reason, reason_key, reason_name};

use self::benchmark::Benchmarks;
use crate::domain::class::Class;
use crate::domain::event::FunnelStage;
use crate::domain::method::Method;

const BENCHMARKS: &str = include_str!("data/benchmarks.json");
const GLOSSARY: &str = include_str!("data/glossary.json");
const METHOD_CHOICE: &str = include_str!("data/method_choice.json");
const PLANNING_ADVICE: &str = include_str!("data/planning_advice.json");

/// What to say and offer to one class.
pub fn class_playbook(class: Class) -> &'static ClassPlaybook {
    static PLAYBOOKS: [OnceLock<ClassPlaybook>; Class::ALL.len()] =
        [const { OnceLock::new() }; Class::ALL.len()];
    PLAYBOOKS[class as usize].get_or_init(|| parse_content(class_file(class)))
}

/// How a class is written to about a reason, and the reasons that need other words there.
pub fn class_pairs(class: Class) -> &'static ClassPairs {
    static PAIRS: [OnceLock<ClassPairs>; Class::ALL.len()] =
        [const { OnceLock::new() }; Class::ALL.len()];
    PAIRS[class as usize].get_or_init(|| parse_content(pairs_file(class)))
}

/// Questions, risks and defaults of one method.
pub fn method_guide(method: Method) -> &'static MethodGuide {
    static GUIDES: [OnceLock<MethodGuide>; Method::ALL.len()] =
        [const { OnceLock::new() }; Method::ALL.len()];
    GUIDES[method as usize].get_or_init(|| parse_content(method_file(method)))
}

/// The published rate of this key.
pub fn benchmark_rate(key: &str) -> Option<&'static BenchmarkRate> {
    benchmark_rates().iter().find(|rate| rate.key == key)
}

/// Every published rate, with source and grade.
pub fn benchmark_rates() -> &'static [BenchmarkRate] {
    &benchmarks().rates
}

/// Rates nobody has published in a form that can be cited.
pub fn uncited_rates() -> &'static [UncitedRate] {
    &benchmarks().uncited
}

/// Published rates that lead to `reaches` under `method`, the default first.
pub fn benchmark_rates_for(method: Method, reaches: FunnelStage) -> Vec<&'static BenchmarkRate> {
    benchmarks().of_transition(method, reaches)
}

/// The rate a forecast starts from; `None` means that the user must be asked for a range.
pub fn default_rate(method: Method, reaches: FunnelStage) -> Option<&'static BenchmarkRate> {
    benchmarks().default_of(method, reaches)
}

/// Names of classes, stages, tiers and the funnel.
pub fn glossary() -> &'static Glossary {
    static CONTENT: OnceLock<Glossary> = OnceLock::new();
    CONTENT.get_or_init(|| parse_content(GLOSSARY))
}

/// Why to gather, when not to, how to guide, and what to do when the day goes wrong.
pub fn planning_advice() -> &'static PlanningAdvice {
    static CONTENT: OnceLock<PlanningAdvice> = OnceLock::new();
    CONTENT.get_or_init(|| parse_content(PLANNING_ADVICE))
}

/// Which method, or none: the questions, and what the answers speak for.
pub fn method_choice() -> &'static MethodChoice {
    static CONTENT: OnceLock<MethodChoice> = OnceLock::new();
    CONTENT.get_or_init(|| parse_content(METHOD_CHOICE))
}

fn benchmarks() -> &'static Benchmarks {
    static CONTENT: OnceLock<Benchmarks> = OnceLock::new();
    CONTENT.get_or_init(|| parse_content(BENCHMARKS))
}

fn class_file(class: Class) -> &'static str {
    match class {
        Class::Bee => include_str!("data/classes/bee.json"),
        Class::Dragonfly => include_str!("data/classes/dragonfly.json"),
        Class::Butterfly => include_str!("data/classes/butterfly.json"),
        Class::Mantis => include_str!("data/classes/mantis.json"),
    }
}

fn pairs_file(class: Class) -> &'static str {
    match class {
        Class::Bee => include_str!("data/pairs/bee.json"),
        Class::Dragonfly => include_str!("data/pairs/dragonfly.json"),
        Class::Butterfly => include_str!("data/pairs/butterfly.json"),
        Class::Mantis => include_str!("data/pairs/mantis.json"),
    }
}

fn method_file(method: Method) -> &'static str {
    match method {
        Method::Seminar => include_str!("data/methods/seminar.json"),
        Method::Activity => include_str!("data/methods/activity.json"),
        Method::Training => include_str!("data/methods/training.json"),
        Method::LimitedOffer => include_str!("data/methods/limited_offer.json"),
        Method::Exhibition => include_str!("data/methods/exhibition.json"),
        Method::Membership => include_str!("data/methods/membership.json"),
        Method::DealerRecruitment => include_str!("data/methods/dealer_recruitment.json"),
    }
}

fn parse_content<T: DeserializeOwned>(json: &'static str) -> T {
    // cannot fail: the files are compiled in, and `content_tests` loads every one of them
    serde_json::from_str(json).expect("content compiled into the program")
}
