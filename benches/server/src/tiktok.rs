//! A TikTok that answers at once, and keeps nothing.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Result;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Its address.
pub(crate) async fn start() -> Result<String> {
    let routes = Router::new()
        .route("/v2/oauth/token/", post(token))
        .route("/v2/minis/trade_order/create/", post(create))
        .route("/v2/minis/trade_order/query/", post(query))
        .route("/v2/minis/utility/check_redeem_amounts/", post(check));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(url)
}

/// A code is somebody's name.
async fn token(form: String) -> Json<Value> {
    let code = form.split('&').find_map(|field| field.strip_prefix("code=")).unwrap_or("anna").to_owned();
    Json(json!({
        "access_token": format!("act.{code}"), "expires_in": 86_400, "open_id": code,
        "refresh_token": format!("rft.{code}"), "refresh_expires_in": 31_536_000, "scope": "", "token_type": "Bearer",
    }))
}

async fn create() -> Json<Value> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    ok(json!({"trade_order_id": format!("TOID{}", NEXT.fetch_add(1, Ordering::Relaxed))}))
}

async fn query(body: Json<Value>) -> Json<Value> {
    ok(json!({"trade_order_id": body["trade_order_id"], "trade_order_status": "PENDING"}))
}

async fn check() -> Json<Value> {
    ok(json!({"valid": true}))
}

#[expect(clippy::needless_pass_by_value, reason = "it goes into the answer")]
fn ok(data: Value) -> Json<Value> {
    Json(json!({"data": data, "error": {"code": "ok", "message": "", "log_id": ""}}))
}
