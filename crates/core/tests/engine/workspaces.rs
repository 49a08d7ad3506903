//! Several workspaces side by side, the sample, removal, drafts.

use meadow_core::domain::ids::DraftWriter;
use meadow_core::domain::workspace::{WorkspaceFacts, WorkspaceKind};
use meadow_core::engine::{MemoryStore, Unhurried};
use meadow_core::protocol::{
    Command, DraftBase, DraftRequest, EngineError, Reply, Request, WorkspaceRequest,
};
use meadow_core::views::workspace::WorkspaceEntry;

use super::tab::{NOW, Tab, add, named};

fn list(tab: &Tab) -> Vec<WorkspaceEntry> {
    match tab.request(&NOW, Request::Workspace(WorkspaceRequest::List)) {
        Ok(Reply::Workspaces(list)) => list,
        other => panic!("{other:?}"),
    }
}

fn draft(tab: &Tab, request: DraftRequest) -> Reply {
    tab.request(&NOW, Request::Draft(request)).unwrap()
}

#[test]
fn nothing_is_answered_before_a_workspace_is_open() {
    let store = MemoryStore::default();
    assert_eq!(Tab::new(&store).request(&NOW, Request::Undo), Err(EngineError::NoWorkspace));
}

#[test]
fn the_sample_is_made_once_and_touches_nothing_else() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    let own = tab.engine.position().unwrap().0;
    let sample = tab.open(WorkspaceRequest::OpenSample);
    assert_eq!(sample.kind, WorkspaceKind::Sample);
    assert!(sample.n_people > 3_000 && sample.n_order_lines > 90_000);
    let again = Tab::new(&store).open(WorkspaceRequest::OpenSample);
    assert_eq!((again.id, again.revision), (sample.id, sample.revision));
    assert_eq!(again, sample);
    assert_eq!(list(&tab).len(), 2);
    let own = tab.open(WorkspaceRequest::Open { id: own });
    assert_eq!((own.kind, own.n_people), (WorkspaceKind::Own, 1));
}

#[test]
fn a_command_for_another_workspace_is_refused_and_changes_neither() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let meant = tab.engine.position().unwrap().0;
    let other = tab.open(WorkspaceRequest::Create { facts: Box::default() }).id;
    let send = |workspace| {
        let command = Box::new(Command::AddCustomer { customer: Box::new(named("Ann")) });
        tab.request(&NOW, Request::CommandIn { workspace, command })
    };
    assert_eq!(send(meant), Err(EngineError::OtherWorkspace));
    assert_eq!(tab.rows().customers.len(), 0);
    assert!(matches!(send(other), Ok(Reply::Done { .. })));
    assert_eq!(tab.rows().customers.len(), 1);
    assert_eq!(tab.open(WorkspaceRequest::Open { id: meant }).n_people, 0);
    assert!(matches!(send(meant), Ok(Reply::Done { .. })));
    assert_eq!(tab.rows().customers.len(), 1);
}

#[test]
fn nobody_can_make_a_sample_by_hand() {
    let store = MemoryStore::default();
    let tab = Tab::new(&store);
    let facts = WorkspaceFacts { kind: WorkspaceKind::Sample, ..WorkspaceFacts::default() };
    assert_eq!(
        tab.open(WorkspaceRequest::Create { facts: Box::new(facts) }).kind,
        WorkspaceKind::Own
    );
}

#[test]
fn a_removed_workspace_comes_back_within_thirty_days_and_is_then_gone() {
    const DAY_MS: f64 = 86_400_000.0;
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    let id = tab.engine.position().unwrap().0;
    let manage = |host: &Unhurried, request| tab.request(host, Request::Workspace(request));
    assert!(matches!(
        manage(&NOW, WorkspaceRequest::Remove { id }),
        Err(EngineError::BadInput { .. })
    ));
    let other = tab.open(WorkspaceRequest::Create { facts: Box::default() }).id;
    assert_ne!(other, id);
    manage(&NOW, WorkspaceRequest::Remove { id }).unwrap();
    assert!(list(&tab)[0].removed);

    let later = |days: f64| Unhurried { now_ms: NOW.now_ms + days * DAY_MS };
    manage(&later(29.0), WorkspaceRequest::Open { id: other }).unwrap();
    manage(&later(29.0), WorkspaceRequest::Restore { id }).unwrap();
    manage(&later(31.0), WorkspaceRequest::Open { id }).unwrap();
    assert_eq!(tab.rows().customers.len(), 1);

    manage(&later(31.0), WorkspaceRequest::Open { id: other }).unwrap();
    manage(&later(31.0), WorkspaceRequest::Remove { id }).unwrap();
    manage(&later(62.0), WorkspaceRequest::Open { id: other }).unwrap();
    assert_eq!(list(&tab).len(), 1);
    assert!(matches!(
        manage(&NOW, WorkspaceRequest::Open { id }),
        Err(EngineError::NotFound { .. })
    ));
}

#[test]
fn drafts_belong_to_their_workspace_and_outlive_undo() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    let own = tab.engine.position().unwrap().0;
    let name = || "event/春季".to_owned();
    let writer = DraftWriter(1);
    let base = DraftBase::Nothing;
    draft(&tab, DraftRequest::Put { name: name(), bytes: vec![1, 2], writer, base });
    tab.undo().unwrap();
    let kept = Reply::Draft(Some((vec![1, 2], writer)));
    assert_eq!(draft(&tab, DraftRequest::Get { name: name() }), kept);
    tab.open(WorkspaceRequest::Create { facts: Box::default() });
    assert_eq!(draft(&tab, DraftRequest::List), Reply::Drafts(Vec::new()));
    tab.open(WorkspaceRequest::Open { id: own });
    let Reply::Drafts(drafts) = draft(&tab, DraftRequest::List) else { panic!("no list") };
    assert_eq!((drafts[0].name.as_str(), drafts[0].n_bytes), ("event/春季", 2));
    draft(&tab, DraftRequest::Delete { name: name(), base: DraftBase::By(writer) });
    assert_eq!(draft(&tab, DraftRequest::Get { name: name() }), Reply::Draft(None));
}
