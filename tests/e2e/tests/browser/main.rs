//! What a user meets in a real browser, one file per subject. One program, so that the subjects
//! share the processors.

mod accessibility;
mod backup;
mod bad_files;
mod bulk_edit;
mod calls;
mod canvas;
mod clean_up;
mod clusters;
mod contact_rules;
mod copies;
mod cut_offs;
mod damage;
mod engine_late;
mod forecast_questions;
mod history;
mod hosting;
mod import_page;
mod journey;
mod keyboard;
mod killed;
mod lenses;
mod long_table;
mod messy;
mod page_parts;
mod portrait;
mod privacy;
mod rounds;
mod rules;
mod sample;
mod storage_blocked;
mod storage_care;
mod tabs;
mod undo_offer;
mod unfinished;
mod writing_at_once;
