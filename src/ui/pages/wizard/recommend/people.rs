//! What was read of the people chosen, with the way to their whole portrait.

use super::words::write_people;
use crate::i18n::{t, use_i18n};
use crate::platform::site::link;
use crate::state::customer_table::{Listing, address};
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use leptos::prelude::*;
use meadow_core::views::recommend::{PeopleRead, Whom};
use meadow_core::views::table::{Column, Filter, Test};

#[component]
pub fn People(read: Asked<PeopleRead>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let people = read.get()?;
        let text = write_people(&formatter.get(), &people);
        let portrait = portrait_of(people.whom).map(|path| {
            view! { <a href=link(&path)>{t!(i18n, recommend.to_portrait)}</a> }
        });
        Some(view! {
            <p class="fine" data-recommend="people" aria-busy=read.is_asking.get().to_string()>
                {text}
                " "
                {portrait}
            </p>
        })
    }
}

/// Where the portrait of those chosen stands; everybody has none.
fn portrait_of(whom: Whom) -> Option<String> {
    let filters = match whom {
        Whom::Everybody => return None,
        Whom::Class(class) => Listing::of_class(class).filters,
        Whom::Segment(id) => {
            vec![Filter { column: Column::Segment(id), test: Test::IsYes(true) }]
        }
    };
    Some(address::portrait_of(&filters))
}
