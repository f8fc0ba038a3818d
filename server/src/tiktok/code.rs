//! What TikTok says no with.

use core::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])+ $code:ident = $text:literal,)+) => {
        /// A code of an answer that is not `ok`, from `/doc/minis-error-codes` and `/doc/tiktok-api-v2-error-handling`.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])+ $code,)+
            /// A code that is on neither page.
            Other(String),
        }

        impl Code {
            /// The code that TikTok writes like this.
            #[must_use]
            pub fn parse(text: &str) -> Self {
                match text {
                    $($text => Self::$code,)+
                    other => Self::Other(other.to_owned()),
                }
            }

            /// As TikTok writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$code => $text,)+
                    Self::Other(other) => other,
                }
            }
        }
    };
}

codes! {
    /// An error inside TikTok: the only one after which trying again is said to make sense.
    Internal = "50001000",
    /// Invalid parameters.
    InvalidParameters = "40001000",
    /// The order does not exist, or not for this app and user.
    UnknownOrder = "20011002",
    /// Payments are not enabled for the app.
    PaymentsNotEnabled = "20021001",
    /// Our own order id was used before.
    OrderIdUsed = "20021002",
    /// The tier does not exist.
    UnknownTier = "20001003",
    /// A subscription is already active.
    SubscriptionActive = "20021101",
    /// The subscription was cancelled and can only be reactivated.
    SubscriptionCancelled = "20021102",
    /// The subscription is on hold until its user mends the payment.
    SubscriptionOnHold = "20021103",
    /// A change of the subscription is still under way.
    SubscriptionChanging = "20021108",
    /// The subscription renews within a day.
    SubscriptionRenews = "20021111",
    /// The user's access token is wrong or has ended.
    AccessTokenInvalid = "access_token_invalid",
    /// The user has not allowed this.
    ScopeNotAuthorized = "scope_not_authorized",
    /// The app may not ask for this.
    ScopePermissionMissed = "scope_permission_missed",
    /// Invalid parameters, in the words of the Open API.
    InvalidParams = "invalid_params",
    /// Too many questions.
    RateLimitExceeded = "rate_limit_exceeded",
    /// An error inside TikTok, in the words of the Open API.
    InternalError = "internal_error",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
