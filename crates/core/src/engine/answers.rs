//! Every question and who works out its answer, from the revision that is open when it is asked.

use super::Engine;
use super::clustering;
use super::commands::{
    board::check_board, bulk, complete, events::event_of, events::version_of, fields,
    import::read_file, merge, past_events,
};
use super::data_care::{find_duplicates, import_entries, merge_entries, quarantine_page};
use super::forecasting::{budget_split, forecast, mix_outlook, recency, timing};
use super::host::Host;
use super::inviting::whom_to_invite;
use super::outlooks;
use super::promising::{prize_cost, word_of_mouth};
use super::responding::lead_response;
use super::seating::{method_funnel, room};
use super::segmenting::{
    compare_segments, count_rule, draw_portrait, explain_rule, list_segments, write_sql,
};
use super::snapshot::Snapshot;
use super::store::Store;
use super::taking_out::{export_customers, export_table, export_tables, export_workspace};
use crate::calls;
use crate::contact::blacklist::Blacklist;
use crate::contact::hold_out::held_out;
use crate::contact::one_more::hindered;
use crate::contact::outreach::still_to_note;
use crate::contact::purposes::purposes;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventDocument};
use crate::domain::ids::DocumentId;
use crate::domain::round::Stood;
use crate::domain::text::Language;
use crate::domain::workspace::BoardSettings;
use crate::export::csv;
use crate::export::ics::{CalendarIdentity, write_calendar};
use crate::forecast::lead_response::hold_out_view;
use crate::forecast::{customer_base, registrations_in_the_end};
use crate::guide;
use crate::ingest::{is_laid_out_otherwise, other_currencies, recall};
use crate::planning;
use crate::playbooks;
use crate::protocol::{Answer, EngineError, InspectFile, PreviewImport, Query, Thing};
use crate::segments::audience;
use crate::segments::board;
use crate::segments::card::card;
use crate::segments::movement::{self, Side};
use crate::segments::states::States;
use crate::segments::{concentration, lenses, promotion, reasons};
use crate::table::became::Became;
use crate::table::query::{columns, matching_ids};
use crate::table::tables::Tables;
use crate::views::forecast::AudienceEntry;
use crate::views::import::{Dialect, ImportInspection, ImportReport, ImportWarning};
use crate::views::workspace::EventEntry;

/// Ways of earlier files in which a file is looked at that shows no known columns by itself.
const MOST_PROFILES_TRIED: usize = 8;

impl<S: Store> Engine<S> {
    pub(super) async fn work_out(
        &self,
        host: &impl Host,
        today: Day,
        query: Query,
    ) -> Result<Answer, EngineError> {
        host.breathe(crate::protocol::Progress::default()).await?;
        if let Ok(open) = self.snapshot() {
            clustering::prepare(&open, &query, host, today).await?;
            outlooks::prepare(&open, &query, host, today).await?;
        }
        match query {
            // What needs no workspace.
            Query::GetPlaybook(ask) => {
                let open = self.snapshot().ok();
                let own = open.map(|open| open.tables.facts.playbooks.clone()).unwrap_or_default();
                let view = playbooks::playbook_view(&own, ask.class, ask.reason.as_deref());
                Ok(Answer::GetPlaybook(view))
            }
            Query::GetMethodGuide(ask) => {
                Ok(Answer::GetMethodGuide(playbooks::method_guide(ask.method).clone()))
            }
            Query::GetBenchmarkRates(_) => {
                Ok(Answer::GetBenchmarkRates(playbooks::benchmark_rates().to_vec()))
            }
            Query::GetModelGuide(ask) => {
                guide::model_guide(ask.language).map(Answer::GetModelGuide)
            }
            Query::InspectFile(ask) => self.inspect_file(host, ask).await.map(Answer::InspectFile),
            // What takes long.
            Query::PreviewImport(ask) => {
                self.preview_import(host, today, ask).await.map(Answer::PreviewImport)
            }
            Query::CheckColumns(ask) => {
                let dialect = Some(&ask.mapping.dialect);
                let source =
                    self.sources.open(ask.source, dialect, Language::default(), host).await?;
                let currency = self.settled_currency();
                let checks = source.check_columns(&ask.mapping, currency, today, host).await?;
                Ok(Answer::CheckColumns(checks))
            }
            Query::ProposeCompletion(ask) => {
                let open = self.snapshot()?;
                let dialect = Some(&ask.dialect);
                let source =
                    self.sources.open(ask.source, dialect, Language::default(), host).await?;
                let proposed = complete::propose(&open.tables, &source, &ask.dialect, host).await?;
                Ok(Answer::ProposeCompletion(proposed))
            }
            Query::PreviewCompletion(ask) => {
                let open = self.snapshot()?;
                let dialect = Some(&ask.mapping.dialect);
                let source =
                    self.sources.open(ask.source, dialect, Language::default(), host).await?;
                let completed =
                    complete::work_out(&open.tables, &source, &ask.mapping, host, today).await?;
                Ok(Answer::PreviewCompletion(completed.report))
            }
            Query::GetClusters(ask) => {
                let open = self.snapshot()?;
                let found =
                    clustering::cluster_people(&open, &ask.basis, ask.n, host, today).await?;
                Ok(Answer::GetClusters(found))
            }
            Query::GetForecast(ask) => {
                let open = self.snapshot()?;
                let audience = open.outreach(today, &ask.event, ask.saved).groups;
                let view = forecast(&open.tables, &audience, &ask.event, ask.n_draws, host).await?;
                Ok(Answer::GetForecast(view))
            }
            Query::GetScenarioForecast(ask) => {
                let open = self.snapshot()?;
                let (event, saved) = scenario_event(&open, ask.id, today)?;
                let audience = open.outreach(today, &event, saved).groups;
                let view = forecast(&open.tables, &audience, &event, ask.n_draws, host).await?;
                Ok(Answer::GetScenarioForecast(view))
            }
            Query::ProposePastEvents(ask) => {
                let dialect = Some(&ask.dialect);
                let source =
                    self.sources.open(ask.source, dialect, Language::default(), host).await?;
                let proposed = past_events::propose(&source, &ask.dialect).await?;
                Ok(Answer::ProposePastEvents(proposed))
            }
            Query::PreviewPastEvents(ask) => {
                let open = self.snapshot()?;
                let dialect = Some(&ask.mapping.dialect);
                let source =
                    self.sources.open(ask.source, dialect, Language::default(), host).await?;
                let report =
                    past_events::read(&open.tables, &source, &ask.mapping, host, today).await?;
                Ok(Answer::PreviewPastEvents(report))
            }
            Query::GetMixOutlook(ask) => {
                let open = self.snapshot()?;
                let view = mix_outlook(&open.tables, &open.derived(today), &ask, host).await?;
                Ok(Answer::GetMixOutlook(view))
            }
            Query::GetRecency(ask) => {
                let open = self.snapshot()?;
                let view = recency(&open.tables, &open.derived(today), &ask, host).await?;
                Ok(Answer::GetRecency(view))
            }
            Query::GetWhomToInvite(ask) => {
                let open = self.snapshot()?;
                let found = whom_to_invite(&open, &ask, host, today).await?;
                Ok(Answer::GetWhomToInvite(found))
            }
            Query::GetPrizeCost(ask) => {
                let open = self.snapshot()?;
                let audience = open.outreach(today, &ask.event, ask.saved).groups;
                let found = prize_cost(&open.tables, &audience, &ask, host).await?;
                Ok(Answer::GetPrizeCost(found))
            }
            Query::GetWordOfMouth(ask) => {
                let open = self.snapshot()?;
                let audience = open.outreach(today, &ask.event, ask.saved).groups;
                let found = word_of_mouth(&open.tables, &audience, &ask, host).await?;
                Ok(Answer::GetWordOfMouth(found))
            }
            Query::GetLeadResponse(ask) => {
                let open = self.snapshot()?;
                let found = lead_response(&open, ask.terms, host, today).await?;
                Ok(Answer::GetLeadResponse(found))
            }
            Query::GetRegistrations(ask) => {
                let open = self.snapshot()?;
                let audience = open.outreach(today, &ask.event, ask.saved).groups;
                let event = (&*ask.event, ask.saved);
                let found =
                    registrations_in_the_end(&open.tables, &audience, event, &ask.terms, today)?;
                Ok(Answer::GetRegistrations(found))
            }
            Query::GetTiming(_) => {
                let open = self.snapshot()?;
                let view = timing(&open.tables, &open.derived(today), host).await?;
                Ok(Answer::GetTiming(view))
            }
            Query::GetBudgetSplit(ask) => {
                budget_split(&ask.terms, host).await.map(Answer::GetBudgetSplit)
            }
            Query::GetRoom(ask) => {
                let open = self.snapshot()?;
                let audience = open.outreach(today, &ask.event, ask.saved).groups;
                let found = room(&open.tables, &audience, &ask, host, today).await?;
                Ok(Answer::GetRoom(found))
            }
            Query::GetMethodFunnel(ask) => {
                let open = self.snapshot()?;
                let audience = open.outreach(today, &ask.event, ask.saved).groups;
                let found = method_funnel(&open.tables, &audience, &ask, host).await?;
                Ok(Answer::GetMethodFunnel(found))
            }
            Query::ExportCustomers(ask) => {
                let open = self.snapshot()?;
                export_customers(&open, host, today, &ask).await.map(Answer::ExportCustomers)
            }
            Query::ExportTable(ask) => {
                let open = self.snapshot()?;
                export_table(&open, host, &ask).await.map(Answer::ExportTable)
            }
            Query::ExportWorkspace(ask) => {
                let open = self.snapshot()?;
                export_workspace(&open, host, today, &ask).await.map(Answer::ExportWorkspace)
            }
            Query::ExportTables(_) => {
                let open = self.snapshot()?;
                export_tables(&open, host, today).await.map(Answer::ExportTables)
            }
            Query::GetSegments(_) => {
                let open = self.snapshot()?;
                list_segments(&open, host, today).await.map(Answer::GetSegments)
            }
            Query::CountRule(ask) => {
                let open = self.snapshot()?;
                let counted = count_rule(&open, &ask.rule, ask.n_first, host, today).await?;
                Ok(Answer::CountRule(counted))
            }
            Query::GetPortrait(ask) => {
                let open = self.snapshot()?;
                draw_portrait(&open, &ask.rule, host, today).await.map(Answer::GetPortrait)
            }
            Query::GetOverlap(ask) => {
                let open = self.snapshot()?;
                let view = compare_segments(&open, &ask.segments, host, today).await?;
                Ok(Answer::GetOverlap(view))
            }
            Query::GetDuplicates(_) => {
                let open = self.snapshot()?;
                let found = find_duplicates(&open.tables, &open.derived(today), host).await?;
                Ok(Answer::GetDuplicates(found))
            }
            Query::GetHistory(ask) => {
                let open = self.snapshot()?;
                let page = self.list_history(host, &open, ask.n_skipped, ask.limit).await?;
                Ok(Answer::GetHistory(page))
            }
            Query::FindWholeState(_) => {
                let open = self.snapshot()?;
                self.find_whole_state(host, &open).await.map(Answer::FindWholeState)
            }
            Query::CompareStates(ask) => {
                let open = self.snapshot()?;
                self.compare_states(host, &open, ask).await.map(Answer::CompareStates)
            }
            Query::GetComparedCustomers(ask) => {
                let open = self.snapshot()?;
                self.list_compared(host, &open, ask).await.map(Answer::GetComparedCustomers)
            }
            query => answer_at_once(&*self.snapshot()?, today, query),
        }
    }

    /// In which amounts are kept; `None` while the first file may still choose it.
    fn settled_currency(&self) -> Option<String> {
        let tables = &self.snapshot().ok()?.tables;
        (!tables.customers.is_empty()).then(|| tables.facts.currency.clone())
    }

    async fn inspect_file(
        &self,
        host: &impl Host,
        ask: InspectFile,
    ) -> Result<ImportInspection, EngineError> {
        let mut seen = self.inspect_as(host, &ask, ask.dialect.as_ref()).await?;
        if let Some(currency) = self.settled_currency() {
            let signs = other_currencies(&seen.columns, &currency);
            if !signs.is_empty() {
                seen.warnings.push(ImportWarning::OtherCurrency { signs, currency });
            }
        }
        match ask.dialect {
            // Somebody has said how it is to be read.
            Some(_) => Ok(seen),
            None => self.recall_profile(host, &ask, seen).await,
        }
    }

    async fn inspect_as(
        &self,
        host: &impl Host,
        ask: &InspectFile,
        dialect: Option<&Dialect>,
    ) -> Result<ImportInspection, EngineError> {
        let source = self.sources.open(ask.source, dialect, ask.language, host).await?;
        source.inspect(dialect, ask.language).await
    }

    /// Looks for the profile of earlier files like this one, if need be read as those were.
    async fn recall_profile(
        &self,
        host: &impl Host,
        ask: &InspectFile,
        seen: ImportInspection,
    ) -> Result<ImportInspection, EngineError> {
        let Ok(open) = self.snapshot() else { return Ok(seen) };
        let mut profiles = open.tables.profiles();
        let mut recalled = recall(&profiles, &seen);
        if recalled.is_none() {
            profiles.sort_by_key(|(_, profile)| std::cmp::Reverse(profile.used));
            let otherwise =
                profiles.iter().filter(|(_, known)| is_laid_out_otherwise(known, &seen.dialect));
            for known in otherwise.take(MOST_PROFILES_TRIED) {
                let dialect = &known.1.mapping.dialect;
                // A file that cannot be read so is none of this source.
                let Ok(seen) = self.inspect_as(host, ask, Some(dialect)).await else { continue };
                recalled = recall(std::slice::from_ref(known), &seen);
                if recalled.is_some() {
                    break;
                }
            }
        }
        let Some(recalled) = recalled else { return Ok(seen) };
        let dialect = recalled.mapping.dialect.clone();
        let again = self.inspect_as(host, ask, Some(&dialect)).await?;
        Ok(ImportInspection { recalled: Some(recalled), ..again })
    }

    async fn preview_import(
        &self,
        host: &impl Host,
        today: Day,
        ask: PreviewImport,
    ) -> Result<ImportReport, EngineError> {
        let open = self.snapshot()?;
        let dialect = Some(&ask.mapping.dialect);
        let source = self.sources.open(ask.source, dialect, Language::default(), host).await?;
        let read = read_file(&open.tables, &source, &ask.mapping, false, host, today).await;
        read.map(|imported| imported.report)
    }
}

/// Two rounds, or one and now, as the sides of a comparison.
fn sides<'a>(
    tables: &'a Tables,
    from: DocumentId,
    to: Option<DocumentId>,
    now: (&'a [Stood], &'a BoardSettings),
    today: Day,
) -> Result<(Side<'a>, Side<'a>), EngineError> {
    let side = |id: DocumentId| {
        let round = tables.rounds().find(|(own, _)| *own == id).map(|(_, round)| round);
        let found = round.and_then(|round| {
            Some(Side { day: round.day, board: round.board()?, stood: round.everybody()? })
        });
        found.ok_or(EngineError::NotFound { what: Thing::Document })
    };
    let after = match to {
        Some(id) => side(id)?,
        None => Side { day: today, board: now.1, stood: now.0 },
    };
    Ok((side(from)?, after))
}

/// Answers that take a moment at most.
fn answer_at_once(open: &Snapshot, today: Day, query: Query) -> Result<Answer, EngineError> {
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
        Query::GetRfm(_) => Answer::GetRfm(lenses::view::rfm_view(tables, &open.derived(today))),
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
        | Query::GetWhomToInvite(_)
        | Query::GetPrizeCost(_)
        | Query::GetWordOfMouth(_)
        | Query::GetRegistrations(_)
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
        | Query::GetOverlap(_)
        | Query::GetHistory(_)
        | Query::FindWholeState(_)
        | Query::CompareStates(_)
        | Query::GetComparedCustomers(_) => return Err(EngineError::WrongProtocol),
    })
}

fn audience_of(open: &Snapshot, today: Day) -> Vec<AudienceEntry> {
    audience::entries(&open.tables, &open.derived(today))
}

/// The event as a scenario has it, and its document where it is saved.
fn scenario_event(
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

fn find_event(tables: &Tables, id: DocumentId) -> Result<&Event, EngineError> {
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
