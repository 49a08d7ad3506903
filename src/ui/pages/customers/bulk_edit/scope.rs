//! Whom a change of many is for: those selected, those that match, or everybody.

use crate::i18n::{t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::customer_table::rows::CustomerRows;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::select_field::{Choice, SelectField};
use leptos::prelude::*;
use meadow_core::domain::ids::CustomerId;
use meadow_core::protocol::GetCustomerIds;
use meadow_core::views::table::TableQuery;
use std::collections::BTreeSet;
use std::sync::Arc;

const SELECTED: &str = "selected";
const MATCHING: &str = "matching";
const EVERYBODY: &str = "everybody";

/// The choice, and who is meant by it.
#[derive(Clone, Copy)]
pub struct Scope {
    choice: RwSignal<String>,
    rows: CustomerRows,
    selected: RwSignal<BTreeSet<CustomerId>>,
    asked: Asked<Vec<CustomerId>>,
    ids: Signal<Option<Arc<Vec<CustomerId>>>>,
}

impl Scope {
    /// Asks who is meant only while `is_open`.
    pub fn new(
        rows: CustomerRows,
        query: Signal<Option<TableQuery>>,
        is_open: RwSignal<bool>,
    ) -> Self {
        let table = CustomerTable::expect();
        let choice = RwSignal::new(MATCHING.to_owned());
        let asked = Workspace::expect().asked(move || {
            let table = match choice.get().as_str() {
                _ if !is_open.get() => None,
                MATCHING => query.get(),
                EVERYBODY => Some(TableQuery::default()),
                _ => None,
            };
            // No columns: whoever chooses others asks for the same people.
            table.map(|table| GetCustomerIds { table: TableQuery { columns: Vec::new(), ..table } })
        });
        let ids = Memo::new(move |_| {
            if choice.with(|choice| choice == SELECTED) {
                let selected = table.selected.with(|all| all.iter().copied().collect());
                Some(Arc::new(selected))
            } else {
                asked.get()
            }
        });
        Self { choice, rows, selected: table.selected, asked, ids: ids.into() }
    }

    /// Starts with those selected, if they are meant and there are any, or else with those listed.
    pub fn begin(self, means_selected: bool) {
        let is_any_selected = self.selected.with_untracked(|selected| !selected.is_empty());
        let choice = if means_selected && is_any_selected { SELECTED } else { MATCHING };
        self.choice.set(choice.to_owned());
    }

    /// Who is meant, once that is known; tracked.
    pub fn ids(self) -> Option<Arc<Vec<CustomerId>>> {
        self.ids.get()
    }

    /// Tracked.
    pub fn is_asking(self) -> bool {
        self.asked.is_asking.get()
    }
}

#[component]
pub fn ScopeField(scope: Scope) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let choices = Signal::derive(move || {
        let f = formatter.get();
        let n_selected = scope.selected.with(BTreeSet::len) as i64;
        let n_matching = i64::from(scope.rows.n_matching.get().unwrap_or_default());
        let n_all = i64::from(scope.rows.n_all.get());
        let is_everybody_listed = n_matching >= n_all;
        let selected = t_string!(i18n, customers.scope_selected, n = f.fmt_int(n_selected));
        let matching = t_string!(i18n, customers.scope_matching, n = f.fmt_int(n_matching));
        let everybody = t_string!(i18n, customers.scope_everybody, n = f.fmt_int(n_all));
        let (selected, everybody) = (selected.to_string(), everybody.to_string());
        let matching = if is_everybody_listed { everybody.clone() } else { matching.to_string() };
        let offered = [
            (SELECTED, selected, n_selected > 0),
            (MATCHING, matching, true),
            (EVERYBODY, everybody, !is_everybody_listed),
        ];
        offered
            .into_iter()
            .filter(|(_, _, is_offered)| *is_offered)
            .map(|(key, label, _)| Choice::new(key, agree(&label)))
            .collect::<Vec<_>>()
    });
    view! {
        <SelectField
            label=Signal::derive(move || t_string!(i18n, customers.scope).to_owned())
            choices=choices
            value=scope.choice
        />
    }
}
