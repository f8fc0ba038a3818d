//! The code for a struct.

use proc_macro2::TokenStream;
use quote::quote;

use super::{item, shared};
use crate::model::{Item, Root};
use crate::subject::{Body, Subject};

/// For `#[purchasable(beans = 500)] pub struct SteelSword;`:
///
/// ```ignore
/// static __PURCHASABLE_ITEM: ::purchasable::Item = ::purchasable::Item::declare("steel_sword", "Steel sword", 500);
///
/// impl ::purchasable::Purchasable for SteelSword {
///     const ITEMS: &'static [&'static ::purchasable::Item] = &[&__PURCHASABLE_ITEM];
///     fn item(&self) -> &'static ::purchasable::Item {
///         &__PURCHASABLE_ITEM
///     }
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
    let Root(path) = root;
    let restore = match subject.body {
        Body::Struct { has_fields: false } => {
            quote!((order: &#path::Order) -> ::core::option::Option<Self> {
                #path::__private::is_for(order, &__PURCHASABLE_ITEM).then(|| Self {})
            })
        }
        _ => nothing_to_restore(root),
    };
    // A `static`, because `cargo check` works out its value; it would leave that of a constant to the first use.
    let item = quote!(static __PURCHASABLE_ITEM: #path::Item = #descriptor;);
    let impls = impls(subject, root, &quote!(__PURCHASABLE_ITEM), &restore);
    quote!(#item #impls)
}

pub(crate) fn inert(subject: &Subject, root: &Root) -> TokenStream {
    let Root(path) = root;
    impls(subject, root, &quote!(#path::__private::INERT), &nothing_to_restore(root))
}

fn impls(subject: &Subject, root: &Root, item: &TokenStream, restore: &TokenStream) -> TokenStream {
    let Root(path) = root;
    let visibility = &subject.visibility;
    let trait_impl = shared::trait_impl(subject, root);
    let inherent_impl = shared::inherent_impl(subject);
    let purchase = shared::purchase(subject, root);
    quote! {
        #trait_impl {
            const ITEMS: &'static [&'static #path::Item] = &[&#item];
            fn item(&self) -> &'static #path::Item {
                &#item
            }
            fn restore #restore
        }
        #inherent_impl {
            /// What is sold: sku, name, price and everything else that was declared.
            #visibility const ITEM: &'static #path::Item = &#item;
            #purchase
        }
    }
}

fn nothing_to_restore(Root(path): &Root) -> TokenStream {
    quote!((_: &#path::Order) -> ::core::option::Option<Self> {
        ::core::option::Option::None
    })
}
