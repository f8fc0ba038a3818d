//! The user's item, untouched but for our own attributes.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The item without its `#[purchasable]` attributes, and an enum without those of its variants.
///
/// Works on any tokens, so that an item is given back whatever else went wrong.
pub(crate) fn without_our_attributes(item: TokenStream) -> TokenStream {
    if !has_ours(&item) {
        return item;
    }
    let mut is_enum = false;
    let tokens = without_ours(item).into_iter().map(|token| match token {
        TokenTree::Group(body) if is_enum && body.delimiter() == Delimiter::Brace => without_ours_inside(&body),
        token => {
            is_enum |= is_ident(&token, "enum");
            token
        }
    });
    tokens.collect()
}

/// Whether there may be any: most structs have none, and their tokens need not be put together anew.
fn has_ours(item: &TokenStream) -> bool {
    item.clone().into_iter().any(|token| match &token {
        TokenTree::Group(attribute) => is_ours(attribute),
        token => is_ident(token, "enum"),
    })
}

fn without_ours_inside(body: &Group) -> TokenTree {
    let mut stripped = Group::new(body.delimiter(), without_ours(body.stream()));
    stripped.set_span(body.span());
    stripped.into()
}

fn without_ours(tokens: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    for token in tokens {
        let follows_hash = matches!(kept.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#');
        match &token {
            TokenTree::Group(attribute) if follows_hash && is_ours(attribute) => drop(kept.pop()),
            _ => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

/// Whether the path of an attribute ends in `purchasable`.
fn is_ours(attribute: &Group) -> bool {
    let path = attribute.stream().into_iter().take_while(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        _ => false,
    });
    attribute.delimiter() == Delimiter::Bracket && path.last().is_some_and(|last| is_ident(&last, "purchasable"))
}

fn is_ident(token: &TokenTree, text: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(item: &str, stripped: &str) {
        let item: TokenStream = item.parse().unwrap();
        let stripped: TokenStream = stripped.parse().unwrap();
        assert_eq!(without_our_attributes(item).to_string(), stripped.to_string());
    }

    #[test]
    fn our_attributes_are_taken_away_however_they_are_named() {
        becomes("#[purchasable] struct A;", "struct A;");
        becomes("#[a::purchasable(beans = 5)] #[doc = \"x\"] struct A;", "#[doc = \"x\"] struct A;");
    }

    #[test]
    fn our_attributes_are_taken_from_variants() {
        becomes(
            "pub enum A { #[purchasable(beans = 1)] #[cfg(test)] B = 3, #[purchasable::purchasable] C }",
            "pub enum A { #[cfg(test)] B = 3, C }",
        );
    }

    #[test]
    fn everything_else_stays() {
        for item in [
            "#[repr(u8)] struct A { #[serde(default)] purchasable: [u8; 3] }",
            "fn purchasable() { #[purchasable] struct A; }",
            "impl A { #[purchasable] fn a() {} }",
            "#[not_purchasable] #[cfg(purchasable)] struct A;",
        ] {
            becomes(item, item);
        }
    }
}
