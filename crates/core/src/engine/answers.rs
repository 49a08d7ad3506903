//! Every question and who works out its answer, from the revision that is open when it is asked.

mod at_once;

use self::at_once::{answer_at_once, find_event, scenario_event};
use super::commands::{complete, past_events};
use super::data_care::find_duplicates;
use super::forecasting::{budget_split, forecast, mix_outlook, outcome, recency, timing};
use super::host::Host;
use super::inviting::{waves, whom_to_invite};
use super::promising::{prize_cost, word_of_mouth};
use super::recommending::read_whom;
use super::responding::{lead_response, pooled_rates};
use super::seating::{method_funnel, room};
use super::segmenting::{compare_segments, count_rule, draw_portrait, list_segments};
use super::store::Store;
use super::taking_out::{export_customers, export_table, export_tables, export_workspace};
use super::{Engine, clustering, outlooks};
use crate::domain::day::Day;
use crate::domain::text::Language;
use crate::domain::zone::Zone;
use crate::forecast::registrations_in_the_end;
use crate::protocol::{Answer, EngineError, Query};
use crate::{guide, playbooks};

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
            Query::GetMethodQuestions(_) => {
                Ok(Answer::GetMethodQuestions(playbooks::method_choice().questions.clone()))
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
                let currency = self.settled_currency().or(ask.currency);
                let open = self.snapshot().ok();
                let zone = open.and_then(|open| Zone::of(&open.tables.facts.time_zone));
                let mapping = &ask.mapping;
                let checks = source.check_columns(mapping, currency, zone, today, host).await?;
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
            Query::GetOutcome(ask) => {
                let open = self.snapshot()?;
                let event = find_event(&open.tables, ask.event)?;
                let audience = open.outreach(today, event, Some(ask.event)).groups;
                outcome(&open.tables, &audience, event, host).await.map(Answer::GetOutcome)
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
            Query::GetWaves(ask) => {
                let open = self.snapshot()?;
                let audience = open.outreach(today, &ask.event, ask.saved).groups;
                let found = waves(&open.tables, &audience, &ask, host).await?;
                Ok(Answer::GetWaves(found))
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
            Query::GetPooledRates(ask) => {
                let open = self.snapshot()?;
                let found = pooled_rates(&open.tables, &ask, host, today).await?;
                Ok(Answer::GetPooledRates(found))
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
                let found = method_funnel(&open.tables, &audience, &ask.event, host).await?;
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
            Query::GetPeopleRead(ask) => {
                let open = self.snapshot()?;
                read_whom(&open, ask.whom, host, today).await.map(Answer::GetPeopleRead)
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
            Query::GetComparedRows(ask) => {
                let open = self.snapshot()?;
                self.list_compared_rows(host, &open, ask).await.map(Answer::GetComparedRows)
            }
            query => answer_at_once(&*self.snapshot()?, today, query),
        }
    }
}
