//! An inventory at the backend that takes what it is given.

use async_trait::async_trait;
use purchasable_server::{Grant, GrantError, OrderRecord};

#[derive(Debug)]
pub(crate) struct Shelf;

#[async_trait]
impl Grant for Shelf {
    async fn grant(&self, _: &OrderRecord) -> Result<(), GrantError> {
        Ok(())
    }

    async fn revoke(&self, _: &OrderRecord) -> Result<(), GrantError> {
        Ok(())
    }
}
