//! What kind a command is of: every kind there is must be tried, and one that is new does not compile
//! before it has a name here.

use std::collections::BTreeSet;

use meadow_core::protocol::{BulkChange, Command, MergeChoice};
use meadow_core::views::round::NewRound;
use meadow_core::views::segment::SegmentPeople;

use crate::tab::Rows;

/// A function that names every kind, and the list of all names.
macro_rules! kinds {
    ($name:ident, $all:ident, $type:ty, $($kind:pat => $tag:literal,)*) => {
        const $all: &[&str] = &[$($tag),*];
        fn $name(what: &$type) -> &'static str {
            match what {
                $($kind => $tag,)*
            }
        }
    };
}

kinds! { command_tag, COMMANDS, Command,
    Command::Import { first_facts: Some(_), .. } => "import with first facts",
    Command::Import { first_facts: None, remember_as: Some(_), .. } => "import remembered",
    Command::Import { first_facts: None, remember_as: None, .. } => "import",
    Command::CompleteCustomers { .. } => "complete customers",
    Command::AddCustomer { .. } => "add customer",
    Command::EditCustomer { .. } => "edit customer",
    Command::DeleteCustomers { .. } => "delete customers",
    Command::SetFacts { .. } => "set facts",
    Command::SetBoard { .. } => "set board",
    Command::SavePlaybook { .. } => "save playbook",
    Command::SaveProduct { .. } => "save product",
    Command::DeleteProduct { .. } => "delete product",
    Command::SaveEvent { base: None, .. } => "add event",
    Command::SaveEvent { base: Some(_), .. } => "change event",
    Command::DeleteEvent { .. } => "delete event",
    Command::BulkEdit { .. } => "bulk edit",
    Command::MergeCustomers { .. } => "merge",
    Command::SplitCustomer { .. } => "split",
    Command::KeepApart { .. } => "keep apart",
    Command::RepairRows { .. } => "repair rows",
    Command::DiscardRows { .. } => "discard rows",
    Command::SaveView { id: None, .. } => "add view",
    Command::SaveView { id: Some(_), .. } => "change view",
    Command::SaveProfile { id: None, .. } => "add profile",
    Command::SaveProfile { id: Some(_), .. } => "change profile",
    Command::SaveSegment { id: None, .. } => "add segment",
    Command::SaveSegment { id: Some(_), .. } => "change segment",
    Command::SaveClusters { .. } => "save clusters",
    Command::SaveRound { .. } => "save round",
    Command::SaveCanvas { id: None, .. } => "add canvas",
    Command::SaveCanvas { id: Some(_), .. } => "change canvas",
    Command::SaveScenario { base: None, .. } => "keep scenario",
    Command::SaveScenario { base: Some(_), .. } => "change scenario",
    Command::UseScenario { .. } => "use scenario",
    Command::AddPastEvents { .. } => "add past events",
    Command::DrawHoldOut { .. } => "draw hold-out",
    Command::DropHoldOut { .. } => "drop hold-out",
    Command::DeleteKept { .. } => "delete kept",
    Command::AddToBlacklist { .. } => "add to blacklist",
    Command::RemoveFromBlacklist { .. } => "remove from blacklist",
    Command::BlockCustomers { .. } => "block customers",
    Command::NoteContact { .. } => "note contact",
    Command::LogCall { .. } => "log call",
    Command::RemoveContact { .. } => "remove contact",
    Command::AcceptLoss => "accept loss",
    Command::SaveField { .. } => "save field",
    Command::RemoveField { .. } => "remove field",
}

kinds! { bulk_tag, BULK_CHANGES, BulkChange,
    BulkChange::Set { .. } => "bulk: set",
    BulkChange::Replace { field: None, .. } => "bulk: replace anywhere",
    BulkChange::Replace { field: Some(_), whole: false, .. } => "bulk: replace in a field",
    BulkChange::Replace { field: Some(_), whole: true, .. } => "bulk: replace a whole field",
    BulkChange::Stage(_) => "bulk: stage",
    BulkChange::AddTag(_) => "bulk: add tag",
    BulkChange::RemoveTag(_) => "bulk: remove tag",
    BulkChange::AddReason(_) => "bulk: add reason",
    BulkChange::RemoveReason(_) => "bulk: remove reason",
    BulkChange::Consent { .. } => "bulk: consent",
    BulkChange::OptOut(Some(_)) => "bulk: opt out",
    BulkChange::OptOut(None) => "bulk: take an opt-out back",
}

kinds! { merge_tag, MERGES, [MergeChoice],
    [] | [MergeChoice { merged: None, .. }] => "merge: by the rules",
    [MergeChoice { merged: Some(_), .. }] => "merge: as chosen",
    [_, _, ..] => "merge: several",
}

kinds! { round_tag, ROUNDS, NewRound,
    NewRound::Everybody { .. } => "round: everybody",
    NewRound::Asked { .. } => "round: asked",
}

kinds! { people_tag, PEOPLE, SegmentPeople,
    SegmentPeople::Live(_) => "people: live",
    SegmentPeople::Listed(_) => "people: listed",
    SegmentPeople::Combined(..) => "people: combined",
    SegmentPeople::Added(_) => "people: added",
    SegmentPeople::Removed(_) => "people: removed",
    SegmentPeople::Kept => "people: kept",
}

/// Of what somebody keeps under a name.
const DELETED: &[&str] = &[
    "delete: view",
    "delete: segment",
    "delete: canvas",
    "delete: round",
    "delete: profile",
    "delete: scenario",
];

/// All that a command on these rows is.
pub fn tags(command: &Command, before: &Rows) -> [&'static str; 2] {
    let more = match command {
        Command::BulkEdit { change, .. } => bulk_tag(change),
        Command::MergeCustomers { choices } => merge_tag(choices),
        Command::SaveRound { round } => round_tag(round),
        Command::SaveSegment { people, .. } => people_tag(people),
        Command::DeleteKept { id } if before.views.iter().any(|(view, _)| view == id) => DELETED[0],
        Command::DeleteKept { id } if before.segments.segments.iter().any(|one| one.id == *id) => {
            DELETED[1]
        }
        Command::DeleteKept { id } if before.canvases.iter().any(|(one, _)| one == id) => {
            DELETED[2]
        }
        Command::DeleteKept { id } if before.rounds.iter().any(|one| one.id == *id) => DELETED[3],
        Command::DeleteKept { id } if before.scenarios.iter().any(|(one, _)| one == id) => {
            DELETED[5]
        }
        Command::DeleteKept { .. } => DELETED[4],
        _ => command_tag(command),
    };
    [command_tag(command), more]
}

/// Every kind there is.
pub fn all_tags() -> BTreeSet<&'static str> {
    [COMMANDS, BULK_CHANGES, MERGES, ROUNDS, PEOPLE, DELETED].concat().into_iter().collect()
}
