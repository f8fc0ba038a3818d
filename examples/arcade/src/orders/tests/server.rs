//! TikTok's server, as a test has it.

use core::time::Duration;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use purchasable::Beans;

use crate::orders::TikTokServer;

/// Makes orders, and knows as paid what a test has paid.
#[derive(Default)]
pub struct Server {
    pub paid: RefCell<HashMap<String, bool>>,
    pub now: Cell<Duration>,
    pub silent: Cell<bool>,
}

impl TikTokServer for Server {
    fn create_order(&self, _: Beans, _: &str) -> Result<String, String> {
        let mut orders = self.paid.borrow_mut();
        let id = format!("TOID{}", orders.len());
        orders.insert(id.clone(), false);
        Ok(id)
    }

    fn is_paid(&self, order: &str) -> Result<bool, String> {
        if self.silent.get() {
            return Err("no answer".to_owned());
        }
        self.paid.borrow().get(order).copied().ok_or_else(|| "no such order".to_owned())
    }

    fn now(&self) -> Duration {
        self.now.get()
    }
}
