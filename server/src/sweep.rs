//! What is done in the background: asking TikTok about the orders that nobody asks for, because their players are gone and a
//! webhook may be lost, and forgetting the sessions that have ended and who has asked how often.

use core::time::Duration;

use crate::book::WATCH_FOR;
use crate::{Backend, BackendError};

/// Between two looks whether TikTok should be asked.
const PAUSE: Duration = Duration::from_secs(5);

impl Backend {
    /// Sweeps for as long as it is polled. Any number of copies may do so at once.
    pub async fn keep_sweeping(&self) -> ! {
        loop {
            match self.sweep().await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => tracing::error!(%error, "the orders to ask about cannot be read"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Asks TikTok about each order for which that is due, and says how many there were. Pending and closed orders are asked
    /// about less and less often, until they are 72 hours old. Sessions that have ended are forgotten, and so is who has
    /// asked how often, where that is long ago.
    ///
    /// # Errors
    ///
    /// When the database is in trouble.
    pub async fn sweep(&self) -> Result<usize, BackendError> {
        let now = self.book.clock.now();
        let due = self.book.to_ask_about(now, now - WATCH_FOR).await?;
        for order in &due {
            self.ask_about(order).await?;
        }
        self.forget_sessions(now).await?;
        self.limits.forget_the_quiet();
        Ok(due.len())
    }
}
