//! Names that mean something to somebody else: short texts that are compared, kept and passed on.

use core::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])+ $id:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(Arc<String>);

        impl $id {
            /// As text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $id {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }

        impl From<String> for $id {
            fn from(text: String) -> Self {
                Self(Arc::new(text))
            }
        }

        impl AsRef<str> for $id {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// TikTok's id of one order, made by the game's backend; the only thing a client gives to `pay`. No control characters:
    /// the journal refuses them, and the purchase ends before it has cost anything. Cheap to clone.
    TradeOrderId;

    /// The key of one attempt to make an order: 32 hexadecimal digits, drawn by the shop. A backend keeps it as it is.
    /// Cheap to clone.
    OrderKey;

    /// One running game that may grant orders; another tab is another claimant. 32 hexadecimal digits, drawn by the shop.
    /// Cheap to clone.
    Claimant;

    /// A name for the player that means something to the backend only. No control characters: the journal refuses them.
    /// Cheap to clone.
    PlayerTag;
}
