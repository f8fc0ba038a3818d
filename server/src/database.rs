//! The database: SQLite in a file or in memory, or PostgreSQL.
//!
//! One set of queries runs on both, through [`sqlx::Any`] with `$1` placeholders, which both understand. A second set would
//! be a second backend to test. What it takes: columns are `TEXT` and `BIGINT` only, and nothing is asked of a database
//! that the other does not have in the same words.
//!
//! # Locking
//!
//! Every transaction begins with a write, and one about a player begins with a write to the row of that player
//! ([`Database::lock`]). That is enough, on both databases, for "check, then write" to be safe from any number of
//! connections and copies of the server:
//!
//! - PostgreSQL locks the row until the transaction ends, so that two transactions about one player run one after the
//!   other. At its default level, `READ COMMITTED`, each later statement sees what the first of the two has committed.
//! - SQLite has one writer. A transaction that began by reading could find that somebody else has written since, and fail;
//!   one that begins by writing waits for its turn instead, and reads what is there then.
//!
//! No transaction locks two players, and none waits for TikTok or for the game, so none waits for long.
//!
//! # Migrations
//!
//! While copies of the server are replaced one by one, older ones work beside newer ones, and are started again when they
//! fail. So a migration only adds, so that what is older still works, and a migration that only a newer copy knows is no
//! reason not to start.

use core::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, ConnectOptions, Connection, Executor, Transaction};

use crate::Millis;

/// Of one copy of the server. PostgreSQL allows 100 in all, unless it is told otherwise.
const CONNECTIONS: u32 = 10;
/// Whoever has waited so long for a free connection is told to ask again later.
const FREE_WITHIN: Duration = Duration::from_secs(10);

/// A transaction.
pub(crate) type Tx = Transaction<'static, Any>;

/// The database of a backend, with the tables it needs. Clones share the connections.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
}

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// It does not open.
    #[error("the database does not open: {0}")]
    Opening(#[from] sqlx::Error),
    /// Its tables cannot be made, or are not those of this program.
    #[error("the tables of the database cannot be brought up to date: {0}")]
    Migrating(#[from] sqlx::migrate::MigrateError),
}

/// A transaction about one player, in which no other one about that player runs.
pub(crate) struct Locked {
    pub(crate) tx: Tx,
    pub(crate) player: String,
    pub(crate) now: Millis,
    /// Nothing is to be kept any more that leads back to the person.
    pub(crate) is_erased: bool,
}

impl Database {
    /// Opens the database at an address and makes or updates its tables: `sqlite:orders.db`, `sqlite::memory:`, or
    /// `postgres://user:password@host/name`.
    ///
    /// # Errors
    ///
    /// When it does not open, or its tables cannot be brought up to date.
    pub async fn open(url: &str) -> Result<Self, DatabaseError> {
        sqlx::any::install_default_drivers();
        let options: AnyConnectOptions = with_mode(url).parse()?;
        let options = options.disable_statement_logging();
        let pool =
            if url.starts_with("sqlite:") { open_sqlite(options).await? } else { open_postgres(options).await? };
        migrate(&pool, url).await?;
        Ok(Self { pool })
    }

    /// For reading, and for single statements.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// A transaction that is about no player, or not yet. It has to begin with a write.
    pub(crate) async fn begin(&self) -> sqlx::Result<Tx> {
        self.pool.begin().await
    }

    /// A transaction about this player.
    pub(crate) async fn lock(&self, player: &str, now: Millis) -> sqlx::Result<Locked> {
        let mut tx = self.begin().await?;
        let query = sqlx::query_scalar("UPDATE players SET touched = $1 WHERE id = $2 RETURNING erased");
        let erased: Option<Millis> = query.bind(now).bind(player).fetch_one(&mut *tx).await?;
        Ok(Locked { tx, player: player.to_owned(), now, is_erased: erased.is_some() })
    }
}

impl Locked {
    pub(crate) async fn commit(self) -> sqlx::Result<()> {
        self.tx.commit().await
    }
}

/// A file that is not there yet is made, unless the address says otherwise.
fn with_mode(url: &str) -> String {
    let is_file = url.starts_with("sqlite:") && !url.contains(":memory:") && !url.contains('?');
    if is_file { format!("{url}?mode=rwc") } else { url.to_owned() }
}

fn bounded() -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(FREE_WITHIN)
}

/// One connection: SQLite has one writer, and those that wait for it in a queue of ours take turns, while those that wait at the
/// file sleep and try again. With eight of them that was a quarter as many orders a second. A database in memory is its
/// connection's own, and goes with it.
async fn open_sqlite(options: AnyConnectOptions) -> sqlx::Result<AnyPool> {
    let pool = bounded().max_connections(1).idle_timeout(None).max_lifetime(None);
    pool.after_connect(|connection, _| Box::pin(prepare_sqlite(connection))).connect_with(options).await
}

async fn open_postgres(options: AnyConnectOptions) -> sqlx::Result<AnyPool> {
    bounded().connect_with(options).await
}

/// Durable commits; and a writer of another copy is waited for.
async fn prepare_sqlite(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let pragmas =
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON";
    connection.execute(pragmas).await.map(drop)
}

/// One migrator at a time: PostgreSQL has a lock for that, which sqlx takes, and SQLite has its one writer.
///
/// `Migrator::run` does the same, in a future that the compiler does not find to be `Send`.
async fn migrate(pool: &AnyPool, url: &str) -> Result<(), DatabaseError> {
    let mut migrator = sqlx::migrate!();
    migrator.set_ignore_missing(true);
    let mut connection = pool.acquire().await?;
    if !url.starts_with("sqlite:") {
        return Ok(migrator.run_direct(None, &mut *connection, false).await?);
    }
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    migrator.run_direct(None, &mut *tx, false).await?;
    Ok(tx.commit().await?)
}
