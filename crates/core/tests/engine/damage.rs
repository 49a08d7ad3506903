//! What storage cannot give back is named, the rest is there, and nothing of it goes unasked.

use std::collections::BTreeSet;

use futures_executor::block_on;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::product::Product;
use meadow_core::engine::{MemoryStore, Store};
use meadow_core::protocol::{
    Command, EngineError, FindWholeState, GetCustomerIds, GetSummary, Request, WorkspaceRequest,
};
use meadow_core::saved::Manifest;
use meadow_core::table::chunk::ChunkId;
use meadow_core::table::rows::ROWS_PER_CHUNK;
use meadow_core::views::table::TableQuery;
use meadow_core::views::workspace::{Damage, Part, WorkspaceSummary};

use super::tab::{NOW, Tab, add};

/// So many customers with an order each, in one import.
fn import(tab: &Tab, n_customers: usize) {
    let mut csv = "customer_id,name,order_date,amount\n".to_owned();
    for number in 0..n_customers {
        csv.push_str(&format!("C{number},Person {number},2024-03-01,{number}.50\n"));
    }
    let (source, mapping) = tab.attach_csv(&csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
}

fn manifest(tab: &Tab, store: &MemoryStore) -> Manifest {
    let id = tab.engine.position().unwrap().0;
    block_on(store.manifest(id, tab.here())).unwrap().unwrap()
}

fn summary(tab: &Tab) -> WorkspaceSummary {
    tab.ask(GetSummary {}).unwrap()
}

fn stored(tab: &Tab, store: &MemoryStore, name: ChunkId) -> Option<Vec<u8>> {
    let id = tab.engine.position().unwrap().0;
    block_on(store.chunks(id, &[name])).unwrap().remove(0)
}

#[test]
fn the_rest_of_a_hurt_workspace_is_there_and_the_hurt_is_named() {
    let changes: [fn(&mut Vec<u8>); 3] =
        [|bytes| bytes[20] ^= 1, |bytes| bytes.truncate(30), |bytes| bytes.fill(0)];
    for change in changes {
        let store = &MemoryStore::default();
        let tab = Tab::with_workspace(store);
        import(&tab, 3 * ROWS_PER_CHUNK);
        let hurt = manifest(&tab, store).customers[1].id;
        store.damage_chunks(|name, bytes| {
            if name == hurt {
                change(bytes);
            }
        });
        let (before, n_chunks) = (stored(&tab, store, hurt), store.n_chunks());
        let tab = tab.another(store);
        let seen = summary(&tab);
        let n_rows = ROWS_PER_CHUNK as u32;
        let damage = Damage { part: Part::Customers, n_rows, n_rows_before: ROWS_PER_CHUNK as u64 };
        assert_eq!(seen.hurt, [damage]);
        assert_eq!((seen.n_people, seen.n_orders), (2 * n_rows, 3 * n_rows));
        // Everything that can be asked is answered; the orders of those who are missed are there.
        let all = tab.ask(GetCustomerIds { table: TableQuery::default() }).unwrap();
        assert_eq!(all.len(), 2 * ROWS_PER_CHUNK);
        assert_eq!((stored(&tab, store, hurt), store.n_chunks()), (before, n_chunks));
    }
}

#[test]
fn what_is_hurt_stays_named_through_every_change_until_it_is_let_go() {
    let store = &MemoryStore::default();
    let tab = Tab::with_workspace(store);
    import(&tab, 2 * ROWS_PER_CHUNK + 100);
    // The last chunk: what is added later must not take its place.
    let hurt = manifest(&tab, store).customers[2].id;
    store.damage_chunks(|name, bytes| {
        if name == hurt {
            bytes.truncate(9);
        }
    });
    let tab = tab.another(store);
    let named = summary(&tab).hurt;
    let id = add(&tab, "Ann");
    assert_eq!(id.0 as usize, 2 * ROWS_PER_CHUNK + 101);
    tab.run(Command::DeleteCustomers { ids: vec![CustomerId(1)] }).unwrap();
    tab.step(Request::ForgetSteps { older_than_ms: 0.0 }).unwrap();
    let again = tab.another(store);
    assert_eq!(summary(&again).hurt, named);
    assert_eq!(summary(&again), summary(&tab));
    assert_eq!(stored(&tab, store, hurt).unwrap().len(), 9);

    let saved = tab.saved(store);
    tab.run(Command::AcceptLoss).unwrap();
    assert_eq!(summary(&tab).hurt, []);
    assert_eq!(summary(&tab.another(store)).hurt, []);
    assert_eq!(tab.undo().unwrap().hurt, named);
    assert_eq!(tab.saved(store), saved, "to the byte");
    tab.redo().unwrap();
    // Only with the steps that name it does it go.
    assert!(stored(&tab, store, hurt).is_some());
    tab.step(Request::ForgetSteps { older_than_ms: 0.0 }).unwrap();
    assert!(stored(&tab, store, hurt).is_none());
}

#[test]
fn the_newest_whole_state_is_found_and_gone_back_to() {
    let store = &MemoryStore::default();
    let tab = Tab::with_workspace(store);
    add(&tab, "Ann");
    let whole = (tab.here(), tab.rows());
    add(&tab, "Bob");
    let before: BTreeSet<ChunkId> = manifest(&tab, store).kept_chunks().collect();
    add(&tab, "Cid");
    tab.run(Command::SaveProduct { product: Product { name: "Tea".into(), ..Product::default() } })
        .unwrap();
    store.damage_chunks(|name, bytes| {
        if before.contains(&name) {
            bytes.fill(7);
        }
    });
    // What the two last steps hold is whole, what Bob's holds is not.
    let tab = tab.another(store);
    assert_eq!(summary(&tab).hurt, []);
    let now: BTreeSet<ChunkId> = manifest(&tab, store).kept_chunks().collect();
    store.damage_chunks(|name, bytes| {
        if now.contains(&name) {
            bytes.fill(7);
        }
    });
    let tab = tab.another(store);
    assert_eq!(summary(&tab).hurt.len(), 3);
    let found = tab.ask(FindWholeState {}).unwrap().unwrap();
    assert_eq!(found.revision, whole.0);
    assert_eq!(tab.restore(found.revision).unwrap().hurt, []);
    assert_eq!(tab.rows(), whole.1);
    assert_eq!(summary(&tab.another(store)).hurt, []);
}

#[test]
fn where_the_newest_step_cannot_be_read_the_one_before_is_opened() {
    let store = &MemoryStore::default();
    let tab = Tab::with_workspace(store);
    add(&tab, "Ann");
    let rows = tab.rows();
    add(&tab, "Bob");
    let newest = tab.here();
    store.damage_manifests(|at, bytes| {
        if at == newest {
            bytes.truncate(bytes.len() - 1);
        }
    });
    let tab = tab.another(store);
    assert_eq!(tab.rows(), rows);
    assert_eq!(summary(&tab).hurt[0].part, Part::Step);
    add(&tab, "Cid");
    let again = tab.another(store);
    assert_eq!((again.rows().customers.len(), summary(&again).hurt.len()), (2, 1));
    // What cannot be read holds everything until steps are forgotten.
    let n_manifests = store.n_manifests();
    again.run(Command::AcceptLoss).unwrap();
    assert_eq!((store.n_manifests(), summary(&again).hurt.len()), (n_manifests + 1, 0));
    again.step(Request::ForgetSteps { older_than_ms: 0.0 }).unwrap();
    assert_eq!(store.n_manifests(), 1);
}

#[test]
fn where_no_step_can_be_read_it_is_said_and_nothing_changes() {
    let store = &MemoryStore::default();
    let tab = Tab::with_workspace(store);
    add(&tab, "Ann");
    let id = tab.engine.position().unwrap().0;
    store.damage_manifests(|_, bytes| bytes.fill(0));
    let stored = block_on(store.stored_records()).unwrap();
    let open = Request::Workspace(WorkspaceRequest::Open { id });
    let result = Tab::new(store).request(&NOW, open);
    assert!(matches!(result, Err(EngineError::Damaged { .. })), "{result:?}");
    assert_eq!(block_on(store.stored_records()).unwrap(), stored);
}
