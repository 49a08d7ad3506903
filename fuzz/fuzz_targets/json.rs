//! Any bytes as JSON or JSON Lines.
#![no_main]

use libfuzzer_sys::fuzz_target;
use meadow_core::ingest::read_json;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_json(bytes, None, None, true).and_then(|ready| meadow_fuzz::import(bytes, &ready));
});
