//! From where a request comes.

use crate::config::Config;
use crate::error::Error;
use axum::extract::{FromRef, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use frontdesk_store::By;
use frontdesk_wire::Timestamp;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// The other end of the connection; `serve` puts it into each request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The client behind trusted proxies, and what it calls itself.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its address.
    pub address: IpAddr,
    /// Its `User-Agent`, cut to 256 characters.
    pub user_agent: Option<String>,
}

impl Client {
    /// As the audit trail knows whoever is nobody yet.
    pub fn guest(&self, at: Timestamp) -> By {
        By::guest(Some(self.address.to_string()), self.user_agent.clone(), at)
    }

    /// What limits count by: an IPv4 address, or the /64 of an IPv6 one, which is one household.
    pub fn network(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(_) => self.address,
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }

    fn of(parts: &Parts, config: &Config) -> Self {
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
        let agent =
            parts.headers.get(header::USER_AGENT).map(|agent| String::from_utf8_lossy(agent.as_bytes()));
        let user_agent = agent.map(|agent| agent.chars().filter(|c| !c.is_control()).take(256).collect());
        Self { address: behind_proxies(peer.to_canonical(), &parts.headers, config), user_agent }
    }
}

/// Did this request come by TLS? The trusted proxy that handed it on knows (`X-Forwarded-Proto`); where none says, it came as people
/// reach the app.
pub fn is_over_tls(request: &Request, config: &Config) -> bool {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.to_canonical());
    let is_trusted =
        peer.is_some_and(|peer| config.trusted_proxies.iter().any(|network| network.holds(peer)));
    let said = request.headers().get("x-forwarded-proto").filter(|_| is_trusted);
    // The first of several is what the client used.
    let scheme = said.and_then(|said| said.to_str().ok()).and_then(|said| said.split(',').next());
    scheme.map_or_else(|| config.is_over_tls(), |scheme| scheme.trim().eq_ignore_ascii_case("https"))
}

/// Walks `X-Forwarded-For` from our end: each trusted proxy vouches for the address before it, the first untrusted one is the client.
fn behind_proxies(peer: IpAddr, headers: &HeaderMap, config: &Config) -> IpAddr {
    let is_trusted = |address: IpAddr| config.trusted_proxies.iter().any(|network| network.holds(address));
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let mut client = peer;
    for text in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !is_trusted(client) {
            break;
        }
        match forwarded(text) {
            Some(address) => client = address.to_canonical(),
            None => break,
        }
    }
    client
}

/// An address as proxies write one: alone, in brackets, in quotes, with a port.
fn forwarded(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

impl<S> FromRequestParts<S> for Client
where
    S: Send + Sync,
    Arc<Config>: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts, &Arc::from_ref(state)))
    }
}

impl From<Infallible> for Error {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Given;
    use std::path::Path;

    fn seen(trusted: &str, peer: &str, forwarded: &[&str]) -> String {
        let given = Given::pairs(&[("TRUSTED_PROXIES", trusted)]).unwrap();
        let config = Config::settle(&given, Path::new("data"), ([127, 0, 0, 1], 80).into()).unwrap();
        let mut request = axum::http::Request::builder();
        for line in forwarded {
            request = request.header("x-forwarded-for", *line);
        }
        let mut parts = request.body(()).unwrap().into_parts().0;
        parts.extensions.insert(Peer(peer.parse().unwrap()));
        Client::of(&parts, &config).address.to_string()
    }

    #[test]
    fn forwarded_headers_of_strangers_are_ignored() {
        assert_eq!(seen("", "198.51.100.7", &["203.0.113.9"]), "198.51.100.7");
        assert_eq!(seen("10.0.0.0/8", "198.51.100.7", &["203.0.113.9"]), "198.51.100.7");
    }

    #[test]
    fn behind_trusted_proxies_the_first_stranger_is_the_client() {
        assert_eq!(seen("10.0.0.0/8", "10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.0/8", "10.0.0.1", &["1.1.1.1, 203.0.113.9, 10.0.0.2"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.0/8", "10.0.0.1", &["1.1.1.1", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.0/8", "10.0.0.1", &["nonsense"]), "10.0.0.1");
    }

    #[test]
    fn ports_brackets_and_quotes_of_proxies_are_understood() {
        for (text, address) in [
            ("203.0.113.7:4711", "203.0.113.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::2]", "2001:db8::2"),
            ("\"[2001:db8::3]:80\"", "2001:db8::3"),
            ("1.1.1.1, 203.0.113.9:1, 10.0.0.2:2", "203.0.113.9"),
            ("203.0.113.7:port", "10.0.0.1"),
        ] {
            assert_eq!(seen("10.0.0.0/8", "10.0.0.1", &[text]), address, "{text}");
        }
    }

    #[test]
    fn one_household_is_one_network() {
        let client = |text: &str| Client { address: text.parse().unwrap(), user_agent: None }.network();
        assert_eq!(client("2001:db8:1:2:aaaa::1"), client("2001:db8:1:2:bbbb::2"));
        assert_ne!(client("2001:db8:1:2::1"), client("2001:db8:1:3::1"));
        assert_ne!(client("192.0.2.1"), client("192.0.2.2"));
    }
}
