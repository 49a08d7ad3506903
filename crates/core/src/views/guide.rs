//! `docs/models.md` as plain data: what the models are, section by section, in one language. Read by the
//! build script as well, which is why it must not use anything else of this crate.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guide {
    pub title: String,
    pub opening: Vec<GuideBlock>,
    /// In the same order in every language.
    pub sections: Vec<GuideSection>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GuideSection {
    /// What it is linked by, in every language.
    pub anchor: String,
    pub title: String,
    /// Where it is in the code; may be empty.
    pub names: Vec<Span>,
    pub blocks: Vec<GuideBlock>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GuideBlock {
    /// A line each.
    Lines(Vec<Vec<Span>>),
    List {
        is_numbered: bool,
        items: Vec<Vec<Span>>,
    },
    Table {
        head: Vec<Vec<Span>>,
        rows: Vec<Vec<Vec<Span>>>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Span {
    Plain(String),
    Code(String),
    Stressed(String),
}
