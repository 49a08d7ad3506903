//! Where a rate comes from: own data (filled), cited with its grade (ruled), assumption (dashed).

use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use leptos::prelude::*;

/// The origin of a rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RateOrigin {
    /// From the user's own past events, with the number of people behind it.
    Own { n: u64 },
    /// From a publication; the grade is A, B or C as in the list of benchmark rates.
    Cited { grade: char, source: String },
    /// Nobody has measured it.
    Assumption,
}

#[component]
pub fn RateMark(#[prop(into)] origin: Signal<RateOrigin>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let kind = move || match origin.get() {
        RateOrigin::Own { .. } => "own",
        RateOrigin::Cited { .. } => "cited",
        RateOrigin::Assumption => "assumption",
    };
    let sign = move || match origin.get() {
        RateOrigin::Own { .. } => "n".to_owned(),
        RateOrigin::Cited { grade, .. } => grade.to_string(),
        RateOrigin::Assumption => "?".to_owned(),
    };
    let words = move || match origin.get() {
        RateOrigin::Own { n } => {
            t_string!(i18n, common.rate_own, n = formatter.get().fmt_int(n as i64)).to_string()
        }
        RateOrigin::Cited { source, .. } => source,
        RateOrigin::Assumption => t_string!(i18n, common.rate_assumption).to_owned(),
    };
    let title = move || match origin.get() {
        RateOrigin::Cited { grade, .. } => {
            t_string!(i18n, common.rate_grade, grade = grade.to_string()).to_string()
        }
        _ => String::new(),
    };
    view! {
        <span class="grade" data-origin=kind title=title>
            <b aria-hidden="true">{sign}</b>
            <span class="sr-only">{title}</span>
            {words}
        </span>
    }
}
