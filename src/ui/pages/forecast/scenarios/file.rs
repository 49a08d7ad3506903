//! Scenarios side by side as a file has them. Call this inside a view or signal.

use super::super::words::NO_FIGURE;
use super::input_lines::line_name;
use super::own_lines::own_lines;
use super::result_lines::{FileCells, LINES};
use super::side_by_side::{Compared, WrittenLine, differing};
use crate::i18n::{t_string, use_i18n};
use meadow_core::views::method_funnel::MethodFunnelView;
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};

const NOTHING: FileCells = [ShownCell::Empty, ShownCell::Empty, ShownCell::Empty];

/// A line with what stands in it of each scenario.
struct FileLine {
    name: String,
    cells: Vec<FileCells>,
}

/// The inputs that differ, as they are written, then what they bring.
pub fn scenarios_file(compared: &[Compared]) -> ShownTable {
    let i18n = use_i18n();
    let (differ, _) = differing(compared);
    let inputs = differ.iter().map(input_line);
    let results = LINES.into_iter().map(|line| FileLine {
        name: line.name(),
        cells: of_each(compared, |one| one.view.as_deref().map(|view| line.in_file(view))),
    });
    let own: Vec<&MethodFunnelView> =
        compared.iter().filter_map(|one| one.own.as_deref()).collect();
    let own = own_lines(&own);
    let own = own.iter().map(|line| FileLine {
        name: line.name(),
        cells: of_each(compared, |one| one.own.as_deref().map(|view| line.in_file(view))),
    });
    let lines: Vec<FileLine> = inputs.chain(results).chain(own).collect();
    let title = t_string!(i18n, scenarios.side_by_side);
    let table =
        TableOf::new(title)
            .column("what", t_string!(i18n, risk.what), |line: &FileLine| line.name.clone());
    let table = compared.iter().enumerate().fold(table, |table, (place, one)| {
        let cell = move |part: usize| move |line: &FileLine| line.cells[place][part].clone();
        let name = one.name.as_str();
        let low = t_string!(i18n, common.low_end, what = name).to_string();
        let high = t_string!(i18n, common.high_end, what = name).to_string();
        let key = format!("scenario_{}", place + 1);
        table.column(key.as_str(), name, cell(0)).column(format!("{key}_low"), low, cell(1)).column(
            format!("{key}_high"),
            high,
            cell(2),
        )
    });
    table.rows(&lines)
}

fn input_line((line, cells): &WrittenLine) -> FileLine {
    let cell = |written: &String| match written.as_str() {
        NO_FIGURE => NOTHING,
        written => [ShownCell::Text(written.to_owned()), ShownCell::Empty, ShownCell::Empty],
    };
    FileLine { name: line_name(line), cells: cells.iter().map(cell).collect() }
}

/// Empty where it is still being worked out, or there is nothing to work out.
fn of_each(
    compared: &[Compared],
    cells: impl Fn(&Compared) -> Option<FileCells>,
) -> Vec<FileCells> {
    compared.iter().map(|one| cells(one).unwrap_or(NOTHING)).collect()
}
