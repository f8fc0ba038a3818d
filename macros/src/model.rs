//! A declaration that has passed every rule.

use proc_macro2::TokenStream;
use syn::Ident;

/// Everything the expansion is made from, besides the item itself.
pub(crate) enum Model {
    Struct(Box<Item>),
    Catalog(Vec<Variant>),
}

/// One variant of a catalog.
pub(crate) struct Variant {
    pub(crate) choice: Choice,
    pub(crate) item: Item,
}

/// The name of a variant, and when it is there.
pub(crate) struct Choice {
    pub(crate) ident: Ident,
    /// The conditions in `#[cfg(...)]`; the compiler has not looked at them yet.
    pub(crate) conditions: Vec<TokenStream>,
}

impl Choice {
    pub(crate) fn of(variant: &syn::Variant) -> Self {
        let cfgs = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        // A malformed condition is the compiler's to report.
        let conditions = cfgs.filter_map(|cfg| cfg.meta.require_list().ok()).map(|list| list.tokens.clone());
        Self { ident: variant.ident.clone(), conditions: conditions.collect() }
    }
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
