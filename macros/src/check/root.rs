//! The rule of the path to the runtime.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Path;
use syn::parse::Parser;

use crate::args::Args;
use crate::keys::Key;
use crate::sink::Sink;
use crate::values::{Shape, Value};
use crate::wording;

/// The path to the runtime. A mistaken one is kept where it could work, so that it causes one message only.
pub(crate) fn root(args: &Args, sink: &Sink) -> TokenStream {
    let path = args.value(Key::Crate).ok().flatten().and_then(|value| written(value, sink));
    path.map_or_else(usual_root, Path::into_token_stream)
}

/// Where the runtime is unless a declaration says otherwise.
pub(crate) fn usual_root() -> TokenStream {
    quote!(::purchasable)
}

fn written(value: &Value, sink: &Sink) -> Option<Path> {
    let (path, message) = match &value.shape {
        Shape::Path => match module_path(value.tokens.clone()) {
            Some(path) if is_absolute(&path) => return Some(path),
            Some(path) => {
                let message = wording::relative_path(value.text(), absolute(&path));
                (Some(path), message)
            }
            None => (None, wording::not_a_path("a type")),
        },
        Shape::Text(text) => {
            let path = module_path(text.parse().unwrap_or_default());
            let meant = path.as_ref().map_or_else(|| "::purchasable".to_owned(), absolute);
            (path, wording::path_in_quotes(meant))
        }
        shape => (None, wording::not_a_path(shape.noun())),
    };
    sink.report(&value.tokens, message);
    path
}

fn module_path(tokens: TokenStream) -> Option<Path> {
    Path::parse_mod_style.parse2(tokens).ok()
}

fn is_absolute(path: &Path) -> bool {
    // `$crate` is what `crate` becomes in a `macro_rules!` of another crate.
    let from_crate = path.segments.first().is_some_and(|first| first.ident == "crate" || first.ident == "$crate");
    path.leading_colon.is_some() || from_crate
}

/// The path as it was probably meant: from this crate where it was relative to a module, else from another crate.
fn absolute(path: &Path) -> String {
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let relative = names.iter().position(|name| name != "self" && name != "super").unwrap_or(names.len());
    match (relative, names.join("::")) {
        (0, name) if is_absolute(path) && path.leading_colon.is_none() => name,
        (0, name) => format!("::{name}"),
        _ => ["crate"].into_iter().chain(names[relative..].iter().map(String::as_str)).collect::<Vec<_>>().join("::"),
    }
}
