//! What is worth doing next, from the facts of the workspace alone. Pure; must not know how advice
//! is worded or shown. Nothing is advised that the facts do not bear out.

use crate::state::drafts::{DraftKey, WizardDraft};
use meadow_core::domain::class::Class;
use meadow_core::domain::day::Day;
use meadow_core::domain::event::EventStatus;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::workspace::{EventEntry, WorkspaceSummary};

/// Newer orders are asked for when the newest at hand is older than this.
const STALE_AFTER_DAYS: i32 = 45;

/// Everything advice rests on.
pub struct Facts<'a> {
    pub today: Day,
    pub summary: &'a WorkspaceSummary,
    pub events: &'a [EventEntry],
    pub drafts: &'a [(DraftKey, WizardDraft)],
    /// Customers close to a cut-off.
    pub n_borderline: u32,
    /// Whether anybody has said what selling to one customer at a time costs.
    pub knows_one_to_one_cost: bool,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Advice {
    /// A plan was begun and not finished.
    ContinueDraft {
        name: String,
        path: String,
        step: String,
    },
    /// An event has taken place and nobody has written down what came of it.
    RecordCounts {
        name: String,
        n_days_ago: i32,
        id: DocumentId,
    },
    /// An event with a date ahead whose plan is not finished.
    FinishPlan {
        name: String,
        n_days_left: i32,
        path: String,
    },
    /// Nothing is planned: an event for the class that effort moves most.
    PlanEvent {
        class: Class,
        n_people: u32,
        value_share: f64,
    },
    /// Classes rest on orders that are getting old.
    BringNewerData {
        newest: Day,
        n_days_old: i32,
    },
    LookAtBorderline {
        n_people: u32,
    },
    /// People about whom too little is known to place them.
    LearnAboutUnplaced {
        n_people: u32,
    },
    TellOneToOneCost,
}

/// What to do, most pressing first: what has a date, then what brings value, then what is missing.
pub fn advise(facts: &Facts) -> Vec<Advice> {
    let Facts { today, summary, events, drafts, n_borderline, knows_one_to_one_cost } = facts;
    let mut advice = Vec::new();
    advice.extend(drafts.iter().map(|(key, draft)| Advice::ContinueDraft {
        name: draft.event.name.clone(),
        path: key.path(&draft.step),
        step: draft.step.clone(),
    }));
    advice.extend(events.iter().filter_map(|event| past_without_counts(event, *today)));
    let ahead = upcoming(events, *today);
    advice.extend(ahead.iter().filter_map(|event| {
        let key = DraftKey::of_event(event.id);
        let is_in_hand = drafts.iter().any(|(other, _)| *other == key);
        (event.status == EventStatus::Draft && !is_in_hand).then(|| Advice::FinishPlan {
            name: event.name.clone(),
            n_days_left: event.day.map_or(0, |day| day.days_since(*today)),
            path: key.path("review"),
        })
    }));
    if ahead.is_empty() && drafts.is_empty() {
        advice.extend(event_worth_planning(summary));
    }
    if let Some(newest) = summary.data_end {
        let n_days_old = today.days_since(newest);
        if n_days_old > STALE_AFTER_DAYS {
            advice.push(Advice::BringNewerData { newest, n_days_old });
        }
    }
    if *n_borderline > 0 {
        advice.push(Advice::LookAtBorderline { n_people: *n_borderline });
    }
    if summary.n_unplaced_leads > 0 {
        advice.push(Advice::LearnAboutUnplaced { n_people: summary.n_unplaced_leads });
    }
    if !knows_one_to_one_cost {
        advice.push(Advice::TellOneToOneCost);
    }
    advice
}

/// Events from today on, the next one first.
pub fn upcoming(events: &[EventEntry], today: Day) -> Vec<&EventEntry> {
    let is_ahead =
        |event: &&EventEntry| event.status != EventStatus::Past && event.day >= Some(today);
    let mut ahead: Vec<&EventEntry> = events.iter().filter(is_ahead).collect();
    ahead.sort_by_key(|event| event.day);
    ahead
}

fn past_without_counts(event: &EventEntry, today: Day) -> Option<Advice> {
    let n_days_ago = today.days_since(event.day?);
    let took_place = event.status == EventStatus::Past
        || (event.status == EventStatus::Planned && n_days_ago > 0);
    (took_place && event.counts.is_none()).then(|| Advice::RecordCounts {
        name: event.name.clone(),
        n_days_ago: n_days_ago.max(0),
        id: event.id,
    })
}

/// Effort is best spent on those who can become bees: of dragonflies and butterflies the class that
/// brings more; where there are neither, the one that brings most.
fn event_worth_planning(summary: &WorkspaceSummary) -> Option<Advice> {
    let share = |class: &Class| summary.value_shares[*class as usize];
    let has_people = |class: &Class| summary.classes.get(*class) > 0;
    let by_share = |a: &Class, b: &Class| share(a).total_cmp(&share(b));
    let can_become_bees = [Class::Dragonfly, Class::Butterfly].into_iter().filter(has_people);
    let anybody = Class::ALL.into_iter().filter(has_people);
    let class = can_become_bees.max_by(by_share).or_else(|| anybody.max_by(by_share))?;
    Some(Advice::PlanEvent {
        class,
        n_people: summary.classes.get(class),
        value_share: share(&class),
    })
}

#[cfg(test)]
mod tests {
    use super::{Advice, Facts, advise};
    use meadow_core::domain::class::Class;
    use meadow_core::domain::day::Day;
    use meadow_core::domain::event::{EventCounts, EventStatus};
    use meadow_core::domain::ids::{DocumentId, Revision, WorkspaceId};
    use meadow_core::domain::method::Method;
    use meadow_core::domain::money::Money;
    use meadow_core::domain::workspace::WorkspaceKind;
    use meadow_core::views::workspace::{ClassCounts, EventEntry, WorkspaceSummary};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const TODAY: Day = Day(20_000);

    fn summary() -> WorkspaceSummary {
        WorkspaceSummary {
            id: WorkspaceId(1),
            state: Revision(1),
            revision: Revision(1),
            name: String::new(),
            kind: WorkspaceKind::Own,
            currency: "CNY".into(),
            time_zone: "UTC".into(),
            n_people: 10,
            n_leads: 0,
            n_orders: 20,
            n_order_lines: 20,
            n_products: 0,
            n_events: 0,
            data_end: Some(TODAY),
            classes: ClassCounts { bee: 2, dragonfly: 3, butterfly: 3, mantis: 2 },
            value_shares: [0.5, 0.3, 0.15, 0.05],
            expected: ClassCounts::default(),
            n_unplaced: 0,
            n_unplaced_leads: 0,
            total_spend: Money::from_major(1000.0),
            undo: None,
            redo: None,
            saved_ms: 0.0,
            backup_ms: None,
            n_changes_since_backup: 0,
            hurt: Vec::new(),
        }
    }

    fn event(status: EventStatus, n_days_ahead: i32) -> EventEntry {
        EventEntry {
            id: DocumentId(7),
            name: "Open day".into(),
            method: Method::Activity,
            status,
            day: Some(TODAY.plus_days(n_days_ahead)),
            goal_orders: 10,
            n_steps_done: 4,
            counts: None,
        }
    }

    #[track_caller]
    fn check(summary: &WorkspaceSummary, events: &[EventEntry], expected: &[Advice]) {
        let facts = Facts {
            today: TODAY,
            summary,
            events,
            drafts: &[],
            n_borderline: 0,
            knows_one_to_one_cost: true,
        };
        assert_eq!(advise(&facts), expected);
    }

    #[test]
    fn with_nothing_planned_effort_goes_to_those_who_can_become_bees() {
        let plan = Advice::PlanEvent { class: Class::Dragonfly, n_people: 3, value_share: 0.3 };
        check(&summary(), &[], &[plan]);
        let only_mantises = WorkspaceSummary {
            classes: ClassCounts { mantis: 4, ..ClassCounts::default() },
            value_shares: [0.0, 0.0, 0.0, 1.0],
            ..summary()
        };
        let plan = Advice::PlanEvent { class: Class::Mantis, n_people: 4, value_share: 1.0 };
        check(&only_mantises, &[], &[plan]);
    }

    #[test]
    fn a_planned_event_ahead_leaves_nothing_to_plan() {
        check(&summary(), &[event(EventStatus::Planned, 21)], &[]);
        let finish = Advice::FinishPlan {
            name: "Open day".into(),
            n_days_left: 0,
            path: "/events/7/review".into(),
        };
        check(&summary(), &[event(EventStatus::Draft, 0)], &[finish]);
    }

    #[test]
    fn counts_are_asked_for_once_the_day_is_over() {
        let past = event(EventStatus::Planned, -2);
        let ask =
            Advice::RecordCounts { name: "Open day".into(), n_days_ago: 2, id: DocumentId(7) };
        let facts = summary();
        let Some(plan) = super::event_worth_planning(&facts) else { panic!("there are people") };
        check(&facts, std::slice::from_ref(&past), &[ask, plan.clone()]);
        let counted = EventEntry { counts: Some(EventCounts::default()), ..past };
        check(&facts, &[counted], &[plan]);
    }

    #[test]
    fn what_is_missing_comes_last() {
        let old = WorkspaceSummary {
            data_end: Some(TODAY.plus_days(-60)),
            n_unplaced: 7,
            n_unplaced_leads: 5,
            ..summary()
        };
        let facts = Facts {
            today: TODAY,
            summary: &old,
            events: &[],
            drafts: &[],
            n_borderline: 9,
            knows_one_to_one_cost: false,
        };
        let advice = advise(&facts);
        assert!(matches!(
            advice.as_slice(),
            [
                Advice::PlanEvent { .. },
                Advice::BringNewerData { n_days_old: 60, .. },
                Advice::LookAtBorderline { n_people: 9 },
                Advice::LearnAboutUnplaced { n_people: 5 },
                Advice::TellOneToOneCost,
            ]
        ));
    }
}
