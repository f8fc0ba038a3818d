//! What TikTok's SDK does in the game's page: log in, and the wallet with its panels. The paths are this project's own,
//! since the app and TikTok talk in private.

mod handle;
mod routes;

pub use self::handle::{Desk, Login, Panel};
pub(crate) use self::routes::routes;
