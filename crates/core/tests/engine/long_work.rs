//! What takes long tells how far it is, and ends when it is no longer wanted, with nothing changed.

use std::cell::RefCell;
use std::rc::Rc;

use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::text::Language;
use meadow_core::engine::{Cancelled, Host, MemoryStore};
use meadow_core::protocol::{
    Ask, EngineError, ExportWorkspace, Progress, Reply, Request, SourceId, WorkspaceRequest,
};
use meadow_core::views::workspace::{BackupChance, FileFormat};

use super::customer_base::with_regulars;
use super::tab::{CancelsAt, NOW};

/// Notes what it is told.
#[derive(Default)]
struct Listens {
    heard: RefCell<Vec<Progress>>,
}

impl Host for Listens {
    fn now_ms(&self) -> f64 {
        NOW.now_ms
    }

    async fn breathe(&self, progress: Progress) -> Result<(), Cancelled> {
        self.heard.borrow_mut().push(progress);
        Ok(())
    }
}

#[test]
fn what_takes_long_tells_how_far_it_is_and_can_be_ended() {
    let store = MemoryStore::default();
    let tab = with_regulars(&store);
    let export = |redacted| {
        let ask = ExportWorkspace { format: FileFormat::Json, language: Language::En, redacted };
        Request::Query(ask.pack())
    };
    let chance = BackupChance { salt: [7; 16], nonce: [9; 19], seed: 11 };
    let passphrase = "larks above the meadow".to_owned();
    let backup = |redacted| {
        let passphrase = passphrase.clone();
        Request::Workspace(WorkspaceRequest::Backup { passphrase, chance, redacted })
    };
    let Ok(Reply::File(file)) = tab.request(&NOW, backup(false)) else { panic!("no backup") };
    let source = SourceId(5);
    tab.engine.attach(source, Rc::new((file.name, file.bytes)));
    let restore = WorkspaceRequest::RestoreBackup {
        source,
        passphrase: passphrase.clone(),
        language: Language::En,
    };
    let requests = [
        export(None),
        export(Some(3)),
        backup(false),
        backup(true),
        // Those that change something last: whoever is erased first is not in the others.
        Request::Erase { ids: vec![CustomerId(1)], as_words: false },
        Request::Workspace(restore),
    ];
    for request in requests {
        let before = (tab.rows(), tab.engine.position());
        let ended = tab.request(&CancelsAt::pause(0), request.clone());
        assert!(matches!(ended, Err(EngineError::Cancelled)), "{request:?}");
        assert!((tab.rows(), tab.engine.position()) == before, "{request:?}");

        let host = Listens::default();
        tab.request(&host, request.clone()).unwrap();
        let heard = host.heard.into_inner();
        assert!(heard.iter().any(|progress| progress.total > 0), "{request:?}");
        assert!(
            heard.iter().all(|progress| progress.total == 0 || progress.done <= progress.total),
            "{heard:?}"
        );
    }
}
