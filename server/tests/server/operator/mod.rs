//! What a person does about what no program decides.

mod access;
mod events;
mod orders;
mod outbox;
mod players;
