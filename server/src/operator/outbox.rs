//! Jobs that the inventory has not taken, however often it was asked.

use serde::Serialize;
use sqlx::{AnyPool, FromRow};
use utoipa::ToSchema;

use super::operations::Deed;
use super::{OperatorError, Signed};
use crate::{Backend, Millis};

/// Something that the inventory has to hear.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(crate) struct JobRecord {
    #[sqlx(rename = "order_id")]
    order: String,
    /// `grant` or `revoke`.
    job: String,
    /// `waiting`, `done` or `dead`.
    state: String,
    tries: i64,
    /// Not tried before this.
    #[schema(value_type = i64)]
    due: Millis,
    /// What the inventory said last, where it failed.
    #[schema(required)]
    error: Option<String>,
}

/// A query for whole jobs.
macro_rules! select_jobs {
    ($rest:literal) => {
        concat!("SELECT order_id, job, state, tries, due, error FROM outbox ", $rest)
    };
}

impl Backend {
    /// Jobs that are tried no more, the oldest first.
    pub(crate) async fn dead_jobs(&self, limit: u16) -> sqlx::Result<Vec<JobRecord>> {
        let query = sqlx::query_as(select_jobs!("WHERE state = 'dead' ORDER BY due, order_id, job LIMIT $1"));
        query.bind(i64::from(limit)).fetch_all(self.book.database.pool()).await
    }

    /// The job waits again, and is tried as often as a new one.
    pub(crate) async fn retry_job(&self, order: &str, job: &str, signed: &Signed) -> Result<(), OperatorError> {
        let (mut tx, now) = (self.book.database.begin().await?, self.book.clock.now());
        let query = "UPDATE outbox SET state = 'waiting', tries = 0, due = $1 \
                     WHERE order_id = $2 AND job = $3 AND state = 'dead'";
        let query = sqlx::query(query).bind(now).bind(order).bind(job);
        if query.execute(&mut *tx).await?.rows_affected() == 0 {
            drop(tx);
            return Err(self.why_not_retried(order, job).await?);
        }
        signed.put_on_record(&mut tx, now, Deed::RetryJob, order, Some(order)).await?;
        Ok(tx.commit().await?)
    }

    async fn why_not_retried(&self, order: &str, job: &str) -> sqlx::Result<OperatorError> {
        let jobs = jobs_of(self.book.database.pool(), order).await?;
        let is_there = jobs.iter().any(|found| found.job == job);
        let (order, job) = (order.to_owned(), job.to_owned());
        Ok(if is_there { OperatorError::NotDead { order, job } } else { OperatorError::UnknownJob { order, job } })
    }
}

pub(super) async fn jobs_of(pool: &AnyPool, order: &str) -> sqlx::Result<Vec<JobRecord>> {
    sqlx::query_as(select_jobs!("WHERE order_id = $1 ORDER BY job")).bind(order).fetch_all(pool).await
}
