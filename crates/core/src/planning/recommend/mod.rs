//! Which of the seven methods to gather customers by, or none (C4, C5): what was said, turned into facts
//! (`facts`), weighed by the rules of the playbooks.
//!
//! The weights are judgements, summed to put the methods in an order and for nothing else. They are not
//! shown: a sum of judgements would be read as a chance.

mod facts;
#[cfg(test)]
mod tests;

use self::facts::Facts;
use crate::domain::workspace::WorkspaceFacts;
use crate::playbooks::{self, Candidate, ChoiceRule, MethodPair};
use crate::views::portrait::{PortraitKey, PortraitSubject, PortraitView, ValueMeasure};
use crate::views::recommend::{
    MethodReason, PeopleRead, RankedMethod, RecommendTerms, RecommendView, RecommendedPair,
    Standing, Whom,
};

/// Sums from which on a method fits well, and fits; up to minus the latter it fits badly.
const FITS_WELL: i32 = 4;
const FITS: i32 = 2;
/// A reason of this weight is a strong one.
const STRONG: i32 = 2;

/// The methods in order. `people`: what was read; of others than those chosen it says nothing.
pub fn recommend(
    terms: &RecommendTerms,
    people: Option<&PeopleRead>,
    workspace: &WorkspaceFacts,
) -> RecommendView {
    let choice = playbooks::method_choice();
    let currency = workspace.currency.as_str();
    let one_to_one = workspace.one_to_one.per_customer();
    let people = people.filter(|people| terms.customers == Some(people.whom));
    let facts = Facts::of(choice, terms, people, currency, one_to_one);
    let mut weighed: Vec<Weighed> = Vec::new();
    for candidate in &choice.candidates {
        let one = match candidate.method {
            Some(method) => {
                let guide = playbooks::method_guide(method);
                let facts = facts.with_budget(terms, guide, currency);
                let rules = choice.every_method.iter().chain(&candidate.rules);
                weigh(candidate, rules, &facts)
            }
            None => weigh(candidate, candidate.rules.iter(), &facts),
        };
        weighed.push(one);
    }
    // What was said may move nothing: a budget that carries every method.
    if !weighed.iter().any(Weighed::has_reason) {
        weighed.clear();
    }
    // Stable: where nothing tells them apart, the order of the content stays.
    weighed.sort_by_key(|one| (!one.decides, -one.sum));
    RecommendView {
        ranked: weighed.into_iter().map(|one| one.ranked).collect(),
        pairs: choice.pairs.iter().filter_map(|pair| recommend_pair(pair, &facts)).collect(),
    }
}

/// What a portrait says that matters here; who is a company and who came back is counted beside it.
pub fn read_people(
    whom: Whom,
    portrait: &PortraitView,
    n_returning: u32,
    n_companies: u32,
) -> PeopleRead {
    let sum = portrait.people.segment;
    let discount = portrait.values.iter().find(|row| row.of == ValueMeasure::DiscountShare);
    let categories = portrait.parts.iter().find(|part| part.of == PortraitSubject::Categories);
    let category = categories.and_then(|part| {
        let named = part.rows.iter().filter_map(|row| match &row.key {
            PortraitKey::Category(name) => Some((name.clone(), part.shares(row).segment?)),
            _ => None,
        });
        let most = named.max_by(|one, other| one.1.total_cmp(&other.1));
        most.filter(|(_, share)| *share > 0.0)
    });
    PeopleRead {
        whom,
        n_people: sum.n_people,
        n_buyers: sum.n_buyers,
        n_returning,
        n_companies,
        discount: discount.and_then(|row| row.medians.segment).map(|median| median.is),
        category,
    }
}

/// A candidate and where it belongs.
struct Weighed {
    ranked: RankedMethod,
    sum: i32,
    decides: bool,
}

impl Weighed {
    fn has_reason(&self) -> bool {
        !self.ranked.speaks_for.is_empty() || !self.ranked.speaks_against.is_empty()
    }
}

fn weigh<'a>(
    candidate: &Candidate,
    rules: impl Iterator<Item = &'a ChoiceRule>,
    facts: &Facts,
) -> Weighed {
    let mut held: Vec<&ChoiceRule> =
        rules.filter(|rule| facts.hold(&rule.when) && !facts.hold_any(&rule.unless)).collect();
    held.sort_by_key(|rule| (!rule.decides, -rule.weight.abs()));
    let sum = held.iter().map(|rule| rule.weight).sum();
    let decides = held.iter().any(|rule| rule.decides);
    let reason = |rule: &&ChoiceRule| MethodReason {
        given: facts.given(&rule.when),
        why: rule.reason.clone(),
        is_strong: rule.weight.abs() >= STRONG,
        decides: rule.decides,
    };
    let warnings = candidate.warnings.iter().filter(|warning| facts.hold(&warning.when));
    let ranked = RankedMethod {
        method: candidate.method,
        standing: standing(sum, decides),
        fits: match candidate.method {
            Some(method) => playbooks::method_guide(method).fits.clone(),
            None => playbooks::planning_advice().no_event.clone(),
        },
        speaks_for: held.iter().filter(|rule| rule.weight > 0).map(reason).collect(),
        speaks_against: held.iter().filter(|rule| rule.weight < 0).map(reason).collect(),
        warnings: warnings.map(|warning| warning.text.clone()).collect(),
    };
    Weighed { ranked, sum, decides }
}

fn standing(sum: i32, decides: bool) -> Standing {
    match sum {
        _ if decides || sum >= FITS_WELL => Standing::FitsWell,
        FITS.. => Standing::Fits,
        _ if sum <= -FITS => Standing::FitsBadly,
        _ => Standing::Open,
    }
}

/// The pair, by the first of its conditions that holds.
fn recommend_pair(pair: &MethodPair, facts: &Facts) -> Option<RecommendedPair> {
    let when = pair.when.iter().find(|when| facts.hold(when))?;
    Some(RecommendedPair {
        key: pair.key.clone(),
        outer: pair.outer,
        inner: pair.inner,
        name: pair.name.clone(),
        why: pair.why.clone(),
        given: facts.given(when),
    })
}
