//! The lists that are exported, one module each: which columns, and what stands in them.

mod blacklist;
mod contacts;
mod customers;
mod events;
mod names;
mod orders;
mod products;
mod shown;

pub use self::blacklist::blacklist;
pub use self::contacts::contacts;
pub use self::customers::customers;
pub use self::events::events;
pub use self::names::{
    blocked_by_key, blocked_by_name, channel_key, channel_name, class_name, contact_key, header,
    key, outcome_key, outcome_name, permission_name, stage_key,
};
pub use self::orders::orders;
pub use self::products::products;
pub use self::shown::shown;

use super::sheet::{SheetColumn, Width};
use crate::domain::text::{Language, Text};

fn column(key: &str, header: &Text, width: Width, language: Language) -> SheetColumn {
    SheetColumn {
        key: key.to_owned(),
        header: header.get(language).to_owned(),
        width,
        is_worked_out: false,
    }
}
