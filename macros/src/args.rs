//! The keys of one attribute, as they are written.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Meta, Token};

use crate::keys::{self, Key};
use crate::sink::{Refused, Sink};
use crate::values::{Value, up_to_comma};
use crate::{suggest, wording};

/// One `#[purchasable(...)]`.
pub(crate) struct Args<'a> {
    /// The attribute of a variant. The compiler does not show us the one on the whole item.
    attribute: Option<&'a Attribute>,
    entries: Vec<Entry>,
    /// Keys that were meant, though they could not be read.
    refused: Vec<(Key, Refused)>,
}

/// One key and its value; a flag has none.
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) name: Ident,
    value: Option<Value>,
}

impl<'a> Args<'a> {
    /// Reads what stands between the parentheses.
    pub(crate) fn parse(attribute: Option<&'a Attribute>, keys: TokenStream, sink: &Sink) -> Self {
        let parser = |input: ParseStream| {
            let mut args = Self { attribute, entries: vec![], refused: vec![] };
            args.read(input, sink);
            Ok(args)
        };
        parser.parse2(keys).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Reads an attribute that stands on a variant.
    pub(crate) fn of_variant(attribute: &'a Attribute, sink: &Sink) -> Self {
        let keys = match &attribute.meta {
            Meta::List(list) => list.tokens.clone(),
            Meta::Path(_) => TokenStream::new(),
            Meta::NameValue(pair) => {
                let refused = sink.report(&pair.value, wording::not_a_list());
                let mut args = Self::parse(Some(attribute), TokenStream::new(), sink);
                args.refuse(Key::Beans, refused);
                return args;
            }
        };
        Self::parse(Some(attribute), keys, sink)
    }

    /// What to point at when something is missing.
    pub(crate) fn attribute(&self, ident: &Ident) -> TokenStream {
        match self.attribute {
            Some(attribute) => attribute.to_token_stream(),
            // As if the user had written it: the compiler then leaves out its note on where the error comes from.
            None => Ident::new("purchasable", Span::call_site().resolved_at(ident.span())).into_token_stream(),
        }
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(crate) fn entry(&self, key: Key) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key, or nothing where the key is not there.
    pub(crate) fn value(&self, key: Key) -> Result<Option<&Value>, Refused> {
        match self.refused.iter().find(|(refused, _)| *refused == key) {
            Some((_, refused)) => Err(*refused),
            None => Ok(self.entry(key).and_then(|entry| entry.value.as_ref())),
        }
    }

    /// Nobody shall ask for this key, because the mistake that hides it was reported.
    pub(crate) fn refuse(&mut self, key: Key, refused: Refused) {
        self.refused.push((key, refused));
    }

    fn read(&mut self, input: ParseStream, sink: &Sink) {
        while !input.is_empty() {
            match Entry::read(input, sink) {
                Ok(entry) => self.add(entry, sink),
                Err((Some(meant), refused)) => self.refuse(meant, refused),
                Err((None, _)) => {}
            }
            if !next_is_key(input) {
                up_to_comma(input);
            }
            // The last comma may be left out.
            let _: Option<Token![,]> = input.parse().unwrap_or_default();
        }
    }

    fn add(&mut self, entry: Entry, sink: &Sink) {
        match self.entry(entry.key) {
            Some(earlier) => drop(sink.report(&entry.name, earlier.repeated())),
            None => self.entries.push(entry),
        }
    }
}

impl Entry {
    /// Fails with the key that was probably meant.
    fn read(input: ParseStream, sink: &Sink) -> Result<Self, (Option<Key>, Refused)> {
        let Ok(name) = input.call(Ident::parse_any) else {
            let found: Option<TokenTree> = input.fork().parse().ok();
            let message = wording::expected_key(found.to_token_stream());
            return Err((Some(Key::Beans), sink.report(&found, message)));
        };
        let Some(key) = Key::from_name(&name.to_string()) else {
            let (meant, message) = unknown(&name.to_string());
            return Err((meant, sink.report(&name, message)));
        };
        let value = if key == Key::Once { flag(input, sink) } else { value(key, &name, input, sink).map(Some) };
        match value {
            Ok(value) => Ok(Self { key, name, value }),
            Err(refused) => Err((Some(key), refused)),
        }
    }

    fn repeated(&self) -> String {
        match &self.value {
            Some(value) => wording::repeated_key(self.key.name(), value.text()),
            None => wording::repeated_flag(self.key.name()),
        }
    }
}

fn flag(input: ParseStream, sink: &Sink) -> Result<Option<Value>, Refused> {
    match next(input) {
        Some(_) if input.peek(Token![=]) => {
            let equals: Option<Token![=]> = input.parse().unwrap_or_default();
            let value = up_to_comma(input);
            let found = if value.is_empty() { equals.into_token_stream() } else { value };
            Err(sink.report(&found, wording::flag_value("once", &found)))
        }
        Some(found) => Err(sink.report(&found, wording::expected_comma("`once`", &found))),
        None => Ok(None),
    }
}

fn value(key: Key, name: &Ident, input: ParseStream, sink: &Sink) -> Result<Value, Refused> {
    let row = key.row();
    let Some(found) = next(input) else {
        return Err(sink.report(name, wording::missing_value(row.name, row.example)));
    };
    if !input.peek(Token![=]) {
        return Err(sink.report(&found, wording::expected_equals(row.name, &found, row.example)));
    }
    let equals: Option<Token![=]> = input.parse().unwrap_or_default();
    let Some(value) = Value::read(input) else {
        return Err(match next(input) {
            Some(found) => sink.report(&found, wording::expected_value(row.name, &found)),
            None => sink.report(equals, wording::missing_value(row.name, row.example)),
        });
    };
    match next(input) {
        Some(found) => {
            let what = format!("the value of `{}`", row.name);
            Err(sink.report(&found, wording::expected_comma(what, &found)))
        }
        None => Ok(value),
    }
}

/// What stands before the next comma.
fn next(input: ParseStream) -> Option<TokenTree> {
    if input.peek(Token![,]) { None } else { input.fork().parse().ok() }
}

/// Whether a comma was forgotten before another key.
fn next_is_key(input: ParseStream) -> bool {
    let name = input.fork().call(Ident::parse_any);
    name.is_ok_and(|name| Key::from_name(&name.to_string()).is_some())
}

/// The key that was probably meant, and the message that says so.
fn unknown(name: &str) -> (Option<Key>, String) {
    if let Some(similar) = suggest::similar(name) {
        return (Some(similar), wording::unknown_similar(name, similar.name()));
    }
    if let Some(meant) = suggest::synonym(name) {
        return (Some(meant), wording::unknown_synonym(name, meant.name()));
    }
    let keys: Vec<String> = keys::ALL.iter().map(|key| format!("`{}`", key.name())).collect();
    (None, wording::unknown(name, keys.join(", ")))
}
