//! Two to four scenarios side by side: what differs between them first, then what they bring, each with
//! its distance from the first.

use super::super::method_funnel::OwnFunnel;
use super::super::words::NO_FIGURE;
use super::acts::ScenarioActs;
use super::columns::{Column, LEAST_COLUMNS};
use super::file::scenarios_file;
use super::input_lines::{InputLine, line_name, lines_of, write_line};
use super::own_lines::{OwnLine, own_lines};
use super::result_lines::{LINES, ResultLine};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::export_table::ExportTableMenu;
use leptos::prelude::*;
use meadow_core::domain::event::Event;
use meadow_core::protocol::{GetForecast, GetMethodFunnel, GetScenarioEvent, GetScenarioForecast};
use meadow_core::views::forecast::{ForecastView, N_DRAWS};
use meadow_core::views::method_funnel::{MethodFunnelAnswer, MethodFunnelView};
use meadow_core::views::scenario::ForecastInputs;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The last answers for each column that is shown.
#[derive(Clone, Copy)]
struct Views {
    forecasts: RwSignal<BTreeMap<Column, Arc<ForecastView>>>,
    /// Of the method's funnel.
    own: RwSignal<BTreeMap<Column, Arc<MethodFunnelView>>>,
}

/// A column with what it starts from, and what it brings as far as that is known.
pub struct Compared {
    pub name: String,
    inputs: ForecastInputs,
    pub view: Option<Arc<ForecastView>>,
    pub own: Option<Arc<MethodFunnelView>>,
}

/// A line of the inputs with what is written in it of each column.
pub type WrittenLine = (InputLine, Vec<String>);

#[component]
pub fn SideBySide() -> impl IntoView {
    let i18n = use_i18n();
    let acts = ScenarioActs::expect();
    let in_hand = OwnFunnel::expect().view;
    let views =
        Views { forecasts: RwSignal::new(BTreeMap::new()), own: RwSignal::new(BTreeMap::new()) };
    let columns = Memo::new(move |_| acts.shown_columns());
    let compared = move || {
        let columns = columns.get().into_iter().filter_map(|column| {
            let inputs = acts.column_inputs(column)?;
            let (view, own) = match column {
                Column::InHand => (acts.shown.view.get(), in_hand.get()),
                _ => (
                    views.forecasts.with(|views| views.get(&column).cloned()),
                    views.own.with(|views| views.get(&column).cloned()),
                ),
            };
            Some(Compared { name: acts.column_name(column), inputs, view, own })
        });
        columns.collect::<Vec<_>>()
    };
    let content = move || {
        let compared = compared();
        if compared.len() < LEAST_COLUMNS {
            let text = t!(i18n, scenarios.choose_two);
            return view! { <p class="muted">{text}</p> }.into_any();
        }
        tables(&compared)
    };
    let has_enough = Memo::new(move |_| compared().len() >= LEAST_COLUMNS);
    let file = move || {
        let compared = compared();
        (compared.len() >= LEAST_COLUMNS).then(|| scenarios_file(&compared))
    };
    view! {
        <For each=move || columns.get() key=|column| *column let:column>
            <Asker column=column views=views />
        </For>
        {content}
        <Show when=move || has_enough.get()>
            <ExportTableMenu table=file />
        </Show>
    }
}

/// Asks what a column brings, as long as it is shown; shows nothing itself.
#[component]
fn Asker(column: Column, views: Views) -> impl IntoView {
    let workspace = Workspace::expect();
    let forecast = ScenarioActs::expect().shown.forecast;
    let asked = match column {
        // Is asked by the page itself.
        Column::InHand => None,
        Column::Saved => Some(workspace.asked(move || {
            let event = Box::new(forecast.base.get()?);
            Some(GetForecast { event, saved: forecast.saved(), n_draws: N_DRAWS })
        })),
        Column::Kept(id) => {
            Some(workspace.asked(move || Some(GetScenarioForecast { id, n_draws: N_DRAWS })))
        }
    };
    Effect::new(move |_| {
        if let Some(view) = asked.and_then(|asked| asked.get()) {
            views.forecasts.update(|views| drop(views.insert(column, view)));
        }
    });
    let own = event_of(column).map(|event| {
        workspace.asked(move || {
            let event = Box::new(event.get()?);
            Some(GetMethodFunnel { event, saved: forecast.saved() })
        })
    });
    Effect::new(move |_| match own.and_then(|own| own.get()).as_deref() {
        Some(MethodFunnelAnswer::Found(found)) => {
            let found = Arc::new((**found).clone());
            views.own.update(|views| drop(views.insert(column, found)));
        }
        Some(MethodFunnelAnswer::None(_)) => {
            views.own.update(|views| drop(views.remove(&column)));
        }
        None => {}
    });
    on_cleanup(move || {
        let _ = views.forecasts.try_update(|views| views.remove(&column));
        let _ = views.own.try_update(|views| views.remove(&column));
    });
}

/// The event of a column that the page itself does not ask about.
fn event_of(column: Column) -> Option<Memo<Option<Event>>> {
    let forecast = ScenarioActs::expect().shown.forecast;
    match column {
        Column::InHand => None,
        Column::Saved => Some(Memo::new(move |_| forecast.base.get())),
        Column::Kept(id) => {
            let kept = Workspace::expect().asked(move || Some(GetScenarioEvent { id }));
            Some(Memo::new(move |_| {
                let mut event = (*kept.get()?).clone();
                // No part of a scenario: as it is tried now.
                forecast.settled.with(|now| {
                    if let Some(now) = now {
                        event.take_bets(&now.event);
                    }
                });
                Some(event)
            }))
        }
    }
}

/// The inputs that differ, and those that are the same in all.
pub fn differing(compared: &[Compared]) -> (Vec<WrittenLine>, Vec<WrittenLine>) {
    let f = use_formatter().get();
    let lines = lines_of(compared.iter().map(|one| &one.inputs));
    let written = lines.into_iter().map(|line| {
        let cells: Vec<String> =
            compared.iter().map(|one| write_line(&f, &line, &one.inputs)).collect();
        (line, cells)
    });
    written.partition(|(_, cells)| cells.iter().any(|cell| *cell != cells[0]))
}

fn tables(compared: &[Compared]) -> AnyView {
    let i18n = use_i18n();
    let (differ, alike) = differing(compared);
    let names: Vec<String> = compared.iter().map(|one| one.name.clone()).collect();
    let n_columns = names.len() + 1;
    let part = move |text: &'static str| {
        view! {
            <tr>
                <th scope="rowgroup" colspan=n_columns class="scenarios__part">{text}</th>
            </tr>
        }
    };
    let none = differ.is_empty().then(|| {
        view! {
            <tr>
                <td colspan=n_columns class="muted">{t!(i18n, scenarios.start_alike)}</td>
            </tr>
        }
    });
    let heads = names.iter().map(|name| view! { <th scope="col" class="num">{name.clone()}</th> });
    let heads = heads.collect_view();
    let inputs = differ.iter().map(|(line, cells)| input_row(line, cells)).collect_view();
    let results = LINES.map(|line| result_row(line, compared)).into_iter().collect_view();
    let own: Vec<&MethodFunnelView> =
        compared.iter().filter_map(|one| one.own.as_deref()).collect();
    let own = own_lines(&own);
    let own_results = own.iter().map(|line| own_row(line, compared)).collect_view();
    let alike = alike.iter().map(|(line, cells)| {
        view! { <div><dt>{line_name(line)}</dt><dd>{cells[0].clone()}</dd></div> }
    });
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label=t_string!(i18n, scenarios.side_by_side)>
            <table class="table scenarios__table">
                <caption class="sr-only">{t!(i18n, scenarios.side_by_side)}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    {part(t_string!(i18n, scenarios.differing_inputs))}
                    {none}
                    {inputs}
                </tbody>
                <tbody>
                    {part(t_string!(i18n, scenarios.results))}
                    {results}
                    {own_results}
                </tbody>
            </table>
        </div>
        <p class="fine">{t!(i18n, scenarios.table_note)}</p>
        <details class="inputs">
            <summary>{t!(i18n, scenarios.same_inputs)}</summary>
            <dl class="scenarios__same">{alike.collect_view()}</dl>
        </details>
    }
    .into_any()
}

fn input_row(line: &InputLine, cells: &[String]) -> impl IntoView + use<> {
    let cells = cells.iter().map(|cell| view! { <td class="num">{cell.clone()}</td> });
    view! {
        <tr>
            <th scope="row">{line_name(line)}</th>
            {cells.collect_view()}
        </tr>
    }
}

fn result_row(line: ResultLine, compared: &[Compared]) -> impl IntoView + use<> {
    let f = use_formatter().get();
    let first = compared.first().and_then(|one| one.view.as_deref());
    let cells = compared.iter().enumerate().map(|(place, one)| {
        let view = one.view.as_deref()?;
        let first = first.filter(|_| place > 0);
        Some(Cell {
            figure: line.write(&f, view),
            range: line.write_range(&f, view),
            difference: first.and_then(|first| line.write_difference(&f, view, first)),
        })
    });
    row_view(line.name(), cells.collect())
}

/// The same of the method's own funnel.
fn own_row(line: &OwnLine, compared: &[Compared]) -> impl IntoView + use<> {
    let f = use_formatter().get();
    let first = compared.first().and_then(|one| one.own.as_deref());
    let cells = compared.iter().enumerate().map(|(place, one)| {
        let Some(view) = one.own.as_deref() else {
            // Of nobody there is nothing to work out.
            let is_nobody = one.view.as_ref().is_some_and(|view| view.n_invited == 0);
            return is_nobody.then(Cell::empty);
        };
        let first = first.filter(|_| place > 0);
        Some(Cell {
            figure: line.write(&f, view),
            range: line.write_range(&f, view),
            difference: first.and_then(|first| line.write_difference(&f, view, first)),
        })
    });
    row_view(line.name(), cells.collect())
}

/// What stands in a column.
struct Cell {
    figure: String,
    range: Option<String>,
    /// From the first column.
    difference: Option<String>,
}

impl Cell {
    fn empty() -> Self {
        Self { figure: NO_FIGURE.to_owned(), range: None, difference: None }
    }
}

/// `None` in a column that is being worked out.
fn row_view(name: String, cells: Vec<Option<Cell>>) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let cells = cells.into_iter().map(|cell| match cell {
        None => view! { <td class="num muted">{t!(i18n, scenarios.working)}</td> }.into_any(),
        Some(Cell { figure, range, difference }) => view! {
            <td class="num">
                <b>{figure}</b>
                {range.map(|range| view! { <small>{range}</small> })}
                {difference.map(|text| view! { <small class="scenarios__difference">{text}</small> })}
            </td>
        }
        .into_any(),
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            {cells.collect_view()}
        </tr>
    }
}
