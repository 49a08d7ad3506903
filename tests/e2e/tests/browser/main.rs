//! What a user meets in a real browser, one file per subject. One program, so that the subjects
//! share the processors.

mod accessibility;
mod bad_files;
mod bulk_edit;
mod calls;
mod canvas;
mod clean_up;
mod contact_rules;
mod engine_late;
mod hosting;
mod import_page;
mod journey;
mod keyboard;
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
