//! Many orders, many payments, and TikTok tells of each many times, while the backend is killed again and again.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::{StreamExt, TryStreamExt, stream};
use purchasable_simulator::{Settings, Simulator, signature};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::{Copy, SHOP, Shelf, address_of};

/// How large a storm is.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many orders are made. Nine of ten are paid.
    pub orders: usize,
    /// TikTok tells of each payment so often at most, and once at least.
    pub most_deliveries: usize,
    /// Over so many connections at once.
    pub connections: usize,
    /// How often the backend is killed on the way.
    pub kills: usize,
    /// What is drawn from.
    pub seed: u64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The orders that were made.
    pub orders: usize,
    /// The orders that were paid.
    pub paid: usize,
    /// The webhooks that were answered with 200.
    pub deliveries: usize,
    /// The webhooks that were not, and were sent again.
    pub failed_deliveries: usize,
    /// How often the backend was killed.
    pub kills: usize,
    /// The orders in the inventory.
    pub granted: usize,
    /// Those of them that the inventory was told of more than once, and refused.
    pub refused: usize,
    /// Milliseconds from the first webhook to the last.
    pub milliseconds: u128,
}

/// Lives through it, and fails unless what was granted is, order by order, what was paid.
///
/// # Errors
///
/// When it is not, or something does not work.
pub async fn storm(plan: Plan, database: &str) -> Result<Outcome> {
    let folder = tempfile::tempdir()?;
    let shelf_file = folder.path().join("shelf.db");
    let shelf = Shelf::make(&shelf_file).await?;
    let tiktok = Simulator::start(Settings { balance: 1_000_000, ..Settings::default() })?;
    let copy = Copy::start(&program()?, database, &tiktok.url(), &[("SHELF", shelf_file.as_os_str())]).await?;

    let storm = Storm { plan, http: Client::new(), url: copy.url().to_owned(), tiktok, copy: Mutex::new(copy) };
    let orders = storm.make_orders().await?;
    let (paid, events) = storm.pay(&orders)?;
    let start = Instant::now();
    let (failed_deliveries, kills) = storm.deliver(&events).await?;
    let milliseconds = start.elapsed().as_millis();
    wait_for(&shelf, paid.len()).await?;

    let granted = shelf.granted().await?;
    let names: BTreeSet<_> = granted.iter().map(|(order, _)| order.clone()).collect();
    ensure!(names == paid, "granted and not paid: {:?}; paid and not granted: {:?}", &names - &paid, &paid - &names);
    Ok(Outcome {
        orders: orders.len(),
        paid: paid.len(),
        deliveries: events.len(),
        failed_deliveries,
        kills,
        granted: granted.len(),
        refused: granted.iter().filter(|(_, told)| *told > 1).count(),
        milliseconds,
    })
}

struct Storm {
    plan: Plan,
    http: Client,
    url: String,
    tiktok: Simulator,
    copy: Mutex<Copy>,
}

/// An order, and whose it is.
struct Order {
    user: String,
    id: String,
}

impl Storm {
    /// Each player orders one of everything.
    async fn make_orders(&self) -> Result<Vec<Order>> {
        let players = self.plan.orders.div_ceil(SHOP.items().len());
        let orders =
            stream::iter(0..players).map(|player| self.shopping(player)).buffer_unordered(self.plan.connections);
        let mut orders: Vec<_> = orders.try_collect::<Vec<_>>().await?.into_iter().flatten().collect();
        orders.truncate(self.plan.orders);
        Ok(orders)
    }

    async fn shopping(&self, player: usize) -> Result<Vec<Order>> {
        let user = format!("player-{player}");
        let code = self.tiktok.desk().log_in(&user).code;
        let question = self.http.post(format!("{}/session", self.url)).header("X-Forwarded-For", address_of(player));
        let session = good(question.json(&json!({"code": code}))).await?;
        let token = session["token"].as_str().context("a session has a token")?;
        let mut orders = Vec::new();
        for item in SHOP.items() {
            let digest = format!("{:016x}", item.digest());
            let wish = json!({"sku": item.sku(), "digest": digest, "key": format!("{player}-{}", item.sku())});
            let made = self.ask("/orders", token, &wish).await?;
            let id = made["order"]["id"].as_str().with_context(|| format!("an order has an id: {made}"))?.to_owned();
            orders.push(Order { user: user.clone(), id });
        }
        Ok(orders)
    }

    async fn ask(&self, path: &str, token: &str, body: &Value) -> Result<Value> {
        good(self.http.post(format!("{}{path}", self.url)).bearer_auth(token).json(body)).await
    }

    /// The orders that are paid, and what TikTok tells of them, in any order.
    fn pay(&self, orders: &[Order]) -> Result<(BTreeSet<String>, Vec<String>)> {
        let mut random = fastrand::Rng::with_seed(self.plan.seed);
        let mut paid = BTreeSet::new();
        let mut events = Vec::new();
        for order in orders {
            if random.u8(..10) == 0 {
                continue;
            }
            self.tiktok.desk().pay(&order.user, &order.id)?;
            let event = paid_event(&order.id);
            events.extend(std::iter::repeat_n(event, random.usize(1..=self.plan.most_deliveries)));
            paid.insert(order.id.clone());
        }
        random.shuffle(&mut events);
        Ok((paid, events))
    }

    /// Tells each event until it is answered with 200, and kills the backend in between. How often neither was.
    async fn deliver(&self, events: &[String]) -> Result<(usize, usize)> {
        let (done, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let delivering = stream::iter(events).for_each_concurrent(self.plan.connections, async |event| {
            while !self.is_taken(event).await {
                failed.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            done.fetch_add(1, Ordering::Relaxed);
        });
        let killing = async {
            for kill in 1..=self.plan.kills {
                let due = events.len() * kill / (self.plan.kills + 1);
                while done.load(Ordering::Relaxed) < due {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                self.copy.lock().await.kill_and_start().await?;
            }
            Ok::<_, anyhow::Error>(self.plan.kills)
        };
        let ((), kills) = tokio::join!(delivering, killing);
        Ok((failed.into_inner(), kills?))
    }

    async fn is_taken(&self, event: &str) -> bool {
        let app = Settings::default();
        let signed = signature::header(&app.client_secret, 1_800_000_000, event);
        let question = self.http.post(format!("{}/webhooks/tiktok", self.url)).header(signature::HEADER, signed);
        question.body(event.to_owned()).send().await.is_ok_and(|answer| answer.status() == StatusCode::OK)
    }
}

/// What a good answer says.
///
/// # Errors
///
/// When it is another one, or none.
pub async fn good(question: RequestBuilder) -> Result<Value> {
    let answer = question.send().await?;
    let (status, url) = (answer.status(), answer.url().clone());
    let body: Value = answer.json().await?;
    ensure!(status == StatusCode::OK, "{url}: {status}, {body}");
    Ok(body)
}

/// The program beside this one.
fn program() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().context("a program is in a folder")?;
    // Tests are one folder deeper.
    let folder = if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder };
    Ok(folder.join("backend-copy"))
}

/// What TikTok tells of an order that is paid.
#[must_use]
pub fn paid_event(order: &str) -> String {
    let content = json!({"trade_order_id": order}).to_string();
    json!({
        "client_key": Settings::default().client_key,
        "event": "minis.trade_order.redeem.success",
        "create_time": 1_800_000_000,
        "user_openid": "",
        "content": content,
    })
    .to_string()
}

/// The outbox works after the answer. As long as it gets on, it is waited for.
async fn wait_for(shelf: &Shelf, paid: usize) -> Result<()> {
    let (mut known, mut since) = (0, Instant::now());
    loop {
        let granted = shelf.count().await?;
        if granted >= paid {
            return Ok(());
        }
        if granted > known {
            (known, since) = (granted, Instant::now());
        }
        ensure!(since.elapsed() < Duration::from_mins(2), "nothing was granted for two minutes: {granted} of {paid}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { orders, paid, deliveries, failed_deliveries, kills, granted, refused, milliseconds } = self;
        write!(
            f,
            "{orders} orders, {paid} paid; {deliveries} webhooks taken and {failed_deliveries} sent again, {kills} kills; \
             {granted} granted, {refused} of them told more than once and refused; {milliseconds} ms"
        )
    }
}
