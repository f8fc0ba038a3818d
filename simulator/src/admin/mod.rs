//! What a person or a test does to the desk: look at everything, and push buttons.

mod handle;

pub use self::handle::Admin;
