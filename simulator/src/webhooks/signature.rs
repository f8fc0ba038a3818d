//! How a webhook is signed (`/doc/webhooks-verification`).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header that carries the signature.
pub const HEADER: &str = "TikTok-Signature";

/// What `TikTok-Signature` says: `t=<unix seconds>,s=<64 hex digits>`, an HMAC-SHA256 over the time, a full stop, and the
/// body to the byte, keyed with the app's client secret.
///
/// # Panics
/// Never: HMAC takes keys of any length.
#[must_use]
pub fn header(client_secret: &str, unix_seconds: u64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(client_secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("{unix_seconds}.").as_bytes());
    mac.update(body.as_bytes());
    format!("t={unix_seconds},s={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // From `printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret`.
    #[test]
    fn a_signature_is_the_one_that_openssl_makes() {
        let expected = "t=1700000000,s=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686";
        assert_eq!(header("secret", 1_700_000_000, r#"{"a":1}"#), expected);
    }

    #[test]
    fn time_body_and_secret_each_change_the_signature() {
        let signed = header("secret", 1, "{}");
        for other in [header("Secret", 1, "{}"), header("secret", 2, "{}"), header("secret", 1, "{} ")] {
            assert_ne!(signed.split_once("s="), other.split_once("s="));
        }
    }
}
