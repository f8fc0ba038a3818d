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
///     const PARTS: __p::Parts<Self> = __p::one(&__ITEM, |_| __p::Some(Self {}));
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
    let has_fields = !matches!(subject.body, Body::Struct { has_fields: false });
    let from_sku = if has_fields { quote!(__p::lost) } else { quote!(|_| __p::Some(Self {})) };
    let impls = impls(subject, &quote!(__ITEM), &from_sku);
    // A `static`, because `cargo check` works out its value; it would leave that of a constant to the first use.
    quote! {
        static __ITEM: __p::Item = #descriptor;
        #impls
    }
}

pub(crate) fn inert(subject: &Subject) -> TokenStream {
    impls(subject, &quote!(__p::INERT), &quote!(__p::lost))
}

fn impls(subject: &Subject, item: &TokenStream, from_sku: &TokenStream) -> TokenStream {
    let visibility = &subject.visibility;
    let trait_impl = shared::trait_impl(subject, &quote!(__p::one(&#item, #from_sku)));
    let inherent_impl = shared::inherent_impl(subject);
    let purchase = shared::purchase(subject);
    quote! {
        #trait_impl
        #[allow(dead_code)]
        #inherent_impl {
            #[doc = #ITEM]
            #visibility const ITEM: &'static __p::Item = &#item;
            #[doc = #PURCHASE]
            #purchase
        }
    }
}
