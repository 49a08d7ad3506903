//! Clusters: those who have bought, put together by likeness in the measures that the reader chooses.
//! How many clusters, by which measures and from which seed is part of the address.

mod address;
mod keep_dialog;
mod measures;
mod number;
mod picture;
mod rows;
mod words;

use self::address::{Chosen, chosen_of, path_of};
use self::keep_dialog::KeepDialog;
use self::measures::MeasuresPart;
use self::number::NumberPart;
use self::picture::PicturePart;
use self::rows::{CentresPart, RowsPart};
use super::lens::{LensStrip, share};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::help::Help;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::progress_bar::{ProgressBar, TaskProgress};
use crate::ui::components::skeleton::Skeleton;
use crate::ui::model_link::model_href;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use meadow_core::domain::cluster::Clusters;
use meadow_core::guide::ModelTopic;
use meadow_core::protocol::GetClusters;
use meadow_core::views::cluster::{ClusterRow, ClustersView, FoundClusters, NoClusters};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Search {
    chosen: Memo<Chosen>,
    choose: Callback<Chosen>,
    asked: Asked<ClustersView>,
}

impl Search {
    fn found<T>(self, read: impl FnOnce(&ClustersView, &FoundClusters) -> T) -> Option<T> {
        let view = self.asked.get()?;
        let found = view.found.as_ref().ok()?;
        Some(read(&view, found))
    }
}

#[component]
pub fn ClustersPage() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let query = use_query_map();
    let chosen = Memo::new(move |_| query.with(|query| chosen_of(|key| query.get(key))));
    let is_stopped = RwSignal::new(false);
    let navigate = use_navigate();
    let choose = Callback::new(move |chosen: Chosen| {
        is_stopped.set(false);
        let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
        navigate(&path_of(&chosen), options);
    });
    let asked = Workspace::expect().asked(move || {
        let Chosen { basis, n } = chosen.get();
        (!is_stopped.get()).then_some(GetClusters { basis, n })
    });
    let search = Search { chosen, choose, asked };
    let title = Signal::derive(move || {
        let f = formatter.get();
        let said = search.found(|view, found| finding(i18n, &f, view, found)).flatten();
        said.unwrap_or_else(|| t_string!(i18n, clusters.title).to_owned())
    });
    let problem = move || {
        asked.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, segments.error_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let is_keep_open = RwSignal::new(false);
    let kept = Memo::new(move |_| {
        let basis = chosen.get().basis;
        search.found(|_, found| Clusters { basis, n: found.rows.len() as u8 })
    });
    // Parts stay while another answer is on its way.
    let state = Memo::new(move |_| {
        asked
            .answer
            .with(|view| view.as_ref().map(|view| view.found.as_ref().map(drop).map_err(|e| *e)))
    });
    let parts = move || match state.get() {
        None if is_stopped.get() => view! { <Stopped again=is_stopped /> }.into_any(),
        None => view! { <Skeleton /> }.into_any(),
        Some(Err(why)) => {
            view! { <p class="fine" role="status">{move || why_none(i18n, why)}</p> }.into_any()
        }
        Some(Ok(())) => view! {
            <NumberPart search=search />
            <RowsPart search=search />
            <PicturePart search=search />
            <CentresPart search=search />
        }
        .into_any(),
    };
    let help = Help::new(
        "clusters-help",
        say!(i18n, clusters.title),
        say!(i18n, clusters.goes_by),
        say!(i18n, clusters.how),
        say!(i18n, clusters.doubt),
    )
    .in_full_at(model_href(ModelTopic::Clusters));
    view! {
        <PageHead
            title=title
            over=say_some!(i18n, clusters.title)
            lead=say_some!(i18n, clusters.lead)
            help=help
        >
            <Button
                icon="plus"
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || kept.with(Option::is_none))
                on_press=move |()| is_keep_open.set(true)
            >
                {t!(i18n, clusters.keep)}
            </Button>
        </PageHead>
        <LensStrip />
        {problem}
        <MeasuresPart search=search />
        <UnderWay asked=asked is_stopped=is_stopped />
        {parts}
        <KeepDialog open=is_keep_open clusters=kept search=search />
    }
}

/// How far the search is, with a way to end it.
#[component]
fn UnderWay(asked: Asked<ClustersView>, is_stopped: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    // A search of a moment shows nothing.
    let is_shown =
        Memo::new(move |_| asked.is_asking.get() && asked.progress.with(Option::is_some));
    let progress = Signal::derive(move || {
        let progress = asked.progress.get().unwrap_or_default();
        TaskProgress { done: progress.done, total: progress.total, rate_per_second: 0.0 }
    });
    let stop = Callback::new(move |()| is_stopped.set(true));
    view! {
        <Show when=move || is_shown.get()>
            <ProgressBar label=say!(i18n, clusters.comparing) progress=progress on_cancel=stop />
        </Show>
    }
}

#[component]
fn Stopped(again: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="stack stack--2">
            <p role="status">{t!(i18n, clusters.stopped)}</p>
            <div class="row">
                <Button on_press=move |()| again.set(false)>{t!(i18n, clusters.again)}</Button>
            </div>
        </div>
    }
}

fn why_none(i18n: Texts, why: NoClusters) -> &'static str {
    match why {
        NoClusters::NoMeasure => t_string!(i18n, clusters.no_measure),
        NoClusters::TooFew => t_string!(i18n, clusters.too_few),
        NoClusters::AllAlike => t_string!(i18n, clusters.all_alike),
    }
}

/// The cluster that brings most for its number.
fn finding(
    i18n: Texts,
    f: &Formatter,
    view: &ClustersView,
    found: &FoundClusters,
) -> Option<String> {
    let of_people = |row: &ClusterRow| share(row.n_people.into(), view.n_clustered.into());
    let of_value = |row: &ClusterRow| share(row.value.major(), view.value.major());
    let lead = |row: &ClusterRow| of_value(row) - of_people(row);
    let rows = found.rows.iter().enumerate();
    let (at, row) = rows.max_by(|(_, a), (_, b)| lead(a).total_cmp(&lead(b)))?;
    (lead(row) > 0.01).then(|| {
        t_string!(
            i18n,
            clusters.finding,
            n = at + 1,
            people = f.fmt_percent(of_people(row)),
            value = f.fmt_percent(of_value(row))
        )
        .to_string()
    })
}
