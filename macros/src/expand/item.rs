//! The descriptor of one item.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::model::{Item, Number, Tier};

/// An expression such as `__p::Item::declare("steel_sword", "Steel sword", 500).with_once()`.
pub(crate) fn descriptor(item: &Item) -> TokenStream {
    let number = quote!(__p::u32);
    let (sku, name) = (&item.sku, &item.name);
    let mut code = match &item.beans {
        Number::Literal(beans) => quote!(__p::Item::declare(#sku, #name, #beans)),
        Number::Expression(beans) => step_at(beans, &number, "declare", &quote!(#sku, #name,)),
    };
    match &item.quantity {
        Some(Number::Literal(quantity)) => code.extend(quote!(.with_quantity(#quantity))),
        Some(Number::Expression(quantity)) => {
            code = step_at(quantity, &number, "with_quantity", &quote!(#code,));
        }
        None => {}
    }
    match &item.tier {
        Some(Tier::Id(id)) => code.extend(quote!(.with_tier_id(#id))),
        Some(Tier::Path(tier)) => code = step_at(tier, &quote!(__p::Tier), "with_tier", &quote!(#code,)),
        None => {}
    }
    code.extend(item.unit.iter().map(|unit| quote!(.with_unit(&#unit))));
    code.extend(item.image.iter().map(|image| quote!(.with_image(&#image))));
    code.extend(item.once.then(|| quote!(.with_once())));
    code
}

/// A call that may fail while the compiler works out its value, as if it were written where the user wrote the value:
/// that is where the error then points.
fn step_at(value: &TokenStream, value_type: &TokenStream, step: &str, before: &TokenStream) -> TokenStream {
    let mut spans = value.clone().into_iter().map(|token| Span::call_site().located_at(token.span()));
    let first = spans.next().unwrap_or_else(Span::call_site);
    let last = spans.last().unwrap_or(first);
    let step = Ident::new(step, first);
    let given = quote!(__p::Given::<#value_type> { value: #value }.value);
    let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#before #given));
    arguments.set_span(last);
    quote_spanned!(first=> __p::Item::#step #arguments)
}
