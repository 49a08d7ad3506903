//! What a recommendation rests on, in words: answers, figures, people. Call these inside a view or signal, so
//! that they follow the language.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::ui::components::class_badge::class_plural;
use crate::ui::wizards::labels::method_name;
use leptos::prelude::Get;
use meadow_core::domain::method::Method;
use meadow_core::views::recommend::{FEWEST_READ, Given, PeopleRead, Standing};

/// A method, or selling one to one.
pub fn name_of(method: Option<Method>) -> String {
    let i18n = use_i18n();
    method.map_or_else(|| t_string!(i18n, recommend.no_event).to_owned(), method_name)
}

pub fn write_standing(standing: Standing) -> &'static str {
    let i18n = use_i18n();
    match standing {
        Standing::FitsWell => t_string!(i18n, recommend.fits_well),
        Standing::Fits => t_string!(i18n, recommend.fits),
        Standing::Open => t_string!(i18n, recommend.fits_openly),
        Standing::FitsBadly => t_string!(i18n, recommend.fits_badly),
    }
}

/// All that a reason rests on.
pub fn write_all_given(f: &Formatter, given: &[Given]) -> String {
    let i18n = use_i18n();
    let written: Vec<String> = given.iter().map(|one| write_given(f, one)).collect();
    let all = written.join(t_string!(i18n, events.left_comma));
    t_string!(i18n, recommend.given_all, all = all).to_string()
}

fn write_given(f: &Formatter, given: &Given) -> String {
    let i18n = use_i18n();
    let n = |n: u32| f.fmt_int(n.into());
    match given {
        Given::Answer { question, answer } => {
            let language = Settings::expect().language.get();
            let question = question.get(language).to_owned();
            let answer = answer.get(language).to_owned();
            t_string!(i18n, recommend.given_answer, question = question, answer = answer)
                .to_string()
        }
        Given::Class(class) => {
            let class = class_plural(*class).get();
            t_string!(i18n, recommend.given_class, class = class).to_string()
        }
        Given::Price(price) => {
            t_string!(i18n, recommend.given_price, price = f.fmt_money(*price)).to_string()
        }
        Given::Margin(margin) => {
            t_string!(i18n, recommend.given_margin, margin = f.fmt_percent(*margin)).to_string()
        }
        Given::Profit { profit, one_to_one } => {
            let (profit, cost) = (f.fmt_money(*profit), f.fmt_money(*one_to_one));
            t_string!(i18n, recommend.given_profit, profit = profit, cost = cost).to_string()
        }
        Given::Guests(guests) => {
            agree(&t_string!(i18n, recommend.given_guests, n = n(*guests)).to_string())
        }
        Given::Budget { budget, at_least } => {
            let (budget, usual) = (f.fmt_money(*budget), f.fmt_money_rounded(*at_least));
            t_string!(i18n, recommend.given_budget, budget = budget, usual = usual).to_string()
        }
        Given::PerGuest { budget, one_to_one } => {
            let (budget, cost) = (f.fmt_money(*budget), f.fmt_money(*one_to_one));
            t_string!(i18n, recommend.given_per_guest, budget = budget, cost = cost).to_string()
        }
        Given::Leads { n: some, of } => {
            t_string!(i18n, recommend.given_leads, n = n(*some), of = n(*of)).to_string()
        }
        Given::Returning { n: some, of } => {
            t_string!(i18n, recommend.given_returning, n = n(*some), of = n(*of)).to_string()
        }
        Given::Companies { n: some, of } => {
            t_string!(i18n, recommend.given_companies, n = n(*some), of = n(*of)).to_string()
        }
        Given::Discount(share) => {
            t_string!(i18n, recommend.given_discount, share = f.fmt_percent(*share)).to_string()
        }
    }
}

/// What was read of those chosen.
pub fn write_people(f: &Formatter, people: &PeopleRead) -> String {
    let i18n = use_i18n();
    let n = |n: u32| f.fmt_int(n.into());
    if people.n_people < FEWEST_READ {
        let (found, needed) = (n(people.n_people), n(FEWEST_READ));
        let text = t_string!(i18n, recommend.people_few, n = found, needed = needed);
        return agree(&text.to_string());
    }
    let read = t_string!(
        i18n,
        recommend.people_read,
        n = n(people.n_people),
        buyers = n(people.n_buyers),
        returning = n(people.n_returning),
        companies = n(people.n_companies)
    );
    let read = agree(&read.to_string());
    let Some((category, share)) = &people.category else { return read };
    let (name, share) = (category.clone(), f.fmt_percent(*share));
    let bought = t_string!(i18n, recommend.people_buy, category = name, share = share).to_string();
    format!("{read}{bought}")
}
