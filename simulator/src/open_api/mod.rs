//! TikTok's Open API, which the app's backend calls: at TikTok's own paths, with its envelopes and codes.

mod codes;
mod endpoint;
mod oauth;
mod prices;
mod trade_orders;

use axum::{Router, routing::post};

use self::endpoint::json;
use crate::host::Host;

/// Each path with and without the slash at its end, which TikTok's samples drop (`/doc/in-app-purchases`).
pub fn routes(host: Host) -> Router {
    let endpoints = [
        ("/v2/oauth/token", post(oauth::token)),
        ("/v2/minis/utility/get_tier_infos", json(prices::get_tier_infos)),
        ("/v2/minis/utility/check_redeem_amounts", json(prices::check_redeem_amounts)),
        ("/v2/minis/trade_order/create", json(trade_orders::create)),
        ("/v2/minis/trade_order/query", json(trade_orders::query)),
    ];
    let add = |router: Router<Host>, (path, endpoint): (&str, axum::routing::MethodRouter<Host>)| {
        router.route(path, endpoint.clone()).route(&format!("{path}/"), endpoint)
    };
    endpoints.into_iter().fold(Router::new(), add).with_state(host)
}
