//! How files of earlier sources were read: a list to look through, name anew and thin out.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::undo_offer::UndoOffers;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, IconButton};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::text_field::TextField;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{Command, GetProfiles};
use meadow_core::table::documents::ImportProfile;

/// Nothing to see before there is one.
#[component]
pub fn KeptProfiles() -> impl IntoView {
    let i18n = use_i18n();
    let profiles = Workspace::expect().asked(|| Some(GetProfiles {}));
    let renamed = RwSignal::new(None::<(DocumentId, ImportProfile)>);
    let rows = move || {
        let mut profiles = profiles.get().map(|kept| kept.to_vec()).unwrap_or_default();
        profiles.sort_by_key(|(_, profile)| std::cmp::Reverse(profile.used));
        profiles
            .into_iter()
            .map(|(id, profile)| view! { <ProfileRow id=id profile=profile renamed=renamed /> })
            .collect_view()
    };
    let has_some = Memo::new(move |_| profiles.get().is_some_and(|kept| !kept.is_empty()));
    view! {
        <Show when=move || has_some.get()>
            <section class="import-help" aria-labelledby="kept-profiles">
                <h2 id="kept-profiles">{t!(i18n, import.profiles)}</h2>
                <p class="fine">{t!(i18n, import.profiles_hint)}</p>
                <ul class="queue">{rows}</ul>
            </section>
        </Show>
        <RenameDialog renamed=renamed />
    }
}

#[component]
fn ProfileRow(
    id: DocumentId,
    profile: ImportProfile,
    renamed: RwSignal<Option<(DocumentId, ImportProfile)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let offers = UndoOffers::expect();
    let (n_columns, used) = (profile.headers.len() as i64, profile.used);
    let columns = profile.headers.join(" · ");
    let facts = move || {
        let f = formatter.get();
        let used = f.fmt_date(used.0, DateStyle::Short);
        let n = f.fmt_int(n_columns);
        agree(&t_string!(i18n, import.profile_facts, n = n, used = used).to_string())
    };
    let name = StoredValue::new(profile.name.clone());
    let kept = StoredValue::new(profile);
    let rename = move |()| renamed.set(Some((id, kept.get_value())));
    let delete = move |()| {
        let said = t_string!(i18n, import.profile_deleted, name = name.get_value()).to_string();
        offers.run(Command::DeleteKept { id }, said);
    };
    view! {
        <li class="queue__row">
            <span class="queue__name">{name.get_value()}</span>
            <span class="queue__says" title=columns>{facts}</span>
            <span class="row">
                <IconButton
                    icon="edit"
                    label=Signal::derive(move || {
                        t_string!(i18n, import.rename_profile, name = name.get_value()).to_string()
                    })
                    on_press=rename
                />
                <IconButton
                    icon="trash"
                    label=Signal::derive(move || {
                        t_string!(i18n, import.delete_profile, name = name.get_value()).to_string()
                    })
                    on_press=delete
                />
            </span>
        </li>
    }
}

/// Asks for another name.
#[component]
fn RenameDialog(renamed: RwSignal<Option<(DocumentId, ImportProfile)>>) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let offers = UndoOffers::expect();
    let is_open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some((_, profile)) = renamed.get() {
            name.set(profile.name);
            is_open.set(true);
        }
    });
    let save = move || {
        let new = name.get_untracked().trim().to_owned();
        let Some((id, mut profile)) = renamed.get_untracked().filter(|_| !new.is_empty()) else {
            return;
        };
        is_open.set(false);
        renamed.set(None);
        if profile.name == new {
            return;
        }
        profile.name.clone_from(&new);
        let said = t_string!(i18n, import.profile_renamed, name = new).to_string();
        spawn_local(async move {
            let command = Command::SaveProfile { id: Some(id), profile: Box::new(profile) };
            match workspace.run(command).await {
                Ok(_) => offers.offer(said),
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    let is_empty = move || name.with(|name| name.trim().is_empty());
    view! {
        <Dialog
            open=is_open
            title=Signal::derive(move || t_string!(i18n, import.rename).to_owned())
            foot=move || {
                view! {
                    <Button kind=ButtonKind::Quiet on_press=move |()| is_open.set(false)>
                        {t!(i18n, common.cancel)}
                    </Button>
                    <Button
                        kind=ButtonKind::Primary
                        disabled=Signal::derive(is_empty)
                        on_press=move |()| save()
                    >
                        {t!(i18n, common.save)}
                    </Button>
                }
            }
        >
            <form on:submit=move |event| {
                event.prevent_default();
                save();
            }>
                <TextField
                    label=Signal::derive(move || t_string!(i18n, import.profile_name).to_owned())
                    value=name
                />
            </form>
        </Dialog>
    }
}
