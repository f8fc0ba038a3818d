//! The rules of one item.

use syn::Ident;

use super::{number, text};
use crate::args::Args;
use crate::keys::Key;
use crate::model::{Item, Tier};
use crate::sink::{Refused, Sink};
use crate::values::Shape;
use crate::wording;

/// Reads everything before it gives up, so that all mistakes are reported.
pub(crate) fn item(args: &Args, ident: &Ident, prefix: &str, sink: &Sink) -> Result<Item, Refused> {
    let beans = number::beans(args, ident, sink);
    let sku = text::sku(args, ident, prefix, sink);
    let name = text::name(args, ident, sink);
    let tier = tier(args, sink);
    let quantity = number::quantity(args, sink);
    let unit = text::unit(args, sink);
    let image = text::image(args, sink);
    let (sku, sku_tokens) = sku?;
    Ok(Item {
        beans: beans?,
        sku,
        sku_tokens,
        name: name?,
        tier: tier?,
        quantity: quantity?,
        unit: unit?,
        image: image?,
        once: args.entry(Key::Once).is_some(),
    })
}

fn tier(args: &Args, sink: &Sink) -> Result<Option<Tier>, Refused> {
    let Some(value) = args.value(Key::Tier)? else {
        return Ok(None);
    };
    match &value.shape {
        Shape::Path => Ok(Some(Tier::Path(value.tokens.clone()))),
        Shape::Text(id) => text::not_empty(Key::Tier, id, sink).map(Tier::Id).map(Some),
        Shape::Integer(_) => Err(sink.report(&value.tokens, wording::tier_without_quotes(value.text()))),
        shape => Err(sink.report(&value.tokens, wording::not_a_tier(shape.noun()))),
    }
}
