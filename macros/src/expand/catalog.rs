//! The code for an enum.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use super::{item, shared};
use crate::model::{Root, Variant};
use crate::subject::Subject;

const ITEMS: &str = " What is sold, in the order of the variants.";
const ALL: &str = " Every variant, in the order of the declaration.";
const ITEM: &str = " What is sold as this variant.";
const FROM_SKU: &str = " The variant that is sold under this sku.";

/// For `#[purchasable] pub enum Gems { #[purchasable(beans = 100)] Handful, #[purchasable(beans = 900)] Chest }`:
///
/// ```text
/// static __PURCHASABLE_ITEMS: [::purchasable::Item; 2] = [
///     ::purchasable::Item::declare("handful", "Handful", 100),
///     ::purchasable::Item::declare("chest", "Chest", 900),
/// ];
/// const __PURCHASABLE_ALL: [Gems; 2] = [Gems::Handful, Gems::Chest];
///
/// impl ::purchasable::Purchasable for Gems {
///     const ITEMS: &'static [&'static ::purchasable::Item] = &::purchasable::__private::each(&__PURCHASABLE_ITEMS);
///     fn item(&self) -> &'static ::purchasable::Item {
///         Self::item(self)
///     }
///     fn restore(order: &::purchasable::Order) -> ::core::option::Option<Self> {
///         Self::from_sku(&order.sku)
///     }
/// }
///
/// impl Gems {
///     pub const ITEMS: &'static [&'static ::purchasable::Item] = &::purchasable::__private::each(&__PURCHASABLE_ITEMS);
///     pub const ALL: &'static [Self] = &__PURCHASABLE_ALL;
///     pub const fn item(&self) -> &'static ::purchasable::Item {
///         &__PURCHASABLE_ITEMS[match *self {
///             Self::Handful => 0,
///             Self::Chest => 1,
///         }]
///     }
///     pub fn from_sku(sku: &::core::primitive::str) -> ::core::option::Option<Self> {
///         ::purchasable::__private::pick(__PURCHASABLE_ALL, &__PURCHASABLE_ITEMS, sku)
///     }
///     pub fn purchase(self, shop: &::purchasable::Shop) -> ::purchasable::Purchase<Self> {
///         ::purchasable::Shop::purchase(shop, self)
///     }
/// }
/// ```
pub(crate) fn catalog(subject: &Subject, root: &Root, variants: &[Variant]) -> TokenStream {
    let ident = &subject.ident;
    let count = Position::after(variants);
    let items = items(root, variants);
    let all = variants.iter().map(|variant| {
        let (cfgs, name) = (Cfgs(variant), &variant.ident);
        quote!(#cfgs #ident::#name,)
    });
    let positions = variants.iter().enumerate().map(|(at, variant)| {
        let (cfgs, name, position) = (Cfgs(variant), &variant.ident, Position::after(&variants[..at]));
        quote!(#cfgs Self::#name => #position,)
    });
    let impls = impls(
        subject,
        root,
        &Parts {
            items: quote!(#root::__private::each(&__PURCHASABLE_ITEMS)),
            all: quote!(__PURCHASABLE_ALL),
            item: quote!(__PURCHASABLE_ITEMS[match *self { #(#positions)* }]),
            from_sku: quote!((sku: &::core::primitive::str) -> ::core::option::Option<Self> {
                #root::__private::pick(__PURCHASABLE_ALL, &__PURCHASABLE_ITEMS, sku)
            }),
        },
    );
    // A `static`, because `cargo check` works out its value; it would leave that of a constant to the first use.
    quote! {
        static __PURCHASABLE_ITEMS: [#root::Item; #count] = #items;
        const __PURCHASABLE_ALL: [#ident; #count] = [#(#all)*];
        #impls
    }
}

pub(crate) fn inert(subject: &Subject, root: &Root) -> TokenStream {
    impls(
        subject,
        root,
        &Parts {
            items: quote!([]),
            all: quote!([]),
            item: quote!(#root::__private::INERT),
            from_sku: quote!((_: &::core::primitive::str) -> ::core::option::Option<Self> {
                ::core::option::Option::None
            }),
        },
    )
}

/// What differs between a catalog and an inert one.
struct Parts {
    items: TokenStream,
    all: TokenStream,
    item: TokenStream,
    from_sku: TokenStream,
}

fn impls(subject: &Subject, root: &Root, parts: &Parts) -> TokenStream {
    let Parts { items, all, item, from_sku } = parts;
    let visibility = &subject.visibility;
    let trait_impl = shared::trait_impl(subject, root);
    let inherent_impl = shared::inherent_impl(subject);
    let purchase = shared::purchase(subject, root);
    // Both constants are written out: the compiler repeats an error wherever one constant names another.
    quote! {
        #trait_impl {
            const ITEMS: &'static [&'static #root::Item] = &#items;
            fn item(&self) -> &'static #root::Item {
                Self::item(self)
            }
            fn restore(order: &#root::Order) -> ::core::option::Option<Self> {
                Self::from_sku(&order.sku)
            }
        }
        #inherent_impl {
            #[doc = #ITEMS]
            #visibility const ITEMS: &'static [&'static #root::Item] = &#items;
            #[doc = #ALL]
            #visibility const ALL: &'static [Self] = &#all;
            #[doc = #ITEM]
            #visibility const fn item(&self) -> &'static #root::Item {
                &#item
            }
            #[doc = #FROM_SKU]
            #visibility fn from_sku #from_sku
            #purchase
        }
    }
}

/// Conditions leave it to the compiler which items are there, and so which of them may share a sku.
fn items(root: &Root, variants: &[Variant]) -> TokenStream {
    let items = variants.iter().map(|variant| {
        let (cfgs, descriptor) = (Cfgs(variant), item::descriptor(&variant.item, root));
        quote!(#cfgs #descriptor,)
    });
    let items = quote!([#(#items)*]);
    let is_certain = variants.iter().all(|variant| variant.conditions.is_empty());
    if is_certain { items } else { quote!(#root::__private::unique(#items)) }
}

/// The `#[cfg(...)]` attributes of a variant, for everything that is made from it.
struct Cfgs<'a>(&'a Variant);

impl ToTokens for Cfgs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(self.0.conditions.iter().map(|condition| quote!(#[cfg(#condition)])));
    }
}

/// How many variants stand before a place: a number, plus one for each condition that holds.
struct Position {
    certain: usize,
    uncertain: Vec<TokenStream>,
}

impl Position {
    fn after(variants: &[Variant]) -> Self {
        let mut position = Self { certain: 0, uncertain: vec![] };
        for Variant { conditions, .. } in variants {
            if conditions.is_empty() {
                position.certain += 1;
            } else {
                position.uncertain.push(quote!(+ ::core::cfg!(all(#(#conditions),*)) as ::core::primitive::usize));
            }
        }
        position
    }
}

impl ToTokens for Position {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(proc_macro2::Literal::usize_unsuffixed(self.certain));
        tokens.append_all(&self.uncertain);
    }
}
