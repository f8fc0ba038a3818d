use std::{fmt::Display, time::Duration};

use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{Admin, page, state::state};
use crate::{
    faults::{Endpoint, Fault},
    question::{Question, wrong},
    settings::WebhookSettings,
    world::{clock::in_milliseconds, errors::AdminError},
};

pub fn routes(admin: Admin) -> Router {
    let buttons = Router::new()
        .route("/admin/state", get(show))
        .route("/admin/balance", button(balance))
        .route("/admin/refund", attempt(refund))
        .route("/admin/pay_after_all", attempt(pay_after_all))
        .route("/admin/redeliver", attempt(redeliver))
        .route("/admin/forge", attempt(forge))
        .route("/admin/test_callback", post(test_callback))
        .route("/admin/clock", post(clock))
        .route("/admin/expire_tokens", button(expire_tokens))
        .route("/admin/faults", button(arm))
        .route("/admin/fault_rate", button(fault_rate))
        .route("/admin/clear_faults", button(clear_faults))
        .route("/admin/webhooks", attempt(webhooks))
        .route("/admin/quirks", attempt(quirks))
        .route("/admin/reset", button(reset));
    buttons.merge(page::routes()).with_state(admin)
}

/// A button that always works.
fn button<Q: DeserializeOwned + Send + 'static>(push: fn(&Admin, Q)) -> MethodRouter<Admin> {
    post(async move |State(admin): State<Admin>, Question(question): Question<Q>| {
        push(&admin, question);
        Json(json!({}))
    })
}

/// A button that may not work now, and then says why.
fn attempt<Q, E>(push: fn(&Admin, Q) -> Result<Value, E>) -> MethodRouter<Admin>
where
    Q: DeserializeOwned + Send + 'static,
    E: Display + 'static,
{
    post(async move |State(admin): State<Admin>, Question(question): Question<Q>| match push(&admin, question) {
        Ok(said) => Json(said).into_response(),
        Err(error) => wrong(StatusCode::CONFLICT, &error.to_string()),
    })
}

#[derive(Deserialize)]
struct Show {
    #[serde(default = "all")]
    newest: usize,
}

fn all() -> usize {
    usize::MAX
}

async fn show(State(admin): State<Admin>, Query(Show { newest }): Query<Show>) -> Json<Value> {
    Json(state(&admin.host.world(), newest))
}

#[derive(Deserialize)]
struct Balance {
    user: String,
    beans: u32,
}

fn balance(admin: &Admin, Balance { user, beans }: Balance) {
    admin.set_balance(&user, beans.into());
}

#[derive(Deserialize)]
struct Refund {
    trade_order_id: String,
    /// All that is left, unless given.
    beans: Option<u64>,
}

fn refund(admin: &Admin, Refund { trade_order_id, beans }: Refund) -> Result<Value, AdminError> {
    let beans = admin.refund(&trade_order_id, beans)?;
    Ok(json!({ "beans": beans }))
}

#[derive(Deserialize)]
struct OfOrder {
    trade_order_id: String,
}

fn pay_after_all(admin: &Admin, OfOrder { trade_order_id }: OfOrder) -> Result<Value, AdminError> {
    admin.pay_after_all(&trade_order_id)?;
    Ok(json!({}))
}

fn forge(admin: &Admin, OfOrder { trade_order_id }: OfOrder) -> Result<Value, AdminError> {
    let delivery = admin.forge(&trade_order_id)?;
    Ok(json!({ "delivery": delivery }))
}

#[derive(Deserialize)]
struct OfDelivery {
    delivery: u64,
}

fn redeliver(admin: &Admin, OfDelivery { delivery }: OfDelivery) -> Result<Value, AdminError> {
    admin.redeliver(delivery)?;
    Ok(json!({}))
}

async fn test_callback(State(admin): State<Admin>, Question(Nothing {}): Question<Nothing>) -> Response {
    match admin.test_callback().await {
        Ok(attempt) => Json(attempt).into_response(),
        Err(error) => wrong(StatusCode::CONFLICT, &error.to_string()),
    }
}

#[derive(Deserialize)]
struct Clock {
    #[serde(default)]
    advance_seconds: u32,
    /// As it is, unless given.
    held: Option<bool>,
}

/// Answers when everything that fell due has been delivered.
async fn clock(State(admin): State<Admin>, Question(Clock { advance_seconds, held }): Question<Clock>) -> Json<Value> {
    match held {
        Some(true) => admin.hold_clock(),
        Some(false) => admin.run_clock(),
        None => {}
    }
    admin.advance(Duration::from_secs(advance_seconds.into())).await;
    Json(json!({ "now": in_milliseconds(admin.now()) }))
}

#[derive(Deserialize)]
struct ExpireTokens {
    tokens: Tokens,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tokens {
    Access,
    Refresh,
}

fn expire_tokens(admin: &Admin, ExpireTokens { tokens }: ExpireTokens) {
    match tokens {
        Tokens::Access => admin.expire_access_tokens(),
        Tokens::Refresh => admin.expire_refresh_tokens(),
    }
}

#[derive(Deserialize)]
struct Arm {
    endpoint: Endpoint,
    fault: Fault,
}

fn arm(admin: &Admin, Arm { endpoint, fault }: Arm) {
    admin.arm(endpoint, fault);
}

#[derive(Deserialize)]
struct FaultRate {
    rate: f64,
}

fn fault_rate(admin: &Admin, FaultRate { rate }: FaultRate) {
    admin.set_fault_rate(rate);
}

#[derive(Deserialize)]
struct Nothing {}

fn clear_faults(admin: &Admin, Nothing {}: Nothing) {
    admin.clear_faults();
}

fn reset(admin: &Admin, Nothing {}: Nothing) {
    admin.reset();
}

type Changes = Map<String, Value>;

fn webhooks(admin: &Admin, changes: Changes) -> Result<Value, String> {
    let current = admin.host.world().settings.webhooks.clone();
    let webhooks: WebhookSettings = changed(&current, changes)?;
    webhooks.check()?;
    admin.set_webhooks(webhooks);
    Ok(json!({}))
}

fn quirks(admin: &Admin, changes: Changes) -> Result<Value, String> {
    let current = admin.host.world().settings.quirks;
    admin.set_quirks(changed(&current, changes)?);
    Ok(json!({}))
}

/// What is not among the changes stays as it is.
fn changed<T: Serialize + DeserializeOwned>(current: &T, changes: Changes) -> Result<T, String> {
    let mut settings = json!(current);
    changes.into_iter().for_each(|(key, value)| settings[key] = value);
    serde_json::from_value(settings).map_err(|error| error.to_string())
}
