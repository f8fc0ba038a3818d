//! A whole client: items are bought, granted and recovered, the journal is in `localStorage`, and the backend is reached
//! through JavaScript.
#![cfg(target_arch = "wasm32")]

mod backend;

use std::cell::Cell;
use std::future::Future;
use std::task::{Context, Waker};

use purchasable::{BoxFuture, Charged, LocalStorage, MinisBridge, PurchaseError, Reason, Receipt, Shop, purchasable};
use wasm_bindgen::prelude::*;

use backend::Backend;

include!(concat!(env!("OUT_DIR"), "/items.rs"));

#[wasm_bindgen]
extern "C" {
    /// Puts what was bought into the game's own save.
    #[wasm_bindgen(catch, js_namespace = game)]
    fn add(sku: &str, level: u8, order: &str) -> Result<(), JsValue>;

    /// Shows a sentence to the player.
    #[wasm_bindgen(js_namespace = game)]
    fn show(sentence: &str);
}

thread_local! {
    static SHOP: Shop = Shop::new(MinisBridge::new(), Backend::new(), LocalStorage::new("orders"));
    static TASK: Cell<Option<BoxFuture<()>>> = const { Cell::new(None) };
}

/// The player has pressed a button.
#[wasm_bindgen]
pub fn buy(at: usize) {
    buy_item(SHOP.with(Shop::clone), at);
}

/// The game has started.
#[wasm_bindgen]
pub fn recover() {
    let shop = SHOP.with(Shop::clone);
    spawn(async move {
        let Ok(found) = shop.recover().await else { return show("Your purchases could not be looked up.") };
        for receipt in found.receipts {
            deliver(receipt.map(|_order| 0)).await;
        }
    });
}

/// The game draws a frame.
#[wasm_bindgen]
pub fn frame() {
    let Some(mut task) = TASK.take() else { return };
    if task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        TASK.set(Some(task));
    }
}

fn spawn(task: impl Future<Output = ()> + 'static) {
    TASK.set(Some(Box::pin(task)));
}

/// Gives what was paid for, at its level.
async fn deliver(receipt: Receipt<u8>) {
    let order = receipt.order().clone();
    let granted = receipt.grant(async |level, id| add(order.sku(), level, id.as_str())).await;
    show(if granted.is_ok() { "It is yours." } else { "You will get it the next time you play." });
}

fn tell(error: &PurchaseError) {
    show(match (error.reason(), error.charged()) {
        (Reason::Cancelled, _) => return,
        (Reason::Unsettled, _) => "We are still checking your payment.",
        (Reason::EarlierOpen(_), _) => "An earlier purchase is still open.",
        (Reason::Owned, _) => "You have it already.",
        (Reason::PriceDrift(_), _) => "The price has changed; please update the game.",
        (_, Charged::No) => "That did not work. Nothing was charged.",
        _ => "That did not work.",
    });
}
