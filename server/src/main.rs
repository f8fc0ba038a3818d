//! The order backend with a demonstration catalog: `cargo run -p purchasable-server`.

use std::process::ExitCode;

use purchasable::{Catalog, catalog, purchasable};

/// A sword, to be bought again and again.
#[purchasable(beans = 500)]
struct SteelSword;

/// Coins of the game.
#[purchasable(prefix = "coins.")]
enum Coins {
    #[purchasable(beans = 99, quantity = 100, unit = "coins")]
    Handful,
    #[purchasable(beans = 899, quantity = 1000, unit = "coins")]
    Chest,
}

/// No more advertising, for ever.
#[purchasable(beans = 299, once)]
struct NoAds;

static SHOP: Catalog = catalog![SteelSword, Coins, NoAds];

fn main() -> ExitCode {
    purchasable_server::run(&SHOP, None)
}
