//! Above the table: the saved views, whether the one that is open has been changed, and what can be
//! done to all that is listed.

use super::focus_soon;
use super::save_segment::SaveSegmentDialog;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::keyboard::command_key_name;
use crate::state::customer_table::{CustomerTable, Listing, address};
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, IconButton, LinkButton};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::select_field::{Choice, ChoiceList};
use crate::ui::components::text_field::TextField;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, EngineError, GetViews, Outcome};
use meadow_core::table::documents::SavedView;
use meadow_core::views::table::{Column, TableQuery};

/// What the name that is being typed is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    New,
    Again(DocumentId),
}

/// What the parts of the head share.
#[derive(Clone, Copy)]
struct Views {
    table: CustomerTable,
    workspace: Workspace,
    offers: UndoOffers,
    visible: Signal<Vec<Column>>,
    saved: Signal<Vec<(DocumentId, SavedView)>>,
    /// The view that is open, as it is saved.
    open: Memo<Option<(DocumentId, SavedView)>>,
    naming: RwSignal<Naming>,
    is_naming: RwSignal<bool>,
    name: RwSignal<String>,
    fault: RwSignal<Option<Fault>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Fault {
    Missing,
    Taken,
    Refused(EngineError),
}

impl Views {
    fn new(visible: Signal<Vec<Column>>) -> Self {
        let (table, workspace) = (CustomerTable::expect(), Workspace::expect());
        let asked = workspace.asked(|| Some(GetViews {}));
        let saved = Signal::derive(move || {
            asked.get().map(|views| views.as_ref().clone()).unwrap_or_default()
        });
        let open = Memo::new(move |_| {
            let id = table.view.get()?;
            saved.with(|saved| saved.iter().find(|(other, _)| *other == id).cloned())
        });
        Self {
            table,
            workspace,
            offers: UndoOffers::expect(),
            visible,
            saved,
            open,
            naming: RwSignal::new(Naming::New),
            is_naming: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            fault: RwSignal::new(None),
        }
    }

    /// Does the list differ from the view that is open? Tracked.
    fn is_changed(self) -> bool {
        let listing = self.table.listing();
        let columns = listing.columns.clone().unwrap_or_else(|| self.visible.get());
        self.open.with(|open| {
            open.as_ref().is_some_and(|(_, view)| !listing.lists_as(&view.query, &columns))
        })
    }

    /// Lists a view; `None`: everybody.
    fn show(self, id: Option<DocumentId>) {
        let opened = self.table.opened.get_untracked();
        let view = self.saved.with_untracked(|saved| {
            let view = saved.iter().find(|(other, _)| Some(*other) == id);
            view.map(|(id, view)| Listing::of_view(*id, &view.query))
        });
        self.table.set(Listing { opened, ..view.unwrap_or_default() });
        self.table.current_row.set(0);
    }

    /// What is listed now, as a view keeps it.
    fn query(self) -> TableQuery {
        untrack(|| {
            let listing = self.table.listing();
            let columns = listing.columns.clone().unwrap_or_else(|| self.visible.get());
            TableQuery { columns, search: listing.search.trim().to_owned(), ..listing.query() }
        })
    }

    /// Saves a view and says so; `None` adds it and opens it.
    fn save(self, id: Option<DocumentId>, view: SavedView, said: String) {
        spawn_local(async move {
            let columns = view.query.columns.clone();
            let command = Command::SaveView { id, view: Box::new(view) };
            match self.workspace.run(command).await {
                Ok(outcome) => {
                    if let (None, Outcome::Document(id)) = (id, outcome) {
                        self.table.columns.set(Some(columns));
                        self.table.view.set(Some(id));
                    }
                    let _ = self.is_naming.try_set(false);
                    self.offers.offer(said);
                }
                // The name stays in its field.
                Err(error) if self.is_naming.try_get_untracked() == Some(true) => {
                    let _ = self.fault.try_set(Some(Fault::Refused(error)));
                }
                Err(error) => self.offers.say(&explain(&error)),
            }
        });
    }

    fn ask_name(self, naming: Naming, name: String) {
        self.naming.set(naming);
        self.name.set(name);
        self.fault.set(None);
        self.is_naming.set(true);
    }
}

/// `on_change` changes all that is listed, `on_find` finds and replaces in it.
#[component]
pub fn ListHead(
    visible: Signal<Vec<Column>>,
    on_change: Callback<()>,
    on_find: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let views = Views::new(visible);
    let choices = Signal::derive(move || {
        let everybody = Choice::new("", t_string!(i18n, customers.view_everybody));
        let saved = views.saved.get().into_iter();
        let saved = saved.map(|(DocumentId(id), view)| Choice::new(id.to_string(), view.name));
        std::iter::once(everybody).chain(saved).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        views.open.with(|open| open.as_ref().map(|(id, _)| id.0.to_string()).unwrap_or_default())
    });
    let choose = move |event| {
        let id = event_target_value(&event).parse().ok().map(DocumentId);
        views.show(id);
    };
    // A browser no longer follows the options of a list that was chosen from by hand.
    let select = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        let (value, select) = (value.get(), select.get());
        request_animation_frame(move || {
            if let Some(select) = select {
                select.set_value(&value);
            }
        });
    });
    let is_open = Memo::new(move |_| views.open.with(Option::is_some));
    let is_changed = Memo::new(move |_| views.is_changed());
    // Of those whom filters alone choose.
    let table = CustomerTable::expect();
    let portrait = Memo::new(move |_| {
        let is_searching = table.search.with(|words| !words.trim().is_empty());
        let filters = table.filters.get();
        (!is_searching && !filters.is_empty()).then(|| address::portrait_of(&filters))
    });
    let portrait_path = Signal::derive(move || portrait.get().unwrap_or_default());
    let is_keeping = RwSignal::new(false);
    let is_narrowed = Memo::new(move |_| {
        table.search.with(|words| !words.trim().is_empty())
            || table.filters.with(|filters| !filters.is_empty())
    });
    let find_title = move || {
        let key = format!("{} H", command_key_name());
        t_string!(i18n, customers.find_replace_title, key = key).to_string()
    };
    view! {
        <div class="listhead">
            <label class="listhead__view">
                <span>{t!(i18n, customers.view)}</span>
                <select class="select" node_ref=select on:change=choose>
                    <ChoiceList choices=choices value=value />
                </select>
            </label>
            <Show when=move || is_changed.get()>
                <ChangedView views=views />
            </Show>
            <Show when=move || is_open.get()>
                <OpenViewActs views=views />
            </Show>
            <Show when=move || !is_open.get()>
                <Button
                    size="sm"
                    kind=ButtonKind::Quiet
                    on_press=move |()| views.ask_name(Naming::New, String::new())
                >
                    {t!(i18n, customers.save_as_view)}
                </Button>
            </Show>
            <span class="listhead__acts">
                <Show when=move || is_narrowed.get()>
                    <Button
                        size="sm"
                        kind=ButtonKind::Quiet
                        icon="meadow"
                        on_press=move |()| is_keeping.set(true)
                    >
                        {t!(i18n, customers.save_as_segment)}
                    </Button>
                </Show>
                <Show when=move || portrait.with(Option::is_some)>
                    <LinkButton size="sm" kind=ButtonKind::Quiet icon="paw" path=portrait_path>
                        {t!(i18n, portrait.title)}
                    </LinkButton>
                </Show>
                <Button
                    size="sm"
                    kind=ButtonKind::Quiet
                    icon="edit"
                    on_press=move |()| on_change.run(())
                >
                    {t!(i18n, customers.change_listed)}
                </Button>
                <span title=find_title>
                    <Button
                        size="sm"
                        kind=ButtonKind::Quiet
                        icon="search"
                        on_press=move |()| on_find.run(())
                    >
                        {t!(i18n, customers.find_replace)}
                    </Button>
                </span>
            </span>
        </div>
        <NameDialog views=views />
        <SaveSegmentDialog open=is_keeping />
    }
}

/// The list is no longer as the view was saved.
#[component]
fn ChangedView(views: Views) -> impl IntoView {
    let i18n = use_i18n();
    let save = move |()| {
        let Some((id, view)) = views.open.get_untracked() else { return };
        let said = t_string!(i18n, customers.view_saved, name = view.name.as_str()).to_string();
        views.save(Some(id), SavedView { query: views.query(), ..view }, said);
        focus_soon(".listhead select");
    };
    let discard = move |()| {
        views.show(views.table.view.get_untracked());
        focus_soon(".listhead select");
    };
    view! {
        <span class="listhead__acts" role="group" aria-label=move || {
            t_string!(i18n, customers.view_changed)
        }>
            <span class="tag" data-tone="warn" role="status">
                {t!(i18n, customers.view_changed)}
            </span>
            <Button size="sm" on_press=save>{t!(i18n, common.save)}</Button>
            <Button size="sm" on_press=move |()| views.ask_name(Naming::New, String::new())>
                {t!(i18n, customers.save_as)}
            </Button>
            <Button size="sm" kind=ButtonKind::Quiet on_press=discard>
                {t!(i18n, customers.discard)}
            </Button>
        </span>
    }
}

#[component]
fn OpenViewActs(views: Views) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || {
        views.open.with(|open| open.as_ref().map(|(_, view)| view.name.clone()).unwrap_or_default())
    };
    let rename = move |()| {
        if let Some((id, view)) = views.open.get_untracked() {
            views.ask_name(Naming::Again(id), view.name);
        }
    };
    let delete = move |()| {
        let Some((id, view)) = views.open.get_untracked() else { return };
        let said = t_string!(i18n, customers.view_deleted, name = view.name).to_string();
        spawn_local(async move {
            match views.workspace.run(Command::DeleteKept { id }).await {
                Ok(_) => {
                    views.offers.offer(said);
                    focus_soon(".listhead select");
                }
                Err(error) => views.offers.say(&explain(&error)),
            }
        });
    };
    view! {
        <span class="listhead__acts">
            <IconButton
                icon="edit"
                label=Signal::derive(move || {
                    t_string!(i18n, customers.rename_view, name = name()).to_string()
                })
                on_press=rename
            />
            <IconButton
                icon="trash"
                label=Signal::derive(move || {
                    t_string!(i18n, customers.delete_view, name = name()).to_string()
                })
                on_press=delete
            />
        </span>
    }
}

#[component]
fn NameDialog(views: Views) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    let title = Signal::derive(move || {
        match views.naming.get() {
            Naming::New => t_string!(i18n, customers.name_view),
            Naming::Again(_) => t_string!(i18n, customers.name_view_again),
        }
        .to_owned()
    });
    let submit = move || {
        let name = views.name.get_untracked().trim().to_owned();
        let naming = views.naming.get_untracked();
        let is_taken = views.saved.with_untracked(|saved| {
            saved.iter().any(|(id, view)| naming != Naming::Again(*id) && view.name == name)
        });
        if name.is_empty() || is_taken {
            let fault = if name.is_empty() { Fault::Missing } else { Fault::Taken };
            views.fault.set(Some(fault));
            return;
        }
        let said = t_string!(i18n, customers.view_saved, name = name.as_str()).to_string();
        match naming {
            Naming::New => views.save(None, SavedView { name, query: views.query() }, said),
            Naming::Again(id) => {
                let stored = views.saved.with_untracked(|saved| {
                    saved.iter().find(|(other, _)| *other == id).map(|(_, view)| view.clone())
                });
                if let Some(view) = stored {
                    views.save(Some(id), SavedView { name, ..view }, said);
                }
            }
        }
    };
    let error = Signal::derive(move || {
        Some(match views.fault.get()? {
            Fault::Missing => t_string!(i18n, customers.view_name_missing).to_owned(),
            Fault::Taken => t_string!(i18n, customers.view_name_taken).to_owned(),
            Fault::Refused(error) => explain(&error).get(language.get()).to_owned(),
        })
    });
    let foot = move || {
        view! {
            <Button on_press=move |()| views.is_naming.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary on_press=move |()| submit()>
                {t!(i18n, common.save)}
            </Button>
        }
    };
    view! {
        <Dialog open=views.is_naming title=title foot=foot>
            <form
                novalidate
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <TextField
                    label=Signal::derive(move || t_string!(i18n, customers.view_name).to_owned())
                    hint=Signal::derive(move || {
                        Some(t_string!(i18n, customers.view_name_hint).to_owned())
                    })
                    value=views.name
                    error=error
                    autofocus=true
                />
            </form>
        </Dialog>
    }
}
