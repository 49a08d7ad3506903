//! The parts pages are made of, one per file, as `design` shows them. They know texts they are
//! given and the common ones; never the engine, never a route.

pub mod button;
pub mod call_lines;
pub mod chip;
pub mod class_badge;
pub mod currency_choices;
pub mod dialog;
pub mod drawer;
pub mod empty_state;
pub mod error_note;
pub mod fact_fields;
pub mod field;
pub mod filled_text;
pub mod help;
pub mod icon;
pub mod interval;
pub mod menu_button;
pub mod number_faults;
pub mod number_field;
pub mod number_input;
pub mod page_head;
pub mod place_strip;
pub mod play_lines;
pub mod progress_bar;
pub mod rate_mark;
pub mod section;
pub mod segmented;
pub mod select_field;
pub mod share_bar;
pub mod skeleton;
pub mod slider;
pub mod switch;
pub mod tabs;
pub mod text_field;
pub mod virtual_table;
