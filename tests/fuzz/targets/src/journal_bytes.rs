//! See `fuzz::journal_bytes`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::journal_bytes(data));
