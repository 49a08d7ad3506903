//! Why somebody is in a class, as a salesperson would put it: of a lead, what is known of purchasing
//! power and attention; of a buyer, for each score, the measure that does most for its side of the
//! cut-off, which is the one with the largest weight × distance from the cut-off.
//!
//! Where a score is at or over its cut-off, at least one measure is, and the same below: what is said
//! never contradicts the class.

use super::Derived;
use super::points::{BUYER_MEASURES, BuyerPoints, N_CONTRIBUTION, weights};
use super::standing::Measured;
use crate::views::table::{Cell, Measure};
use crate::views::why_class::{Level, Rhythm, Telling, WhyClass};

/// `found`: the fact behind the points of a measure.
pub fn why_class(
    derived: &Derived,
    place: usize,
    found: impl Fn(Measure) -> Option<Cell>,
) -> WhyClass {
    let standing = &derived.standings[place];
    let (contribution_cut, loyalty_cut) =
        (derived.board.contribution_cut, derived.board.loyalty_cut);
    let points = match &derived.measured[place] {
        Measured::Lead(_) => {
            return WhyClass::Lead {
                power: level(standing.contribution, contribution_cut),
                attention: level(standing.loyalty, loyalty_cut),
            };
        }
        Measured::Buyer(points) => points,
    };
    let scores = [
        (standing.contribution, contribution_cut, 0..N_CONTRIBUTION),
        (standing.loyalty, loyalty_cut, N_CONTRIBUTION..BUYER_MEASURES.len()),
    ];
    let weights = weights(&derived.board);
    let mut tellings: Vec<Telling> = scores
        .into_iter()
        .filter_map(|(score, cut, measures)| {
            let is_high = score? >= cut;
            let pull = |at: &usize| {
                let over = (f64::from(points[*at]) - cut) * weights[*at];
                if is_high { over } else { -over }
            };
            let at = measures
                .filter(|at| !points[*at].is_nan() && weights[*at] > 0.0)
                .max_by(|a, b| pull(a).total_cmp(&pull(b)))?;
            let measure = BUYER_MEASURES[at];
            let share = share_beyond(derived, points, at, is_high);
            Some(Telling { measure, is_high, found: found(measure), share })
        })
        .collect();
    tellings.sort_by_key(|telling| !telling.is_high);
    WhyClass::Buyer(tellings)
}

fn level(score: Option<f64>, cut: f64) -> Level {
    match score {
        Some(score) if score >= cut => Level::High,
        Some(_) => Level::Low,
        None => Level::NotKnown,
    }
}

/// Points are middle ranks, so that they do not tell how many have less: those are counted.
fn share_beyond(derived: &Derived, own: &BuyerPoints, at: usize, is_high: bool) -> f64 {
    let known = derived.measured.iter().filter_map(|measured| match measured {
        Measured::Buyer(points) => Some(points[at]).filter(|points| !points.is_nan()),
        Measured::Lead(_) => None,
    });
    let (mut n_known, mut n_beyond) = (0_u64, 0_u64);
    for points in known {
        n_known += 1;
        n_beyond += u64::from(if is_high { points < own[at] } else { points > own[at] });
    }
    // Down, so that nobody is said to have more than all buyers, of whom they are one.
    (100 * n_beyond / n_known.max(1)) as f64 / 100.0
}

/// `None` below three purchase days, as regularity itself.
pub fn rhythm(derived: &Derived, place: usize) -> Option<Rhythm> {
    let purchases = &derived.purchases[place];
    let (mean, variation) = purchases.mean_interval_days.zip(purchases.interval_variation)?;
    let days = |days: f64| days.round() as u32;
    Some(Rhythm { days_between: days(mean), give_or_take: days(mean * variation) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::call::CallOutcome;
    use crate::domain::class::Class;
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::domain::ids::CustomerId;
    use crate::domain::interaction::InteractionKind::{self, Invited, Reply, Visit};
    use crate::domain::money::Money;
    use crate::segments::card::card;
    use crate::segments::derive;
    use crate::segments::test_tables::{add_call, add_interactions, add_orders, order, workspace};
    use crate::table::tables::Tables;

    fn lead(power: Option<u8>) -> Tables {
        let known_since = Some(Day(0));
        workspace(vec![Customer { spending_power: power, known_since, ..Customer::default() }])
    }

    #[track_caller]
    fn check_told(tables: &Tables, levels: (Level, Level), class: Option<Class>) {
        let card = card(tables, &derive(tables, Day(200)), CustomerId(1)).unwrap();
        assert_eq!(card.why, WhyClass::Lead { power: levels.0, attention: levels.1 });
        assert_eq!(card.placed.map(|placed| placed.class), class);
    }

    #[track_caller]
    fn check_lead(
        power: Option<u8>,
        contacts: &[(i32, InteractionKind)],
        levels: (Level, Level),
        class: Option<Class>,
    ) {
        let mut tables = lead(power);
        let contacts: Vec<_> = contacts.iter().map(|(day, kind)| (1, *day, *kind)).collect();
        add_interactions(&mut tables, &contacts);
        check_told(&tables, levels, class);
    }

    #[track_caller]
    fn check_called(outcome: CallOutcome, levels: (Level, Level), class: Option<Class>) {
        let mut tables = lead(Some(20));
        add_call(&mut tables, 1, 190, outcome);
        check_told(&tables, levels, class);
    }

    /// Row by row as the table in `leads`.
    #[test]
    fn a_lead_is_told_by_what_its_class_rests_on() {
        use Level::{High, Low, NotKnown};
        let (sustained, silent) = ([(190, Visit), (195, Reply)], [(190, Invited)]);
        check_lead(Some(80), &sustained, (High, High), Some(Class::Dragonfly));
        check_lead(Some(80), &silent, (High, Low), Some(Class::Dragonfly));
        check_lead(Some(80), &[], (High, NotKnown), Some(Class::Dragonfly));
        check_lead(Some(20), &sustained, (Low, High), Some(Class::Butterfly));
        check_lead(Some(20), &silent, (Low, Low), Some(Class::Mantis));
        check_lead(Some(20), &[], (Low, NotKnown), None);
        check_lead(None, &sustained, (NotKnown, High), Some(Class::Butterfly));
        check_lead(None, &silent, (NotKnown, Low), None);
        check_lead(None, &[], (NotKnown, NotKnown), None);
        // Nobody was there to show attention; whoever was there and put us off showed none.
        check_called(CallOutcome::NotReached, (Low, NotKnown), None);
        check_called(CallOutcome::WrongNumber, (Low, NotKnown), None);
        check_called(CallOutcome::NotNow, (Low, Low), Some(Class::Mantis));
    }

    /// What they said in a call counts however old the order of somebody else is: with two days of visits,
    /// 80 × 3 ÷ 5 + 20 × 200 ÷ 380 = 58.5. One of a day still to come does not.
    #[test]
    fn attention_is_counted_up_to_what_was_said_in_a_call() {
        use Level::{High, Low};
        let mut tables = workspace(vec![
            Customer { spending_power: Some(20), known_since: Some(Day(0)), ..Customer::default() },
            Customer::default(),
        ]);
        add_orders(&mut tables, vec![order(2, 160, 100)]);
        add_interactions(&mut tables, &[(1, 140, Visit), (1, 150, Visit)]);
        // By day 160: 80 × 2 ÷ 4 + 20 × 160 ÷ 340 = 49.4.
        check_told(&tables, (Low, Low), Some(Class::Mantis));
        let mut ahead = tables.clone();
        add_call(&mut ahead, 1, 201, CallOutcome::Interested);
        check_told(&ahead, (Low, Low), Some(Class::Mantis));
        add_call(&mut tables, 1, 200, CallOutcome::Interested);
        check_told(&tables, (Low, High), Some(Class::Butterfly));
        let derived = derive(&tables, Day(200));
        assert_eq!((derived.data_end, derived.contacts.until), (Some(Day(160)), Day(200)));
    }

    /// Whoever can pay is a dragonfly whatever the attention: near that cut-off nothing would change.
    #[test]
    fn a_lead_is_borderline_where_its_class_could_change() {
        let lead = |power| Customer {
            spending_power: Some(power),
            known_since: Some(Day(0)),
            ..Customer::default()
        };
        let mut tables = workspace(vec![lead(80), lead(20), lead(58)]);
        // Two days within 200 of acquaintance: 80 × 2 ÷ 4 + 20 × 200 ÷ 380 = 50.5.
        let visits = [1, 2, 3].map(|who| [(who, 190, Visit), (who, 200, Visit)]).concat();
        add_interactions(&mut tables, &visits);
        let derived = derive(&tables, Day(200));
        let placed = derived.standings.iter().map(|standing| standing.placed.unwrap());
        let found: Vec<_> = placed.map(|placed| (placed.class, placed.borderline)).collect();
        let (dragonfly, butterfly) = (Class::Dragonfly, Class::Butterfly);
        assert_eq!(found, [(dragonfly, false), (butterfly, true), (butterfly, true)]);
    }

    /// Five buyers: the first spent most and is silent longest; the second bought three times, last of
    /// all; the others once each, in between.
    fn five_buyers() -> Tables {
        let mut tables = workspace(vec![Customer::default(); 5]);
        let orders = [
            (1, 0, 90_000),
            (2, 100, 100),
            (2, 110, 100),
            (2, 120, 100),
            (3, 30, 20_000),
            (4, 40, 30_000),
            (5, 50, 40_000),
        ];
        add_orders(&mut tables, orders.map(|(who, day, amount)| order(who, day, amount)).to_vec());
        tables
    }

    #[test]
    fn a_buyer_is_told_by_what_pulls_most_to_each_side() {
        let tables = five_buyers();
        let derived = derive(&tables, Day(200));
        let why = |id| card(&tables, &derived, CustomerId(id)).unwrap().why;
        // Spend ranks 90 of 100, four of five below. Loyalty: no repeat earns 0, 50 below the
        // cut-off, by weight 30; recency ranks 10, 40 below, by weight 20. One of five has more.
        let spend =
            Telling { measure: Measure::Spend, is_high: true, found: money(90_000), share: 0.8 };
        let repeats = Telling {
            measure: Measure::RepeatPurchases,
            is_high: false,
            found: Some(Cell::Number(0.0)),
            share: 0.2,
        };
        assert_eq!(why(1), WhyClass::Buyer(vec![spend, repeats]));
        // Loyalty: repeats rank 90, 40 over by 30; recency as well by 20; regularity, known of
        // nobody else, 50. All four others spent more.
        let repeats = Telling {
            measure: Measure::RepeatPurchases,
            is_high: true,
            found: Some(Cell::Number(2.0)),
            share: 0.8,
        };
        let spend =
            Telling { measure: Measure::Spend, is_high: false, found: money(300), share: 0.8 };
        assert_eq!(why(2), WhyClass::Buyer(vec![repeats, spend]));
    }

    fn money(minor: i64) -> Option<Cell> {
        Some(Cell::Money(Money(minor)))
    }

    #[test]
    fn a_measure_without_weight_tells_nothing() {
        let mut tables = five_buyers();
        let board = &mut std::sync::Arc::make_mut(&mut tables.facts).board;
        board.repeat_purchases = 0.0;
        let derived = derive(&tables, Day(200));
        let WhyClass::Buyer(told) = card(&tables, &derived, CustomerId(1)).unwrap().why else {
            panic!("has bought")
        };
        // Silent for 120 days, longer than all others.
        assert_eq!(told[1].measure, Measure::Recency);
        assert_eq!((&told[1].found, told[1].share), (&Some(Cell::Number(120.0)), 0.8));
    }

    #[test]
    fn the_rhythm_is_the_mean_of_the_gaps_and_how_far_they_stray() {
        let mut tables = workspace(vec![Customer::default(), Customer::default()]);
        let days = [(1, 0), (1, 20), (1, 60), (2, 0), (2, 9)];
        add_orders(&mut tables, days.map(|(who, day)| order(who, day, 100)).to_vec());
        let derived = derive(&tables, Day(200));
        // Gaps of 20 and 40.
        let found = rhythm(&derived, 0).unwrap();
        assert_eq!(found.days_between, 30);
        // √((10² + 10²) ÷ 1) = 14.1
        assert_eq!(found.give_or_take, 14);
        assert_eq!(rhythm(&derived, 1), None);
    }
}
