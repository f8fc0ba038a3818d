use serde::Serialize;

use crate::{
    host::Host,
    world::{
        errors::WalletError,
        payments::{Payment, ShortWallet},
        users::User,
    },
};

/// What a user does in the app: log in, top up, pay. The same over HTTP is under `/desk/`.
#[derive(Clone, Debug)]
pub struct Desk {
    host: Host,
}

/// What `TTMinis.login` gives the game.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Login {
    /// For the backend, to exchange for tokens; single use, for five minutes.
    pub code: String,
}

/// What the payment panel shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Panel {
    /// What is bought.
    pub product_name: String,
    /// Its price in Beans.
    pub beans: u64,
    /// Beans in the wallet.
    pub balance: u64,
    /// Beans that the wallet is short of.
    pub missing: u64,
    /// Beans that paying would buy first.
    pub top_up: u64,
}

impl Desk {
    pub(crate) fn new(host: Host) -> Self {
        Self { host }
    }

    /// Logs a user in by name. Whoever is new gets a wallet with the Beans of [`Settings::balance`].
    ///
    /// [`Settings::balance`]: crate::Settings::balance
    #[must_use]
    pub fn log_in(&self, user: &str) -> Login {
        Login { code: self.host.world().log_in(user) }
    }

    /// Whether a wallet holds at least so many Beans.
    ///
    /// # Errors
    /// Nobody has logged in by this name.
    pub fn check_balance(&self, user: &str, beans: u64) -> Result<bool, WalletError> {
        Ok(self.user(user)?.balance >= beans)
    }

    /// Buys a package of Beans. Gives the balance after it.
    ///
    /// # Errors
    /// Nobody has logged in by this name, or no package has this id.
    pub fn recharge(&self, user: &str, tier_id: &str) -> Result<u64, WalletError> {
        self.host.world().recharge(user, tier_id)
    }

    /// What the payment panel shows before the user decides.
    ///
    /// # Errors
    /// The user has no such order, or it was used before.
    pub fn panel(&self, user: &str, trade_order_id: &str) -> Result<Panel, WalletError> {
        let world = self.host.world();
        let order = world.payable(user, trade_order_id)?;
        let (missing, top_up) = world.missing(order);
        let balance = world.users.find(user).map_or(0, |user| user.balance);
        Ok(Panel { product_name: order.product_name.clone(), beans: order.beans, balance, missing, top_up })
    }

    /// The user pays. A short wallet is topped up first.
    ///
    /// # Errors
    /// The user has no such order, or it was used before.
    pub fn pay(&self, user: &str, trade_order_id: &str) -> Result<Payment, WalletError> {
        self.pay_or(user, trade_order_id, ShortWallet::TopUp)
    }

    /// The user pays, where a short wallet is dealt with as told.
    ///
    /// # Errors
    /// The user has no such order, it was used before, or the wallet is short and stays so; the order is lost then.
    pub fn pay_or(&self, user: &str, trade_order_id: &str, short: ShortWallet) -> Result<Payment, WalletError> {
        self.host.change(|world| world.pay(user, trade_order_id, short))
    }

    /// The user closes the payment panel. The order is lost.
    ///
    /// # Errors
    /// The user has no such order, or it was used before.
    pub fn cancel(&self, user: &str, trade_order_id: &str) -> Result<(), WalletError> {
        self.host.change(|world| world.cancel(user, trade_order_id))
    }

    /// The payment fails. The order is lost.
    ///
    /// # Errors
    /// The user has no such order, or it was used before.
    pub fn decline(&self, user: &str, trade_order_id: &str) -> Result<(), WalletError> {
        self.host.change(|world| world.decline(user, trade_order_id))
    }

    fn user(&self, user: &str) -> Result<User, WalletError> {
        self.host.world().users.find(user).cloned().ok_or_else(|| WalletError::UnknownUser(user.into()))
    }
}
