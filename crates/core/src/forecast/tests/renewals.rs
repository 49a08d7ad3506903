//! Renewals of members: the published cohort of Fader & Hardie, two cohorts together, and what is refused.

use crate::forecast::foretell_renewals;
use crate::views::renewals::{NoRenewals, RenewalAnswer, RenewalTerms, RenewalView};

/// "High end" of Fader & Hardie (2007), seven of its twelve years.
const HIGH_END: &str = "1000 869 743 653 593 551 517 491";

fn terms(counts: &str) -> RenewalTerms {
    RenewalTerms { counts: counts.into(), ..RenewalTerms::default() }
}

#[track_caller]
fn found(terms: &RenewalTerms) -> RenewalView {
    match foretell_renewals(terms) {
        RenewalAnswer::Found(view) => *view,
        RenewalAnswer::None(why) => panic!("{why:?}"),
    }
}

#[test]
fn the_published_cohort_goes_on_as_published() {
    let view = found(&RenewalTerms { discount: Some(0.1), ..terms(HIGH_END) });
    assert!((view.alpha - 0.6681).abs() < 0.004 && (view.beta - 3.8061).abs() < 0.02, "{view:?}");
    assert_eq!((view.n_members, view.n_lost, view.n_now), (1000, 509, 491));
    // Retention .8507, then rising: the first five renewals are .8507 + .7469 + .6698 + .6099 + .5618.
    assert!((view.rows[0].retention.mean - 0.8507).abs() < 0.001, "{:?}", view.rows[0]);
    assert!((view.of_new.mean - 3.439).abs() < 0.005, "{:?}", view.of_new);
    assert_eq!(view.half_gone_after, Some(7), "S(6) = .522, S(7) = .489");
    assert!(view.rows.is_sorted_by(|before, after| before.retention.mean < after.retention.mean));
    assert_eq!((view.rows.len(), view.rows[0].counted), (12, Some((869, 1000))));
    assert_eq!(view.rows[7].counted, None);
    // What came: 468, 445, 427, 409, 394 members.
    for (place, came) in [468.0, 445.0, 427.0, 409.0, 394.0].into_iter().enumerate() {
        let left = view.to_come[place];
        assert!(left.low < came && came < left.high, "{place}: {left:?}");
        assert!(left.low < left.mean && left.mean < left.high && left.high - left.low < 90.0);
    }
    assert!((view.to_come[0].mean - 462.4).abs() < 0.7, "491 · .9418: {:?}", view.to_come[0]);
    let sum: f64 = view.to_come.iter().map(|left| left.mean).sum();
    assert!((view.renewals.mean - sum).abs() < 1e-6, "{:?}", view.renewals);
    let for_ever = view.for_ever.expect("a discount");
    assert!(for_ever.low < for_ever.mean && for_ever.mean < for_ever.high, "{for_ever:?}");
}

#[test]
fn cohorts_of_different_age_count_together() {
    let view = found(&terms("1000 800 700\n500 410"));
    assert_eq!((view.n_cohorts, view.n_members, view.n_now), (2, 1500, 700 + 410));
    assert_eq!(view.rows[0].counted, Some((800 + 410, 1500)));
    assert_eq!(view.rows[1].counted, Some((700, 800)));
    assert_eq!((view.for_ever, view.rows.len()), (None, 7));
    let short = RenewalTerms { horizon: Some(2), ..terms("1000 800 700\n500 410") };
    assert_eq!(found(&short).to_come, view.to_come[..2]);
}

#[track_caller]
fn check_refused(counts: &str, why: NoRenewals) {
    assert_eq!(foretell_renewals(&terms(counts)), RenewalAnswer::None(why), "{counts}");
}

#[test]
fn too_little_says_what_is_needed() {
    check_refused("", NoRenewals::Nothing);
    check_refused("500 400\n5 6", NoRenewals::Rises { cohort: 2, renewal: 1 });
    check_refused("99 50 30", NoRenewals::TooFewMembers { n: 99, needed: 100 });
    check_refused("500 480 471", NoRenewals::TooFewLost { n: 29, needed: 30 });
    check_refused("500 300", NoRenewals::TooFewRenewals { longest: 1, needed: 2 });
    // A fifth goes every time: nothing tells how members differ.
    match foretell_renewals(&terms("1000 800 640 512")) {
        RenewalAnswer::None(NoRenewals::AllAlike { share }) => {
            assert!((share - 0.8).abs() < 1e-9, "{share}");
        }
        other => assert_eq!(other, RenewalAnswer::None(NoRenewals::NoFit)),
    }
}
