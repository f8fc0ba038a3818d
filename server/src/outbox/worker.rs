//! Does the jobs of the outbox.

use core::time::Duration;
use std::sync::Arc;

use purchasable::{Inventory, OrderStatus};
use tokio::time::timeout;

use super::job::Waiting;
use super::{Grant, GrantError, Job};
use crate::crash::may_crash;
use crate::rounds::keep_doing;
use crate::{Because, Book, BookError, OrderRecord};

/// Less than a job is taken for, so that no other copy begins before this one has given up.
const AT_MOST: Duration = Duration::from_secs(30);
/// Between two looks whether there is something to do.
const PAUSE: Duration = Duration::from_secs(1);

/// Tells the game's inventory what it has yet to hear. Any number of copies may run at once.
#[derive(Clone, Debug)]
pub struct Outbox {
    book: Book,
    grant: Arc<dyn Grant>,
}

impl Outbox {
    /// The outbox of this book, emptied into this inventory.
    #[must_use]
    pub fn new(book: Book, grant: Arc<dyn Grant>) -> Self {
        Self { book, grant }
    }

    /// Works for as long as it is polled.
    pub async fn run(&self) -> ! {
        keep_doing(PAUSE, "the outbox cannot be worked through", || self.work()).await
    }

    /// Tries each job that is due once, and says how many it tried.
    ///
    /// # Errors
    ///
    /// When the database is in trouble. What was begun is tried again later.
    pub async fn work(&self) -> Result<usize, BookError> {
        let pool = self.book.database.pool();
        let mut tried = 0;
        for mut job in Waiting::due(pool, self.book.clock.now()).await? {
            if job.take(pool, self.book.clock.now()).await? {
                may_crash!(JobTaken);
                self.attempt(&job).await?;
                tried += 1;
            }
        }
        Ok(tried)
    }

    async fn attempt(&self, job: &Waiting) -> Result<(), BookError> {
        let order = self.book.order(&job.player, &job.order).await?;
        // Paid back before it was granted, unless a try that has failed granted it all the same.
        if job.job == Job::Grant && order.status != OrderStatus::Paid {
            return self.finish(job, job.may_be_done()).await;
        }
        let Err(error) = self.tell(job.job, &order).await else {
            may_crash!(JobGranted);
            return self.finish(job, true).await;
        };
        let (pool, now) = (self.book.database.pool(), self.book.clock.now());
        let is_tried_again = job.failed(pool, now, &error.to_string()).await?;
        tracing::error!(order = job.order, job = ?job.job, tries = job.tries, is_tried_again, %error, "the inventory failed");
        Ok(())
    }

    async fn tell(&self, job: Job, order: &OrderRecord) -> Result<(), GrantError> {
        let telling = match job {
            Job::Grant => self.grant.grant(order),
            Job::Revoke => self.grant.revoke(order),
        };
        timeout(AT_MOST, telling).await.map_err(|_| "the inventory did not answer in 30 seconds")?
    }

    async fn finish(&self, job: &Waiting, may_be_granted: bool) -> Result<(), BookError> {
        let mut locked = self.book.database.lock(&job.player, self.book.clock.now()).await?;
        job.done(&mut locked).await?;
        let order = locked.order(&job.order).await?.ok_or(sqlx::Error::RowNotFound)?;
        match (job.job, order.status) {
            (Job::Grant, OrderStatus::Paid) => {
                locked.advance(&order, OrderStatus::Granted, Because::GrantedHere, Inventory::Backend).await?;
            }
            (Job::Grant, OrderStatus::Refunded) if may_be_granted => locked.post(&order.id, Job::Revoke).await?,
            _ => {}
        }
        locked.commit().await?;
        may_crash!(JobDone);
        Ok(())
    }
}
