//! The ways to reach or name somebody, each in the one form by which people are told apart. Must not
//! know whose they are.

mod company_id;
mod email;
mod phone;
mod wechat;

pub use company_id::{is_credit_code, normalise_company_id};
pub use email::{email_mailbox, is_shared_mailbox, normalise_email, split_emails};
pub use phone::{
    HomeCountry, fits_masked_phone, is_masked_phone, is_placeholder, is_shared_line,
    looks_like_phone, normalise_phone, normalise_phones,
};
pub use wechat::normalise_wechat;
