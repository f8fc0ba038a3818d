//! The first lines: where it is, and what to try.

use std::io::Write;

use purchasable::Catalog;
use purchasable_simulator::Simulator;

/// Says where the server is. With a simulated TikTok, all that it says can be typed into a shell.
pub(super) fn print(own_url: &str, simulator: Option<&Simulator>, catalog: &Catalog) {
    let words = words(own_url, simulator, catalog);
    // That nobody reads it is no reason not to serve.
    let _ = writeln!(std::io::stdout(), "{}", words.trim_end());
}

fn words(own_url: &str, simulator: Option<&Simulator>, catalog: &Catalog) -> String {
    let (Some(simulator), Some(item)) = (simulator, catalog.items().next()) else {
        return format!("# The order backend listens on {own_url}.");
    };
    let words = include_str!("welcome.sh").replace("@BACKEND", own_url).replace("@TIKTOK", &simulator.url());
    words.replace("@SKU", item.sku()).replace("@DIGEST", &format!("{:016x}", item.digest()))
}
