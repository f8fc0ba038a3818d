//! The real host, called from wasm.
//!
//! `minis.js` finds what the page offers, makes the calls in whichever dialect it is, and reads what comes back; [`js`] is the
//! border to it. [`dispatch`] knows which call was answered, and [`failure`] what a failure means.

mod dispatch;
mod failure;
mod js;
mod ready;

use core::time::Duration;

use crate::{Call, Capabilities, HostAnswer, HostBridge, HostError, HostErrorKind, Method, Offer, Reply};

use dispatch::Dispatcher;
use js::Page;

pub use ready::Ready;

/// TikTok, as a page or a game inside its app sees it.
///
/// Only on wasm. Three dialects are spoken, and each call goes to the first that offers it:
///
/// | | shape of a call | source |
/// |---|---|---|
/// | `TTMinis.game` | one options object with `success` and `fail` | `/docs/zh-Hans/mini-games-sdk-payment` |
/// | `TTMinis` | callback first, options second | `/docs/en/minis-sdk-payment` |
/// | `Minis` | callback first, options second | `/doc/minis-sdk-payment` |
///
/// A method is offered when it is a function, and `canIUse`, where there is one, does not say no. It is looked for until it is
/// called: the bridge may be made before the SDK is loaded, and [`ready`](Self::ready) waits for it. Once called, it stays where
/// it was found, even if a `canIUse` changes its mind. Where `TTMinis` or `Minis` is found on `GameGlobal` only, it is put on
/// the global object as well, to be called by name.
///
/// Half of it is a file of JavaScript, which `wasm-bindgen` puts below `snippets/`, beside its own: a game ships that folder too,
/// or bundles it. `--target no-modules` cannot import it.
///
/// A call that cannot be made is answered with [`HostErrorKind::Unavailable`]. The first signal of the host answers a
/// call; later ones are [counted](Self::ignored_answers) and ignored.
///
/// ```
/// use purchasable::{Journal, MinisBridge, Orders, Shop};
///
/// fn open_shop(orders: impl Orders + 'static, journal: impl Journal + 'static) -> Shop {
///     Shop::new(MinisBridge::new(), orders, journal)
/// }
/// ```
#[derive(Clone, Debug)]
pub struct MinisBridge {
    dispatcher: &'static Dispatcher,
    page: Page,
    kind_of: KindOf,
}

/// Says what a failure that the host reported means.
type KindOf = fn(&HostError) -> HostErrorKind;

impl MinisBridge {
    /// A bridge to whatever host there is when a method is first called.
    #[must_use]
    pub fn new() -> Self {
        let dispatcher = Dispatcher::of_this_thread();
        Self { dispatcher, page: dispatcher.page(), kind_of: Self::usual_kind }
    }

    /// Sets what the failures that the host reports mean, for a game that has learned codes of its own.
    ///
    /// TikTok publishes no codes for its payment calls, so [`usual_kind`](Self::usual_kind) is a guess. Code, message and
    /// raw answer of the error are kept whatever this says. [`Unavailable`](HostErrorKind::Unavailable) is for calls that
    /// were not made; said of one that was, it counts as [`Rejected`](HostErrorKind::Rejected).
    ///
    /// ```
    /// use purchasable::{HostErrorKind, MinisBridge};
    ///
    /// let bridge = MinisBridge::new().with_kinds(|error| match error.code.as_deref() {
    ///     Some("2002") => HostErrorKind::Cancelled,
    ///     _ => MinisBridge::usual_kind(error),
    /// });
    /// ```
    #[must_use]
    pub fn with_kinds(self, kind_of: fn(&HostError) -> HostErrorKind) -> Self {
        Self { kind_of, ..self }
    }

    /// Sets what goes along as `log_extra` with every `TTMinis.pay`, the only call that is documented to take it
    /// (`/docs/en/minis-sdk-payment`).
    #[must_use]
    pub fn with_log_extra(self, members: &[(&str, &str)]) -> Self {
        let with = |page: Page, (name, value): &(&str, &str)| page.with_log_extra(name, value);
        Self { page: members.iter().fold(self.dispatcher.page(), with), ..self }
    }

    /// What a failure means as long as nothing better is known: see the table.
    ///
    /// | code or message | kind | why |
    /// |---|---|---|
    /// | six digits that end with `601` | [`Cancelled`](HostErrorKind::Cancelled) | the codes of the subscription calls are three digits for the call and three for the reason; a payment call is taken to follow them |
    /// | six digits that end with `302` | [`TimedOut`](HostErrorKind::TimedOut) | as above |
    /// | `10401`, `21103` | [`TimedOut`](HostErrorKind::TimedOut) | no valid response of the server, and a request that timed out (`/doc/mini-games-error-code-reference`): it may have arrived |
    /// | no code, and a message `…:fail cancel…` | [`Cancelled`](HostErrorKind::Cancelled) | what other mini game hosts write |
    /// | anything else | [`Rejected`](HostErrorKind::Rejected) | |
    #[must_use]
    pub fn usual_kind(error: &HostError) -> HostErrorKind {
        failure::usual_kind(error)
    }

    /// Waits until the host offers `pay`: the SDK may be loaded, or initialised, after the game.
    ///
    /// A game without an executor keeps the future and polls it with [`poll_now`](crate::poll_now).
    #[must_use = "nothing happens until the future is polled or awaited"]
    pub fn ready(&self, within: Duration) -> Ready {
        Ready::new(self.clone(), within)
    }

    /// What the host can do, and where each call was found or why it is missing: for a bug report, before there is a shop.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        Capabilities::of(self)
    }

    /// How many answers came to calls that were already answered, since the page was loaded. For a bug report.
    #[must_use]
    pub fn ignored_answers(&self) -> u32 {
        self.dispatcher.ignored()
    }
}

impl Default for MinisBridge {
    fn default() -> Self {
        Self::new()
    }
}

impl HostBridge for MinisBridge {
    fn offer(&self, method: Method) -> Offer {
        offer(self.page.find(method as u32))
    }

    /// The page of `TTMinis.game` deprecates `checkBalance` and `recharge`, and points to `pay`.
    fn pay_tops_up(&self) -> bool {
        self.page.find(Method::Pay as u32) == GAME
    }

    fn call(&self, call: Call, reply: Reply<HostAnswer>) {
        let (amount, text) = match &call {
            Call::Login | Call::OpenBalance => (0, ""),
            Call::CheckBalance(amount) => (amount.0, ""),
            Call::Recharge(tier) => (0, tier.0),
            Call::Pay(order) => (0, order.as_str()),
        };
        let id = self.dispatcher.expect(self.kind_of, reply);
        let offer = offer(self.page.call(id, call.method() as u32, amount, text));
        if !offer.is_there() {
            self.dispatcher.not_made(id, HostError::unavailable(offer));
        }
    }

    fn now(&self) -> Duration {
        js::now()
    }

    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        self.dispatcher.wake_after(delay, wake);
    }

    fn random(&self) -> u64 {
        js::random()
    }
}

const GAME: u32 = 3;

/// What `minis.js` says of a method: where it is, or why it is nowhere.
fn offer(place: u32) -> Offer {
    match place {
        0 => Offer::NoHost,
        1 => Offer::NoMethod,
        2 => Offer::Denied,
        GAME => Offer::By("TTMinis.game"),
        4 => Offer::By("TTMinis"),
        _ => Offer::By("Minis"),
    }
}
