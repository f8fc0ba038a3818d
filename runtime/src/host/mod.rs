//! The host: the app that runs the game and owns the wallet.
//!
//! [`HostBridge`] is the border. `MinisBridge` calls the real host from wasm, and `SimulatedTikTok` stands in for it on
//! a desk.

mod error;
#[cfg(target_arch = "wasm32")]
mod minis;
#[cfg(feature = "simulated")]
mod simulated;

use core::fmt;
use core::time::Duration;

use crate::{Beans, Reply, TierId, TradeOrderId};

pub use error::{HostError, HostErrorKind};
#[cfg(target_arch = "wasm32")]
pub use minis::{MinisBridge, Ready};
#[cfg(feature = "simulated")]
pub use simulated::*;

/// Everything the runtime asks of the world outside: the host's calls, its clock and its dice.
///
/// Object-safe and callback-first, so that it needs neither threads nor an executor. An implementation must never
/// panic on what the host does, and must settle each [`Reply`] at most once, with the first answer that came.
pub trait HostBridge {
    /// Whether this host offers a method, as far as it can be seen without calling it.
    fn offer(&self, method: Method) -> Offer;

    /// Whether `pay` tops up by itself, and asking for a top-up before it is deprecated.
    fn pay_tops_up(&self) -> bool;

    /// Makes one call. The answer may come inside this function, later, or never.
    fn call(&self, call: Call, reply: Reply<HostAnswer>);

    /// The time on a clock that never goes back. Only differences count, so it may begin anywhere.
    fn now(&self) -> Duration;

    /// Calls `wake` once, `delay` from now, and never inside this function. Early is allowed, never is not.
    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>);

    /// Bits that do not repeat, for the keys of order attempts. They need not be secret.
    fn random(&self) -> u64;

    /// Delivers one thing that is waiting to happen, and says whether there was one.
    ///
    /// A purchase that is polled and cannot go on calls this. A host that answers by itself, as a browser does, has
    /// nothing to do here; a host with a clock of its own moves it to the next event.
    fn pump(&self) -> bool {
        false
    }
}

/// One call to the host, in plain Rust types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// Silent login; answered by [`Answer::LoginCode`].
    Login,
    /// Does the wallet hold this much? Answered by [`Answer::Sufficient`].
    CheckBalance(Beans),
    /// Opens the top-up panel; answered by [`Answer::Done`].
    Recharge(TierId),
    /// Opens the payment panel; answered by [`Answer::Done`], which proves nothing.
    Pay(TradeOrderId),
    /// Opens the wallet page; answered by [`Answer::Done`].
    OpenBalance,
}

/// What can be called, without its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// [`Call::Login`].
    Login,
    /// [`Call::CheckBalance`].
    CheckBalance,
    /// [`Call::Recharge`].
    Recharge,
    /// [`Call::Pay`].
    Pay,
    /// [`Call::OpenBalance`].
    OpenBalance,
}

impl Call {
    /// The method that is called.
    #[must_use]
    pub fn method(&self) -> Method {
        match self {
            Self::Login => Method::Login,
            Self::CheckBalance(_) => Method::CheckBalance,
            Self::Recharge(_) => Method::Recharge,
            Self::Pay(_) => Method::Pay,
            Self::OpenBalance => Method::OpenBalance,
        }
    }
}

/// What the host answers when a call did not fail.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Answer {
    /// A code that the game's backend exchanges for the player's tokens.
    LoginCode(String),
    /// Whether the wallet holds the amount asked for.
    Sufficient(bool),
    /// The host says that it has done what was asked.
    Done,
}

/// The host's answer to a [`Call`].
pub type HostAnswer = Result<Answer, HostError>;

/// The calls that a host offers, and why it does not offer the others. Printed, it is a paragraph for a bug report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Capabilities {
    /// Silent login.
    pub login: Offer,
    /// Asking whether the wallet holds an amount.
    pub check_balance: Offer,
    /// Opening the top-up panel.
    pub recharge: Offer,
    /// Paying an order.
    pub pay: Offer,
    /// Opening the wallet page.
    pub open_balance: Offer,
    /// `pay` tops up by itself, and asking for a top-up before it is deprecated.
    pub pay_tops_up: bool,
}

impl Capabilities {
    /// A host that offers every call, and prefers that a top-up is asked for before paying.
    pub const ALL: Self = {
        let offer = Offer::By("the host");
        Self {
            login: offer,
            check_balance: offer,
            recharge: offer,
            pay: offer,
            open_balance: offer,
            pay_tops_up: false,
        }
    };

    /// What this host can do, as far as it can be seen without calling it.
    #[must_use]
    pub fn of(host: &dyn HostBridge) -> Self {
        Self {
            login: host.offer(Method::Login),
            check_balance: host.offer(Method::CheckBalance),
            recharge: host.offer(Method::Recharge),
            pay: host.offer(Method::Pay),
            open_balance: host.offer(Method::OpenBalance),
            pay_tops_up: host.pay_tops_up(),
        }
    }

    /// Whether the host offers this method.
    #[must_use]
    pub const fn offer(&self, method: Method) -> Offer {
        match method {
            Method::Login => self.login,
            Method::CheckBalance => self.check_balance,
            Method::Recharge => self.recharge,
            Method::Pay => self.pay,
            Method::OpenBalance => self.open_balance,
        }
    }
}

impl fmt::Display for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { login, check_balance, recharge, pay, open_balance, pay_tops_up } = self;
        writeln!(f, "login: {login}")?;
        writeln!(f, "check the balance: {check_balance}")?;
        writeln!(f, "top up: {recharge}")?;
        writeln!(f, "pay: {pay}")?;
        writeln!(f, "open the wallet page: {open_balance}")?;
        write!(f, "pay tops up by itself: {}", if *pay_tops_up { "yes" } else { "no" })
    }
}

/// Whether a host offers a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Offer {
    /// No: there is no host. The game runs outside of it, or its SDK is not loaded yet.
    #[default]
    NoHost,
    /// No: the host has no such method, or its SDK is not initialised yet.
    NoMethod,
    /// No: the host has the method, and its `canIUse` says that it must not be used.
    Denied,
    /// Yes, and this is where: `TTMinis.game`.
    By(&'static str),
}

impl Offer {
    /// Whether the call can be made.
    #[must_use]
    pub const fn is_there(self) -> bool {
        matches!(self, Self::By(_))
    }

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::NoHost => "no host was found",
            Self::NoMethod => "the host has no such method",
            Self::Denied => "the host's `canIUse` says no",
            Self::By(place) => place,
        }
    }
}

impl fmt::Display for Offer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_there() { "yes, by " } else { "no, " })?;
        f.write_str(self.words())
    }
}
