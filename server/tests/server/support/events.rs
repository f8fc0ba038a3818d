//! Events as TikTok signs and sends them.

use axum::http::StatusCode;
use purchasable_simulator::signature;
use serde_json::{Value, json};

use super::Site;
use super::tiktok::{CLIENT_KEY, CLIENT_SECRET};

/// One event, and when it is sent.
#[derive(Clone, Debug)]
pub struct Event {
    pub time: u64,
    pub body: String,
}

impl Event {
    pub fn paid(order: &str) -> Self {
        Self::with("paid", &json!({"trade_order_id": order}))
    }

    pub fn refunded(order: &str) -> Self {
        Self::with("refunded", &json!({"trade_order_id": order, "refund_amount": 99}))
    }

    pub fn with(what: &str, content: &Value) -> Self {
        let event = if what == "paid" { "redeem.success" } else { "redeem.refund_traceback" };
        let event = format!("minis.trade_order.{event}");
        let (create_time, content) = (1_800_000_000, content.to_string());
        let body = json!({
            "client_key": CLIENT_KEY, "event": event, "create_time": create_time, "user_openid": "", "content": content,
        });
        Self { time: 1_800_000_000, body: body.to_string() }
    }

    pub fn signature(&self) -> String {
        self.signed_with(CLIENT_SECRET)
    }

    pub fn signed_with(&self, secret: &str) -> String {
        signature::header(secret, self.time, &self.body)
    }
}

impl Site {
    pub async fn tell(&self, event: &Event) -> StatusCode {
        self.tell_signed(event, &event.signature()).await
    }

    pub async fn tell_signed(&self, event: &Event, signature: &str) -> StatusCode {
        let question = self.http.post(format!("{}/webhooks/tiktok", self.url));
        let answer = question.header("TikTok-Signature", signature).body(event.body.clone()).send().await.unwrap();
        StatusCode::from_u16(answer.status().as_u16()).unwrap()
    }

    /// The verdict on each event that was kept, and how often it came.
    pub async fn events(&self) -> Vec<(String, i64)> {
        self.rows("SELECT verdict, times FROM events ORDER BY received, verdict", "").await
    }

    /// What happened to an order, and why.
    pub async fn changes(&self, order: &str) -> Vec<String> {
        let query = "SELECT status, because FROM changes WHERE order_id = $1 ORDER BY number";
        let changes: Vec<(String, String)> = self.rows(query, order).await;
        changes.into_iter().map(|(status, because)| format!("{status} {because}")).collect()
    }

    pub async fn own_id(&self, order: &str) -> String {
        let rows: Vec<(String,)> = self.rows("SELECT own_id FROM orders WHERE id = $1", order).await;
        rows[0].0.clone()
    }
}
