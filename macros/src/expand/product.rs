//! The code for a struct.

use proc_macro2::TokenStream;
use quote::quote;

use super::{item, shared};
use crate::model::Item;
use crate::subject::{Body, Subject};

// Documentation comes as text: a comment inside `quote!` is read anew by the compiler for each item.
const ITEM: &str = " What is sold: sku, name, price and everything else that was declared.";
const PURCHASE: &str = " Buys this. Nothing happens until the purchase is awaited or polled.";

/// For `#[purchasable(beans = 500)] pub struct SteelSword;`:
///
/// ```text
/// use ::purchasable::__private as __p;
/// static __ITEM: __p::Item = __p::Item::declare("steel_sword", "Steel sword", 500);
///
/// impl __p::Purchasable for SteelSword {
///     const ITEM: &'static __p::Item = &__ITEM;
///     const UNIT: __p::Option<Self> = __p::Some(Self {});
/// }
///
/// impl SteelSword {
///     pub const ITEM: &'static __p::Item = &__ITEM;
///     pub fn purchase(self, shop: &__p::Shop) -> __p::Purchase<Self> {
///         __p::Shop::purchase(shop, self)
///     }
/// }
/// ```
pub(crate) fn product(subject: &Subject, item: &Item) -> TokenStream {
    let descriptor = item::descriptor(item);
    let is_unit = matches!(subject.body, Body::Struct { has_fields: false });
    let unit = is_unit.then(|| {
        quote!(
            const UNIT: __p::Option<Self> = __p::Some(Self {});
        )
    });
    let impls = impls(subject, &quote!(__ITEM), unit.as_ref());
    // A `static`, because `cargo check` works out its value; it would leave that of a constant to the first use.
    quote! {
        static __ITEM: __p::Item = #descriptor;
        #impls
    }
}

pub(crate) fn inert(subject: &Subject) -> TokenStream {
    impls(subject, &quote!(__p::INERT), None)
}

fn impls(subject: &Subject, item: &TokenStream, unit: Option<&TokenStream>) -> TokenStream {
    let visibility = &subject.visibility;
    let constant = quote!(const ITEM: &'static __p::Item = &#item;);
    let trait_impl = shared::trait_impl(subject, &quote!(#constant #unit));
    let inherent_impl = shared::inherent_impl(subject);
    let purchase = shared::purchase(subject);
    quote! {
        #trait_impl
        #[allow(dead_code)]
        #inherent_impl {
            #[doc = #ITEM]
            #visibility #constant
            #[doc = #PURCHASE]
            #purchase
        }
    }
}
