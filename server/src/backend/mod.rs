//! The backend: the book of orders, and TikTok.

mod asking;
mod create;
mod error;
mod hearing;
mod prices;
mod session;
mod tokens;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::{Book, OperatorKey, Sessions, TikTok, Vault};

pub use error::BackendError;
pub(crate) use hearing::Verdict;
pub use session::Session;

/// The backend of one app. Clones are the same backend.
#[derive(Clone, Debug)]
pub struct Backend {
    pub(crate) book: Book,
    pub(crate) tiktok: TikTok,
    vault: Arc<Vault>,
    pub(crate) sessions: Option<Arc<dyn Sessions>>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) metrics: Arc<Metrics>,
    /// Or are about to be.
    are_prices_checked: Arc<AtomicBool>,
    pub(crate) proxies: usize,
    pub(crate) operator: Option<OperatorKey>,
}

impl Backend {
    /// A backend that keeps its orders in this book.
    #[must_use]
    pub fn new(book: Book, tiktok: TikTok, vault: Vault) -> Self {
        let limits = Arc::new(Limits::new(book.clock.clone()));
        let metrics = Arc::new(Metrics::new());
        let (vault, are_prices_checked) = (Arc::new(vault), Arc::default());
        Self { book, tiktok, vault, sessions: None, limits, metrics, are_prices_checked, proxies: 0, operator: None }
    }

    /// The same backend, with the game's own sessions.
    #[must_use]
    pub fn with_sessions(self, sessions: Arc<dyn Sessions>) -> Self {
        Self { sessions: Some(sessions), ..self }
    }

    /// The same backend, behind so many proxies, each of which adds to `X-Forwarded-For` from where a request came to it.
    #[must_use]
    pub fn behind_proxies(self, proxies: usize) -> Self {
        Self { proxies, ..self }
    }

    /// The same backend, with an operator's part for whoever has this key.
    #[must_use]
    pub fn with_operator(self, key: OperatorKey) -> Self {
        Self { operator: Some(key), ..self }
    }

    /// The book of orders.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }
}
