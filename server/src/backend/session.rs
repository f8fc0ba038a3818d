//! A player's session: from the code of a login to a token of ours.

use core::fmt;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::{Backend, BackendError};
use crate::book::enter;
use crate::clock::{HOUR, Millis};
use crate::crash::may_crash;
use crate::random;

/// As long as TikTok's own access tokens last (`/doc/minis-oauth`): a player logs in on entry anyway.
const SESSION: Millis = 24 * HOUR;

/// A session that has just begun.
#[derive(Clone)]
pub struct Session {
    /// What the client shows with every question. It is not kept here, only its hash.
    pub token: SecretString,
    /// When it ends.
    pub expires: Millis,
    /// Whose it is.
    pub player: String,
}

impl Backend {
    /// Begins a session for the player whose client has received this code from the host's `login`.
    ///
    /// # Errors
    ///
    /// When TikTok does not take the code, or the database is in trouble.
    pub async fn log_in(&self, code: &str) -> Result<Session, BackendError> {
        let tokens = self.tiktok.exchange(code).await?;
        may_crash!(CodeExchanged);
        let now = self.book.clock.now();
        // All of it or nothing: a player who is erased at the same time is erased before it, or after it.
        let mut tx = self.book.database.begin().await?;
        let player = enter(&mut tx, &tokens.open_id, now).await?;
        self.keep_tokens(&mut tx, &player, &tokens).await?;
        let (token, expires) = (random::token(), now + SESSION);
        let query = "INSERT INTO sessions (token_hash, player, expires) VALUES ($1, $2, $3)";
        let query = sqlx::query(query).bind(hash(&token)).bind(&player).bind(expires);
        query.execute(&mut *tx).await?;
        tx.commit().await?;
        self.check_prices(&tokens.access);
        Ok(Session { token: token.into(), expires, player })
    }

    /// The player whose session this is.
    ///
    /// # Errors
    ///
    /// When it is nobody's or has ended, or the database is in trouble.
    pub async fn player(&self, token: &SecretString) -> Result<String, BackendError> {
        let query = sqlx::query_scalar("SELECT player FROM sessions WHERE token_hash = $1 AND expires > $2");
        let query = query.bind(hash(token.expose_secret())).bind(self.book.clock.now());
        let player: Option<String> = query.fetch_optional(self.book.database.pool()).await?;
        player.ok_or(BackendError::LoginRequired("the session has ended"))
    }
}

fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { token: _, expires, player } = self;
        f.debug_struct("Session").field("expires", expires).field("player", player).finish_non_exhaustive()
    }
}
