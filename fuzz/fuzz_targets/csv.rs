//! Any bytes as a file of text, in whatever encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;
use meadow_core::ingest::prepare;

fuzz_target!(|bytes: &[u8]| {
    let _ = prepare(bytes, true, None).and_then(|ready| meadow_fuzz::import(bytes, &ready));
});
