//! The session at the backend: begun with TikTok's silent login, and begun again when it has ended.

use std::rc::Rc;

use purchasable::{BoxFuture, OrdersAnswer, PlayerTag, Shop};

use crate::errand::poll_to_end;

/// Gives a login code to the backend.
pub type LogIn = Rc<dyn Fn(&str) -> BoxFuture<OrdersAnswer<PlayerTag>>>;

pub struct Session {
    shop: Shop,
    log_in: LogIn,
    beginning: Option<BoxFuture<bool>>,
}

impl Session {
    /// Begins at once.
    pub fn new(shop: Shop, log_in: LogIn) -> Self {
        let mut session = Self { shop, log_in, beginning: None };
        session.begin();
        session
    }

    /// Begins another one, unless one is beginning.
    pub fn begin(&mut self) {
        if self.is_beginning() {
            return;
        }
        let (login, log_in) = (self.shop.login(), self.log_in.clone());
        self.beginning = Some(Box::pin(async move {
            match login.await {
                Ok(code) => log_in(&code).await.is_ok(),
                Err(_) => false,
            }
        }));
    }

    pub fn is_beginning(&self) -> bool {
        self.beginning.is_some()
    }

    /// Goes as far as it can now, and says whether the session has just begun. Where it could not, the next question to the
    /// backend asks for it again.
    pub fn poll(&mut self) -> bool {
        poll_to_end(&mut self.beginning) == Some(true)
    }
}
