//! A tab to test with: an engine over a shared store, and all of its rows for comparison.

use std::cell::Cell;
use std::rc::Rc;

use futures_executor::block_on;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::day::Day;
use meadow_core::domain::event::EventDocument;
use meadow_core::domain::ids::{CustomerId, DocumentId, Revision};
use meadow_core::domain::product::Product;
use meadow_core::domain::text::Language;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::engine::{Cancelled, Engine, Host, MemoryStore, Store, Unhurried};
use meadow_core::protocol::{
    Ask, Command, EngineError, GetCanvases, GetCustomerCard, GetCustomerIds, GetEvent, GetEvents,
    GetFacts, GetImports, GetMerges, GetProducts, GetRounds, GetScenarios, GetSegments, GetSummary,
    GetViews, InspectFile, Outcome, PackedAnswer, PackedQuery, Progress, Reply, Request, SourceId,
    WorkspaceRequest,
};
use meadow_core::saved::Manifest;
use meadow_core::table::documents::SavedView;
use meadow_core::views::canvas::Canvas;
use meadow_core::views::duplicates::MergeEntry;
use meadow_core::views::import::{ImportEntry, ImportMapping};
use meadow_core::views::round::RoundEntry;
use meadow_core::views::scenario::KeptScenario;
use meadow_core::views::segment::SegmentsView;
use meadow_core::views::table::{CustomerCard, TableQuery};
use meadow_core::views::workspace::WorkspaceSummary;

pub const TODAY: Day = Day(20_000);
pub const NOW: Unhurried = Unhurried { now_ms: 1_750_000_000_000.0 };

pub struct Tab<'a> {
    pub engine: Engine<&'a MemoryStore>,
}

/// Everything the user could see of a workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    pub facts: WorkspaceFacts,
    pub customers: Vec<CustomerCard>,
    pub products: Vec<Product>,
    pub events: Vec<EventDocument>,
    pub imports: Vec<ImportEntry>,
    pub merges: Vec<MergeEntry>,
    pub views: Vec<(DocumentId, SavedView)>,
    pub segments: SegmentsView,
    pub rounds: Vec<RoundEntry>,
    pub canvases: Vec<(DocumentId, Canvas)>,
    pub scenarios: Vec<(DocumentId, KeptScenario)>,
}

impl<'a> Tab<'a> {
    pub fn new(store: &'a MemoryStore) -> Self {
        Self { engine: Engine::new(store) }
    }

    /// With a fresh workspace open.
    pub fn with_workspace(store: &'a MemoryStore) -> Self {
        let tab = Self::new(store);
        let facts = WorkspaceFacts { name: "Test".into(), ..WorkspaceFacts::default() };
        tab.open(WorkspaceRequest::Create { facts: Box::new(facts) });
        tab
    }

    /// Another tab with the same workspace open.
    pub fn another(&self, store: &'a MemoryStore) -> Self {
        let tab = Self::new(store);
        let id = self.engine.position().unwrap().0;
        tab.open(WorkspaceRequest::Open { id });
        tab
    }

    pub fn request(&self, host: &impl Host, request: Request) -> Result<Reply, EngineError> {
        block_on(self.engine.handle(host, TODAY, request))
    }

    pub fn open(&self, request: WorkspaceRequest) -> WorkspaceSummary {
        self.step(Request::Workspace(request)).unwrap()
    }

    pub fn run(&self, command: Command) -> Result<Outcome, EngineError> {
        self.run_on(TODAY, command)
    }

    pub fn run_on(&self, day: Day, command: Command) -> Result<Outcome, EngineError> {
        match block_on(self.engine.handle(&NOW, day, Request::Command(command)))? {
            Reply::Done { outcome, .. } => Ok(outcome),
            other => panic!("a command was answered with {other:?}"),
        }
    }

    pub fn undo(&self) -> Result<WorkspaceSummary, EngineError> {
        self.step(Request::Undo)
    }

    pub fn redo(&self) -> Result<WorkspaceSummary, EngineError> {
        self.step(Request::Redo)
    }

    pub fn restore(&self, revision: Revision) -> Result<WorkspaceSummary, EngineError> {
        self.step(Request::Restore { revision })
    }

    /// The step whose outcome is shown.
    pub fn here(&self) -> Revision {
        self.ask(GetSummary {}).unwrap().state
    }

    pub fn ask<Q: Ask>(&self, query: Q) -> Result<Q::Answer, EngineError> {
        self.ask_with(&NOW, query.pack()).map(|answer| Q::unpack(&answer).unwrap())
    }

    /// The bytes that hold the state the workspace is in: its manifest, and every chunk it names.
    pub fn saved(&self, store: &MemoryStore) -> Vec<Vec<u8>> {
        let id = self.engine.position().unwrap().0;
        let head = block_on((&store).head(id)).unwrap().unwrap();
        let manifests = block_on((&store).manifests(id)).unwrap();
        let (_, bytes) = manifests.into_iter().find(|(at, _)| *at == head.manifest).unwrap();
        let manifest = Manifest::from_bytes(&bytes).unwrap();
        let names: Vec<_> = manifest.kept_chunks().collect();
        let chunks = block_on((&store).chunks(id, &names)).unwrap();
        [bytes].into_iter().chain(chunks.into_iter().map(Option::unwrap)).collect()
    }

    pub fn rows(&self) -> Rows {
        let ids = self.ask(GetCustomerIds { table: TableQuery::default() }).unwrap();
        let events = self.ask(GetEvents {}).unwrap();
        Rows {
            facts: self.ask(GetFacts {}).unwrap(),
            customers: ids
                .into_iter()
                .map(|id| self.ask(GetCustomerCard { id }).unwrap())
                .collect(),
            products: self.ask(GetProducts {}).unwrap(),
            events: events
                .iter()
                .map(|event| self.ask(GetEvent { id: event.id }).unwrap())
                .collect(),
            imports: self.ask(GetImports {}).unwrap(),
            merges: self.ask(GetMerges {}).unwrap(),
            views: self.ask(GetViews {}).unwrap(),
            segments: self.ask(GetSegments {}).unwrap(),
            rounds: self.ask(GetRounds {}).unwrap().rounds,
            canvases: self.ask(GetCanvases {}).unwrap(),
            scenarios: [None]
                .into_iter()
                .chain(events.iter().map(|event| Some(event.id)))
                .flat_map(|of| self.ask(GetScenarios { of }).unwrap())
                .collect(),
        }
    }

    /// Hands a CSV over and takes every column as it is guessed.
    pub fn attach_csv(&self, csv: &str) -> (SourceId, ImportMapping) {
        let source = SourceId(1);
        self.engine.attach(source, Rc::new(("people.csv".to_owned(), csv.as_bytes().to_vec())));
        let inspection =
            self.ask(InspectFile { source, dialect: None, language: Language::En }).unwrap();
        let columns = inspection.columns.into_iter().map(|column| column.guess).collect();
        (source, ImportMapping::new(inspection.dialect, columns))
    }

    pub fn step(&self, request: Request) -> Result<WorkspaceSummary, EngineError> {
        match self.request(&NOW, request)? {
            Reply::Summary(summary) => Ok(*summary),
            other => panic!("answered with {other:?}"),
        }
    }

    fn ask_with(&self, host: &impl Host, query: PackedQuery) -> Result<PackedAnswer, EngineError> {
        match self.request(host, Request::Query(query))? {
            Reply::Answer(answer) => Ok(answer),
            other => panic!("a query was answered with {other:?}"),
        }
    }
}

pub fn named(name: &str) -> Customer {
    Customer { name: name.to_owned(), ..Customer::default() }
}

pub fn add(tab: &Tab, name: &str) -> CustomerId {
    match tab.run(Command::AddCustomer { customer: Box::new(named(name)) }) {
        Ok(Outcome::Customer(id)) => id,
        other => panic!("adding {name} gave {other:?}"),
    }
}

/// Cancels its request at the n-th pause.
pub struct CancelsAt {
    n_left: Cell<u32>,
}

impl CancelsAt {
    pub fn pause(n: u32) -> Self {
        Self { n_left: Cell::new(n) }
    }
}

impl Host for CancelsAt {
    fn now_ms(&self) -> f64 {
        NOW.now_ms
    }

    async fn breathe(&self, _progress: Progress) -> Result<(), Cancelled> {
        let n_left = self.n_left.get().checked_sub(1).ok_or(Cancelled)?;
        self.n_left.set(n_left);
        Ok(())
    }
}
