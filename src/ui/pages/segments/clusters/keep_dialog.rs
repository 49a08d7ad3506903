//! Keeps the clusters as segments, each as a list of those who are in it now, under names that can be
//! changed; one without a name is not kept.

use super::Search;
use super::words::{sentence, short_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::engine_error::explain;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::text_field::TextField;
use crate::ui::pages::segments::lens::SavedPlace;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::cluster::Clusters;
use meadow_core::protocol::Command;

#[component]
pub fn KeepDialog(
    open: RwSignal<bool>,
    clusters: Memo<Option<Clusters>>,
    search: Search,
) -> impl IntoView {
    let i18n = use_i18n();
    let (workspace, offers) = (Workspace::expect(), UndoOffers::expect());
    let names: RwSignal<Vec<RwSignal<String>>> = RwSignal::new(Vec::new());
    let is_busy = RwSignal::new(false);
    // Clusters and names as they were when it was opened: data that change meanwhile change neither.
    let shown: RwSignal<Option<(Clusters, Vec<String>)>> = RwSignal::new(None);
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        untrack(|| {
            let told = search.found(|_, found| {
                let rows = found.rows.iter().zip(1..);
                let said = found.rows.iter().map(|row| sentence(i18n, row)).collect();
                let named = rows.map(|(row, number)| RwSignal::new(short_name(i18n, row, number)));
                (named.collect::<Vec<_>>(), said)
            });
            let (named, said) = told.unwrap_or_default();
            names.set(named);
            shown.set(clusters.get().map(|clusters| (clusters, said)));
        });
    });
    let has_name = Signal::derive(move || {
        names.with(|names| names.iter().any(|name| name.with(|name| !name.trim().is_empty())))
    });
    let keep = move |()| {
        let Some((clusters, _)) = shown.get_untracked() else { return };
        let names: Vec<String> =
            names.with_untracked(|names| names.iter().map(|name| name.get_untracked()).collect());
        let said = say_now!(i18n, clusters.kept);
        is_busy.set(true);
        spawn_local(async move {
            match workspace.run(Command::SaveClusters { clusters, names }).await {
                Ok(_) => {
                    let _ = open.try_set(false);
                    offers.offer(said);
                }
                Err(error) => offers.say(&explain(&error)),
            }
            let _ = is_busy.try_set(false);
        });
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button
                kind=ButtonKind::Primary
                busy=is_busy
                disabled=Signal::derive(move || !has_name.get())
                on_press=keep
            >
                {t!(i18n, clusters.keep)}
            </Button>
        }
    };
    let fields = move || {
        let said = shown.with(|shown| shown.as_ref().map(|(_, said)| said.clone()));
        let fields = names.get().into_iter().zip(said.unwrap_or_default()).zip(1..);
        let one = |((name, said), number): ((RwSignal<String>, String), usize)| {
            let label =
                Signal::derive(move || t_string!(i18n, clusters.name, n = number).to_string());
            let hint = Signal::stored(Some(said));
            view! { <TextField label=label value=name hint=hint /> }
        };
        fields.map(one).collect_view()
    };
    view! {
        <Dialog open=open title=say!(i18n, clusters.keep_title) foot=foot>
            <p>
                {t!(i18n, clusters.keep_lead)} " "
                <a href=link(&SavedPlace::List.path())>{t!(i18n, clusters.to_segments)}</a>
            </p>
            {fields}
        </Dialog>
    }
}
