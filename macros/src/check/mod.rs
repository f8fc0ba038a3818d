//! The rules. Each is a function that reports what is wrong and gives back what is right.

mod catalog;
mod item;
mod number;
mod root;
mod text;

use syn::Attribute;

use crate::args::Args;
use crate::keys::Key;
use crate::model::Model;
use crate::sink::{Refused, Sink};
use crate::subject::{Body, Subject, ours};
use crate::wording;

pub(crate) use root::{root, usual_root};

/// The model of a declaration, or the proof that a mistake was reported.
pub(crate) fn check(subject: &Subject, mut args: Args, sink: &Sink) -> Result<Model, Refused> {
    refuse_union(subject, sink)?;
    let generics = refuse_generics(subject, sink);
    refuse_repeated_attributes(ours(&subject.attributes), &mut args, sink);
    let model = match &subject.body {
        Body::Enum(variants) => catalog::catalog(subject, &args, variants, sink).map(Model::Catalog),
        Body::Struct { .. } | Body::Union => product(subject, &args, sink),
    };
    generics.and(model)
}

fn product(subject: &Subject, args: &Args, sink: &Sink) -> Result<Model, Refused> {
    let prefix = refuse_prefix(args, sink);
    let item = item::item(args, &subject.ident, "", sink);
    prefix.and(item).map(Box::new).map(Model::Struct)
}

fn refuse_union(subject: &Subject, sink: &Sink) -> Result<(), Refused> {
    match subject.body {
        Body::Union => Err(sink.report(&subject.keyword, wording::wrong_item("a union"))),
        Body::Struct { .. } | Body::Enum(_) => Ok(()),
    }
}

/// One item has one price, and a generic type is many types.
fn refuse_generics(subject: &Subject, sink: &Sink) -> Result<(), Refused> {
    if subject.generics.params.is_empty() {
        return Ok(());
    }
    Err(sink.report(&subject.generics, wording::generics()))
}

/// Two attributes are two answers to one question. What the second one says is not looked at.
fn refuse_repeated_attributes<'a>(repeated: impl Iterator<Item = &'a Attribute>, args: &mut Args, sink: &Sink) {
    for attribute in repeated {
        let refused = sink.report(attribute, wording::repeated_attribute());
        args.refuse(Key::Beans, refused);
    }
}

fn refuse_prefix(args: &Args, sink: &Sink) -> Result<(), Refused> {
    match args.entry(Key::Prefix) {
        Some(prefix) => Err(sink.report(&prefix.name, wording::prefix_on_struct())),
        None => Ok(()),
    }
}
