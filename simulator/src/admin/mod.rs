//! What a person or a test does to the desk: look at everything, and push buttons.

mod handle;
mod page;
mod routes;
mod state;

pub use self::handle::Admin;
pub(crate) use self::routes::routes;
