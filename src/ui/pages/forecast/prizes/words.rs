//! Names of promises and of what is not said of them. Call these inside a view or signal.

use crate::i18n::{t_string, use_i18n};
use meadow_core::views::prizes::{OfferKind, OpenTerm};
use meadow_core::views::word_of_mouth::OpenGrowth;

pub fn offer_name(kind: OfferKind) -> String {
    let i18n = use_i18n();
    match kind {
        OfferKind::Draw => t_string!(i18n, prizes.draw),
        OfferKind::Gifts => t_string!(i18n, prizes.gifts),
        OfferKind::Voucher => t_string!(i18n, prizes.voucher),
        OfferKind::Bring => t_string!(i18n, prizes.bring),
    }
    .to_owned()
}

pub fn open_term(term: OpenTerm) -> &'static str {
    let i18n = use_i18n();
    match term {
        OpenTerm::Number => t_string!(i18n, prizes.open_number),
        OpenTerm::Cost => t_string!(i18n, prizes.open_cost),
        OpenTerm::Redeemed => t_string!(i18n, prizes.open_redeemed),
        OpenTerm::Brings => t_string!(i18n, prizes.open_brings),
        OpenTerm::NumberBrought => t_string!(i18n, prizes.open_brought),
    }
}

pub fn open_growth(term: OpenGrowth) -> String {
    let i18n = use_i18n();
    match term {
        OpenGrowth::First => t_string!(i18n, prizes.n_first),
        OpenGrowth::Reach => t_string!(i18n, prizes.reach),
        OpenGrowth::Conversion => t_string!(i18n, prizes.conversion),
        OpenGrowth::Discontent => t_string!(i18n, prizes.discontent),
        OpenGrowth::ReachOfDiscontent => t_string!(i18n, prizes.reach_of_discontent),
        OpenGrowth::Lost => t_string!(i18n, prizes.lost),
    }
    .to_owned()
}
