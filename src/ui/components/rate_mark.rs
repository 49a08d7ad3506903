//! Where a rate comes from: own events of the method (filled) or of others, cited with its grade (ruled),
//! assumption (dashed), or nothing yet.

use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use leptos::prelude::*;
use meadow_core::domain::text::Language;
use meadow_core::views::forecast::RateSource;

/// The origin of a rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RateOrigin {
    /// From the user's own past events: so many of so many at these. Those of other methods count for less.
    Own { same_method: bool, n_success: u32, n_trials: u32, events: Vec<String> },
    /// From a publication; the grade is A, B or C as in the list of benchmark rates.
    Cited { grade: char, source: String },
    /// The user's own range.
    Assumption,
    /// Nobody has said anything.
    Missing,
}

impl RateOrigin {
    fn of(source: &RateSource, language: Language) -> Self {
        match source {
            RateSource::Own { same_method, n_success, n_trials, events, .. } => Self::Own {
                same_method: *same_method,
                n_success: *n_success,
                n_trials: *n_trials,
                events: events.clone(),
            },
            RateSource::Cited { grade, source, .. } => {
                Self::Cited { grade: *grade, source: source.get(language).to_owned() }
            }
            RateSource::Assumed => Self::Assumption,
            RateSource::Missing => Self::Missing,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Own { same_method: true, .. } => "own",
            Self::Own { same_method: false, .. } => "other",
            Self::Cited { .. } => "cited",
            Self::Assumption => "assumption",
            Self::Missing => "missing",
        }
    }
}

/// What a rate rests on, in the order of its sources. A range that only keeps the arithmetic going is not
/// worth a mark beside own data.
pub fn origins_of(sources: &[RateSource], language: Language) -> Vec<RateOrigin> {
    let has_own = sources.iter().any(|source| matches!(source, RateSource::Own { .. }));
    let marked = sources.iter().filter(|source| !has_own || **source != RateSource::Missing);
    marked.map(|source| RateOrigin::of(source, language)).collect()
}

#[component]
pub fn RateMark(#[prop(into)] origin: Signal<RateOrigin>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let sign = move || match origin.get() {
        RateOrigin::Own { .. } => "n".to_owned(),
        RateOrigin::Cited { grade, .. } => grade.to_string(),
        RateOrigin::Assumption => "?".to_owned(),
        RateOrigin::Missing => String::new(),
    };
    let words = move || match origin.get() {
        RateOrigin::Own { same_method, n_success, n_trials, events } => {
            let f = formatter.get();
            let events = f.fmt_int(events.len() as i64);
            let (n, all) = (f.fmt_int(n_success.into()), f.fmt_int(n_trials.into()));
            agree(&match same_method {
                true => {
                    t_string!(i18n, common.rate_own, events = events, n = n, all = all).to_string()
                }
                false => t_string!(i18n, common.rate_other, events = events, n = n, all = all)
                    .to_string(),
            })
        }
        RateOrigin::Cited { source, .. } => source,
        RateOrigin::Assumption => t_string!(i18n, common.rate_assumption).to_owned(),
        RateOrigin::Missing => t_string!(i18n, forecast.missing).to_owned(),
    };
    let title = move || match origin.get() {
        RateOrigin::Cited { grade, .. } => {
            t_string!(i18n, common.rate_grade, grade = grade.to_string()).to_string()
        }
        RateOrigin::Own { events, .. } => events.join(t_string!(i18n, forecast.list_comma)),
        RateOrigin::Assumption | RateOrigin::Missing => String::new(),
    };
    move || {
        let kind = origin.with(RateOrigin::name);
        if kind == "missing" {
            return view! {
                <span class="tag" data-tone="warn" data-origin=kind>
                    {words}
                </span>
            }
            .into_any();
        }
        view! {
            <span class="grade" data-origin=kind title=title>
                <b aria-hidden="true">{sign}</b>
                <span class="sr-only">{title}</span>
                {words}
            </span>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::{RateOrigin, origins_of};
    use meadow_core::domain::text::Language;
    use meadow_core::views::forecast::RateSource;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn own(same_method: bool) -> RateSource {
        let events = vec!["Spring".to_owned(), "Autumn".to_owned()];
        RateSource::Own { same_method, n_success: 61, n_trials: 148, n_counted: 60.0, events }
    }

    #[test]
    fn own_events_of_the_method_look_other_than_those_of_others() {
        let origins = origins_of(&[own(true), own(false)], Language::En);
        let [RateOrigin::Own { n_success: 61, n_trials: 148, events, .. }, _] = &origins[..] else {
            panic!("{origins:?}")
        };
        assert_eq!(events.len(), 2);
        let names: Vec<_> = origins.iter().map(RateOrigin::name).collect();
        assert_eq!(names, ["own", "other"]);
    }

    #[test]
    fn what_nobody_has_said_is_no_assumption() {
        let missing = RateSource::Missing;
        assert_eq!(origins_of(std::slice::from_ref(&missing), Language::En), [RateOrigin::Missing]);
        assert_eq!(origins_of(&[RateSource::Assumed], Language::En), [RateOrigin::Assumption]);
        let beside_own = origins_of(&[missing, own(true)], Language::En);
        assert!(matches!(&beside_own[..], [RateOrigin::Own { .. }]), "{beside_own:?}");
    }
}
