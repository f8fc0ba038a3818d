//! Orders, as clients ask about them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use purchasable::{OrderStatus, PanelOutcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Body, Id, base64, digest, name};
use super::error::ApiError;
use super::player::Player;
use super::problem::{OfPlayer, Problem, WithBody};
use crate::{Backend, Wish};

/// Whatever else is in the body, a price above all, is ignored.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewOrder {
    sku: String,
    /// Of the item that the client was built with.
    #[schema(value_type = String, pattern = "^[0-9a-fA-F]{16}$")]
    #[serde(deserialize_with = "digest")]
    digest: u64,
    /// Fresh for every attempt; a repeat gives the same order.
    #[schema(pattern = "^[a-zA-Z0-9_-]{1,64}$")]
    #[serde(deserialize_with = "name")]
    key: String,
    /// Ids of orders that are not to stand in the way.
    #[serde(default)]
    accepted: Vec<String>,
    /// Base64 with padding, of at most 1024 bytes.
    #[schema(value_type = String, content_encoding = "base64", pattern = "^([A-Za-z0-9+/]{4}){0,341}([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$")]
    #[serde(default, deserialize_with = "base64")]
    payload: Vec<u8>,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct Claimed {
    /// A name that the client has made up for itself.
    #[schema(pattern = "^[a-zA-Z0-9_-]{1,64}$")]
    #[serde(deserialize_with = "name")]
    claimant: String,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct Report {
    outcome: Outcome,
}

/// What became of the panel.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    NeverPaid,
    Succeeded,
    Cancelled,
    Failed,
    NoAnswer,
}

/// What came of the wish for an order.
#[derive(Serialize, ToSchema)]
#[serde(tag = "created", rename_all = "snake_case")]
pub(super) enum Created {
    /// A new order, or the one that was made under this key before.
    Order { order: Order },
    /// These could still be paid or are not yet granted, and were not accepted.
    EarlierOpen { orders: Vec<Order> },
    /// The item is bought once, and the player has it.
    Owned,
    /// The client was built with another price or quantity; this is the price.
    PriceDrift { beans: u32 },
}

#[derive(Serialize, ToSchema)]
pub(super) struct Orders {
    orders: Vec<Order>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Order {
    /// TikTok's `trade_order_id`.
    id: String,
    key: String,
    sku: String,
    status: Status,
    /// Base64 with padding.
    payload: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    Pending,
    Closed,
    Paid,
    Granted,
    Refunded,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Claim {
    claim: Holder,
}

/// Who may grant the order, or what became of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Holder {
    Mine,
    Elsewhere,
    Granted,
    Refunded,
}

/// Makes an order, or says what stands in the way.
#[utoipa::path(
    post,
    path = "/orders",
    tag = "player",
    security(("session" = [])),
    request_body = NewOrder,
    responses(
        (status = 200, body = Created),
        OfPlayer,
        WithBody,
        (status = 422, body = Problem, description = "`unknown_item`, or `tiktok_refused`"),
    )
)]
pub(super) async fn create(
    backend: State<Backend>,
    player: Result<Player, ApiError>,
    order: Result<Body<NewOrder>, ApiError>,
) -> Result<Json<Created>, ApiError> {
    let answer = made(&backend, player, order).await;
    count_refusal(&backend, &answer);
    Ok(Json(match answer? {
        purchasable::Created::Order(order) => Created::Order { order: order.into() },
        purchasable::Created::EarlierOpen(orders) => {
            Created::EarlierOpen { orders: orders.into_iter().map(Order::from).collect() }
        }
        purchasable::Created::Owned => Created::Owned,
        purchasable::Created::PriceDrift(beans) => Created::PriceDrift { beans: beans.0 },
    }))
}

/// All orders that are not finished, the oldest first.
#[utoipa::path(
    get,
    path = "/orders",
    tag = "player",
    security(("session" = [])),
    responses((status = 200, body = Orders), OfPlayer)
)]
pub(super) async fn open(backend: State<Backend>, player: Player) -> Result<Json<Orders>, ApiError> {
    let orders = backend.open(&player.0).await?;
    Ok(Json(Orders { orders: orders.iter().map(|order| order.to_order().into()).collect() }))
}

/// One order.
#[utoipa::path(
    get,
    path = "/orders/{id}",
    tag = "player",
    security(("session" = [])),
    params(("id" = String, Path, description = "TikTok's `trade_order_id`")),
    responses((status = 200, body = Order), OfPlayer, (status = 404, body = Problem, description = "`unknown_order`: this player has none such"))
)]
pub(super) async fn order(backend: State<Backend>, player: Player, Id(id): Id) -> Result<Json<Order>, ApiError> {
    let order = backend.order(&player.0, &id).await?;
    Ok(Json(order.to_order().into()))
}

/// Takes the lease under which one client grants an order; a repeat renews it.
#[utoipa::path(
    post,
    path = "/orders/{id}/claim",
    tag = "player",
    security(("session" = [])),
    params(("id" = String, Path, description = "TikTok's `trade_order_id`")),
    request_body = Claimed,
    responses(
        (status = 200, body = Claim),
        OfPlayer,
        WithBody,
        (status = 404, body = Problem, description = "`unknown_order`: this player has none such"),
        (status = 409, body = Problem, description = "`not_paid`"),
    )
)]
pub(super) async fn claim(
    backend: State<Backend>,
    player: Player,
    Id(id): Id,
    claimed: Body<Claimed>,
) -> Result<Json<Claim>, ApiError> {
    let claim = match backend.book().claim(&player.0, &id, &claimed.0.claimant).await? {
        purchasable::Claim::Mine => Holder::Mine,
        purchasable::Claim::Elsewhere => Holder::Elsewhere,
        purchasable::Claim::Granted => Holder::Granted,
        purchasable::Claim::Refunded => Holder::Refunded,
    };
    Ok(Json(Claim { claim }))
}

/// The order is granted, or the player knows of the refund.
#[utoipa::path(
    post,
    path = "/orders/{id}/ack",
    tag = "player",
    security(("session" = [])),
    params(("id" = String, Path, description = "TikTok's `trade_order_id`")),
    request_body = Claimed,
    responses(
        (status = 204, description = "It is on record"),
        OfPlayer,
        WithBody,
        (status = 404, body = Problem, description = "`unknown_order`: this player has none such"),
        (status = 409, body = Problem, description = "`not_paid`, or `never_claimed`"),
    )
)]
pub(super) async fn ack(
    backend: State<Backend>,
    player: Player,
    Id(id): Id,
    _: Body<Claimed>,
) -> Result<StatusCode, ApiError> {
    backend.book().ack(&player.0, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the client has seen of the panel.
#[utoipa::path(
    post,
    path = "/orders/{id}/report",
    tag = "player",
    security(("session" = [])),
    params(("id" = String, Path, description = "TikTok's `trade_order_id`")),
    request_body = Report,
    responses(
        (status = 204, description = "It is on record"),
        OfPlayer,
        WithBody,
        (status = 404, body = Problem, description = "`unknown_order`: this player has none such"),
    )
)]
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

async fn made(
    backend: &Backend,
    player: Result<Player, ApiError>,
    order: Result<Body<NewOrder>, ApiError>,
) -> Result<purchasable::Created, ApiError> {
    let (Player(player), Body(order)) = (player?, order?);
    let NewOrder { sku, digest, key, accepted, payload } = order;
    Ok(backend.create(&player, Wish { sku, digest, key, accepted, payload }).await?)
}

fn count_refusal(backend: &Backend, answer: &Result<purchasable::Created, ApiError>) {
    backend.metrics.order_refused(match answer {
        Ok(purchasable::Created::Order(_)) => return,
        Ok(purchasable::Created::EarlierOpen(_)) => "earlier_open",
        Ok(purchasable::Created::Owned) => "owned",
        Ok(purchasable::Created::PriceDrift(_)) => "price_drift",
        Err(error) => error.code(),
    });
}

impl From<purchasable::Order> for Order {
    fn from(order: purchasable::Order) -> Self {
        Self {
            id: order.id().as_str().to_owned(),
            key: order.key().as_str().to_owned(),
            sku: order.sku().to_owned(),
            status: order.status().into(),
            payload: BASE64.encode(order.payload()),
        }
    }
}

impl From<OrderStatus> for Status {
    fn from(status: OrderStatus) -> Self {
        match status {
            OrderStatus::Pending => Self::Pending,
            OrderStatus::Closed => Self::Closed,
            OrderStatus::Paid => Self::Paid,
            OrderStatus::Granted => Self::Granted,
            OrderStatus::Refunded => Self::Refunded,
        }
    }
}
