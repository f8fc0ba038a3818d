//! One thousand declarations of one shape, each as the users of a library write it.

use std::fmt::Write;

pub(super) const COUNT: u32 = 1_000;

/// A thousand items for sale.
pub(super) fn purchasable() -> String {
    each("use purchasable::purchasable;\n", |at| {
        format!("#[purchasable(beans = {at})]\npub struct Thing{at} {{\n    pub level: u8,\n}}\n")
    })
}

/// A thousand items for sale in one enum.
pub(super) fn catalog() -> String {
    let variants = each("", |at| format!("    #[purchasable(beans = {at})]\n    Thing{at},\n"));
    format!("use purchasable::purchasable;\n\n#[purchasable]\npub enum Things {{\n{variants}}}\n")
}

/// A thousand errors whose text tells what their field holds, as an error with a field does.
pub(super) fn thiserror() -> String {
    errors("broke at level {level}")
}

/// A thousand errors that keep their field to themselves: the cheapest that thiserror can be.
pub(super) fn thiserror_of_fixed_text() -> String {
    errors("broke")
}

fn errors(what_happened: &str) -> String {
    each("use thiserror::Error;\n", |at| {
        let text = format!("thing {at} {what_happened}");
        format!("#[derive(Debug, Error)]\n#[error(\"{text}\")]\npub struct Thing{at} {{\n    pub level: u8,\n}}\n")
    })
}

/// A thousand types that serialise.
pub(super) fn serde() -> String {
    each("use serde::Serialize;\n", |at| {
        format!("#[derive(Serialize)]\npub struct Thing{at} {{\n    pub level: u8,\n}}\n")
    })
}

fn each(head: &str, declaration: impl Fn(u32) -> String) -> String {
    (1..=COUNT).fold(head.to_owned(), |mut source, at| {
        let _ = writeln!(source, "{}", declaration(at));
        source
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_declares_a_thousand_of_the_same_shape() {
        for source in [purchasable(), thiserror(), thiserror_of_fixed_text(), serde()] {
            assert_eq!(source.matches("{\n    pub level: u8,\n}").count(), COUNT as usize);
        }
        assert_eq!(catalog().matches("#[purchasable(beans = ").count(), COUNT as usize);
    }
}
