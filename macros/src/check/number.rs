//! The rules of prices and quantities.

use syn::{Ident, LitInt, LitStr};

use crate::args::Args;
use crate::keys::Key;
use crate::model::Number;
use crate::sink::{Refused, Sink};
use crate::values::{Shape, Value};
use crate::wording;

/// The host takes amounts as a signed 32-bit integer.
const LARGEST_PRICE: u128 = i32::MAX as u128;
const LARGEST_QUANTITY: u128 = u32::MAX as u128;

pub(crate) fn beans(args: &Args, ident: &Ident, sink: &Sink) -> Result<Number, Refused> {
    match args.value(Key::Beans)? {
        Some(value) => number(Key::Beans, value, sink),
        None => Err(sink.report(args.attribute(ident), wording::missing_price())),
    }
}

pub(crate) fn quantity(args: &Args, sink: &Sink) -> Result<Option<Number>, Refused> {
    args.value(Key::Quantity)?.map(|value| number(Key::Quantity, value, sink)).transpose()
}

fn number(key: Key, value: &Value, sink: &Sink) -> Result<Number, Refused> {
    let (name, text) = (key.name(), value.text());
    let message = match &value.shape {
        Shape::Path | Shape::Expression => return Ok(Number::Expression(value.tokens.clone())),
        Shape::Integer(integer) => match literal(key, integer) {
            Ok(()) => return Ok(Number::Literal(value.tokens.clone())),
            Err(message) => message,
        },
        Shape::Negative => wording::negative(name, text),
        Shape::Fraction if key == Key::Beans => wording::price_fraction(text),
        Shape::Fraction => wording::quantity_fraction(text),
        Shape::Text(quoted) => in_quotes(key, quoted),
        shape => wording::not_an_integer(name, shape.noun(), key.row().example),
    };
    Err(sink.report(&value.tokens, message))
}

fn literal(key: Key, integer: &LitInt) -> Result<(), String> {
    let (name, suffix) = (key.name(), integer.suffix());
    if !matches!(suffix, "" | "u32") {
        let written = integer.to_string();
        let digits = written.strip_suffix(suffix).unwrap_or_default().trim_end_matches('_');
        return Err(wording::integer_suffix(name, &written, digits));
    }
    // More digits than `u128` holds are too many for any rule.
    let number: u128 = integer.base10_parse().unwrap_or(u128::MAX);
    match key {
        Key::Beans if number == 0 => Err(wording::price_zero(integer)),
        Key::Beans if number > LARGEST_PRICE => Err(wording::price_too_large(integer)),
        Key::Quantity if number == 0 => Err(wording::quantity_zero(integer)),
        Key::Quantity if number > LARGEST_QUANTITY => Err(wording::quantity_too_large(integer)),
        _ => Ok(()),
    }
}

fn in_quotes(key: Key, quoted: &LitStr) -> String {
    let text = quoted.value();
    if text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|digit| digit.is_ascii_digit() || digit == '_')
    {
        wording::integer_in_quotes(key.name(), text)
    } else {
        wording::not_an_integer(key.name(), "a string", key.row().example)
    }
}
