//! How things stand, as the database has it.

use std::collections::BTreeMap;

use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use purchasable::OrderStatus;
use sqlx::{AnyPool, FromRow};

use super::PREFIX;
use crate::backend::Verdict;
use crate::book::{STATUSES, WATCH_FOR, word};
use crate::clock::{Millis, SECOND};
use crate::{Book, Environment};

/// Read in five queries, none of which takes longer when orders pile up: each finds in an index what is recent, or waits.
#[derive(Debug)]
pub(super) struct Standing {
    now: Millis,
    orders: Vec<Orders>,
    ungranted: Ungranted,
    jobs: Vec<Jobs>,
    dead_tokens: i64,
    events: Vec<(String, i64)>,
}

#[derive(Debug, FromRow)]
struct Orders {
    status: String,
    environment: String,
    number: i64,
    oldest: Millis,
}

/// Paid and not granted, and when the first of them was paid.
#[derive(Debug, FromRow)]
struct Ungranted {
    number: i64,
    oldest: Option<Millis>,
}

#[derive(Debug, FromRow)]
struct Jobs {
    state: String,
    number: i64,
    oldest: Option<Millis>,
}

impl Standing {
    pub(super) async fn read(book: &Book) -> sqlx::Result<Self> {
        let (pool, now) = (book.database.pool(), book.clock.now());
        Ok(Self {
            now,
            orders: orders(pool, now - WATCH_FOR).await?,
            ungranted: ungranted(pool).await?,
            jobs: jobs(pool).await?,
            dead_tokens: dead_tokens(pool).await?,
            events: events(pool).await?,
        })
    }

    fn age(&self, since: Option<Millis>) -> i64 {
        since.map_or(0, |since| (self.now - since) / SECOND)
    }

    fn oldest_unsettled(&self) -> Option<Millis> {
        let pending = self.orders.iter().filter(|orders| orders.status == word(OrderStatus::Pending));
        pending.map(|orders| orders.oldest).min()
    }

    fn oldest_waiting_job(&self) -> Option<Millis> {
        self.jobs.iter().find(|jobs| jobs.state == "waiting").and_then(|jobs| jobs.oldest)
    }
}

/// Materialized, or SQLite goes through all orders in an index that has them by status.
async fn orders(pool: &AnyPool, made_after: Millis) -> sqlx::Result<Vec<Orders>> {
    let query = "WITH recent AS MATERIALIZED (SELECT status, environment, created FROM orders WHERE created > $1) \
                 SELECT status, environment, COUNT(*) AS number, MIN(created) AS oldest FROM recent \
                 GROUP BY status, environment";
    sqlx::query_as(query).bind(made_after).fetch_all(pool).await
}

async fn ungranted(pool: &AnyPool) -> sqlx::Result<Ungranted> {
    let query = "SELECT COUNT(*) AS number, MIN(changes.at) AS oldest FROM orders \
                 JOIN changes ON changes.order_id = orders.id AND changes.status = 'paid' WHERE orders.status = 'paid'";
    sqlx::query_as(query).fetch_one(pool).await
}

/// A job was written when its order became what the job is about.
async fn jobs(pool: &AnyPool) -> sqlx::Result<Vec<Jobs>> {
    let query = "SELECT outbox.state, COUNT(*) AS number, MIN(changes.at) AS oldest FROM outbox \
                 JOIN changes ON changes.order_id = outbox.order_id \
                 AND changes.status = CASE outbox.job WHEN 'grant' THEN 'paid' ELSE 'refunded' END \
                 WHERE outbox.state IN ('waiting', 'dead') GROUP BY outbox.state";
    sqlx::query_as(query).fetch_all(pool).await
}

async fn dead_tokens(pool: &AnyPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT COUNT(*) FROM tokens WHERE refresh = ''").fetch_one(pool).await
}

async fn events(pool: &AnyPool) -> sqlx::Result<Vec<(String, i64)>> {
    let query = "SELECT verdict, COUNT(*) FROM events WHERE verdict <> 'applied' AND resolved IS NULL GROUP BY verdict";
    sqlx::query_as(query).fetch_all(pool).await
}

/// What Prometheus reads of it; without a standing, that the database does not answer.
pub(super) fn registry(standing: Option<&Standing>, book: &Book) -> Registry {
    let mut registry = Registry::with_prefix(PREFIX);
    gauge(&mut registry, "database_up", "Whether the database has answered", standing.is_some().into());
    let Some(standing) = standing else { return registry };
    numbers(
        &mut registry,
        "orders",
        "Orders of the last 72 hours, by status and environment",
        orders_by_state(standing, book.environment),
    );
    numbers(&mut registry, "outbox_jobs", "What the inventory has yet to hear, by state", jobs_by_state(standing));
    numbers(&mut registry, "kept_events", "Webhooks kept for a person, by verdict", events_by_verdict(standing));
    gauge(&mut registry, "ungranted_orders", "Orders that are paid and not granted", standing.ungranted.number);
    gauge(&mut registry, "dead_tokens", "Players whose tokens TikTok takes no more", standing.dead_tokens);
    for (name, help, since) in [
        ("oldest_unsettled_order_age", "Age of the oldest pending order that is watched", standing.oldest_unsettled()),
        ("oldest_ungranted_order_age", "Time since the first ungranted order was paid", standing.ungranted.oldest),
        ("oldest_outbox_job_age", "Time since the first waiting job was written", standing.oldest_waiting_job()),
    ] {
        let gauge = Gauge::<i64>::default();
        gauge.set(standing.age(since));
        registry.register_with_unit(name, help, Unit::Seconds, gauge);
    }
    registry
}

type Numbers<const N: usize> = BTreeMap<[(&'static str, String); N], i64>;

fn orders_by_state(standing: &Standing, environment: Environment) -> Numbers<2> {
    let labels = |status: &str, environment: &str| [("status", status.into()), ("environment", environment.into())];
    let none = STATUSES.map(|status| (labels(word(status), environment.word()), 0));
    let some = standing.orders.iter().map(|orders| (labels(&orders.status, &orders.environment), orders.number));
    none.into_iter().chain(some).collect()
}

fn jobs_by_state(standing: &Standing) -> Numbers<1> {
    let none = ["waiting", "dead"].map(|state| ([("state", state.into())], 0));
    let some = standing.jobs.iter().map(|jobs| ([("state", jobs.state.clone())], jobs.number));
    none.into_iter().chain(some).collect()
}

fn events_by_verdict(standing: &Standing) -> Numbers<1> {
    let none = Verdict::ALL.into_iter().filter(|verdict| !matches!(verdict, Verdict::Applied));
    let none = none.map(|verdict| ([("verdict", verdict.word().into())], 0));
    let some = standing.events.iter().map(|(verdict, number)| ([("verdict", verdict.clone())], *number));
    none.chain(some).collect()
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: i64) {
    let gauge = Gauge::<i64>::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}

fn numbers<const N: usize>(registry: &mut Registry, name: &str, help: &str, numbers: Numbers<N>) {
    let family = Family::<[(&'static str, String); N], Gauge>::default();
    for (labels, number) in numbers {
        family.get_or_create(&labels).set(number);
    }
    registry.register(name, help, family);
}
