//! The first lines: where it is, and what to try.

use purchasable::Catalog;
use purchasable_simulator::Simulator;

/// Says where the server is. With a simulated TikTok, every line that is no comment can be typed into a shell.
pub(super) fn print(own_url: &str, simulator: Option<&Simulator>, catalog: &Catalog) {
    match (simulator, catalog.items().next()) {
        (Some(simulator), Some(item)) => println!(
            "{}",
            include_str!("welcome.sh")
                .replace("@BACKEND", own_url)
                .replace("@TIKTOK", &simulator.url())
                .replace("@SKU", item.sku())
                .replace("@DIGEST", &format!("{:016x}", item.digest()))
                .trim_end()
        ),
        _ => println!("# The order backend listens on {own_url}."),
    }
}
