//! Any bytes as a backup: the header as it stands and with its checksum mended, and the contents as
//! they are read behind the encryption, which nothing but the passphrase gets past.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| meadow_core::backup::probe(bytes));
