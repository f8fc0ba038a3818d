//! A journal in the page's `localStorage`.

use super::web::Kept;
use super::{Journal, JournalError};

/// A journal in the page's `localStorage`, for a game that is a page. Only on wasm.
///
/// A page may have none, a player may forbid it, and it may be full; a purchase then stops before anything is asked. What makes
/// no sense is set aside under up to eight names that end with `.set-aside.` and a number.
///
/// ```
/// use purchasable::{LocalStorage, MinisBridge, Orders, Shop};
///
/// fn open_shop(orders: impl Orders + 'static) -> Shop {
///     Shop::new(MinisBridge::new(), orders, LocalStorage::new("orders"))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct LocalStorage(Kept);

impl LocalStorage {
    /// The journal under this name, which nothing else of the page may use.
    #[must_use]
    pub fn new(name: impl AsRef<str>) -> Self {
        Self(Kept::in_local_storage(name.as_ref()))
    }
}

impl Journal for LocalStorage {
    fn load(&self) -> Result<String, JournalError> {
        self.0.text()
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        self.0.replace(text)
    }

    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        self.0.keep_apart(text)
    }
}
