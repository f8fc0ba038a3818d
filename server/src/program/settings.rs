//! What the server is told before it starts, all of it checked at once.

use core::net::{Ipv4Addr, SocketAddr};
use std::collections::BTreeMap;
use std::path::Path;

use axum::http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use super::app::App;
use crate::{OperatorKey, Origins};

/// Under `--help`. README.md has the same as a table.
pub(super) const HELP: &str = "\
Settings, in the environment or in lower case in the file:
  LISTEN                     where to listen; 127.0.0.1:4190 unless given
  METRICS_LISTEN             where /metrics is served, for Prometheus; nowhere unless given
  ALLOWED_ORIGINS            the pages that may ask, with commas between them, or *; none unless given
  PROXIES                    how many proxies stand before it, each adding to X-Forwarded-For; 0 unless given
  RUST_LOG                   what is logged; info unless given; in the environment only
  DATABASE_URL               sqlite:orders.db or postgres://user:password@host/name
  TIKTOK_CLIENT_KEY          the app's client key
  TIKTOK_CLIENT_SECRET       the app's client secret, which also signs the webhooks
  TIKTOK_OLD_CLIENT_SECRETS  those before it, with commas between them, while webhooks may still be signed with them
  TIKTOK_URL                 a stand-in for https://open.tiktokapis.com
  ENVIRONMENT                production or sandbox, as the client key is
  TOKEN_KEYS                 name:64 hexadecimal digits, with commas between them; the first encrypts TikTok's tokens
  OPERATOR_KEY               what an operator shows, at least 32 characters; without it there is no operator's part

A server that talks to TikTok needs DATABASE_URL, TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET, ENVIRONMENT and TOKEN_KEYS. With none
of these but DATABASE_URL, nor the other settings of TIKTOK_, it starts with a simulated TikTok.";

pub(super) const LISTEN: &str = "LISTEN";
const METRICS_LISTEN: &str = "METRICS_LISTEN";
const ALLOWED_ORIGINS: &str = "ALLOWED_ORIGINS";
const PROXIES: &str = "PROXIES";
pub(super) const DATABASE_URL: &str = "DATABASE_URL";
pub(super) const CLIENT_KEY: &str = "TIKTOK_CLIENT_KEY";
pub(super) const CLIENT_SECRET: &str = "TIKTOK_CLIENT_SECRET";
pub(super) const OLD_CLIENT_SECRETS: &str = "TIKTOK_OLD_CLIENT_SECRETS";
pub(super) const TIKTOK_URL: &str = "TIKTOK_URL";
pub(super) const ENVIRONMENT: &str = "ENVIRONMENT";
pub(super) const TOKEN_KEYS: &str = "TOKEN_KEYS";
const OPERATOR_KEY: &str = "OPERATOR_KEY";
const NAMES: [&str; 12] = [
    LISTEN,
    METRICS_LISTEN,
    ALLOWED_ORIGINS,
    PROXIES,
    DATABASE_URL,
    CLIENT_KEY,
    CLIENT_SECRET,
    OLD_CLIENT_SECRETS,
    TIKTOK_URL,
    ENVIRONMENT,
    TOKEN_KEYS,
    OPERATOR_KEY,
];

/// What is wrong, a line each.
pub(super) type Problems = Vec<String>;

/// The settings as they were given, by name.
#[derive(Debug, Default)]
pub(super) struct Given(BTreeMap<&'static str, SecretString>);

/// The settings, checked.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) listen: SocketAddr,
    pub(super) metrics_listen: Option<SocketAddr>,
    pub(super) origins: Option<Origins>,
    pub(super) proxies: usize,
    pub(super) database_url: Option<SecretString>,
    pub(super) operator: Option<OperatorKey>,
    /// Without one, TikTok is simulated.
    pub(super) app: Option<App>,
}

impl Given {
    /// Reads the file, and the environment over it.
    pub(super) fn read(file: Option<&Path>, problems: &mut Problems) -> Self {
        let mut given = file.map(|path| Self::read_file(path, problems)).unwrap_or_default();
        for name in NAMES {
            if let Ok(value) = std::env::var(name) {
                given.0.insert(name, value.into());
            }
        }
        given.0.retain(|_, value| !value.expose_secret().trim().is_empty());
        given
    }

    fn read_file(path: &Path, problems: &mut Problems) -> Self {
        let shown = path.display();
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| {
            problems.push(format!("{shown} cannot be read: {error}"));
            String::new()
        });
        let table: toml::Table = toml::from_str(&text).unwrap_or_else(|error| {
            // No more of it: the lines of the file may hold secrets.
            problems.push(format!("{shown} is no TOML: {}", error.message()));
            toml::Table::new()
        });
        let mut given = Self::default();
        for (key, value) in table {
            let name = NAMES.into_iter().find(|name| name.to_lowercase() == key);
            match (name, value) {
                (Some(name), toml::Value::String(value)) => drop(given.0.insert(name, value.into())),
                (Some(_), _) => problems.push(format!("`{key}` in {shown} must be a string, in quotes")),
                (None, _) => problems.push(format!("there is no setting `{key}`, found in {shown}; --help lists all")),
            }
        }
        given
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.expose_secret().trim())
    }

    pub(super) fn secret(&self, name: &str) -> Option<SecretString> {
        self.get(name).map(SecretString::from)
    }

    /// The parts of a list with commas.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        let parts = self.get(name).unwrap_or_default().split(',').map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }
}

impl Settings {
    /// The settings, unless there are problems, these or others.
    pub(super) fn check(given: &Given, mut problems: Problems) -> Result<Self, Problems> {
        let listen = address(LISTEN, given, &mut problems).unwrap_or((Ipv4Addr::LOCALHOST, 4190).into());
        let metrics_listen = address(METRICS_LISTEN, given, &mut problems);
        let origins = origins(given, &mut problems);
        let proxies = proxies(given, &mut problems);
        let database_url = database_url(given, &mut problems);
        let operator = operator(given, &mut problems);
        let app = App::check(given, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self { listen, metrics_listen, origins, proxies, database_url, operator, app })
    }
}

fn address(name: &str, given: &Given, problems: &mut Problems) -> Option<SocketAddr> {
    let text = given.get(name)?;
    let address = text.parse().ok();
    if address.is_none() {
        problems.push(format!("{name} must be an address and a port, for example 127.0.0.1:4190, found `{text}`"));
    }
    address
}

fn origins(given: &Given, problems: &mut Problems) -> Option<Origins> {
    let mut origins = Vec::new();
    match *given.list(ALLOWED_ORIGINS) {
        [] => return None,
        ["*"] => return Some(Origins::Any),
        ref listed => {
            for origin in listed {
                match HeaderValue::from_str(origin) {
                    Ok(value) if is_origin(origin) => origins.push(value),
                    _ => problems.push(format!(
                        "ALLOWED_ORIGINS must list origins as browsers write them, for example https://game.example, found `{origin}`"
                    )),
                }
            }
        }
    }
    Some(Origins::These(origins))
}

/// A scheme and a host, and no path, not even a slash.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '*', ' ']))
}

fn proxies(given: &Given, problems: &mut Problems) -> usize {
    let text = given.get(PROXIES).unwrap_or("0");
    text.parse().unwrap_or_else(|_| {
        problems
            .push(format!("PROXIES must be how many proxies stand before this server, for example 1, found `{text}`"));
        0
    })
}

fn database_url(given: &Given, problems: &mut Problems) -> Option<SecretString> {
    let url = given.get(DATABASE_URL)?;
    if ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
        return given.secret(DATABASE_URL);
    }
    // Not shown: it may hold a password.
    problems.push("DATABASE_URL must begin with sqlite: or postgres://, for example sqlite:orders.db".into());
    None
}

fn operator(given: &Given, problems: &mut Problems) -> Option<OperatorKey> {
    let key = OperatorKey::new(&given.secret(OPERATOR_KEY)?);
    key.map_err(|error| problems.push(format!("{OPERATOR_KEY}: {error}"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &[(&'static str, &str)]) -> Result<Settings, Problems> {
        let given = given.iter().map(|(name, value)| (*name, (*value).into())).collect();
        Settings::check(&Given(given), Problems::new())
    }

    const KEY: &str = "k1:7777777777777777777777777777777777777777777777777777777777777777";

    #[test]
    fn with_no_setting_tiktok_is_simulated() {
        let settings = check(&[]).unwrap();
        assert_eq!((settings.listen.to_string(), settings.app.is_none()), ("127.0.0.1:4190".into(), true));
    }

    #[test]
    fn every_setting_that_is_missing_is_named() {
        let problems = check(&[(ENVIRONMENT, "production")]).unwrap_err();
        let missing = problems.iter().map(|problem| problem.split(' ').next().unwrap());
        assert_eq!(missing.collect::<Vec<_>>(), [DATABASE_URL, CLIENT_KEY, CLIENT_SECRET, TOKEN_KEYS]);
        assert!(problems[0].ends_with("or leave out ENVIRONMENT, for a simulated TikTok"), "{problems:?}");
        assert_eq!(check(&[(TIKTOK_URL, "http://127.0.0.1:4180")]).unwrap_err().len(), 5);
    }

    #[test]
    fn every_setting_that_is_wrong_is_named_and_no_secret_shown() {
        let problems = check(&[
            (LISTEN, "4190"),
            (METRICS_LISTEN, "9464"),
            (ALLOWED_ORIGINS, "https://game.example, game.example/"),
            (PROXIES, "many"),
            (DATABASE_URL, "mysql://user:hush@host/orders"),
            (CLIENT_KEY, "key"),
            (CLIENT_SECRET, "hush"),
            (TIKTOK_URL, "tiktok"),
            (ENVIRONMENT, "test"),
            (TOKEN_KEYS, "k1:hush"),
            (OPERATOR_KEY, "hush"),
        ])
        .unwrap_err();
        assert_eq!(
            problems,
            [
                "LISTEN must be an address and a port, for example 127.0.0.1:4190, found `4190`",
                "METRICS_LISTEN must be an address and a port, for example 127.0.0.1:4190, found `9464`",
                "ALLOWED_ORIGINS must list origins as browsers write them, for example https://game.example, found `game.example/`",
                "PROXIES must be how many proxies stand before this server, for example 1, found `many`",
                "DATABASE_URL must begin with sqlite: or postgres://, for example sqlite:orders.db",
                "OPERATOR_KEY: the key has 4 characters, and needs at least 32; `openssl rand -hex 32` makes one",
                "TIKTOK_URL must begin with https:// or http://, found `tiktok`",
                "ENVIRONMENT must be production or sandbox, found `test`",
                "TOKEN_KEYS: key number 1 is not written as `name:64 hexadecimal digits`, the name being of a-z, A-Z and 0-9",
            ]
        );
    }

    #[test]
    fn what_tiktok_needs_is_taken_and_not_shown() {
        let settings = check(&[
            (DATABASE_URL, "postgres://user:hush@host/orders"),
            (CLIENT_KEY, "key"),
            (CLIENT_SECRET, "hush"),
            (OLD_CLIENT_SECRETS, "hush1, hush2"),
            (ENVIRONMENT, "sandbox"),
            (TOKEN_KEYS, KEY),
            (OPERATOR_KEY, &"hush".repeat(8)),
        ])
        .unwrap();
        let shown = format!("{settings:?}");
        assert!(!shown.contains("hush") && !shown.contains("7777"), "{shown}");
        assert!(settings.app.is_some() && settings.operator.is_some());
    }

    #[test]
    fn the_example_has_every_setting_and_starts_once_its_key_is_a_key() {
        let example = include_str!("../../example.toml");
        let read = |text: &str| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("server.toml");
            std::fs::write(&path, text).unwrap();
            let mut problems = Problems::new();
            let given = Given::read_file(&path, &mut problems);
            (given.0.len(), Settings::check(&given, problems))
        };
        let whole: String = example
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = \"")).unwrap_or(line).to_owned() + "\n")
            .collect();
        let (settings, problems) = read(&whole);
        assert_eq!(settings, NAMES.len(), "{whole}");
        let [operator, token] = &*problems.unwrap_err() else { panic!("only the keys have to be made") };
        assert!(operator.starts_with(OPERATOR_KEY) && token.starts_with(TOKEN_KEYS), "{operator} {token}");
        let with_keys = |text: &str| text.replace("2026:what openssl prints", KEY).replace("what openssl prints", KEY);
        assert!(read(&with_keys(&whole)).1.is_ok() && read(&with_keys(example)).1.is_ok());
    }

    #[test]
    fn a_file_has_the_same_names_in_lower_case() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.toml");
        let read = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let mut problems = Problems::new();
            (Given::read_file(&path, &mut problems).get(LISTEN).map(str::to_owned), problems)
        };
        assert_eq!(read("listen = '127.0.0.1:1'"), (Some("127.0.0.1:1".into()), vec![]));
        let shown = path.display();
        let (_, problems) = read("listen = 1\nLISTEN = ''");
        assert_eq!(problems[0], format!("there is no setting `LISTEN`, found in {shown}; --help lists all"));
        assert_eq!(problems[1], format!("`listen` in {shown} must be a string, in quotes"));
        let (_, problems) = read("token_keys = hush");
        assert!(problems[0].contains("is no TOML") && !problems[0].contains("hush"), "{problems:?}");
    }
}
