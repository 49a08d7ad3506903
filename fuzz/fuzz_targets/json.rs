#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| meadow_fuzz::json(bytes));
