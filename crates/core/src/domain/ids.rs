//! Identifiers, one type each, so that they cannot be mixed up.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub $inner);
    };
}

id! {
    /// A person or organisation; given once, never reused within a workspace.
    CustomerId(u32)
}
id! {
    /// One order (or refund).
    OrderId(u32)
}
id! {
    /// One product of the workspace.
    ProductId(u32)
}
id! {
    /// One contact with a customer.
    InteractionId(u32)
}
id! {
    /// One line of a customer's log.
    LogId(u32)
}
id! {
    /// A segment, an event with its plan, a note.
    DocumentId(u32)
}
id! {
    /// A saved event as it was: the hash of its stored bytes.
    EventVersion(u128)
}
id! {
    /// Whoever has a draft in hand; drawn by chance, so that no two are the same.
    DraftWriter(u64)
}
id! {
    /// One workspace in this browser.
    WorkspaceId(u64)
}
id! {
    /// The number of a revision within its workspace. Larger is newer, also after an undo.
    Revision(u64)
}
