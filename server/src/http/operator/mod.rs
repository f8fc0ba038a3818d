//! The operator's part, for whoever has the key. Without a key in the settings it is not there.

#![expect(unused_qualifications, reason = "utoipa qualifies what it is given as `params`")]

mod error;
mod events;
mod guard;
mod orders;
mod outbox;
mod players;
mod question;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Backend;

pub(super) use guard::guard;

pub(super) fn routes() -> OpenApiRouter<Backend> {
    OpenApiRouter::new()
        .routes(routes!(events::events))
        .routes(routes!(events::resolve))
        .routes(routes!(events::apply))
        .routes(routes!(orders::order_file))
        .routes(routes!(outbox::dead_jobs))
        .routes(routes!(outbox::retry))
        .routes(routes!(players::player_file_by_open_id))
        .routes(routes!(players::player_file, players::erase))
}
