//! A group of people with its insect. A lead's class is only expected, and says so.

use crate::i18n::{t_string, use_i18n};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::event::AudienceGroup;

/// The name of a group in the language in use; call it inside a view or signal.
pub fn group_name(group: &AudienceGroup) -> String {
    let i18n = use_i18n();
    match group {
        AudienceGroup::Class(Class::Bee) => t_string!(i18n, common.bees),
        AudienceGroup::Class(Class::Dragonfly) => t_string!(i18n, common.dragonflies),
        AudienceGroup::Class(Class::Butterfly) => t_string!(i18n, common.butterflies),
        AudienceGroup::Class(Class::Mantis) => t_string!(i18n, common.mantises),
        AudienceGroup::Expected(Class::Bee) => t_string!(i18n, events.leads_bee),
        AudienceGroup::Expected(Class::Dragonfly) => t_string!(i18n, events.leads_dragonfly),
        AudienceGroup::Expected(Class::Butterfly) => t_string!(i18n, events.leads_butterfly),
        AudienceGroup::Expected(Class::Mantis) => t_string!(i18n, events.leads_mantis),
        AudienceGroup::Unplaced => t_string!(i18n, events.leads_unplaced),
        AudienceGroup::Outside => t_string!(i18n, events.outside),
    }
    .to_owned()
}

/// The class whose colours the group has.
pub fn group_class(group: &AudienceGroup) -> Option<Class> {
    match group {
        AudienceGroup::Class(class) | AudienceGroup::Expected(class) => Some(*class),
        AudienceGroup::Unplaced | AudienceGroup::Outside => None,
    }
}

#[component]
pub fn GroupName(group: AudienceGroup) -> impl IntoView {
    let class = group_class(&group);
    view! {
        <span class="classname" data-class=class.map(Class::slug)>
            {class.map(|class| view! { <Icon name=class.slug() /> })}
            {move || group_name(&group)}
        </span>
    }
}
