//! The rules of texts.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Ident, LitStr};

use crate::args::Args;
use crate::keys::Key;
use crate::sink::{Refused, Sink};
use crate::values::{Shape, Value};
use crate::{wording, words};

const LARGEST_SKU: usize = 64;
/// Counted in characters; the host's pages name no limit, and its list has little room.
const LARGEST_NAME: usize = 100;

/// The sku with its prefix, and what to point at when it is in the way of another.
pub(crate) fn sku(args: &Args, ident: &Ident, prefix: &str, sink: &Sink) -> Result<(String, TokenStream), Refused> {
    let Some(written) = text(args, Key::Sku, sink)? else {
        return default_sku(ident, prefix, sink).map(|sku| (sku, ident.to_token_stream()));
    };
    let sku = prefix.to_owned() + &sku_characters(Key::Sku, written, sink)?;
    if sku.len() > LARGEST_SKU {
        return Err(sink.report(written, wording::too_long(with_prefix(prefix), sku.len(), LARGEST_SKU)));
    }
    Ok((sku, written.to_token_stream()))
}

/// What is put before every sku, or nothing.
pub(crate) fn prefix(args: &Args, sink: &Sink) -> Result<String, Refused> {
    let Some(written) = text(args, Key::Prefix, sink)? else {
        return Ok(String::new());
    };
    let prefix = sku_characters(Key::Prefix, written, sink)?;
    if prefix.len() >= LARGEST_SKU {
        return Err(sink.report(written, wording::prefix_leaves_no_room(prefix.len())));
    }
    Ok(prefix)
}

pub(crate) fn name(args: &Args, ident: &Ident, sink: &Sink) -> Result<String, Refused> {
    let Some(written) = text(args, Key::Name, sink)? else {
        return default_name(ident, sink);
    };
    let name = not_empty(Key::Name, written, sink)?;
    match name.chars().count() {
        0..=LARGEST_NAME => Ok(name),
        length => Err(sink.report(written, wording::too_long("`name`", length, LARGEST_NAME))),
    }
}

pub(crate) fn unit(args: &Args, sink: &Sink) -> Result<Option<String>, Refused> {
    text(args, Key::Unit, sink)?.map(|unit| not_empty(Key::Unit, unit, sink)).transpose()
}

pub(crate) fn image(args: &Args, sink: &Sink) -> Result<Option<String>, Refused> {
    let Some(written) = text(args, Key::Image, sink)? else {
        return Ok(None);
    };
    let image = not_empty(Key::Image, written, sink)?;
    let has_host = image.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if !has_host || image.contains(char::is_whitespace) {
        return Err(sink.report(written, wording::image_not_https(image)));
    }
    Ok(Some(image))
}

pub(crate) fn not_empty(key: Key, text: &LitStr, sink: &Sink) -> Result<String, Refused> {
    let value = text.value();
    if value.trim().is_empty() {
        return Err(sink.report(text, wording::empty_text(key.name(), why_not_empty(key))));
    }
    Ok(value)
}

fn why_not_empty(key: Key) -> &'static str {
    match key {
        Key::Name => "the player reads it in TikTok's order list",
        Key::Sku => "leave it out for the name of the type or variant in snake case",
        _ => "leave it out if there is none",
    }
}

fn default_sku(ident: &Ident, prefix: &str, sink: &Sink) -> Result<String, Refused> {
    let Some(sku) = words::default_sku(&ident.to_string()) else {
        return Err(sink.report(ident, wording::no_default_sku(ident)));
    };
    let sku = prefix.to_owned() + &sku;
    if sku.len() > LARGEST_SKU {
        return Err(sink.report(ident, wording::default_sku_too_long(ident, sku.len())));
    }
    Ok(sku)
}

fn default_name(ident: &Ident, sink: &Sink) -> Result<String, Refused> {
    let name = words::default_name(&ident.to_string());
    match name.chars().count() {
        0..=LARGEST_NAME => Ok(name),
        length => Err(sink.report(ident, wording::default_name_too_long(ident, length))),
    }
}

fn sku_characters(key: Key, text: &LitStr, sink: &Sink) -> Result<String, Refused> {
    let value = not_empty(key, text, sink)?;
    let allowed = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '.' | '_' | '-');
    match value.chars().find(|letter| !allowed(*letter)) {
        Some(letter) => Err(sink.report(text, wording::sku_character(key.name(), letter_in_words(letter)))),
        None => Ok(value),
    }
}

fn letter_in_words(letter: char) -> String {
    match letter {
        ' ' => "spaces".to_owned(),
        letter => format!("`{}`", letter.escape_debug()),
    }
}

fn with_prefix(prefix: &str) -> &'static str {
    if prefix.is_empty() { "`sku`" } else { "`sku` with the prefix" }
}

/// The text of a key, or nothing where the key is not there.
fn text<'a>(args: &'a Args, key: Key, sink: &Sink) -> Result<Option<&'a LitStr>, Refused> {
    match args.value(key)? {
        Some(Value { shape: Shape::Text(text), .. }) => Ok(Some(text)),
        Some(value) => Err(sink.report(&value.tokens, not_a_text(key, value))),
        None => Ok(None),
    }
}

fn not_a_text(key: Key, value: &Value) -> String {
    match &value.shape {
        Shape::Integer(_) => wording::text_without_quotes(key.name(), value.text()),
        Shape::Path | Shape::Expression => wording::text_not_written_out(key.name(), value.text()),
        shape => wording::not_a_text(key.name(), shape.noun(), key.row().example),
    }
}
