//! Every merge that can be parted again.

use super::facts::title_of;
use super::files::merges_file;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::LinkButton;
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::skeleton::Loading;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::split::split_again;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::customer::Customer;
use meadow_core::views::duplicates::MergeEntry;

/// Merges drawn at first; a merge by rule may make hundreds.
const N_SHOWN: usize = 100;

#[component]
pub fn MergesTab(merges: Asked<Vec<MergeEntry>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let entries = Memo::new(move |_| merges.get());
    let shows_all = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    move || match entries.get() {
        None => view! { <Loading /> }.into_any(),
        Some(entries) if entries.is_empty() => view! {
            <EmptyState
                title=say!(i18n, cleanup.no_merges_title)
                text=say!(i18n, cleanup.no_merges_text)
            >
                <LinkButton path="/customers/clean-up/duplicates" icon="search">
                    {t!(i18n, cleanup.look_for_duplicates)}
                </LinkButton>
            </EmptyState>
        }
        .into_any(),
        Some(entries) => {
            let n_shown = if shows_all.get() { entries.len() } else { N_SHOWN };
            let n_more = entries.len().saturating_sub(n_shown);
            let lines = entries.iter().take(n_shown).cloned();
            let lines = lines.map(|entry| view! { <Line entry=entry is_busy=is_busy /> });
            let more = (n_more > 0).then(|| {
                let text = move || {
                    let n = formatter.get().fmt_int(n_more as i64);
                    t_string!(i18n, cleanup.n_more, n = n).to_string()
                };
                view! {
                    <button
                        class="btn"
                        data-size="sm"
                        data-variant="quiet"
                        type="button"
                        on:click=move |_| shows_all.set(true)
                    >
                        {text}
                    </button>
                }
            });
            view! {
                <ul class="log">{lines.collect_view()}</ul>
                {more}
                <ExportTableMenu table=move || Some(merges_file(i18n, &merges.get()?)) />
            }
            .into_any()
        }
    }
}

#[component]
fn Line(entry: MergeEntry, is_busy: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let MergeEntry { merge, at, day, parts, .. } = entry;
    let parts = StoredValue::new(parts);
    let names = move || parts.with_value(|parts| names_of(i18n, parts));
    let label = move || t_string!(i18n, customers.split_names, names = names()).to_string();
    let split = move |_| {
        let names = untrack(names);
        split_again(i18n, workspace, offers, is_busy, (merge, at), &names);
    };
    view! {
        <li>
            <span>
                {names} " "
                <span class="fine">
                    {move || formatter.get().fmt_date(day.0, DateStyle::Short)}
                </span>
            </span>
            <button
                class="btn"
                data-size="sm"
                type="button"
                aria-label=label
                disabled=move || is_busy.get()
                on:click=split
            >
                {t!(i18n, customers.split_again)}
            </button>
        </li>
    }
}

pub fn names_of(i18n: Texts, names: &[String]) -> String {
    let named = names
        .iter()
        .map(|name| title_of(i18n, &Customer { name: name.clone(), ..Customer::default() }));
    named.collect::<Vec<_>>().join(t_string!(i18n, customers.list_comma))
}
