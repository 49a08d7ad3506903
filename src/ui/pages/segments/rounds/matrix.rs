//! Movement as a table: from the rows to the columns, with all of each. Every number leads to the
//! people behind it.

use super::moved_dialog::{Behind, MovedPeopleShown, Whose};
use super::words::{Side, state_key, state_name};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::round::{Flow, MovementView, State};
use meadow_core::views::shown_table::{ShownTable, TableOf};

/// Between what the movement is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    pub from: DocumentId,
    pub to: Option<DocumentId>,
    /// What is counted, as the switch says.
    pub of: String,
}

/// What the cells share.
struct Cells<'a> {
    i18n: Texts,
    f: &'a Formatter,
    between: &'a Between,
    flows: &'a [Flow],
    shown: MovedPeopleShown,
}

impl Cells<'_> {
    /// The number of everybody who went such a way, as a button; nothing for nobody.
    fn number(
        &self,
        is_meant: impl Fn(&Flow) -> bool,
        say: impl FnOnce(String) -> String,
    ) -> Option<AnyView> {
        let i18n = self.i18n;
        let meant = || self.flows.iter().filter(|flow| is_meant(flow));
        let n: u32 = meant().map(|flow| flow.n).sum();
        if n == 0 {
            return None;
        }
        let written = self.f.fmt_int(n.into());
        let title = say(written.clone());
        let behind = Behind {
            title: title.clone(),
            whose: Whose::Moved {
                from: self.between.from,
                to: self.between.to,
                of: self.between.of.clone(),
                ways: meant().map(|flow| (flow.from.clone(), flow.to.clone())).collect(),
            },
        };
        let shown = self.shown;
        let label = t_string!(i18n, rounds.show, what = title).to_string();
        let button = view! {
            <button
                type="button"
                class="number"
                aria-label=label
                on:click=move |_| shown.show(behind.clone())
            >
                {written}
            </button>
        };
        Some(button.into_any())
    }

    fn cell(&self, from: &State, to: &State) -> impl IntoView + use<> {
        let i18n = self.i18n;
        let stayed = (from == to).then_some("");
        let number = self.number(
            |flow| flow.from == *from && flow.to == *to,
            |n| {
                let (from, to) = (self.name(from, Side::From), self.name(to, Side::To));
                t_string!(i18n, rounds.cell, n = n, from = from, to = to).to_string()
            },
        );
        let number = match number {
            Some(number) => number,
            None => view! { <span class="muted">"0"</span> }.into_any(),
        };
        view! {
            <td class="num" data-stayed=stayed>
                {number}
            </td>
        }
    }

    fn name(&self, state: &State, side: Side) -> String {
        state_name(self.i18n, state, side)
    }
}

pub fn matrix(
    i18n: Texts,
    f: &Formatter,
    moved: &MovementView,
    between: &Between,
    shown: MovedPeopleShown,
) -> impl IntoView + use<> {
    let cells = Cells { i18n, f, between, flows: &moved.flows, shown };
    let (rows, columns) = sides(&moved.flows);
    let heads = columns.iter().map(|to| {
        let name = cells.name(to, Side::To);
        view! { <th scope="col" class="num">{name}</th> }
    });
    let heads: Vec<_> = heads.collect();
    let body = rows.iter().map(|from| {
        let name = cells.name(from, Side::From);
        let each: Vec<_> = columns.iter().map(|to| cells.cell(from, to)).collect();
        let all = cells.number(
            |flow| flow.from == *from,
            |n| t_string!(i18n, rounds.row_all, n = n, from = name.as_str()).to_string(),
        );
        view! {
            <tr>
                <th scope="row">{name.clone()}</th>
                {each}
                <td class="num matrix__all">{all}</td>
            </tr>
        }
    });
    let body: Vec<_> = body.collect();
    let totals = columns.iter().map(|to| {
        let all = cells.number(
            |flow| flow.to == *to,
            |n| {
                let to = cells.name(to, Side::To);
                t_string!(i18n, rounds.column_all, n = n, to = to).to_string()
            },
        );
        view! { <td class="num">{all}</td> }
    });
    let totals: Vec<_> = totals.collect();
    let everybody =
        cells.number(|_| true, |n| t_string!(i18n, rounds.everybody, n = n).to_string());
    let all = t_string!(i18n, rounds.total).to_owned();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="matrix">
            <table class="table matrix">
                <caption class="sr-only">{t_string!(i18n, rounds.matrix).to_owned()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t_string!(i18n, rounds.matrix_axis).to_owned()}</th>
                        {heads}
                        <th scope="col" class="num">{all.clone()}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{all}</th>
                        {totals}
                        <td class="num">{everybody}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

/// The same as a file has it.
pub fn shown_table(i18n: Texts, moved: &MovementView) -> ShownTable {
    let (rows, ends) = sides(&moved.flows);
    let n = |is_meant: &dyn Fn(&Flow) -> bool| -> u32 {
        moved.flows.iter().filter(|flow| is_meant(flow)).map(|flow| flow.n).sum()
    };
    let name = t_string!(i18n, rounds.movement);
    let axis = t_string!(i18n, rounds.matrix_axis);
    let mut table =
        TableOf::new(name).column("from", axis, |from: &State| state_name(i18n, from, Side::From));
    for to in &ends {
        let name = state_name(i18n, to, Side::To);
        table = table.column(state_key(to), name, move |from| {
            n(&|flow| flow.from == *from && flow.to == *to)
        });
    }
    table
        .column("total", t_string!(i18n, rounds.total), |from| n(&|flow| flow.from == *from))
        .rows(&rows)
}

/// Every state of either side stands on both, so that those who stayed are the diagonal; away stands
/// only where somebody is new or gone.
fn sides(flows: &[Flow]) -> (Vec<State>, Vec<State>) {
    let ends = flows.iter().flat_map(|flow| [&flow.from, &flow.to]);
    let mut states: Vec<State> = ends.filter(|state| **state != State::Away).cloned().collect();
    states.sort();
    states.dedup();
    let with_away = |is_there: bool| {
        let mut side = states.clone();
        side.extend(is_there.then_some(State::Away));
        side
    };
    let is_new = flows.iter().any(|flow| flow.from == State::Away);
    let is_gone = flows.iter().any(|flow| flow.to == State::Away);
    (with_away(is_new), with_away(is_gone))
}
