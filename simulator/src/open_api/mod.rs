//! TikTok's Open API, which the app's backend calls: at TikTok's own paths, with its envelopes and codes.

mod codes;
mod endpoint;
mod failing;
mod oauth;
mod prices;
mod trade_orders;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{MethodRouter, post},
};

use self::{endpoint::json, failing::meet_fault};
use crate::{faults::Endpoint, host::Host};

pub fn routes(host: &Host) -> Router {
    let endpoints = [
        (Endpoint::Token, post(oauth::token)),
        (Endpoint::GetTierInfos, json(prices::get_tier_infos)),
        (Endpoint::CheckRedeemAmounts, json(prices::check_redeem_amounts)),
        (Endpoint::CreateTradeOrder, json(trade_orders::create)),
        (Endpoint::QueryTradeOrder, json(trade_orders::query)),
    ];
    let routers = endpoints.into_iter().map(|(endpoint, act)| route(host, endpoint, act));
    routers.fold(Router::new(), Router::merge).with_state(host.clone())
}

/// With and without the slash at its end, which TikTok's samples drop (`/doc/in-app-purchases`).
fn route(host: &Host, endpoint: Endpoint, act: MethodRouter<Host>) -> Router<Host> {
    let act = act.layer(from_fn_with_state((host.clone(), endpoint), meet_fault));
    let path = endpoint.path();
    Router::new().route(path.trim_end_matches('/'), act.clone()).route(path, act)
}
