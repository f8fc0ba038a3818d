//! What is done in the background: asking TikTok about the orders that nobody asks for, because their players are gone and a
//! webhook may be lost, and forgetting what is over.

use core::time::Duration;

use crate::book::WATCH_FOR;
use crate::rounds::keep_doing;
use crate::{Backend, BackendError};

/// Between two looks whether TikTok should be asked.
const PAUSE: Duration = Duration::from_secs(5);

impl Backend {
    /// Sweeps for as long as it is polled. Any number of copies may do so at once.
    pub async fn keep_sweeping(&self) -> ! {
        keep_doing(PAUSE, "the sweep has broken off", || self.sweep()).await
    }

    /// Asks TikTok about each order for which that is due: about pending and closed orders less and less often, until they are
    /// 72 hours old. Forgets some of what is over, and who has asked how often, where that is long ago. Says how much there was
    /// to do; there may be more.
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
        let forgotten = self.forget_what_is_over().await?;
        self.limits.forget_the_quiet();
        Ok(due.len() + forgotten)
    }
}
