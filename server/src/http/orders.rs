//! Orders, as clients ask about them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use purchasable::{Claim, Created, Order, PanelOutcome};
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::{Body, Id, base64, digest, name};
use super::error::ApiError;
use super::player::Player;
use crate::book::word;
use crate::{Backend, Wish};

/// Whatever else is in the body, a price above all, is ignored.
#[derive(Deserialize)]
pub(super) struct NewOrder {
    sku: String,
    #[serde(deserialize_with = "digest")]
    digest: u64,
    #[serde(deserialize_with = "name")]
    key: String,
    #[serde(default)]
    accepted: Vec<String>,
    #[serde(default, deserialize_with = "base64")]
    payload: Vec<u8>,
}

#[derive(Deserialize)]
pub(super) struct Claimed {
    #[serde(deserialize_with = "name")]
    claimant: String,
}

#[derive(Deserialize)]
pub(super) struct Report {
    outcome: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    NeverPaid,
    Succeeded,
    Cancelled,
    Failed,
    NoAnswer,
}

pub(super) async fn create(
    backend: State<Backend>,
    player: Player,
    order: Body<NewOrder>,
) -> Result<Json<Value>, ApiError> {
    let NewOrder { sku, digest, key, accepted, payload } = order.0;
    let answer = backend.create(&player.0, Wish { sku, digest, key, accepted, payload }).await.map_err(ApiError::from);
    count_refusal(&backend, &answer);
    Ok(Json(match answer? {
        Created::Order(order) => json!({"created": "order", "order": shown(&order)}),
        Created::EarlierOpen(orders) => json!({"created": "earlier_open", "orders": all_shown(&orders)}),
        Created::Owned => json!({"created": "owned"}),
        Created::PriceDrift(beans) => json!({"created": "price_drift", "beans": beans.0}),
    }))
}

pub(super) async fn open(backend: State<Backend>, player: Player) -> Result<Json<Value>, ApiError> {
    let orders = backend.open(&player.0).await?;
    let orders: Vec<_> = orders.iter().map(|order| shown(&order.to_order())).collect();
    Ok(Json(json!({"orders": orders})))
}

pub(super) async fn order(backend: State<Backend>, player: Player, Id(id): Id) -> Result<Json<Value>, ApiError> {
    let order = backend.order(&player.0, &id).await?;
    Ok(Json(shown(&order.to_order())))
}

pub(super) async fn claim(
    backend: State<Backend>,
    player: Player,
    Id(id): Id,
    claimed: Body<Claimed>,
) -> Result<Json<Value>, ApiError> {
    let claim = match backend.book().claim(&player.0, &id, &claimed.0.claimant).await? {
        Claim::Mine => "mine",
        Claim::Elsewhere => "elsewhere",
        Claim::Granted => "granted",
        Claim::Refunded => "refunded",
    };
    Ok(Json(json!({"claim": claim})))
}

pub(super) async fn ack(
    backend: State<Backend>,
    player: Player,
    Id(id): Id,
    _: Body<Claimed>,
) -> Result<StatusCode, ApiError> {
    backend.book().ack(&player.0, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn report(
    backend: State<Backend>,
    player: Player,
    Id(id): Id,
    report: Body<Report>,
) -> Result<StatusCode, ApiError> {
    let outcome = match report.0.outcome {
        Outcome::NeverPaid => PanelOutcome::NeverPaid,
        Outcome::Succeeded => PanelOutcome::Succeeded,
        Outcome::Cancelled => PanelOutcome::Cancelled,
        Outcome::Failed => PanelOutcome::Failed,
        Outcome::NoAnswer => PanelOutcome::NoAnswer,
    };
    backend.book().report(&player.0, &id, outcome).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn count_refusal(backend: &Backend, answer: &Result<Created, ApiError>) {
    backend.metrics.order_refused(match answer {
        Ok(Created::Order(_)) => return,
        Ok(Created::EarlierOpen(_)) => "earlier_open",
        Ok(Created::Owned) => "owned",
        Ok(Created::PriceDrift(_)) => "price_drift",
        Err(error) => error.code(),
    });
}

fn all_shown(orders: &[Order]) -> Vec<Value> {
    orders.iter().map(shown).collect()
}

fn shown(order: &Order) -> Value {
    json!({
        "id": order.id().as_str(),
        "key": order.key().as_str(),
        "sku": order.sku(),
        "status": word(order.status()),
        "payload": BASE64.encode(order.payload()),
    })
}
