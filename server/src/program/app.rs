//! The app at TikTok, as the settings have it.

use secrecy::SecretString;

use super::settings::{
    CLIENT_KEY, CLIENT_SECRET, DATABASE_URL, ENVIRONMENT, Given, OLD_CLIENT_SECRETS, Problems, TIKTOK_URL, TOKEN_KEYS,
};
use crate::{Environment, OPEN_API, TikTok, Vault};

#[derive(Debug)]
pub(super) struct App {
    pub(super) tiktok: TikTok,
    pub(super) environment: Environment,
    pub(super) vault: Vault,
}

const NEEDED: [&str; 5] = [DATABASE_URL, CLIENT_KEY, CLIENT_SECRET, ENVIRONMENT, TOKEN_KEYS];
/// Whoever gives one of these does not mean a simulated TikTok.
const SIGNS: [&str; 6] = [CLIENT_KEY, CLIENT_SECRET, OLD_CLIENT_SECRETS, TIKTOK_URL, ENVIRONMENT, TOKEN_KEYS];

impl App {
    /// The app, or `None` where TikTok is to be simulated, or where there are problems.
    pub(super) fn check(given: &Given, problems: &mut Problems) -> Option<Self> {
        let sign = SIGNS.into_iter().find(|name| given.get(name).is_some())?;
        let before = problems.len();
        for name in NEEDED {
            if given.get(name).is_none() {
                problems.push(format!("{name} is missing; set it, or leave out {sign}, for a simulated TikTok"));
            }
        }
        let url = url(given, problems);
        let environment = environment(given, problems);
        let vault = vault(given, problems);
        if problems.len() > before {
            return None;
        }
        let old_secrets = given.list(OLD_CLIENT_SECRETS).into_iter().map(SecretString::from).collect();
        let tiktok = TikTok::new(url, given.get(CLIENT_KEY)?, given.secret(CLIENT_SECRET)?);
        Some(Self { tiktok: tiktok.with_old_secrets(old_secrets), environment: environment?, vault: vault? })
    }
}

fn url<'a>(given: &'a Given, problems: &mut Problems) -> &'a str {
    let url = given.get(TIKTOK_URL).unwrap_or(OPEN_API);
    if !url.starts_with("https://") && !url.starts_with("http://") {
        problems.push(format!("{TIKTOK_URL} must begin with https:// or http://, found `{url}`"));
    }
    url
}

fn environment(given: &Given, problems: &mut Problems) -> Option<Environment> {
    let word = given.get(ENVIRONMENT)?;
    let environment = Environment::parse(word);
    if environment.is_none() {
        problems.push(format!("{ENVIRONMENT} must be production or sandbox, found `{word}`"));
    }
    environment
}

fn vault(given: &Given, problems: &mut Problems) -> Option<Vault> {
    let vault = Vault::parse(&given.secret(TOKEN_KEYS)?);
    vault.map_err(|error| problems.push(format!("{TOKEN_KEYS}: {error}"))).ok()
}
