//! An empty database for each test: in a file for SQLite, and at a server of our own for PostgreSQL.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection, Executor, PgConnection};
use tempfile::TempDir;

/// Where a database is, for as long as this lives.
pub trait Place: Sized {
    /// A new one.
    fn new() -> impl Future<Output = Self>;

    /// How it is opened.
    fn url(&self) -> &str;
}

/// An SQLite database in a file.
#[derive(Debug)]
pub struct Sqlite {
    url: String,
    _folder: TempDir,
}

impl Place for Sqlite {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite:{}", folder.path().join("orders.db").display()), _folder: folder }
    }

    fn url(&self) -> &str {
        &self.url
    }
}

/// A database at a PostgreSQL server that was started for this process.
#[derive(Debug)]
pub struct Postgres {
    url: String,
}

impl Place for Postgres {
    async fn new() -> Self {
        Self::at(&QUICK).await
    }

    fn url(&self) -> &str {
        &self.url
    }
}

impl Postgres {
    /// A database whose commits outlive the machine, as a real one's do.
    pub async fn durable() -> Self {
        Self::at(&DURABLE).await
    }

    async fn at(server: &Server) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}", MADE.fetch_add(1, Ordering::SeqCst));
        let mut connection = PgConnection::connect(&server.url("postgres")).await.unwrap();
        connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
        Self { url: server.url(&name) }
    }
}

/// A PostgreSQL server with one database, of the test's own: it can be stopped, and started again in the same place with
/// what it had. It ends with its handle.
#[derive(Debug)]
pub struct OwnPostgres {
    server: Server,
    url: String,
}

impl OwnPostgres {
    /// A new one, which runs.
    #[must_use]
    pub fn start() -> Self {
        let server = Server::start("off");
        Self { url: server.url("postgres"), server }
    }

    /// How its database is opened.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops it, whoever is connected.
    pub fn stop(&mut self) {
        self.server.ask("stop");
    }

    /// Starts it again.
    pub fn start_again(&mut self) {
        self.server.ask("start");
    }
}

static QUICK: LazyLock<Server> = LazyLock::new(|| Server::start("off"));
static DURABLE: LazyLock<Server> = LazyLock::new(|| Server::start("on"));

/// A PostgreSQL in a folder of its own, behind a socket in that folder. It ends with the tests: its shell reads from a pipe
/// that closes then.
#[derive(Debug)]
struct Server {
    folder: String,
    shell: Child,
    said: BufReader<ChildStdout>,
}

const SCRIPT: &str = r#"
folder=$(mktemp -d) || exit
trap 'rm -rf "$folder"' EXIT
"$1/initdb" -D "$folder/data" -U tester -A trust --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
start() {
    "$1/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync="$2" -c max_connections=300 >>"$folder/log" 2>&1 &
    server=$!
    until "$1/pg_isready" -q -h "$folder"; do
        kill -0 "$server" || { cat "$folder/log" >&2; exit 1; }
        sleep 0.1
    done
}
stop() {
    kill -INT "$server"
    wait "$server"
}
start "$1" "$2"
echo "$folder"
while read -r what; do
    "$what" "$1" "$2"
    echo "$what"
done
stop
"#;

impl Server {
    fn start(fsync: &str) -> Self {
        let programs = programs();
        // PostgreSQL refuses to run as root.
        let is_root =
            Path::new("/proc/self").metadata().is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
        let mut command = Command::new(if is_root { "runuser" } else { "sh" });
        if is_root {
            command.args(["-u", "postgres", "--", "sh"]);
        }
        command.args(["-c", SCRIPT, "sh"]).arg(programs).arg(fsync).current_dir("/");
        let mut shell = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut server = Self { folder: String::new(), said: BufReader::new(shell.stdout.take().unwrap()), shell };
        server.folder = server.next_line();
        server
    }

    /// Has the shell do this, and waits until it is done.
    fn ask(&mut self, what: &str) {
        writeln!(self.shell.stdin.as_ref().unwrap(), "{what}").unwrap();
        assert_eq!(self.next_line(), what);
    }

    fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "PostgreSQL did not start; what it said is above");
        line.trim().to_owned()
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://tester@localhost/{database}?host={}", self.folder)
    }
}

/// Debian keeps the programs of each version in a folder that is not in the search path.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let programs = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    programs.expect("the tests need the programs of a PostgreSQL server; install them with `apt install postgresql`")
}

/// Tests that take a place for a database, once for each kind of database.
#[macro_export]
macro_rules! on_each_database {
    ($($(#[$attribute:meta])* async fn $test:ident($place:ident: impl Place) $body:block)+) => {
        $(async fn $test($place: impl $crate::Place) $body)+

        mod sqlite {
            use $crate::{Place, Sqlite};
            $($(#[$attribute])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)] async fn $test() {
                super::$test(Sqlite::new().await).await;
            })+
        }

        mod postgres {
            use $crate::{Place, Postgres};
            $($(#[$attribute])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)] async fn $test() {
                super::$test(Postgres::new().await).await;
            })+
        }
    };
}
