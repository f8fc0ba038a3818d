//! The code for a declaration that has passed every rule. Nothing here can fail.

mod catalog;
mod item;
mod product;
mod shared;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Model;
use crate::subject::{Body, Subject};

/// What makes the item purchasable, out of sight of the rest of the user's code. `root` is the path to the runtime.
pub(crate) fn expand(subject: &Subject, root: &TokenStream, model: &Model) -> TokenStream {
    let code = match model {
        Model::Struct(item) => product::product(subject, item),
        Model::Catalog(variants) => catalog::catalog(subject, variants),
    };
    hidden(subject, root, &code)
}

/// What keeps the rest of the user's code compiling where the declaration itself was refused.
pub(crate) fn inert(subject: &Subject, root: &TokenStream) -> TokenStream {
    let code = match &subject.body {
        Body::Struct { .. } | Body::Union => product::inert(subject),
        Body::Enum(variants) => catalog::inert(subject, variants),
    };
    hidden(subject, root, &code)
}

fn hidden(subject: &Subject, root: &TokenStream, code: &TokenStream) -> TokenStream {
    // The user hears of the deprecation where they use the type; here they could do nothing about it.
    let allow = subject.is_deprecated().then(|| quote!(#[allow(deprecated)]));
    // The path to the runtime stands once, however long it is: every token of an expansion costs the compiler time.
    quote! {
        #allow
        const _: () = {
            use #root::__private as __p;
            #code
        };
    }
}
