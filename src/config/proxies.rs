//! The proxies in front of this server.

use std::net::IpAddr;
use std::str::FromStr;

/// Networks in which proxies of ours stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<(IpAddr, u8)>);

/// The text is no list of addresses and networks.
#[derive(Debug, thiserror::Error)]
#[error("not a list of addresses and networks")]
pub struct NotProxies;

impl TrustedProxies {
    /// Each network by an address in it and the number of bits that all its addresses share.
    pub fn networks(&self) -> impl Iterator<Item = (IpAddr, u8)> {
        self.0.iter().copied()
    }
}

impl FromStr for TrustedProxies {
    type Err = NotProxies;

    fn from_str(text: &str) -> Result<Self, NotProxies> {
        let parts = text.split(',').map(str::trim);
        let networks = parts.filter(|part| !part.is_empty()).map(network);
        networks.collect::<Option<_>>().map(Self).ok_or(NotProxies)
    }
}

/// An address, or an address and a number of bits.
fn network(text: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
    (bits <= most).then_some((address, bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_addresses_and_networks_are_read_and_nothing_else() {
        let read = |text: &str| text.parse::<TrustedProxies>();
        let one = |text: &str, bits| (text.parse::<IpAddr>().unwrap(), bits);
        let all: Vec<_> = read("127.0.0.1, 10.0.0.0/8,::1")
            .unwrap()
            .networks()
            .collect();
        let expected = [one("127.0.0.1", 32), one("10.0.0.0", 8), one("::1", 128)];
        assert_eq!(all, expected);
        assert_eq!(read("").unwrap(), TrustedProxies::default());
        for wrong in [
            "localhost",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "1.2.3.4 5.6.7.8",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
