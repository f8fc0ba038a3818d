//! The rules of a catalog.

use std::collections::HashMap;

use syn::Fields;

use super::{item, refuse_repeated_attributes, text};
use crate::args::Args;
use crate::keys::{Key, Place};
use crate::model::{Choice, Variant};
use crate::sink::{Refused, Sink};
use crate::subject::{Subject, ours};
use crate::wording;

pub(crate) fn catalog(
    subject: &Subject,
    args: &Args,
    variants: &[syn::Variant],
    sink: &Sink,
) -> Result<Vec<Variant>, Refused> {
    let misplaced = refuse_keys_of_items(args, sink);
    if variants.is_empty() {
        return Err(sink.report(&subject.ident, wording::empty_catalog(&subject.ident)));
    }
    // Where the prefix is refused, the skus are judged without it.
    let prefix = text::prefix(args, sink).unwrap_or_default();
    // A price on the enum was refused: the variants are not asked for theirs as well.
    let price = args.entry(Key::Beans).and(misplaced.err()).or(args.value(Key::Beans).err());
    let read: Vec<_> = variants.iter().map(|written| variant(written, &prefix, price, sink)).collect();
    let same_skus = refuse_same_skus(&read, sink);
    misplaced.and(same_skus).and(read.into_iter().collect())
}

fn variant(written: &syn::Variant, prefix: &str, price: Option<Refused>, sink: &Sink) -> Result<Variant, Refused> {
    let fields = refuse_fields(written, sink);
    let mut attributes = ours(&written.attrs);
    let Some(attribute) = attributes.next() else {
        return Err(
            price.unwrap_or_else(|| sink.report(&written.ident, wording::variant_without_price(&written.ident)))
        );
    };
    let mut args = Args::of_variant(attribute, sink);
    if let Some(refused) = price {
        args.refuse(Key::Beans, refused);
    }
    refuse_repeated_attributes(attributes, &mut args, sink);
    let misplaced = refuse_keys_of_enums(&args, sink);
    let item = item::item(&args, &written.ident, prefix, sink);
    fields.and(misplaced)?;
    Ok(Variant { choice: Choice::of(written), item: item? })
}

/// One key for all variants would be one price for many things.
fn refuse_keys_of_items(args: &Args, sink: &Sink) -> Result<(), Refused> {
    refuse_keys(args, |place| place == Place::Item, |key| wording::belongs_on_variants(key.name()), sink)
}

fn refuse_keys_of_enums(args: &Args, sink: &Sink) -> Result<(), Refused> {
    refuse_keys(args, |place| place != Place::Item, |key| wording::belongs_on_enum(key.name()), sink)
}

fn refuse_keys(
    args: &Args,
    is_misplaced: fn(Place) -> bool,
    message: fn(Key) -> String,
    sink: &Sink,
) -> Result<(), Refused> {
    let mut result = Ok(());
    for entry in args.entries().iter().filter(|entry| is_misplaced(entry.key.row().place)) {
        result = Err(sink.report(&entry.name, message(entry.key)));
    }
    result
}

fn refuse_fields(variant: &syn::Variant, sink: &Sink) -> Result<(), Refused> {
    match &variant.fields {
        Fields::Unit => Ok(()),
        fields => Err(sink.report(fields, wording::variant_fields(&variant.ident))),
    }
}

/// Variants under a condition may share a sku, because only one of them may be there; the compiler checks those.
fn refuse_same_skus(variants: &[Result<Variant, Refused>], sink: &Sink) -> Result<(), Refused> {
    let mut owners = HashMap::new();
    let mut result = Ok(());
    for variant in variants.iter().flatten().filter(|variant| variant.choice.conditions.is_empty()) {
        let sku = variant.item.sku.as_str();
        if let Some(owner) = owners.get(sku) {
            result = Err(sink.report(&variant.item.sku_tokens, wording::same_sku(sku, owner)));
        } else {
            owners.insert(sku, &variant.choice.ident);
        }
    }
    result
}
