//! What is known of product, customers and occasion, as the facts that rules ask for by name, each with what
//! tells it. Owns where "many", "thin" and the like begin; these are judgements. Must not know what speaks
//! for which method: that is content.

use std::collections::BTreeMap;

use crate::domain::event::CostDriver;
use crate::domain::money::Money;
use crate::playbooks::{MethodChoice, MethodGuide};
use crate::views::recommend::{FEWEST_READ, Given, PeopleRead, RecommendTerms, Whom};

/// A margin from here on is high, and one below this is thin.
const HIGH_MARGIN: f64 = 0.4;
const THIN_MARGIN: f64 = 0.2;
/// A sale pays for a visit of its own when it brings so many times what the visit costs.
const PAYS_A_VISIT: f64 = 10.0;
/// Up to so many guests are few, and make a small group; more than this are many.
const FEW: u32 = 5;
const SMALL: u32 = 20;
const MANY: u32 = 200;
/// Most people, from this share on.
const MOST: f64 = 0.5;
/// Share bought at a discount from which on somebody waits for it.
const MUCH_DISCOUNT: f64 = 0.3;

/// The facts that are worked out rather than answered.
#[cfg(test)]
pub(super) const WORKED_OUT: [&str; 27] = [
    "price",
    "price.ordinary",
    "price.high",
    "price.very-high",
    "margin",
    "margin.thin",
    "margin.ordinary",
    "margin.high",
    "worth",
    "worth.visit",
    "worth.no-visit",
    "guests",
    "guests.few",
    "guests.small",
    "guests.many",
    "budget",
    "budget.short",
    "budget.dear",
    "budget.shared",
    "people.leads",
    "people.returning",
    "people.companies",
    "people.discount",
    "class.bee",
    "class.dragonfly",
    "class.butterfly",
    "class.mantis",
];

/// Facts by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts(BTreeMap<String, Given>);

impl Facts {
    pub fn of(
        choice: &MethodChoice,
        terms: &RecommendTerms,
        people: Option<&PeopleRead>,
        currency: &str,
        one_to_one: Option<Money>,
    ) -> Self {
        let mut facts = Self::default();
        facts.add_answers(choice, terms);
        facts.add_price(choice, terms, currency, one_to_one);
        facts.add_guests(terms, one_to_one);
        if let Some(Whom::Class(class)) = terms.customers {
            facts.add("class", class.slug(), Given::Class(class));
        }
        if let Some(people) = people.filter(|people| people.n_people >= FEWEST_READ) {
            facts.add_people(people);
        }
        facts
    }

    /// The same with whether the budget carries this method.
    pub fn with_budget(&self, terms: &RecommendTerms, guide: &MethodGuide, currency: &str) -> Self {
        let mut facts = self.clone();
        let at_least = usual_cost(guide, currency, terms.guests.unwrap_or(0));
        let both = said(terms.budget).zip(at_least);
        if let Some((budget, at_least)) = both.filter(|(budget, at_least)| budget < at_least) {
            facts.add("budget", "short", Given::Budget { budget, at_least });
        }
        facts
    }

    pub fn hold(&self, when: &[String]) -> bool {
        when.iter().all(|name| self.0.contains_key(name))
    }

    pub fn hold_any(&self, names: &[String]) -> bool {
        names.iter().any(|name| self.0.contains_key(name))
    }

    /// What tells these facts, each once.
    pub fn given(&self, names: &[String]) -> Vec<Given> {
        let mut given: Vec<Given> = Vec::new();
        for one in names.iter().filter_map(|name| self.0.get(name)) {
            if !given.contains(one) {
                given.push(one.clone());
            }
        }
        given
    }

    fn add(&mut self, about: &str, is: &str, given: Given) {
        self.0.insert(about.to_owned(), given.clone());
        self.0.insert(format!("{about}.{is}"), given);
    }

    fn add_answers(&mut self, choice: &MethodChoice, terms: &RecommendTerms) {
        for question in &choice.questions {
            let Some(key) = terms.answers.get(&question.key) else { continue };
            // An answer of an older draft may be gone.
            let Some(answer) = question.answers.iter().find(|answer| answer.key == *key) else {
                continue;
            };
            let given =
                Given::Answer { question: question.name.clone(), answer: answer.name.clone() };
            self.add(&question.key, key, given);
        }
    }

    fn add_price(
        &mut self,
        choice: &MethodChoice,
        terms: &RecommendTerms,
        currency: &str,
        one_to_one: Option<Money>,
    ) {
        let margin = terms.margin.filter(|margin| margin.is_finite());
        if let Some(margin) = margin {
            let is = match margin {
                _ if margin < THIN_MARGIN => "thin",
                _ if margin < HIGH_MARGIN => "ordinary",
                _ => "high",
            };
            self.add("margin", is, Given::Margin(margin));
        }
        let Some(price) = said(terms.price) else { return };
        let bands = &choice.price_bands;
        let begins = bands.high.begins(currency).zip(bands.very_high.begins(currency));
        if let Some((high, very_high)) = begins {
            let is = match price {
                _ if price < high => "ordinary",
                _ if price < very_high => "high",
                _ => "very-high",
            };
            self.add("price", is, Given::Price(price));
        }
        if let (Some(margin), Some(one_to_one)) = (margin, one_to_one) {
            let profit = Money::from_major(price.major() * margin);
            let given = Given::Profit { profit, one_to_one };
            if profit.major() >= PAYS_A_VISIT * one_to_one.major() {
                self.add("worth", "visit", given);
            } else if profit < one_to_one {
                self.add("worth", "no-visit", given);
            }
        }
    }

    fn add_guests(&mut self, terms: &RecommendTerms, one_to_one: Option<Money>) {
        let Some(guests) = terms.guests.filter(|guests| *guests > 0) else { return };
        let is = match guests {
            _ if guests <= FEW => Some("few"),
            _ if guests <= SMALL => Some("small"),
            _ if guests > MANY => Some("many"),
            _ => None,
        };
        if let Some(is) = is {
            self.add("guests", is, Given::Guests(guests));
        }
        if let (Some(budget), Some(one_to_one)) = (said(terms.budget), one_to_one) {
            let budget = Money::from_major(budget.major() / f64::from(guests));
            let is = if budget > one_to_one { "dear" } else { "shared" };
            self.add("budget", is, Given::PerGuest { budget, one_to_one });
        }
    }

    fn add_people(&mut self, people: &PeopleRead) {
        let of = people.n_people;
        let are_most = |n: u32| f64::from(n) >= MOST * f64::from(of);
        let n_leads = of.saturating_sub(people.n_buyers);
        if are_most(n_leads) {
            self.add("people", "leads", Given::Leads { n: n_leads, of });
        }
        if are_most(people.n_returning) {
            self.add("people", "returning", Given::Returning { n: people.n_returning, of });
        }
        if are_most(people.n_companies) {
            self.add("people", "companies", Given::Companies { n: people.n_companies, of });
        }
        if let Some(share) = people.discount.filter(|share| *share >= MUCH_DISCOUNT) {
            self.add("people", "discount", Given::Discount(share));
        }
    }
}

fn said(amount: Option<Money>) -> Option<Money> {
    amount.filter(|amount| *amount > Money::ZERO)
}

/// What an event of this method usually costs at the least: everybody invited comes, and nobody orders.
/// `None` for a currency of another scale than the guide's amounts.
fn usual_cost(guide: &MethodGuide, currency: &str, guests: u32) -> Option<Money> {
    let n_staff = guide.roles.iter().map(|role| role.n_people(guests)).fold(0, u32::saturating_add);
    let mut sum = 0.0;
    for line in &guide.budget {
        let n = match line.driver {
            CostDriver::Fixed => 1,
            CostDriver::PerInvited | CostDriver::PerRegistered | CostDriver::PerAttended => guests,
            CostDriver::PerOrdered => 0,
            CostDriver::PerStaff => n_staff,
            CostDriver::PerDay => guide.n_days,
        };
        sum += f64::from(n) * line.starting_amount(currency)?;
    }
    Some(Money::from_major(sum))
}
