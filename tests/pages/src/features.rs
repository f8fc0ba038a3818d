//! The features of wasm that a build may use, beside what wasm began with.
//!
//! No page of TikTok's says which of them its runtimes accept. What each decision here stands on is written beside it; what
//! is in no list is refused.
//!
//! SIMD, threads and exceptions are in none: the port of Godot to hosts of this kind is built without them, and says that
//! devices refuse SIMD and exceptions (`AnranS/godot_for_minigame:docs/USAGE.md`); Douyin, whose runtime has the same names,
//! has no SIMD on iOS (the page `TTWebAssembly` on developer.open-douyin.com). Tail calls, 64-bit memory and garbage
//! collection are newer than all that is listed, and nobody says anything about them.

use wasmparser::{BinaryReader, Parser, Payload, Result, Validator, WasmFeatures};

/// A feature, and its name in the section `target_features`.
pub type Feature = (&'static str, WasmFeatures);

/// What rustc uses unless it is told otherwise (the page “wasm32-unknown-unknown” of the rustc book). The check of the port
/// named above lets all of it pass (`AnranS/godot_for_minigame:scripts/verify_wasm_template.sh`).
pub const ORDINARY: &[Feature] = &[
    // A game with these cannot have subpackages yet, say the pages for Unity (`/doc/mini-games-technical-overview`,
    // `/doc/build-mini-games-with-unity`).
    ("bulk-memory", WasmFeatures::BULK_MEMORY),
    ("bulk-memory-opt", WasmFeatures::BULK_MEMORY_OPT),
    // No page speaks of them. wasm-bindgen holds JavaScript values in a table of references where it may.
    ("reference-types", WasmFeatures::REFERENCE_TYPES),
    ("call-indirect-overlong", WasmFeatures::CALL_INDIRECT_OVERLONG),
    // No page speaks of these either. None came to browsers later than reference types.
    ("multivalue", WasmFeatures::MULTI_VALUE),
    ("mutable-globals", WasmFeatures::MUTABLE_GLOBAL),
    ("nontrapping-fptoint", WasmFeatures::SATURATING_FLOAT_TO_INT),
    ("sign-ext", WasmFeatures::SIGN_EXTENSION),
];

/// What cannot be taken out afterwards: binaryen's lowering of it gives another number than Rust's `as` for a float that
/// does not fit (its `LLVMNonTrappingFPToIntLowering.cpp` says so at its top).
pub const LOWERED: &[Feature] = &[("nontrapping-fptoint", WasmFeatures::SATURATING_FLOAT_TO_INT)];

/// Whether a wasm file is valid for a runtime that has these features and no others.
///
/// # Errors
///
/// When it is not: what is too much, and where.
pub fn check(wasm: &[u8], features: &[Feature]) -> Result<()> {
    let allowed = features.iter().fold(WasmFeatures::MVP, |allowed, (_, feature)| allowed | *feature);
    Validator::new_with_features(allowed).validate_all(wasm).map(drop)
}

/// The names of the features that a wasm file says it uses, in alphabetical order.
///
/// # Errors
///
/// When it cannot be read.
pub fn declared(wasm: &[u8]) -> Result<Vec<&str>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::CustomSection(section) if section.name() == "target_features" => {
                names.extend(names_in(section.data())?);
            }
            _ => {}
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn names_in(section: &[u8]) -> Result<Vec<&str>> {
    let mut reader = BinaryReader::new(section, 0);
    let count = reader.read_var_u32()?;
    let name = |_| {
        // A plus sign, or a minus sign for what must not be there, which no compiler says of features like these.
        let _prefix = reader.read_u8()?;
        reader.read_string()
    };
    (0..count).map(name).collect()
}
