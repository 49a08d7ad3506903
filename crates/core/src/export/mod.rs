//! Files for the user to keep, one module per format. Must not know how a file is handed over.

pub mod csv;
pub mod ics;
