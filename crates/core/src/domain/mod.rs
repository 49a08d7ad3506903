//! Plain types and their invariants. Knows nothing of files, storage or screens.

pub mod text;
