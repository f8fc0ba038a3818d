//! The session at the backend: begun with TikTok's silent login, and begun again when it has ended.

use std::rc::Rc;

use purchasable::{BoxFuture, OrdersAnswer, PlayerTag, Shop};

use crate::errand::poll_to_end;

/// Gives a login code to the backend.
pub type LogIn = Rc<dyn Fn(&str) -> BoxFuture<OrdersAnswer<PlayerTag>>>;

/// How long a login may take, in seconds. After that the shop is asked all the same, and says what it wants.
const PATIENCE: f64 = 10.0;

pub struct Session {
    shop: Shop,
    log_in: LogIn,
    beginning: Option<BoxFuture<bool>>,
    since: Option<f64>,
}

impl Session {
    /// Begins at once.
    pub fn new(shop: Shop, log_in: LogIn) -> Self {
        let mut session = Self { shop, log_in, beginning: None, since: None };
        session.begin();
        session
    }

    /// Begins another one, unless one is beginning.
    pub fn begin(&mut self) {
        if self.is_beginning() {
            return;
        }
        let (code, log_in) = (self.shop.login(), self.log_in.clone());
        self.since = None;
        self.beginning = Some(Box::pin(async move {
            match code.await {
                Ok(code) => log_in(&code).await.is_ok(),
                Err(_) => false,
            }
        }));
    }

    pub fn is_beginning(&self) -> bool {
        self.beginning.is_some()
    }

    /// Goes as far as it can `now`, in seconds, and says whether the session has just begun. Where it could not, the next
    /// question to the backend is answered with the wish for a login.
    pub fn poll(&mut self, now: f64) -> bool {
        let has_begun = poll_to_end(&mut self.beginning) == Some(true);
        if now >= *self.since.get_or_insert(now) + PATIENCE {
            self.beginning = None;
        }
        has_begun
    }
}
