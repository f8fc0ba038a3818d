//! Figures for Prometheus; README.md has each of them in a table.
//!
//! What has happened is counted in memory, by each copy of the server for itself: Prometheus adds up. How things stand is read
//! from the database when it is asked for, so that every copy tells the same.

mod counted;
mod standing;

use core::time::Duration;

use prometheus_client::encoding::text::{encode_eof, encode_registry};
use tokio::time::timeout;

use crate::Backend;
use standing::Standing;

pub(crate) use counted::Metrics;

/// Before all names.
const PREFIX: &str = "purchasable";
/// Prometheus waits for 10 seconds, unless it is told otherwise.
const READ_WITHIN: Duration = Duration::from_secs(5);

impl Backend {
    /// All figures, in the text format of `OpenMetrics`.
    pub(crate) async fn figures(&self) -> String {
        let standing = match timeout(READ_WITHIN, Standing::read(&self.book)).await {
            Ok(Ok(standing)) => Some(standing),
            Ok(Err(error)) => {
                tracing::error!(%error, "how things stand cannot be read");
                None
            }
            Err(_) => {
                tracing::error!("how things stand was not read within {} seconds", READ_WITHIN.as_secs());
                None
            }
        };
        let standing = standing::registry(standing.as_ref(), &self.book);
        let mut text = String::new();
        let written = encode_registry(&mut text, &self.metrics.registry)
            .and_then(|()| encode_registry(&mut text, &standing))
            .and_then(|()| encode_eof(&mut text));
        written.expect("a string takes any text");
        text
    }
}
