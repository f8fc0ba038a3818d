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
        .route("/v2/minis/trade_order/query/", post(query));
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
    let id = format!("TOID{}", NEXT.fetch_add(1, Ordering::Relaxed));
    Json(json!({"data": {"trade_order_id": id}, "error": {"code": "ok", "message": "", "log_id": ""}}))
}

async fn query(body: Json<Value>) -> Json<Value> {
    let id = &body["trade_order_id"];
    Json(json!({
        "data": {"trade_order_id": id, "trade_order_status": "PENDING"},
        "error": {"code": "ok", "message": "", "log_id": ""},
    }))
}
