//! A copy of the backend that grants into the file named by `SHELF`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use async_trait::async_trait;
use e2e_tests::{SHOP, Shelf};
use purchasable_server::{Grant, GrantError, OrderRecord};
use tokio::sync::OnceCell;

/// Opened by the first order, since only then there is an executor.
#[derive(Debug, Default)]
struct LateShelf(OnceCell<Shelf>);

impl LateShelf {
    async fn shelf(&self) -> Result<&Shelf, GrantError> {
        let file = std::env::var("SHELF")?;
        Ok(self.0.get_or_init(async || Shelf::open(Path::new(&file))).await)
    }
}

#[async_trait]
impl Grant for LateShelf {
    async fn grant(&self, order: &OrderRecord) -> Result<(), GrantError> {
        self.shelf().await?.grant(order).await
    }

    async fn revoke(&self, order: &OrderRecord) -> Result<(), GrantError> {
        self.shelf().await?.revoke(order).await
    }
}

fn main() -> ExitCode {
    purchasable_server::run(&SHOP, Some(Arc::new(LateShelf::default())))
}
