//! Which addresses may be reached.
//!
//! A name in a feed may resolve to a machine inside the network that Mahdar runs in. Names are therefore resolved and
//! judged in one step, right before connecting, so that no second answer can differ from the one that was judged.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// A resolver that gives public addresses only.
#[derive(Debug)]
pub(super) struct PublicOnly {
    pub(super) allow_private: bool,
    pub(super) inner: DefaultResolver,
}

/// The error that a private address gives.
#[derive(Debug, thiserror::Error)]
#[error("{0} is an address inside a private network")]
pub(super) struct Private(String);

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // One private address among several is enough: which of them would be used is not ours to choose.
        match found.iter().find(|a| !self.allow_private && !is_public(a.ip())) {
            Some(address) => {
                let host = uri.host().unwrap_or_default();
                Err(ureq::Error::Other(Box::new(Private(format!(
                    "{host} ({})",
                    address.ip()
                )))))
            }
            None => Ok(found),
        }
    }
}

/// Whether an address is one of the open internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        // Shared by carriers, for benchmarks, for protocols, reserved.
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || a >= 240)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // An IPv4 address in another dress is judged as what it is.
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let [a, b, ..] = address.segments();
    let embedded = |high: u16, low: u16| {
        is_public_v4(Ipv4Addr::new(
            (high >> 8) as u8,
            high as u8,
            (low >> 8) as u8,
            low as u8,
        ))
    };
    match (a, b) {
        // NAT64 and 6to4 carry an IPv4 address.
        (0x64, 0xFF9B) => embedded(address.segments()[6], address.segments()[7]),
        (0x2002, _) => embedded(b, address.segments()[2]),
        (0x2001, 0xDB8) | (0x2001, 0) => false,
        // Only what is given out to the internet.
        _ => (0x2000..0x4000).contains(&a),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
