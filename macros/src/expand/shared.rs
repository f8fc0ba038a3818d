//! What structs and catalogs have in common.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;

use crate::model::Root;
use crate::subject::Subject;

impl Root {
    /// The path as if it were written at `place`, so that an error of the compiler points there.
    pub(crate) fn at(&self, place: Span) -> TokenStream {
        let moved = self.0.clone().into_iter().map(|mut token: TokenTree| {
            token.set_span(token.span().located_at(place));
            token
        });
        moved.collect()
    }
}

pub(crate) fn trait_impl(subject: &Subject, Root(root): &Root) -> TokenStream {
    let ident = &subject.ident;
    let (parameters, arguments, _) = subject.generics.split_for_impl();
    let bounds = bounds(subject);
    quote!(#[automatically_derived] impl #parameters #root::Purchasable for #ident #arguments #bounds)
}

pub(crate) fn inherent_impl(subject: &Subject) -> TokenStream {
    let ident = &subject.ident;
    let (parameters, arguments, _) = subject.generics.split_for_impl();
    let bounds = bounds(subject);
    quote!(impl #parameters #ident #arguments #bounds)
}

/// The method that buys a value, thin because all the work is in the runtime.
pub(crate) fn purchase(subject: &Subject, Root(root): &Root) -> TokenStream {
    let visibility = &subject.visibility;
    quote! {
        /// Buys this. Nothing happens until the purchase is awaited or polled.
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
