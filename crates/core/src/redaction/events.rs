//! An event with nobody's name in it.

use std::collections::BTreeMap;

use super::originals::Originals;
use crate::domain::event::{BudgetLine, Event, FollowUp, RunItem, ScheduleTask, TeamMember, Wave};
use crate::domain::text::Language;
use crate::domain::wording::Wording;
use crate::words::redacted;

/// Members of the team are numbered; what else names somebody is masked, whatever field it is in.
pub fn redact_event(event: &Event, originals: &Originals<'_>, language: Language) -> Event {
    let mut event = event.clone();
    for (member, number) in event.team.iter_mut().zip(1..) {
        if !member.name.is_empty() {
            member.name = redacted::member(number.to_string()).get(language).to_owned();
        }
    }
    for text in texts_of(&mut event) {
        *text = originals.scrub(text);
    }
    event
}

/// Every text that somebody may have typed. Every field by name: a new one is not forgotten here.
fn texts_of(event: &mut Event) -> Vec<&mut String> {
    let Event {
        name,
        method: _,
        status: _,
        day: _,
        start_minute: _,
        duration_minutes: _,
        place,
        address,
        seats: _,
        product,
        goal_orders: _,
        goal_confidence: _,
        revenue_per_order: _,
        margin: _,
        why_now,
        audience: _,
        offer,
        answers,
        risk_answers,
        waves,
        budget,
        contingency: _,
        n_staff: _,
        n_days: _,
        team,
        schedule,
        run_sheet,
        follow_ups,
        rates: _,
        seed: _,
        counts: _,
        steps_done: _,
    } = event;
    let mut texts = vec![name, place, address, product, why_now];
    let mut wordings = vec![offer];
    for answers in [answers, risk_answers] {
        texts.extend(values_of(answers));
    }
    for Wave { key: _, days_before: _, minute: _, groups: _, channel: _, message } in waves {
        wordings.push(message);
    }
    for BudgetLine { label, driver: _, amount: _, note } in budget {
        wordings.extend([label, note]);
    }
    for TeamMember { name: _, role, duties } in team {
        wordings.extend([role, duties]);
    }
    for task in schedule {
        let ScheduleTask {
            key: _,
            label,
            days_before: _,
            duration_days: _,
            owner,
            after: _,
            done: _,
        } = task;
        wordings.extend([label, owner]);
    }
    for line in run_sheet {
        let RunItem { offset_minutes: _, duration_minutes: _, item, detail, owner, is_offer: _ } =
            line;
        wordings.extend([item, detail, owner]);
    }
    for FollowUp { key: _, hours_after: _, what } in follow_ups {
        wordings.push(what);
    }
    texts.extend(wordings.into_iter().filter_map(|wording| match wording {
        Wording::Own(text) => Some(text),
        Wording::Guide(_) => None,
    }));
    texts
}

fn values_of(answers: &mut BTreeMap<String, String>) -> impl Iterator<Item = &mut String> {
    answers.values_mut()
}
