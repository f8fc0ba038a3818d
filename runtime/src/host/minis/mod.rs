//! The real host, called from wasm.
//!
//! A dialect is one file: which members of the global object it calls, with what, and how their answers are read.
//! Everything a dialect stands on is shared: [`js`] touches JavaScript, [`answer`] reads answers, [`dispatch`] knows
//! which call was answered.

mod answer;
mod callback_first;
mod dispatch;
mod js;

use core::time::Duration;

use crate::{Call, Capabilities, HostAnswer, HostBridge, Reply};

/// TikTok, as a page inside its app sees it: the host's own calls through `TTMinis` or `Minis`.
///
/// Only on wasm. The SDK is looked for anew at each call, so the bridge may be made before the SDK is loaded. A call
/// that cannot be made is answered with [`HostErrorKind::Unavailable`](crate::HostErrorKind::Unavailable). The first
/// signal of the host answers a call; later ones are [counted](Self::ignored_answers) and ignored.
///
/// The calls are those of TikTok's payment page, `/doc/minis-sdk-payment`: callback first, options second.
///
/// ```
/// use purchasable::{Journal, MinisBridge, Orders, Shop};
///
/// fn open_shop(orders: impl Orders + 'static, journal: impl Journal + 'static) -> Shop {
///     Shop::new(MinisBridge::new(), orders, journal)
/// }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct MinisBridge(());

impl MinisBridge {
    /// A bridge to whatever host there is when a call is made.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many answers came to calls that were already answered, since the page was loaded. For a bug report.
    #[must_use]
    pub fn ignored_answers(&self) -> u32 {
        dispatch::ignored()
    }
}

impl HostBridge for MinisBridge {
    fn capabilities(&self) -> Capabilities {
        callback_first::capabilities()
    }

    fn call(&self, call: Call, reply: Reply<HostAnswer>) {
        callback_first::call(&call, reply);
    }

    fn now(&self) -> Duration {
        js::now()
    }

    fn wake_after(&self, delay: Duration, wake: Box<dyn FnOnce()>) {
        dispatch::wake_after(delay, wake);
    }

    fn random(&self) -> u64 {
        js::random()
    }
}
