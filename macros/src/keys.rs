//! The keys of the attribute: one table for the parser, the suggestions and the documentation.

/// A key of the attribute. The order is that of [`ROWS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Beans,
    Sku,
    Prefix,
    Name,
    Tier,
    Quantity,
    Unit,
    Image,
    Once,
    Crate,
}

/// Where a key may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On what is sold: a struct, or a variant of a catalog.
    Item,
    /// On a catalog.
    Enum,
    /// On whatever carries the first attribute: a struct or a catalog.
    Type,
}

pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    /// How to write it, for the remedy of a message.
    pub(crate) example: &'static str,
    /// Other words people use for it.
    pub(crate) synonyms: &'static [&'static str],
    /// What the documentation says of the value.
    #[cfg(test)]
    pub(crate) value: &'static str,
    /// What the documentation says of the rule.
    #[cfg(test)]
    pub(crate) rule: &'static str,
}

macro_rules! rows {
    ($($key:ident: $name:literal, $place:ident, $example:literal, [$($synonym:literal),*], $value:literal, $rule:literal;)+) => {
        pub(crate) const ALL: &[Key] = &[$(Key::$key),+];
        const ROWS: &[Row] = &[$(Row {
            name: $name,
            place: Place::$place,
            example: $example,
            synonyms: &[$($synonym),*],
            #[cfg(test)]
            value: $value,
            #[cfg(test)]
            rule: $rule,
        }),+];
    };
}

rows! {
    Beans: "beans", Item, "beans = 500", ["price", "cost", "amount", "coins"],
        "integer, or const expression of type `u32`", "required; 1 to `2_147_483_647`; the price of the whole pack";
    Sku: "sku", Item, "sku = \"steel_sword\"", ["id", "key", "product_id"],
        "string", "default: the name of the type or variant in snake case; 1 to 64 of `a-z 0-9 . _ -` with the prefix; unique in a catalog";
    Prefix: "prefix", Enum, "prefix = \"gems.\"", ["namespace"],
        "string", "put before every sku of the catalog";
    Name: "name", Item, "name = \"Steel sword\"", ["title", "label", "display_name", "product_name"],
        "string", "default: the name of the type or variant in words; 1 to 100 characters; the player reads it in TikTok's order list";
    Tier: "tier", Item, "tier = \"1731381720000500\"", ["tier_id", "top_up", "recharge"],
        "string, or path to a `const` of type `Tier`", "the top-up to offer where the host has a recharge call; a `Tier` smaller than the price is an error";
    Quantity: "quantity", Item, "quantity = 100", ["count"],
        "integer, or const expression of type `u32`", "default: 1; at least 1; how many units the pack holds";
    Unit: "unit", Item, "unit = \"gems\"", ["quantity_unit"],
        "string", "what the units are called";
    Image: "image", Item, "image = \"https://example.com/sword.png\"", ["icon", "picture", "image_url"],
        "string", "a picture of the item; https only";
    Once: "once", Item, "once", ["unique", "permanent", "non_consumable"],
        "none", "owned for ever, and bought only once";
    Crate: "crate", Type, "crate = ::purchasable", ["path", "runtime"],
        "path from `::` or `crate`", "where the runtime is, when it is renamed or re-exported";
}

impl Key {
    pub(crate) fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    pub(crate) fn name(self) -> &'static str {
        self.row().name
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        ALL.iter().copied().find(|key| key.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_own_row() {
        let names: Vec<String> = ALL.iter().map(|key| format!("{key:?}").to_lowercase()).collect();
        assert_eq!(ALL.iter().map(|key| key.name()).collect::<Vec<_>>(), names);
    }

    #[test]
    fn the_documentation_shows_the_table() {
        let documentation = include_str!("lib.rs");
        for key in ALL {
            let Row { name, place, value, rule, .. } = key.row();
            let place = match place {
                Place::Item => "struct, variant",
                Place::Enum => "enum",
                Place::Type => "struct, enum",
            };
            let line = format!("/// | `{name}` | {place} | {value} | {rule} |\n");
            assert!(documentation.contains(&line), "the documentation of the attribute lacks this line:\n{line}");
        }
    }
}
