//! What a webhook says (`/doc/webhooks-events/`, `/doc/in-app-purchases`).

use serde::Serialize;

use crate::world::{World, orders::Order};

/// What has happened to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Paid,
    Refund { beans: u64 },
}

impl Event {
    pub fn name(self) -> &'static str {
        match self {
            Self::Paid => "minis.trade_order.redeem.success",
            Self::Refund { .. } => "minis.trade_order.redeem.refund_traceback",
        }
    }
}

#[derive(Serialize)]
struct Envelope<'a> {
    client_key: &'a str,
    event: &'a str,
    create_time: u64,
    /// Empty in TikTok's examples of payment events.
    user_openid: &'a str,
    /// JSON once more, as text.
    content: String,
}

#[derive(Serialize)]
struct Content<'a> {
    trade_order_id: &'a str,
    order_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_sandbox: Option<bool>,
    /// In Beans here. No page says the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    refund_amount: Option<u64>,
}

/// The body of the webhook.
pub fn body(world: &World, event: Event, order: &Order) -> String {
    let content = Content {
        trade_order_id: &order.trade_order_id,
        order_id: &order.order_id,
        is_sandbox: world.settings.webhooks.is_sandbox,
        refund_amount: match event {
            Event::Paid => None,
            Event::Refund { beans } => Some(beans),
        },
    };
    envelope(world, event.name(), to_json(&content))
}

/// What the portal's button “Test URL” sends (`/doc/set-up-development-configuration`), no page says: here, an event about no
/// order.
pub fn test_body(world: &World) -> String {
    envelope(world, "test", "{}".into())
}

fn envelope(world: &World, event: &str, content: String) -> String {
    to_json(&Envelope {
        client_key: &world.settings.client_key,
        event,
        create_time: world.now().as_secs(),
        user_openid: "",
        content,
    })
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers are JSON")
}
