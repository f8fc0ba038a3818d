//! The features of wasm that each build uses, against those that are listed for it.

use page_tests::{Game, features};
use wasmparser::{Validator, WasmFeatures};

#[test]
fn each_build_is_valid_where_there_is_only_what_is_listed_for_it() {
    for game in Game::ALL {
        features::check(&game.wasm(), game.features()).unwrap_or_else(|error| panic!("{game:?}: {error}"));
    }
}

#[test]
fn each_build_says_that_it_uses_what_is_listed_for_it() {
    for game in Game::ALL {
        let mut listed: Vec<_> = game.features().iter().map(|(name, _)| *name).collect();
        listed.sort_unstable();
        assert_eq!(features::declared(&game.wasm()).expect("it is wasm"), listed, "{game:?}");
    }
}

#[test]
fn the_ordinary_build_is_refused_where_only_the_lowered_one_may_run() {
    let error = features::check(&Game::Ordinary.wasm(), features::LOWERED).expect_err("it uses more");
    assert!(error.message().ends_with("support is not enabled"), "{error}");
}

#[test]
fn the_lowered_build_costs_next_to_nothing() {
    let [ordinary, lowered] = Game::ALL.map(|game| game.wasm().len());
    assert!(lowered * 100 <= ordinary * 103, "{lowered} bytes, and {ordinary} in the ordinary build");
}

#[test]
fn no_build_may_use_what_is_in_no_list() {
    let simd = module(0, &[0xfd, 0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x1a]); // v128.const, drop
    let threads = module(0, &[0xfe, 0x03, 0]); // atomic.fence
    let exceptions = module(0, &[0x1f, 0x40, 0, 0x0b]); // try_table, end
    let tail_calls = module(0, &[0x12, 0]); // return_call of itself
    let garbage_collection = module(0, &[0x41, 0, 0xfb, 0x1c, 0x1a]); // i32.const, ref.i31, drop
    let memory64 = module(MEMORY64, &[]);
    for wasm in [simd, threads, exceptions, tail_calls, garbage_collection, memory64] {
        assert_valid(&wasm);
        for game in Game::ALL {
            assert!(features::check(&wasm, game.features()).is_err(), "{game:?} may use {wasm:x?}");
        }
    }
}

#[test]
fn the_lowered_build_may_not_use_what_was_taken_out_of_it() {
    let copy = module(0, &[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0a, 0, 0]); // three times i32.const, memory.copy
    let fill = module(0, &[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0]); // three times i32.const, memory.fill
    let reference = module(0, &[0xd0, 0x6f, 0x1a]); // ref.null extern, drop
    let sign_extension = module(0, &[0x41, 0, 0xc0, 0x1a]); // i32.const, i32.extend8_s, drop
    for wasm in [copy, fill, reference, sign_extension] {
        assert!(features::check(&wasm, features::ORDINARY).is_ok(), "{wasm:x?}");
        assert!(features::check(&wasm, features::LOWERED).is_err(), "{wasm:x?}");
    }
}

const MEMORY64: u8 = 4;

/// A wasm file with a memory of this kind, and one function that takes and gives nothing.
fn module(memory: u8, body: &[u8]) -> Vec<u8> {
    let length = |bytes: &[u8]| u8::try_from(bytes.len()).expect("it is short");
    let function = [&[0], body, &[0x0b]].concat();
    let code = [&[1, length(&function)], &function[..]].concat();
    [
        &b"\0asm\x01\0\0\0"[..],
        // Its type, the function, the memory of one page, the code.
        &[1, 4, 1, 0x60, 0, 0],
        &[3, 2, 1, 0],
        &[5, 3, 1, memory, 1],
        &[10, length(&code)],
        &code,
    ]
    .concat()
}

/// It is the feature that is refused, and not a slip in its bytes.
fn assert_valid(wasm: &[u8]) {
    let everything = Validator::new_with_features(WasmFeatures::all()).validate_all(wasm);
    assert!(everything.is_ok(), "{wasm:x?}");
}
