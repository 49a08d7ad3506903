//! Rounds: where everybody stands is kept, or what a sample said. Must not know how rounds are compared.

use super::Change;
use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::domain::round::{MAX_ROUNDS, Round, RoundFound};
use crate::engine::labels::shorten;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::segments::as_of::as_of;
use crate::segments::derive;
use crate::segments::movement::stand;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::round::NewRound;
use crate::words::{commands, refusals};

/// # Errors
/// No name, nobody to stand anywhere or to have answered, an event that is not there, a day still to
/// come, or too many rounds.
pub fn save_round(tables: &Tables, round: &NewRound, today: Day) -> Result<Change, EngineError> {
    let refuse = |detail| Err(EngineError::BadInput { detail });
    if tables.rounds().count() >= MAX_ROUNDS {
        return refuse(refusals::too_many_rounds(MAX_ROUNDS.to_string()));
    }
    let round = match round {
        NewRound::Everybody { name, event, day } => {
            must_be_there(tables, *event)?;
            let day = day.unwrap_or(today);
            if day > today {
                return refuse(refusals::round_to_come());
            }
            let found = if day == today {
                let derived = derive(tables, today);
                let stood = stand(&derived);
                RoundFound::Everybody { stood, board: Box::new(derived.board) }
            } else {
                let derived = derive(&as_of(tables, day), day);
                let stood = stand(&derived);
                RoundFound::Reconstructed { stood, board: Box::new(derived.board) }
            };
            Round { name: name.trim().to_owned(), day, event: *event, found }
        }
        NewRound::Asked { name, day, asked } => {
            let found = RoundFound::Asked(*asked);
            Round { name: name.trim().to_owned(), day: *day, event: None, found }
        }
    };
    let is_of_nobody = match &round.found {
        RoundFound::Everybody { stood, .. } | RoundFound::Reconstructed { stood, .. } => {
            stood.is_empty()
        }
        RoundFound::Asked(asked) => asked.n_of_class.iter().all(|n| *n == 0),
    };
    if round.name.is_empty() {
        return refuse(refusals::give_name());
    }
    if is_of_nobody {
        return refuse(refusals::round_of_nobody());
    }
    let label = commands::save_round(shorten(&round.name));
    let mut tables = tables.clone();
    let id = tables.add_document(Document::Round(Box::new(round)));
    Ok(Change { tables, label, outcome: Outcome::Document(id) })
}

fn must_be_there(tables: &Tables, event: Option<DocumentId>) -> Result<(), EngineError> {
    let is_event = |id: DocumentId| {
        let document = tables.documents.get(&id).map(|document| document.data());
        matches!(document, Some(Document::Event(_)))
    };
    match event {
        Some(id) if !is_event(id) => Err(EngineError::NotFound { what: Thing::Event }),
        _ => Ok(()),
    }
}
