//! What TikTok tells by itself: signatures (`/doc/webhooks-verification`) and events (`/doc/webhooks-events/`).

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;

use super::TikTok;
use super::envelope::text;

/// The header with the signature.
pub(crate) const SIGNATURE: &str = "tiktok-signature";

/// An event, as far as it bears on orders.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) client_key: String,
    pub(crate) kind: EventKind,
    /// TikTok's id of the order.
    pub(crate) trade_order_id: Option<String>,
    /// The id that we gave to TikTok.
    pub(crate) own_id: Option<String>,
    /// Some of TikTok's examples have it and some do not.
    pub(crate) is_sandbox: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventKind {
    Paid,
    Refunded,
    Unknown,
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    client_key: String,
    #[serde(default)]
    event: String,
    /// JSON once more.
    #[serde(default)]
    content: String,
}

impl TikTok {
    /// Takes webhooks that are signed with one of these, too: the secrets before the one that is used now.
    #[must_use]
    pub fn with_old_secrets(self, old_secrets: Vec<SecretString>) -> Self {
        Self { old_secrets, ..self }
    }

    /// Whether TikTok has signed this body, at whatever time: it repeats an event for three days.
    pub(crate) fn has_signed(&self, body: &[u8], header: &str) -> bool {
        let Some((time, signatures)) = parse_header(header) else { return false };
        let secrets = core::iter::once(&self.client_secret).chain(&self.old_secrets);
        secrets.into_iter().any(|secret| {
            let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("any key will do");
            mac.update(time.as_bytes());
            mac.update(b".");
            mac.update(body);
            // In constant time.
            signatures.iter().any(|signature| mac.clone().verify_slice(signature).is_ok())
        })
    }
}

impl Event {
    /// The event in a body; `None` where no page describes such a body.
    pub(crate) fn parse(body: &[u8]) -> Option<Self> {
        let Envelope { client_key, event, content } = serde_json::from_slice(body).ok()?;
        let kind = match &*event {
            "minis.trade_order.redeem.success" => EventKind::Paid,
            "minis.trade_order.redeem.refund_traceback" => EventKind::Refunded,
            _ => EventKind::Unknown,
        };
        let content: Value = if content.is_empty() { Value::Null } else { serde_json::from_str(&content).ok()? };
        let id = |field: &str| Some(text(&content[field])).filter(|id| !id.is_empty());
        let is_sandbox = content["is_sandbox"].as_bool();
        Some(Self { client_key, kind, trade_order_id: id("trade_order_id"), own_id: id("order_id"), is_sandbox })
    }
}

/// `t=<seconds>,s=<hexadecimal>`: one time, and one or more signatures.
fn parse_header(header: &str) -> Option<(&str, Vec<Vec<u8>>)> {
    let (mut time, mut signatures) = (None, Vec::new());
    for part in header.split(',') {
        match part.trim().split_once('=')? {
            ("t", _) if time.is_some() => return None,
            ("t", seconds) => time = Some(seconds),
            ("s", signature) => signatures.push(hex::decode(signature).ok()?),
            _ => {}
        }
    }
    Some((time?, signatures))
}
