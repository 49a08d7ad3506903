//! Above the table: search, the classes, the filters in force, and the way to more.

use super::filter_wording::filter_text;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::chip::Chip;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::icon::Icon;
use leptos::html;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::table::{Column, ColumnInfo, Filter, Test};
use std::time::Duration;

/// Long enough to type on, short enough to feel at once.
const SEARCH_AFTER: Duration = Duration::from_millis(180);

/// `on_filter` opens the filter of a column, or a new one.
#[component]
pub fn Toolbar(
    known: Signal<Vec<ColumnInfo>>,
    search_box: NodeRef<html::Input>,
    on_filter: Callback<Option<Column>>,
    on_columns: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let formatter = use_formatter();
    let summary = Workspace::expect().summary();
    let is_expected = move || class_filter(table).expected == Some(true);
    // Customers, or the leads expected there, never both in one figure.
    let n_of = move |class: Class| {
        Signal::derive(move || {
            let n = summary.with(|summary| {
                let summary = summary.as_ref()?;
                let counts = if is_expected() { summary.expected } else { summary.classes };
                Some(counts.get(class))
            })?;
            Some(formatter.get().fmt_int(i64::from(n)))
        })
    };
    let class_chips = Class::ALL
        .map(|class| {
            let is_on = move || class_filter(table).classes.contains(&class);
            view! {
                <Chip
                    label=class_plural(class)
                    n=n_of(class)
                    class=class
                    is_on=Signal::derive(is_on)
                    on_press=move |()| class_filter_now(table).toggle_class(class).set(table)
                />
            }
        })
        .collect_view();
    // A chip for leads stands there only while it has somebody, or is on.
    let lead_chip =
        move |label: Signal<String>, n: Signal<u32>, is_on: Signal<bool>, press: Callback<()>| {
            move || {
                (n.get() > 0 || is_on.get()).then(|| {
                    let shown =
                        Signal::derive(move || Some(formatter.get().fmt_int(n.get().into())));
                    view! { <Chip label=label n=shown is_on=is_on on_press=press /> }
                })
            }
        };
    let expected_chip = lead_chip(
        Signal::derive(move || t_string!(i18n, customers.expected).to_owned()),
        Signal::derive(move || summary.with(|s| s.as_ref().map_or(0, |s| s.expected.total()))),
        Signal::derive(is_expected),
        Callback::new(move |()| class_filter_now(table).toggle_expected().set(table)),
    );
    let is_borderline = move || class_filter(table).borderline == Some(true);
    let is_unplaced = move || {
        table.filters.with(|filters| filters.iter().any(|filter| filter.test == Test::Unplaced))
    };
    let unplaced_chip = lead_chip(
        Signal::derive(move || t_string!(i18n, customers.unplaced).to_owned()),
        Signal::derive(move || summary.with(|s| s.as_ref().map_or(0, |s| s.n_unplaced))),
        Signal::derive(is_unplaced),
        Callback::new(move |()| {
            let test = (!untrack(is_unplaced)).then_some(Test::Unplaced);
            table.set_filter(&Column::Class, test);
        }),
    );
    // Their filter has a chip of its own once it is in force.
    let has_tags = Memo::new(move |_| {
        known
            .with(|known| known.iter().any(|info| info.column == Column::Tags && info.n_filled > 0))
    });
    let offers_tags = move || {
        has_tags.get()
            && table.filters.with(|filters| filters.iter().all(|f| f.column != Column::Tags))
    };
    let other_filters = move || {
        table.filters.with(|filters| {
            filters
                .iter()
                .filter(|filter| filter.column != Column::Class || !is_said_by_chips(&filter.test))
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="toolbar">
            <SearchBox search_box=search_box />
            <div class="chips" role="group" aria-label=move || t_string!(i18n, customers.filters)>
                {class_chips}
                <Chip
                    label=Signal::derive(move || t_string!(i18n, customers.borderline).to_owned())
                    is_on=Signal::derive(is_borderline)
                    on_press=move |()| class_filter_now(table).toggle_borderline().set(table)
                />
                {expected_chip}
                {unplaced_chip}
                {move || {
                    other_filters()
                        .into_iter()
                        .map(|filter| {
                            view! { <FilterChip filter=filter known=known on_filter=on_filter /> }
                        })
                        .collect_view()
                }}
                <Show when=offers_tags>
                    <button
                        class="chip"
                        type="button"
                        data-add=""
                        on:click=move |_| on_filter.run(Some(Column::Tags))
                    >
                        <Icon name="tag" />
                        {t!(i18n, customers.col_tags)}
                    </button>
                </Show>
                <button class="chip" type="button" data-add="" on:click=move |_| on_filter.run(None)>
                    <Icon name="plus" />
                    {t!(i18n, customers.add_filter)}
                </button>
                <button class="chip" type="button" data-add="" on:click=move |_| on_columns.run(())>
                    <Icon name="ledger" />
                    {t!(i18n, customers.choose_columns)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn SearchBox(search_box: NodeRef<html::Input>) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let mut search_later = debounce(SEARCH_AFTER, move |words: String| {
        if table.search.get_untracked() != words {
            table.search.set(words);
            table.current_row.set(0);
        }
    });
    view! {
        <label class="searchbox">
            <span class="sr-only">{t!(i18n, customers.search_label)}</span>
            <Icon name="search" class="icon--sm" />
            <input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                node_ref=search_box
                placeholder=move || t_string!(i18n, customers.search_placeholder)
                prop:value=move || table.search.get()
                on:input=move |event| search_later(event_target_value(&event))
            />
        </label>
    }
}

/// A filter in force: its words open it again, its cross takes it away.
#[component]
fn FilterChip(
    filter: Filter,
    known: Signal<Vec<ColumnInfo>>,
    on_filter: Callback<Option<Column>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let formatter = use_formatter();
    let column = StoredValue::new(filter.column.clone());
    let text = move || {
        known.with(|known| formatter.with(|formatter| filter_text(i18n, formatter, &filter, known)))
    };
    let text = Memo::new(move |_| text());
    let remove_label =
        move || t_string!(i18n, customers.remove_filter, what = text.get()).to_string();
    view! {
        <span class="chip chip--pair">
            <button
                type="button"
                on:click=move |_| on_filter.run(Some(column.get_value()))
            >
                {text}
            </button>
            <button
                type="button"
                aria-label=remove_label
                on:click=move |_| column.with_value(|column| table.set_filter(column, None))
            >
                <Icon name="close" />
            </button>
        </span>
    }
}

/// What the chips say of classes: which, of customers or of leads, and only the borderline ones.
#[derive(Clone, Debug, PartialEq)]
struct ClassFilter {
    /// None: all.
    classes: Vec<Class>,
    /// `Some(true)`: leads with an expected class, in place of customers; `None`: both, as other pages
    /// may ask.
    expected: Option<bool>,
    borderline: Option<bool>,
}

/// Nothing pressed.
const NO_CLASS_FILTER: ClassFilter =
    ClassFilter { classes: Vec::new(), expected: Some(false), borderline: None };

/// Do the pressed chips say the whole test? One that they cannot say has a chip of its own.
fn is_said_by_chips(test: &Test) -> bool {
    match test {
        Test::ClassIs { classes, expected, borderline } => {
            let is_anything_pressed =
                !classes.is_empty() || *expected == Some(true) || *borderline == Some(true);
            expected.is_some() && *borderline != Some(false) && is_anything_pressed
        }
        test => *test == Test::Unplaced,
    }
}

/// What is in force; tracked.
fn class_filter(table: CustomerTable) -> ClassFilter {
    table.filters.with(|filters| ClassFilter::of(filters))
}

fn class_filter_now(table: CustomerTable) -> ClassFilter {
    table.filters.with_untracked(|filters| ClassFilter::of(filters))
}

impl ClassFilter {
    fn of(filters: &[Filter]) -> Self {
        let found = filters.iter().find_map(|filter| match &filter.test {
            Test::ClassIs { classes, expected, borderline } => Some(Self {
                classes: classes.clone(),
                expected: *expected,
                borderline: *borderline,
            }),
            _ => None,
        });
        found.unwrap_or(NO_CLASS_FILTER)
    }

    fn toggle_class(mut self, class: Class) -> Self {
        if self.classes.contains(&class) {
            self.classes.retain(|other| *other != class);
        } else {
            self.classes.push(class);
        }
        self
    }

    fn toggle_expected(self) -> Self {
        Self { expected: Some(self.expected != Some(true)), ..self }
    }

    fn toggle_borderline(self) -> Self {
        Self { borderline: (self.borderline != Some(true)).then_some(true), ..self }
    }

    fn set(self, table: CustomerTable) {
        table.set_filter(&Column::Class, self.test());
    }

    /// `None` where everybody is meant.
    fn test(self) -> Option<Test> {
        let is_something = self != NO_CLASS_FILTER;
        let Self { classes, expected, borderline } = self;
        is_something.then_some(Test::ClassIs { classes, expected, borderline })
    }
}

#[cfg(test)]
mod tests {
    use super::{ClassFilter, NO_CLASS_FILTER, is_said_by_chips};
    use meadow_core::domain::class::Class;
    use meadow_core::views::table::{Column, Filter, Test};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[track_caller]
    fn check(filter: ClassFilter, expected: Option<Test>) {
        let test = filter.clone().test();
        assert_eq!(test, expected);
        let filters: Vec<Filter> =
            test.into_iter().map(|test| Filter { column: Column::Class, test }).collect();
        assert_eq!(ClassFilter::of(&filters), filter);
    }

    #[test]
    fn customers_and_expected_leads_are_never_listed_together() {
        let is = |classes: &[Class], expected, borderline| {
            Some(Test::ClassIs { classes: classes.to_vec(), expected: Some(expected), borderline })
        };
        let none = NO_CLASS_FILTER;
        check(none.clone(), None);
        let bees = none.clone().toggle_class(Class::Bee);
        check(bees.clone(), is(&[Class::Bee], false, None));
        check(bees.clone().toggle_expected(), is(&[Class::Bee], true, None));
        check(bees.clone().toggle_class(Class::Bee), None);
        check(none.clone().toggle_expected(), is(&[], true, None));
        check(none.toggle_borderline(), is(&[], false, Some(true)));
    }

    #[test]
    fn what_chips_cannot_say_is_kept_and_has_a_chip_of_its_own() {
        let is = |classes: &[Class], expected, borderline| Test::ClassIs {
            classes: classes.to_vec(),
            expected,
            borderline,
        };
        let with_leads = is(&[Class::Bee], None, None);
        let filters = [Filter { column: Column::Class, test: with_leads.clone() }];
        let more = ClassFilter::of(&filters).toggle_class(Class::Mantis);
        assert_eq!(more.test(), Some(is(&[Class::Bee, Class::Mantis], None, None)));

        let said = [
            Test::Unplaced,
            is(&[Class::Bee], Some(false), None),
            is(&[], Some(true), None),
            is(&[], Some(false), Some(true)),
        ];
        assert!(said.iter().all(is_said_by_chips));
        let unsaid = [
            with_leads,
            is(&[], None, Some(true)),
            is(&[Class::Bee], Some(false), Some(false)),
            is(&[], Some(false), None),
            Test::Filled(false),
        ];
        assert!(!unsaid.iter().any(is_said_by_chips));
    }
}
