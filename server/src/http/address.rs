//! From where a question comes, and whether too many logins do.

use core::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use super::error::ApiError;
use crate::Backend;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// A login that may be tried: its address has not tried too often.
pub(super) struct LoginAllowed;

impl FromRequestParts<Backend> for LoginAllowed {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, backend: &Backend) -> Result<Self, ApiError> {
        if let Some(address) = address(&parts.extensions, &parts.headers, backend) {
            backend.limits.login(address)?;
        }
        Ok(Self)
    }
}

/// From where a question comes, where the server tells that.
pub(super) fn address(extensions: &Extensions, headers: &HeaderMap, backend: &Backend) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(client(peer.ip(), headers, backend.proxies))
}

/// The address that the outermost of our own proxies has seen. What stands before it in the header, anybody can write.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    let Some(from_the_end) = proxies.checked_sub(1) else { return peer };
    let lines = headers.get_all(FORWARDED_FOR).into_iter().filter_map(|line| line.to_str().ok());
    let addresses: Vec<_> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    addresses.iter().rev().nth(from_the_end).and_then(|address| address.parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_as_many_addresses_as_there_are_proxies_are_believed() {
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED_FOR, "9.9.9.9, 192.0.2.1".parse().unwrap());
        headers.append(FORWARDED_FOR, "10.0.0.2".parse().unwrap());
        let seen = |proxies| client([10, 0, 0, 1].into(), &headers, proxies).to_string();
        assert_eq!([seen(0), seen(1), seen(2)], ["10.0.0.1", "10.0.0.2", "192.0.2.1"]);
        assert_eq!(seen(4), "10.0.0.1", "with fewer than that in the header, it is the peer");
    }
}
