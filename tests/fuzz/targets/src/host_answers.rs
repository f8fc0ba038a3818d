//! See `fuzz::host_answers`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::host_answers(data));
