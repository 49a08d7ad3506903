//! The engine over storage in memory: what is saved, undone, refused, and survived.

mod acceptance;
mod backup;
mod blacklist;
mod calls;
mod canvases;
mod clean_up;
mod complete;
mod contact_joins;
mod contacts;
mod damage;
mod erase;
mod faults;
mod fields;
mod gaps;
mod history;
mod merge_split;
mod profiles;
mod rounds;
mod saved_form;
mod segments;
mod sources;
mod steps;
mod tab;
mod tabs;
mod undo;
mod workspaces;
