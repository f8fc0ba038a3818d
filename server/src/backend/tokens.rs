//! TikTok's tokens of each player: encrypted, and refreshed by one at a time.
//!
//! A refresh token is good once, so two refreshes at once would lose the player's tokens. Whoever refreshes puts down until
//! when nobody else should; who finds that waits. It holds for every copy of the server, because it is in the database.
//!
//! Tokens that TikTok takes no more are emptied: TikTok is not asked with them again, and it can be told how many there are.

use core::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::{AnyConnection, FromRow};

use super::{Backend, BackendError};
use crate::clock::{MINUTE, Millis, SECOND};
use crate::crash::may_crash;
use crate::{TikTokError, Tokens};

/// Longer than TikTok may take to answer.
const REFRESHING: Millis = 30 * SECOND;
/// Between two looks whether somebody else has refreshed.
const PAUSE: Duration = Duration::from_millis(100);
const LOOKS: u32 = 100;

#[derive(FromRow)]
struct Sealed {
    access: String,
    access_expires: Millis,
    refresh: String,
    refreshing_until: Millis,
}

impl Backend {
    /// An access token of this player that is not `stale`, which TikTok has refused.
    pub(super) async fn access(
        &self,
        player: &str,
        stale: Option<&SecretString>,
    ) -> Result<SecretString, BackendError> {
        for _ in 0..LOOKS {
            let sealed = self.sealed(player).await?;
            if let Some(token) = self.good(player, &sealed, stale) {
                return Ok(token);
            }
            if self.may_refresh(player, &sealed).await? {
                // Not to be dropped half-way when a client hangs up: the refresh token is good only once.
                let (backend, player) = (self.clone(), player.to_owned());
                let refresh = tokio::spawn(async move { backend.refresh(&player, sealed).await });
                return refresh.await.unwrap_or(Err(BackendError::Busy));
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(BackendError::Busy)
    }

    /// Asks TikTok with an access token of this player, and once more with another where TikTok does not take the first.
    pub(super) async fn in_the_name_of<T, F>(
        &self,
        player: &str,
        question: impl Fn(SecretString) -> F,
    ) -> Result<T, BackendError>
    where
        F: Future<Output = Result<T, TikTokError>>,
    {
        let token = self.access(player, None).await?;
        match question(token.clone()).await {
            Err(error) if error.is_token_invalid() => Ok(question(self.access(player, Some(&token)).await?).await?),
            answer => Ok(answer?),
        }
    }

    pub(super) async fn keep_tokens(
        &self,
        connection: &mut AnyConnection,
        player: &str,
        tokens: &Tokens,
    ) -> sqlx::Result<()> {
        let query = "INSERT INTO tokens (player, access, access_expires, refresh, refreshing_until) \
                     VALUES ($1, $2, $3, $4, 0) ON CONFLICT (player) DO UPDATE \
                     SET access = $2, access_expires = $3, refresh = $4, refreshing_until = 0";
        let query = sqlx::query(query).bind(player).bind(self.vault.seal(player, &tokens.access));
        let query = query.bind(self.end_of(tokens)).bind(self.vault.seal(player, &tokens.refresh));
        query.execute(connection).await.map(drop)
    }

    async fn sealed(&self, player: &str) -> Result<Sealed, BackendError> {
        let query = "SELECT access, access_expires, refresh, refreshing_until FROM tokens WHERE player = $1";
        let sealed: Option<Sealed> =
            sqlx::query_as(query).bind(player).fetch_optional(self.book.database.pool()).await?;
        let sealed = sealed.filter(|sealed| !sealed.refresh.is_empty());
        sealed.ok_or(BackendError::LoginRequired("there are no tokens of this player"))
    }

    fn good(&self, player: &str, sealed: &Sealed, stale: Option<&SecretString>) -> Option<SecretString> {
        let lasts = sealed.access_expires > self.book.clock.now() + MINUTE;
        let token = self.vault.open(player, &sealed.access).filter(|_| lasts)?;
        let is_stale = stale.is_some_and(|stale| stale.expose_secret() == token.expose_secret());
        (!is_stale).then_some(token)
    }

    /// Whether it is for this caller to refresh what it has seen.
    async fn may_refresh(&self, player: &str, seen: &Sealed) -> sqlx::Result<bool> {
        let now = self.book.clock.now();
        if seen.refreshing_until > now {
            return Ok(false);
        }
        let query =
            "UPDATE tokens SET refreshing_until = $1 WHERE player = $2 AND refresh = $3 AND refreshing_until = $4";
        let query = sqlx::query(query).bind(now + REFRESHING).bind(player);
        let query = query.bind(&seen.refresh).bind(seen.refreshing_until);
        Ok(query.execute(self.book.database.pool()).await?.rows_affected() == 1)
    }

    async fn refresh(&self, player: &str, old: Sealed) -> Result<SecretString, BackendError> {
        let Some(refresh) = self.vault.open(player, &old.refresh) else {
            self.give_up(player, &old).await?;
            return Err(BackendError::LoginRequired("the key of this player's tokens is gone"));
        };
        match self.tiktok.refresh(&refresh).await {
            Ok(tokens) => {
                may_crash!(TokensRefreshed);
                self.replace(player, &old, &tokens).await?;
                Ok(tokens.access)
            }
            Err(error) => {
                if error.is_login_required() {
                    self.empty(player, &old).await?;
                } else {
                    self.give_up(player, &old).await?;
                }
                Err(error.into())
            }
        }
    }

    /// Unless the player has logged in meanwhile, which brings tokens that are newer. If this took so long that somebody else
    /// has asked with the old ones, those are emptied by now.
    async fn replace(&self, player: &str, old: &Sealed, tokens: &Tokens) -> sqlx::Result<()> {
        let query = "UPDATE tokens SET access = $1, access_expires = $2, refresh = $3, refreshing_until = 0 \
                     WHERE player = $4 AND (refresh = $5 OR refresh = '')";
        let query = sqlx::query(query).bind(self.vault.seal(player, &tokens.access)).bind(self.end_of(tokens));
        let query = query.bind(self.vault.seal(player, &tokens.refresh)).bind(player).bind(&old.refresh);
        query.execute(self.book.database.pool()).await.map(drop)
    }

    /// TikTok takes them no more. What is left says since when.
    async fn empty(&self, player: &str, old: &Sealed) -> sqlx::Result<()> {
        let query = "UPDATE tokens SET access = '', access_expires = $1, refresh = '', refreshing_until = 0 \
                     WHERE player = $2 AND refresh = $3";
        let query = sqlx::query(query).bind(self.book.clock.now()).bind(player).bind(&old.refresh);
        query.execute(self.book.database.pool()).await.map(drop)
    }

    async fn give_up(&self, player: &str, old: &Sealed) -> sqlx::Result<()> {
        let query = "UPDATE tokens SET refreshing_until = 0 WHERE player = $1 AND refresh = $2";
        let query = sqlx::query(query).bind(player).bind(&old.refresh);
        query.execute(self.book.database.pool()).await.map(drop)
    }

    fn end_of(&self, tokens: &Tokens) -> Millis {
        let lasts = Millis::try_from(tokens.access_for.as_millis()).unwrap_or(Millis::MAX);
        self.book.clock.now().saturating_add(lasts)
    }
}
