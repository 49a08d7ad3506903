//! The places of the application: their addresses, icons and names. The side, the tab bar and the
//! palette all read this list.

use crate::i18n::{t_string, use_i18n};
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::ui::model_link;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// A place in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Today,
    Customers,
    Meadow,
    Calls,
    Forecast,
    Events,
    Import,
    Settings,
}

impl Place {
    /// Where the work is, in the order of the work.
    pub const MAIN: [Place; 6] = [
        Place::Today,
        Place::Customers,
        Place::Meadow,
        Place::Calls,
        Place::Forecast,
        Place::Events,
    ];
    /// What concerns the workspace as a whole.
    pub const WORKSPACE: [Place; 2] = [Place::Import, Place::Settings];
    /// Under the thumb on a phone; the others stand behind "More".
    pub const THUMB: [Place; 4] = [Place::Today, Place::Customers, Place::Meadow, Place::Events];
    /// Behind "More" on a phone.
    pub const BEHIND_MORE: [Place; 4] =
        [Place::Calls, Place::Forecast, Place::Import, Place::Settings];

    /// Path inside the application.
    pub fn path(self) -> &'static str {
        match self {
            Place::Today => "/",
            Place::Customers => "/customers",
            Place::Meadow => "/segments",
            Place::Calls => "/calls",
            Place::Forecast => "/forecast",
            Place::Events => "/events",
            Place::Import => "/import",
            Place::Settings => "/settings",
        }
    }

    pub fn icon(self) -> &'static str {
        match self {
            Place::Today => "today",
            Place::Customers => "people",
            Place::Meadow => "meadow",
            Place::Calls => "phone",
            Place::Forecast => "forecast",
            Place::Events => "event",
            Place::Import => "import",
            Place::Settings => "ledger",
        }
    }

    /// Its name in the language in use.
    pub fn name(self) -> Signal<String> {
        let i18n = use_i18n();
        Signal::derive(move || {
            match self {
                Place::Today => t_string!(i18n, shell.today),
                Place::Customers => t_string!(i18n, shell.customers),
                Place::Meadow => t_string!(i18n, shell.meadow),
                Place::Calls => t_string!(i18n, shell.calls),
                Place::Forecast => t_string!(i18n, shell.forecast),
                Place::Events => t_string!(i18n, shell.events),
                Place::Import => t_string!(i18n, shell.import),
                Place::Settings => t_string!(i18n, shell.settings),
            }
            .to_owned()
        })
    }

    /// Whether a path inside the application belongs to this place.
    pub fn holds(self, path: &str) -> bool {
        let own = self.path();
        match path.strip_prefix(own) {
            Some(rest) => rest.is_empty() || (own != "/" && rest.starts_with('/')),
            None => false,
        }
    }

    /// Other words to find it by.
    fn keywords(self) -> &'static str {
        match self {
            Place::Today => "jinri home",
            Place::Customers => "kehu people",
            Place::Meadow => "caodi segments fenqun",
            Place::Calls => "dianhua genjin zhidian phone call list follow-up",
            Place::Forecast => "yuce",
            Place::Events => "huodong plans fangan",
            Place::Import => "daoru csv file",
            Place::Settings => "shezhi preferences",
        }
    }
}

/// Whether the page at a path wants the whole width: the wizard does, the plan does not.
pub fn is_focused(path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("events"), Some("new"), None) => true,
        (Some("events"), Some(_), Some(step)) => step != "plan",
        _ => false,
    }
}

/// Lists the places in the palette, and what is begun on a page of its own.
pub fn register_actions() {
    let i18n = use_i18n();
    let actions = Actions::expect();
    let navigate = use_navigate();
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "plus",
        label: Signal::derive(move || t_string!(i18n, events.plan_event).to_owned()),
        keywords: "cehua huodong new event",
        shortcut: None,
        run: Callback::new(move |()| navigate("/events/new", Default::default())),
    });
    let navigate = use_navigate();
    actions.add(Action {
        group: ActionGroup::GoTo,
        icon: "merge",
        label: Signal::derive(move || t_string!(i18n, cleanup.title).to_owned()),
        keywords: "shuju zhengli chongfu kehu hebing chaifen xiufu daixiufu duplicates merge split repair rows imports",
        shortcut: None,
        run: Callback::new(move |()| navigate("/customers/clean-up", Default::default())),
    });
    let navigate = use_navigate();
    actions.add(Action {
        group: ActionGroup::GoTo,
        icon: "ledger",
        label: Signal::derive(move || t_string!(i18n, shell.models).to_owned()),
        keywords: "moxing gongshi bangzhu help formulas",
        shortcut: None,
        run: Callback::new(move |()| navigate(model_link::PATH, Default::default())),
    });
    for place in Place::MAIN.into_iter().chain(Place::WORKSPACE) {
        let navigate = use_navigate();
        actions.add(Action {
            group: ActionGroup::GoTo,
            icon: place.icon(),
            label: place.name(),
            keywords: place.keywords(),
            shortcut: None,
            run: Callback::new(move |()| navigate(place.path(), Default::default())),
        });
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Place, is_focused};

    #[test]
    fn a_place_holds_what_lies_below_it() {
        assert!(Place::Events.holds("/events/7/goal"));
        assert!(Place::Events.holds("/events"));
        assert!(!Place::Events.holds("/eventsource"));
        assert!(Place::Today.holds("/"));
        assert!(!Place::Today.holds("/customers"));
    }

    #[test]
    fn only_the_wizard_folds_the_side() {
        assert!(is_focused("/events/new"));
        assert!(is_focused("/events/7/goal"));
        assert!(!is_focused("/events/7/plan"));
        assert!(!is_focused("/events"));
        assert!(!is_focused("/"));
    }
}
