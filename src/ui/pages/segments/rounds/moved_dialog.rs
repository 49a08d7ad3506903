//! The people behind a number of the movement or of a kept round, by name.

use super::words::movement_of;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::pages::customers::contact_limits::ContactLimits;
use crate::ui::pages::customers::list_dialog::ListDialog;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::protocol::{EngineError, GetMovedPeople, GetStoodPeople};
use meadow_core::views::round::{NamedPerson, State};

/// Whose names are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    pub title: String,
    pub whose: Whose,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Whose {
    /// Of all who went one of these ways.
    Moved {
        from: DocumentId,
        to: Option<DocumentId>,
        /// What is counted, as the switch says.
        of: String,
        ways: Vec<(State, State)>,
    },
    /// Of all who stood there in a round.
    Stood { round: DocumentId, state: State },
}

/// Those behind the number.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    named: Vec<NamedPerson>,
    /// All of them, named or not.
    ids: Vec<CustomerId>,
    n_no_more: u32,
    n_joined: u32,
    is_cut: bool,
}

#[derive(Clone, Copy)]
pub struct MovedPeopleShown {
    open: RwSignal<bool>,
    behind: RwSignal<Option<Behind>>,
    found: RwSignal<Option<Found>>,
    workspace: Workspace,
    offers: UndoOffers,
}

impl MovedPeopleShown {
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            behind: RwSignal::new(None),
            found: RwSignal::new(None),
            workspace: Workspace::expect(),
            offers: UndoOffers::expect(),
        }
    }

    pub fn show(self, behind: Behind) {
        self.found.set(None);
        self.behind.set(Some(behind.clone()));
        self.open.set(true);
        spawn_local(async move {
            let found = self.find(&behind).await;
            // Another number may have been pressed meanwhile.
            let is_wanted = self.behind.try_with_untracked(|now| now.as_ref() == Some(&behind));
            if is_wanted != Some(true) {
                return;
            }
            match found {
                Ok(found) => self.found.set(Some(found)),
                Err(error) => {
                    self.open.set(false);
                    self.offers.say(&explain(&error));
                }
            }
        });
    }

    async fn find(self, behind: &Behind) -> Result<Found, EngineError> {
        let (from, to, of, ways) = match &behind.whose {
            Whose::Moved { from, to, of, ways } => (*from, *to, movement_of(of), ways),
            Whose::Stood { round, state } => {
                let ask = GetStoodPeople { round: *round, state: state.clone() };
                let stood = self.workspace.ask(ask).await?;
                return Ok(Found {
                    is_cut: stood.first.len() < stood.ids.len(),
                    named: stood.first,
                    ids: stood.ids,
                    n_no_more: stood.n_gone,
                    n_joined: stood.n_joined,
                });
            }
        };
        let mut found = Found::default();
        for (was, is) in ways {
            let ask = GetMovedPeople { from, to, of, was: was.clone(), is: is.clone() };
            let moved = self.workspace.ask(ask).await?;
            found.n_no_more += moved.n - moved.ids.len() as u32;
            found.is_cut |= moved.first.len() < moved.ids.len();
            found.named.extend(moved.first);
            found.ids.extend(moved.ids);
        }
        found.named.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    }
}

#[component]
pub fn MovedDialog(shown: MovedPeopleShown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let title =
        Signal::derive(move || shown.behind.get().map(|behind| behind.title).unwrap_or_default());
    let row = move |person: &NamedPerson| {
        let name = match person.name.is_empty() {
            true => t_string!(i18n, rules.nameless).to_owned(),
            false => person.name.clone(),
        };
        view! {
            <li>
                <a href=link(&format!("/customers?open={}", person.id.0))>{name}</a>
                <NoInviteMark obstacle=person.obstacle />
            </li>
        }
    };
    let people = move || match shown.found.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(found) => {
            let no_more = (found.n_no_more > 0).then(|| {
                let n = formatter.get().fmt_int(found.n_no_more.into());
                let said = agree(&t_string!(i18n, rounds.no_more, n = n).to_string());
                view! { <p class="fine">{said}</p> }
            });
            let joined = (found.n_joined > 0).then(|| {
                let n = formatter.get().fmt_int(found.n_joined.into());
                let said = agree(&t_string!(i18n, rounds.joined, n = n).to_string());
                view! { <p class="fine">{said}</p> }
            });
            let cut =
                found.is_cut.then(|| view! { <p class="fine">{t!(i18n, rounds.first_only)}</p> });
            view! {
                <ul class="moved">{found.named.iter().map(row).collect_view()}</ul>
                {no_more}
                {joined}
                {cut}
            }
            .into_any()
        }
    };
    let is_listing = RwSignal::new(false);
    let whom = Signal::derive(move || {
        shown.found.with(|found| found.as_ref().map(|found| found.ids.clone()).unwrap_or_default())
    });
    // One dialog after the other: the people stay known while the list is chosen.
    let put_on_list = move |()| {
        shown.open.set(false);
        is_listing.set(true);
    };
    let foot = move || {
        view! {
            <Button
                disabled=Signal::derive(move || whom.with(Vec::is_empty))
                on_press=put_on_list
            >
                {t!(i18n, customers.put_on_list)}
            </Button>
            <Button on_press=move |()| shown.open.set(false)>{t!(i18n, common.close)}</Button>
        }
    };
    view! {
        <Dialog open=shown.open title=title foot=foot>
            {people}
            <p class="fine">
                <ContactLimits />
            </p>
        </Dialog>
        <ListDialog open=is_listing whom=whom />
    }
}
