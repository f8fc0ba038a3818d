//! In whose session a question comes.

use core::error::Error;
use core::fmt;

use async_trait::async_trait;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use secrecy::SecretString;

use super::error::ApiError;
use crate::{Backend, BackendError};

/// The game's own sessions, where it has some: they count in the place of those of `POST /session`.
///
/// ```
/// use async_trait::async_trait;
/// use axum::http::HeaderMap;
/// use purchasable_server::{Sessions, SessionsError};
///
/// #[derive(Debug)]
/// struct Accounts;
///
/// #[async_trait]
/// impl Sessions for Accounts {
///     async fn player(&self, headers: &HeaderMap) -> Result<Option<String>, SessionsError> {
///         // Look the cookie up, and answer with the tag that `Backend::log_in` gave at the login.
///         Ok(headers.get("cookie").map(|_| "2f1c".to_owned()))
///     }
/// }
/// ```
#[async_trait]
pub trait Sessions: fmt::Debug + Send + Sync {
    /// The tag of the player in whose session a question comes, as [`Backend::log_in`] has given it; `None` where there is no
    /// session, or it has ended.
    async fn player(&self, headers: &HeaderMap) -> Result<Option<String>, SessionsError>;
}

/// Why nobody knows in whose session a question comes. The client is told to ask again, not to log in.
pub type SessionsError = Box<dyn Error + Send + Sync>;

/// The player in whose session the question comes, and who has not asked too often.
pub(super) struct Player(pub(super) String);

impl FromRequestParts<Backend> for Player {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, backend: &Backend) -> Result<Self, ApiError> {
        let player = player(&parts.headers, backend).await?;
        backend.limits.player(&player)?;
        Ok(Self(player))
    }
}

async fn player(headers: &HeaderMap, backend: &Backend) -> Result<String, ApiError> {
    let Some(sessions) = &backend.sessions else { return Ok(backend.player(&token(headers)).await?) };
    match sessions.player(headers).await {
        Ok(Some(player)) => Ok(player),
        Ok(None) => Err(BackendError::LoginRequired("there is no session").into()),
        Err(error) => Err(ApiError::internal("the sessions are in trouble", &error)),
    }
}

/// What somebody shows to be let in.
pub(super) fn token(headers: &HeaderMap) -> SecretString {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    header.strip_prefix("Bearer ").unwrap_or_default().into()
}
