//! From where a request came: the address behind the proxies that are ours, and the kind of device.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use std::net::IpAddr;

/// Proxies whose word about an address is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<(IpAddr, u8)>);

/// From where somebody came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CameFrom {
    /// The address, where it is known.
    pub address: Option<IpAddr>,
    /// Browser and system, as far as they are told: `Firefox · Android`.
    pub device: Option<String>,
}

/// Header in which a proxy writes who asked it; each adds to the end of what it was given.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Words in a browser's name for itself, the telling ones first, with what people call it.
const BROWSERS: &[(&str, &str)] = &[
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
];
/// The same for systems.
const SYSTEMS: &[(&str, &str)] = &[
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

impl Proxies {
    /// Networks by an address in them and the number of bits that all their addresses share.
    pub fn new(networks: impl IntoIterator<Item = (IpAddr, u8)>) -> Self {
        Self(networks.into_iter().collect())
    }

    fn are_ours(&self, address: IpAddr) -> bool {
        let mut networks = self.0.iter();
        networks.any(|(network, bits)| within(*network, *bits, address))
    }

    /// Who asked: the peer, or, where the peer is a proxy of ours, whom it names. What stands before the last
    /// address that is not ours was written by a stranger and is not believed.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines = headers.get_all(FORWARDED_FOR).into_iter();
        let named: Vec<_> = lines
            .flat_map(|line| line.to_str().unwrap_or("?").split(','))
            .map(str::trim)
            .collect();
        for name in named.into_iter().rev() {
            if !self.are_ours(client) {
                break;
            }
            let Ok(before) = name.parse::<IpAddr>() else {
                break;
            };
            client = before.to_canonical();
        }
        client
    }

    /// From where a request with these headers came over a connection of `peer`.
    pub fn came_from(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> CameFrom {
        let agent = headers
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok());
        CameFrom {
            address: peer.map(|peer| self.client(peer, headers)),
            device: agent.and_then(device),
        }
    }
}

/// Whether an address shares a network's first bits.
fn within(network: IpAddr, bits: u8, address: IpAddr) -> bool {
    let differ = |a: u128, b: u128, width: u32| {
        let free = width.saturating_sub(u32::from(bits));
        (a ^ b).checked_shr(free).unwrap_or(0) != 0
    };
    match (network, address.to_canonical()) {
        (IpAddr::V4(a), IpAddr::V4(b)) => !differ(a.to_bits().into(), b.to_bits().into(), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => !differ(a.to_bits(), b.to_bits(), 128),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

/// Browser and system of a browser's name for itself; `None` when neither is known.
fn device(agent: &str) -> Option<String> {
    let named = |list: &[(&str, &'static str)]| {
        let found = list.iter().find(|(mark, _)| agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    match (named(BROWSERS), named(SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser} · {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

impl CameFrom {
    /// The address with its end cut off: enough to tell the office from elsewhere.
    pub fn short_address(&self) -> Option<String> {
        Some(match self.address?.to_canonical() {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                format!("{a}.{b}.{c}.*")
            }
            IpAddr::V6(v6) => {
                let [a, b, c, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:*")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &Proxies, peer: &str, named: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in named {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let peer = peer.parse().unwrap();
        proxies.client(peer, &headers).to_string()
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        let none = Proxies::default();
        assert_eq!(client(&none, "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        let ours = Proxies::new([
            ("10.0.0.0".parse().unwrap(), 8),
            ("127.0.0.1".parse().unwrap(), 32),
        ]);
        for (peer, named, expected) in [
            ("127.0.0.1", &["198.51.100.7"][..], "198.51.100.7"),
            ("::ffff:127.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("127.0.0.1", &["1.1.1.1, 198.51.100.7"], "198.51.100.7"),
            (
                "127.0.0.1",
                &["1.1.1.1", "198.51.100.7, 10.3.4.5"],
                "198.51.100.7",
            ),
            ("127.0.0.1", &["198.51.100.7, rubbish"], "127.0.0.1"),
            ("127.0.0.1", &["2001:db8::7"], "2001:db8::7"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            ("11.0.0.1", &["198.51.100.7"], "11.0.0.1"),
        ] {
            assert_eq!(client(&ours, peer, named), expected, "{peer} {named:?}");
        }
        let all = Proxies::new([("0.0.0.0".parse().unwrap(), 0)]);
        assert_eq!(client(&all, "8.8.8.8", &["::1"]), "::1");
    }

    #[test]
    fn addresses_and_devices_are_shortened() {
        let short = |text: &str| {
            let address = text.parse().ok();
            let from = CameFrom {
                address,
                device: None,
            };
            from.short_address().unwrap_or_default()
        };
        assert_eq!(short("192.0.2.77"), "192.0.2.*");
        assert_eq!(short("::ffff:192.0.2.77"), "192.0.2.*");
        assert_eq!(short("2001:db8:7:1::5"), "2001:db8:7:*");
        assert_eq!(short(""), "");
        let phone =
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36";
        assert_eq!(device(phone).as_deref(), Some("Chrome · Android"));
        assert_eq!(device("curl/8"), None);
    }
}
