//! What structs and catalogs have in common.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Root;
use crate::subject::Subject;

// Documentation comes as text: a comment inside `quote!` is read anew by the compiler for each item.
const PURCHASE: &str = " Buys this. Nothing happens until the purchase is awaited or polled.";

pub(crate) fn trait_impl(subject: &Subject, root: &Root) -> TokenStream {
    let ident = &subject.ident;
    let (parameters, arguments, _) = subject.generics.split_for_impl();
    let bounds = bounds(subject);
    quote!(#[automatically_derived] impl #parameters #root::Purchasable for #ident #arguments #bounds)
}

pub(crate) fn inherent_impl(subject: &Subject) -> TokenStream {
    let ident = &subject.ident;
    let (parameters, arguments, _) = subject.generics.split_for_impl();
    let bounds = bounds(subject);
    // A game need not use everything that its items offer.
    quote!(#[allow(dead_code)] impl #parameters #ident #arguments #bounds)
}

/// The method that buys a value, thin because all the work is in the runtime.
pub(crate) fn purchase(subject: &Subject, root: &Root) -> TokenStream {
    let visibility = &subject.visibility;
    quote! {
        #[doc = #PURCHASE]
        #visibility fn purchase(self, shop: &#root::Shop) -> #root::Purchase<Self> {
            #root::Shop::purchase(shop, self)
        }
    }
}

/// Only inert code has type parameters: whatever they are, it must hold where the type is used.
fn bounds(subject: &Subject) -> TokenStream {
    if subject.generics.params.is_empty() {
        return TokenStream::new();
    }
    let predicates = subject.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    quote!(where Self: 'static, #(#predicates),*)
}
