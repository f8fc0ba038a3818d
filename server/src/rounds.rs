//! What is done in the background, again and again.

use core::fmt::Display;
use core::time::Duration;

/// Does what is due, for as long as it is polled: one round after another while there is something to do, and after a pause
/// where there is nothing, or trouble.
pub(crate) async fn keep_doing<R, E>(pause: Duration, trouble: &str, round: impl Fn() -> R) -> !
where
    R: Future<Output = Result<usize, E>>,
    E: Display,
{
    loop {
        match round().await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::error!(%error, "{trouble}"),
        }
        tokio::time::sleep(pause).await;
    }
}
