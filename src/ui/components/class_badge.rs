//! A class as a badge: filled when measured, ruled when it is only expected, ± when borderline.
//! Never colour alone: always insect and name.

use crate::i18n::{t_string, use_i18n};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::class::Class;

/// The name of a class in the language in use, in the singular.
pub fn class_name(class: Class) -> Signal<String> {
    let i18n = use_i18n();
    Signal::derive(move || {
        match class {
            Class::Bee => t_string!(i18n, common.bee),
            Class::Dragonfly => t_string!(i18n, common.dragonfly),
            Class::Butterfly => t_string!(i18n, common.butterfly),
            Class::Mantis => t_string!(i18n, common.mantis),
        }
        .to_owned()
    })
}

/// The name of a class in the language in use, in the plural.
pub fn class_plural(class: Class) -> Signal<String> {
    let i18n = use_i18n();
    Signal::derive(move || {
        match class {
            Class::Bee => t_string!(i18n, common.bees),
            Class::Dragonfly => t_string!(i18n, common.dragonflies),
            Class::Butterfly => t_string!(i18n, common.butterflies),
            Class::Mantis => t_string!(i18n, common.mantises),
        }
        .to_owned()
    })
}

/// The badge of one customer.
#[component]
pub fn ClassBadge(
    class: Class,
    /// The class a lead would have.
    #[prop(optional)]
    is_expected: bool,
    #[prop(optional)] is_borderline: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || {
        let marks = [
            is_expected.then(|| t_string!(i18n, common.potential)),
            is_borderline.then(|| t_string!(i18n, common.borderline)),
        ];
        marks.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <span
            class="badge"
            data-class=class.slug()
            data-potential=is_expected.then_some("")
            data-borderline=is_borderline.then_some("")
            title=title
        >
            <Icon name=class.slug() />
            {class_name(class)}
            <span class="sr-only">{title}</span>
        </span>
    }
}

/// The plural name of a class with its insect, for heads and lists.
#[component]
pub fn ClassHeading(class: Class) -> impl IntoView {
    view! {
        <span class="classname" data-class=class.slug()>
            <Icon name=class.slug() />
            {class_plural(class)}
        </span>
    }
}
