//! How many clusters: how well each number fits by silhouette and gap, which is suggested, and another
//! one at a press.

use super::Search;
use super::address::Chosen;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::button::Button;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::cluster::{ClusterBasis, FEWEST_CLUSTERS};
use meadow_core::views::cluster::{ClusterFit, ClustersView, FoundClusters};
use meadow_core::views::shown_table::{ShownTable, TableOf};

#[component]
pub fn NumberPart(search: Search) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let most = Memo::new(move |_| {
        search.found(|_, found| found.fits.last().map_or(FEWEST_CLUSTERS, |fit| fit.n))
    });
    let choices = Signal::derive(move || {
        let most = most.get().unwrap_or(FEWEST_CLUSTERS);
        let numbers = FEWEST_CLUSTERS..=most;
        numbers.map(|n| Choice::new(n.to_string(), n.to_string())).collect::<Vec<_>>()
    });
    let now = move || search.found(|_, found| found.rows.len().to_string()).unwrap_or_default();
    let value = RwSignal::new(untrack(now));
    Effect::new(move |_| value.set(now()));
    let choose = Callback::new(move |n: String| {
        let basis = search.chosen.get_untracked().basis;
        search.choose.run(Chosen { basis, n: n.parse().ok() });
    });
    let suggestion =
        move || search.found(|_, found| suggestion_text(i18n, found)).unwrap_or_default();
    let sampled =
        move || search.found(|view, found| sample_text(i18n, &formatter.get(), view, found));
    let rows = move || {
        let f = formatter.get();
        search.found(|_, found| {
            let one = |fit: &ClusterFit| fit_row(i18n, &f, found, fit);
            found.fits.iter().map(one).collect_view()
        })
    };
    let method = move || {
        let seed = search.chosen.with(|chosen| chosen.basis.seed);
        t_string!(i18n, clusters.method, seed = seed.to_string()).to_string()
    };
    let other_starts = move |()| {
        let Chosen { basis, n } = search.chosen.get_untracked();
        let seed = basis.seed.wrapping_add(1);
        let basis = ClusterBasis::new(basis.measures().iter().copied(), seed);
        search.choose.run(Chosen { basis, n });
    };
    view! {
        <Section id="cluster-number" title=say!(i18n, clusters.how_many)>
            <Segmented
                label=say!(i18n, clusters.how_many)
                choices=choices
                value=value
                on_choose=choose
            />
            <p>{suggestion}</p>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="cluster-number">
                <table class="table cluster-fits">
                    <caption class="sr-only">{t!(i18n, clusters.fits)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, clusters.number)}</th>
                            <th scope="col" class="num">{t!(i18n, clusters.silhouette)}</th>
                            <th scope="col" class="num">{t!(i18n, clusters.gap)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="fine">{t!(i18n, clusters.fits_explained)}</p>
            {move || sampled().flatten().map(|text| view! { <p class="fine">{text}</p> })}
            <p class="fine">{method}</p>
            <div class="row">
                <Button size="sm" on_press=other_starts>{t!(i18n, clusters.other_starts)}</Button>
            </div>
            <ExportTableMenu table=move || search.found(|_, found| fits_file(i18n, found)) />
        </Section>
    }
}

fn fits_file(i18n: Texts, found: &FoundClusters) -> ShownTable {
    TableOf::new(t_string!(i18n, clusters.fits))
        .column("clusters", t_string!(i18n, clusters.number), |fit: &ClusterFit| u32::from(fit.n))
        .column("suggested", t_string!(i18n, clusters.suggested), |fit| {
            mark_of(i18n, found, fit).map(str::to_owned)
        })
        .column("silhouette", t_string!(i18n, clusters.silhouette), |fit| fit.silhouette)
        .column("gap", t_string!(i18n, clusters.gap), |fit| fit.gap.map(|(gap, _)| gap))
        .column("gap_error", t_string!(i18n, clusters.gap_error), |fit| {
            fit.gap.map(|(_, error)| error)
        })
        .rows(&found.fits)
}

/// What speaks for the number.
fn mark_of(i18n: Texts, found: &FoundClusters, fit: &ClusterFit) -> Option<&'static str> {
    match (fit.n == found.suggested, found.by_gap == Some(fit.n)) {
        (true, true) => Some(t_string!(i18n, clusters.by_both)),
        (true, false) => Some(t_string!(i18n, clusters.by_silhouette)),
        (false, true) => Some(t_string!(i18n, clusters.by_gap)),
        (false, false) => None,
    }
}

fn fit_row(
    i18n: Texts,
    f: &Formatter,
    found: &FoundClusters,
    fit: &ClusterFit,
) -> impl IntoView + use<> {
    let silhouette = fit.silhouette.map(|mean| {
        let width = format!("{:.1}%", 100.0 * mean.clamp(0.0, 1.0));
        view! {
            <span class="share">
                <svg class="hbar" width="100%" height="8" aria-hidden="true">
                    <rect class="hbar__track" width="100%" height="100%" rx="2"></rect>
                    <rect class="hbar__fill" width=width height="100%" rx="2"></rect>
                </svg>
                <span>{f.fmt_number(mean, 2)}</span>
            </span>
        }
    });
    let gap = match fit.gap {
        Some((gap, error)) => format!("{} ± {}", f.fmt_number(gap, 2), f.fmt_number(error, 2)),
        None => "–".to_owned(),
    };
    let is_shown = usize::from(fit.n) == found.rows.len();
    let mark = mark_of(i18n, found, fit);
    view! {
        <tr data-shown=is_shown.then_some("")>
            <th scope="row">
                {fit.n} " " <small>{mark}</small>
            </th>
            <td class="num">{silhouette}</td>
            <td class="num">{gap}</td>
        </tr>
    }
}

fn suggestion_text(i18n: Texts, found: &FoundClusters) -> String {
    let n = found.suggested;
    match found.by_gap {
        Some(gap) if gap == n => t_string!(i18n, clusters.both_say, n = n).to_string(),
        Some(1) => t_string!(i18n, clusters.gap_says_none, n = n).to_string(),
        Some(gap) => t_string!(i18n, clusters.they_differ, n = n, gap = gap).to_string(),
        None => t_string!(i18n, clusters.gap_says_nothing, n = n).to_string(),
    }
}

/// Where not everybody was looked at.
fn sample_text(
    i18n: Texts,
    f: &Formatter,
    view: &ClustersView,
    found: &FoundClusters,
) -> Option<String> {
    let all = view.n_clustered;
    (found.n_in_silhouette < all || found.n_in_gap < all).then(|| {
        let n = |n: u32| f.fmt_int(i64::from(n));
        t_string!(
            i18n,
            clusters.sampled,
            weighed = n(found.n_weighed),
            silhouette = n(found.n_in_silhouette),
            gap = n(found.n_in_gap),
            all = n(all)
        )
        .to_string()
    })
}
