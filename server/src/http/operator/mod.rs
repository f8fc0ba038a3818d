//! The operator's part, for whoever has the key. Without a key in the settings it is not there.

mod error;
mod events;
mod guard;
mod orders;
mod outbox;
mod players;
mod question;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::Backend;

/// No question comes past the guard.
pub(super) fn routes(backend: &Backend) -> Router<Backend> {
    Router::new()
        .route("/operator/events", get(events::events))
        .route("/operator/events/{id}/resolve", post(events::resolve))
        .route("/operator/events/{id}/apply", post(events::apply))
        .route("/operator/orders/{id}", get(orders::order))
        .route("/operator/outbox", get(outbox::dead))
        .route("/operator/outbox/{order}/{job}/retry", post(outbox::retry))
        .route("/operator/players", get(players::find))
        .route("/operator/players/{id}", get(players::player).delete(players::erase))
        .route_layer(from_fn_with_state(backend.clone(), guard::guard))
}
