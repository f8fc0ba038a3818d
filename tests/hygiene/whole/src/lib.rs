//! Catalogs across two crates, and of a thousand items.

#[cfg(test)]
mod thousand;

use hygiene_parts::{Gems, SteelSword};
use purchasable::{Catalog, catalog, purchasable};

/// Declared here.
#[purchasable(beans = 300)]
#[derive(Debug)]
pub struct IronSword;

hygiene_renamed::declare!(Elixir, 9, "elixir");

/// Declared here, there, and by the macro of a third crate.
pub static CATALOG: Catalog = catalog![SteelSword, IronSword, Gems, Elixir];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_catalog_lists_the_items_of_all_crates() {
        let skus: Vec<&str> = CATALOG.items().map(purchasable::Item::sku).collect();
        assert_eq!(skus, ["steel_sword", "iron_sword", "gems.handful", "gems.chest", "elixir"]);
    }
}
