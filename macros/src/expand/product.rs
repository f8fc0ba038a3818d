//! The code for a struct.

use proc_macro2::TokenStream;
use quote::quote;

use super::{item, shared};
use crate::model::{Item, Root};
use crate::subject::{Body, Subject};

const ITEM: &str = " What is sold: sku, name, price and everything else that was declared.";

/// For `#[purchasable(beans = 500)] pub struct SteelSword;`:
///
/// ```text
/// static __PURCHASABLE_ITEM: ::purchasable::Item = ::purchasable::Item::declare("steel_sword", "Steel sword", 500);
///
/// impl ::purchasable::Purchasable for SteelSword {
///     const ITEMS: &'static [&'static ::purchasable::Item] = &[&__PURCHASABLE_ITEM];
///     fn restore(order: &::purchasable::Order) -> ::core::option::Option<Self> {
///         ::purchasable::__private::is_for(order, &__PURCHASABLE_ITEM).then(|| Self {})
///     }
/// }
///
/// impl SteelSword {
///     pub const ITEM: &'static ::purchasable::Item = &__PURCHASABLE_ITEM;
///     pub fn purchase(self, shop: &::purchasable::Shop) -> ::purchasable::Purchase<Self> {
///         ::purchasable::Shop::purchase(shop, self)
///     }
/// }
/// ```
pub(crate) fn product(subject: &Subject, root: &Root, item: &Item) -> TokenStream {
    let descriptor = item::descriptor(item, root);
    let restore = matches!(subject.body, Body::Struct { has_fields: false }).then(|| {
        quote! {
            fn restore(order: &#root::Order) -> ::core::option::Option<Self> {
                #root::__private::is_for(order, &__PURCHASABLE_ITEM).then(|| Self {})
            }
        }
    });
    // A `static`, because `cargo check` works out its value; it would leave that of a constant to the first use.
    let item = quote!(static __PURCHASABLE_ITEM: #root::Item = #descriptor;);
    let impls = impls(subject, root, &quote!(__PURCHASABLE_ITEM), restore.as_ref());
    quote!(#item #impls)
}

pub(crate) fn inert(subject: &Subject, root: &Root) -> TokenStream {
    impls(subject, root, &quote!(#root::__private::INERT), None)
}

/// What the trait provides fits a struct with fields, which cannot be restored.
fn impls(subject: &Subject, root: &Root, item: &TokenStream, restore: Option<&TokenStream>) -> TokenStream {
    let visibility = &subject.visibility;
    let trait_impl = shared::trait_impl(subject, root);
    let inherent_impl = shared::inherent_impl(subject);
    let purchase = shared::purchase(subject, root);
    quote! {
        #trait_impl {
            const ITEMS: &'static [&'static #root::Item] = &[&#item];
            #restore
        }
        #inherent_impl {
            #[doc = #ITEM]
            #visibility const ITEM: &'static #root::Item = &#item;
            #purchase
        }
    }
}
