//! The code for an enum.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};
use syn::Fields;

use super::{item, shared};
use crate::model::{Choice, Variant};
use crate::subject::Subject;

/// One text for the block, because a line for each of its members would be a good part of all the code.
const OFFER: &str = " What a catalog offers: `ITEMS`, what is sold, in the order of the variants; `ALL`, the variants; \
    `item`, what is sold as a variant; `from_sku`, the variant that is sold under a sku; and `purchase`, which buys one \
    and does nothing until it is awaited or polled.";

/// For `#[purchasable] pub enum Gems { #[purchasable(beans = 100)] Handful, #[purchasable(beans = 900)] Chest }`:
///
/// ```text
/// use ::purchasable::__private as __p;
/// static __ITEMS: [__p::Item; 2] = [
///     __p::Item::declare("handful", "Handful", 100),
///     __p::Item::declare("chest", "Chest", 900),
/// ];
///
/// impl __p::Purchasable for Gems {
///     const PARTS: __p::Parts<Self> = (&__ITEMS, Self::item, Self::from_sku);
/// }
///
/// impl Gems {
///     pub const ITEMS: &'static [__p::Item] = &__ITEMS;
///     pub const ALL: [Self; 2] = [Self::Handful, Self::Chest];
///     pub const fn item(&self) -> &'static __p::Item {
///         &__ITEMS[match *self {
///             Self::Handful => 0,
///             Self::Chest => 1,
///         }]
///     }
///     pub fn from_sku(sku: &__p::str) -> __p::Option<Self> {
///         __p::pick(Self::ALL, &__ITEMS, sku)
///     }
///     pub fn purchase(self, shop: &__p::Shop) -> __p::Purchase<Self> {
///         __p::Shop::purchase(shop, self)
///     }
/// }
/// ```
pub(crate) fn catalog(subject: &Subject, variants: &[Variant]) -> TokenStream {
    let choices: Vec<&Choice> = variants.iter().map(|variant| &variant.choice).collect();
    let count = Position::after(&choices);
    let items = items(variants);
    let positions = choices.iter().enumerate().map(|(at, choice)| {
        let (cfgs, name, position) = (Cfgs(choice), &choice.ident, Position::after(&choices[..at]));
        quote!(#cfgs Self::#name => #position,)
    });
    let item = quote!(__ITEMS[match *self { #(#positions)* }]);
    let impls = impls(subject, &choices, &quote!(__ITEMS), &item);
    // A `static`, because `cargo check` works out its value; it would leave that of a constant to the first use.
    quote! {
        static __ITEMS: [__p::Item; #count] = #items;
        #impls
    }
}

/// Lists the variants that can be listed, so that an index into `ALL` is as good as it would be.
pub(crate) fn inert(subject: &Subject, variants: &[syn::Variant]) -> TokenStream {
    let units = variants.iter().filter(|variant| matches!(variant.fields, Fields::Unit));
    let choices: Vec<Choice> = units.map(Choice::of).collect();
    impls(subject, &choices.iter().collect::<Vec<_>>(), &quote!([]), &quote!(__p::INERT))
}

fn impls(subject: &Subject, choices: &[&Choice], items: &TokenStream, item: &TokenStream) -> TokenStream {
    let visibility = &subject.visibility;
    let parts = quote!(const PARTS: __p::Parts<Self> = (&#items, Self::item, Self::from_sku););
    let trait_impl = shared::trait_impl(subject, &parts);
    let inherent_impl = shared::inherent_impl(subject);
    let purchase = shared::purchase(subject);
    let count = Position::after(choices);
    let all = choices.iter().map(|choice| {
        let (cfgs, name) = (Cfgs(choice), &choice.ident);
        quote!(#cfgs Self::#name,)
    });
    // The items are written out twice: the compiler repeats an error wherever one constant names another.
    quote! {
        #trait_impl
        #[doc = #OFFER]
        #[allow(dead_code, missing_docs)]
        #inherent_impl {
            #visibility const ITEMS: &'static [__p::Item] = &#items;
            #visibility const ALL: [Self; #count] = [#(#all)*];
            #visibility const fn item(&self) -> &'static __p::Item {
                &#item
            }
            #visibility fn from_sku(sku: &__p::str) -> __p::Option<Self> {
                __p::pick(Self::ALL, &#items, sku)
            }
            #purchase
        }
    }
}

/// Conditions leave it to the compiler which items are there, and so which of them may share a sku.
fn items(variants: &[Variant]) -> TokenStream {
    let items = variants.iter().map(|variant| {
        let (cfgs, descriptor) = (Cfgs(&variant.choice), item::descriptor(&variant.item));
        quote!(#cfgs #descriptor,)
    });
    let items = quote!([#(#items)*]);
    let is_certain = variants.iter().all(|variant| variant.choice.conditions.is_empty());
    if is_certain { items } else { quote!(__p::unique(#items)) }
}

/// The `#[cfg(...)]` attributes of a variant, for everything that is made from it.
struct Cfgs<'a>(&'a Choice);

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
    fn after(choices: &[&Choice]) -> Self {
        let mut position = Self { certain: 0, uncertain: vec![] };
        for Choice { conditions, .. } in choices {
            if conditions.is_empty() {
                position.certain += 1;
            } else {
                position.uncertain.push(quote!(+ ::core::cfg!(all(#(#conditions),*)) as __p::usize));
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
