//! Buys in Chromium with three clients in turn, and prints what it measured: a client, a name and a number a line.
//!
//! `cargo xtask bench browser` serves the page, runs this with the addresses of page and driver, and judges what it prints.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// As the page calls them.
const CLIENTS: [&str; 3] = ["ours", "javascript", "wasm"];

/// In each round every client has one batch of purchases: 10,000 in all.
const ROUNDS: u32 = 40;
const PURCHASES: u32 = 250;
/// Until the browser has compiled everything as well as it will.
const WARM_UP: u32 = 12;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (page, driver) = arguments.next().zip(arguments.next()).context("the page and the driver have to be named")?;
    let browser = headless_browser::start(&driver, &[], None).await.context("the driver starts no browser")?;
    browser.goto(&page).await?;

    print_all(&browser.execute("return bench.count(arguments[0])", vec![PURCHASES.into()]).await?);
    let mut rounds = Vec::new();
    for round in 0..WARM_UP + ROUNDS {
        let arguments = vec![round.into(), PURCHASES.into()];
        rounds.push(browser.execute("return bench.measure(arguments[0], arguments[1])", arguments).await?);
    }
    let measured = rounds.split_off(WARM_UP as usize);
    measured.iter().for_each(print_all);
    browser.close().await?;
    CLIENTS.into_iter().try_for_each(|client| refuse_shortcuts(client, &measured))
}

/// A line for each number of each client.
fn print_all(told: &Value) {
    for client in CLIENTS {
        for (name, number) in told[client].as_object().into_iter().flatten() {
            println!("{client} {name} {number}");
        }
    }
}

/// A purchase counts only when it was charged once and granted once.
fn refuse_shortcuts(client: &str, rounds: &[Value]) -> Result<()> {
    let total = |what| rounds.iter().filter_map(|round| round[client][what].as_u64()).sum::<u64>();
    let purchases = u64::from(ROUNDS * PURCHASES);
    for what in ["ordered", "charged", "granted"] {
        ensure!(total(what) == purchases, "of {purchases} purchases by `{client}`, {} were {what}", total(what));
    }
    Ok(())
}
