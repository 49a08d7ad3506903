//! Choosing whose portrait or canvas it is: a class of the board, a saved segment; other people come by
//! an address.

use super::super::saved::{Lists, in_segment, rule_text};
use super::rule_of;
use crate::i18n::{t_string, use_i18n};
use crate::state::customer_table::Listing;
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::field::{Field, FieldTies};
use crate::ui::components::select_field::{Choice, ChoiceList};
use leptos::html;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::rule::Rule;
use meadow_core::views::table::Column;

/// The people of a class who have bought.
pub fn class_rule(class: Class) -> Rule {
    rule_of(Listing::of_class(class).filters)
}

/// Whom a choice stands for.
fn rule_of_key(key: &str) -> Option<Rule> {
    match key.split_once('.')? {
        ("class", slug) => Class::from_slug(slug).map(class_rule),
        ("segment", id) => id.parse().ok().map(|id| in_segment(DocumentId(id))),
        _ => None,
    }
}

#[component]
pub fn PeoplePicker(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] rule: Signal<Option<Rule>>,
    lists: Lists,
    on_choose: Callback<Rule>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let plural = Class::ALL.map(class_plural);
    let known = Memo::new(move |_| {
        let classes = Class::ALL.into_iter().zip(plural);
        let classes =
            classes.map(|(class, name)| Choice::new(format!("class.{}", class.slug()), name.get()));
        let columns = lists.columns.get();
        let segments = columns.iter().filter_map(|info| match info.column {
            Column::Segment(DocumentId(id)) => {
                Some(Choice::new(format!("segment.{id}"), info.label.clone().unwrap_or_default()))
            }
            _ => None,
        });
        classes.chain(segments).collect::<Vec<_>>()
    });
    const OTHERS: &str = "others";
    let key = Memo::new(move |_| {
        let Some(rule) = rule.get() else { return String::new() };
        let is_it = |choice: &&Choice| rule_of_key(&choice.value).as_ref() == Some(&rule);
        known.with(|known| {
            known.iter().find(is_it).map_or_else(|| OTHERS.to_owned(), |own| own.value.clone())
        })
    });
    let choices = Signal::derive(move || {
        let first = match key.get().as_str() {
            "" => Some(Choice::new("", t_string!(i18n, portrait.choose))),
            OTHERS => rule
                .get()
                .map(|rule| Choice::new(OTHERS, rule_text(i18n, &formatter.get(), lists, &rule))),
            _ => None,
        };
        first.into_iter().chain(known.get()).collect::<Vec<_>>()
    });
    // A browser no longer follows the options of a list that was chosen from by hand.
    let select = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        choices.track();
        let (key, select) = (key.get(), select.get());
        request_animation_frame(move || {
            if let Some(select) = select {
                select.set_value(&key);
            }
        });
    });
    let choose = move |event| {
        if let Some(rule) = rule_of_key(&event_target_value(&event)) {
            on_choose.run(rule);
        }
    };
    let control = move |ties: FieldTies| {
        view! {
            <select class="select" id=ties.control_id() node_ref=select on:change=choose>
                <ChoiceList choices=choices value=key />
            </select>
        }
    };
    view! {
        <div class="picker">
            <Field label=label control=control />
        </div>
    }
}
