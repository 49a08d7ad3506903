//! How likely two records are one person, and why: the figure opens to what it is reckoned from.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::clean_up::search::Group;
use crate::state::figures::use_formatter;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::domain::ids::CustomerId;
use meadow_core::matching::{CandidatePair, MatchReason, PRIOR_BITS, WeighedReason};

/// A likelihood above this is not called certain: the scale ends here.
const MOST_TOLD: f64 = 0.99;

/// The pairs of a group, each likelihood with its reasons behind it.
#[component]
pub fn Likelihoods(group: Group) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let names_pairs = group.parts.len() > 2;
    let number = {
        let ids: Vec<CustomerId> = group.parts.iter().map(|part| part.customer.id).collect();
        move |id: CustomerId| ids.iter().position(|own| *own == id).unwrap_or_default() + 1
    };
    let pairs = group.pairs.clone().into_iter().map(|pair| {
        let (one, other) = (number(pair.one), number(pair.other));
        let pair = StoredValue::new(pair);
        let summary = move || {
            let f = formatter.get();
            let likelihood = pair.with_value(|pair| likelihood(i18n, &f, pair));
            match names_pairs {
                true => t_string!(
                    i18n,
                    cleanup.pair_likelihood,
                    one = one,
                    other = other,
                    likelihood = likelihood
                )
                .to_string(),
                false => likelihood,
            }
        };
        let reasons = move || {
            let f = formatter.get();
            pair.with_value(|pair| {
                let lines = pair.score.reasons.iter().map(|reason| reason_line(i18n, &f, reason));
                lines.collect_view()
            })
        };
        let start = move || {
            let f = formatter.get();
            t_string!(i18n, cleanup.prior, n = times(&f, -PRIOR_BITS)).to_string()
        };
        view! {
            <details class="why">
                <summary>{summary}</summary>
                <ul class="plain">
                    {reasons} <li class="muted">{start}</li>
                </ul>
                <p class="fine">{t!(i18n, cleanup.reckoned)}</p>
            </details>
        }
    });
    view! { <div class="pair__why">{pairs.collect_view()}</div> }
}

fn likelihood(i18n: Texts, f: &Formatter, pair: &CandidatePair) -> String {
    let probability = pair.score.probability;
    if probability > MOST_TOLD {
        t_string!(i18n, cleanup.likely_over, share = f.fmt_percent(MOST_TOLD)).to_string()
    } else {
        t_string!(i18n, cleanup.likely, share = f.fmt_percent(probability)).to_string()
    }
}

fn reason_line(i18n: Texts, f: &Formatter, weighed: &WeighedReason) -> impl IntoView + use<> {
    let what = reason_name(i18n, f, weighed.reason);
    let n = times(f, weighed.weight_bits.abs());
    let speaks_for = weighed.weight_bits >= 0.0;
    let weight = if speaks_for {
        t_string!(i18n, cleanup.speaks_for, n = n).to_string()
    } else {
        t_string!(i18n, cleanup.speaks_against, n = n).to_string()
    };
    view! {
        <li data-speaks=if speaks_for { "for" } else { "against" }>
            <b>{what}</b>
            " "
            <span class="muted">{weight}</span>
        </li>
    }
}

/// Two to the power of so many bits, to two digits: more would be false precision.
fn times(f: &Formatter, bits: f64) -> String {
    let n = bits.exp2();
    let step = 10f64.powf((n.log10().floor() - 1.0).max(-1.0));
    f.fmt_number((n / step).round() * step, 1)
}

pub fn reason_name(i18n: Texts, f: &Formatter, reason: MatchReason) -> String {
    match reason {
        MatchReason::SameKey => t_string!(i18n, cleanup.same_key),
        MatchReason::SamePhone => t_string!(i18n, cleanup.same_phone),
        MatchReason::SameSharedLine => t_string!(i18n, cleanup.same_shared_line),
        MatchReason::PhoneOneDigitOff => t_string!(i18n, cleanup.phone_one_off),
        MatchReason::DifferentPhone => t_string!(i18n, cleanup.different_phone),
        MatchReason::SameEmail => t_string!(i18n, cleanup.same_email),
        MatchReason::SameSharedMailbox => t_string!(i18n, cleanup.same_shared_mailbox),
        MatchReason::SameMailbox => t_string!(i18n, cleanup.same_mailbox),
        MatchReason::EmailOneLetterOff => t_string!(i18n, cleanup.email_one_off),
        MatchReason::SameEmailName => t_string!(i18n, cleanup.same_email_name),
        MatchReason::DifferentEmail => t_string!(i18n, cleanup.different_email),
        MatchReason::SameWeChat => t_string!(i18n, cleanup.same_wechat),
        MatchReason::DifferentWeChat => t_string!(i18n, cleanup.different_wechat),
        MatchReason::SameCompanyId => t_string!(i18n, cleanup.same_company_id),
        MatchReason::SameCompany => t_string!(i18n, cleanup.same_company),
        MatchReason::SimilarCompany => t_string!(i18n, cleanup.similar_company),
        MatchReason::DifferentCompany => t_string!(i18n, cleanup.different_company),
        MatchReason::SameName => t_string!(i18n, cleanup.same_name),
        MatchReason::NameSwapped => t_string!(i18n, cleanup.name_swapped),
        MatchReason::NameInOtherScript => t_string!(i18n, cleanup.name_other_script),
        MatchReason::NameSameSound => t_string!(i18n, cleanup.name_same_sound),
        MatchReason::NameSimilar(share) => {
            let share = f.fmt_percent(share);
            return t_string!(i18n, cleanup.name_similar, share = share).to_string();
        }
        MatchReason::NameInPart => t_string!(i18n, cleanup.name_in_part),
        MatchReason::SameFamilyNameOnly => t_string!(i18n, cleanup.family_name_only),
        MatchReason::NamesNotComparable => t_string!(i18n, cleanup.names_not_comparable),
        MatchReason::DifferentName => t_string!(i18n, cleanup.different_name),
        MatchReason::SameRegion => t_string!(i18n, cleanup.same_region),
        MatchReason::DifferentRegion => t_string!(i18n, cleanup.different_region),
        MatchReason::SameBirthYear => t_string!(i18n, cleanup.same_birth_year),
        MatchReason::BirthYearOneOff => t_string!(i18n, cleanup.birth_year_one_off),
        MatchReason::DifferentBirthYear => t_string!(i18n, cleanup.different_birth_year),
        MatchReason::SameSex => t_string!(i18n, cleanup.same_sex),
        MatchReason::DifferentSex => t_string!(i18n, cleanup.different_sex),
        MatchReason::FitsTwoPeople => t_string!(i18n, cleanup.fits_two_people),
    }
    .to_owned()
}
