//! The command that a step becomes on what is there. Must not know what is tried with it.

use std::collections::{BTreeMap, BTreeSet};

use meadow_core::domain::blacklist::{BlockedBy, BlockedContact};
use meadow_core::domain::call::CallOutcome;
use meadow_core::domain::class::Class;
use meadow_core::domain::cluster::{ClusterBasis, ClusterMeasure, Clusters};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::day::Day;
use meadow_core::domain::event::Event;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::method::Method;
use meadow_core::domain::playbook_edits::{OwnText, PlaybookEdits, PlaybookPart};
use meadow_core::domain::product::Product;
use meadow_core::domain::round::{Asked, AskedHow};
use meadow_core::domain::workspace::{BoardSettings, CustomField, CutRule, WorkspaceFacts};
use meadow_core::protocol::{
    Command, GetBlacklist, GetEventDefaults, GetHoldOut, GetProfiles, GetQuarantine, MergeChoice,
    NewCall, NewContact, ProposePastEvents, RepairedRow,
};
use meadow_core::table::documents::{ImportProfile, QuarantinedRow, SavedView};
use meadow_core::views::blacklist::BlacklistRow;
use meadow_core::views::canvas::{Canvas, Chosen};
use meadow_core::views::completion::{CompletionMapping, KeyFit};
use meadow_core::views::import::{ColumnRole, Dialect, FieldPolicy, FirstFacts, ImportMapping};
use meadow_core::views::round::NewRound;
use meadow_core::views::scenario::{ForecastInputs, KeptScenario, ScenarioBase};
use meadow_core::views::segment::{SegmentAbout, SegmentPeople};
use meadow_core::views::table::TableQuery;
use meadow_core::views::whom::WhomLimits;
use proptest::sample::Index;

use super::Step;
use crate::tab::{Rows, TODAY, Tab, named};

/// The step as a command; `None` where there is no row it could be meant for.
pub fn command(tab: &Tab, rows: &Rows, step: &Step) -> Option<Command> {
    let pick = |at: &Index, n: usize| (n > 0).then(|| at.index(n));
    Some(match step {
        Step::Add(name) => Command::AddCustomer { customer: Box::new(named(name)) },
        Step::Edit(at, name) => {
            let before = Box::new(rows.customers[pick(at, rows.customers.len())?].customer.clone());
            let customer = Box::new(Customer { name: name.clone(), ..*before.clone() });
            Command::EditCustomer { before, customer }
        }
        Step::Delete(places) => {
            let ids = places.iter().filter_map(|at| pick(at, rows.customers.len()));
            Command::DeleteCustomers { ids: ids.map(|at| rows.customers[at].customer.id).collect() }
        }
        Step::Rename(name) => {
            let facts = WorkspaceFacts { name: name.clone(), ..rows.facts.clone() };
            Command::SetFacts { facts: Box::new(facts) }
        }
        Step::Cut(cut) => Command::SetBoard {
            board: BoardSettings {
                loyalty_cut: *cut,
                contribution_rule: CutRule::TopPercent(*cut as u8 % 99 + 1),
                ..BoardSettings::default()
            },
        },
        Step::AddProduct(name) => {
            let product = Product { name: name.clone(), ..Product::default() };
            Command::SaveProduct { product }
        }
        Step::EditProduct(at, name) => {
            let product = rows.products[pick(at, rows.products.len())?].clone();
            Command::SaveProduct { product: Product { name: name.clone(), ..product } }
        }
        Step::DeleteProduct(at) => {
            Command::DeleteProduct { id: rows.products[pick(at, rows.products.len())?].id }
        }
        Step::AddEvent(name) => Command::SaveEvent { base: None, event: event(tab, name) },
        Step::EditEvent(at, name) => {
            let base = rows.events[pick(at, rows.events.len())?].base();
            Command::SaveEvent { base: Some(base), event: event(tab, name) }
        }
        Step::DeleteEvent(at) => {
            Command::DeleteEvent { id: rows.events[pick(at, rows.events.len())?].id }
        }
        Step::DrawHoldOut(at, percent) => Command::DrawHoldOut {
            event: rows.events[pick(at, rows.events.len())?].id,
            percent: *percent,
            seed: u32::from(*percent),
        },
        Step::DropHoldOut(at) => {
            let ids = rows.events.iter().map(|event| event.id);
            let is_drawn =
                |event: &DocumentId| tab.ask(GetHoldOut { event: *event }).unwrap().drawn.is_some();
            let drawn: Vec<DocumentId> = ids.filter(is_drawn).collect();
            Command::DropHoldOut { event: drawn[pick(at, drawn.len())?] }
        }
        Step::Block(customer) => Command::AddToBlacklist {
            entries: vec![BlockedContact {
                by: BlockedBy::Key,
                value: format!("C{customer}"),
                reason: String::new(),
                day: TODAY,
            }],
        },
        Step::Import(orders) => {
            let mut csv = "customer_id,name,order_date,amount\n".to_owned();
            for (customer, day, cents) in orders {
                let line = format!("C{customer},Person {customer},2024-03-{day:02},{cents}.50\n");
                csv.push_str(&line);
            }
            let (source, mapping) = tab.attach_csv(&csv);
            Command::Import { source, mapping, first_facts: None, remember_as: None }
        }
        Step::ImportFirst(name, customer) => {
            let csv = format!("customer_id,name\nC{customer},{name}\n");
            let (source, mapping) = tab.attach_csv(&csv);
            let first_facts = Some(FirstFacts { name: name.clone(), currency: "EUR".into() });
            Command::Import { source, mapping, first_facts, remember_as: None }
        }
        Step::BulkEdit(whom, change) => {
            let ids = pick_customers(rows, whom);
            if ids.is_empty() {
                return None;
            }
            Command::BulkEdit { ids, change: change.clone() }
        }
        Step::Merge(whom) => {
            let parts = pick_customers(rows, whom);
            if parts.len() < 2 {
                return None;
            }
            Command::MergeCustomers { choices: vec![MergeChoice { parts, merged: None }] }
        }
        Step::Split(at) => {
            let merge = &rows.merges[pick(at, rows.merges.len())?];
            Command::SplitCustomer { merge: merge.merge, at: merge.at }
        }
        Step::KeepApart(one, other) => match pick_customers(rows, &[*one, *other])[..] {
            [one, other] => Command::KeepApart { pairs: vec![(one, other)] },
            _ => return None,
        },
        Step::MergeAsChosen(whom) => {
            let parts = pick_customers(rows, whom);
            let card = |id| rows.customers.iter().find(|card| card.customer.id == id);
            let choice = |pair: &[CustomerId]| {
                let (one, other) = (card(*pair.first()?)?, card(*pair.get(1)?)?);
                let name = other.customer.name.clone();
                let merged = Box::new(Customer { name, ..one.customer.clone() });
                Some(MergeChoice { parts: pair.to_vec(), merged: Some(merged) })
            };
            let choices: Vec<_> = parts.chunks(2).filter_map(choice).collect();
            if choices.is_empty() {
                return None;
            }
            Command::MergeCustomers { choices }
        }
        Step::SaveView(name) => {
            let view = SavedView { name: name.clone(), query: TableQuery::default() };
            Command::SaveView { id: None, view: Box::new(view) }
        }
        Step::EditView(at, name) => {
            let (id, view) = rows.views[pick(at, rows.views.len())?].clone();
            let view = Box::new(SavedView { name: name.clone(), ..view });
            Command::SaveView { id: Some(id), view }
        }
        Step::DeleteView(at) => {
            let (id, _) = rows.views[pick(at, rows.views.len())?];
            Command::DeleteKept { id }
        }
        Step::SaveSegment(name, people) => Command::SaveSegment {
            id: None,
            about: Box::new(SegmentAbout { name: name.clone(), ..SegmentAbout::default() }),
            people: Box::new(people.clone()),
        },
        Step::EditSegment(at, name, people) => {
            let segments = &rows.segments.segments;
            let segment = &segments[pick(at, segments.len())?];
            let about = SegmentAbout { name: name.clone(), ..segment.about.clone() };
            let people = Box::new(people.clone());
            Command::SaveSegment { id: Some(segment.id), about: Box::new(about), people }
        }
        Step::SaveClusters(name) => Command::SaveClusters {
            clusters: Clusters { basis: ClusterBasis::new([ClusterMeasure::Money], 1), n: 2 },
            names: vec![name.clone(), String::new()],
        },
        Step::CombineSegments(how) => {
            let of = rows.segments.segments.iter().take(2).map(|segment| segment.id).collect();
            Command::SaveSegment {
                id: None,
                about: Box::new(SegmentAbout { name: "both".into(), ..SegmentAbout::default() }),
                people: Box::new(SegmentPeople::Combined(*how, of)),
            }
        }
        Step::DeleteSegment(at) => {
            let segments = &rows.segments.segments;
            Command::DeleteKept { id: segments[pick(at, segments.len())?].id }
        }
        Step::TakeRound(name) => Command::SaveRound {
            round: NewRound::Everybody { name: name.clone(), event: None, day: None },
        },
        Step::AskRound(name, n_of_class) => {
            let asked = Asked { how: AskedHow::Survey, n_of_class: *n_of_class };
            let round = NewRound::Asked { name: name.clone(), day: TODAY, asked };
            Command::SaveRound { round }
        }
        Step::DeleteRound(at) => {
            Command::DeleteKept { id: rows.rounds[pick(at, rows.rounds.len())?].id }
        }
        Step::SaveCanvas(name, why) => {
            let waters = vec![Chosen { what: name.clone(), why: why.clone() }];
            let canvas = Canvas { name: name.clone(), waters, ..Canvas::default() };
            Command::SaveCanvas { id: None, canvas: Box::new(canvas) }
        }
        Step::EditCanvas(at, name) => {
            let (id, canvas) = rows.canvases[pick(at, rows.canvases.len())?].clone();
            let canvas = Canvas { name: name.clone(), ..canvas };
            Command::SaveCanvas { id: Some(id), canvas: Box::new(canvas) }
        }
        Step::DeleteCanvas(at) => {
            Command::DeleteKept { id: rows.canvases[pick(at, rows.canvases.len())?].0 }
        }
        Step::KeepScenario(of, name) => {
            let of = of.as_ref().and_then(|at| pick(at, rows.events.len()));
            let event = match of {
                Some(at) => rows.events[at].event.clone(),
                None => tab.ask(GetEventDefaults { method: Method::Training }).unwrap(),
            };
            let scenario = KeptScenario {
                name: name.clone(),
                note: String::new(),
                of: of.map(|at| rows.events[at].id),
                branched_from: rows.scenarios.first().map(|(id, _)| *id),
                inputs: ForecastInputs::of(&event),
                whom: WhomLimits::default(),
                seed: event.seed,
            };
            Command::SaveScenario { base: None, scenario: Box::new(scenario) }
        }
        Step::EditScenario(at, name, goal) => {
            let (id, kept) = rows.scenarios[pick(at, rows.scenarios.len())?].clone();
            let mut scenario = KeptScenario { name: name.clone(), ..kept.clone() };
            scenario.inputs.goal_orders = *goal;
            let base = ScenarioBase { id, scenario: Box::new(kept) };
            Command::SaveScenario { base: Some(base), scenario: Box::new(scenario) }
        }
        Step::UseScenario(at) => {
            let (id, kept) = &rows.scenarios[pick(at, rows.scenarios.len())?];
            let event = rows.events.iter().find(|event| Some(event.id) == kept.of)?;
            Command::UseScenario { id: *id, base: event.base() }
        }
        Step::DeleteScenario(at) => {
            Command::DeleteKept { id: rows.scenarios[pick(at, rows.scenarios.len())?].0 }
        }
        Step::AddPastEvents(events) => {
            let mut csv = "name,date,invited,registered,attended,ordered\n".to_owned();
            for (day, is_good) in events {
                let attended = if *is_good { 30 } else { 70 };
                csv.push_str(&format!("Day {day},2023-03-{day:02},300,61,{attended},9\n"));
            }
            let (source, mapping) = tab.attach_csv(&csv);
            let dialect = mapping.dialect;
            let mapping = tab.ask(ProposePastEvents { source, dialect }).unwrap();
            Command::AddPastEvents { source, mapping }
        }
        Step::SaveField(name, kind) => {
            let known = rows.facts.custom_fields.iter().find(|field| field.label == *name);
            let new = CustomField { label: name.clone(), ..CustomField::default() };
            let field = CustomField { kind: Some(*kind), ..known.cloned().unwrap_or(new) };
            Command::SaveField { field }
        }
        Step::RemoveField(at) => {
            let fields = &rows.facts.custom_fields;
            Command::RemoveField { key: fields[pick(at, fields.len())?].key.clone() }
        }
        Step::ImportRemembered(rows) => {
            let mut csv = "customer_id,name,order_date,amount\n".to_owned();
            for (customer, is_good) in rows {
                let day = if *is_good { "2024-03-05" } else { "2024-02-31" };
                csv.push_str(&format!("C{customer},Person {customer},{day},5\n"));
            }
            let (source, mapping) = tab.attach_csv(&csv);
            let remember_as = Some("Till".to_owned());
            Command::Import { source, mapping, first_facts: None, remember_as }
        }
        Step::Repair(at) => {
            let (import, waiting) = waiting_row(tab, rows, at)?;
            let mut cells = waiting.cells;
            cells.iter_mut().filter(|cell| cell.starts_with("2024-02")).for_each(|cell| {
                *cell = "2024-02-28".into();
            });
            Command::RepairRows { import, rows: vec![RepairedRow { row: waiting.row, cells }] }
        }
        Step::Discard(at) => {
            let (import, waiting) = waiting_row(tab, rows, at)?;
            Command::DiscardRows { import, rows: vec![waiting.row] }
        }
        Step::KeepProfile(name) => {
            let profile = ImportProfile {
                name: name.clone(),
                headers: vec![name.clone()],
                mapping: ImportMapping::new(Dialect::default(), vec![ColumnRole::Name]),
                used: Day(20_000),
            };
            Command::SaveProfile { id: None, profile: Box::new(profile) }
        }
        Step::EditProfile(name) => {
            let (id, profile) = tab.ask(GetProfiles {}).unwrap().pop()?;
            let profile = Box::new(ImportProfile { name: name.clone(), ..profile });
            Command::SaveProfile { id: Some(id), profile }
        }
        Step::AcceptLoss => Command::AcceptLoss,
        Step::ForgetProfile => {
            let (id, _) = tab.ask(GetProfiles {}).unwrap().pop()?;
            Command::DeleteKept { id }
        }
        Step::Complete(customer, area) => {
            let (source, read) = tab.attach_csv(&format!("customer_id,area\nC{customer},{area}\n"));
            Command::CompleteCustomers {
                source,
                mapping: CompletionMapping {
                    dialect: read.dialect,
                    n_columns: 2,
                    key_column: 0,
                    joins_on: CustomerField::Key,
                    fit: KeyFit::Whole,
                    fills: vec![(1, ColumnRole::Region)],
                    policy: FieldPolicy::Overwrite,
                },
            }
        }
        Step::BlockCustomers(whom) => {
            let ids = pick_customers(rows, whom);
            Command::BlockCustomers { ids, reason: "rude".into() }
        }
        Step::Unblock(customer) => {
            let value = format!("C{customer}");
            let of_number = |row: &BlacklistRow| row.entry.value == value;
            let found = tab.ask(GetBlacklist {}).unwrap().into_iter().find(of_number)?;
            Command::RemoveFromBlacklist { entries: vec![found.entry] }
        }
        Step::NoteContact(whom, text) => Command::NoteContact {
            ids: pick_customers(rows, whom),
            contact: NewContact {
                day: TODAY,
                kind: InteractionKind::Call,
                event: None,
                text: text.clone(),
            },
        },
        Step::RemoveContact(at) => {
            let contacts: Vec<_> =
                rows.customers.iter().flat_map(|card| &card.interactions).collect();
            let id = contacts.get(at.index(contacts.len().max(1)))?.id;
            Command::RemoveContact { id }
        }
        Step::LogCall(whom, outcome, words) => Command::LogCall {
            call: NewCall {
                customer: rows.customers.get(pick(whom, rows.customers.len())?)?.customer.id,
                outcome: *outcome,
                script: Some(Class::Bee),
                script_reason: String::new(),
                event: None,
                again: (*outcome == CallOutcome::NotNow).then(|| TODAY.plus_days(3)),
                reasons: vec!["price".into(), words.clone()],
                text: words.clone(),
            },
        },
        Step::SavePlaybook(class, words) => Command::SavePlaybook {
            class: *class,
            edits: PlaybookEdits {
                texts: vec![(PlaybookPart::Opening, OwnText { en: Some(words.clone()), zh: None })],
                pairs: BTreeMap::from([(
                    "price".to_owned(),
                    vec![(PlaybookPart::Close, OwnText { en: None, zh: Some(words.clone()) })],
                )]),
                ..PlaybookEdits::default()
            },
        },
    })
}

/// A row that an import left to be repaired.
fn waiting_row(tab: &Tab, rows: &Rows, at: &Index) -> Option<(DocumentId, QuarantinedRow)> {
    let imports: Vec<DocumentId> =
        rows.imports.iter().filter(|i| !i.waiting.is_empty()).map(|import| import.id).collect();
    let import = *imports.get(at.index(imports.len().max(1)))?;
    let page = tab.ask(GetQuarantine { import, offset: 0, limit: 1 }).unwrap();
    Some((import, page.rows.into_iter().next()?))
}

/// Each at most once.
fn pick_customers(rows: &Rows, whom: &[Index]) -> Vec<CustomerId> {
    if rows.customers.is_empty() {
        return Vec::new();
    }
    let picked = whom.iter().map(|at| at.get(&rows.customers).customer.id);
    picked.collect::<BTreeSet<_>>().into_iter().collect()
}

pub fn event(tab: &Tab, name: &str) -> Box<Event> {
    let event = tab.ask(GetEventDefaults { method: Method::Seminar }).unwrap();
    Box::new(Event { name: name.to_owned(), ..event })
}
