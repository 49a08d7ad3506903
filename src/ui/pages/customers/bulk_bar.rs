//! What can be done with the people selected: change, note a contact, put on a list, export,
//! blacklist, delete.

use super::contact_dialog::ContactDialog;
use super::deleted::deleted_note;
use super::export::ExportMenu;
use super::list_dialog::ListDialog;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::customer_table::rows::CustomerRows;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{Command, Outcome};
use meadow_core::views::table::{Column, TableQuery};
use std::collections::BTreeSet;

#[component]
pub fn BulkBar(
    rows: CustomerRows,
    visible: Signal<Vec<Column>>,
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let formatter = use_formatter();
    let is_deleting = RwSignal::new(false);
    let is_noting = RwSignal::new(false);
    let is_listing = RwSignal::new(false);
    let whom = Signal::derive(move || {
        table.selected.with(|selected| selected.iter().copied().collect::<Vec<_>>())
    });
    let n_selected = Memo::new(move |_| table.selected.with(BTreeSet::len));
    let selected_text = move || {
        t_string!(i18n, customers.n_selected, n = formatter.get().fmt_int(n_selected.get() as i64))
            .to_string()
    };
    let of_text = move || {
        let f = formatter.get();
        t_string!(
            i18n,
            customers.of_shown,
            shown = f.fmt_int(i64::from(rows.n_matching.get().unwrap_or_default())),
            all = f.fmt_int(i64::from(rows.n_all.get()))
        )
        .to_string()
    };
    let those_selected = Callback::new(move |()| {
        Some(TableQuery {
            only: table.selected.with_untracked(|selected| selected.iter().copied().collect()),
            sort: table.sort.get_untracked(),
            columns: visible.get_untracked(),
            ..TableQuery::default()
        })
    });
    let delete = move |()| {
        let ids = table.selected.with_untracked(|selected| selected.iter().copied().collect());
        let what = t_string!(
            i18n,
            customers.deleted_many,
            n = formatter.get_untracked().fmt_int(n_selected.get_untracked() as i64)
        )
        .to_string();
        is_deleting.set(true);
        spawn_local(async move {
            let result = workspace.run(Command::DeleteCustomers { ids }).await;
            let _ = is_deleting.try_set(false);
            match result {
                Ok(outcome) => {
                    table.clear_selection();
                    table.opened.set(None);
                    let f = formatter.get_untracked();
                    offers.offer(deleted_note(i18n, &f, what, &outcome));
                }
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let block = move |()| {
        let ids = table.selected.with_untracked(|selected| selected.iter().copied().collect());
        spawn_local(async move {
            let command = Command::BlockCustomers { ids, reason: String::new() };
            match workspace.run(command).await {
                Ok(Outcome::Blocked { n_blocked, n_without }) => {
                    let f = formatter.get_untracked();
                    let n = f.fmt_int(n_blocked.into());
                    let without = f.fmt_int(n_without.into());
                    offers.offer(match n_without {
                        0 => t_string!(i18n, customers.blocked_many, n = n).to_string(),
                        _ => t_string!(i18n, customers.blocked_but, n = n, without = without)
                            .to_string(),
                    });
                }
                Ok(_) => {}
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    view! {
        <ContactDialog open=is_noting whom=whom />
        <ListDialog open=is_listing whom=whom />
        <Show when=move || n_selected.with(|n| *n > 0)>
            <div
                class="bulk"
                role="region"
                aria-label=move || t_string!(i18n, customers.selected_people)
            >
                <p aria-live="polite">
                    <b>{selected_text}</b>
                    " "
                    <span class="muted">{of_text}</span>
                </p>
                <div class="bulk__acts">
                    <Button size="sm" icon="edit" on_press=move |()| on_change.run(())>
                        {t!(i18n, customers.change_selected)}
                    </Button>
                    <Button size="sm" icon="phone" on_press=move |()| is_noting.set(true)>
                        {t!(i18n, customers.contact_note)}
                    </Button>
                    <Button size="sm" on_press=move |()| is_listing.set(true)>
                        {t!(i18n, customers.put_on_list)}
                    </Button>
                    <ExportMenu size="sm" query=those_selected>
                        {t!(i18n, customers.export)}
                    </ExportMenu>
                    <Button size="sm" on_press=block>
                        {t!(i18n, customers.block)}
                    </Button>
                    <Button
                        size="sm"
                        kind=ButtonKind::Danger
                        icon="trash"
                        busy=is_deleting
                        on_press=delete
                    >
                        {t!(i18n, customers.delete)}
                    </Button>
                    <Button
                        size="sm"
                        kind=ButtonKind::Quiet
                        on_press=move |()| table.clear_selection()
                    >
                        {t!(i18n, common.clear)}
                    </Button>
                </div>
            </div>
        </Show>
    }
}
