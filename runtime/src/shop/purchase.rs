//! A purchase as a game holds it: a future, and its polling twin.

use core::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use super::receipt::Held;
use super::run::Run;
use super::{Inner, Receipt, poll_now, random_id};
use crate::bug::{self, Bug};
use crate::cell::look;
use crate::flow::{Plan, Step};
use crate::orders::MAX_PAYLOAD;
use crate::{HostError, Item, Method, OrderKey, Purchasable, PurchaseError, Reason, TradeOrderId};

/// A purchase of a `T`: a [`Future`] for games with an executor, [`poll_now`](Self::poll_now) for those without.
///
/// It starts when it is first polled. Dropping it before the payment panel is open calls it off; a panel that is open
/// is seen through, the shop stays busy until it closes, and [`Shop::recover`](crate::Shop::recover) finds the order
/// if it was paid.
#[must_use = "nothing is bought until the purchase is polled or awaited"]
pub struct Purchase<T> {
    value: Option<T>,
    watch: Watch,
}

/// All of a purchase but the value: the same code for every item.
struct Watch {
    shop: Rc<Inner>,
    item: &'static Item,
    accepted: Vec<TradeOrderId>,
    payload: Vec<u8>,
    phase: Phase,
}

enum Phase {
    New,
    Running(Rc<Run>),
    Refused(PurchaseError),
}

impl<T: Purchasable> Purchase<T> {
    pub(super) fn new(shop: Rc<Inner>, value: T) -> Self {
        let item = value.item();
        let watch = Watch { shop, item, accepted: Vec::new(), payload: Vec::new(), phase: Phase::New };
        Self { value: Some(value), watch }
    }

    /// Accepts that these earlier orders may still be paid as well, because the player has been told of them. See
    /// [`PurchaseError::to_accept`]. Only before the first poll: a purchase that was refused is made anew, with its
    /// [value](Self::into_value).
    pub fn accepting(mut self, orders: impl IntoIterator<Item = TradeOrderId>) -> Self {
        self.watch.accepted.extend(orders);
        self
    }

    /// Sends opaque bytes along with the order, at most [`MAX_PAYLOAD`]; they come back in
    /// [`Order::payload`](crate::Order::payload) after a reload, when the fields of the value are gone, as long as
    /// the backend lists the order as open. Only before the first poll.
    pub fn with_payload(mut self, payload: impl Into<Vec<u8>>) -> Self {
        self.watch.payload = payload.into();
        self
    }

    /// Goes as far as it can now. `Some` when it is over: once with a receipt, or any number of times with the error.
    ///
    /// ```
    /// # use purchasable::{Purchase, Purchasable, Receipt, Step};
    /// # struct Game<T> { purchase: Option<Purchase<T>>, bought: Vec<Receipt<T>> }
    /// # impl<T: Purchasable> Game<T> {
    /// fn frame(&mut self) {
    ///     let Some(purchase) = &mut self.purchase else { return };
    ///     match purchase.poll_now() {
    ///         None if purchase.step() == Step::Paying => { /* dim the scene */ }
    ///         None => {}
    ///         Some(Ok(receipt)) => { self.bought.push(receipt); self.purchase = None }
    ///         Some(Err(_)) => self.purchase = None,
    ///     }
    /// }
    /// # }
    /// ```
    pub fn poll_now(&mut self) -> Option<Result<Receipt<T>, PurchaseError>> {
        poll_now(self)
    }

    /// Waits on after [`Reason::Unsettled`], for as long as after a closed panel. No panel is opened and the shop
    /// stays free. Does nothing otherwise.
    pub fn keep_waiting(&mut self) -> &mut Self {
        if let Phase::Running(run) = &self.watch.phase {
            run.keep_waiting();
        }
        self
    }
}

impl Watch {
    fn poll(&mut self, cx: &Context<'_>) -> Poll<Result<Rc<Held>, PurchaseError>> {
        if let Phase::New = self.phase {
            self.phase = self.start().map_or_else(Phase::Refused, Phase::Running);
        }
        let run = match &self.phase {
            Phase::Running(run) => run,
            Phase::Refused(error) => return Poll::Ready(Err(error.clone())),
            Phase::New => return Poll::Pending,
        };
        run.wake_with(cx.waker());
        let moved = run.step() != Step::Done && self.shop.bridge.pump();
        match run.outcome() {
            None => {
                if moved {
                    cx.waker().wake_by_ref();
                }
                Poll::Pending
            }
            Some(outcome) => {
                Poll::Ready(outcome.map(|(player, order)| {
                    Rc::new(Held { shop: self.shop.clone(), player, order, _hold: run.deliver() })
                }))
            }
        }
    }

    fn step(&self) -> Step {
        match &self.phase {
            Phase::New => Step::Starting,
            Phase::Running(run) => run.step(),
            Phase::Refused(_) => Step::Done,
        }
    }

    fn start(&mut self) -> Result<Rc<Run>, PurchaseError> {
        let item = self.item;
        let refuse = |reason| Err(PurchaseError::at_start(item.sku(), reason));
        if self.shop.active().is_some() {
            return refuse(Reason::Busy);
        }
        if self.payload.len() > MAX_PAYLOAD {
            return refuse(Reason::PayloadTooLong(self.payload.len()));
        }
        let pay = self.shop.bridge.offer(Method::Pay);
        if !pay.is_there() {
            return refuse(Reason::Host(HostError::unavailable(pay)));
        }
        let plan = Plan {
            item,
            key: self.fresh_key(),
            top_up: self.shop.top_up(item),
            inventory: self.shop.orders.inventory(),
            orphans: look(&self.shop.orphans),
            timing: self.shop.timing.get(),
        };
        // Whoever was asked for these may have begun a purchase.
        if self.shop.active().is_some() {
            return refuse(Reason::Busy);
        }
        Ok(Run::start(&self.shop, plan, core::mem::take(&mut self.accepted), core::mem::take(&mut self.payload)))
    }

    fn fresh_key(&self) -> OrderKey {
        if bug::is(Bug::KeyFromSku) {
            return self.item.sku().into();
        }
        if bug::is(Bug::StickyKey) {
            return self.shop.claimant.as_str().into();
        }
        random_id(&*self.shop.bridge).into()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Phase::Running(run) = &self.phase {
            run.unwatch();
        }
    }
}

impl<T> Purchase<T> {
    /// The item that is being bought.
    #[must_use]
    pub fn item(&self) -> &'static Item {
        self.watch.item
    }

    /// Where the purchase is, for the game to show.
    #[must_use]
    pub fn step(&self) -> Step {
        self.watch.step()
    }

    /// What has happened so far, for a bug report; nothing before the first poll, and where the purchase was refused before
    /// anything was asked.
    #[cfg(feature = "trace")]
    #[must_use]
    pub fn trace(&self) -> Option<crate::Trace> {
        if let Phase::Running(run) = &self.watch.phase { run.trace() } else { None }
    }

    /// Gives the value back, unless a receipt has it. The purchase ends as if it were dropped.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        self.value
    }
}

/// The value is never pinned.
impl<T> Unpin for Purchase<T> {}

impl<T: Purchasable> Future for Purchase<T> {
    type Output = Result<Receipt<T>, PurchaseError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        // A receipt was given out already: there is nothing to wait for.
        if this.value.is_none() {
            return Poll::Pending;
        }
        let held = ready!(this.watch.poll(cx))?;
        match this.value.take() {
            Some(value) => Poll::Ready(Ok(Receipt::new(value, held))),
            None => Poll::Pending,
        }
    }
}

#[cfg(feature = "__test")]
impl<T> Purchase<T> {
    /// What the purchase remembers, with its times counted from now.
    #[doc(hidden)]
    pub fn fingerprint(&self, hasher: &mut dyn core::hash::Hasher) {
        if let Phase::Running(run) = &self.watch.phase {
            crate::reply::Asker::fingerprint(&**run, self.watch.shop.now(), hasher);
        }
    }
}

impl<T> fmt::Debug for Purchase<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Purchase").field("step", &self.step()).finish_non_exhaustive()
    }
}
