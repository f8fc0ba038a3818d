//! What calls the backend.

use reqwest::{Certificate, Client, redirect::Policy};

/// A client that trusts these authorities, in PEM, beside those of the system.
///
/// # Errors
/// In a sentence, what is wrong with them.
pub fn client(callback_ca: Option<&str>) -> Result<Client, String> {
    let trusted = callback_ca.map_or(Ok(Vec::new()), authorities)?;
    let builder = || Client::builder().redirect(Policy::none()).no_proxy();
    // A machine may have no authorities at all, and webhooks over http need none.
    let client = builder().tls_certs_merge(trusted.clone()).build();
    let client = client.or_else(|_| builder().tls_certs_only(trusted).build());
    client.map_err(|error| wrong(&format!("; {error}")))
}

fn authorities(pem: &str) -> Result<Vec<Certificate>, String> {
    let found = Certificate::from_pem_bundle(pem.as_bytes()).unwrap_or_default();
    if found.is_empty() { Err(wrong("")) } else { Ok(found) }
}

fn wrong(why: &str) -> String {
    format!("`callback_ca` must hold certificates in PEM, as in -----BEGIN CERTIFICATE-----{why}")
}
