//! What a purchase says to a player: plain words, without codes.

use purchasable::{Charged, HostErrorKind, OrdersErrorKind, PurchaseError, Reason, Retry, Step, ToppedUp};

/// What is going on.
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Starting => "Getting ready…",
        Step::Ordering => "Asking for your order…",
        Step::CheckingBalance => "Checking your Beans…",
        Step::ToppingUp { again: false } => "Waiting for TikTok's top-up panel…",
        Step::ToppingUp { again: true } => {
            "Waiting for TikTok's top-up panel… An earlier top-up has not arrived yet. If it does, you will have both."
        }
        Step::Paying => "Waiting for TikTok's payment panel…",
        Step::Confirming => "Checking your payment…",
        Step::Done => "Done.",
        _ => "One moment…",
    }
}

/// What has gone wrong, and what that means for the player's Beans.
pub fn failure(error: &PurchaseError) -> String {
    let mut text = match (error.reason(), error.retry()) {
        (Reason::Journal(_), Retry::AfterRecover) => TIDYING_UP.to_owned(),
        (known, _) => reason(known),
    };
    if let Some(more) = what_it_cost(error) {
        text.push(' ');
        text.push_str(more);
    }
    text
}

const TIDYING_UP: &str =
    "Your earlier purchases have to be put in order first, so nothing was bought. Please try again in a moment.";

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Busy => "Another purchase is still open. Please finish that one first.",
        Reason::Cancelled => "You closed the panel. Nothing was bought.",
        Reason::Abandoned => "The purchase was called off. Nothing was bought.",
        Reason::Host(error) => host(error.kind),
        Reason::Orders(error) => orders(error.kind),
        Reason::Journal(_) => {
            "There is no room on this device to note your purchase safely, so nothing was bought. Please make some room \
             and try again."
        }
        Reason::EarlierOpen(_) => {
            "You began to buy this before, and that payment is still open. If it goes through after all, you will have \
             paid for both. Buy again now?"
        }
        Reason::Owned => "This is yours already.",
        Reason::PriceDrift(price) => {
            return format!("The price has changed to {price}. Please reload the game to buy at the new price.");
        }
        Reason::OrderTooOld => "That took a little too long, so nothing was bought. Please try again.",
        Reason::TopUpUnsettled => "Your new Beans have not arrived yet. They are not lost. Please try again in a moment.",
        Reason::Unsettled => {
            "We don't know yet whether your payment went through. Wait a little longer, or let us check later: nothing is \
             lost."
        }
        Reason::Refunded => "Your payment was paid back to you.",
        _ => "This can't be bought right now.",
    }
    .to_owned()
}

fn host(kind: HostErrorKind) -> &'static str {
    match kind {
        HostErrorKind::Unavailable => "There is no TikTok here to pay with. Please open the game in TikTok.",
        HostErrorKind::Cancelled => "You closed the panel. Nothing was bought.",
        HostErrorKind::Rejected => "TikTok declined the payment.",
        _ => "TikTok did not give a clear answer.",
    }
}

fn orders(kind: OrdersErrorKind) -> &'static str {
    match kind {
        OrdersErrorKind::LoginRequired => "You are being logged in to the shop. Please try again in a moment.",
        OrdersErrorKind::Rejected => "The shop can't sell this right now.",
        _ => "The shop can't be reached right now. Please try again in a moment.",
    }
}

fn what_it_cost(error: &PurchaseError) -> Option<&'static str> {
    match (error.reason(), error.charged(), error.topped_up()) {
        (Reason::Unsettled | Reason::EarlierOpen(_) | Reason::Refunded | Reason::TopUpUnsettled, ..)
        | (Reason::Cancelled, _, ToppedUp::No | ToppedUp::Maybe)
        | (_, Charged::No, ToppedUp::No) => None,
        (_, _, ToppedUp::Yes) => Some("The Beans you added are in your wallet."),
        (_, _, ToppedUp::Maybe) => Some("If you added Beans or were charged, it is not lost: we will find it."),
        (_, Charged::Maybe | Charged::Yes, ToppedUp::No) => {
            Some("If you were charged after all, we will find it and hand it over.")
        }
    }
}

#[cfg(test)]
mod tests {
    use purchasable::{Beans, HostError, JournalError, Order, OrderStatus, OrdersError};

    use super::*;

    /// What only those who made the game would understand.
    const JARGON: [&str; 14] = [
        "sku", "order id", "journal", "backend", "host", "error", "recover", "`", "_", "null", "timeout", "payload",
        "status", "pending",
    ];

    #[track_caller]
    fn assert_plain(words: &str) {
        assert!(words.len() > 4 && words.ends_with(['.', '…', '?']), "no sentence: `{words}`");
        let lower = words.to_lowercase();
        for word in JARGON {
            assert!(!lower.contains(word), "`{word}` in `{words}`");
        }
    }

    #[test]
    fn every_step_is_told_in_plain_words() {
        for known in [
            Step::Starting,
            Step::CheckingBalance,
            Step::ToppingUp { again: false },
            Step::ToppingUp { again: true },
            Step::Ordering,
            Step::Paying,
            Step::Confirming,
            Step::Done,
        ] {
            assert_plain(step(known));
        }
    }

    #[test]
    fn every_reason_is_told_in_plain_words() {
        let earlier = Order::new("TOID1", "a key", "bombs.few", OrderStatus::Pending);
        let mut reasons = vec![
            Reason::Busy,
            Reason::Cancelled,
            Reason::Abandoned,
            Reason::Journal(JournalError::new("QuotaExceededError")),
            Reason::EarlierOpen(vec![earlier]),
            Reason::Owned,
            Reason::PriceDrift(Beans(70)),
            Reason::OrderTooOld,
            Reason::TopUpUnsettled,
            Reason::Unsettled,
            Reason::Refunded,
            Reason::PayloadTooLong(2000),
        ];
        reasons.extend(host_reasons());
        reasons.extend(orders_reasons());
        for known in &reasons {
            assert_plain(&reason(known));
        }
        assert_plain(TIDYING_UP);
    }

    fn host_reasons() -> impl Iterator<Item = Reason> {
        let kinds = [
            HostErrorKind::Unavailable,
            HostErrorKind::Cancelled,
            HostErrorKind::Rejected,
            HostErrorKind::TimedOut,
            HostErrorKind::Malformed,
            HostErrorKind::Threw,
            HostErrorKind::NoAnswer,
        ];
        kinds.into_iter().map(|kind| Reason::Host(HostError::new(kind, "E_42 null")))
    }

    fn orders_reasons() -> impl Iterator<Item = Reason> {
        let kinds = [
            OrdersErrorKind::LoginRequired,
            OrdersErrorKind::Unreachable,
            OrdersErrorKind::Rejected,
            OrdersErrorKind::Malformed,
        ];
        kinds.into_iter().map(|kind| Reason::Orders(OrdersError::new(kind, "HTTP 503")))
    }
}
