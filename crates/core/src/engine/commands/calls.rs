//! Noting how a call from the call list ended, with all that follows from it, as one step: the contact,
//! the reasons given, a stage set by hand that no longer holds, and a refusal.

use super::Change;
use super::edit::name_of;
use crate::domain::call::{CallOutcome, CallRecord};
use crate::domain::consent::{Channel, ChannelConsent, OptOut, Permission};
use crate::domain::customer::{Customer, Stage};
use crate::domain::day::Day;
use crate::domain::ids::InteractionId;
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::log::changes;
use crate::domain::reason::{ReasonSource, RecordedReason, record};
use crate::domain::text::Text;
use crate::export::outcome_name;
use crate::playbooks::reason_key;
use crate::protocol::{EngineError, NewCall, Outcome, Thing};
use crate::table::tables::Tables;
use crate::words::{commands, refusals};

/// Notes a call of today.
///
/// # Errors
/// The customer is gone, or is to be called again on a day that is over.
pub fn log_call(tables: &Tables, call: &NewCall, today: Day) -> Result<Change, EngineError> {
    let before = tables.customers.get(call.customer);
    let before = before.ok_or(EngineError::NotFound { what: Thing::Customer })?;
    if call.again.is_some_and(|day| day <= today) {
        return Err(EngineError::BadInput { detail: refusals::call_again_is_over() });
    }
    let label = commands::log_call(name_of(before), outcome_name(call.outcome));
    let mut after = before.clone();
    for words in &call.reasons {
        let key = reason_key(words);
        if !key.is_empty() {
            let source = ReasonSource::Call;
            record(&mut after.reasons, RecordedReason { key, day: today, source });
        }
    }
    let language = tables.facts.language();
    move_stage(&mut after, call.outcome);
    take_refusal(&mut after, call.outcome, today, |text| text.get(language).to_owned());
    let wrong_number = match call.outcome {
        CallOutcome::WrongNumber => before.phone.trim().to_owned(),
        _ => String::new(),
    };
    let noted = CallRecord {
        outcome: call.outcome,
        script: call.script,
        script_reason: call.script_reason.trim().to_owned(),
        again: call.again,
        wrong_number,
    };
    let lines = changes(before, &after);
    let mut tables = tables.clone();
    let id = InteractionId(tables.next_ids.interaction);
    tables.next_ids.interaction += 1;
    tables.interactions.append([Interaction {
        id,
        customer: call.customer,
        day: today,
        kind: InteractionKind::Call,
        event: call.event,
        text: call.text.trim().to_owned(),
        call: Some(Box::new(noted)),
    }]);
    if !lines.is_empty() {
        tables.note(today, lines.into_iter().map(|line| (call.customer, line)));
        tables.customers.replace([after]);
    }
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

/// Where a stage stands by hand, what was said in the call is later. Where none does, it follows from
/// the call as it follows from orders.
fn move_stage(customer: &mut Customer, outcome: CallOutcome) {
    let Some(stage) = customer.stage else { return };
    let moved = match (outcome, stage) {
        (CallOutcome::Interested | CallOutcome::Registered, Stage::Lead) => Stage::Interested,
        (CallOutcome::Ordered, Stage::Lead | Stage::Interested | Stage::Lapsed) => Stage::Bought,
        _ => return,
    };
    customer.stage = Some(moved);
}

/// A refusal is noted with its day and where it came from. One that stands already keeps its day.
fn take_refusal(
    customer: &mut Customer,
    outcome: CallOutcome,
    today: Day,
    pick: impl Fn(Text) -> String,
) {
    let source = || pick(commands::said_in_call());
    match outcome {
        CallOutcome::NoMoreCalls
            if customer.consent.noted(Channel::Phone) != Permission::Refused =>
        {
            let refused = ChannelConsent {
                permission: Permission::Refused,
                day: Some(today),
                source: source(),
                purpose: String::new(),
            };
            customer.consent.set(Channel::Phone, refused);
        }
        CallOutcome::NoContact if !customer.consent.opted_out() => {
            customer.consent.opt_out = Some(OptOut { day: Some(today), source: source() });
        }
        _ => {}
    }
}
