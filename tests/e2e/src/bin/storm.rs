//! Has the backend live through a storm, on both databases.

use anyhow::Result;
use clap::Parser;
use e2e_tests::{Plan, storm};
use test_databases::{Place, Postgres, Sqlite};

/// Has the order backend live through a storm of webhooks, while it is killed: what is granted has to be what is paid
#[derive(Debug, Parser)]
struct Arguments {
    /// How many orders are made
    #[arg(long, default_value_t = 10_000)]
    orders: usize,
    /// What is drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { orders, seed } = Arguments::parse();
    let plan = Plan { orders, most_deliveries: 20, connections: 32, kills: 5, seed };
    println!("SQLite:     {}", storm(plan, Sqlite::new().await.url()).await?);
    println!("PostgreSQL: {}", storm(plan, Postgres::new().await.url()).await?);
    Ok(())
}
