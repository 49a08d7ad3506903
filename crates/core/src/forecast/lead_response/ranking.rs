//! People by their chance of responding to an invitation now, beside their place by the scorecard.

use meadow_models::logit::Logit;

use super::cases::end_of_data;
use super::facts::{Facts, LEAST_PEOPLE};
use super::features::measure;
use super::fitting::Columns;
use super::past::Past;
use crate::domain::ids::CustomerId;
use crate::segments::Derived;
use crate::segments::audience::{obstacle_today, score};
use crate::segments::namesakes::tell_apart;
use crate::table::tables::Tables;
use crate::views::lead_response::{Feature, PersonChance, ResponseFact, ResponseTerms};

/// Told one by one.
const N_TOLD: usize = 20;
/// Compared with as many by the scorecard.
const N_FIRST: usize = 50;
const N_REASONS: usize = 2;
/// Odds that differ less say nothing.
const LEAST_REASON: f64 = 0.05;
const Z_95: f64 = 1.959_964;

/// The model with what it needs to be asked about somebody.
pub struct Asked<'a> {
    pub tables: &'a Tables,
    pub derived: &'a Derived,
    pub facts: &'a Facts<'a>,
    pub pasts: &'a [Past],
    pub terms: &'a ResponseTerms,
    pub candidates: &'a [Feature],
    pub columns: &'a Columns,
    pub model: &'a Logit,
    /// Of every column, over all invitations.
    pub means: Vec<f64>,
    /// Invitations to people who had never bought.
    pub n_never_bought: usize,
}

#[derive(Default)]
pub struct Ranking {
    pub people: Vec<PersonChance>,
    pub n_ranked: u32,
    pub n_not_asked: u32,
    pub n_unlike: u32,
    pub n_first: u32,
    pub n_first_in_both: u32,
}

struct Ranked {
    place: usize,
    row: Vec<f64>,
    chance: f64,
    points: f64,
}

pub fn rank(asked: &Asked<'_>) -> Ranking {
    let mut ranking = Ranking::default();
    let day = end_of_data(asked.derived).saturating_add(1);
    let mut ranked = Vec::new();
    for (place, customer) in asked.tables.customers.iter().enumerate() {
        let past = &asked.pasts[place];
        let has_bought = !past.orders_before(day).is_empty();
        if asked.terms.leads_only && has_bought {
            continue;
        }
        if obstacle_today(asked.tables, customer, asked.derived, place).is_some() {
            ranking.n_not_asked += 1;
            continue;
        }
        // Nobody knows whether they are like those who have bought.
        if !has_bought && asked.n_never_bought < LEAST_PEOPLE {
            ranking.n_unlike += 1;
            continue;
        }
        let said = |fact: &ResponseFact| asked.facts.says(fact, customer, asked.derived, place);
        let measured: Vec<Option<f64>> =
            asked.candidates.iter().map(|one| measure(one, past, day, said)).collect();
        let row = asked.columns.row(&measured);
        let chance = asked.model.p_response(&row);
        ranked.push(Ranked { place, row, chance, points: score(asked.derived, place) });
    }
    let order = |by: fn(&Ranked) -> f64| {
        let mut order: Vec<usize> = (0..ranked.len()).collect();
        order.sort_by(|&a, &b| by(&ranked[b]).total_cmp(&by(&ranked[a])).then(a.cmp(&b)));
        order
    };
    let (by_chance, by_points) = (order(|one| one.chance), order(|one| one.points));
    let mut place_by_points = vec![0; ranked.len()];
    for (place, at) in (1..).zip(&by_points) {
        place_by_points[*at] = place;
    }
    let n_first = N_FIRST.min(ranked.len());
    let in_both = by_chance[..n_first].iter().filter(|at| place_by_points[**at] <= n_first as u32);
    ranking.n_first_in_both = in_both.count() as u32;
    ranking.n_first = n_first as u32;
    ranking.n_ranked = ranked.len() as u32;
    let told = by_chance.iter().take(N_TOLD);
    ranking.people =
        told.filter_map(|at| person(asked, &ranked[*at], place_by_points[*at])).collect();
    let ids: Vec<CustomerId> = ranking.people.iter().map(|person| person.id).collect();
    for (person, apart) in ranking.people.iter_mut().zip(tell_apart(asked.tables, &ids)) {
        person.apart = apart;
    }
    ranking
}

fn person(asked: &Asked<'_>, ranked: &Ranked, place_by_points: u32) -> Option<PersonChance> {
    let id = asked.derived.ids[ranked.place];
    let customer = asked.tables.customers.get(id)?;
    let odds = asked.model.log_odds(&ranked.row);
    let doubt = Z_95 * asked.model.log_odds_error(&ranked.row);
    let chance = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    let columns = asked.columns.used.iter().zip(&asked.model.weights);
    let parts = columns.zip(ranked.row.iter().zip(&asked.means));
    let mut reasons: Vec<(Feature, f64)> = parts
        .map(|((column, weight), (x, mean))| (column.feature.clone(), weight * (x - mean)))
        .filter(|(_, part)| part.abs() > LEAST_REASON)
        .collect();
    reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    reasons.truncate(N_REASONS);
    Some(PersonChance {
        id,
        name: customer.name.clone(),
        apart: None,
        placed: asked.derived.standings[ranked.place].placed,
        chance: ranked.chance,
        low: chance(odds - doubt),
        high: chance(odds + doubt),
        points: ranked.points,
        place_by_points,
        reasons: reasons.into_iter().map(|(feature, part)| (feature, part.exp())).collect(),
    })
}
