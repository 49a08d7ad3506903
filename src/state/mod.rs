//! What the page remembers, one small struct of signals per thing it owns, all `Copy` and given
//! through context by `ui::app`. Holds no arithmetic and draws nothing.

pub mod actions;
pub mod board;
pub mod call_session;
pub mod clean_up;
pub mod customer_table;
pub mod drafts;
pub mod engine;
pub mod engine_error;
pub mod facts_in_hand;
pub mod figures;
pub mod first_use;
pub mod forecast;
pub mod foreign_requests;
pub mod import_check;
pub mod import_session;
pub mod long_work;
pub mod page;
pub mod save_status;
pub mod settings;
pub mod shell_commands;
pub mod shell_summary;
pub mod storage_care;
pub mod toasts;
pub mod undo_offer;
pub mod words;
pub mod workspace;
