//! What can be wrong with what somebody asks of the desk.

/// Why a wallet did not do what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WalletError {
    /// Nobody has logged in by this name.
    #[error("there is no user {0:?}; log in first")]
    UnknownUser(String),
    /// No package has this id.
    #[error("there is no tier {0:?}")]
    UnknownTier(String),
    /// No order has this id, or it is another user's.
    #[error("user {user:?} has no order {trade_order_id:?}")]
    UnknownOrder {
        /// Who was to pay.
        user: String,
        /// What was to be paid.
        trade_order_id: String,
    },
    /// The order was paid, cancelled or declined before, and is single use.
    #[error("order {0} was used before; an order is single use")]
    OrderUsed(String),
    /// The wallet is short, and paying does not top up.
    #[error("{missing} Beans are missing for order {trade_order_id}")]
    NotEnoughBeans {
        /// What was to be paid.
        trade_order_id: String,
        /// How many Beans the wallet is short of.
        missing: u64,
    },
    /// The user closed the panel.
    #[error("the user closed the panel of order {0}")]
    Cancelled(String),
    /// The payment of the order failed.
    #[error("the payment of order {0} was declined")]
    Declined(String),
}

/// Why a button could not be pushed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdminError {
    /// No order has this id.
    #[error("there is no order {0:?}")]
    UnknownOrder(String),
    /// What is paid cannot be paid once more.
    #[error("order {0} is paid already")]
    IsPaid(String),
    /// No webhook has this id.
    #[error("there is no delivery {0}")]
    UnknownDelivery(u64),
    /// A test event has nowhere to go.
    #[error("there is no callback URL to test; set one first")]
    NoCallback,
    /// What was never paid cannot be refunded.
    #[error("order {0} is not paid, so there is nothing to refund")]
    NotPaid(String),
    /// More than what is left of the payment.
    #[error("of order {trade_order_id} between 1 and {left} Beans can be refunded; found {beans}")]
    WrongAmount {
        /// The order.
        trade_order_id: String,
        /// What was to be refunded.
        beans: u64,
        /// What is not refunded yet.
        left: u64,
    },
}
