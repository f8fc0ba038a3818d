//! The backend: the book of orders, and TikTok.

mod asking;
mod create;
mod error;
mod hearing;
mod session;
mod tokens;

use std::sync::Arc;

use crate::{Book, Sessions, TikTok, Vault};

pub use error::BackendError;
pub use session::Session;

/// The backend of one app. Clones are the same backend.
#[derive(Clone, Debug)]
pub struct Backend {
    pub(crate) book: Book,
    pub(crate) tiktok: TikTok,
    vault: Arc<Vault>,
    pub(crate) sessions: Option<Arc<dyn Sessions>>,
}

impl Backend {
    /// A backend that keeps its orders in this book.
    #[must_use]
    pub fn new(book: Book, tiktok: TikTok, vault: Vault) -> Self {
        Self { book, tiktok, vault: Arc::new(vault), sessions: None }
    }

    /// The same backend, with the game's own sessions.
    #[must_use]
    pub fn with_sessions(self, sessions: Arc<dyn Sessions>) -> Self {
        Self { sessions: Some(sessions), ..self }
    }

    /// The book of orders.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }
}
