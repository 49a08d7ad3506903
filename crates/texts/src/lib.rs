//! The module `i18n`, made from `locales/` by build.rs: the page's texts in both languages. In a
//! crate of its own, so that nine million characters of code are compiled when a text changes and
//! not with every change of the page.

include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
