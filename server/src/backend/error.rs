//! Why the backend did not do what it was asked.

use crate::{BookError, Refusal, TikTokError};

/// Why the backend did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackendError {
    /// The player has to log in, once more or at all.
    #[error("log in and ask again: {0}")]
    LoginRequired(&'static str),
    /// The question makes no sense for this player or this order.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// TikTok said no, or did not answer.
    #[error(transparent)]
    TikTok(TikTokError),
    /// Somebody else is getting new tokens for this player, and has not come back.
    #[error("TikTok is being asked for new tokens of this player; ask again")]
    Busy,
    /// The database is in trouble.
    #[error("the database is in trouble: {0}")]
    Database(#[from] sqlx::Error),
}

impl From<BookError> for BackendError {
    fn from(error: BookError) -> Self {
        match error {
            BookError::Refused(refusal) => Self::Refused(refusal),
            BookError::Database(error) => Self::Database(error),
        }
    }
}

impl From<TikTokError> for BackendError {
    fn from(error: TikTokError) -> Self {
        if error.is_login_required() {
            tracing::debug!(%error, "a player has to log in");
            return Self::LoginRequired("TikTok takes the code or the tokens of this player no more");
        }
        Self::TikTok(error)
    }
}
