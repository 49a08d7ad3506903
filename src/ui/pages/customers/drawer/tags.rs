//! The tags of the person: each can be taken off, and another put on.

use super::Person;
use super::add_word::AddWord;
use crate::i18n::{t, t_string};
use crate::state::customer_table::CustomerTable;
use crate::ui::components::icon::Icon;
use crate::ui::pages::customers::bulk_edit::known_tags;
use crate::ui::pages::customers::focus_soon;
use leptos::prelude::*;
use meadow_core::domain::customer::split_tags;

#[component]
pub fn TagsPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let unfinished = CustomerTable::expect().unfinished;
    let typed = RwSignal::new(unfinished.tag(person.id));
    on_cleanup(move || unfinished.keep_tag(person.id, typed.get_untracked()));
    let tags = Memo::new(move |_| {
        person
            .card
            .with(|card| card.as_ref().map(|card| card.customer.tags.clone()).unwrap_or_default())
    });
    let offered = Signal::derive(move || {
        let has = tags.get();
        let known = person.known.with(|known| known_tags(known)).into_iter().map(|(tag, _)| tag);
        known.filter(|tag| !has.contains(tag)).collect::<Vec<_>>()
    });
    let add = move |()| {
        let tags: Vec<String> =
            typed.with_untracked(|typed| split_tags(typed).map(str::to_owned).collect());
        if tags.is_empty() {
            return;
        }
        typed.set(String::new());
        let what = t_string!(i18n, customers.tag_added, tag = tags.join(", ")).to_string();
        person.edit(
            move |customer| {
                for tag in &tags {
                    if !customer.tags.contains(tag) {
                        customer.tags.push(tag.clone());
                    }
                }
            },
            what,
        );
    };
    view! {
        <section class="drawer__part" aria-labelledby="drawer-tags">
            <h3 id="drawer-tags">{t!(i18n, customers.col_tags)}</h3>
            <ul class="plain taglist">
                {move || {
                    let own = |tag| view! { <OwnTag person=person tag=tag /> };
                    tags.get().into_iter().map(own).collect_view()
                }}
            </ul>
            <AddWord
                place="tags__new"
                label=Signal::derive(move || t_string!(i18n, customers.new_tag).to_owned())
                button=Signal::derive(move || t_string!(i18n, customers.add_tag).to_owned())
                typed=typed
                known=offered
                on_add=add
            />
        </section>
    }
}

#[component]
fn OwnTag(person: Person, tag: String) -> impl IntoView {
    let i18n = person.i18n;
    let label = {
        let tag = tag.clone();
        move || t_string!(i18n, customers.remove_tag, tag = tag.as_str()).to_string()
    };
    let shown = tag.clone();
    let remove = move |_| {
        let gone = tag.clone();
        let what = t_string!(i18n, customers.tag_removed, tag = tag.as_str()).to_string();
        person.edit(move |customer| customer.tags.retain(|other| *other != gone), what);
        focus_soon(".tags__new input");
    };
    view! {
        <li class="tag">
            {shown}
            <button type="button" aria-label=label on:click=remove>
                <Icon name="close" />
            </button>
        </li>
    }
}
