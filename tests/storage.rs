//! Storage in a real browser's IndexedDB: what was committed stands, whatever happens around it.
#![cfg(target_arch = "wasm32")]

use std::collections::BTreeSet;
use std::rc::Rc;

use futures_util::future::join;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::{Build, QuerySource};
use indexed_db_futures::transaction::TransactionMode;
use meadow::platform::indexed_db::IndexedDb;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, DraftWriter, Revision, WorkspaceId};
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::engine::{Engine, HeadMove, Store, StoreError, Unhurried};
use meadow_core::protocol::{
    Ask, Command, DraftBase, DraftRequest, EngineError, Reply, Request, SourceId, WorkspaceRequest,
};
use meadow_core::saved::{
    DraftRecord, FORM, Head, Manifest, NewChunk, Retention, SavedError, StoredRecord,
    WorkspaceRecord, bundle, pack,
};
use meadow_core::table::tables::Tables;
use meadow_core::views::workspace::WorkspaceSummary;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const TODAY: Day = Day(20_000);
const NOW: Unhurried = Unhurried { now_ms: 1_750_000_000_000.0 };

/// An engine over the database of this name, as a freshly opened tab has it.
fn engine(database: &str) -> Engine<IndexedDb> {
    Engine::new(IndexedDb::new(database))
}

async fn step(
    engine: &Engine<IndexedDb>,
    request: Request,
) -> Result<WorkspaceSummary, EngineError> {
    match engine.handle(&NOW, TODAY, request).await? {
        Reply::Summary(summary) | Reply::Done { summary, .. } => Ok(*summary),
        other => panic!("answered with {other:?}"),
    }
}

async fn create(engine: &Engine<IndexedDb>) -> WorkspaceId {
    let facts = WorkspaceFacts { name: "测试".into(), ..WorkspaceFacts::default() };
    step(engine, Request::Workspace(WorkspaceRequest::Create { facts: Box::new(facts) }))
        .await
        .unwrap()
        .id
}

async fn open(
    engine: &Engine<IndexedDb>,
    id: WorkspaceId,
) -> Result<WorkspaceSummary, EngineError> {
    step(engine, Request::Workspace(WorkspaceRequest::Open { id })).await
}

async fn add(engine: &Engine<IndexedDb>, name: &str) -> Result<WorkspaceSummary, EngineError> {
    let customer = Customer { name: name.to_owned(), ..Customer::default() };
    step(engine, Request::Command(Command::AddCustomer { customer: Box::new(customer) })).await
}

#[wasm_bindgen_test]
async fn what_was_saved_is_there_after_reopening_and_so_is_its_history() {
    let first = engine("reopen");
    let id = create(&first).await;
    add(&first, "Ann").await.unwrap();
    let saved = add(&first, "王丽").await.unwrap();
    assert_eq!(saved.n_people, 2);
    drop(first);

    let second = engine("reopen");
    assert_eq!(open(&second, id).await, Ok(saved));
    let undone = step(&second, Request::Undo).await.unwrap();
    assert_eq!((undone.n_people, undone.redo.unwrap().zh), (1, "新增“王丽”".to_owned()));
    drop(second);

    let third = engine("reopen");
    assert_eq!(open(&third, id).await.unwrap().n_people, 1);
    assert_eq!(step(&third, Request::Redo).await.unwrap().n_people, 2);
    assert_eq!(step(&third, Request::Redo).await, Err(EngineError::NothingToRedo));
}

#[wasm_bindgen_test]
async fn an_import_is_saved_as_one_step() {
    let engine = engine("import");
    let id = create(&engine).await;
    let mut csv = "customer_id,date,amount\n".to_owned();
    for row in 0..30_000 {
        csv.push_str(&format!("C{},2024-01-{:02},{}.5\n", row % 9_000, row % 28 + 1, row % 97));
    }
    let source = SourceId(1);
    engine.attach(source, Rc::new(("orders.csv".to_owned(), csv.into_bytes())));
    let inspect = meadow_core::protocol::InspectFile {
        source,
        dialect: None,
        language: meadow_core::domain::text::Language::En,
    };
    let inspect = Request::Query(Ask::pack(&inspect));
    let Ok(Reply::Answer(answer)) = engine.handle(&NOW, TODAY, inspect).await else {
        panic!("not inspected")
    };
    let Some(inspection) = <meadow_core::protocol::InspectFile as Ask>::unpack(&answer) else {
        panic!("not inspected")
    };
    let mapping = meadow_core::views::import::ImportMapping::new(
        inspection.dialect,
        inspection.columns.into_iter().map(|column| column.guess).collect(),
    );
    let import =
        Request::Command(Command::Import { source, mapping, first_facts: None, remember_as: None });
    let saved = step(&engine, import).await.unwrap();
    assert_eq!((saved.n_people, saved.n_orders), (9_000, 30_000));
    let reopened = self::engine("import");
    assert_eq!(open(&reopened, id).await, Ok(saved));
    assert_eq!(step(&reopened, Request::Undo).await.unwrap().n_people, 0);
}

#[wasm_bindgen_test]
async fn drafts_outlive_everything_but_their_deletion() {
    let first = engine("drafts");
    let id = create(&first).await;
    add(&first, "Ann").await.unwrap();
    let draft = |request| Request::Draft(request);
    let name = || "event/春季".to_owned();
    let (writer, base) = (DraftWriter(1), DraftBase::Nothing);
    let put = DraftRequest::Put { name: name(), bytes: vec![7; 70_000], writer, base };
    first.handle(&NOW, TODAY, draft(put)).await.unwrap();
    step(&first, Request::Undo).await.unwrap();

    let second = engine("drafts");
    open(&second, id).await.unwrap();
    let get = || draft(DraftRequest::Get { name: name() });
    let kept = Reply::Draft(Some((vec![7; 70_000], writer)));
    assert_eq!(second.handle(&NOW, TODAY, get()).await, Ok(kept));
    let Ok(Reply::Drafts(list)) = second.handle(&NOW, TODAY, draft(DraftRequest::List)).await
    else {
        panic!("no list")
    };
    assert_eq!((list[0].name.clone(), list[0].n_bytes, list.len()), (name(), 70_000, 1));
    let delete = DraftRequest::Delete { name: name(), base: DraftBase::By(writer) };
    second.handle(&NOW, TODAY, draft(delete)).await.unwrap();
    assert_eq!(second.handle(&NOW, TODAY, get()).await, Ok(Reply::Draft(None)));
}

/// A revision of one customer, not written yet.
fn revision(number: u64, name: &str) -> (Manifest, Vec<NewChunk>, Head, WorkspaceRecord) {
    let mut tables = Tables::default();
    tables.customers.append([Customer { name: name.into(), ..Customer::default() }]);
    let packed = pack(&tables, Revision(number), None, Default::default(), 0.0);
    let head = Head {
        revision: Revision(number),
        manifest: Revision(number),
        redo: Vec::new(),
        ..Head::default()
    };
    let record = WorkspaceRecord::unreadable(WorkspaceId(1));
    (packed.manifest, packed.new_chunks, head, record)
}

async fn commit(store: &IndexedDb, expected: Option<u64>, name: &str) -> Result<(), StoreError> {
    let (manifest, chunks, head, record) = revision(expected.unwrap_or(0) + 1, name);
    store.put_chunks(WorkspaceId(1), &chunks).await?;
    let head_move = HeadMove {
        workspace: WorkspaceId(1),
        expected: expected.map(Revision),
        head: &head,
        manifest: Some(&manifest),
        chunks: &chunks,
        record: &record,
    };
    store.move_head(head_move).await
}

#[wasm_bindgen_test]
async fn killed_between_chunks_and_head_the_old_head_stands() {
    let store = IndexedDb::new("killed");
    commit(&store, None, "Ann").await.unwrap();
    let before = store.head(WorkspaceId(1)).await.unwrap();
    let (_, chunks, ..) = revision(2, "Bob");
    store.put_chunks(WorkspaceId(1), &chunks).await.unwrap();
    drop(store);

    let store = IndexedDb::new("killed");
    assert_eq!(store.head(WorkspaceId(1)).await.unwrap(), before);
    assert_eq!(store.manifest(WorkspaceId(1), Revision(2)).await, Ok(None));
    // What was written for nothing is collected.
    let ids = [chunks[0].id];
    assert!(store.chunks(WorkspaceId(1), &ids).await.unwrap()[0].is_some());
    store.sweep(WorkspaceId(1), Retention::usual(0.0)).await.unwrap();
    assert_eq!(store.chunks(WorkspaceId(1), &ids).await, Ok(vec![None]));
    let manifest = store.manifest(WorkspaceId(1), Revision(1)).await.unwrap().unwrap();
    let kept = [manifest.customers[0].id];
    assert!(store.chunks(WorkspaceId(1), &kept).await.unwrap()[0].is_some());
}

#[wasm_bindgen_test]
async fn chunks_swept_before_the_head_moves_are_written_once_more() {
    let store = IndexedDb::new("swept");
    commit(&store, None, "Ann").await.unwrap();
    let (manifest, chunks, head, record) = revision(2, "Bob");
    store.put_chunks(WorkspaceId(1), &chunks).await.unwrap();
    IndexedDb::new("swept").sweep(WorkspaceId(1), Retention::usual(0.0)).await.unwrap();
    let head_move = HeadMove {
        workspace: WorkspaceId(1),
        expected: Some(Revision(1)),
        head: &head,
        manifest: Some(&manifest),
        chunks: &chunks,
        record: &record,
    };
    store.move_head(head_move).await.unwrap();
    let there = store.chunks(WorkspaceId(1), &[chunks[0].id]).await.unwrap();
    assert_eq!(there, [Some(chunks[0].bytes.clone())]);
}

#[wasm_bindgen_test]
async fn of_two_racing_stores_one_loses_the_comparison() {
    let (one, other) = (IndexedDb::new("race"), IndexedDb::new("race"));
    commit(&one, None, "Ann").await.unwrap();
    for expected in 1..20 {
        let results =
            join(commit(&one, Some(expected), "Bob"), commit(&other, Some(expected), "Eve")).await;
        let won = match results {
            (Ok(()), Err(StoreError::Conflict)) => "Bob",
            (Err(StoreError::Conflict), Ok(())) => "Eve",
            other => panic!("{other:?}"),
        };
        let head = one.head(WorkspaceId(1)).await.unwrap().unwrap();
        assert_eq!(head.revision, Revision(expected + 1));
        let manifest = other.manifest(WorkspaceId(1), head.manifest).await.unwrap().unwrap();
        assert_eq!(manifest, revision(expected + 1, won).0);
    }
}

async fn put_draft(
    store: &IndexedDb,
    writer: u64,
    base: DraftBase,
    text: &str,
) -> Result<(), StoreError> {
    let writer = DraftWriter(writer);
    let draft = DraftRecord { bytes: text.as_bytes().to_vec(), changed_ms: 0.0, writer };
    store.put_draft(WorkspaceId(1), "d", base, &draft).await
}

#[wasm_bindgen_test]
async fn of_two_racing_writers_of_a_draft_one_loses_the_comparison() {
    let (one, other) = (IndexedDb::new("writers"), IndexedDb::new("writers"));
    put_draft(&one, 0, DraftBase::Nothing, "begun").await.unwrap();
    for round in 0..20 {
        let base = DraftBase::By(DraftWriter(2 * round));
        let (ours, theirs) = (2 * round + 1, 2 * round + 2);
        let results =
            join(put_draft(&one, ours, base, "ours"), put_draft(&other, theirs, base, "theirs"))
                .await;
        let (won, text) = match results {
            (Ok(()), Err(StoreError::Conflict)) => (ours, "ours"),
            (Err(StoreError::Conflict), Ok(())) => (theirs, "theirs"),
            other => panic!("{other:?}"),
        };
        let stored = one.draft(WorkspaceId(1), "d").await.unwrap().unwrap();
        assert_eq!((stored.writer, stored.bytes), (DraftWriter(won), text.as_bytes().to_vec()));
        // The next round begins from what the second writer has.
        put_draft(&other, theirs, DraftBase::By(DraftWriter(won)), "next").await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_draft_is_deleted_only_as_it_was_seen() {
    let store = IndexedDb::new("deleted draft");
    let delete = |base| store.delete_draft(WorkspaceId(1), "d", base);
    put_draft(&store, 1, DraftBase::Nothing, "a").await.unwrap();
    assert_eq!(delete(DraftBase::By(DraftWriter(2))).await, Err(StoreError::Conflict));
    assert_eq!(delete(DraftBase::Nothing).await, Err(StoreError::Conflict));
    delete(DraftBase::By(DraftWriter(1))).await.unwrap();
    assert_eq!(store.draft(WorkspaceId(1), "d").await, Ok(None));
    // A missing one is fine; but it is not the draft somebody goes on with.
    delete(DraftBase::By(DraftWriter(1))).await.unwrap();
    let gone = put_draft(&store, 2, DraftBase::By(DraftWriter(1)), "b").await;
    assert_eq!(gone, Err(StoreError::Conflict));
}

#[wasm_bindgen_test]
async fn an_erased_person_is_in_no_record_and_the_others_are_whole() {
    let first = engine("erased");
    let id = create(&first).await;
    add(&first, "Ann").await.unwrap();
    add(&first, "Zora Quillfeather").await.unwrap();
    let before = add(&first, "Bob").await.unwrap();
    let zora = CustomerId(2);
    // What is lost in the race changes nothing.
    let other = engine("erased");
    open(&other, id).await.unwrap();
    let erased = step(&first, Request::Erase { ids: vec![zora], as_words: false }).await.unwrap();
    assert_eq!((erased.n_people, before.n_people), (2, 3));
    let gone = step(&other, Request::Command(Command::DeleteCustomers { ids: vec![zora] })).await;
    assert!(gone.is_err(), "{gone:?}");
    let records = IndexedDb::new("erased").stored_records().await.unwrap();
    // Too short to be packed away: a label and a name stand in the bytes as they are.
    let holds =
        |record: &StoredRecord| record.bytes.windows(12).any(|bytes| bytes == b"Quillfeather");
    assert!(!records.iter().any(holds));
    assert_eq!(records.iter().filter(|record| record.store == "manifests").count(), 5);

    let second = engine("erased");
    assert_eq!(open(&second, id).await.unwrap().n_people, 2);
    assert_eq!(step(&second, Request::Undo).await.unwrap().n_people, 1);
    assert_eq!(step(&second, Request::Undo).await.unwrap().n_people, 1);
    assert_eq!(step(&second, Request::Undo).await.unwrap().n_people, 0);
    let back = step(&second, Request::Restore { revision: Revision(4) }).await.unwrap();
    assert_eq!(back.n_people, 2);
}

#[wasm_bindgen_test]
async fn a_chunk_that_is_gone_is_named_and_the_rest_opens() {
    let first = engine("hurt");
    let id = create(&first).await;
    add(&first, "Ann").await.unwrap();
    let store = IndexedDb::new("hurt");
    let manifest = store.manifest(id, Revision(2)).await.unwrap().unwrap();
    let nothing = NewChunk { id: manifest.customers[0].id, bytes: Vec::new() };
    store.put_chunks(id, &[nothing]).await.unwrap();
    let hurt = open(&engine("hurt"), id).await.unwrap();
    assert_eq!((hurt.n_people, hurt.hurt.len()), (0, 1));
}

#[wasm_bindgen_test]
async fn two_tabs_lose_nothing_of_each_other() {
    let one = engine("tabs");
    let id = create(&one).await;
    let other = engine("tabs");
    open(&other, id).await.unwrap();
    let (first, second) = join(add(&one, "Ann"), add(&other, "Bob")).await;
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!(first.n_people.max(second.n_people), 2);
    let third = engine("tabs");
    assert_eq!(open(&third, id).await.unwrap().n_people, 2);
}

#[wasm_bindgen_test]
async fn an_open_store_does_not_hold_up_a_newer_program_and_then_refuses_its_data() {
    let store = IndexedDb::new("newer");
    commit(&store, None, "Ann").await.unwrap();
    // The store is still open: it must let go, or this would wait for ever.
    let newer = Database::open("newer").with_version(99u8).build().unwrap().await.unwrap();
    let refused = Err(StoreError::Saved(SavedError::NewerForm { found: FORM + 1 }));
    assert_eq!(store.head(WorkspaceId(1)).await, refused);
    assert_eq!(newer.object_store_names().count(), 5);
}

#[wasm_bindgen_test]
async fn data_cleared_under_a_live_tab_are_told_as_gone() {
    let engine = engine("cleared");
    create(&engine).await;
    Database::delete_by_name("cleared").unwrap().await.unwrap();
    let result = add(&engine, "Ann").await;
    assert!(matches!(result, Err(EngineError::NotFound { .. })), "{result:?}");
}

#[wasm_bindgen_test]
async fn a_record_that_is_not_ours_is_damage_not_a_crash() {
    let store = IndexedDb::new("damaged");
    commit(&store, None, "Ann").await.unwrap();
    let draft = DraftRecord { bytes: vec![1], changed_ms: 0.0, writer: DraftWriter(1) };
    store.put_draft(WorkspaceId(1), "d", DraftBase::Nothing, &draft).await.unwrap();
    let database = Database::open("damaged").with_version(1u8).build().unwrap().await.unwrap();
    for (name, value) in [("heads", JsValue::from_str("x")), ("drafts", JsValue::NULL)] {
        let transaction =
            database.transaction(name).with_mode(TransactionMode::Readwrite).build().unwrap();
        let objects = transaction.object_store(name).unwrap();
        let key = objects.get_all_keys::<String>().await.unwrap().next().unwrap().unwrap();
        objects.put(value).with_key(key).without_key_type().build().unwrap().await.unwrap();
        drop(objects);
        transaction.commit().await.unwrap();
    }
    let head = store.head(WorkspaceId(1)).await;
    assert!(matches!(head, Err(StoreError::Saved(SavedError::Damaged { .. }))), "{head:?}");
    // A damaged head is never overwritten.
    let moved = commit(&store, Some(1), "Bob").await;
    assert!(matches!(moved, Err(StoreError::Saved(SavedError::Damaged { .. }))), "{moved:?}");
    assert_eq!(store.drafts(WorkspaceId(1)).await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn a_purged_workspace_leaves_nothing_behind_and_its_neighbour_whole() {
    let engine = engine("purge");
    let first = create(&engine).await;
    let second = create(&engine).await;
    add(&engine, "Ann").await.unwrap();
    let store = IndexedDb::new("purge");
    store.purge_workspace(first).await.unwrap();
    assert_eq!(store.head(first).await, Ok(None));
    assert_eq!(store.workspaces().await.unwrap().len(), 1);
    assert_eq!(open(&engine, second).await.unwrap().n_people, 1);
}

#[wasm_bindgen_test]
async fn data_of_a_newer_program_can_be_exported_as_they_are_and_stay() {
    let first = engine("export");
    create(&first).await;
    add(&first, "Ann").await.unwrap();
    drop(first);
    let before = IndexedDb::new("export").stored_records().await.unwrap();
    let stores: BTreeSet<&str> = before.iter().map(|record| record.store.as_str()).collect();
    assert_eq!(
        stores.into_iter().collect::<Vec<_>>(),
        ["chunks", "heads", "manifests", "workspaces"]
    );
    // A newer program with a store of its own.
    let newer = Database::open("export")
        .with_version(7u8)
        .with_on_upgrade_needed(|_, database: Database| {
            database.create_object_store("maps").build()?;
            Ok(())
        })
        .build()
        .unwrap()
        .await
        .unwrap();
    let transaction =
        newer.transaction("maps").with_mode(TransactionMode::Readwrite).build().unwrap();
    let maps = transaction.object_store("maps").unwrap();
    let map: JsValue = js_sys::Uint8Array::from(&b"\n\0\xff"[..]).into();
    maps.put(map).with_key("m").without_key_type().build().unwrap().await.unwrap();
    drop(maps);
    transaction.commit().await.unwrap();

    let engine = engine("export");
    let list = Request::Workspace(WorkspaceRequest::List);
    let refused = engine.handle(&NOW, TODAY, list).await;
    assert_eq!(refused, Err(EngineError::NewerForm { found: u32::from(FORM) + 1 }));
    let export = Request::Workspace(WorkspaceRequest::ExportStored);
    let Ok(Reply::File(file)) = engine.handle(&NOW, TODAY, export).await else {
        panic!("not exported")
    };
    let map = StoredRecord { store: "maps".into(), key: "m".into(), bytes: b"\n\0\xff".into() };
    let mut expected = before;
    // Browsers list object stores by name.
    expected.push(map);
    expected.sort_by(|a, b| a.store.cmp(&b.store));
    assert_eq!(file.bytes, bundle(&expected).unwrap());
    assert_eq!(newer.version(), 7.0);
}
