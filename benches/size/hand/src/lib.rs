//! What a careful developer writes by hand for the same client, in the same three dialects: an order, the top-up, the
//! payment, its confirmation, the grant, a journal, and recovery. With the feature `bare`, the three calls alone.
#![cfg(target_arch = "wasm32")]

#[cfg(not(feature = "bare"))]
mod backend;
#[cfg(feature = "bare")]
#[macro_use]
mod bare;
#[cfg(not(feature = "bare"))]
#[macro_use]
mod flow;
mod host;
#[cfg(not(feature = "bare"))]
mod journal;
#[cfg(not(feature = "bare"))]
mod world;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use host::HostError;

#[cfg(all(feature = "bare", not(feature = "copies")))]
use bare::purchase;
#[cfg(not(any(feature = "bare", feature = "copies")))]
use flow::purchase;

include!(concat!(env!("OUT_DIR"), "/items.rs"));

#[wasm_bindgen]
extern "C" {
    /// Puts what was bought into the game's own save.
    #[cfg(not(feature = "bare"))]
    #[wasm_bindgen(catch, js_namespace = game)]
    fn add(sku: &str, order: &str) -> Result<(), JsValue>;

    /// Shows a sentence to the player.
    #[wasm_bindgen(js_namespace = game)]
    fn show(sentence: &str);
}

/// What is sold.
pub(crate) struct Item {
    sku: &'static str,
    #[expect(dead_code, reason = "a shop shows it")]
    name: &'static str,
    beans: u32,
    tier: Option<&'static str>,
    #[cfg_attr(feature = "bare", expect(dead_code, reason = "the bare calls send no more than the sku"))]
    digest: u64,
}

/// Why nothing was bought.
#[cfg_attr(feature = "bare", expect(dead_code, reason = "the bare calls know fewer"))]
pub(crate) enum Error {
    NoHost,
    Busy,
    Cancelled,
    Refused(String),
    Backend,
    EarlierOpen,
    Owned,
    PriceDrift,
    Journal,
    TopUpMissing,
    Unknown,
    NotSaved,
}

impl From<HostError> for Error {
    fn from(error: HostError) -> Self {
        match error {
            HostError::NoHost => Self::NoHost,
            HostError::Cancelled => Self::Cancelled,
            HostError::Refused(message) => Self::Refused(message),
        }
    }
}

/// The player has pressed a button.
#[wasm_bindgen]
pub fn buy(at: usize) {
    buy_item(at);
}

/// The game has started.
#[cfg(not(feature = "bare"))]
#[wasm_bindgen]
pub fn recover() {
    spawn_local(async {
        if flow::recover().await.is_err() {
            show("Your purchases could not be looked up.");
        }
    });
}

fn tell(result: &Result<(), Error>) {
    show(match result {
        Ok(()) => "It is yours.",
        Err(Error::Cancelled) => return,
        Err(Error::Unknown) => "We are still checking your payment.",
        Err(Error::EarlierOpen) => "An earlier purchase is still open.",
        Err(Error::Owned) => "You have it already.",
        Err(Error::PriceDrift) => "The price has changed; please update the game.",
        Err(Error::NotSaved) => "You will get it the next time you play.",
        Err(Error::Refused(message)) => message,
        Err(Error::NoHost | Error::Busy | Error::Backend | Error::Journal | Error::TopUpMissing) => {
            "That did not work. Nothing was charged."
        }
    });
}
