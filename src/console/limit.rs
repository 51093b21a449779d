//! How often somebody may try to sign in: so often for each login, so often for each address. And how often one of the
//! staff may look at full numbers.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

/// Attempts for one login: five at once, then one every 30 seconds.
const LOGIN: (u32, Duration) = (5, Duration::from_secs(30));
/// Attempts from one address, which a whole office may share: thirty at once, then one every 2 seconds.
const ADDRESS: (u32, Duration) = (30, Duration::from_secs(2));
/// Looks at somebody's full numbers by one of the staff: thirty at once, then one every 2 minutes, thirty an hour.
const REVEAL: (u32, Duration) = (REVEALS, Duration::from_secs(120));
/// Looks at full numbers that one of the staff has in an hour.
pub const REVEALS: u32 = 30;
/// Beyond so many keys those that have recovered are forgotten.
const SWEEP_AT: usize = 10_000;

/// The counters.
#[derive(Debug)]
pub struct Limits {
    login: DefaultKeyedRateLimiter<String>,
    address: DefaultKeyedRateLimiter<IpAddr>,
    reveal: DefaultKeyedRateLimiter<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            login: RateLimiter::keyed(quota(LOGIN)),
            address: RateLimiter::keyed(quota(ADDRESS)),
            reveal: RateLimiter::keyed(quota(REVEAL)),
        }
    }
}

fn quota((burst, period): (u32, Duration)) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    // A period of zero is the only one refused.
    Quota::with_period(period)
        .unwrap_or(Quota::per_minute(NonZeroU32::MIN))
        .allow_burst(burst)
}

impl Limits {
    /// Counts an attempt for a login; `false` when it comes too soon.
    pub fn login(&self, login: &str) -> bool {
        if self.login.len() > SWEEP_AT {
            self.login.retain_recent();
        }
        let login: String = login.chars().take(64).collect();
        self.login.check_key(&login).is_ok()
    }

    /// Counts an attempt from an address; `false` when it comes too soon. An unknown address is not counted.
    pub fn address(&self, peer: Option<SocketAddr>) -> bool {
        if self.address.len() > SWEEP_AT {
            self.address.retain_recent();
        }
        peer.is_none_or(|peer| self.address.check_key(&network(peer.ip())).is_ok())
    }
}

impl Limits {
    /// Counts a look at somebody's full numbers by one of the staff; `false` when it is one too many.
    pub fn reveal(&self, staff: &str) -> bool {
        self.reveal.check_key(&staff.to_owned()).is_ok()
    }
}

/// The address, or for IPv6 its /64, which one subscriber has whole.
fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => {
            let bits = u128::from(v6) & !u128::from(u64::MAX);
            IpAddr::V6(bits.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_at_full_numbers_run_out_for_each_of_the_staff() {
        let limits = Limits::default();
        assert!((0..REVEALS).all(|_| limits.reveal("ann")));
        assert!(!limits.reveal("ann") && limits.reveal("bo"));
    }

    #[test]
    fn a_login_and_an_address_each_run_out() {
        let limits = Limits::default();
        assert!((0..LOGIN.0).all(|_| limits.login("ann")));
        assert!(!limits.login("ann") && limits.login("bo"));
        let at = |text: &str| limits.address(Some(text.parse().unwrap()));
        assert!((0..ADDRESS.0).all(|_| at("[2001:db8::1]:5")));
        assert!(!at("[2001:db8::2]:6"), "the same /64");
        assert!(at("192.0.2.1:7") && limits.address(None));
    }
}
