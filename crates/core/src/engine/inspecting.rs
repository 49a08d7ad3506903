//! What a file shows before it comes in, and in which way of earlier files. Must not change anything.

use super::Engine;
use super::commands::board::with_first_facts;
use super::commands::import::read_file;
use super::host::Host;
use super::store::Store;
use crate::domain::day::Day;
use crate::domain::text::Language;
use crate::ingest::{is_laid_out_otherwise, other_currencies, recall, written_currency};
use crate::protocol::{EngineError, InspectFile, PreviewImport};
use crate::views::import::{Dialect, FirstFacts, ImportInspection, ImportReport, ImportWarning};

/// Ways of earlier files in which a file is looked at that shows no known columns by itself.
const MOST_PROFILES_TRIED: usize = 8;

impl<S: Store> Engine<S> {
    /// In which amounts are kept; `None` while the first file may still choose it.
    pub(super) fn settled_currency(&self) -> Option<String> {
        let tables = &self.snapshot().ok()?.tables;
        (!tables.customers.is_empty()).then(|| tables.facts.currency.clone())
    }

    pub(super) async fn inspect_file(
        &self,
        host: &impl Host,
        ask: InspectFile,
    ) -> Result<ImportInspection, EngineError> {
        let seen = self.inspect_as(host, &ask, ask.dialect.as_ref()).await?;
        let mut seen = match ask.dialect {
            // Somebody has said how it is to be read.
            Some(_) => seen,
            None => self.recall_profile(host, &ask, seen).await?,
        };
        self.note_currency(&mut seen);
        Ok(seen)
    }

    /// Which currency the file speaks for, or against which it does.
    fn note_currency(&self, seen: &mut ImportInspection) {
        let Ok(open) = self.snapshot() else { return };
        match self.settled_currency() {
            Some(currency) => {
                let signs = other_currencies(&seen.columns, &currency);
                if !signs.is_empty() {
                    seen.warnings.push(ImportWarning::OtherCurrency { signs, currency });
                }
            }
            None => seen.currency = written_currency(&seen.columns, &open.tables.facts.currency),
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

    pub(super) async fn preview_import(
        &self,
        host: &impl Host,
        today: Day,
        ask: PreviewImport,
    ) -> Result<ImportReport, EngineError> {
        let open = self.snapshot()?;
        let dialect = Some(&ask.mapping.dialect);
        let source = self.sources.open(ask.source, dialect, Language::default(), host).await?;
        // What comes in afterwards is held against the same currency.
        let chosen = ask.currency.filter(|_| open.tables.customers.is_empty()).map(|currency| {
            with_first_facts(&open.tables, &FirstFacts { name: String::new(), currency })
        });
        let (is_settled, tables) = (chosen.is_some(), chosen.as_ref().unwrap_or(&open.tables));
        let read = read_file(tables, &source, &ask.mapping, is_settled, host, today).await;
        read.map(|imported| imported.report)
    }
}
