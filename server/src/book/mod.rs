//! The book of orders: what there is, and what may become of it. It knows neither TikTok nor HTTP.

mod create;
mod lease;
mod moves;
mod players;
mod reading;
mod record;
mod refusal;
mod status;

use std::sync::Arc;

use purchasable::{Catalog, Inventory};

use crate::clock::{Clock, HOUR, MINUTE, Millis, SECOND};
use crate::database::Database;

pub use create::{Begun, Reservation, Wish};
pub use moves::Because;
pub(crate) use players::enter;
pub use record::{Environment, OrderRecord};
pub use refusal::{BookError, Refusal};
pub(crate) use status::{STATUSES, word};

/// An unpaid order is not closed before it is this old: older than any panel that was opened for it.
pub(crate) const CLOSE_AFTER: Millis = 30 * MINUTE;
/// A closed order is watched until it is this old: as long as TikTok repeats its webhooks (`/doc/webhooks-overview/`).
pub(crate) const WATCH_FOR: Millis = 72 * HOUR;
/// How many orders of one player may be pending: far more than a player has panels open.
pub(crate) const MAX_PENDING: i64 = 20;
/// How long one claimant has to grant an order.
pub(crate) const LEASE: Millis = 60 * SECOND;

/// The orders of all players. Clones are the same book.
#[derive(Clone, Debug)]
pub struct Book {
    pub(crate) database: Database,
    pub(crate) catalog: &'static Catalog,
    pub(crate) inventory: Inventory,
    pub(crate) environment: Environment,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Book {
    /// A book in this database, of what this catalog sells.
    #[must_use]
    pub fn new(
        database: Database,
        catalog: &'static Catalog,
        inventory: Inventory,
        environment: Environment,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { database, catalog, inventory, environment, clock }
    }

    /// What is sold.
    #[must_use]
    pub fn catalog(&self) -> &'static Catalog {
        self.catalog
    }

    /// Who grants.
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        self.inventory
    }

    /// Whether the database answers.
    pub(crate) async fn ping(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT 1").execute(self.database.pool()).await.map(drop)
    }
}
