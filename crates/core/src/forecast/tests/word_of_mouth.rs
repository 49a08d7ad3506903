//! Word of mouth: against the closed forms, with bad word and a market that ends, and what is refused.

use meadow_models::referral::{expected_by_generation, expected_total, p_extinction};

use crate::forecast::GrowthRun;
use crate::protocol::EngineError;
use crate::views::word_of_mouth::{GrowthView, N_GENERATIONS, OpenGrowth, WordOfMouth};

const SEED: u64 = 2026;

/// Twenty customers speak to eight people each, of whom one in twenty comes.
fn word() -> WordOfMouth {
    WordOfMouth {
        n_first: Some(20),
        reach: Some(8),
        conversion: Some((0.05, 0.05)),
        ..WordOfMouth::default()
    }
}

fn run(word: &WordOfMouth) -> Result<Result<GrowthRun, Vec<OpenGrowth>>, EngineError> {
    GrowthRun::new(word, None, SEED)
}

#[track_caller]
fn found(word: &WordOfMouth) -> GrowthView {
    let run = run(word).expect("possible").unwrap_or_else(|open| panic!("{open:?}"));
    run.finish().expect("possible")
}

#[test]
fn below_one_it_grows_by_the_closed_form_and_dies_out() {
    let view = found(&word());
    assert!((view.offspring.mean - 0.4).abs() < 1e-3, "{view:?}");
    let by_generation = expected_by_generation(&[8], 0.05, N_GENERATIONS);
    for (won, expected) in view.generations.iter().zip(&by_generation[1..]) {
        assert!((won.mean - 20.0 * expected).abs() < 0.25, "{won:?} {expected}");
    }
    let total = 20.0 * (expected_total(8, 0.05).expect("below one") - 1.0);
    assert!((view.won.mean - total).abs() < 0.5, "{} {total}", view.won.mean);
    assert_eq!((view.p_extinct, view.p_stopped), (1.0, 0.0));
    assert!(view.p_over > 0.85, "{view:?}");
    assert_eq!((view.lost, view.net, view.discontent), (None, None, None));
    assert_eq!((view.reach_later, view.is_expected), (8, false));
}

#[test]
fn above_one_it_may_die_out_and_grows_beyond_what_is_followed() {
    let one = WordOfMouth {
        n_first: Some(1),
        reach: Some(3),
        conversion: Some((0.5, 0.5)),
        ..WordOfMouth::default()
    };
    let view = found(&one);
    let exact = p_extinction(3, 0.5);
    assert!((view.p_extinct - exact).abs() < 0.005, "{} {exact}", view.p_extinct);
    // Six generations show almost all of it.
    assert!(view.p_over < exact + 0.03 && view.p_over > exact - 0.06, "{view:?}");
    // The first speak to three, those who come by them to one: never more than one each.
    let later = found(&WordOfMouth { reach_later: Some(1), ..one.clone() });
    assert_eq!(later.p_extinct, 1.0);
    assert!((later.offspring.mean - 1.5).abs() < 0.01, "{later:?}");
    assert!((later.offspring_later.mean - 0.5).abs() < 0.01, "{later:?}");
    let wild = WordOfMouth { reach: Some(400), conversion: Some((0.2, 0.2)), ..one };
    let view = found(&wild);
    assert!(view.p_stopped > 0.99 && view.n_draws >= 100, "{view:?}");
    let market = found(&WordOfMouth { n_market: Some(1_000), ..wild });
    assert!(market.won.p95 <= 1_000.0 && market.p_stopped == 0.0, "{market:?}");
}

#[test]
fn an_unknown_conversion_widens_everything() {
    let known = found(&word());
    let unknown = found(&WordOfMouth { conversion: Some((0.01, 0.15)), ..word() });
    let width = |view: &GrowthView| view.won.p95 - view.won.p05;
    assert!(width(&unknown) > 2.0 * width(&known), "{unknown:?}");
    assert!(unknown.offspring.low < 0.1 && unknown.offspring.high > 1.1, "{unknown:?}");
    assert!(unknown.p_extinct < 1.0, "a part of what is believed lies above one");
}

#[test]
fn the_discontent_bring_nobody_and_cost_others() {
    let bad = WordOfMouth {
        discontent: Some((0.25, 0.25)),
        reach_of_discontent: Some(20),
        lost: Some((0.1, 0.1)),
        ..word()
    };
    let view = found(&bad);
    assert!((view.offspring.mean - 0.3).abs() < 1e-2, "{view:?}");
    let (lost, net) = (view.lost.expect("discontent"), view.net.expect("discontent"));
    // Those who begin and the 8.6 they bring: a quarter tells 20, a tenth of these is lost.
    assert!((lost.mean - 0.5 * (20.0 + view.won.mean)).abs() < 0.8, "{lost:?}");
    assert!((net.mean - (view.won.mean - lost.mean)).abs() < 1e-6 && net.mean < 0.0, "{net:?}");
}

#[test]
fn customers_of_the_event_begin_where_none_are_typed() {
    let word = WordOfMouth { n_first: None, ..word() };
    let run = GrowthRun::new(&word, Some(41.6), SEED).expect("possible");
    let view = run.unwrap_or_else(|open| panic!("{open:?}")).finish().expect("possible");
    assert_eq!((view.n_first, view.is_expected), (42, true));
    for nobody in [None, Some(0.2), Some(f64::NAN)] {
        let run = GrowthRun::new(&word, nobody, SEED).expect("possible");
        assert_eq!(run.err(), Some(vec![OpenGrowth::First]));
    }
}

#[test]
fn the_same_question_has_the_same_answer() {
    let word = WordOfMouth { conversion: Some((0.02, 0.1)), ..word() };
    let mut sliced = run(&word).expect("possible").unwrap_or_else(|open| panic!("{open:?}"));
    while sliced.advance().expect("possible") {}
    assert_eq!(sliced.n_done(), sliced.n_total());
    assert_eq!(sliced.finish().expect("possible"), found(&word));
}

#[test]
fn what_is_not_said_is_asked_for() {
    let open = |word: &WordOfMouth| run(word).expect("possible").err().expect("something open");
    let all = vec![OpenGrowth::First, OpenGrowth::Reach, OpenGrowth::Conversion];
    assert_eq!(open(&WordOfMouth::default()), all);
    let half = WordOfMouth { discontent: Some((0.1, 0.2)), ..word() };
    assert_eq!(open(&half), [OpenGrowth::ReachOfDiscontent, OpenGrowth::Lost]);
}

#[test]
fn impossible_words_are_refused() {
    let refused = |word: WordOfMouth| {
        let found = run(&word).err();
        assert!(matches!(found, Some(EngineError::BadInput { .. })), "{word:?}: {found:?}");
    };
    for range in [(f64::NAN, 0.1), (0.1, f64::NAN), (-0.1, 0.1), (0.1, 1.1)] {
        refused(WordOfMouth { conversion: Some(range), ..word() });
        refused(WordOfMouth { lost: Some(range), ..word() });
    }
    refused(WordOfMouth { reach: Some(501), ..word() });
    refused(WordOfMouth { n_first: Some(u32::MAX), ..word() });
    // Nobody speaks, nobody comes.
    let silent = found(&WordOfMouth { reach: Some(0), ..word() });
    assert_eq!((silent.won.mean, silent.p_over, silent.p_extinct), (0.0, 1.0, 1.0));
}
