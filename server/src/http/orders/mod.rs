//! Orders, as clients ask about them.

mod shapes;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::body::{Body, Id};
use super::error::ApiError;
use super::player::Player;
use super::problem::{OfPlayer, Problem, WithBody};
use crate::{Backend, Wish};
use shapes::{Claim, Claimed, Created, NewOrder, Order, Orders, Report};

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
    Ok(Json(answer?.into()))
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
    let claim = backend.book().claim(&player.0, &id, &claimed.0.claimant).await?;
    Ok(Json(Claim { claim: claim.into() }))
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
    backend.book().report(&player.0, &id, report.0.outcome.into()).await?;
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
