//! An inventory that outlives the process, and refuses a repeated order.

use std::path::Path;

use async_trait::async_trait;
use purchasable_server::{Grant, GrantError, OrderRecord};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;

/// What was granted, in a file. Clones are the same shelf.
#[derive(Clone, Debug)]
pub struct Shelf(SqlitePool);

impl Shelf {
    /// The shelf in this file, which is made.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub async fn make(file: &Path) -> sqlx::Result<Self> {
        let shelf = Self::open(file);
        sqlx::query("CREATE TABLE granted (order_id TEXT PRIMARY KEY, told INTEGER NOT NULL)")
            .execute(&shelf.0)
            .await?;
        Ok(shelf)
    }

    /// The shelf in this file, which is looked at when it is needed.
    #[must_use]
    pub fn open(file: &Path) -> Self {
        Self(SqlitePool::connect_lazy_with(SqliteConnectOptions::new().filename(file).create_if_missing(true)))
    }

    /// Every order that was granted, and how often the shelf was told of it.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub async fn granted(&self) -> sqlx::Result<Vec<(String, i64)>> {
        sqlx::query_as("SELECT order_id, told FROM granted ORDER BY order_id").fetch_all(&self.0).await
    }

    /// How many orders were granted.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub async fn count(&self) -> sqlx::Result<usize> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM granted").fetch_one(&self.0).await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}

#[async_trait]
impl Grant for Shelf {
    async fn grant(&self, order: &OrderRecord) -> Result<(), GrantError> {
        let query = "INSERT INTO granted VALUES ($1, 1) ON CONFLICT (order_id) DO UPDATE SET told = told + 1";
        sqlx::query(query).bind(&order.id).execute(&self.0).await?;
        Ok(())
    }

    async fn revoke(&self, _: &OrderRecord) -> Result<(), GrantError> {
        Ok(())
    }
}
