//! What the engine shows the page: plain data, worked out, ready to draw. No logic beyond small accessors.

pub mod blacklist;
pub mod board;
pub mod bulk;
pub mod calls;
pub mod canvas;
pub mod cluster;
pub mod comparison;
pub mod completion;
pub mod consent;
pub mod customer_base;
pub mod duplicates;
pub mod forecast;
pub mod import;
pub mod import_check;
pub mod import_report;
pub mod import_rules;
pub mod lens;
pub mod plan;
pub mod playbook;
pub mod portrait;
pub mod round;
pub mod rule;
pub mod segment;
pub mod table;
pub mod text_encoding;
pub mod workspace;
