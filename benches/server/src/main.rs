//! Orders and webhooks a second through the order backend, beside the same transactions by hand.
//!
//! Prints a line for each measurement, `name value`, for `cargo xtask bench server` to read.

mod direct;
mod ours;
mod tiktok;

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Parser;
use direct::Direct;
use futures_util::{StreamExt, TryStreamExt, stream};
use ours::Ours;
use test_databases::{Place, Postgres, Sqlite};

/// Measures the order backend
#[derive(Debug, Parser)]
struct Arguments {
    /// How many orders each measurement makes
    #[arg(long, default_value_t = 1000)]
    orders: usize,
    /// How often each is repeated
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

/// How long each of many took, and all together.
struct Times {
    each: Vec<Duration>,
    all: Duration,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { orders, rounds } = Arguments::parse();
    let tiktok = tiktok::start().await?;
    for _ in 0..rounds {
        for connections in [1, 8, 64] {
            let name = format!("sqlite.{connections}");
            of_ours(&name, &[&Sqlite::new().await], orders, connections, &tiktok).await?;
            of_direct(&name, &Sqlite::new().await, orders, connections).await?;
            let name = format!("postgresql.{connections}");
            let place = Postgres::durable().await;
            of_ours(&name, &[&place], orders, connections, &tiktok).await?;
            of_direct(&name, &Postgres::durable().await, orders, connections).await?;
        }
        let place = Postgres::durable().await;
        of_ours("two-copies.64", &[&place, &place], orders, 64, &tiktok).await?;
    }
    Ok(())
}

/// A copy for each of the places, which may be the same.
async fn of_ours<P: Place>(name: &str, places: &[&P], orders: usize, connections: usize, tiktok: &str) -> Result<()> {
    let mut copies = Vec::new();
    for place in places {
        copies.push(Ours::start(place.url(), tiktok).await?);
    }
    let copy = |at: usize| &copies[at % copies.len()];
    let item = copies[0].item().await?;
    let log_in = async |at: usize| copy(at).log_in(at).await;
    let players = stream::iter(0..orders).map(log_in).buffered(8);
    let tokens: Vec<_> = players.try_collect().await?;

    let making = |at: usize| {
        let (token, item) = (&tokens[at], &item);
        async move { copy(at).order(token, item, &format!("key-{at}")).await }
    };
    let (times, ids) = measure(orders, connections, making).await?;
    print(&format!("{name}.orders.ours"), &times);
    let (times, _) = measure(orders, connections, |at| copy(at).tell(&ids[at])).await?;
    print(&format!("{name}.webhooks.ours"), &times);
    for copy in &copies {
        println!("{name}.memory {}", copy.memory()?);
    }
    Ok(())
}

async fn of_direct(name: &str, place: &impl Place, orders: usize, connections: usize) -> Result<()> {
    let direct = &Direct::open(place.url(), u32::try_from(connections)?).await?;
    for at in 0..orders {
        direct.log_in(&format!("player-{at}")).await?;
    }
    let names: Vec<_> = (0..orders).map(|at| (format!("player-{at}"), format!("TOID{at}"))).collect();
    let (times, _) = measure(orders, connections, |at| direct.order(&names[at].0, &names[at].1)).await?;
    print(&format!("{name}.orders.direct"), &times);
    let (times, _) = measure(orders, connections, |at| direct.tell(&names[at].0, &names[at].1)).await?;
    print(&format!("{name}.webhooks.direct"), &times);
    Ok(())
}

/// Does all of them, so many at a time.
async fn measure<T, F: Future<Output = Result<T>>>(
    many: usize,
    at_a_time: usize,
    work: impl Fn(usize) -> F,
) -> Result<(Times, Vec<T>)> {
    let timed = |at: usize| {
        let one = work(at);
        async move {
            let start = Instant::now();
            one.await.map(|result| (start.elapsed(), result))
        }
    };
    let start = Instant::now();
    let done: Vec<_> = stream::iter(0..many).map(timed).buffered(at_a_time).try_collect().await?;
    let all = start.elapsed();
    let (each, results) = done.into_iter().unzip();
    Ok((Times { each, all }, results))
}

fn print(name: &str, times: &Times) {
    let mut each = times.each.clone();
    each.sort_unstable();
    let at = |part: usize| each[(each.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    #[expect(clippy::cast_precision_loss, reason = "there are thousands")]
    let rate = each.len() as f64 / times.all.as_secs_f64();
    println!("{name} {rate:.1}");
    println!("{name}.p50 {:.2}", at(50));
    println!("{name}.p99 {:.2}", at(99));
}
