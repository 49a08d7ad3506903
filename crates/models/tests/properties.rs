//! What must hold of the models whatever the numbers.

use meadow_models::activity::ActivityScale;
use meadow_models::bg_bb::BgBb;
use meadow_models::bg_nbd::BgNbd;
use meadow_models::breaks::{natural_breaks, quantile_cuts, value_cut};
use meadow_models::cycle::NeedCycle;
use meadow_models::gamma_gamma::{GammaGamma, Spend};
use meadow_models::interval::{jeffreys, p_exceeds, wilson};
use meadow_models::kmeans::cluster;
use meadow_models::mbg_nbd::MbgNbd;
use meadow_models::pareto_nbd::ParetoNbd;
use meadow_models::points::Points;
use meadow_models::purchase_history::PurchaseHistory;
use meadow_models::purchasing::PurchaseModel;
use meadow_models::quantile::{percentile_ranks, quantile};
use meadow_models::sample_size::{intervals_of_mix, n_for_share};
use meadow_models::{
    BetaRate, CountDistribution, EconomicsDraws, EventEconomics, EventShock, Filling, FunnelInput,
    FunnelSimulation, HeadCosts, InvitationSearch, OrderValue, Stage, break_even_heads,
    concentration, crossover_heads, simulate,
};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest,
};

/// Least sum of squared deviations of ascending values in so many classes, by trying every cut.
fn least_deviations(sorted: &[f64], n_classes: usize) -> f64 {
    if n_classes == 1 {
        let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
        return sorted.iter().map(|x| (x - mean).powi(2)).sum();
    }
    (1..=sorted.len() - (n_classes - 1))
        .map(|n| least_deviations(&sorted[..n], 1) + least_deviations(&sorted[n..], n_classes - 1))
        .fold(f64::INFINITY, f64::min)
}

fn rate() -> impl Strategy<Value = BetaRate> {
    (0.02..0.98f64, 1.0..300.0f64)
        .prop_map(|(mean, n)| BetaRate::from_point(mean, n).expect("between 0 and 1"))
}

/// One to four groups; some name the first group's rates instead of rates of their own.
fn funnel(max_invited: u32) -> impl Strategy<Value = FunnelInput> {
    let group = (0..=max_invited, [rate(), rate(), rate()], prop::bool::ANY);
    let shock = (0.0..0.8f64, 0.0..0.8f64);
    (prop::collection::vec(group, 1..5), shock).prop_map(|(groups, (turn_out_sd, ordering_sd))| {
        let mut input = FunnelInput::new(EventShock { turn_out_sd, ordering_sd });
        for (n_invited, rates, shares_first) in groups {
            match input.groups().first().map(|first| first.rates) {
                Some(first) if shares_first => {
                    input.add_group(n_invited, first).expect("rates of this input");
                }
                _ => input.add_group_of_its_own(n_invited, rates),
            }
        }
        input
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_range_comes_back(low in 0.001..0.97f64, part in 0.01..0.99f64) {
        let high = low + (0.999 - low) * part;
        let interval = BetaRate::from_90_percent_range(low, high).expect("a possible range").interval(0.9);
        prop_assert!((interval.low - low).abs() < 1e-6 && (interval.high - high).abs() < 1e-6);
    }

    #[test]
    fn quantiles_undo_probabilities(rate in rate(), p in 0.001..0.999f64) {
        prop_assert!((rate.p_at_most(rate.quantile(p)) - p).abs() < 1e-8);
    }

    #[test]
    fn intervals_nest_and_hold_the_share_seen(n in 1..5000u64, part in 0.0..=1.0f64) {
        let x = (n as f64 * part) as u64;
        let share = x as f64 / n as f64;
        for interval in [wilson, jeffreys] {
            let at = |level| interval(x, n, level).expect("possible counts");
            let (narrow, wide) = (at(0.5), at(0.9));
            prop_assert!(wide.low <= narrow.low && narrow.high <= wide.high);
            prop_assert!(0.0 <= wide.low && wide.high <= 1.0);
            prop_assert!(wide.low <= share + 1e-12 && share <= wide.high + 1e-12);
        }
    }

    #[test]
    fn evidence_narrows_and_pulls_towards_what_was_seen(rate in rate(), n in 50..2000u64, part in 0.0..=1.0f64) {
        let x = (n as f64 * part) as u64;
        let after = rate.updated(x, n).expect("possible counts");
        let seen = x as f64 / n as f64;
        prop_assert!((after.mean() - seen).abs() <= (rate.mean() - seen).abs() + 1e-12);
        prop_assert_eq!(after.strength() > rate.strength(), true);
    }

    #[test]
    fn one_of_two_rates_exceeds_the_other(a in rate(), b in rate()) {
        let (p, q) = (p_exceeds(a, b), p_exceeds(b, a));
        prop_assert!((p + q - 1.0).abs() < 1e-8, "{} + {}", p, q);
    }

    #[test]
    fn a_poisson_binomial_is_a_distribution(groups in prop::collection::vec((0..40u32, 0.0..=1.0f64), 0..4)) {
        let sum = CountDistribution::of_groups(&groups);
        let expected: f64 = groups.iter().map(|&(n, p)| f64::from(n) * p).sum();
        prop_assert!((sum.p_at_most(sum.largest()) - 1.0).abs() < 1e-10);
        prop_assert!((sum.mean() - expected).abs() < 1e-8);
        prop_assert!((0..sum.largest()).all(|k| sum.p_over(k) >= sum.p_over(k + 1)));
    }

    #[test]
    fn break_even_is_the_first_that_pays(
        fixed in 0.0..1e6f64, p in 0.01..1.0f64, margin in 1.0..1e4f64, cost in 0.0..500.0f64,
    ) {
        let left = |n: u64| n as f64 * (p * margin - cost) - fixed;
        match break_even_heads(fixed, p, margin, cost) {
            None => prop_assert!(p * margin <= cost),
            Some(n) => {
                let hair = 1e-6 * (1.0 + fixed);
                prop_assert!(left(n) >= -hair && (n == 0 || left(n - 1) < hair));
            }
        }
    }

    #[test]
    fn crossover_is_the_first_that_is_cheaper(
        fixed in 0.0..1e6f64, driven in 0.0..500.0f64, other in 1.0..1000.0f64,
    ) {
        let per_head = |n: u64| fixed / n as f64 + driven;
        match crossover_heads(fixed, driven, other) {
            None => prop_assert!(driven >= other),
            Some(n) => {
                prop_assert!(per_head(n) < other * (1.0 + 1e-9));
                prop_assert!(n == 1 || per_head(n - 1) >= other * (1.0 - 1e-6));
            }
        }
    }

    #[test]
    fn quantiles_and_ranks_stay_in_order(values in prop::collection::vec(-1e6..1e6f64, 1..60)) {
        let quantiles: Vec<f64> = (0..=20).filter_map(|i| quantile(&values, f64::from(i) / 20.0)).collect();
        prop_assert!(quantiles.is_sorted() && quantiles.len() == 21);
        let ranks = percentile_ranks(&values);
        prop_assert!((ranks.iter().sum::<f64>() / ranks.len() as f64 - 0.5).abs() < 1e-9);
        for (x, rank_x) in values.iter().zip(&ranks) {
            prop_assert!(values.iter().zip(&ranks).all(|(y, rank_y)| x >= y || rank_x < rank_y));
        }
    }

    #[test]
    fn natural_breaks_are_the_best_of_all_cuts(
        values in prop::collection::vec((-12..12i32).prop_map(f64::from), 4..11), n_classes in 1..5usize,
    ) {
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let n_distinct = sorted.chunk_by(|a, b| a == b).count();
        let Ok(found) = natural_breaks(&values, n_classes) else {
            prop_assert!(n_distinct < n_classes);
            return Ok(());
        };
        let all = least_deviations(&sorted, 1);
        let least = least_deviations(&sorted, n_classes);
        prop_assert!(all == 0.0 || (found.goodness - (1.0 - least / all)).abs() < 1e-9);
        let mut sizes = vec![0; n_classes];
        for &x in &values {
            sizes[found.cuts.class_of(x).expect("a number")] += 1;
        }
        prop_assert_eq!(sizes, found.sizes);
    }

    #[test]
    fn cuts_keep_their_promises(amounts in prop::collection::vec(0.0..1e4f64, 1..60), share in 0.01..=1.0f64) {
        let cuts = quantile_cuts(&amounts, 4).expect("finite");
        let n_lowest = amounts.iter().filter(|&&x| cuts.class_of(x) == Some(0)).count();
        prop_assert!(cuts.as_slice().is_sorted() && 4 * n_lowest >= amounts.len());
        if let Some(cut) = value_cut(&amounts, share) {
            let above: Vec<f64> = amounts.iter().copied().filter(|&x| x >= cut.at_least).collect();
            let total: f64 = amounts.iter().sum();
            prop_assert_eq!(above.len(), cut.n_above);
            prop_assert!((above.iter().sum::<f64>() / total - cut.share_above).abs() < 1e-9);
            prop_assert!(cut.share_above >= share - 1e-9);
            let without = above.iter().filter(|&&x| x > cut.at_least).sum::<f64>();
            prop_assert!(without < share * total);
        }
    }

    #[test]
    fn intervals_of_a_mix_hold_its_shares_and_asking_more_tells_more(
        counts in prop::collection::vec(0..500u64, 1..8), margin in 0.005..0.5f64, population in 1..100_000u64,
    ) {
        let n: u64 = counts.iter().sum();
        for (interval, &count) in intervals_of_mix(&counts, 0.9).into_iter().flatten().zip(&counts) {
            let share = count as f64 / n as f64;
            let alone = wilson(count, n, 0.9).expect("possible counts");
            prop_assert!(interval.low <= share + 1e-12 && share <= interval.high + 1e-12);
            prop_assert!(interval.low <= alone.low + 1e-12 && alone.high <= interval.high + 1e-12);
        }
        let of_many = n_for_share(margin, 0.5, 0.95, None).expect("a margin");
        let of_all = n_for_share(margin, 0.5, 0.95, Some(population)).expect("a margin");
        prop_assert!(of_all <= of_many && of_all <= population);
        prop_assert!(n_for_share(margin * 0.5, 0.5, 0.95, None) >= Some(of_many));
    }

    #[test]
    fn activity_rises_with_every_purchase_and_falls_with_time(
        ages in prop::collection::vec(0.0..900.0f64, 1..30), one_more in 0.0..900.0f64,
        half_life in 60.0..400.0f64, middle in 0.2..10.0f64, days in 1.0..200.0f64,
    ) {
        let scale = ActivityScale::new(half_life, middle).expect("positive");
        let index = |ages: &[f64]| scale.index(ages).expect("possible ages");
        let now = index(&ages);
        prop_assert!((0.0..=100.0).contains(&now));
        let mut more = ages.clone();
        more.push(one_more);
        prop_assert!(index(&more) > now);
        let mut later = ages.clone();
        later[0] += days;
        prop_assert!(index(&later) < now);
        // One half-life ago looks like today's ages less one half-life.
        let trend = scale.trend(&ages).expect("possible ages");
        let then: Vec<f64> = ages.iter().map(|age| age - half_life).filter(|&age| age >= 0.0).collect();
        prop_assert!(trend.before.is_none_or(|before| (before - index(&then)).abs() < 1e-9));
        prop_assert_eq!(trend.before.is_none(), then.is_empty());
        // Without a purchase since, it can only have faded.
        if then.len() == ages.len() {
            prop_assert!(trend.change().is_some_and(|change| change < 0.0));
        }
    }

    #[test]
    fn a_cycle_lies_between_the_own_and_the_groups_and_waits_for_what_has_passed(
        persons in prop::collection::vec(prop::collection::vec(1.0..400.0f64, 0..9), 15..40),
        own in prop::collection::vec(1.0..400.0f64, 1..6), elapsed in 0.0..900.0f64, lead in 0.0..60.0f64,
    ) {
        let Ok(cycle) = NeedCycle::fit(&persons) else {
            prop_assert!(persons.iter().map(Vec::len).sum::<usize>() < 20);
            return Ok(());
        };
        let of = |intervals: &[f64]| cycle.of_person(intervals).expect("possible intervals");
        let none = of(&[]);
        prop_assert!(none.own_weight == 0.0 && (none.mean_log - cycle.mean_log).abs() < 1e-12);
        let own_mean = own.iter().map(|days| days.ln()).sum::<f64>() / own.len() as f64;
        let person = of(&own);
        let (low, high) = (own_mean.min(cycle.mean_log), own_mean.max(cycle.mean_log));
        prop_assert!(low - 1e-9 <= person.mean_log && person.mean_log <= high + 1e-9);
        prop_assert!(person.sd_log <= none.sd_log + 1e-12);
        // With the same intervals over and over, the own mean is all that counts.
        let often = of(&own.repeat(20_000));
        if cycle.sd_between > 0.05 {
            prop_assert!((often.mean_log - own_mean).abs() < 0.1);
        }
        let next = person.next_purchase(elapsed, lead).expect("possible days");
        let later = person.next_purchase(elapsed + 10.0, lead).expect("possible days");
        let days = [elapsed, next.range_80.low, next.peak.low, next.median, next.peak.high, next.range_80.high];
        prop_assert!(days.is_sorted(), "{:?}", next);
        prop_assert!(later.median >= next.median && later.p_longer <= next.p_longer);
        prop_assert!(elapsed <= next.before.low && next.before.low <= next.before.high);
        prop_assert!(next.before.high - next.before.low <= lead + 1e-9);
    }

    #[test]
    fn every_point_is_with_its_nearest_centre_and_more_clusters_leave_less(
        columns in prop::collection::vec(prop::collection::vec(-50.0..50.0f64, 40), 1..4), seed: u64,
    ) {
        let points = Points::from_columns(&columns).expect("even and finite");
        let inertia = |k| cluster(&points, k, 8, seed).expect("40 different points").inertia;
        prop_assert!(inertia(5) <= inertia(1));
        let found = cluster(&points, 4, 8, seed).expect("40 different points");
        prop_assert_eq!(found.sizes.iter().sum::<usize>(), 40);
        let distance = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>();
        for (point, &label) in points.iter().zip(&found.labels) {
            let own = distance(point, &found.centres[label as usize]);
            prop_assert!(found.centres.iter().all(|c| own <= distance(point, c) + 1e-9));
        }
        for (j, centre) in found.centres.iter().enumerate() {
            let members = points.iter().zip(&found.labels).filter(|(_, label)| **label as usize == j);
            let mean = members.map(|(point, _)| point[0]).sum::<f64>() / found.sizes[j] as f64;
            prop_assert!((mean - centre[0]).abs() < 1e-9);
        }
    }

    #[test]
    fn concentration_is_a_share_and_ignores_the_unit(
        amounts in prop::collection::vec(0.0..1e5f64, 1..60), unit in 0.01..100.0f64,
    ) {
        if let Some(gini) = concentration::gini(&amounts) {
            let scaled: Vec<f64> = amounts.iter().map(|x| x * unit).collect();
            prop_assert!((-1e-9..1.0).contains(&gini));
            prop_assert!(concentration::gini(&scaled).is_some_and(|g| (g - gini).abs() < 1e-9));
            let part = concentration::part_that_brings(&amounts, 0.8).expect("some value");
            let brought = concentration::share_of_top(&amounts, part).expect("some value");
            prop_assert!(brought >= 0.8 - 1e-9);
            let abc = concentration::abc_tiers(&amounts, 0.8, 0.95).expect("some value");
            let total: f64 = amounts.iter().sum();
            prop_assert_eq!(abc.n.iter().sum::<usize>(), amounts.len());
            prop_assert!((abc.value.iter().sum::<f64>() - total).abs() <= 1e-9 * total);
            prop_assert!(abc.value[0] <= (0.8 + 1e-9) * total);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_stage_is_larger_than_the_one_before(input in funnel(600), seed: u64) {
        let draws = simulate(&input, 60, seed).expect("a valid funnel");
        for pair in Stage::ALL.windows(2) {
            for group in 0..draws.n_groups() {
                let (wide, narrow) = (draws.group(group, pair[0]), draws.group(group, pair[1]));
                prop_assert!(wide.iter().zip(narrow).all(|(w, n)| w >= n));
            }
            let summary = draws.summary(pair[1]).expect("draws");
            let (inner, outer) = (summary.middle_50, summary.middle_90);
            prop_assert!(outer.low <= inner.low && inner.high <= outer.high);
            prop_assert!(inner.contains(summary.median));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_figures_in_one_run_or_in_slices(
        input in funnel(400), seed: u64, cut in 0..50usize,
    ) {
        let whole = simulate(&input, 50, seed).expect("a valid funnel");
        let mut sliced = FunnelSimulation::new(&input, seed).expect("a valid funnel");
        sliced.run(cut);
        sliced.run(50 - cut);
        prop_assert_eq!(&whole, sliced.draws());
        let economics = EventEconomics {
            fixed_cost: 500.0,
            cost_per_head: HeadCosts { attended: 3.0, ..HeadCosts::default() },
            order_value: OrderValue { mean: 80.0, cv: 1.1 },
            margin_rate: 0.4,
        };
        let accounts = |draws| EconomicsDraws::draw(&economics, draws, seed).expect("valid accounts");
        prop_assert_eq!(accounts(&whole), accounts(sliced.draws()));
    }

    #[test]
    fn in_every_draw_more_invitations_never_bring_fewer(
        input in funnel(400), seed: u64, more in prop::collection::vec(0..300u32, 4),
    ) {
        let enlarged: Vec<u32> =
            input.groups().iter().zip(&more).map(|(group, more)| group.n_invited + more).collect();
        let few = simulate(&input, 40, seed).expect("a valid funnel");
        let many = simulate(&input.with_invited(&enlarged), 40, seed).expect("a valid funnel");
        for stage in Stage::ALL {
            let pairs = few.total(stage).iter().zip(many.total(stage));
            prop_assert!(pairs.clone().all(|(few, many)| few <= many), "{:?}", stage);
        }
    }

    #[test]
    fn the_curve_of_invitations_never_falls_and_slices_make_the_whole(
        (input, order) in funnel(120).prop_flat_map(|input| {
            let places: Vec<usize> = (0..input.groups().len()).collect();
            (Just(input), Just(places).prop_shuffle())
        }),
        proportional: bool, target in 0..60u32, seed: u64, confidence in 0.05..0.99f64, cut in 0..30usize,
    ) {
        let filling = if proportional { Filling::Proportional } else { Filling::Priority(order) };
        let prepare = || InvitationSearch::new(&input, &filling, target, seed).expect("a valid funnel");
        let (mut whole, mut sliced) = (prepare(), prepare());
        whole.run(30);
        sliced.run(cut);
        sliced.run(30 - cut);
        let curve = whole.curve();
        prop_assert_eq!(&curve, &sliced.curve());
        prop_assert!(curve.is_sorted_by(|a, b| a.n_invited < b.n_invited && a.p_target <= b.p_target));
        prop_assert_eq!(curve.last().map(|point| u64::from(point.n_invited)), Some(input.n_invited()));
        for point in &curve {
            prop_assert!(0.0 <= point.band.low && point.band.high <= 1.0);
            prop_assert!(point.band.low <= point.band.high);
        }
        let answer = whole.answer(confidence).expect("draws");
        prop_assert_eq!(answer.needed.is_some(), answer.best_confidence >= confidence);
        prop_assert!(answer.reachable_orders <= target);
        if let Some(needed) = answer.needed {
            prop_assert_eq!(needed.n_by_group.iter().sum::<u32>(), needed.n_invited);
            prop_assert!(needed.p_target >= confidence - 1e-9);
            let sizes = input.groups().iter().map(|group| group.n_invited);
            prop_assert!(needed.n_by_group.iter().zip(sizes).all(|(n, size)| *n <= size));
            prop_assert_eq!(answer.reachable_orders, target);
            // asking for more confidence never takes fewer invitations
            let surer = whole.answer(0.5 * (1.0 + confidence)).and_then(|a| a.needed);
            prop_assert!(surer.is_none_or(|surer| surer.n_invited >= needed.n_invited));
        }
    }
}

/// From nobody knows to a thousand purchases, seen for up to a thousand units of time.
fn purchase_history() -> impl Strategy<Value = PurchaseHistory> {
    (0..1000u32, 0.001..1.0f64, 0.001..1000.0f64).prop_map(|(x, share, age)| {
        let frequency = if x < 300 { 0 } else { x - 299 };
        let recency = if frequency == 0 { 0.0 } else { share * age };
        PurchaseHistory { frequency, recency, age }
    })
}

/// A parameter between 0.01 and 1,000, every order of magnitude as likely.
fn parameter() -> impl Strategy<Value = f64> {
    (-2.0..3.0f64).prop_map(|power| 10f64.powf(power))
}

/// What holds of any model: chances are chances, more time brings no fewer purchases, and longer silence no
/// better chance.
fn check_purchases(model: &impl PurchaseModel, history: &PurchaseHistory, silence: f64) {
    let p = model.p_alive(history);
    assert!((0.0..=1.0).contains(&p), "{p}");
    assert!(model.ln_likelihood(history).is_finite() || p == 0.0);
    let mut before = 0.0;
    for horizon in [0.0, 1.0, 2.0, 10.0, 1000.0, 100_000.0] {
        let expected = model.expected_purchases(history, horizon);
        assert!(expected.is_finite(), "{expected}");
        assert!(expected >= before * (1.0 - 1e-9), "{expected} after {before}");
        before = expected;
    }
    let later = PurchaseHistory { age: history.age + silence, ..*history };
    assert!(model.p_alive(&later) <= p * (1.0 + 1e-9) + 1e-300);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn purchases_make_sense_whatever_the_parameters(
        history in purchase_history(),
        a in parameter(),
        b in parameter(),
        c in parameter(),
        d in parameter(),
        silence in 1..50u32,
    ) {
        let silence = f64::from(silence);
        let positive = "positive parameters";
        check_purchases(&BgNbd::new(a, b, c, d).expect(positive), &history, silence);
        check_purchases(&MbgNbd::new(a, b, c, d).expect(positive), &history, silence);
        check_purchases(&ParetoNbd::new(a, b, c, d).expect(positive), &history, silence);
        let frequency = history.frequency.min(30);
        let recency = if frequency == 0 { 0.0 } else { f64::from(frequency) + history.recency.floor().min(40.0) };
        let occasions = PurchaseHistory { frequency, recency, age: recency + 3.0 };
        check_purchases(&BgBb::new(a, b, c, d).expect(positive), &occasions, silence);
    }

    #[test]
    fn the_value_of_a_purchase_lies_between_the_own_mean_and_that_of_all(
        p in parameter(),
        q in 1.01..50.0f64,
        gamma in parameter(),
        n_purchases in 1..500u32,
        mean_amount in parameter(),
    ) {
        let model = GammaGamma::new(p, q, gamma).expect("positive parameters");
        let mean = model.mean().expect("q above 1");
        let found = model.expected_amount(&Spend { n_purchases, mean_amount }).expect("q above 1");
        let (low, high) = (mean.min(mean_amount), mean.max(mean_amount));
        prop_assert!(found >= low * (1.0 - 1e-12) && found <= high * (1.0 + 1e-12));
    }
}
