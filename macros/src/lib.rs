//! The `#[purchasable]` attribute. Use it through the `purchasable` crate, which re-exports it.
#![forbid(unsafe_code)]

mod args;
mod attribute;
mod check;
mod expand;
mod keys;
mod model;
mod sink;
mod strip;
mod subject;
mod suggest;
mod values;
mod wording;
mod words;

/// Makes a type purchasable.
#[proc_macro_attribute]
pub fn purchasable(keys: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    attribute::purchasable(keys.into(), item.into()).into()
}
