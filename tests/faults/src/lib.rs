//! A closed search over the real shop: everything that can happen to a purchase, and everything that can go wrong with it.
//!
//! A [state](state::State) is a model of the world and one or two clients of one player, each of which is a real `Shop` with its
//! `Purchase`, `recover` and `grant`, and a game around it. At every step every possible answer is given, every fault may
//! happen, and a client may die before and after everything that it does; it is then started anew, with the journal as it
//! was, or with its last write torn. The [search] goes breadth first until there is nowhere left to go.
//!
//! # What must hold
//!
//! In every state, and for every thing that a client does:
//!
//! 1. Beans are charged for the orders that the backend knows, or will hear, to be paid, and for no others.
//! 2. Nothing is granted that was not paid.
//! 3. What the backend counts as granted the game has saved, and a shop hands no order out while it is granting it. The game's
//!    inventory refuses a repeated order id, so that nothing is in it twice.
//! 4. No panel opens for an order while another could still be paid that nobody has accepted; a shop opens one panel at a time,
//!    is not free while it is open and its time is not over; no order is offered twice.
//! 5. A purchase asks for one top-up at most.
//! 6. A refunded order stays refunded.
//! 7. From every state the fair way on ends, with every paid order granted, every refund told and every shop free. On it
//!    nothing more goes wrong, everything under way arrives, time passes, games recover, and players cancel nothing. Where the
//!    backend grants, the game has shown every order as well, unless it was in a journal that was torn.
//!
//! And: a key is on record before its order is asked for, an order before its panel opens; what a shop reports or says of a
//! charge is true; nothing panics.
//!
//! # What a client is
//!
//! A shop can neither be cloned nor sent to another thread. So a client is the list of what it has lived through since it was
//! born, and lives through it again when something happens to it that did [not happen before](client::Lives). Two clients are
//! the same when the hash of what their shops and games [remember](client::Standing::memory) is.
//!
//! # What keeps the number of states small
//!
//! Some of it leaves nothing out:
//!
//! - Times are counted from now. The backend closes an order as soon as its panel is closed and no shop will open one any more;
//!   a real one waits until the order is so old that this is certain. A lease ends when time passes.
//! - It does not matter which client is called A, what is no longer waited for, and what
//!   was accepted once nothing can be bought any more.
//! - A state with more faults left includes the same one with fewer.
//! - A crash of the backend is a question lost, or done and unheard: its database keeps the rest.
//! - A reply can be settled once, by its type, so there is no second answer. News may come twice.
//!
//! With the rest, something is reached only by way of a fault that could also come by itself:
//!
//! - Time passes when every question has been dealt with that nothing holds up: an answer that comes too late is a fault.
//! - A question that nobody races for is answered in one go with the step that asks it, unless a fault holds it up or the
//!   client dies. By the [bounds](bounds::Leases), the question for a lease is one that is raced for, or is not.
//! - Who is playing is always answered, and at once: a failure there ends what was begun before anything was done.

pub mod bounds;
pub mod bug;
mod choices;
pub mod client;
mod fairness;
mod identity;
pub mod ids;
pub mod plan;
pub mod search;
pub mod state;
pub mod step;
mod texts;
pub mod trace;
pub mod violation;
mod words;
pub mod world;
