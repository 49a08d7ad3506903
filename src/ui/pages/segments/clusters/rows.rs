//! The clusters: how many are in each, what they bring, and what sets them apart, in words and in the
//! measures' own units.

use super::Search;
use super::words::{measure_name, sentence, value_cell, value_text};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::pages::segments::lens::{bar, list_all, share};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::cluster::{ClusterRow, ClustersView, FoundClusters, MeasureScale};
use meadow_core::views::shown_table::{ShownTable, TableOf};

#[component]
pub fn RowsPart(search: Search) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let note = Signal::derive(move || {
        let view = search.asked.get()?;
        let of_all = share(view.value.major(), view.value_of_all.major());
        let of_all = formatter.get().fmt_percent(of_all);
        Some(t_string!(i18n, clusters.value_note, share = of_all).to_string())
    });
    let rows = move || {
        let f = formatter.get();
        search.found(|view, found| {
            let rows = found.rows.iter().zip(1..);
            rows.map(|(row, number)| row_view(i18n, &f, view, row, number)).collect_view()
        })
    };
    view! {
        <Section id="clusters" title=say!(i18n, clusters.found) note=note>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="clusters">
                <table class="table lens-table" data-stack="">
                    <caption class="sr-only">{t!(i18n, clusters.found)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, clusters.cluster)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.people)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.of_people)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.value_column)}</th>
                            <th scope="col" class="num">{t!(i18n, lenses.of_value)}</th>
                            <th scope="col" class="num">{t!(i18n, clusters.silhouette)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ExportTableMenu table=move || {
                search.found(|view, found| clusters_file(i18n, view, found))
            } />
        </Section>
    }
}

fn of_people(view: &ClustersView, row: &ClusterRow) -> f64 {
    share(row.n_people.into(), view.n_clustered.into())
}

fn of_value(view: &ClustersView, row: &ClusterRow) -> f64 {
    share(row.value.major().max(0.0), view.value.major())
}

fn clusters_file(i18n: Texts, view: &ClustersView, found: &FoundClusters) -> ShownTable {
    let places: Vec<usize> = (0..found.rows.len()).collect();
    let row = |place: usize| &found.rows[place];
    TableOf::new(t_string!(i18n, clusters.found))
        .column("cluster", t_string!(i18n, clusters.cluster), |place: &usize| {
            t_string!(i18n, clusters.name, n = *place + 1).to_string()
        })
        .column("apart", t_string!(i18n, clusters.apart), |place| sentence(i18n, row(*place)))
        .column("people", t_string!(i18n, lenses.people), |place| row(*place).n_people)
        .column("people_share", t_string!(i18n, lenses.of_people), |place| {
            of_people(view, row(*place))
        })
        .column("value", t_string!(i18n, lenses.value_column), |place| row(*place).value)
        .column("value_share", t_string!(i18n, lenses.of_value), |place| {
            of_value(view, row(*place))
        })
        .column("silhouette", t_string!(i18n, clusters.silhouette), |place| row(*place).silhouette)
        .rows(&places)
}

fn row_view(
    i18n: Texts,
    f: &Formatter,
    view: &ClustersView,
    row: &ClusterRow,
    number: usize,
) -> impl IntoView + use<> {
    let silhouette = row.silhouette.map_or_else(|| "–".to_owned(), |mean| f.fmt_number(mean, 2));
    view! {
        <tr data-cluster=number>
            <th scope="row" class="cluster-words">
                <b class="cluster-number">{number}</b>
                <span>{sentence(i18n, row)}</span>
            </th>
            <td class="num" data-label=move || t_string!(i18n, lenses.people)>
                <a href=list_all(vec![row.filter.clone()])>{f.fmt_int(row.n_people.into())}</a>
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.of_people)>
                {bar(f, of_people(view, row))}
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.value_column)>
                {f.fmt_money_rounded(row.value)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, lenses.of_value)>
                {bar(f, of_value(view, row))}
            </td>
            <td class="num" data-label=move || t_string!(i18n, clusters.silhouette)>
                {silhouette}
            </td>
        </tr>
    }
}

/// The centres, measure by measure, with what was done to each.
#[component]
pub fn CentresPart(search: Search) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let heads = move || {
        search.found(|_, found| {
            let head = |at| {
                let name = t_string!(i18n, clusters.name, n = at).to_string();
                view! { <th scope="col" class="num" data-cluster=at>{name}</th> }
            };
            (1..=found.rows.len()).map(head).collect_view()
        })
    };
    let rows = move || {
        let f = formatter.get();
        search.found(|view, found| {
            let scales = view.scales.iter().enumerate();
            scales.map(|(at, scale)| centre_row(i18n, &f, found, scale, at)).collect_view()
        })
    };
    view! {
        <Section id="centres" title=say!(i18n, clusters.centres)>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="centres">
                <table class="table">
                    <caption class="sr-only">{t!(i18n, clusters.centres)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, clusters.measure)}</th>
                            <th scope="col" class="num">{t!(i18n, clusters.middle)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="fine">{t!(i18n, clusters.centres_explained)}</p>
            <ExportTableMenu table=move || {
                let f = formatter.get();
                search.found(|view, found| centres_file(i18n, &f, view, found))
            } />
        </Section>
    }
}

fn centres_file(
    i18n: Texts,
    f: &Formatter,
    view: &ClustersView,
    found: &FoundClusters,
) -> ShownTable {
    let places: Vec<usize> = (0..view.scales.len()).collect();
    let scale = |place: usize| &view.scales[place];
    let table = TableOf::new(t_string!(i18n, clusters.centres))
        .column("measure", t_string!(i18n, clusters.measure), |place: &usize| {
            measure_name(i18n, scale(*place).measure).to_owned()
        })
        .column("done", t_string!(i18n, clusters.done), |place| done_text(i18n, f, scale(*place)))
        .column("typical", t_string!(i18n, clusters.middle), |place| {
            value_cell(scale(*place).measure, scale(*place).middle)
        });
    let table = found.rows.iter().zip(1_usize..).fold(table, |table, (row, number)| {
        let name = t_string!(i18n, clusters.name, n = number).to_string();
        table.column(format!("cluster_{number}"), name, move |place| {
            let centre = row.centre.get(*place)?;
            Some(value_cell(view.scales[*place].measure, *centre))
        })
    });
    table.rows(&places)
}

fn centre_row(
    i18n: Texts,
    f: &Formatter,
    found: &FoundClusters,
    scale: &MeasureScale,
    at: usize,
) -> impl IntoView + use<> {
    let write = |value: f64| value_text(i18n, f, scale.measure, value);
    let cells = found.rows.iter().map(|row| {
        let value = row.centre.get(at).map_or_else(|| "–".to_owned(), |centre| write(*centre));
        let apart = row.deviations.get(at).map_or(0.0, |z| z.abs());
        view! { <td class="num" data-apart=(apart >= 1.0).then_some("")>{value}</td> }
    });
    view! {
        <tr>
            <th scope="row">
                {measure_name(i18n, scale.measure)} <br />
                <small>{done_text(i18n, f, scale)}</small>
            </th>
            <td class="num">{write(scale.middle)}</td>
            {cells.collect_view()}
        </tr>
    }
}

/// What was done to a measure before people were compared by it.
fn done_text(i18n: Texts, f: &Formatter, scale: &MeasureScale) -> String {
    let skewness = scale.skewness.map_or_else(|| "–".to_owned(), |g| f.fmt_number(g, 1));
    let done = if scale.is_constant {
        t_string!(i18n, clusters.done_constant).to_owned()
    } else if scale.is_logged {
        t_string!(i18n, clusters.done_log, skewness = skewness).to_string()
    } else {
        t_string!(i18n, clusters.done_plain, skewness = skewness).to_string()
    };
    let n = |n: u32| f.fmt_int(i64::from(n));
    let missing = (scale.n_missing > 0)
        .then(|| t_string!(i18n, clusters.n_missing, n = n(scale.n_missing)).to_string());
    let below = (scale.n_below_zero > 0)
        .then(|| t_string!(i18n, clusters.n_below_zero, n = n(scale.n_below_zero)).to_string());
    let said = std::iter::once(done).chain(missing).chain(below);
    said.collect::<Vec<_>>().join(t_string!(i18n, clusters.semicolon))
}
