use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tower_http::cors::CorsLayer;

use super::{Desk, Login};
use crate::question::{Question, wrong};
use crate::world::{errors::WalletError, payments::ShortWallet};

/// A game's page comes from another port, so its browser has to be told that it may call.
pub fn routes(desk: Desk) -> Router {
    Router::new()
        .route("/desk/login", post(log_in))
        .route("/desk/check_balance", call(check_balance))
        .route("/desk/recharge", call(recharge))
        .route("/desk/panel", call(panel))
        .route("/desk/pay", call(pay))
        .route("/desk/cancel", call(cancel))
        .route("/desk/decline", call(decline))
        .layer(CorsLayer::permissive())
        .with_state(desk)
}

type Answer = Result<Value, WalletError>;

fn call<Q: DeserializeOwned + Send + 'static>(act: fn(&Desk, Q) -> Answer) -> axum::routing::MethodRouter<Desk> {
    post(async move |State(desk): State<Desk>, Question(question): Question<Q>| match act(&desk, question) {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => refused(&error),
    })
}

#[derive(Deserialize)]
struct Who {
    user: String,
}

async fn log_in(State(desk): State<Desk>, Question(Who { user }): Question<Who>) -> Result<Json<Login>, Response> {
    if user.trim().is_empty() {
        return Err(wrong(StatusCode::BAD_REQUEST, "`user` must be a name, like ada"));
    }
    Ok(Json(desk.log_in(&user)))
}

#[derive(Deserialize)]
struct Amount {
    user: String,
    amount: u64,
}

fn check_balance(desk: &Desk, Amount { user, amount }: Amount) -> Answer {
    Ok(json!({ "is_sufficient": desk.check_balance(&user, amount)? }))
}

#[derive(Deserialize)]
struct Package {
    user: String,
    tier_id: String,
}

fn recharge(desk: &Desk, Package { user, tier_id }: Package) -> Answer {
    Ok(json!({ "is_success": true, "tier_id": tier_id, "balance": desk.recharge(&user, &tier_id)? }))
}

#[derive(Deserialize)]
struct OfOrder {
    user: String,
    trade_order_id: String,
}

fn panel(desk: &Desk, OfOrder { user, trade_order_id }: OfOrder) -> Answer {
    Ok(json!(desk.panel(&user, &trade_order_id)?))
}

#[derive(Deserialize)]
struct Pay {
    user: String,
    trade_order_id: String,
    /// As paying does in TikTok's newer dialects.
    #[serde(default = "yes")]
    top_up: bool,
}

fn yes() -> bool {
    true
}

fn pay(desk: &Desk, Pay { user, trade_order_id, top_up }: Pay) -> Answer {
    let short = if top_up { ShortWallet::TopUp } else { ShortWallet::Decline };
    let paid = desk.pay_or(&user, &trade_order_id, short)?;
    Ok(json!({
        "is_success": true,
        "trade_order_id": paid.trade_order_id,
        "topped_up": paid.topped_up,
        "balance": paid.balance,
    }))
}

fn cancel(desk: &Desk, OfOrder { user, trade_order_id }: OfOrder) -> Answer {
    desk.cancel(&user, &trade_order_id)?;
    Err(WalletError::Cancelled(trade_order_id))
}

fn decline(desk: &Desk, OfOrder { user, trade_order_id }: OfOrder) -> Answer {
    desk.decline(&user, &trade_order_id)?;
    Err(WalletError::Declined(trade_order_id))
}

/// The error of TikTok's SDK (`/doc/minis-sdk-payment`). It publishes no codes for payments; these follow the pattern of its
/// subscriptions, and are those of `stand-in.js`.
fn refused(error: &WalletError) -> Response {
    let code = match error {
        WalletError::UnknownUser(_)
        | WalletError::UnknownTier(_)
        | WalletError::UnknownOrder { .. }
        | WalletError::OrderUsed(_) => 117_101,
        WalletError::NotEnoughBeans { .. } | WalletError::Declined(_) => 117_600,
        WalletError::Cancelled(_) => 117_601,
    };
    let error = json!({ "error_code": code, "error_msg": error.to_string(), "error_extra": {} });
    (StatusCode::OK, Json(json!({ "is_success": false, "error": error }))).into_response()
}
