//! The server as somebody starts it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use sqlx::Connection;

use crate::support::{Place, Sqlite};

/// The program, with these settings and no others.
fn program(settings: &[(&str, &str)]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_purchasable-server"));
    program.env_clear().envs(settings.iter().copied());
    program
}

/// A started server, and what it printed first.
struct Started {
    server: Child,
    printed: String,
}

impl Started {
    fn new(settings: &[(&str, &str)]) -> Self {
        let mut server = program(settings).env("LISTEN", "127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
        let mut printed = String::new();
        for line in BufReader::new(server.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            printed += &line;
            printed.push('\n');
            if line.starts_with("# Settings") {
                break;
            }
        }
        Self { server, printed }
    }

    fn end(mut self) -> bool {
        let pid = self.server.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.server.wait().unwrap().success()
    }
}

fn text(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn what_it_says_to_try_is_a_purchase_with_nothing_configured() {
    let started = Started::new(&[]);
    let tried = Command::new("sh").args(["-c", &started.printed]).output().unwrap();
    let (said, complained) = text(&tried);
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [paid, order, claim, open] = &*lines else { panic!("{said}{complained}") };
    assert_eq!(paid["is_success"], true, "{said}");
    assert_eq!((&order["sku"], &order["status"]), (&"steel_sword".into(), &"paid".into()), "{said}");
    assert_eq!((&claim["claim"], &open["orders"]), (&"mine".into(), &Value::Array(vec![])), "{said}");
    let shown = include_str!("../../README.md");
    let is_address = |line: &&str| line.contains("http://");
    for line in started.printed.lines().filter(|line| !line.starts_with('#') && !is_address(line)) {
        assert!(shown.lines().any(|shown| shown == line), "README.md does not show `{line}`");
    }
    assert!(started.end(), "it ends in good order when it is told to");
}

#[tokio::test]
async fn a_payment_that_was_told_survives_the_end_of_the_program() {
    let place = Sqlite::new().await;
    let Started { mut server, printed } = Started::new(&[("DATABASE_URL", place.url())]);
    let until_paid = printed.split_once("curl -s $BACKEND/orders/$ORDER/claim").unwrap().0;
    let tried = Command::new("sh").args(["-c", until_paid]).output().unwrap();
    let (said, complained) = text(&tried);
    assert!(said.contains("\"status\":\"paid\""), "{said}{complained}");
    server.kill().unwrap();
    server.wait().unwrap();
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(place.url()).await.unwrap();
    let query =
        sqlx::query_as("SELECT orders.status, events.verdict FROM orders JOIN events ON events.order_id = orders.id");
    let rows: Vec<(String, String)> = query.fetch_all(&mut connection).await.unwrap();
    assert_eq!(rows, [("paid".into(), "applied".into())]);
}

#[test]
fn every_wrong_setting_is_a_line_of_its_own() {
    let wrong = program(&[("LISTEN", "4190"), ("DATABASE_URL", "mysql://x"), ("TOKEN_KEYS", "k1")]).output().unwrap();
    let (said, complained) = text(&wrong);
    assert!(!wrong.status.success() && said.is_empty());
    let named: Vec<_> = complained.lines().map(|line| line.split([' ', ':']).nth(2).unwrap()).collect();
    assert_eq!(
        named,
        ["LISTEN", "DATABASE_URL", "TIKTOK_CLIENT_KEY", "TIKTOK_CLIENT_SECRET", "ENVIRONMENT", "TOKEN_KEYS"],
        "{complained}"
    );
}

#[test]
fn a_port_or_a_database_that_cannot_be_had_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (_, complained) = text(&program(&[("LISTEN", &address)]).output().unwrap());
    assert!(complained.starts_with(&format!("error: LISTEN: cannot listen on {address}: ")), "{complained}");
    let (_, complained) = text(&program(&[("DATABASE_URL", "sqlite:/no/such/folder/orders.db")]).output().unwrap());
    assert!(complained.starts_with("error: DATABASE_URL: the database does not open: "), "{complained}");
}

#[tokio::test]
async fn figures_are_served_at_an_address_of_their_own() {
    let mut server = program(&[("LISTEN", "127.0.0.1:0"), ("METRICS_LISTEN", "127.0.0.1:0")]);
    let mut server = server.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let complained = BufReader::new(server.stderr.take().unwrap());
    let mut urls =
        complained.lines().filter_map(|line| line.unwrap().split_once("http://").map(|(_, url)| url.to_owned()));
    let url = format!("http://{}", urls.next().unwrap());
    assert!(url.ends_with("/metrics"), "{url}");
    let figures = reqwest::get(&url).await.unwrap().text().await.unwrap();
    assert!(figures.contains("purchasable_database_up 1\n"), "{figures}");
    let of_players = reqwest::get(url.replace("/metrics", "/catalog")).await.unwrap();
    assert_eq!(of_players.status().as_u16(), 404, "nothing else is served there");
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn the_catalog_is_printed_for_other_languages() {
    let catalog = |format| text(&program(&[]).args(["catalog", "--format", format]).output().unwrap()).0;
    let json: Vec<Value> = serde_json::from_str(&catalog("json")).unwrap();
    assert_eq!(json.iter().map(|item| item["beans"].as_u64().unwrap()).collect::<Vec<_>>(), [500, 99, 899, 299]);
    assert!(catalog("csv").lines().nth(2).unwrap().starts_with("coins.handful,"));
    assert!(catalog("typescript").starts_with("export const catalog = ["));
}

#[test]
fn the_description_is_printed_with_the_operators_part() {
    let (said, _) = text(&program(&[]).arg("openapi").output().unwrap());
    let document: Value = serde_json::from_str(&said).unwrap();
    assert!(document["paths"]["/orders"]["post"].is_object() && document["paths"]["/operator/outbox"].is_object());
}

#[test]
fn a_guessable_key_of_an_operator_is_refused_before_the_port_opens() {
    let (said, complained) = text(&program(&[("OPERATOR_KEY", "hush")]).output().unwrap());
    assert_eq!((said.as_str(), complained.lines().count()), ("", 1));
    assert!(complained.starts_with("error: OPERATOR_KEY: ") && !complained.contains("hush"), "{complained}");
}
