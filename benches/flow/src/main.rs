//! Buys from a simulated TikTok on one core, and prints what it measured, a name and a number a line.
//!
//! A purchase is everything from `purchase` to a finished `grant`. `cargo xtask bench flow` runs this and judges it.

use std::convert::Infallible;
use std::time::Instant;

use pollster::block_on;
use purchasable::{Beans, OrderStatus, Shop, SimulatedTikTok, purchasable};

#[purchasable(beans = 500)]
struct SteelSword {
    sharpness: u8,
}

const ROUNDS: u32 = 60;
/// In one world: a simulated backend keeps every order, and a player does not buy more in a life.
const PURCHASES: u32 = 5_000;

fn main() {
    // The first round warms the machine up, and is not counted.
    seconds_of_round();
    for _ in 0..ROUNDS {
        println!("purchases_a_second {:.0}", f64::from(PURCHASES) / seconds_of_round());
    }

    let (tiktok, shop) = rich_player();
    let allocated = allocation_counter::measure(|| buy(&shop, PURCHASES));
    refuse_shortcuts(&tiktok, PURCHASES);
    println!("allocations_a_purchase {}", allocated.count_total / u64::from(PURCHASES));
    println!("bytes_a_purchase {}", allocated.bytes_total / u64::from(PURCHASES));
}

fn seconds_of_round() -> f64 {
    let (tiktok, shop) = rich_player();
    let start = Instant::now();
    buy(&shop, PURCHASES);
    let seconds = start.elapsed().as_secs_f64();
    refuse_shortcuts(&tiktok, PURCHASES);
    seconds
}

fn rich_player() -> (SimulatedTikTok, Shop) {
    let tiktok = SimulatedTikTok::new().with_balance(Beans::MAX.0);
    let shop = tiktok.shop();
    (tiktok, shop)
}

fn buy(shop: &Shop, times: u32) {
    let mut sharpness = 0;
    for _ in 0..times {
        let receipt = block_on(SteelSword { sharpness: 3 }.purchase(shop)).expect("nothing goes wrong here");
        let grant = receipt.grant(async |sword, _| {
            sharpness += u32::from(sword.sharpness);
            Ok::<_, Infallible>(())
        });
        block_on(grant).expect("nothing goes wrong here");
    }
    assert_eq!(sharpness, 3 * times, "every sword has to reach the inventory");
}

/// A purchase counts only when it was paid and granted, to the last Bean.
fn refuse_shortcuts(tiktok: &SimulatedTikTok, purchases: u32) {
    let ledger = tiktok.ledger();
    assert_eq!(ledger.charged(), u64::from(SteelSword::ITEM.beans().0) * u64::from(purchases));
    let orders = ledger.orders();
    assert_eq!(orders.len(), purchases as usize);
    assert!(orders.iter().all(|order| order.charged && order.status == OrderStatus::Granted));
}
