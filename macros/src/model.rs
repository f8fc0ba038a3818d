//! A declaration that has passed every rule.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Ident;

/// Everything the expansion is made from, besides the item itself.
pub(crate) enum Model {
    Struct(Box<Item>),
    Catalog(Vec<Variant>),
}

/// One variant of a catalog.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    /// The conditions in `#[cfg(...)]`; the compiler has not looked at them yet.
    pub(crate) conditions: Vec<TokenStream>,
    pub(crate) item: Item,
}

/// One sellable thing.
pub(crate) struct Item {
    pub(crate) sku: String,
    /// What to point at when another item has the same sku.
    pub(crate) sku_tokens: TokenStream,
    pub(crate) name: String,
    pub(crate) beans: Number,
    pub(crate) tier: Option<Tier>,
    pub(crate) quantity: Option<Number>,
    pub(crate) unit: Option<String>,
    pub(crate) image: Option<String>,
    pub(crate) once: bool,
}

/// A number that was checked here, or that the compiler has to work out.
pub(crate) enum Number {
    Literal(TokenStream),
    Expression(TokenStream),
}

pub(crate) enum Tier {
    Id(String),
    Path(TokenStream),
}

/// The path to the runtime. Single tokens, because a stream costs a call to the compiler wherever it is repeated.
pub(crate) struct Root(Vec<TokenTree>);

impl Root {
    pub(crate) fn new(path: impl ToTokens) -> Self {
        Self(path.into_token_stream().into_iter().collect())
    }

    /// The path as if it were written at `place`, so that an error of the compiler points there.
    pub(crate) fn at(&self, place: Span) -> Self {
        let mut path = self.0.clone();
        for token in &mut path {
            token.set_span(token.span().located_at(place));
        }
        Self(path)
    }
}

impl Default for Root {
    fn default() -> Self {
        Self::new(quote!(::purchasable))
    }
}

impl ToTokens for Root {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}
