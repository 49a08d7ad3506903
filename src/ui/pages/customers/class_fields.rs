//! A test of the class: which classes, of buyers or of leads, how close to a line, or no class at all.
//! Holds every part of the test, also those that other pages set.

use super::test_fields::Picks;
use crate::i18n::{t_string, use_i18n};
use crate::ui::components::class_badge::class_name;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::table::Test;
use std::collections::BTreeSet;

#[derive(Clone, Copy)]
pub struct ClassDraft {
    /// Slugs; none: any.
    classes: RwSignal<BTreeSet<String>>,
    /// `buyers`, `leads`, `both`, or `unplaced`.
    whom: RwSignal<String>,
    /// `any`, `only` or `without` the borderline ones.
    borderline: RwSignal<String>,
}

impl ClassDraft {
    pub fn new() -> Self {
        Self {
            classes: RwSignal::new(BTreeSet::new()),
            whom: RwSignal::new("buyers".to_owned()),
            borderline: RwSignal::new("any".to_owned()),
        }
    }

    pub fn clear(self) {
        self.classes.set(BTreeSet::new());
        self.whom.set("buyers".to_owned());
        self.borderline.set("any".to_owned());
    }

    pub fn fill(self, classes: &[Class], expected: Option<bool>, borderline: Option<bool>) {
        self.classes.set(classes.iter().map(|class| class.slug().to_owned()).collect());
        let whom = match expected {
            Some(false) => "buyers",
            Some(true) => "leads",
            None => "both",
        };
        self.whom.set(whom.to_owned());
        let borderline = match borderline {
            None => "any",
            Some(true) => "only",
            Some(false) => "without",
        };
        self.borderline.set(borderline.to_owned());
    }

    pub fn fill_unplaced(self) {
        self.whom.set("unplaced".to_owned());
    }

    /// Tracked.
    fn is_unplaced(self) -> bool {
        self.whom.with(|whom| whom == "unplaced")
    }

    /// The test, once it says something; tracked.
    pub fn test(self) -> Option<Test> {
        let expected = match self.whom.get().as_str() {
            "unplaced" => return Some(Test::Unplaced),
            "leads" => Some(true),
            "both" => None,
            _ => Some(false),
        };
        let borderline = match self.borderline.get().as_str() {
            "only" => Some(true),
            "without" => Some(false),
            _ => None,
        };
        let chosen = self.classes.get();
        let classes: Vec<Class> =
            Class::ALL.into_iter().filter(|class| chosen.contains(class.slug())).collect();
        let is_untouched = classes.is_empty() && expected == Some(false) && borderline.is_none();
        (!is_untouched).then_some(Test::ClassIs { classes, expected, borderline })
    }
}

#[component]
pub fn ClassFields(draft: ClassDraft) -> impl IntoView {
    let i18n = use_i18n();
    let whom = Signal::derive(move || {
        vec![
            Choice::new("buyers", t_string!(i18n, customers.class_buyers)),
            Choice::new("leads", t_string!(i18n, customers.class_leads)),
            Choice::new("both", t_string!(i18n, customers.class_both)),
            Choice::new("unplaced", t_string!(i18n, customers.unplaced)),
        ]
    });
    let borderline = Signal::derive(move || {
        vec![
            Choice::new("any", t_string!(i18n, customers.borderline_any)),
            Choice::new("only", t_string!(i18n, customers.borderline_only)),
            Choice::new("without", t_string!(i18n, customers.borderline_without)),
        ]
    });
    let has_class = move || !draft.is_unplaced();
    view! {
        <SelectField label=say!(i18n, customers.class_whom) choices=whom value=draft.whom />
        <Show when=has_class>
            <Picks
                chosen=draft.classes
                choices=Class::ALL
                    .map(|class| (class.slug().to_owned(), class_name(class), None))
                    .into()
            />
            <SelectField
                label=say!(i18n, customers.class_borderline)
                choices=borderline
                value=draft.borderline
            />
        </Show>
    }
}
