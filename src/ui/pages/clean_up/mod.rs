//! Cleaning up the base: people who are here twice, rows that wait to be repaired, a table that fills
//! in, what came in, what was merged, and whom nobody invites. Each has an address of its own.

mod blacklist;
mod certain;
mod compare_table;
mod completion;
mod duplicates;
mod facts;
mod files;
mod group_card;
mod imports;
mod joining_rules;
mod merges;
mod reasons;
mod row_table;
mod rows;

use self::blacklist::BlacklistTab;
use self::completion::CompletionTab;
use self::duplicates::DuplicatesTab;
use self::imports::ImportsTab;
use self::merges::MergesTab;
use self::rows::{RowsTab, n_waiting};
use crate::i18n::{t_string, use_i18n};
use crate::platform::site;
use crate::state::clean_up::CleanUp;
use crate::state::figures::use_formatter;
use crate::state::page::{Crumb, declare_page};
use crate::state::toasts::{ToastAction, Toasts};
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::tabs::{Tab, Tabs};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use meadow_core::protocol::{GetBlacklist, GetImports, GetMerges};

/// Inside the application.
const PATH: &str = "/customers/clean-up";
const DUPLICATES: &str = "duplicates";
const ROWS: &str = "rows";
const IMPORTS: &str = "imports";
const COMPLETE: &str = "complete";
const MERGES: &str = "merges";
const BLACKLIST: &str = "blacklist";
const TABS: [&str; 6] = [DUPLICATES, ROWS, COMPLETE, IMPORTS, MERGES, BLACKLIST];

#[component]
pub fn CleanUpPage() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let CleanUp { search, repairs, .. } = CleanUp::expect();
    let customers = Crumb { name: say!(i18n, shell.customers), path: "/customers".to_owned() };
    declare_page(say!(i18n, cleanup.title), vec![customers]);
    let chosen = follow_address();
    tell_unfinished();
    let imports = workspace.asked(|| Some(GetImports {}));
    let merges = workspace.asked(|| Some(GetMerges {}));
    let blacklist = workspace.asked(|| Some(GetBlacklist {}));

    // Only another name or figure draws the tabs anew: the focus may be on one.
    let tabs = Memo::new(move |_| {
        let f = formatter.get();
        let count = |n: usize| (n > 0).then(|| f.fmt_int(n as i64));
        let n_doubtful = search.doubtful.with(|doubtful| doubtful.n_left());
        let n_found = n_doubtful + search.certain.with(Vec::len);
        let n_rows = imports.get().map_or(0, |entries| entries.iter().map(n_waiting).sum());
        let n_merges = merges.get().map_or(0, |entries| entries.len());
        let n_blocked = blacklist.get().map_or(0, |rows| rows.len());
        let n_imports = imports.get().map_or(0, |entries| entries.len());
        [
            (DUPLICATES, t_string!(i18n, cleanup.tab_duplicates), n_found),
            (ROWS, t_string!(i18n, cleanup.tab_rows), n_rows as usize),
            (COMPLETE, t_string!(i18n, cleanup.tab_complete), 0),
            (IMPORTS, t_string!(i18n, cleanup.tab_imports), n_imports),
            (MERGES, t_string!(i18n, cleanup.tab_merges), n_merges),
            (BLACKLIST, t_string!(i18n, cleanup.tab_blacklist), n_blocked),
        ]
        .map(|(key, label, n)| Tab { key, label: label.to_owned(), n: count(n) })
        .into_iter()
        .collect::<Vec<_>>()
    });
    let on_rows = Callback::new(move |import| {
        repairs.choose(import);
        chosen.set(ROWS);
    });
    let panel = move || match chosen.get() {
        ROWS => view! { <RowsTab imports=imports /> }.into_any(),
        COMPLETE => view! { <CompletionTab /> }.into_any(),
        IMPORTS => view! { <ImportsTab imports=imports on_rows=on_rows /> }.into_any(),
        MERGES => view! { <MergesTab merges=merges /> }.into_any(),
        BLACKLIST => view! { <BlacklistTab /> }.into_any(),
        _ => view! { <DuplicatesTab /> }.into_any(),
    };
    view! {
        <PageHead title=say!(i18n, cleanup.title) lead=say_some!(i18n, cleanup.lead) />
        <Tabs prefix="clean-up" label=say!(i18n, cleanup.title) tabs=tabs chosen=chosen />
        <div
            class="clean-up"
            role="tabpanel"
            id=move || format!("clean-up-panel-{}", chosen.get())
            aria-labelledby=move || format!("clean-up-tab-{}", chosen.get())
        >
            {panel}
        </div>
    }
}

/// The tab that the address names, whichever of the two moves.
fn follow_address() -> RwSignal<&'static str> {
    let pathname = use_location().pathname;
    let navigate = use_navigate();
    let chosen = RwSignal::new(pathname.with_untracked(|path| tab_of(path)).unwrap_or(DUPLICATES));
    Effect::new(move |_| {
        if let Some(tab) = pathname.with(|path| tab_of(path))
            && chosen.get_untracked() != tab
        {
            chosen.set(tab);
        }
    });
    Effect::new(move |_| {
        let tab = chosen.get();
        let named = pathname.with_untracked(|path| tab_of(path));
        if named.is_some_and(|named| named != tab) {
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate(&format!("{PATH}/{tab}"), options);
        }
    });
    chosen
}

/// `None` for another page's address.
fn tab_of(pathname: &str) -> Option<&'static str> {
    let rest = site::path_inside(pathname).strip_prefix(PATH)?;
    let name = rest.trim_matches('/');
    Some(TABS.into_iter().find(|tab| *tab == name).unwrap_or(DUPLICATES))
}

/// Rows that were changed and not brought in stay as they are when the page is left, and it is said.
fn tell_unfinished() {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let repairs = CleanUp::expect().repairs;
    let toasts = Toasts::expect();
    let navigate = use_navigate();
    on_cleanup(move || {
        let n_edited = repairs.n_edited_in_all();
        if n_edited == 0 {
            return;
        }
        let n = formatter.get_untracked().fmt_int(n_edited as i64);
        let text = untrack(|| agree(&t_string!(i18n, cleanup.edits_wait, n = n).to_string()));
        let back = ToastAction {
            label: untrack(|| t_string!(i18n, customers.typed_back).to_owned()),
            shortcut: None,
            run: Callback::new(move |()| {
                navigate(&format!("{PATH}/{ROWS}"), NavigateOptions::default());
            }),
        };
        toasts.show_with(text, back);
    });
}
