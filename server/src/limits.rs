//! How often one may ask. Each copy of the server counts for itself, in memory: the limits keep a client that has gone wild
//! from being a load, and are no part of what is promised about orders.

use core::net::{IpAddr, Ipv6Addr};
use core::num::NonZeroU32;
use core::time::Duration;
use std::sync::Arc;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::Clock;

/// Far more than a game asks for its player.
const OF_A_PLAYER: Quota = quota(10, 100);
/// Many players may share one address. Wrong keys of operators are counted beside their logins.
const OF_AN_ADDRESS: Quota = quota(10, 500);

/// Who has asked how often.
#[derive(Debug)]
pub(crate) struct Limits {
    clock: Ticks,
    players: Limiter<String>,
    logins: Limiter<IpAddr>,
    wrong_keys: Limiter<IpAddr>,
}

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, Ticks, NoOpMiddleware<Duration>>;

/// Too often: ask again after so long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooOften(pub(crate) Duration);

impl Limits {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let clock = Ticks(clock);
        let players = RateLimiter::new(OF_A_PLAYER, HashMapStateStore::default(), clock.clone());
        let logins = RateLimiter::new(OF_AN_ADDRESS, HashMapStateStore::default(), clock.clone());
        let wrong_keys = RateLimiter::new(OF_AN_ADDRESS, HashMapStateStore::default(), clock.clone());
        Self { clock, players, logins, wrong_keys }
    }

    pub(crate) fn player(&self, player: &str) -> Result<(), TooOften> {
        self.check(&self.players, &player.to_owned())
    }

    pub(crate) fn login(&self, address: IpAddr) -> Result<(), TooOften> {
        self.check(&self.logins, &household(address))
    }

    pub(crate) fn wrong_key(&self, address: IpAddr) -> Result<(), TooOften> {
        self.check(&self.wrong_keys, &household(address))
    }

    /// Forgets those who have not asked for so long that nothing is counted against them.
    pub(crate) fn forget_the_quiet(&self) {
        self.players.retain_recent();
        self.logins.retain_recent();
        self.wrong_keys.retain_recent();
    }

    fn check<K: Clone + Eq + core::hash::Hash>(&self, limiter: &Limiter<K>, key: &K) -> Result<(), TooOften> {
        limiter.check_key(key).map_err(|not_until| TooOften(not_until.wait_time_from(self.clock.now())))
    }
}

const fn quota(per_second: u32, at_once: u32) -> Quota {
    let (per_second, at_once) = (NonZeroU32::new(per_second).unwrap(), NonZeroU32::new(at_once).unwrap());
    Quota::per_second(per_second).allow_burst(at_once)
}

/// Whoever has one address of IPv6 has all that share its first half.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// Our clock, as the limiters read it: since 1970.
#[derive(Clone, Debug)]
struct Ticks(Arc<dyn Clock>);

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(self.0.now().unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_ipv6_counts_with_its_neighbours_and_one_of_ipv4_by_itself() {
        let same = |one: &str, other: &str| household(one.parse().unwrap()) == household(other.parse().unwrap());
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(!same("192.0.2.1", "192.0.2.2"));
        assert!(same("192.0.2.1", "::ffff:192.0.2.1"));
    }
}
