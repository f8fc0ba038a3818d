//! The code for a declaration that has passed every rule. Nothing here can fail.

mod catalog;
mod item;
mod product;
mod shared;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Model, Root};
use crate::subject::{Body, Subject};

/// What makes the item purchasable, out of sight of the rest of the user's code.
pub(crate) fn expand(subject: &Subject, root: &Root, model: &Model) -> TokenStream {
    let code = match model {
        Model::Struct(item) => product::product(subject, root, item),
        Model::Catalog(variants) => catalog::catalog(subject, root, variants),
    };
    hidden(subject, &code)
}

/// What keeps the rest of the user's code compiling where the declaration itself was refused.
pub(crate) fn inert(subject: &Subject, root: &Root) -> TokenStream {
    let code = match subject.body {
        Body::Struct { .. } | Body::Union => product::inert(subject, root),
        Body::Enum(_) => catalog::inert(subject, root),
    };
    hidden(subject, &code)
}

fn hidden(subject: &Subject, code: &TokenStream) -> TokenStream {
    // The user hears of the deprecation where they use the type; here they could do nothing about it.
    let allow = subject.is_deprecated().then(|| quote!(#[allow(deprecated)]));
    quote! {
        #allow
        const _: () = { #code };
    }
}
