//! The game's own inventory, where the backend holds it.

use core::error::Error;
use core::fmt;

use async_trait::async_trait;

use crate::OrderRecord;

/// Why the inventory could not take a grant or a refund. It is asked again later.
pub type GrantError = Box<dyn Error + Send + Sync>;

/// The game's own inventory, where the backend holds it.
///
/// Each order is granted at least once: a grant whose answer is lost is repeated. So that it is exactly once, an inventory
/// refuses an [order id](OrderRecord::id) that it has seen, by answering `Ok` and doing nothing.
///
/// ```
/// use async_trait::async_trait;
/// use purchasable_server::{Grant, GrantError, OrderRecord};
///
/// #[derive(Debug)]
/// struct Inventory;
///
/// #[async_trait]
/// impl Grant for Inventory {
///     async fn grant(&self, order: &OrderRecord) -> Result<(), GrantError> {
///         // In one transaction: remember `order.id`, and add `order.sku` to what `order.player` has.
///         Ok(())
///     }
///
///     async fn revoke(&self, order: &OrderRecord) -> Result<(), GrantError> {
///         // Take it away again, if `order.id` was granted.
///         Ok(())
///     }
/// }
/// ```
#[async_trait]
pub trait Grant: fmt::Debug + Send + Sync {
    /// Gives the player what they have paid for. `Ok` only when it is saved. After 30 seconds it is taken for failed.
    async fn grant(&self, order: &OrderRecord) -> Result<(), GrantError>;

    /// The payment was paid back. What was granted can be taken away; whether it is, is the game's own decision. The order
    /// may be one whose grant has failed.
    async fn revoke(&self, order: &OrderRecord) -> Result<(), GrantError>;
}
