//! How often somebody may try to sign in from one address, in this process. Wrong attempts at one login or one
//! second step are counted in the database ([`crate::store::account::Attempt`]), for all processes together. And how often one of
//! the staff may look at full numbers.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

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
    address: DefaultKeyedRateLimiter<IpAddr>,
    reveal: DefaultKeyedRateLimiter<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
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
    /// Counts an attempt from an address; `false` when it comes too soon. An unknown address is not counted.
    pub fn address(&self, address: Option<IpAddr>) -> bool {
        if self.address.len() > SWEEP_AT {
            self.address.retain_recent();
        }
        address.is_none_or(|ip| self.address.check_key(&network(ip)).is_ok())
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
    fn an_address_runs_out() {
        let limits = Limits::default();
        let at = |text: &str| limits.address(Some(text.parse().unwrap()));
        assert!((0..ADDRESS.0).all(|_| at("2001:db8::1")));
        assert!(!at("2001:db8::2"), "the same /64");
        assert!(at("192.0.2.1") && limits.address(None));
    }
}
