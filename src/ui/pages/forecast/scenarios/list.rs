//! The kept scenarios, one a row: which stand side by side, what each came from, what can be done.

use super::super::words::NO_FIGURE;
use super::acts::{Naming, ScenarioActs};
use super::columns::{Column, MOST_COLUMNS};
use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::button::{Button, IconButton};
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::{Texts, yes_or_no};
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::scenario::KeptScenario;
use meadow_core::views::shown_table::{ShownTable, TableOf};

#[component]
pub fn ScenarioList() -> impl IntoView {
    let i18n = use_i18n();
    let acts = ScenarioActs::expect();
    let others = Memo::new(move |_| {
        let all = acts.columns().into_iter();
        all.filter(|column| !matches!(column, Column::Kept(_))).collect::<Vec<_>>()
    });
    // Rows stay while the same ones are there, so that a press keeps the focus.
    let kept = Memo::new(move |_| acts.list());
    view! {
        <UnsavedChanges />
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="h-scenarios">
            <table class="table scenarios" data-stack="">
                <caption class="sr-only">{t!(i18n, scenarios.title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, scenarios.side_by_side)}</th>
                        <th scope="col">{t!(i18n, rules.name)}</th>
                        <th scope="col">{t!(i18n, scenarios.branched_from)}</th>
                        <th scope="col">
                            <span class="sr-only">{t!(i18n, rules.acts)}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || others.get() key=|column| *column let:column>
                        <tr>
                            <td data-label=move || t_string!(i18n, scenarios.side_by_side)>
                                <Chooser column=column />
                            </td>
                            <th scope="row">{move || acts.column_name(column)}</th>
                            <td></td>
                            <td></td>
                        </tr>
                    </For>
                    <For each=move || kept.get() key=row_key let((id, scenario))>
                        <Row id=id scenario=scenario />
                    </For>
                </tbody>
            </table>
        </div>
        <ExportTableMenu table=move || Some(scenarios_file(i18n, acts)) />
    }
}

/// The same as a file has it.
fn scenarios_file(i18n: Texts, acts: ScenarioActs) -> ShownTable {
    let (shown, kept) = (acts.shown_columns(), acts.list());
    let find = |id: DocumentId| {
        let found = kept.iter().find(|(one, _)| *one == id);
        found.map(|(_, scenario)| scenario)
    };
    let kept_as = |column: Column| match column {
        Column::Kept(id) => find(id),
        Column::Saved | Column::InHand => None,
    };
    TableOf::new(t_string!(i18n, scenarios.title))
        .column("side_by_side", t_string!(i18n, scenarios.side_by_side), |column: &Column| {
            yes_or_no(i18n, shown.contains(column))
        })
        .column("name", t_string!(i18n, rules.name), |column| acts.column_name(*column))
        .column("note", t_string!(i18n, scenarios.note), |column| {
            kept_as(*column).map(|scenario| scenario.note.clone())
        })
        .column("branched_from", t_string!(i18n, scenarios.branched_from), |column| {
            let parent = find(kept_as(*column)?.branched_from?)?;
            Some(parent.name.clone())
        })
        .rows(&acts.columns())
}

/// A changed one is drawn anew.
fn row_key((id, scenario): &(DocumentId, KeptScenario)) -> (DocumentId, String, String, String) {
    let KeptScenario { name, note, inputs, .. } = scenario;
    (*id, name.clone(), note.clone(), format!("{inputs:?}"))
}

/// Puts a column beside the others.
#[component]
fn Chooser(column: Column) -> impl IntoView {
    let i18n = use_i18n();
    let acts = ScenarioActs::expect();
    let is_shown = Memo::new(move |_| acts.shown_columns().contains(&column));
    let is_full = Memo::new(move |_| acts.shown_columns().len() >= MOST_COLUMNS);
    let label =
        move || t_string!(i18n, scenarios.show_beside, name = acts.column_name(column)).to_string();
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || is_shown.get()
                disabled=move || is_full.get() && !is_shown.get()
                on:change=move |event| acts.choose(column, event_target_checked(&event))
            />
            <span class="sr-only">{label}</span>
        </label>
    }
}

#[component]
fn Row(id: DocumentId, scenario: KeptScenario) -> impl IntoView {
    let i18n = use_i18n();
    let acts = ScenarioActs::expect();
    let forecast = acts.shown.forecast;
    let label = |act: fn(Texts, String) -> String| {
        let name = scenario.name.clone();
        Signal::derive(move || act(i18n, name.clone()))
    };
    let branches = label(|i18n, name| t_string!(i18n, scenarios.branch, name = name).to_string());
    let renames = label(|i18n, name| t_string!(i18n, scenarios.rename, name = name).to_string());
    let writes = label(|i18n, name| t_string!(i18n, scenarios.write, name = name).to_string());
    let removes = label(|i18n, name| t_string!(i18n, scenarios.remove, name = name).to_string());
    let opens = label(|i18n, name| t_string!(i18n, scenarios.open_named, name = name).to_string());
    let from = scenario.branched_from;
    let from = move || {
        let all = acts.list();
        let parent = all.iter().find(|(one, _)| Some(*one) == from);
        parent.map_or_else(|| NO_FIGURE.to_owned(), |(_, parent)| parent.name.clone())
    };
    let has_event = scenario.of.is_some();
    let kept = StoredValue::new(scenario.clone());
    let is_in_hand = Memo::new(move |_| {
        forecast.began_as.get() == Some(id) && kept.with_value(|kept| forecast.is_as(kept))
    });
    let boxed = move || Box::new(kept.get_value());
    view! {
        <tr aria-current=move || is_in_hand.get().then_some("true")>
            <td data-label=move || t_string!(i18n, scenarios.side_by_side)>
                <Chooser column=Column::Kept(id) />
            </td>
            <th scope="row">
                {scenario.name.clone()}
                <Show when=move || is_in_hand.get()>
                    <small>{t!(i18n, scenarios.in_hand)}</small>
                </Show>
                <small>{scenario.note.clone()}</small>
            </th>
            <td data-label=move || t_string!(i18n, scenarios.branched_from)>{from}</td>
            <td>
                <span class="scenarios__acts">
                    <button
                        class="btn"
                        data-size="sm"
                        type="button"
                        aria-label=move || opens.get()
                        on:click=move |_| acts.take(id, kept.get_value())
                    >
                        {t!(i18n, scenarios.open)}
                    </button>
                    <IconButton
                        icon="plus"
                        label=branches
                        on_press=move |()| acts.naming.set(Some(Naming::Branch(id, boxed())))
                    />
                    <IconButton
                        icon="edit"
                        label=renames
                        on_press=move |()| acts.naming.set(Some(Naming::Rename(id, boxed())))
                    />
                    {has_event.then(|| view! {
                        <IconButton
                            icon="plan"
                            label=writes
                            on_press=move |()| acts.write_into_event(id, kept.get_value())
                        />
                    })}
                    <IconButton
                        icon="trash"
                        label=removes
                        on_press=move |()| acts.remove(id, kept.with_value(|kept| kept.name.clone()))
                    />
                </span>
            </td>
        </tr>
    }
}

/// What is in hand began as a kept one and differs from it by now.
#[component]
fn UnsavedChanges() -> impl IntoView {
    let i18n = use_i18n();
    let acts = ScenarioActs::expect();
    let forecast = acts.shown.forecast;
    let differs_from = Memo::new(move |_| {
        let began_as = forecast.began_as.get()?;
        let kept = acts.list().into_iter().find(|(id, _)| *id == began_as)?;
        (!forecast.is_as(&kept.1)).then_some(kept)
    });
    move || {
        let (id, kept) = differs_from.get()?;
        let text = t_string!(i18n, scenarios.differs, name = kept.name.clone()).to_string();
        let label = t_string!(i18n, scenarios.save_over, name = kept.name.clone()).to_string();
        Some(view! {
            <div class="row" role="status">
                <p class="fine">{text}</p>
                <Button size="sm" on_press=move |()| acts.save_over(id, kept.clone())>
                    {label}
                </Button>
            </div>
        })
    }
}
