//! The game's backend, reached through a JavaScript object.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::host::{get, text};
use crate::world::deadline;
use crate::{Error, Item};

const ANSWER: i32 = 30_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = backend)]
    fn player() -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = backend)]
    fn create(sku: &str, digest: u64, key: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = backend)]
    fn status(order: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = backend)]
    fn open() -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = backend)]
    fn claim(order: &str, claimant: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = backend)]
    fn ack(order: &str, claimant: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = backend)]
    pub(crate) fn report(order: &str, outcome: &str);
}

#[derive(Clone, Copy)]
pub(crate) enum Status {
    Pending,
    Paid,
    Granted,
    Refunded,
}

pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) sku: String,
    pub(crate) paid: bool,
}

pub(crate) enum Made {
    Order(String),
    /// Earlier orders stand in the way.
    Earlier(Vec<Order>),
    Refused(Error),
}

pub(crate) async fn ask_player() -> Result<String, Error> {
    ask(player()).await?.as_string().ok_or(Error::Backend)
}

/// Makes the order, or says why not.
pub(crate) async fn ask_order(item: &Item, key: &str) -> Result<Made, Error> {
    let made = ask(create(item.sku, item.digest, key)).await?;
    Ok(match text(&made, "refused").as_str() {
        "" => Made::Order(text(&made, "id")),
        "owned" => Made::Refused(Error::Owned),
        "price" => Made::Refused(Error::PriceDrift),
        _ => Made::Earlier(orders(&get(&made, "earlier"))),
    })
}

pub(crate) async fn ask_status(order: &str) -> Result<Status, Error> {
    match ask(status(order)).await?.as_string().as_deref() {
        Some("paid") => Ok(Status::Paid),
        Some("granted") => Ok(Status::Granted),
        Some("refunded") => Ok(Status::Refunded),
        Some("pending" | "closed") => Ok(Status::Pending),
        _ => Err(Error::Backend),
    }
}

pub(crate) async fn ask_open() -> Result<Vec<Order>, Error> {
    Ok(orders(&ask(open()).await?))
}

fn orders(list: &JsValue) -> Vec<Order> {
    let order = |order: JsValue| Order {
        id: text(&order, "id"),
        key: text(&order, "key"),
        sku: text(&order, "sku"),
        paid: text(&order, "status") == "paid",
    };
    Array::from(list).iter().map(order).collect()
}

pub(crate) async fn ask_lease(order: &str, claimant: &str) -> Result<String, Error> {
    ask(claim(order, claimant)).await?.as_string().ok_or(Error::Backend)
}

pub(crate) async fn acknowledge(order: &str, claimant: &str) -> Result<(), Error> {
    ask(ack(order, claimant)).await.map(drop)
}

/// Gives up after a while.
async fn ask(question: Result<Promise, JsValue>) -> Result<JsValue, Error> {
    let question = question.map_err(|_| Error::Backend)?;
    let race = Promise::race(&Array::of2(&question, &deadline(ANSWER)));
    JsFuture::from(race).await.map_err(|_| Error::Backend)
}
