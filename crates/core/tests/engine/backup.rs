//! A workspace goes out whole and comes back whole, or nothing is touched.

use std::rc::Rc;

use futures_executor::block_on;
use meadow_core::domain::blacklist::{BlockedBy, BlockedContact};
use meadow_core::domain::class::Class;
use meadow_core::domain::consent::{Channel, Permission};
use meadow_core::domain::customer::{ClassOverride, Customer};
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::text::Language;
use meadow_core::domain::workspace::WorkspaceKind;
use meadow_core::engine::{Fault, MemoryStore, Store};
use meadow_core::protocol::{
    BackupProblem, Command, DraftBase, DraftRequest, EngineError, ExportWorkspace, GetBlacklist,
    GetCustomerCard, GetCustomerIds, GetRounds, NewContact, Outcome, Reply, Request, SourceId,
    WorkspaceRequest,
};
use meadow_core::table::documents::SavedView;
use meadow_core::views::round::NewRound;
use meadow_core::views::rule::{Condition, Rule};
use meadow_core::views::segment::{SegmentAbout, SegmentPeople};
use meadow_core::views::table::{Column, Filter, TableQuery, Test};
use meadow_core::views::workspace::{BackupChance, ExportedFile, FileFormat};

use super::tab::{NOW, TODAY, Tab};

const PASSPHRASE: &str = "春天来了 a meadow";

fn chance() -> BackupChance {
    BackupChance { salt: [7; 16], nonce: [9; 19], seed: 11 }
}

fn backup(tab: &Tab, redacted: bool) -> ExportedFile {
    let request =
        WorkspaceRequest::Backup { passphrase: PASSPHRASE.into(), chance: chance(), redacted };
    match tab.request(&NOW, Request::Workspace(request)) {
        Ok(Reply::File(file)) => file,
        other => panic!("{other:?}"),
    }
}

fn restore(tab: &Tab, bytes: Vec<u8>, passphrase: &str) -> Result<Reply, EngineError> {
    restore_in(tab, bytes, passphrase, Language::Zh)
}

fn restore_in(
    tab: &Tab,
    bytes: Vec<u8>,
    passphrase: &str,
    language: Language,
) -> Result<Reply, EngineError> {
    let source = SourceId(5);
    tab.engine.attach(source, Rc::new(("a.meadow".to_owned(), bytes)));
    let passphrase = passphrase.into();
    let restore = WorkspaceRequest::RestoreBackup { source, passphrase, language };
    tab.request(&NOW, Request::Workspace(restore))
}

fn filled(store: &MemoryStore) -> Tab<'_> {
    let tab = Tab::with_workspace(store);
    let csv = "客户编号,姓名,手机,邮箱,备注,下单日期,金额\n\
        A1,林雨晴,13800138001,linyq@example.com,喜欢麻糬,2024-03-01,100\n\
        A2,赵明宇,13800138002,,,2024-03-02,50\n";
    let (source, mapping) = tab.attach_csv(csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let before = tab.rows().customers[0].customer.clone();
    let mut customer = Customer { tags: vec!["老客户".into()], ..before.clone() };
    customer.consent.set(Channel::Sms, Permission::Granted);
    tab.run(Command::EditCustomer { before: Box::new(before), customer: Box::new(customer) })
        .unwrap();
    let draft = DraftRequest::Put {
        name: "event/new".into(),
        bytes: b"typed".to_vec(),
        writer: Default::default(),
        base: DraftBase::Nothing,
    };
    tab.request(&NOW, Request::Draft(draft)).unwrap();
    tab
}

#[test]
fn what_went_out_comes_back_as_a_workspace_of_its_own() {
    let store = MemoryStore::default();
    let tab = filled(&store);
    let before = tab.rows();
    let first = tab.engine.position().unwrap().0;
    let file = backup(&tab, false);
    // Into a browser that has nothing, and beside the one it was taken from.
    for store in [&MemoryStore::default(), &store] {
        let is_beside = store.n_manifests() > 0;
        let other = Tab::new(store);
        let Ok(Reply::Summary(summary)) = restore(&other, file.bytes.clone(), PASSPHRASE) else {
            panic!("not restored")
        };
        assert_eq!(summary.kind, WorkspaceKind::Own);
        assert!(!is_beside || summary.id != first);
        let mut rows = other.rows();
        if is_beside {
            let name = std::mem::replace(&mut rows.facts.name, before.facts.name.clone());
            assert_eq!(name, format!("{}（恢复）", before.facts.name));
        }
        assert_eq!(rows, before);
        let get = DraftRequest::Get { name: "event/new".into() };
        let Ok(Reply::Draft(Some((bytes, _)))) = other.request(&NOW, Request::Draft(get)) else {
            panic!("no draft")
        };
        assert_eq!(bytes, b"typed");
        assert!(matches!(other.undo(), Err(EngineError::NothingToUndo)));
        // What came back can be changed, and opens again.
        super::tab::add(&other, "Zoe");
        assert_eq!(other.another(store).rows(), other.rows());
    }
    assert_eq!(tab.rows(), before);
}

/// The language of who restores it, whatever the workspace is kept in.
#[test]
fn a_restored_workspace_is_named_in_the_language_of_the_moment() {
    let store = MemoryStore::default();
    let tab = filled(&store);
    let name = tab.rows().facts.name;
    let file = backup(&tab, false);
    let other = Tab::new(&store);
    for (language, expected) in
        [(Language::En, format!("{name} (restored)")), (Language::Zh, format!("{name}（恢复）"))]
    {
        restore_in(&other, file.bytes.clone(), PASSPHRASE, language).unwrap();
        assert_eq!(other.rows().facts.name, expected);
    }
}

#[test]
fn a_restore_that_fails_leaves_nothing_behind() {
    let store = MemoryStore::default();
    let tab = filled(&store);
    let file = backup(&tab, false);
    let stored = block_on((&store).stored_records()).unwrap();
    store.fail_with(Fault::BeforeHead);
    assert!(restore(&tab, file.bytes.clone(), PASSPHRASE).is_err());
    store.fail_with(Fault::None);
    assert_eq!(block_on((&store).stored_records()).unwrap(), stored);
    restore(&tab, file.bytes, PASSPHRASE).unwrap();
}

/// What no list of rows can carry comes back as well: events, views, segments, rounds, contacts, the
/// blacklist, a class set by hand.
#[test]
fn all_that_is_planned_and_kept_comes_back() {
    let store = MemoryStore::default();
    let tab = filled(&store);
    let ids = tab.ask(GetCustomerIds { table: TableQuery::default() }).unwrap();
    let Outcome::Document(event) = tab
        .run(Command::SaveEvent { base: None, event: super::steps::event(&tab, "Tasting") })
        .unwrap()
    else {
        panic!("no event")
    };
    let contact = NewContact {
        day: TODAY,
        kind: InteractionKind::Visit,
        event: Some(event),
        text: "came by".into(),
    };
    let before = tab.ask(GetCustomerCard { id: ids[1] }).unwrap().customer;
    let class_override = Some(ClassOverride { class: Class::Bee, note: "brings others".into() });
    let customer = Customer { class_override, ..before.clone() };
    let blocked = BlockedContact {
        by: BlockedBy::Phone,
        value: "13900139000".into(),
        reason: "asked".into(),
        day: TODAY,
    };
    let view = SavedView { name: "All".into(), query: TableQuery::default() };
    let with_phone = Filter { column: Column::Phone, test: Test::Filled(true) };
    let with_phone = Rule::Is(Condition::Field(with_phone));
    let about = SegmentAbout { name: "Regulars".into(), ..SegmentAbout::default() };
    for command in [
        Command::NoteContact { ids: vec![ids[0]], contact },
        Command::EditCustomer { before: Box::new(before), customer: Box::new(customer) },
        Command::AddToBlacklist { entries: vec![blocked] },
        Command::SaveView { id: None, view: Box::new(view) },
        Command::SaveSegment {
            id: None,
            about: Box::new(about),
            people: Box::new(SegmentPeople::Listed(with_phone)),
        },
        Command::SaveRound {
            round: NewRound::Everybody { name: "Spring".into(), event: None, day: None },
        },
    ] {
        tab.run(command).unwrap();
    }
    let rows = tab.rows();
    assert_eq!((rows.events.len(), rows.views.len(), rows.segments.segments.len()), (1, 1, 1));
    assert!(rows.customers.iter().any(|card| !card.interactions.is_empty()));
    let other_store = MemoryStore::default();
    let other = Tab::new(&other_store);
    restore(&other, backup(&tab, false).bytes, PASSPHRASE).unwrap();
    assert_eq!(other.rows(), rows);
    assert_eq!(other.ask(GetBlacklist {}), tab.ask(GetBlacklist {}));
    let rounds = tab.ask(GetRounds {}).unwrap();
    assert!(!rounds.rounds.is_empty());
    assert_eq!(other.ask(GetRounds {}).unwrap(), rounds);
}

#[test]
fn a_file_that_cannot_be_opened_touches_nothing_and_says_why() {
    let store = MemoryStore::default();
    let tab = filled(&store);
    let before = tab.rows();
    let good = backup(&tab, false).bytes;
    let changed = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    let cases = [
        (good.clone(), "another passphrase", BackupProblem::WrongPassphrase),
        (good.clone(), "", BackupProblem::NoPassphrase),
        (good[..good.len() - 9].to_vec(), PASSPHRASE, BackupProblem::CutShort),
        (changed(40), PASSPHRASE, BackupProblem::HeaderDamaged),
        (changed(good.len() - 20), PASSPHRASE, BackupProblem::Damaged),
        (b"PK\x03\x04 a workbook".to_vec(), PASSPHRASE, BackupProblem::NotABackup),
    ];
    for (bytes, passphrase, expected) in cases {
        let result = restore(&tab, bytes, passphrase);
        assert_eq!(result, Err(EngineError::BadBackup(expected)));
        assert_eq!(tab.rows(), before);
    }
    let all = tab.request(&NOW, Request::Workspace(WorkspaceRequest::List)).unwrap();
    assert!(matches!(all, Reply::Workspaces(list) if list.len() == 1));
}

#[test]
fn a_redacted_copy_names_nobody_and_adds_up() {
    let store = MemoryStore::default();
    let tab = filled(&store);
    let file = backup(&tab, true);
    let other_store = MemoryStore::default();
    let other = Tab::new(&other_store);
    restore(&other, file.bytes, PASSPHRASE).unwrap();
    let sums = |tab: &Tab| {
        let mut sums: Vec<_> =
            tab.rows().customers.iter().map(|card| (card.n_orders, card.spend_total)).collect();
        sums.sort();
        sums
    };
    assert_eq!(sums(&other), sums(&tab));
    let export =
        ExportWorkspace { format: FileFormat::Json, language: Language::Zh, redacted: Some(3) };
    let copies =
        [format!("{:?}", other.rows()), String::from_utf8(tab.ask(export).unwrap().bytes).unwrap()];
    for copy in copies {
        for known in ["林雨晴", "赵明宇", "13800138001", "linyq@example.com", "麻糬", "\"A1\""]
        {
            assert!(!copy.contains(known), "{known}");
        }
    }
}

#[test]
fn of_a_hurt_workspace_all_that_can_be_read_comes_back() {
    let store = MemoryStore::default();
    let tab = filled(&store);
    let whole = tab.rows();
    let id = tab.engine.position().unwrap().0;
    let manifest = block_on((&store).manifest(id, tab.here())).unwrap().unwrap();
    let hurt = manifest.customers[0].id;
    store.damage_chunks(|name, bytes| {
        if name == hurt {
            bytes.truncate(9);
        }
    });
    let tab = tab.another(&store);
    assert_eq!(tab.rows().customers.len(), 0);
    let file = backup(&tab, false);
    let other_store = MemoryStore::default();
    let other = Tab::new(&other_store);
    let Ok(Reply::Summary(summary)) = restore(&other, file.bytes, PASSPHRASE) else {
        panic!("not restored")
    };
    assert_eq!((summary.hurt, summary.n_people, summary.n_orders), (Vec::new(), 0, 2));
    assert_eq!(other.rows().imports, whole.imports);
}
