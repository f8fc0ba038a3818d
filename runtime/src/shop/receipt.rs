//! The paid value, and the one way to spend it.

use core::fmt;
use std::rc::Rc;

use super::Inner;
use super::asking::Question;
use super::inquiry::{Inquiring, Inquiry};
use super::live::Hold;
use crate::bug::{self, Bug};
use crate::journal::{self, Attempt, Progress};
use crate::{AnyAnswer, Claim, Order, OrdersAnswer, OrdersError, PlayerTag, Purchasable, TradeOrderId};

/// How often the backend is told that an order was granted, before that is left to the next recovery.
const ACK_ATTEMPTS: usize = 3;

/// Proof that the backend has seen the payment for this value: made only from a confirmed order, spent once by
/// [`grant`](Self::grant).
///
/// A receipt that is dropped ungranted loses nothing: its order goes back to the pool that
/// [`Shop::recover`](crate::Shop::recover) draws from.
#[must_use = "the player has paid; call `grant`, or the order waits for the next `recover`"]
pub struct Receipt<T> {
    value: T,
    held: Rc<Held>,
}

/// An order, whose it is, and the hold that keeps recovery away from it.
pub(super) struct Held {
    pub(super) shop: Rc<Inner>,
    pub(super) player: PlayerTag,
    pub(super) order: Order,
    pub(super) _hold: Option<Hold>,
}

/// What became of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Granted {
    /// The game's closure ran and has saved the value.
    Now,
    /// The order had been granted before; the closure did not run.
    Before,
}

/// A receipt that could not be granted now. Nothing is lost: the order waits for the next recovery.
///
/// It may hold the receipt, and so is no more `Send` than the shop is: an error type that has to be `Send` takes its
/// text.
#[non_exhaustive]
pub enum GrantError<T, E> {
    /// The backend could not be asked for the lease. The receipt can be granted later.
    Orders(Receipt<T>, OrdersError),
    /// Another running copy of the game is granting this order. The receipt can be tried later.
    Elsewhere(Receipt<T>),
    /// The order was paid back; the closure did not run.
    Refunded(TradeOrderId),
    /// The game's closure failed. The order is found by the next recovery.
    Game(E),
}

impl<T> Receipt<T> {
    pub(super) fn new(value: T, held: Rc<Held>) -> Self {
        Self { value, held }
    }

    /// What was paid for.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The order that was paid. It may be an earlier one for the same item, which nobody had granted.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.held.order
    }

    /// The receipt of something that was made of the value, so that one function can grant what several types sell.
    ///
    /// ```
    /// use purchasable::{GrantError, Granted, Order, Receipt, purchasable};
    ///
    /// #[purchasable(beans = 500)]
    /// struct SteelSword {
    ///     sharpness: u8,
    /// }
    ///
    /// enum Thing {
    ///     Sword(u8),
    ///     Other(String),
    /// }
    ///
    /// async fn give(receipt: Receipt<Thing>) -> Result<Granted, GrantError<Thing, std::io::Error>> {
    ///     receipt.grant(async |thing, order| Ok(())).await // save the game here
    /// }
    ///
    /// async fn bought(receipt: Receipt<SteelSword>) {
    ///     let _ = give(receipt.map(|sword| Thing::Sword(sword.sharpness))).await;
    /// }
    ///
    /// async fn recovered(receipt: Receipt<Order>) {
    ///     let _ = give(receipt.map(|order| Thing::Other(order.sku().to_owned()))).await;
    /// }
    /// ```
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Receipt<U> {
        Receipt { value: make(self.value), held: self.held }
    }

    /// Gives the value to the player: takes the order's lease, runs the closure, and tells the backend.
    ///
    /// The closure must return `Ok` only after the game has saved. It gets the order id, by which the inventory can
    /// refuse a repeat: delivery is at least once, and exactly once with such an inventory. Where the
    /// [inventory lives at the backend](crate::Inventory::Backend), the backend has granted already, and the closure
    /// refreshes what is shown.
    ///
    /// ```
    /// use std::cell::RefCell;
    /// use std::io;
    /// use std::rc::Rc;
    ///
    /// use purchasable::{BoxFuture, GrantError, Granted, Receipt, poll_now};
    ///
    /// // In a frame loop the game keeps the grant in a struct, so the closure has an inventory of its own to fill.
    /// fn begin<T: 'static>(
    ///     receipt: Receipt<T>,
    ///     inventory: Rc<RefCell<Vec<String>>>,
    /// ) -> BoxFuture<Result<Granted, GrantError<T, io::Error>>> {
    ///     let sku = receipt.order().sku().to_owned();
    ///     Box::pin(receipt.grant(async move |_value, _order| {
    ///         inventory.borrow_mut().push(sku); // save the game here
    ///         Ok(())
    ///     }))
    /// }
    ///
    /// fn frame<T>(grant: &mut BoxFuture<Result<Granted, GrantError<T, io::Error>>>) -> bool {
    ///     poll_now(grant).is_some()
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// When the backend could not be asked, another copy of the game is granting the order, the order was paid back,
    /// or the closure failed.
    pub async fn grant<F, E>(self, give: F) -> Result<Granted, GrantError<T, E>>
    where
        F: AsyncFnOnce(T, TradeOrderId) -> Result<(), E>,
    {
        let mut grant = Inquiring::new(Grant::new(self.held.clone()));
        match (&mut grant).await {
            Ok(Claim::Mine) => {}
            Ok(Claim::Granted) => return Ok(Granted::Before),
            Ok(Claim::Refunded) => return Err(GrantError::Refunded(self.order().id().clone())),
            Ok(Claim::Elsewhere) => return Err(GrantError::Elsewhere(self)),
            Err(error) => return Err(GrantError::Orders(self, error)),
        }
        give(self.value, self.held.order.id().clone()).await.map_err(GrantError::Game)?;
        grant.inquiry.saved();
        // What is not heard now, the next recovery repeats.
        let _ = (&mut grant).await;
        Ok(Granted::Now)
    }
}

impl Receipt<Order> {
    /// The receipt of the value that the order was made for, if this type declares its sku and can be restored.
    ///
    /// # Errors
    ///
    /// Gives the receipt back when the order is for something else, or for a struct whose fields are gone.
    pub fn restore<T: Purchasable>(self) -> Result<Receipt<T>, Self> {
        match T::restore(self.order()) {
            Some(value) => Ok(Receipt { value, held: self.held }),
            None => Err(self),
        }
    }
}

/// What the backend has to do with a grant: before the game's closure it gives the lease, and after it hears that the
/// value was saved. Where it grants by itself, neither is needed.
pub(super) struct Grant {
    held: Rc<Held>,
    lease: Option<OrdersAnswer<Claim>>,
    /// How often the backend may still be told.
    attempts: usize,
}

impl Grant {
    fn new(held: Rc<Held>) -> Self {
        let lease = if held.shop.client_grants() { None } else { Some(Ok(Claim::Mine)) };
        Self { held, lease, attempts: 0 }
    }

    /// Of a refund, which needs no lease: the game has done its part.
    pub(super) fn of_refund(held: Rc<Held>) -> Self {
        Self { held, lease: Some(Ok(Claim::Mine)), attempts: ACK_ATTEMPTS }
    }

    /// On record first, so that a crash before the backend hears of it does not hand the value over again.
    fn saved(&mut self) {
        if self.held.shop.client_grants() {
            self.held.record_delivery();
            self.attempts = ACK_ATTEMPTS;
        } else {
            self.held.forget();
        }
    }
}

impl Inquiry for Grant {
    type Outcome = OrdersAnswer<Claim>;

    fn shop(&self) -> &Rc<Inner> {
        &self.held.shop
    }

    fn next(&mut self) -> Result<Question, OrdersAnswer<Claim>> {
        let order = self.held.order.id().clone();
        match &self.lease {
            _ if self.attempts > 0 => Ok(Question::Ack(order)),
            None => Ok(Question::Claim(order)),
            Some(lease) => Err(lease.clone()),
        }
    }

    fn hear(&mut self, answer: AnyAnswer) {
        match answer {
            AnyAnswer::Ack(Ok(())) => {
                self.attempts = 0;
                self.held.forget();
            }
            AnyAnswer::Ack(Err(error)) if error.may_have_acted() => self.attempts -= 1,
            AnyAnswer::Ack(Err(_)) => self.attempts = 0,
            answer => {
                let lease = answer.of_orders();
                if lease == Ok(Claim::Granted) {
                    self.held.forget();
                }
                if bug::is(Bug::AckBeforeSave) && lease == Ok(Claim::Mine) {
                    self.saved();
                }
                self.lease = Some(lease);
            }
        }
    }
}

impl Held {
    fn record_delivery(&self) {
        let attempt = Attempt {
            key: self.order.key().as_str(),
            player: self.player.as_str(),
            sku: self.order.sku(),
            progress: Progress::Delivered,
            order: self.order.id().as_str(),
        };
        // A storage that refuses here leaves the order to the backend's own record and to the inventory's.
        let _ = journal::record(&*self.shop.journal, &attempt);
    }

    fn forget(&self) {
        self.shop.forget(&self.player, &self.order);
    }
}

impl<T, E> GrantError<T, E> {
    /// The receipt, where it can be granted later.
    #[must_use]
    pub fn into_receipt(self) -> Option<Receipt<T>> {
        match self {
            Self::Orders(receipt, _) | Self::Elsewhere(receipt) => Some(receipt),
            Self::Refunded(_) | Self::Game(_) => None,
        }
    }
}

impl<T> fmt::Debug for Receipt<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt").field("order", &self.held.order).finish_non_exhaustive()
    }
}

impl<T, E: fmt::Debug> fmt::Debug for GrantError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Orders(receipt, error) => f.debug_tuple("Orders").field(receipt).field(error).finish(),
            Self::Elsewhere(receipt) => f.debug_tuple("Elsewhere").field(receipt).finish(),
            Self::Refunded(order) => f.debug_tuple("Refunded").field(order).finish(),
            Self::Game(error) => f.debug_tuple("Game").field(error).finish(),
        }
    }
}

impl<T, E: fmt::Display> fmt::Display for GrantError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Orders(receipt, error) => write!(f, "order {} cannot be granted now: {error}", receipt.order().id()),
            Self::Elsewhere(receipt) => {
                write!(f, "order {} is being granted by another copy of the game", receipt.order().id())
            }
            Self::Refunded(order) => write!(f, "order {order} was paid back and is not granted"),
            Self::Game(error) => write!(f, "the game could not save what was bought: {error}"),
        }
    }
}

impl<T, E: core::error::Error + 'static> core::error::Error for GrantError<T, E> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Orders(_, error) => Some(error),
            Self::Game(error) => Some(error),
            Self::Elsewhere(_) | Self::Refunded(_) => None,
        }
    }
}
