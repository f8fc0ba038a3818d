//! Keeps TikTok's tokens unreadable in a copy of the database.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};

use crate::random;

/// The keys with which tokens are encrypted. Each has a name, which stands beside what it encrypted, so that keys can be
/// changed: the first one encrypts, and all of them decrypt.
pub struct Vault {
    keys: Vec<(String, XChaCha20Poly1305)>,
}

/// What is wrong with a list of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// There is no key in it.
    #[error("there is no key; write one as `name:64 hexadecimal digits`")]
    Empty,
    /// A key is not written as keys are.
    #[error("key number {0} is not written as `name:64 hexadecimal digits`, the name being of a-z, A-Z and 0-9")]
    Malformed(usize),
}

impl Vault {
    /// Reads keys: `name:64 hexadecimal digits`, with commas between them.
    ///
    /// # Errors
    ///
    /// When there is none, or one is written otherwise.
    pub fn parse(keys: &SecretString) -> Result<Self, VaultError> {
        let keys = keys.expose_secret().split(',').map(str::trim).filter(|key| !key.is_empty());
        let keys: Vec<_> = keys
            .enumerate()
            .map(|(at, key)| parse_key(key).ok_or(VaultError::Malformed(at + 1)))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(VaultError::Empty) } else { Ok(Self { keys }) }
    }

    /// A vault whose key nobody knows: what it encrypts cannot be read after the process has ended.
    #[must_use]
    pub fn until_the_end() -> Self {
        Self { keys: vec![("passing".into(), XChaCha20Poly1305::new(&random::bytes().into()))] }
    }

    /// Encrypts a token for one player; it is of no use in the place of another's.
    pub(crate) fn seal(&self, player: &str, token: &SecretString) -> String {
        let (name, cipher) = &self.keys[0];
        let nonce: [u8; 24] = random::bytes();
        let payload = Payload { msg: token.expose_secret().as_bytes(), aad: player.as_bytes() };
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).expect("a token is short enough to be encrypted");
        format!("{name}:{}:{}", hex::encode(nonce), hex::encode(sealed))
    }

    /// The token, unless the key is gone or it is another player's.
    pub(crate) fn open(&self, player: &str, sealed: &str) -> Option<SecretString> {
        let [name, nonce, sealed] = *sealed.split(':').collect::<Vec<_>>() else { return None };
        let (_, cipher) = self.keys.iter().find(|(known, _)| known == name)?;
        let nonce: [u8; 24] = hex::decode(nonce).ok()?.try_into().ok()?;
        let payload = Payload { msg: &hex::decode(sealed).ok()?, aad: player.as_bytes() };
        let token = cipher.decrypt(&XNonce::from(nonce), payload).ok()?;
        String::from_utf8(token).ok().map(SecretString::from)
    }
}

impl core::fmt::Debug for Vault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|(name, _)| name)).finish()
    }
}

fn parse_key(key: &str) -> Option<(String, XChaCha20Poly1305)> {
    let (name, digits) = key.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let key: [u8; 32] = hex::decode(digits).ok()?.try_into().ok()?;
    is_name.then(|| (name.to_owned(), XChaCha20Poly1305::new(&key.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(keys: &str) -> Result<Vault, VaultError> {
        Vault::parse(&keys.into())
    }

    #[test]
    fn a_key_that_was_replaced_still_decrypts() {
        let (one, two) = (format!("k1:{}", "1".repeat(64)), format!("k2:{}", "2".repeat(64)));
        let sealed = vault(&one).unwrap().seal("anna", &"act.1".into());
        let both = vault(&format!("{two}, {one}")).unwrap();
        assert_eq!(both.open("anna", &sealed).unwrap().expose_secret(), "act.1");
        assert!(both.seal("anna", &"act.1".into()).starts_with("k2:"));
        assert!(vault(&two).unwrap().open("anna", &sealed).is_none(), "its key is gone");
    }

    #[test]
    fn a_token_is_of_no_use_to_another_player_and_not_readable() {
        let vault = Vault::until_the_end();
        let sealed = vault.seal("anna", &"act.1".into());
        assert!(vault.open("bert", &sealed).is_none());
        assert!(!sealed.contains(&hex::encode("act.1")));
        assert_ne!(sealed, vault.seal("anna", &"act.1".into()));
    }

    #[test]
    fn keys_that_are_written_otherwise_are_named_by_their_place() {
        assert_eq!(vault(" , ").unwrap_err(), VaultError::Empty);
        assert_eq!(vault(&format!("k1:{},k2:abc", "1".repeat(64))).unwrap_err(), VaultError::Malformed(2));
    }
}
