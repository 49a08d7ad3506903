//! Answers that take a moment at most, from the open revision.

use super::super::commands::board::check_board;
use super::super::commands::events::{event_of, version_of};
use super::super::commands::{bulk, fields, merge};
use super::super::data_care::{import_entries, merge_entries, quarantine_page};
use super::super::segmenting::{explain_rule, write_sql};
use super::super::snapshot::Snapshot;
use crate::contact::blacklist::Blacklist;
use crate::contact::hold_out::{held_out, held_out_from};
use crate::contact::one_more::hindered;
use crate::contact::outreach::still_to_note;
use crate::contact::purposes::purposes;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventDocument};
use crate::domain::ids::DocumentId;
use crate::domain::round::Stood;
use crate::domain::workspace::BoardSettings;
use crate::export::csv;
use crate::export::ics::{CalendarIdentity, write_calendar};
use crate::forecast::lead_response::hold_out_view;
use crate::forecast::{customer_base, foretell_renewals, read_draw_register};
use crate::protocol::{Answer, EngineError, Query, Thing};
use crate::segments::card::card;
use crate::segments::movement::Side;
use crate::segments::states::States;
use crate::segments::stood_people::stood_people;
use crate::segments::{audience, board, concentration, lenses, movement, promotion, reasons};
use crate::table::became::Became;
use crate::table::query::{columns, matching_ids};
use crate::table::tables::Tables;
use crate::views::forecast::AudienceEntry;
use crate::views::workspace::EventEntry;
use crate::{calls, planning};

/// Two rounds, or one and now, as the sides of a comparison.
fn sides<'a>(
    tables: &'a Tables,
    from: DocumentId,
    to: Option<DocumentId>,
    now: (&'a [Stood], &'a BoardSettings),
    today: Day,
) -> Result<(Side<'a>, Side<'a>), EngineError> {
    let after = match to {
        Some(id) => round_side(tables, id)?,
        None => Side { day: today, board: now.1, stood: now.0 },
    };
    Ok((round_side(tables, from)?, after))
}

/// A round of everybody: a sample has no people.
fn round_side(tables: &Tables, id: DocumentId) -> Result<Side<'_>, EngineError> {
    let round = tables.rounds().find(|(own, _)| *own == id).map(|(_, round)| round);
    let found = round.and_then(|round| {
        Some(Side { day: round.day, board: round.board()?, stood: round.everybody()? })
    });
    found.ok_or(EngineError::NotFound { what: Thing::Document })
}

/// Answers that take a moment at most.
pub(super) fn answer_at_once(
    open: &Snapshot,
    today: Day,
    query: Query,
) -> Result<Answer, EngineError> {
    let tables = &open.tables;
    Ok(match query {
        Query::GetSummary(_) => Answer::GetSummary(open.summary(today)),
        Query::GetFacts(_) => Answer::GetFacts(tables.facts.as_ref().clone()),
        Query::GetProducts(_) => Answer::GetProducts(tables.products.iter().cloned().collect()),
        Query::GetColumns(_) => Answer::GetColumns(columns(tables, &open.derived(today))),
        Query::GetCustomers(ask) => Answer::GetCustomers(open.page(today, &ask.table)),
        Query::GetCustomerIds(ask) => {
            Answer::GetCustomerIds(matching_ids(tables, &open.derived(today), &ask.table))
        }
        Query::GetCustomerCard(ask) => {
            let card = card(tables, &open.derived(today), ask.id);
            Answer::GetCustomerCard(card.ok_or(EngineError::NotFound { what: Thing::Customer })?)
        }
        Query::GetReasons(_) => Answer::GetReasons(reasons::vocabulary(tables)),
        Query::GetReasonMix(_) => {
            Answer::GetReasonMix(reasons::reason_mix(tables, &open.derived(today)))
        }
        Query::GetCalls(ask) => {
            let derived = open.derived(today);
            Answer::GetCalls(calls::call_list(tables, &derived, ask.audience, ask.event))
        }
        Query::GetWholeQueue(ask) => {
            let derived = open.derived(today);
            Answer::GetWholeQueue(calls::whole_queue(tables, &derived, ask.audience, ask.event))
        }
        Query::GetPersonFacts(ask) => {
            let facts = calls::person_facts(tables, &open.derived(today), ask.id);
            let gone = EngineError::NotFound { what: Thing::Customer };
            Answer::GetPersonFacts(facts.ok_or(gone)?)
        }
        Query::GetShopFacts(_) => Answer::GetShopFacts(calls::shop_facts(tables, today)),
        Query::GetPurposes(_) => Answer::GetPurposes(purposes(tables)),
        Query::GetBlacklist(_) => Answer::GetBlacklist(Blacklist::of(tables).rows(tables)),
        Query::GetLens(ask) => {
            Answer::GetLens(lenses::view::view(tables, &open.derived(today), &ask.column))
        }
        Query::GetCustomerBase(_) => {
            Answer::GetCustomerBase(customer_base::view(tables, &open.derived(today)))
        }
        Query::GetPersonOutlook(ask) => {
            let outlook = customer_base::person_outlook(tables, &open.derived(today), ask.id);
            let gone = EngineError::NotFound { what: Thing::Customer };
            Answer::GetPersonOutlook(outlook.ok_or(gone)?)
        }
        Query::GetTierBegins(_) => {
            let (derived, tiers) = (open.derived(today), &tables.facts.lenses.tiers);
            Answer::GetTierBegins(lenses::tier_begins(&derived.purchases, tiers))
        }
        Query::GetPersonHabits(ask) => {
            let habits = lenses::habits(tables, &open.derived(today), ask.id);
            let gone = EngineError::NotFound { what: Thing::Customer };
            Answer::GetPersonHabits(habits.ok_or(gone)?)
        }
        Query::GetRfm(_) => Answer::GetRfm(lenses::rfm_view(tables, &open.derived(today))),
        Query::GetConcentration(ask) => {
            let view = concentration::view(tables, &open.derived(today), ask.of);
            Answer::GetConcentration(view)
        }
        Query::GetRounds(_) => Answer::GetRounds(movement::rounds(tables, &open.derived(today))),
        Query::GetMovement(ask) => {
            let derived = open.derived(today);
            let now = movement::stand(&derived);
            let now = (&now[..], &derived.board);
            let (before, after) = sides(tables, ask.from, ask.to, now, today)?;
            let states = States::new(ask.of, &derived);
            Answer::GetMovement(movement::movement(&Became::of(tables), &before, &after, states))
        }
        Query::GetMovedPeople(ask) => {
            let derived = open.derived(today);
            let now = movement::stand(&derived);
            let now = (&now[..], &derived.board);
            let (before, after) = sides(tables, ask.from, ask.to, now, today)?;
            let way = (&ask.was, &ask.is);
            let states = States::new(ask.of, &derived);
            let moved = movement::moved_people(tables, &derived, &before, &after, states, way);
            Answer::GetMovedPeople(moved)
        }
        Query::GetStoodPeople(ask) => {
            let round = round_side(tables, ask.round)?;
            let derived = open.derived(today);
            Answer::GetStoodPeople(stood_people(tables, &derived, round.stood, &ask.state))
        }
        Query::EstimateMix(ask) => Answer::EstimateMix(movement::shares_of(&ask.asked)),
        Query::PlanSurvey(ask) => {
            Answer::PlanSurvey(movement::plan_survey(ask.margin, ask.level, ask.population))
        }
        Query::GetPromotionMix(_) => {
            Answer::GetPromotionMix(promotion::promotion_mix(&open.derived(today)))
        }
        Query::ExplainRule(ask) => {
            Answer::ExplainRule(explain_rule(open, &ask.rule, ask.customer, today)?)
        }
        Query::ExportRuleSql(ask) => {
            Answer::ExportRuleSql(write_sql(open, &ask.subject, ask.language, today)?)
        }
        Query::GetBoard(ask) => {
            let settings = ask.settings.as_ref().unwrap_or(&tables.facts.board);
            check_board(settings)?;
            Answer::GetBoard(board::view(tables, &open.derived(today), settings))
        }
        Query::GetEvents(_) => {
            Answer::GetEvents(tables.events().map(|(id, event)| event_entry(id, event)).collect())
        }
        Query::GetEvent(ask) => {
            let gone = EngineError::NotFound { what: Thing::Event };
            let version = version_of(tables, ask.id).ok_or(gone)?;
            let event = find_event(tables, ask.id)?.clone();
            Answer::GetEvent(EventDocument { id: ask.id, version, event })
        }
        Query::GetEventDefaults(ask) => {
            let audience = audience_of(open, today);
            let event = planning::defaults_for_audience(tables, &audience, ask.method, today);
            Answer::GetEventDefaults(event)
        }
        Query::GetEventDefaultsForClass(ask) => {
            let audience = audience_of(open, today);
            let event =
                planning::defaults_for_class(tables, &audience, ask.method, ask.class, today);
            Answer::GetEventDefaultsForClass(event)
        }
        Query::GetHindered(ask) => {
            let (derived, diary) = (open.derived(today), open.diary(today));
            let left_out = hindered(tables, &derived, &diary, &ask.ids, ask.kind, ask.day);
            Answer::GetHindered(left_out)
        }
        Query::GetHeldOut(ask) => {
            Answer::GetHeldOut(held_out_from(tables, &ask.ids, ask.event, today))
        }
        Query::GetHoldOut(ask) => {
            let event = find_event(tables, ask.event)?;
            Answer::GetHoldOut(hold_out_view(tables, &open.derived(today), ask.event, event))
        }
        Query::GetWaveInvitees(ask) => {
            let event = find_event(tables, ask.event)?;
            let outreach = open.outreach(today, event, Some(ask.event));
            let (derived, of) = (open.derived(today), (ask.event, event));
            let ids = still_to_note(tables, &derived, &outreach, of, ask.wave as usize, ask.day);
            Answer::GetWaveInvitees(ids)
        }
        Query::GetAudience(ask) => Answer::GetAudience(match ask.event {
            Some(event) => open.outreach(today, &event, ask.saved).groups,
            None => audience_of(open, today),
        }),
        Query::GetDrawRegister(ask) => {
            let audience = open.outreach(today, &ask.event, ask.saved).groups;
            Answer::GetDrawRegister(read_draw_register(tables, &audience, &ask.event, &ask.terms)?)
        }
        Query::GetRenewals(ask) => Answer::GetRenewals(foretell_renewals(&ask.terms)),
        Query::GetRecommendation(ask) => {
            let view = planning::recommend(&ask.terms, ask.people.as_ref(), &tables.facts);
            Answer::GetRecommendation(view)
        }
        Query::GetPlan(ask) => {
            let outreach = open.outreach(today, &ask.event, ask.saved);
            Answer::GetPlan(planning::plan(tables, &outreach, &ask.event, today))
        }
        Query::ExportCalendar(ask) => {
            let identity = CalendarIdentity {
                workspace: open.id,
                document: ask.id,
                revision: open.head.revision,
                revised_ms: open.head.at_ms,
            };
            let event = find_event(tables, ask.id)?;
            let waves = open.outreach(today, event, Some(ask.id)).waves;
            let file = write_calendar(tables, &waves, event, &identity, ask.language)?;
            Answer::ExportCalendar(file)
        }
        Query::ExportInvitations(ask) => {
            let event = find_event(tables, ask.id)?;
            let outreach = open.outreach(today, event, Some(ask.id));
            let derived = open.derived(today);
            let file = csv::invitations(
                tables,
                &derived,
                &outreach,
                &held_out(tables, Some(ask.id)),
                event,
                ask.language,
            );
            Answer::ExportInvitations(file)
        }
        Query::PreviewBulkEdit(ask) => {
            let derived = open.derived(today);
            let stage_of = |id| Some(derived.stages[derived.place_of(id)?]);
            Answer::PreviewBulkEdit(bulk::preview(tables, &ask.ids, &ask.change, stage_of)?)
        }
        Query::GetFieldFit(ask) => Answer::GetFieldFit(fields::field_fit(tables, &ask.key)?),
        Query::PreviewMerge(ask) => {
            Answer::PreviewMerge(merge::merged(tables, &ask.parts, &ask.rules)?)
        }
        Query::GetMerges(_) => Answer::GetMerges(merge_entries(tables)),
        Query::GetImports(_) => Answer::GetImports(import_entries(tables)),
        Query::GetQuarantine(ask) => {
            Answer::GetQuarantine(quarantine_page(tables, ask.import, ask.offset, ask.limit)?)
        }
        Query::GetCanvases(_) => {
            let canvases = tables.canvases().map(|(id, canvas)| (id, canvas.clone()));
            Answer::GetCanvases(canvases.collect())
        }
        Query::GetScenarios(ask) => {
            let all = tables.scenarios().filter(|(_, scenario)| scenario.of == ask.of);
            Answer::GetScenarios(all.map(|(id, scenario)| (id, scenario.clone())).collect())
        }
        Query::GetScenarioEvent(ask) => {
            Answer::GetScenarioEvent(scenario_event(open, ask.id, today)?.0)
        }
        Query::GetViews(_) => Answer::GetViews(tables.views()),
        Query::GetProfiles(_) => Answer::GetProfiles(tables.profiles()),
        // Handled by `work_out`, which owns their waiting.
        Query::GetPlaybook(_)
        | Query::GetMethodGuide(_)
        | Query::GetMethodQuestions(_)
        | Query::GetBenchmarkRates(_)
        | Query::GetModelGuide(_)
        | Query::InspectFile(_)
        | Query::PreviewImport(_)
        | Query::CheckColumns(_)
        | Query::ProposeCompletion(_)
        | Query::PreviewCompletion(_)
        | Query::GetClusters(_)
        | Query::GetForecast(_)
        | Query::GetScenarioForecast(_)
        | Query::ProposePastEvents(_)
        | Query::PreviewPastEvents(_)
        | Query::GetMixOutlook(_)
        | Query::GetRecency(_)
        | Query::GetLeadResponse(_)
        | Query::GetPooledRates(_)
        | Query::GetWhomToInvite(_)
        | Query::GetWaves(_)
        | Query::GetPrizeCost(_)
        | Query::GetWordOfMouth(_)
        | Query::GetRegistrations(_)
        | Query::GetOutcome(_)
        | Query::GetTiming(_)
        | Query::GetBudgetSplit(_)
        | Query::GetRoom(_)
        | Query::GetMethodFunnel(_)
        | Query::GetDuplicates(_)
        | Query::ExportCustomers(_)
        | Query::ExportTable(_)
        | Query::ExportWorkspace(_)
        | Query::ExportTables(_)
        | Query::GetSegments(_)
        | Query::CountRule(_)
        | Query::GetPortrait(_)
        | Query::GetPeopleRead(_)
        | Query::GetOverlap(_)
        | Query::GetHistory(_)
        | Query::FindWholeState(_)
        | Query::CompareStates(_)
        | Query::GetComparedCustomers(_)
        | Query::GetComparedRows(_) => return Err(EngineError::WrongProtocol),
    })
}

fn audience_of(open: &Snapshot, today: Day) -> Vec<AudienceEntry> {
    audience::entries(&open.tables, &open.derived(today))
}

/// The event as a scenario has it, and its document where it is saved.
pub(super) fn scenario_event(
    open: &Snapshot,
    id: DocumentId,
    today: Day,
) -> Result<(Event, Option<DocumentId>), EngineError> {
    let gone = EngineError::NotFound { what: Thing::Document };
    let scenario = open.tables.scenario(id).ok_or(gone)?;
    let event = match scenario.of {
        Some(event) => find_event(&open.tables, event)?.clone(),
        None => {
            let audience = audience_of(open, today);
            let method = scenario.inputs.method;
            planning::defaults_for_audience(&open.tables, &audience, method, today)
        }
    };
    Ok((scenario.tried_on(event), scenario.of))
}

pub(super) fn find_event(tables: &Tables, id: DocumentId) -> Result<&Event, EngineError> {
    event_of(tables, id).ok_or(EngineError::NotFound { what: Thing::Event })
}

fn event_entry(id: DocumentId, event: &Event) -> EventEntry {
    EventEntry {
        id,
        name: event.name.clone(),
        method: event.method,
        status: event.status,
        day: event.day,
        goal_orders: event.goal_orders,
        n_steps_done: event.steps_done.len() as u32,
        counts: event.counts.clone(),
    }
}
