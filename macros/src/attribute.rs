//! The attribute from end to end: parse, check, expand.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::args::Args;
use crate::sink::Sink;
use crate::strip::without_our_attributes;
use crate::subject::{Subject, other_item};
use crate::{check, expand, wording};

/// The item as the user wrote it, with what makes it purchasable, or with every mistake in it.
pub(crate) fn purchasable(keys: TokenStream, item: TokenStream) -> TokenStream {
    guarded(item, |item| addition(keys, item))
}

/// Gives the item back whatever happens, so that a mistake of ours is one message and not a hundred.
fn guarded(item: TokenStream, addition: impl FnOnce(TokenStream) -> TokenStream) -> TokenStream {
    let stripped = without_our_attributes(item.clone());
    let addition = catch_unwind(AssertUnwindSafe(|| addition(item.clone()))).unwrap_or_else(|panic| {
        let inert = catch_unwind(|| inert(item)).unwrap_or_default();
        let bug = bug(&*panic);
        quote!(#bug #inert)
    });
    quote!(#stripped #addition)
}

fn addition(keys: TokenStream, item: TokenStream) -> TokenStream {
    let sink = Sink::new();
    let Some(subject) = Subject::parse(item.clone()) else {
        let (word, noun) = other_item(item);
        sink.report(word, wording::wrong_item(noun));
        return sink.finish().unwrap_or_default();
    };
    let args = Args::parse(None, keys, &sink);
    let root = check::root(&args, &sink);
    let model = check::check(&subject, args, &sink);
    match (model, sink.finish()) {
        (Ok(model), None) => expand::expand(&subject, &root, &model),
        (_, errors) => {
            let inert = expand::inert(&subject, &root);
            quote!(#errors #inert)
        }
    }
}

fn inert(item: TokenStream) -> TokenStream {
    Subject::parse(item).map(|subject| expand::inert(&subject, &check::usual_root())).unwrap_or_default()
}

fn bug(panic: &(dyn Any + Send)) -> TokenStream {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let reason = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    syn::Error::new(Span::call_site(), wording::bug(reason)).to_compile_error()
}

#[cfg(test)]
mod tests;
