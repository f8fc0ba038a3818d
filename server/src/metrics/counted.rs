//! What this copy of the server has counted since it was started.

use core::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use purchasable::OrderStatus;

use super::PREFIX;
use crate::Because;
use crate::backend::Verdict;
use crate::book::word;

/// Those that a caller could make up as many of as they like are counted as one.
const OTHER: &str = "other";
/// In seconds: most answers wait for one commit, and some for TikTok, which has 10.
const DURATIONS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// Why no order was made.
const REFUSALS: [&str; 13] = [
    "earlier_open",
    "owned",
    "price_drift",
    "unknown_item",
    "payload_too_large",
    "too_many_orders",
    "too_many_requests",
    "bad_request",
    "login_required",
    "tiktok_refused",
    "tiktok_unavailable",
    "busy",
    "internal",
];

type Labels<const N: usize> = [(&'static str, String); N];

/// What one backend has counted.
#[derive(Debug)]
pub(crate) struct Metrics {
    pub(super) registry: Registry,
    bad_signatures: Counter,
    webhooks: Family<Labels<1>, Counter>,
    payments: Family<Labels<2>, Counter>,
    orders_created: Counter,
    orders_refused: Family<Labels<1>, Counter>,
    requests: Family<Labels<3>, Histogram>,
    prices_refused: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix(PREFIX),
            bad_signatures: Counter::default(),
            webhooks: Family::default(),
            payments: Family::default(),
            orders_created: Counter::default(),
            orders_refused: Family::default(),
            requests: Family::new_with_constructor(|| Histogram::new(DURATIONS)),
            prices_refused: Gauge::default(),
        };
        metrics.register();
        metrics.begin_at_zero();
        metrics
    }

    /// A webhook that nobody has signed whom we know.
    pub(crate) fn bad_signature(&self) {
        self.bad_signatures.inc();
    }

    /// A signed webhook.
    pub(crate) fn webhook(&self, verdict: Verdict) {
        self.webhooks.get_or_create(&[("verdict", verdict.word().into())]).inc();
    }

    /// An order that has become paid.
    pub(crate) fn payment(&self, was: OrderStatus, because: Because) {
        self.payments.get_or_create(&[("was", word(was).into()), ("because", because.word().into())]).inc();
    }

    pub(crate) fn order_created(&self) {
        self.orders_created.inc();
    }

    /// No order was made; `code` is what the client is told.
    pub(crate) fn order_refused(&self, code: &str) {
        self.orders_refused.get_or_create(&[("code", code.into())]).inc();
    }

    pub(crate) fn prices_refused(&self, items: i64) {
        self.prices_refused.set(items);
    }

    /// A request that was answered. Its route is the template, never the path as it was asked.
    pub(crate) fn request(&self, route: Option<&str>, method: &str, status: u16, took: Duration) {
        let method = if KNOWN_METHODS.contains(&method) { method } else { OTHER };
        let labels = [
            ("route", route.unwrap_or(OTHER).to_owned()),
            ("method", method.to_owned()),
            ("status", status.to_string()),
        ];
        self.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    fn register(&mut self) {
        let Self {
            registry,
            bad_signatures,
            webhooks,
            payments,
            orders_created,
            orders_refused,
            requests,
            prices_refused,
        } = self;
        registry.register("bad_signatures", "Webhooks whose signature was bad", bad_signatures.clone());
        registry.register("webhooks", "Signed webhooks, by what was done with them", webhooks.clone());
        registry.register("payments", "Orders that became paid, by what they were before and why", payments.clone());
        registry.register("orders_created", "Orders made at TikTok and recorded", orders_created.clone());
        registry.register("orders_refused", "Wishes of which no new order came, by why", orders_refused.clone());
        registry.register("prices_refused", "Items whose price TikTok does not take", prices_refused.clone());
        let (name, help) = ("http_request_duration", "How long requests took to answer");
        registry.register_with_unit(name, help, Unit::Seconds, requests.clone());
    }

    /// What is not there before it first happens does not count as an increase when it does.
    fn begin_at_zero(&self) {
        for verdict in Verdict::ALL {
            drop(self.webhooks.get_or_create(&[("verdict", verdict.word().into())]));
        }
        for was in [OrderStatus::Pending, OrderStatus::Closed] {
            for because in [Because::Webhook, Because::Query] {
                drop(self.payments.get_or_create(&[("was", word(was).into()), ("because", because.word().into())]));
            }
        }
        for code in REFUSALS {
            drop(self.orders_refused.get_or_create(&[("code", code.into())]));
        }
    }
}

const KNOWN_METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];
