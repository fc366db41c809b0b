//! The addresses at which browsers get an answer: `0.0.0.0` and `::` are places to listen, and no `Host` of anyone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use if_addrs::get_if_addrs;

/// Where a preview that listens at `bound` answers. The loopback address comes first, since the browser of this computer
/// is opened there.
pub(super) fn of(bound: SocketAddr) -> Vec<SocketAddr> {
    if !bound.ip().is_unspecified() {
        return vec![bound];
    }
    // Where the system does not name its interfaces, there is still the computer's own.
    let interfaces = get_if_addrs().unwrap_or_default();
    let known = interfaces.iter().map(if_addrs::Interface::ip);
    with_interfaces(bound, known)
}

fn with_interfaces(bound: SocketAddr, known: impl Iterator<Item = IpAddr>) -> Vec<SocketAddr> {
    let own: IpAddr = if bound.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
    // Linux takes IPv4 at `::` as well; an address that holds on one cable only cannot be typed into a browser.
    let fits = |ip: &IpAddr| match ip {
        IpAddr::V4(ip) => !ip.is_link_local(),
        IpAddr::V6(ip) => bound.is_ipv6() && !ip.is_unicast_link_local(),
    };
    let mut others: Vec<IpAddr> = known.filter(|ip| !ip.is_loopback()).filter(fits).collect();
    others.sort();
    others.dedup();
    let all = std::iter::once(own).chain(others);
    all.map(|ip| SocketAddr::new(ip, bound.port())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_computers_own_addresses_take_the_place_of_all() {
        let known = ["127.0.0.1", "192.168.1.7", "fe80::1", "2001:db8::7", "::1", "10.0.0.2", "169.254.3.4"];
        let known = || known.iter().map(|ip| ip.parse::<IpAddr>().expect("an address"));
        let shown = |bound: &str| -> Vec<String> {
            let bound = bound.parse().expect("an address");
            with_interfaces(bound, known()).iter().map(ToString::to_string).collect()
        };
        assert_eq!(shown("0.0.0.0:4747"), ["127.0.0.1:4747", "10.0.0.2:4747", "192.168.1.7:4747"]);
        let both = ["[::1]:4747", "10.0.0.2:4747", "192.168.1.7:4747", "[2001:db8::7]:4747"];
        assert_eq!(shown("[::]:4747"), both);
        assert_eq!(of("192.168.1.7:80".parse().expect("an address")).len(), 1);
    }
}
