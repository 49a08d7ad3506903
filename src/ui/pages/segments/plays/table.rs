//! Reasons by classes: how many gave each, every number a link to what is said to them.

use super::Pair;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::platform::site::link;
use crate::state::customer_table::address;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::{Texts, language_of};
use crate::ui::wizards::{say, say_some};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::playbook::{ClassReasons, ReasonEntry};
use meadow_core::views::shown_table::{ShownTable, TableOf};
use std::cmp::Reverse;

/// Words that stand on customers alone can be as many as there are customers.
const MOST_OWN_WORDS: usize = 20;

/// Customers and leads of the class who gave the reason.
pub fn n_given(mix: &[ClassReasons], class: Class, reason: &str) -> u32 {
    let of_class = mix.iter().find(|one| one.class == Some(class));
    let counts = of_class.map_or(&[][..], |one| &one.reasons);
    let count = counts.iter().find(|count| count.reason.key == reason);
    count.map_or(0, |count| count.n_customers + count.n_leads)
}

/// The class and reason of most people; without any, the first reason of the class that effort pays in
/// most.
pub fn most_given(mix: &[ClassReasons]) -> Option<Pair> {
    let pairs = mix.iter().filter_map(|one| Some((one.class?, one))).flat_map(|(class, one)| {
        one.reasons.iter().map(move |count| (class, count.n_customers + count.n_leads, count))
    });
    let of_dragonflies = |class: Class| class == Class::Dragonfly;
    // The last of equals is taken.
    let pairs: Vec<_> = pairs.collect();
    let most = pairs.iter().rev().max_by_key(|(class, n, _)| (*n, of_dragonflies(*class)))?;
    let (class, _, count) = most;
    Some(Pair { class: *class, reason: count.reason.key.clone() })
}

/// Those of the playbooks, and apart from them one's own words, the commonest first.
fn in_order(
    vocabulary: &[ReasonEntry],
    mix: &[ClassReasons],
) -> (Vec<ReasonEntry>, Vec<ReasonEntry>) {
    let (known, own): (Vec<_>, Vec<_>) =
        vocabulary.iter().cloned().partition(|reason| reason.class.is_some());
    let mut own: Vec<_> = own
        .into_iter()
        .map(|reason| {
            let n: u32 = Class::ALL.iter().map(|class| n_given(mix, *class, &reason.key)).sum();
            (n, reason)
        })
        .collect();
    own.sort_by_key(|(n, _)| Reverse(*n));
    (known, own.into_iter().map(|(_, reason)| reason).collect())
}

/// Those of the playbooks, then the commonest of others; and how many that leaves out.
fn shown(vocabulary: &[ReasonEntry], mix: &[ClassReasons]) -> (Vec<ReasonEntry>, usize) {
    let (known, own) = in_order(vocabulary, mix);
    let n_left = own.len().saturating_sub(MOST_OWN_WORDS);
    let own = own.into_iter().take(MOST_OWN_WORDS);
    (known.into_iter().chain(own).collect(), n_left)
}

/// The table as a file has it: with the words that are too many for the page.
fn reasons_file(
    i18n: Texts,
    names: [Signal<String>; Class::ALL.len()],
    vocabulary: &[ReasonEntry],
    mix: &[ClassReasons],
) -> ShownTable {
    let (known, own) = in_order(vocabulary, mix);
    let table = TableOf::new(t_string!(i18n, plays.table)).column(
        "reason",
        t_string!(i18n, plays.reason),
        |reason: &ReasonEntry| reason.name.get(language_of(i18n)).to_owned(),
    );
    let table = Class::ALL.into_iter().zip(names).fold(table, |table, (class, name)| {
        table.column(class.slug(), name.get(), move |reason| n_given(mix, class, &reason.key))
    });
    table.rows(known.iter().chain(&own))
}

#[component]
pub fn ReasonsTable(
    vocabulary: Asked<Vec<ReasonEntry>>,
    mix: Asked<Vec<ClassReasons>>,
    chosen: Memo<Option<Pair>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let names = Class::ALL.map(class_plural);
    let cell = move |f: &Formatter, reason: &ReasonEntry, class: Class, n: u32| {
        let path = address::playbook_for(class, &reason.key, None);
        let pair = Pair { class, reason: reason.key.clone() };
        let is_open = move || chosen.with(|chosen| chosen.as_ref() == Some(&pair));
        let written = f.fmt_int(n.into());
        let label = {
            let (written, reason) = (written.clone(), reason.name.clone());
            move || {
                let (class, reason) =
                    (names[class as usize].get(), reason.get(language_of(i18n)).to_owned());
                let n = written.clone();
                t_string!(i18n, plays.cell, class = class, reason = reason, n = n).to_string()
            }
        };
        let is_home = reason.class == Some(class);
        view! {
            <td
                class="num"
                data-class=class.slug()
                data-home=is_home.then_some("")
                title=move || is_home.then(|| t_string!(i18n, plays.home))
            >
                <a
                    class="number"
                    href=link(&path)
                    aria-label=label
                    aria-current=move || is_open().then_some("true")
                    data-none=(n == 0).then_some("")
                    // Read by the router: the page stays where it is.
                    {..custom_attribute("noscroll", "")}
                >
                    {written}
                </a>
            </td>
        }
    };
    let rows = move || {
        let (vocabulary, mix) = (vocabulary.get()?, mix.get()?);
        let f = formatter.get();
        let (reasons, _) = shown(&vocabulary, &mix);
        let row = |reason: &ReasonEntry| {
            let name = reason.name.get(language_of(i18n)).to_owned();
            let cells =
                Class::ALL.map(|class| cell(&f, reason, class, n_given(&mix, class, &reason.key)));
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cells.into_iter().collect_view()}
                </tr>
            }
        };
        Some(reasons.iter().map(row).collect_view())
    };
    let file = move || {
        let (vocabulary, mix) = (vocabulary.get()?, mix.get()?);
        Some(reasons_file(i18n, names, &vocabulary, &mix))
    };
    let left_out = move || {
        let (vocabulary, mix) = (vocabulary.get()?, mix.get()?);
        let (_, n_left) = shown(&vocabulary, &mix);
        let n = (n_left > 0).then(|| formatter.get().fmt_int(n_left as i64))?;
        let said = agree(&t_string!(i18n, plays.not_shown, n = n).to_string());
        Some(view! { <p class="fine">{said}</p> })
    };
    let head = move |class: Class| {
        view! {
            <th scope="col" class="num" title=move || names[class as usize].get()>
                <Icon name=class.slug() />
                <span class="reasons__class">{move || names[class as usize].get()}</span>
            </th>
        }
    };
    view! {
        <Section id="plays-table" title=say!(i18n, plays.table) note=say_some!(i18n, plays.table_note)>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="plays-table">
                <table class="table reasons">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, plays.reason)}</th>
                            {Class::ALL.map(head).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {left_out}
            <ExportTableMenu table=file />
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::{Pair, most_given, n_given, shown};
    use meadow_core::domain::class::Class;
    use meadow_core::domain::play::Play;
    use meadow_core::views::playbook::{ClassReasons, ReasonCount, ReasonEntry};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn reason(key: &str, class: Option<Class>) -> ReasonEntry {
        ReasonEntry { key: key.into(), name: key.into(), play: Play::default(), class }
    }

    fn of_class(class: Class, counts: &[(&str, u32)]) -> ClassReasons {
        let count = |(key, n): &(&str, u32)| ReasonCount {
            reason: reason(key, None),
            n_customers: *n,
            n_leads: 1,
        };
        ClassReasons {
            class: Some(class),
            n_customers: 9,
            n_leads: 9,
            n_with_reason: 9,
            reasons: counts.iter().map(count).collect(),
        }
    }

    #[test]
    fn the_pair_of_most_people_stands_open() {
        let mix =
            [of_class(Class::Bee, &[("a", 2)]), of_class(Class::Mantis, &[("b", 5), ("a", 1)])];
        let expected = Pair { class: Class::Mantis, reason: "b".into() };
        assert_eq!(most_given(&mix), Some(expected));
        assert_eq!(n_given(&mix, Class::Mantis, "b"), 6);
        assert_eq!(n_given(&mix, Class::Bee, "b"), 0);
        assert_eq!(most_given(&[]), None);
    }

    #[test]
    fn the_commonest_own_words_are_shown() {
        let mut vocabulary = vec![reason("price", Some(Class::Butterfly))];
        vocabulary.extend((0..30).map(|n| reason(&format!("own {n}"), None)));
        let mix = [of_class(Class::Bee, &[("own 29", 3)])];
        let (reasons, n_left) = shown(&vocabulary, &mix);
        assert_eq!((reasons.len(), n_left), (21, 10));
        assert_eq!([&reasons[0].key, &reasons[1].key], ["price", "own 29"]);
    }
}
