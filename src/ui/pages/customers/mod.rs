//! The customers: a table to search, sort and filter, and a drawer for one of them.

mod add_person;
mod bulk_bar;
pub mod bulk_edit;
pub mod cell;
mod choice_of_columns;
mod class_fields;
mod column_dialog;
mod contact_dialog;
pub mod contact_limits;
mod deleted;
mod drawer;
pub mod export;
pub mod fields;
mod filter_dialog;
pub mod filter_wording;
pub mod list_dialog;
mod nature_fields;
pub mod outlook_wording;
mod people_table;
mod person_form;
mod save_segment;
pub mod split;
pub mod test_draft;
pub mod test_fields;
mod toolbar;
mod value_field;
mod views;
pub mod wording;

use self::add_person::AddPersonDialog;
use self::bulk_bar::BulkBar;
use self::bulk_edit::{BulkDialog, FindDialog};
use self::choice_of_columns::visible_columns;
use self::column_dialog::ColumnDialog;
use self::contact_limits::ContactLimits;
use self::drawer::PersonDrawer;
use self::export::ExportMenu;
use self::filter_dialog::{FilterDialog, FilterDraft};
use self::people_table::PeopleTable;
use self::toolbar::Toolbar;
use self::views::ListHead;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::keyboard::{command_key_name, has_command_key};
use crate::platform::scrolling::is_phone_wide;
use crate::platform::site;
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::state::customer_table::rows::CustomerRows;
use crate::state::customer_table::{CustomerTable, Listing, address};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::page::declare_page;
use crate::state::settings::Settings;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use meadow_core::domain::ids::CustomerId;
use meadow_core::protocol::{GetColumns, GetCustomerIds};
use meadow_core::views::table::{Column, TableQuery};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Inside the application.
const PATH: &str = "/customers";

#[component]
pub fn CustomersPage() -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || t_string!(i18n, shell.customers).to_owned());
    declare_page(name, Vec::new());
    let table = CustomerTable::expect();
    let workspace = Workspace::expect();
    follow_address(table);

    let summary = workspace.summary();
    let is_empty = Memo::new(move |_| summary.with(|s| s.as_ref().map(|s| s.n_people == 0)));
    let is_adding = table.is_adding;
    on_cleanup(move || is_adding.set(false));
    let title = Signal::derive(move || t_string!(i18n, customers.title).to_owned());
    view! {
        {move || match is_empty.get() {
            Some(true) => {
                view! {
                    <PageHead title=title />
                    <NobodyYet is_adding=is_adding />
                }
                    .into_any()
            }
            Some(false) => view! { <People is_adding=is_adding /> }.into_any(),
            None => {
                view! {
                    <PageHead title=title />
                    <Skeleton />
                }
                    .into_any()
            }
        }}
        <AddPersonDialog open=is_adding />
    }
}

/// What goes here, and the two ways to begin.
#[component]
fn NobodyYet(is_adding: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let commands = ShellCommands::expect();
    let title = Signal::derive(move || t_string!(i18n, customers.empty_title).to_owned());
    let text = Signal::derive(move || t_string!(i18n, customers.empty_text).to_owned());
    view! {
        <EmptyState title=title text=text>
            <LinkButton path="/import" kind=ButtonKind::Primary icon="import">
                {t!(i18n, customers.bring_file)}
            </LinkButton>
            <Button on_press=move |()| commands.send(ShellCommand::OpenSample)>
                {t!(i18n, customers.open_sample)}
            </Button>
            <Button kind=ButtonKind::Quiet icon="plus" on_press=move |()| is_adding.set(true)>
                {t!(i18n, customers.add_person)}
            </Button>
        </EmptyState>
    }
}

#[component]
fn People(is_adding: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let workspace = Workspace::expect();
    let formatter = use_formatter();
    let offers = UndoOffers::expect();
    let language = Settings::expect().language;

    let asked_columns = workspace.asked(|| Some(GetColumns {}));
    let known = Signal::derive(move || {
        asked_columns.get().map(|columns| columns.as_ref().clone()).unwrap_or_default()
    });
    let visible = visible_columns(known);
    let query = Memo::new(move |_| {
        // The columns decide what is asked, so they come first.
        asked_columns.answer.with(Option::is_some).then(|| {
            let columns = std::iter::once(Column::Key).chain(visible.get()).collect();
            // Read one by one: who is opened does not matter here.
            let (search, filters) = (table.search.get(), table.filters.get());
            let sort = table.sort.get();
            TableQuery { columns, search, filters, sort, ..TableQuery::default() }
        })
    });
    let rows = CustomerRows::new(workspace, query.into());

    let draft = FilterDraft::new();
    let are_columns_open = RwSignal::new(false);
    let is_changing = RwSignal::new(false);
    let means_selected = RwSignal::new(false);
    let change = move |of_selected: bool| {
        means_selected.set(of_selected);
        is_changing.set(true);
    };
    let is_replacing = RwSignal::new(false);
    offer_find_and_replace(is_replacing);
    let search_box = NodeRef::<html::Input>::new();
    // Asked for from elsewhere: the box takes the focus once it is there.
    Effect::new(move |_| {
        if table.is_search_wanted.get() && search_box.get().is_some() {
            table.is_search_wanted.set(false);
            focus_soon(".searchbox input");
        }
    });

    let n_matching = move || rows.n_matching.get().unwrap_or_default();
    let title = Signal::derive(move || {
        let f = formatter.get();
        match rows.n_matching.get() {
            Some(n) if n < rows.n_all.get() => t_string!(
                i18n,
                customers.title_found,
                n = f.fmt_int(i64::from(n)),
                all = f.fmt_int(i64::from(rows.n_all.get()))
            )
            .to_string(),
            Some(n) => agree(
                &t_string!(i18n, customers.title_all, n = f.fmt_int(i64::from(n))).to_string(),
            ),
            None => t_string!(i18n, customers.title).to_owned(),
        }
    });
    let n_exported = move || formatter.get().fmt_int(i64::from(n_matching()));
    let select_all = move |is_on: bool| {
        if !is_on {
            table.clear_selection();
            return;
        }
        let Some(query) = query.get_untracked() else { return };
        spawn_local(async move {
            match workspace.ask(GetCustomerIds { table: query }).await {
                Ok(ids) => table.selected.set(ids.into_iter().collect()),
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let open = move |(id, by_keyboard): (u32, bool)| {
        table.opened.set(Some(CustomerId(id)));
        if by_keyboard || is_phone_wide() {
            focus_soon("#drawer h2");
        }
    };
    let close = Callback::new(move |()| {
        table.opened.set(None);
        focus_soon(".vtable");
    });
    let opened = Memo::new(move |_| table.opened.get());
    let error = move || {
        rows.error.get().or_else(|| asked_columns.error.get()).map(|error| {
            let what = Signal::derive(move || explain(&error).get(language.get()).to_owned());
            let safe = Signal::derive(move || t_string!(i18n, customers.data_safe).to_owned());
            view! { <ErrorNote what_happened=what what_is_safe=safe /> }
        })
    };
    view! {
        <PageHead title=title>
            <ExportMenu query=Callback::new(move |()| query.get_untracked())>
                <span>
                    {t!(i18n, customers.export)} " " <span class="only-wide">{n_exported}</span>
                </span>
            </ExportMenu>
            <Button icon="plus" on_press=move |()| is_adding.set(true)>
                {t!(i18n, customers.add_person)}
            </Button>
            <LinkButton path="/customers/clean-up" icon="merge">
                {t!(i18n, cleanup.title)}
            </LinkButton>
            <LinkButton path="/import" icon="import">
                {t!(i18n, customers.bring_file)}
            </LinkButton>
        </PageHead>
        <div class="customers">
            <ListHead
                visible=visible
                on_change=Callback::new(move |()| change(false))
                on_find=Callback::new(move |()| is_replacing.set(true))
            />
            <Toolbar
                known=known
                search_box=search_box
                on_filter=Callback::new(move |column| draft.open(table, known, column))
                on_columns=Callback::new(move |()| are_columns_open.set(true))
            />
            <BulkBar
                rows=rows
                visible=visible
                on_change=Callback::new(move |()| change(true))
            />
            {error}
            <div class="people">
                <div class="people__list">
                    <PeopleTable
                        rows=rows
                        known=known
                        on_select_all=Callback::new(select_all)
                        on_open=Callback::new(open)
                    />
                    <Show when=move || rows.n_matching.get() == Some(0)>
                        <NobodyFound />
                    </Show>
                    <p class="vlist__foot">
                        <span>
                            {t!(i18n, customers.class_marks)} " " <ContactLimits />
                        </span>
                        <span class="only-wide push">
                            <kbd>"J"</kbd>
                            " "
                            <kbd>"K"</kbd>
                            " "
                            {t!(i18n, customers.key_move)}
                            " "
                            <kbd>"X"</kbd>
                            " "
                            {t!(i18n, customers.key_select)}
                            " "
                            <kbd>"Enter"</kbd>
                            " "
                            {t!(i18n, customers.key_open)}
                        </span>
                    </p>
                </div>
                {move || opened.get().map(|id| view! { <PersonDrawer id=id known=known on_close=close /> })}
            </div>
        </div>
        <FilterDialog draft=draft known=known />
        <ColumnDialog open=are_columns_open known=known visible=visible />
        <BulkDialog
            open=is_changing
            means_selected=means_selected
            rows=rows
            query=query.into()
            known=known
        />
        <FindDialog open=is_replacing rows=rows query=query.into() known=known />
    }
}

/// By key and from the palette, for as long as the list is on screen.
fn offer_find_and_replace(is_replacing: RwSignal<bool>) {
    let i18n = use_i18n();
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_other_dialog_open =
            || document().query_selector("dialog[open]").is_ok_and(|d| d.is_some());
        if has_command_key(&event) && event.key().eq_ignore_ascii_case("h") {
            // Where it means nothing now, it still must not open the browser's history.
            event.prevent_default();
            if !is_other_dialog_open() {
                is_replacing.set(true);
            }
        }
    });
    on_cleanup(move || listener.remove());
    Actions::expect().add(Action {
        group: ActionGroup::Do,
        icon: "search",
        label: Signal::derive(move || t_string!(i18n, customers.find_replace).to_owned()),
        keywords: "find replace chazhao tihuan",
        shortcut: Some(format!("{} H", command_key_name())),
        run: Callback::new(move |()| is_replacing.set(true)),
    });
}

/// Nobody passes: the way back to everybody.
#[component]
fn NobodyFound() -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let title = Signal::derive(move || t_string!(i18n, customers.none_title).to_owned());
    let text = Signal::derive(move || t_string!(i18n, customers.none_text).to_owned());
    let show_everybody = move |()| {
        let sort = table.sort.get_untracked();
        table.set(Listing { sort, ..Listing::default() });
    };
    view! {
        <EmptyState title=title text=text>
            <Button on_press=show_everybody>{t!(i18n, customers.show_everybody)}</Button>
        </EmptyState>
    }
}

/// Keeps listing and address the same, whichever of the two moves.
fn follow_address(table: CustomerTable) {
    let location = use_location();
    let navigate = use_navigate();
    // Another page's address, while this one is being left, is none of ours.
    let is_ours = move || location.pathname.with_untracked(|path| site::path_inside(path) == PATH);
    // From the address: a reload, a link, the browser's back. A bare address on arrival stands for
    // what was listed last.
    Effect::new(move |before: Option<String>| {
        let query = location.search.get();
        let is_arrival = before.is_none();
        let is_news = !(is_arrival && query.is_empty()) && before.as_ref() != Some(&query);
        if is_news && is_ours() {
            let read = address::read(&query);
            if read != untrack(|| table.listing()) {
                table.set(read);
            }
        }
        query
    });
    // Into the address. Opening somebody is a step that Back takes back; typing is not.
    Effect::new(move |before: Option<Option<CustomerId>>| {
        let listing = table.listing();
        let query = address::write(&listing);
        let now = location.search.get_untracked();
        let path = location.pathname.get_untracked();
        if is_ours() && now.trim_start_matches('?') != query {
            let is_opening = before == Some(None) && listing.opened.is_some();
            let options = NavigateOptions {
                replace: !is_opening,
                scroll: false,
                resolve: false,
                ..NavigateOptions::default()
            };
            let mark = if query.is_empty() { "" } else { "?" };
            navigate(&format!("{path}{mark}{query}"), options);
        }
        listing.opened
    });
}

/// What the palette offers about customers, from every page. Called once, by the shell.
pub fn register_actions() {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let actions = Actions::expect();
    let go_and = move |wish: RwSignal<bool>| {
        let navigate = use_navigate();
        let pathname = use_location().pathname;
        Callback::new(move |()| {
            if pathname.with_untracked(|path| site::path_inside(path) != PATH) {
                navigate(PATH, NavigateOptions::default());
            }
            wish.set(true);
        })
    };
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "plus",
        label: Signal::derive(move || t_string!(i18n, customers.add_person).to_owned()),
        keywords: "add new person customer tianjia kehu",
        shortcut: None,
        run: go_and(table.is_adding),
    });
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "search",
        label: Signal::derive(move || t_string!(i18n, customers.search_label).to_owned()),
        keywords: "search find sousuo chazhao kehu",
        shortcut: None,
        run: go_and(table.is_search_wanted),
    });
}

/// Moves the focus, once what was just asked for is in the document: one frame later.
fn focus_soon(selector: &'static str) {
    request_animation_frame(move || {
        let element = document().query_selector(selector).ok().flatten();
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}
