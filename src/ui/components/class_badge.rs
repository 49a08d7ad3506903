//! A class as a badge: filled when measured, ruled when it is only expected, ± when borderline.
//! Never colour alone: always insect and name.

use crate::i18n::{t_string, use_i18n};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::table::Placed;

/// The name of a class in the language in use, in the singular.
pub fn class_name(class: impl Into<Signal<Class>>) -> Signal<String> {
    let i18n = use_i18n();
    let class = class.into();
    Signal::derive(move || {
        match class.get() {
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
pub fn ClassBadge(#[prop(into)] placed: Signal<Placed>) -> impl IntoView {
    let i18n = use_i18n();
    let class = Signal::derive(move || placed.get().class);
    let slug = Signal::derive(move || class.get().slug());
    // A symbol is fetched whenever its address changes: each stays once it was needed, and the
    // style sheet shows the one that counts.
    let insects = Memo::new(move |before: Option<&Vec<&'static str>>| {
        let mut insects = before.cloned().unwrap_or_default();
        if !insects.contains(&slug.get()) {
            insects.push(slug.get());
        }
        insects
    });
    let insects = move || {
        let draw =
            |slug| view! { <span class="badge__insect" data-insect=slug><Icon name=slug /></span> };
        insects.get().into_iter().map(draw).collect_view()
    };
    let title = Signal::derive(move || {
        let Placed { expected, borderline, .. } = placed.get();
        let marks = [
            expected.then(|| t_string!(i18n, common.potential)),
            borderline.then(|| t_string!(i18n, common.borderline)),
        ];
        marks.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    view! {
        <span
            class="badge"
            data-class=move || slug.get()
            data-potential=move || placed.get().expected.then_some("")
            data-borderline=move || placed.get().borderline.then_some("")
            title=move || title.get()
        >
            {insects}
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
