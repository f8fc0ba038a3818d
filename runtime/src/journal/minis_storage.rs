//! A journal in the storage of a mini game.

use super::web::Kept;
use super::{Journal, JournalError};

/// A journal in `TTMinis.game`'s own storage (`/doc/mini-games-sdk-storage`), for a game in TikTok's native runtime, which is no
/// page and has no `localStorage` to rely on. Only on wasm.
///
/// No page says how a full storage shows itself, so every text is read back once it is written. What makes no sense is set aside
/// under up to eight names that end with `.set-aside.` and a number.
///
/// Where `TTMinis` is found on `GameGlobal` only, it is there once [`MinisBridge::ready`](crate::MinisBridge::ready) is.
///
/// ```
/// use purchasable::{MinisBridge, MinisStorage, Orders, Shop};
///
/// fn open_shop(orders: impl Orders + 'static) -> Shop {
///     Shop::new(MinisBridge::new(), orders, MinisStorage::new("orders"))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct MinisStorage(Kept);

impl MinisStorage {
    /// The journal under this name, which nothing else of the game may use.
    #[must_use]
    pub fn new(name: impl AsRef<str>) -> Self {
        Self(Kept::in_minis_storage(name.as_ref()))
    }
}

impl Journal for MinisStorage {
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
