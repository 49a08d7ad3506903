//! Facts of the workspace, and the weights and cut-offs of the meadow board.

use super::Change;
use crate::domain::workspace::{BoardSettings, CutRule, WorkspaceFacts};
use crate::engine::labels::shorten;
use crate::protocol::{EngineError, Outcome};
use crate::table::tables::Tables;
use crate::views::import::FirstFacts;
use crate::words;

/// What kind of workspace it is stays as it was made.
pub fn set_facts(tables: &Tables, facts: &WorkspaceFacts) -> Change {
    let before = &tables.facts;
    let label = if before.name != facts.name {
        words::commands::rename_workspace(shorten(&facts.name))
    } else if before.joining != facts.joining {
        words::commands::change_joining()
    } else if before.lenses != facts.lenses {
        words::commands::change_lenses()
    } else if before.outlook != facts.outlook {
        words::commands::change_outlook()
    } else {
        words::commands::change_facts()
    };
    let facts = WorkspaceFacts { kind: before.kind, ..facts.clone() };
    let tables = Tables { facts: facts.into(), ..tables.clone() };
    Change { tables, label, outcome: Outcome::Nothing }
}

/// The tables under the name and currency given with the first file.
pub fn with_first_facts(tables: &Tables, first: &FirstFacts) -> Tables {
    let before = tables.facts.as_ref().clone();
    let name = match first.name.trim() {
        "" => before.name,
        name => name.to_owned(),
    };
    let facts = WorkspaceFacts { name, currency: first.currency.clone(), ..before };
    Tables { facts: facts.into(), ..tables.clone() }
}

pub fn set_board(tables: &Tables, board: &BoardSettings) -> Result<Change, EngineError> {
    check_board(board)?;
    let facts = WorkspaceFacts { board: board.clone(), ..tables.facts.as_ref().clone() };
    let tables = Tables { facts: facts.into(), ..tables.clone() };
    let label = words::commands::change_board();
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

/// Weights are not negative, and cut-offs lie on their axes.
pub fn check_board(board: &BoardSettings) -> Result<(), EngineError> {
    let weights = [
        board.spend,
        board.referred_orders,
        board.margin,
        board.repeat_purchases,
        board.regularity,
        board.recency,
        board.engagement,
        board.membership,
    ];
    let points = [board.contribution_cut, board.loyalty_cut, board.borderline_points];
    let weights_hold = weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
    let points_hold = points.iter().all(|points| (0.0..=100.0).contains(points));
    let rules_hold = [board.contribution_rule, board.loyalty_rule].iter().all(|rule| match rule {
        CutRule::Points | CutRule::NaturalBreak => true,
        CutRule::TopPercent(percent) | CutRule::ShareOfValue(percent) => (1..=99).contains(percent),
        CutRule::Value { at, .. } => at.is_finite(),
    });
    if weights_hold && points_hold && rules_hold {
        return Ok(());
    }
    Err(EngineError::BadInput { detail: words::refusals::board_range() })
}
