//! What the attribute stands on.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Generics, Token, Variant, Visibility};

/// A struct, an enum or a union, as far as the attribute must know it. The fields of a struct are never read.
pub(crate) struct Subject {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// `struct`, `enum` or `union`.
    pub(crate) keyword: Ident,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) body: Body,
}

pub(crate) enum Body {
    Struct { has_fields: bool },
    Enum(Vec<Variant>),
    Union,
}

impl Subject {
    /// Nothing where the item is no type with a body.
    pub(crate) fn parse(item: TokenStream) -> Option<Self> {
        // The compiler has read the item before us, so a failure here is a gap of ours.
        subject.parse2(item).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Whether using the type or one of its variants sets off the user's own deprecation notice.
    pub(crate) fn is_deprecated(&self) -> bool {
        let variants = if let Body::Enum(variants) = &self.body { variants.as_slice() } else { &[] };
        let of_variants = variants.iter().flat_map(|variant| &variant.attrs);
        self.attributes.iter().chain(of_variants).any(mentions_deprecated)
    }
}

/// The `#[purchasable]` attributes among others.
pub(crate) fn ours(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "purchasable"))
}

/// The word that says what an item is that is no type, and what such an item is called.
pub(crate) fn other_item(item: TokenStream) -> (Option<TokenTree>, &'static str) {
    let named = |token: TokenTree| {
        if let TokenTree::Ident(word) = &token { noun(word).map(|noun| (Some(token), noun)) } else { None }
    };
    // The first such word decides, but `const` is also the first word of some functions.
    let mut words = item.into_iter().filter_map(named);
    match (words.next(), words.next()) {
        (Some((_, CONSTANT)), Some(function @ (_, FUNCTION))) => function,
        (Some(first), _) => first,
        (None, _) => (None, "this item"),
    }
}

const CONSTANT: &str = "a constant";
const FUNCTION: &str = "a function";

fn noun(keyword: &Ident) -> Option<&'static str> {
    Some(match keyword.to_string().as_str() {
        "const" => CONSTANT,
        "fn" => FUNCTION,
        "trait" => "a trait",
        "impl" => "an impl block",
        "mod" => "a module",
        "type" => "a type alias",
        "static" => "a static",
        "use" => "an import",
        "extern" => "an extern item",
        "macro_rules" => "a macro",
        _ => return None,
    })
}

fn mentions_deprecated(attribute: &Attribute) -> bool {
    attribute.path().is_ident("deprecated")
        || attribute.path().is_ident("cfg_attr") && attribute.to_token_stream().to_string().contains("deprecated")
}

fn subject(input: ParseStream) -> syn::Result<Option<Subject>> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    if !(input.peek(Token![struct]) || input.peek(Token![enum]) || input.peek(Token![union])) {
        input.parse::<TokenStream>()?;
        return Ok(None);
    }
    let keyword = input.call(Ident::parse_any)?;
    let ident = input.parse()?;
    let mut generics: Generics = input.parse()?;
    generics.where_clause = input.parse()?;
    let fields: Option<Group> = if input.peek(Token![;]) { None } else { Some(input.parse()?) };
    if generics.where_clause.is_none() {
        // Those of a tuple struct come after its fields.
        generics.where_clause = input.parse()?;
    }
    input.parse::<Option<Token![;]>>()?;
    let body = body(&keyword, fields)?;
    Ok(Some(Subject { attributes, visibility, keyword, ident, generics, body }))
}

fn body(keyword: &Ident, fields: Option<Group>) -> syn::Result<Body> {
    let fields = fields.map(|fields| fields.stream()).unwrap_or_default();
    Ok(match keyword.to_string().as_str() {
        "enum" => Body::Enum(Punctuated::<Variant, Token![,]>::parse_terminated.parse2(fields)?.into_iter().collect()),
        "union" => Body::Union,
        _ => Body::Struct { has_fields: !fields.is_empty() },
    })
}
