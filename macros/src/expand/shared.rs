//! What structs and catalogs have in common.

use proc_macro2::TokenStream;
use quote::quote;

use crate::subject::Subject;

/// Without `#[automatically_derived]`: there is nothing in the block but constants.
pub(crate) fn trait_impl(subject: &Subject, constants: &TokenStream) -> TokenStream {
    let ident = &subject.ident;
    let (parameters, arguments, _) = subject.generics.split_for_impl();
    let bounds = bounds(subject);
    quote!(impl #parameters __p::Purchasable for #ident #arguments #bounds { #constants })
}

/// The head of the block of what the type itself offers, of which a game need not use everything.
pub(crate) fn inherent_impl(subject: &Subject) -> TokenStream {
    let ident = &subject.ident;
    let (parameters, arguments, _) = subject.generics.split_for_impl();
    let bounds = bounds(subject);
    quote!(impl #parameters #ident #arguments #bounds)
}

/// The method that buys a value, thin because all the work is in the runtime.
pub(crate) fn purchase(subject: &Subject) -> TokenStream {
    let visibility = &subject.visibility;
    quote! {
        #visibility fn purchase(self, shop: &__p::Shop) -> __p::Purchase<Self> {
            __p::Shop::purchase(shop, self)
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
