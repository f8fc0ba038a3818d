//! The same statements in the same transactions, given to the database by hand.

use anyhow::Result;
use purchasable_server::Database;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Executor};

const ORDER: &str = "SELECT id, own_id, player, order_key, sku, beans, quantity, payload, environment, status, claimant, \
                     lease_until, ask_after, created, changes FROM orders";

/// A database with the same tables.
pub(crate) struct Direct(AnyPool);

impl Direct {
    pub(crate) async fn open(url: &str, connections: u32) -> Result<Self> {
        // Makes the tables.
        drop(Database::open(url).await?);
        let is_sqlite = url.starts_with("sqlite:");
        // With more, SQLite's writers sleep at the file, and PostgreSQL's crowd two cores: either is slower.
        let most = if is_sqlite { 1 } else { 10 };
        let pool = AnyPoolOptions::new().max_connections(connections.min(most));
        let pool = pool.after_connect(move |connection, _| {
            Box::pin(async move { if is_sqlite { prepare(connection).await } else { Ok(()) } })
        });
        Ok(Self(pool.connect(url).await?))
    }

    /// A player with a session.
    pub(crate) async fn log_in(&self, player: &str) -> Result<()> {
        let mut tx = self.0.begin().await?;
        let query = "INSERT INTO players (id, open_id, touched) VALUES ($1, $1, 0)";
        sqlx::query(query).bind(player).execute(&mut *tx).await?;
        let query = "INSERT INTO sessions (token_hash, player, expires) VALUES ($1, $1, 9999999999999)";
        sqlx::query(query).bind(player).execute(&mut *tx).await?;
        let query = "INSERT INTO tokens (player, access, access_expires, refresh, refreshing_until) \
                     VALUES ($1, $1, 9999999999999, $1, 0)";
        sqlx::query(query).bind(player).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// Two transactions: the id is reserved, and then the order is recorded. Three reads beside them.
    pub(crate) async fn order(&self, player: &str, id: &str) -> Result<()> {
        let session = "SELECT player FROM sessions WHERE token_hash = $1 AND expires > $2";
        sqlx::query(session).bind(player).bind(1i64).fetch_optional(&self.0).await?;
        let open = format!(
            "{ORDER} WHERE player = $1 AND (status IN ('pending', 'paid') OR (status = 'closed' AND created > $2) \
             OR (status = 'refunded' AND told = 0)) ORDER BY created, id"
        );
        sqlx::query(sqlx::AssertSqlSafe(open)).bind(player).bind(0i64).fetch_all(&self.0).await?;

        let mut tx = self.0.begin().await?;
        check(&mut tx, player, id).await?;
        let query = "INSERT INTO attempts (own_id, player, order_key, sku, created) VALUES ($1, $2, $3, $4, $5)";
        let query = sqlx::query(query).bind(id).bind(player).bind(id).bind("steel_sword").bind(1i64);
        query.execute(&mut *tx).await?;
        tx.commit().await?;

        let token = "SELECT access, access_expires, refresh, refreshing_until FROM tokens WHERE player = $1";
        sqlx::query(token).bind(player).fetch_optional(&self.0).await?;

        let mut tx = self.0.begin().await?;
        check(&mut tx, player, id).await?;
        let query = "INSERT INTO orders (id, own_id, player, order_key, sku, beans, quantity, digest, payload, environment, \
                     status, told, lease_until, ask_after, created, changes) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, $12, $13, 1)";
        let query = sqlx::query(query).bind(id).bind(id).bind(player).bind(id).bind("steel_sword").bind(500i64);
        let query = query.bind(1i64).bind("0123456789abcdef").bind("").bind("production").bind("pending");
        query.bind(1i64).bind(1i64).execute(&mut *tx).await?;
        changed(&mut tx, id, 1, "pending").await?;
        Ok(tx.commit().await?)
    }

    /// One transaction, and a read before it.
    pub(crate) async fn tell(&self, player: &str, id: &str) -> Result<()> {
        let query = format!("{ORDER} WHERE id = $1 OR (own_id = $2 AND $1 = '')");
        sqlx::query(sqlx::AssertSqlSafe(query)).bind(id).bind("").fetch_optional(&self.0).await?;

        let mut tx = self.0.begin().await?;
        lock(&mut tx, player).await?;
        let query = format!("{ORDER} WHERE id = $1 AND player = $2");
        sqlx::query(sqlx::AssertSqlSafe(query)).bind(id).bind(player).fetch_optional(&mut *tx).await?;
        let query = "UPDATE orders SET status = $1, changes = changes + 1 WHERE id = $2";
        sqlx::query(query).bind("paid").bind(id).execute(&mut *tx).await?;
        changed(&mut tx, id, 2, "paid").await?;
        let query = "INSERT INTO events (id, received, times, body, order_id, verdict) VALUES ($1, $2, 1, $3, $4, $5) \
                     ON CONFLICT (id) DO UPDATE SET times = events.times + 1, order_id = $4, verdict = $5";
        let query = sqlx::query(query).bind(id).bind(1i64).bind("x".repeat(200)).bind(id).bind("applied");
        query.execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }
}

async fn lock(connection: &mut AnyConnection, player: &str) -> sqlx::Result<()> {
    let query = sqlx::query("UPDATE players SET touched = $1 WHERE id = $2").bind(1i64).bind(player);
    query.execute(connection).await.map(drop)
}

async fn check(connection: &mut AnyConnection, player: &str, key: &str) -> sqlx::Result<()> {
    lock(connection, player).await?;
    let query = format!("{ORDER} WHERE player = $1 AND order_key = $2");
    sqlx::query(sqlx::AssertSqlSafe(query)).bind(player).bind(key).fetch_optional(&mut *connection).await?;
    let query = format!(
        "{ORDER} WHERE player = $1 AND sku = $2 AND (status IN ('pending', 'paid') OR (status = 'granted' AND $3 = 1)) \
         ORDER BY created, id"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(query)).bind(player).bind("steel_sword").bind(0i64);
    query.fetch_all(&mut *connection).await.map(drop)
}

async fn changed(connection: &mut AnyConnection, order: &str, number: i64, status: &str) -> sqlx::Result<()> {
    let query = "INSERT INTO changes (order_id, number, at, status, because) VALUES ($1, $2, $3, $4, $5)";
    let query = sqlx::query(query).bind(order).bind(number).bind(1i64).bind(status).bind("created");
    query.execute(connection).await.map(drop)
}

/// As the server prepares its connections: durable commits, one writer at a time.
async fn prepare(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let pragmas =
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON";
    connection.execute(pragmas).await.map(drop)
}
