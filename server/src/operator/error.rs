//! Why nothing was done.

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OperatorError {
    #[error("no event has the id {0}")]
    UnknownEvent(String),
    #[error("there is no order {0}")]
    UnknownOrder(String),
    #[error("there is no such player; one that was erased is found by the player's id, and not by the open_id")]
    UnknownPlayer,
    #[error("order {order} has no job `{job}` in the outbox")]
    UnknownJob { order: String, job: String },
    #[error("the job `{job}` of order {order} is not dead; only a dead one is tried once more")]
    NotDead { order: String, job: String },
    #[error("the event was judged `{was}`, and is judged `{is}` now; nothing was changed")]
    NotApplied { was: String, is: &'static str },
    #[error(
        "these orders are not finished: {}; wait for them, or erase the player `?even_unsettled=true`",
        .0.join(", ")
    )]
    Unsettled(Vec<String>),
    #[error("the database is in trouble: {0}")]
    Database(#[from] sqlx::Error),
}
