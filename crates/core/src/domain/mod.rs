//! Plain types and their invariants. Knows nothing of files, storage or screens.

pub mod blacklist;
pub mod call;
pub mod class;
pub mod consent;
pub mod contact_rules;
pub mod customer;
pub mod customer_field;
pub mod customer_merge;
pub mod dated_notes;
pub mod day;
pub mod event;
pub mod ids;
pub mod interaction;
pub mod joining_rules;
pub mod lens;
pub mod letters;
pub mod log;
pub mod method;
pub mod money;
pub mod order;
pub mod playbook_edits;
pub mod product;
pub mod reason;
pub mod text;
pub mod wording;
pub mod workspace;
