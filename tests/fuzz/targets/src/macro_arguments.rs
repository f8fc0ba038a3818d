//! Whatever stands between the parentheses, it is expanded or refused, and is no bug of ours.

#![no_main]
#![allow(dead_code, reason = "an attribute is called in one place, and here in another")]

use libfuzzer_sys::{Corpus, fuzz_target};
use proc_macro2::TokenStream;
use quote::quote;

#[path = "../../../../macros/src/args.rs"]
mod args;
#[path = "../../../../macros/src/attribute.rs"]
mod attribute;
#[path = "../../../../macros/src/check/mod.rs"]
mod check;
#[path = "../../../../macros/src/expand/mod.rs"]
mod expand;
#[path = "../../../../macros/src/keys.rs"]
mod keys;
#[path = "../../../../macros/src/model.rs"]
mod model;
#[path = "../../../../macros/src/sink.rs"]
mod sink;
#[path = "../../../../macros/src/strip.rs"]
mod strip;
#[path = "../../../../macros/src/subject.rs"]
mod subject;
#[path = "../../../../macros/src/suggest.rs"]
mod suggest;
#[path = "../../../../macros/src/values.rs"]
mod values;
#[path = "../../../../macros/src/wording.rs"]
mod wording;
#[path = "../../../../macros/src/words.rs"]
mod words;

// The keys of a type on the first line, those of a variant below.
fuzz_target!(|text: &str| -> Corpus {
    let (keys, variant) = text.split_once('\n').unwrap_or((text, ""));
    let (Ok(keys), Ok(variant)) = (keys.parse::<TokenStream>(), variant.parse::<TokenStream>()) else {
        return Corpus::Reject;
    };
    for item in [
        quote!(struct Sword { sharpness: u8 }),
        quote!(enum Gems { #[purchasable(#variant)] Handful, #[purchasable(beans = 900)] Chest }),
        quote!(#[purchasable(#variant)] enum Gems { #[purchasable = 500] Handful }),
    ] {
        let expansion = attribute::purchasable(keys.clone(), item).to_string();
        assert!(!expansion.contains("bug in purchasable"), "{expansion}");
    }
    Corpus::Keep
});
