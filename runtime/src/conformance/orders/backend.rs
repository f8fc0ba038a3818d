//! What the suite needs of a backend beside its answers: a player's hands, and TikTok's word.

use core::future::Future;

use crate::conformance::{Able, Behaviour, Cannot};
use crate::{Item, Orders, TradeOrderId};

/// A backend under test, as the suite sees it: sessions of its players, and what TikTok and time do to it.
///
/// What a harness cannot do it says, and the behaviours that depend on it are skipped.
pub trait Backend {
    /// The backend in one session.
    type Orders: Orders + 'static;

    /// Comes before each behaviour: two players without a single order have to be there, new accounts or in a new backend.
    fn begin(&mut self, behaviour: &Behaviour) -> impl Future<Output = ()>;

    /// A new session of this player, as one more tab or a reload has it.
    ///
    /// # Errors
    ///
    /// When the harness has no such player.
    fn session(&mut self, player: Player) -> impl Future<Output = Able<Self::Orders>>;

    /// An item that this backend sells, at the backend's own price.
    ///
    /// # Errors
    ///
    /// When the backend sells none of this kind.
    fn item(&mut self, kind: Kind) -> Able<&'static Item>;

    /// TikTok tells the backend that this order is paid, as its webhook does. Told of one order twice, it is the same event
    /// repeated. Ends when the backend has taken it in.
    ///
    /// # Errors
    ///
    /// When the harness cannot.
    fn pay(&mut self, order: &TradeOrderId) -> impl Future<Output = Able>;

    /// The payment of this order is paid back. Ends when the backend has taken it in.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn refund(&mut self, order: &TradeOrderId) -> impl Future<Output = Able> {
        let _ = order;
        async { Err(Cannot::new("this harness pays nothing back")) }
    }

    /// Lets time go by for the backend.
    ///
    /// # Errors
    ///
    /// When the harness cannot; that is what it does unless told otherwise.
    fn pass(&mut self, time: Passing) -> impl Future<Output = Able> {
        let _ = time;
        async { Err(Cannot::new("this harness cannot let time go by")) }
    }

    /// Lets one thing happen that waits to happen, and says whether there was one, as
    /// [`HostBridge::pump`](crate::HostBridge::pump) does. A backend that answers by itself has nothing to do here.
    fn pump(&mut self) -> bool {
        false
    }

    /// A number that differs from run to run, for the keys of orders: a backend that remembers the last run needs it.
    fn seed(&self) -> u64 {
        0
    }
}

/// Who is playing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Player {
    /// The player whom everything is about.
    One,
    /// Somebody else.
    Another,
}

/// How often an item can be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Again and again.
    Consumable,
    /// Once.
    Once,
}

/// How much time goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Passing {
    /// More than half of a lease, and less than a lease.
    MostOfALease,
    /// So much that an order that was made before is closed if it is unpaid, and not so much that nobody watches it any more.
    UntilClosing,
    /// So much that a backend that holds the inventory has granted what is paid. Nothing, where it grants at once.
    UntilGranted,
}
