//! The key that lets somebody into the operator's part.

use core::fmt;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const SHORTEST: usize = 32;

/// The key that lets somebody into the operator's part. Only its hash is kept, and it prints as nothing.
#[derive(Clone)]
pub struct OperatorKey {
    hash: [u8; 32],
}

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OperatorKeyError {
    /// It could be guessed.
    #[error("the key has {0} characters, and needs at least {SHORTEST}; `openssl rand -hex 32` makes one")]
    TooShort(usize),
    /// It could not be shown in a header.
    #[error("the key may have the characters of ASCII only; `openssl rand -hex 32` makes one")]
    NotAscii,
}

impl OperatorKey {
    /// Takes a key of at least 32 characters.
    ///
    /// # Errors
    ///
    /// When it is shorter, or could not be shown in a header.
    pub fn new(key: &SecretString) -> Result<Self, OperatorKeyError> {
        let length = key.expose_secret().chars().count();
        if length < SHORTEST {
            return Err(OperatorKeyError::TooShort(length));
        }
        if !key.expose_secret().chars().all(|character| matches!(character, ' '..='~')) {
            return Err(OperatorKeyError::NotAscii);
        }
        Ok(Self { hash: hash(key) })
    }

    /// In constant time, and whatever the length.
    pub(crate) fn is(&self, shown: &SecretString) -> bool {
        self.hash.ct_eq(&hash(shown)).into()
    }
}

fn hash(key: &SecretString) -> [u8; 32] {
    Sha256::digest(key.expose_secret()).into()
}

impl fmt::Debug for OperatorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperatorKey").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_itself_alone() {
        let (key, other) = ("k".repeat(32), "k".repeat(33));
        let operator = OperatorKey::new(&key.as_str().into()).unwrap();
        assert!(operator.is(&key.into()));
        assert!(!operator.is(&other.into()) && !operator.is(&"".into()));
    }

    #[test]
    fn a_short_key_is_refused() {
        assert_eq!(OperatorKey::new(&"ä".repeat(31).into()).unwrap_err(), OperatorKeyError::TooShort(31));
    }

    #[test]
    fn a_key_that_no_header_can_have_is_refused() {
        assert_eq!(OperatorKey::new(&"ä".repeat(32).into()).unwrap_err(), OperatorKeyError::NotAscii);
    }
}
