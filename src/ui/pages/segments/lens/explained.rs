//! What each lens goes by, how it is worked out, and when not to trust it.

use crate::i18n::t_string;
use crate::ui::components::help::Help;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::guide::LensSubject;
use meadow_core::views::table::Column;

pub struct Explanation {
    pub goes_by: &'static str,
    formula: &'static str,
    doubt: &'static str,
}

/// The help of a lens that is called `name`.
pub fn lens_help(i18n: Texts, name: Signal<String>, column: &Column) -> Help {
    let text = |read: fn(&Explanation) -> &'static str| {
        let column = column.clone();
        Signal::derive(move || read(&explanation(i18n, &column)).to_owned())
    };
    Help::new("lens-help", name, text(|it| it.goes_by), text(|it| it.formula), text(|it| it.doubt))
        .in_full_at(model_href(LensSubject::of(column).topic()))
}

pub fn explanation(i18n: Texts, column: &Column) -> Explanation {
    let [goes_by, formula, doubt] = match LensSubject::of(column) {
        LensSubject::Stage => [
            t_string!(i18n, lenses.by_stage),
            t_string!(i18n, lenses.how_stage),
            t_string!(i18n, lenses.doubt_stage),
        ],
        LensSubject::Membership => [
            t_string!(i18n, lenses.by_member),
            t_string!(i18n, lenses.how_member),
            t_string!(i18n, lenses.doubt_member),
        ],
        LensSubject::LeadSource => [
            t_string!(i18n, lenses.by_source),
            t_string!(i18n, lenses.how_source),
            t_string!(i18n, lenses.doubt_source),
        ],
        LensSubject::Rfm => [
            t_string!(i18n, lenses.by_rfm),
            t_string!(i18n, lenses.how_rfm),
            t_string!(i18n, lenses.doubt_rfm),
        ],
        LensSubject::ValueTier => [
            t_string!(i18n, lenses.by_value),
            t_string!(i18n, lenses.how_value),
            t_string!(i18n, lenses.doubt_value),
        ],
        LensSubject::SpendingTier => [
            t_string!(i18n, lenses.by_tier),
            t_string!(i18n, lenses.how_tier),
            t_string!(i18n, lenses.doubt_tier),
        ],
        LensSubject::Activity | LensSubject::Momentum => [
            t_string!(i18n, lenses.by_activity),
            t_string!(i18n, lenses.how_activity),
            t_string!(i18n, lenses.doubt_activity),
        ],
        LensSubject::Relationship => [
            t_string!(i18n, lenses.by_relationship),
            t_string!(i18n, lenses.how_relationship),
            t_string!(i18n, lenses.doubt_relationship),
        ],
        LensSubject::Need => [
            t_string!(i18n, lenses.by_need),
            t_string!(i18n, lenses.how_need),
            t_string!(i18n, lenses.doubt_need),
        ],
        LensSubject::Age => [
            t_string!(i18n, lenses.by_age),
            t_string!(i18n, lenses.how_age),
            t_string!(i18n, lenses.doubt_age),
        ],
        LensSubject::Person | LensSubject::Other => [
            t_string!(i18n, lenses.by_other),
            t_string!(i18n, lenses.how_other),
            t_string!(i18n, lenses.doubt_other),
        ],
    };
    Explanation { goes_by, formula, doubt }
}
